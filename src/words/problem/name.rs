//! Names: their form, who has them, and what they refer to.

use std::fmt::{self, Display, Formatter};

use super::meant;
use crate::scenario::{IdProblem, NameKind, NameProblem};
use crate::words::counted;

/// `a subnet`
pub(super) const fn with_article(kind: NameKind) -> &'static str {
    match kind {
        NameKind::Vpc => "a VPC",
        NameKind::Subnet => "a subnet",
        NameKind::Gateway => "a gateway",
        NameKind::RouteTable => "a route table",
        NameKind::Host => "a host",
        NameKind::SecurityGroup => "a security group",
        NameKind::NetworkAcl => "a network ACL",
        NameKind::PrefixList => "a prefix list",
        NameKind::Flow => "a flow",
    }
}

/// `a security group or a network ACL`
pub(super) fn kinds(kinds: &[NameKind]) -> String {
    let kinds: Vec<&str> = kinds.iter().map(|kind| with_article(*kind)).collect();
    kinds.join(" or ")
}

impl Display for IdProblem {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let rule = "a name starts with a letter and has letters, digits, `-`, `_` and `.`";
        match self {
            Self::Empty => write!(formatter, "found an empty name; {rule}"),
            Self::RuleWord(id) => write!(
                formatter,
                "found `{id}`, a word that rules use; choose another name"
            ),
            Self::TooLong { length, limit } => write!(
                formatter,
                "found a name of {length} characters; the limit is {limit}"
            ),
            Self::Start(id) => write!(formatter, "found `{id}`; {rule}"),
            Self::Character { id, character } => {
                write!(formatter, "found `{id}` with `{character}`; {rule}")
            }
        }
    }
}

pub(super) fn sentence(problem: &NameProblem) -> String {
    match problem {
        NameProblem::RouteWord(id) => format!(
            "found `{id}`, which has a meaning of its own in a route's `via`; choose another name"
        ),
        NameProblem::Taken { id, first } => format!(
            "found `{id}`, which is already the name of {first}; names are unique in a file"
        ),
        NameProblem::Implied { id, vpc, kind } => format!(
            "found `{id}`, the name of {} that VPC `{vpc}` always has; choose another name",
            with_article(*kind)
        ),
        NameProblem::Generated { id, flow } => format!(
            "found `{id}`, a name that the `count` of `{flow}` generates; choose another name"
        ),
        NameProblem::WrongKind {
            name,
            found,
            expected,
        } => format!(
            "found `{name}`, which is {}; expected the name of {}",
            with_article(*found),
            kinds(expected)
        ),
        NameProblem::Unknown {
            name,
            expected,
            near,
        } => format!(
            "found `{name}`, but nothing in this file has that name; {}",
            meant(near.as_deref(), || format!(
                "expected the name of {}",
                kinds(expected)
            ))
        ),
        NameProblem::DnsName(name) => format!(
            "found `{name}`, but no host in this file has that name; write the id of a host or an IP address, because Portcullis does not resolve DNS names"
        ),
        NameProblem::OtherVpc { name, owner, vpc } => {
            format!("found `{name}`, which belongs to VPC `{owner}`, not to `{vpc}`")
        }
        NameProblem::UnknownFlow { name, near } => format!(
            "found `{name}`, but the script starts no flow of that name; {}",
            meant(near.as_deref(), || {
                "expected the id of an `open`, `send` or `ping`".into()
            })
        ),
        NameProblem::NoSuchNumber { name, flow, count } => format!(
            "found `{name}`, but `{flow}` opens {}",
            counted(*count as usize, "flow")
        ),
        NameProblem::NotNumbered { name, flow } => {
            format!("found `{name}`, but `{flow}` has no numbered flows; write `{flow}`")
        }
        NameProblem::NotCompiled(name) => {
            format!("found `{name}`, but nothing suitable in this file has that name")
        }
    }
}
