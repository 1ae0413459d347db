//! Network ACLs: the stateless filter of a subnet, a list of numbered rules.
//!
//! Rules are evaluated in rising order of their numbers, and the first that matches decides;
//! the default rule `*` at the end of every list denies the rest. An ACL keeps no state, so a
//! reply needs a rule in the *other* direction that allows its destination port: the client's
//! ephemeral port. A missing one is the most common cause of unexplained timeouts.
//!
//! Source: AWS, "Network ACL rules",
//! <https://docs.aws.amazon.com/vpc/latest/userguide/nacl-rules.html>.
//!
//! Not modelled: fragments, and the delay until a change takes effect.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::rc::Rc;

use ipnet::IpNet;

use super::rule_index::{Compiled, Spans};
use super::{Direction, Reason, Traffic, exempt};
use crate::net::{Packet, covers, sort};

/// Whether an ACL rule allows or denies the packets that match it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum AclAction {
    /// Allows them.
    Allow,
    /// Drops them silently.
    Deny,
}

/// `allow` or `deny`.
impl fmt::Display for AclAction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Allow => "allow",
            Self::Deny => "deny",
        })
    }
}

/// One numbered rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AclEntry {
    /// 1 to 32766; the lowest is evaluated first.
    pub number: u16,
    /// Allow or deny.
    pub action: AclAction,
    /// Protocol and destination ports.
    pub traffic: Traffic,
    /// Source when inbound, destination when outbound.
    pub cidr: IpNet,
}

impl AclEntry {
    /// Whether it matches a packet that passes in this direction.
    #[must_use]
    pub fn matches(&self, packet: &Packet, direction: Direction) -> bool {
        let address = match direction {
            Direction::Inbound => packet.source,
            Direction::Outbound => packet.destination,
        };
        covers(&self.cidr, address) && self.traffic.matches(packet)
    }
}

/// A network ACL.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkAcl {
    /// Its id.
    pub name: Rc<str>,
    inbound: Vec<AclEntry>,
    outbound: Vec<AclEntry>,
    compiled: [Compiled; 2],
}

impl NetworkAcl {
    /// An ACL with these rules, in any order; numbers are unique within a direction.
    #[must_use]
    pub fn new(name: Rc<str>, mut inbound: Vec<AclEntry>, mut outbound: Vec<AclEntry>) -> Self {
        sort(&mut inbound, |one, other| one.number.cmp(&other.number));
        sort(&mut outbound, |one, other| one.number.cmp(&other.number));
        Self {
            name,
            inbound,
            outbound,
            compiled: Default::default(),
        }
    }

    /// The rules of one direction, lowest number first.
    #[must_use]
    pub fn entries(&self, direction: Direction) -> &[AclEntry] {
        match direction {
            Direction::Inbound => &self.inbound,
            Direction::Outbound => &self.outbound,
        }
    }

    /// Adds a rule.
    ///
    /// # Errors
    ///
    /// The rule that has this number already.
    pub fn insert(&mut self, direction: Direction, entry: AclEntry) -> Result<(), AclEntry> {
        let entries = self.entries_mut(direction);
        match entries.binary_search_by_key(&entry.number, |other| other.number) {
            Ok(taken) => Err(entries[taken]),
            Err(at) => {
                entries.insert(at, entry);
                Ok(())
            }
        }
    }

    /// Removes an equal rule; true if there was one.
    pub fn remove(&mut self, direction: Direction, entry: &AclEntry) -> bool {
        let entries = self.entries_mut(direction);
        let before = entries.len();
        entries.retain(|other| other != entry);
        entries.len() != before
    }

    /// Decides about one packet, without any state.
    #[must_use]
    pub fn judge(&self, packet: &Packet, direction: Direction) -> Reason {
        if let Some(exempt) = exempt(packet) {
            return Reason::NotFiltered(exempt);
        }
        let entries = self.entries(direction);
        let index = self.compiled[direction as usize].get(|| {
            let mut spans = Spans::default();
            for entry in entries {
                spans.add(entry.traffic);
                spans.with(&entry.cidr);
            }
            spans
        });
        let decisive = match index {
            Some(index) => index.first(packet, direction).map(|place| &entries[place]),
            None => entries
                .iter()
                .find(|entry| entry.matches(packet, direction)),
        };
        decisive.map_or(Reason::AclDefault, |entry| Reason::AclEntry {
            number: entry.number,
            action: entry.action,
        })
    }

    fn entries_mut(&mut self, direction: Direction) -> &mut Vec<AclEntry> {
        self.compiled = Default::default();
        match direction {
            Direction::Inbound => &mut self.inbound,
            Direction::Outbound => &mut self.outbound,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::{PacketNumber, Payload, PortRange, Transport};

    fn entry(number: u16, low: u16, high: u16, action: AclAction) -> AclEntry {
        AclEntry {
            number,
            action,
            traffic: Traffic::Ports {
                transport: Transport::Udp,
                ports: PortRange::fixed(low, high),
            },
            cidr: "0.0.0.0/0".parse().unwrap(),
        }
    }

    fn datagram(destination_port: u16) -> Packet {
        Packet {
            number: PacketNumber(1),
            flow_index: 0,
            source: [203, 0, 113, 10].into(),
            destination: [10, 0, 1, 20].into(),
            payload: Payload::Udp {
                source_port: 443,
                destination_port,
                length: 0,
            },
        }
    }

    #[test]
    fn rules_are_evaluated_by_number_in_any_order_of_writing() {
        let acl = NetworkAcl::new(
            "acl".into(),
            vec![
                entry(300, 0, 65_535, AclAction::Allow),
                entry(100, 53, 53, AclAction::Allow),
                entry(200, 50, 60, AclAction::Deny),
            ],
            Vec::new(),
        );
        for (port, number, action) in [
            (53, 100, AclAction::Allow),
            (50, 200, AclAction::Deny),
            (60, 200, AclAction::Deny),
            (61, 300, AclAction::Allow),
        ] {
            let expected = Reason::AclEntry { number, action };
            assert_eq!(
                acl.judge(&datagram(port), Direction::Inbound),
                expected,
                "port {port}"
            );
        }
    }

    #[test]
    fn what_no_entry_matches_is_denied_and_a_source_port_matches_nothing() {
        let only = entry(100, 443, 443, AclAction::Allow);
        let acl = NetworkAcl::new("acl".into(), vec![only], Vec::new());
        // The datagram comes from port 443, and goes to 444.
        assert_eq!(
            acl.judge(&datagram(444), Direction::Inbound),
            Reason::AclDefault
        );
        // The inbound rule does not apply to outbound packets.
        assert_eq!(
            acl.judge(&datagram(443), Direction::Outbound),
            Reason::AclDefault
        );
    }

    #[test]
    fn a_number_is_used_once_per_direction() {
        let mut acl = NetworkAcl::new("acl".into(), Vec::new(), Vec::new());
        let first = entry(100, 1, 1, AclAction::Allow);
        assert_eq!(acl.insert(Direction::Inbound, first), Ok(()));
        assert_eq!(acl.insert(Direction::Outbound, first), Ok(()));
        let second = entry(100, 2, 2, AclAction::Deny);
        assert_eq!(acl.insert(Direction::Inbound, second), Err(first));
        assert!(acl.remove(Direction::Inbound, &first) && !acl.remove(Direction::Inbound, &first));
    }
}
