//! Security groups, network ACLs and prefix lists, as they are written.

use ipnet::IpNet;

use super::{Id, Position, Unknown};
use crate::policy::{AclAction, Traffic};

/// A security group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SecurityGroup {
    /// Its name.
    pub id: Id,
    /// The VPC it belongs to.
    pub vpc: Id,
    /// What may come in.
    pub inbound: Vec<GroupRule>,
    /// What may go out; absent: everything.
    pub outbound: Option<Vec<GroupRule>>,
    /// Where its name is drawn.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// A rule of a security group: `tcp 22 from 10.0.0.0/8 # admins`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRule {
    /// Protocol and destination ports.
    pub traffic: Traffic,
    /// The other side.
    pub peer: Peer,
    /// What the author says about it.
    pub description: Option<String>,
}

/// The source or destination of a security group rule.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    /// Addresses of a prefix.
    Cidr(IpNet),
    /// A security group or a prefix list, by name.
    Named(Id),
    /// The group that the rule is in.
    Itself,
    /// A group that is gone; matches nothing.
    Stale(Id),
}

impl Peer {
    /// The name of the security group or prefix list that the rule refers to.
    #[must_use]
    pub const fn named(&self) -> Option<&Id> {
        match self {
            Self::Named(id) => Some(id),
            Self::Cidr(_) | Self::Itself | Self::Stale(_) => None,
        }
    }

    /// The same, to rename it.
    pub const fn named_mut(&mut self) -> Option<&mut Id> {
        match self {
            Self::Named(id) => Some(id),
            Self::Cidr(_) | Self::Itself | Self::Stale(_) => None,
        }
    }
}

/// A network ACL. What no entry matches is denied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkAcl {
    /// Its name.
    pub id: Id,
    /// The VPC it belongs to.
    pub vpc: Id,
    /// For packets entering a subnet, in the order written (not evaluated).
    pub inbound: Vec<AclEntry>,
    /// For packets leaving a subnet.
    pub outbound: Vec<AclEntry>,
    /// Where it is drawn.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// An entry of a network ACL: `100 allow tcp 22 from 0.0.0.0/0 # SFTP`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclEntry {
    /// Lowest first, 1 to 32766.
    pub number: u16,
    /// What happens to packets that match.
    pub action: AclAction,
    /// Protocol and destination ports.
    pub traffic: Traffic,
    /// Source when inbound, destination when outbound.
    pub cidr: IpNet,
    /// What the author says about it.
    pub description: Option<String>,
}

/// A named list of prefixes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrefixList {
    /// Its name.
    pub id: Id,
    /// Its prefixes.
    pub cidrs: Vec<IpNet>,
    /// Unknown members.
    pub unknown: Unknown,
}
