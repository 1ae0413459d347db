//! Security groups: the stateful filter of the hosts that they are associated with.
//!
//! Rules only allow. A host's groups are evaluated as one list: any match allows. A rule that
//! names a group matches the *private* addresses of the hosts in that group, so a packet with
//! a public or translated source never matches it.
//!
//! Source: AWS, "Security group rules",
//! <https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html>.

use std::fmt;
use std::net::IpAddr;
use std::rc::Rc;

use ipnet::IpNet;

use super::{Direction, Traffic};
use crate::net::{Family, Packet, covers};

/// A security group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecurityGroup {
    /// Its id.
    pub name: Rc<str>,
    /// Inbound rules.
    pub inbound: Vec<GroupRule>,
    /// Outbound rules.
    pub outbound: Vec<GroupRule>,
}

/// One rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRule {
    /// Protocol and destination ports.
    pub traffic: Traffic,
    /// Source when inbound, destination when outbound.
    pub peer: Peer,
}

/// What the text of a rule has before the name of a security group that was deleted.
pub const STALE: &str = "stale:";

/// The other side of a rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Peer {
    /// Addresses of a prefix.
    Prefix(IpNet),
    /// Private addresses of the hosts in a group.
    Group {
        /// The group's id.
        name: Rc<str>,
        /// Its members' addresses; the topology updates them.
        members: Rc<[IpAddr]>,
    },
    /// Addresses of several prefixes.
    PrefixList {
        /// The list's id.
        name: Rc<str>,
        /// Its prefixes.
        prefixes: Rc<[IpNet]>,
    },
    /// A deleted group: a stale rule, which matches nothing.
    Stale(Rc<str>),
}

impl SecurityGroup {
    /// The rules of one direction, as written; their order has no effect.
    #[must_use]
    pub fn rules(&self, direction: Direction) -> &[GroupRule] {
        match direction {
            Direction::Inbound => &self.inbound,
            Direction::Outbound => &self.outbound,
        }
    }

    /// The group with the members of every group that its rules name.
    #[must_use]
    pub fn with_members(&self, members: &[(Rc<str>, Rc<[IpAddr]>)]) -> Self {
        let mut group = self.clone();
        for rule in group.inbound.iter_mut().chain(&mut group.outbound) {
            match &mut rule.peer {
                Peer::Group {
                    name,
                    members: addresses,
                } => {
                    let found = members.iter().find(|(group, _)| group == name);
                    *addresses = found
                        .map(|(_, members)| Rc::clone(members))
                        .unwrap_or_default();
                }
                Peer::Prefix(_) | Peer::PrefixList { .. } | Peer::Stale(_) => {}
            }
        }
        group
    }

    /// The rules of one direction, mutable.
    pub fn rules_mut(&mut self, direction: Direction) -> &mut Vec<GroupRule> {
        match direction {
            Direction::Inbound => &mut self.inbound,
            Direction::Outbound => &mut self.outbound,
        }
    }
}

impl GroupRule {
    /// Whether another rule has the same meaning; members of a named group are not compared.
    #[must_use]
    pub fn means(&self, other: &Self) -> bool {
        self.traffic == other.traffic && self.peer.to_string() == other.peer.to_string()
    }

    /// Whether it matches a packet in this direction.
    #[must_use]
    pub fn matches(&self, packet: &Packet, direction: Direction) -> bool {
        let address = match direction {
            Direction::Inbound => packet.source,
            Direction::Outbound => packet.destination,
        };
        self.traffic.matches(packet) && self.peer.contains(address)
    }
}

impl Peer {
    /// Whether it contains this address.
    #[must_use]
    pub fn contains(&self, address: IpAddr) -> bool {
        match self {
            Self::Prefix(prefix) => covers(prefix, address),
            Self::Group { members, .. } => members.contains(&address),
            Self::PrefixList { prefixes, .. } => {
                prefixes.iter().any(|prefix| covers(prefix, address))
            }
            Self::Stale(_) => false,
        }
    }

    /// Whether it is `0.0.0.0/0` or `::/0` of this family.
    ///
    /// Two rules for half of all addresses each do not count: AWS names these two prefixes
    /// only.
    #[must_use]
    pub fn is_everywhere(&self, family: Family) -> bool {
        match self {
            Self::Prefix(prefix) => Family::of(prefix.addr()) == family && prefix.prefix_len() == 0,
            Self::Group { .. } | Self::PrefixList { .. } | Self::Stale(_) => false,
        }
    }
}

impl fmt::Display for Peer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Prefix(prefix) => write!(formatter, "{prefix}"),
            Self::Group { name, .. } | Self::PrefixList { name, .. } => formatter.write_str(name),
            Self::Stale(name) => write!(formatter, "{STALE}{name}"),
        }
    }
}
