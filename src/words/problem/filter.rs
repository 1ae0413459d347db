//! Rules of security groups and network ACLs, and prefix lists.

use super::name::with_article;
use crate::net::Family;
use crate::scenario::{FilterProblem, LARGEST_ACL_NUMBER};

pub(super) fn sentence(problem: &FilterProblem) -> String {
    match problem {
        FilterProblem::SameAs { direction, first } => {
            format!("means the same as {direction}[{first}]; remove one of the two")
        }
        FilterProblem::PeerVpc { group, owner, vpc } => format!(
            "found security group `{group}` of VPC `{owner}`, which is neither `{vpc}` nor peered with it; write its CIDR, or add a peering gateway"
        ),
        FilterProblem::PeerKind { name, kind } => format!(
            "found `{name}`, which is {}; a peer is a CIDR, a security group, a prefix list or `self`",
            with_article(*kind)
        ),
        FilterProblem::Peer(problem) => problem.to_string(),
        FilterProblem::NeverMatches(Family::V4) => {
            "this rule never matches: `icmp` is IPv4 and the CIDR is IPv6, so write `icmpv6`".into()
        }
        FilterProblem::NeverMatches(Family::V6) => {
            "this rule never matches: `icmpv6` is IPv6 and the CIDR is IPv4, so write `icmp`".into()
        }
        FilterProblem::GroupQuota {
            family,
            found,
            quota,
        } => {
            let family = match family {
                Family::V4 => "IPv4",
                Family::V6 => "IPv6",
            };
            format!(
                "found {found} rules for {family}; AWS's quota is {quota} in a direction unless raised, and a prefix list counts as its entries"
            )
        }
        FilterProblem::NumberTwice {
            number,
            direction,
            first,
        } => format!(
            "found number {number} again, which {direction}[{first}] has; each number is used once in a direction"
        ),
        FilterProblem::AclQuota { found, quota, most } => format!(
            "found {found} rules; AWS's quota is {quota} in a direction, which can be raised to {most}"
        ),
        FilterProblem::Number(number) => format!(
            "found number {number}; the rules of a network ACL have numbers from 1 to {LARGEST_ACL_NUMBER}"
        ),
        FilterProblem::PrefixTwice(cidr) => format!("{cidr} is in this list twice"),
        FilterProblem::WrongForm { name, kind } => format!(
            "found a rule with the form that {} has, but `{name}` is not one",
            with_article(*kind)
        ),
        FilterProblem::AlreadyThere { name } => {
            format!("`{name}` already has this rule at that time")
        }
        FilterProblem::NotThere {
            rule,
            name,
            direction,
        } => format!(
            "found `{rule}`, an {direction} rule that `{name}` does not have at that time; write one that it has"
        ),
        FilterProblem::NumberTaken {
            rule,
            name,
            direction,
            number,
        } => format!(
            "found `{rule}`, but `{name}` has an {direction} rule {number} at that time; each number is used once"
        ),
        FilterProblem::Change(error) => error.to_string(),
    }
}
