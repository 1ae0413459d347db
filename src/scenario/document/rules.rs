//! Security groups, network ACLs and prefix lists, as the file has them.

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
    /// The inbound rules.
    pub inbound: Vec<GroupRule>,
    /// The outbound rules; absent: everything is allowed.
    pub outbound: Option<Vec<GroupRule>>,
    /// The position of its name in the drawing.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// A rule of a security group: `tcp 22 from 10.0.0.0/8 # admins`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRule {
    /// Protocol and destination ports.
    pub traffic: Traffic,
    /// The source of an inbound rule, the destination of an outbound one.
    pub peer: Peer,
    /// The author's comment.
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
    /// A deleted group; matches nothing.
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

/// A network ACL. It denies packets that no entry matches.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkAcl {
    /// Its name.
    pub id: Id,
    /// The VPC it belongs to.
    pub vpc: Id,
    /// For packets that enter a subnet, in the order of the file, not of the numbers.
    pub inbound: Vec<AclEntry>,
    /// For packets that leave a subnet.
    pub outbound: Vec<AclEntry>,
    /// Its position in the drawing.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// An entry of a network ACL: `100 allow tcp 22 from 0.0.0.0/0 # SFTP`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclEntry {
    /// Its number, 1 to 32766. The lowest is evaluated first.
    pub number: u16,
    /// Whether it allows or denies packets that match.
    pub action: AclAction,
    /// Protocol and destination ports.
    pub traffic: Traffic,
    /// Source when inbound, destination when outbound.
    pub cidr: IpNet,
    /// The author's comment.
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
