//! Problems with the rules of security groups and network ACLs, and with prefix lists.

use crate::scenario::rule_language::PeerProblem;
use ipnet::IpNet;

use super::NameKind;
use crate::net::Family;
use crate::policy::Direction;
use crate::topology::ChangeError;

/// Why a rule, or a list of rules, is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FilterProblem {
    /// A group rule that means the same as an earlier one. A warning.
    SameAs {
        /// The list of both.
        direction: Direction,
        /// The index of the earlier one.
        first: usize,
    },
    /// A peer that is a group of a VPC without peering.
    PeerVpc {
        /// The group.
        group: String,
        /// Its VPC.
        owner: String,
        /// The VPC of the rule.
        vpc: String,
    },
    /// A peer that is neither a group nor a prefix list.
    PeerKind {
        /// The name.
        name: String,
        /// What it is.
        kind: NameKind,
    },
    /// No security group or prefix list has the name of the peer.
    Peer(PeerProblem),
    /// ICMP of this family, with addresses of the other. A warning.
    NeverMatches(Family),
    /// More rules than AWS's quota. A warning.
    GroupQuota {
        /// The IP family that is counted.
        family: Family,
        /// How many there are.
        found: usize,
        /// The quota.
        quota: usize,
    },
    /// A number that an earlier rule has.
    NumberTwice {
        /// The number.
        number: u16,
        /// The list of both.
        direction: Direction,
        /// The index of the earlier rule.
        first: usize,
    },
    /// More rules than AWS's quota. A warning.
    AclQuota {
        /// How many there are.
        found: usize,
        /// The default quota.
        quota: usize,
        /// The highest quota.
        most: usize,
    },
    /// A number outside its range.
    Number(u16),
    /// A prefix that its list has twice. A warning.
    PrefixTwice(IpNet),
    /// A rule with the form of the other kind of filter.
    WrongForm {
        /// What `in` names.
        name: String,
        /// What has rules of this form.
        kind: NameKind,
    },
    /// A rule to add that is there already. A warning.
    AlreadyThere {
        /// The group.
        name: String,
    },
    /// A rule to remove that is not there.
    NotThere {
        /// The rule.
        rule: String,
        /// The group or ACL.
        name: String,
        /// The list.
        direction: Direction,
    },
    /// A rule to add whose number is taken at that time.
    NumberTaken {
        /// The rule.
        rule: String,
        /// The ACL.
        name: String,
        /// The list.
        direction: Direction,
        /// The number.
        number: u16,
    },
    /// The network refuses a scripted change.
    Change(ChangeError),
}
