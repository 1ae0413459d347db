//! Near misses: the rule that comes closest to a packet that no rule matches.
//!
//! "No rule matches" leaves the reader to compare every rule with the packet. Here each
//! rule is compared field by field (protocol, destination port or ICMP type, address),
//! and the rule with the fewest differences is the nearest. Among equals a rule that names
//! the packet's port but other addresses is nearest: it is about this service. Then come
//! rules for other ports, the closest first, then rules for all ports of other addresses,
//! and rules for another protocol last.
//!
//! This order is the project's own: AWS names no rule for such a drop.

use std::net::IpAddr;

use super::{
    AclAction, AclEntry, Direction, GroupRule, GroupRuleRef, IcmpTypes, NetworkAcl, Peer, Traffic,
    UnitedGroups,
};
use crate::net::{Packet, PortRange, Protocol};

/// One field in which a rule and a packet differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// The rule is for another protocol.
    Protocol {
        /// What the rule is for.
        wanted: Traffic,
        /// What the packet is.
        found: Protocol,
    },
    /// The destination port is outside the rule's range.
    Port {
        /// The rule's ports.
        wanted: PortRange,
        /// The packet's destination port.
        found: u16,
    },
    /// The rule is for other ICMP messages.
    IcmpType {
        /// The rule's types.
        wanted: IcmpTypes,
        /// The packet's type and code.
        found: (u8, u8),
    },
    /// The rule names other addresses: sources when inbound, destinations when outbound.
    Address {
        /// The rule's peer.
        wanted: Peer,
        /// The packet's address.
        found: IpAddr,
    },
}

/// A rule, and how a packet differs from it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NearMiss<Rule> {
    /// The rule.
    pub rule: Rule,
    /// The fields that differ; empty: the rule matches.
    pub differences: Vec<Difference>,
}

impl UnitedGroups {
    /// The group rule nearest to a packet; `None` if there is no rule in this direction.
    #[must_use]
    pub fn nearest(&self, packet: &Packet, direction: Direction) -> Option<NearMiss<GroupRuleRef>> {
        let rules = self.rules(direction).enumerate();
        let candidates =
            rules.map(|(place, rule)| (place, rule.traffic, rule.differences(packet, direction)));
        let (place, _, differences) = candidates
            .min_by_key(|(_, traffic, differences)| rank(*traffic, differences, packet))?;
        Some(NearMiss {
            rule: self.rule_at(place, direction),
            differences,
        })
    }
}

impl NetworkAcl {
    /// The allow rule nearest to a packet; `None` if no rule of this direction allows
    /// anything. One that matches is nearest of all: a deny rule with a lower number hides it.
    #[must_use]
    pub fn nearest_allow(
        &self,
        packet: &Packet,
        direction: Direction,
    ) -> Option<NearMiss<AclEntry>> {
        let allowing = self
            .entries(direction)
            .iter()
            .filter(|entry| entry.action == AclAction::Allow);
        let candidates = allowing.map(|entry| (*entry, entry.differences(packet, direction)));
        let (rule, differences) = candidates
            .min_by_key(|(entry, differences)| rank(entry.traffic, differences, packet))?;
        Some(NearMiss { rule, differences })
    }
}

impl GroupRule {
    /// The fields in which a packet differs from this rule; empty: it matches.
    #[must_use]
    pub fn differences(&self, packet: &Packet, direction: Direction) -> Vec<Difference> {
        differences(self.traffic, &self.peer, packet, direction)
    }
}

impl AclEntry {
    /// The fields in which a packet differs from this rule; empty: it matches.
    #[must_use]
    pub fn differences(&self, packet: &Packet, direction: Direction) -> Vec<Difference> {
        differences(self.traffic, &Peer::Prefix(self.cidr), packet, direction)
    }
}

impl Difference {
    /// How many fields it counts for: a protocol without ports in common differs in those too.
    const fn fields(&self, packet: &Packet) -> usize {
        match self {
            Self::Protocol {
                wanted: Traffic::Ports { .. },
                ..
            } if packet.protocol().has_ports() => 1,
            Self::Protocol { .. } => 2,
            _ => 1,
        }
    }

    /// How far a port is from the rule's range; 0 for other fields.
    fn distance(&self) -> u16 {
        match self {
            Self::Port { wanted, found } if *found < wanted.low() => wanted.low() - found,
            Self::Port { wanted, found } => found.saturating_sub(wanted.high()),
            _ => 0,
        }
    }
}

/// The sort key of a near miss: the smallest is nearest, in the order that the module's
/// documentation gives.
fn rank(traffic: Traffic, differences: &[Difference], packet: &Packet) -> impl Ord + use<> {
    let has = |is: fn(&Difference) -> bool| differences.iter().any(is);
    let has_address = has(|one| matches!(one, Difference::Address { .. }));
    let names_ports =
        !matches!(traffic, Traffic::All) && !traffic.covers_all_ports(packet.protocol());
    let fields = differences.iter().map(|one| one.fields(packet));
    (
        fields.sum::<usize>(),
        has(|one| matches!(one, Difference::Protocol { .. })),
        match (has_address, names_ports) {
            (true, true) => 0,
            (false, _) => 1,
            (true, false) => 2,
        },
        differences.iter().map(Difference::distance).max(),
    )
}

fn differences(
    traffic: Traffic,
    peer: &Peer,
    packet: &Packet,
    direction: Direction,
) -> Vec<Difference> {
    let address = match direction {
        Direction::Inbound => packet.source,
        Direction::Outbound => packet.destination,
    };
    let mut differences = Vec::new();
    let protocol = packet.protocol();
    let is_of = |wanted: Protocol| wanted == protocol;
    let found = Difference::Protocol {
        wanted: traffic,
        found: protocol,
    };
    match traffic {
        Traffic::All => {}
        Traffic::Ports { transport, ports } => {
            let port = packet.flow().destination_port;
            if !is_of(transport.protocol()) {
                differences.push(found);
            }
            if protocol.has_ports() && !ports.contains(port) {
                differences.push(Difference::Port {
                    wanted: ports,
                    found: port,
                });
            }
        }
        Traffic::Icmp { family, types } => match packet.icmp_type_and_code() {
            Some(message) if family == packet.family() => {
                if !types.contains(message) {
                    differences.push(Difference::IcmpType {
                        wanted: types,
                        found: message,
                    });
                }
            }
            _ => differences.push(found),
        },
        Traffic::Other(wanted) => {
            if !is_of(wanted) {
                differences.push(found);
            }
        }
    }
    if !peer.contains(address) {
        differences.push(Difference::Address {
            wanted: peer.clone(),
            found: address,
        });
    }
    differences
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::{PacketNumber, Payload, Transport};

    const SOURCE: [u8; 4] = [203, 0, 113, 10];

    fn packet(destination_port: u16) -> Packet {
        Packet {
            number: PacketNumber(1),
            flow_index: 0,
            source: SOURCE.into(),
            destination: [10, 0, 1, 20].into(),
            payload: Payload::Udp {
                source_port: 5353,
                destination_port,
                length: 0,
            },
        }
    }

    fn entry(number: u16, transport: Transport, (low, high): (u16, u16), cidr: &str) -> AclEntry {
        AclEntry {
            number,
            action: AclAction::Allow,
            traffic: Traffic::Ports {
                transport,
                ports: PortRange::fixed(low, high),
            },
            cidr: cidr.parse().unwrap(),
        }
    }

    #[test]
    fn the_nearest_rule_differs_in_the_fewest_fields_and_then_in_the_closest_port() {
        use Transport::{Tcp, Udp};
        let (world, inside) = ("0.0.0.0/0", "10.0.0.0/8");
        for (case, entries, nearest) in [
            (
                "one field before two",
                vec![
                    entry(1, Udp, (22, 22), inside),
                    entry(2, Udp, (22, 22), world),
                ],
                2,
            ),
            (
                "another address before another port",
                vec![
                    entry(1, Udp, (54, 54), world),
                    entry(2, Udp, (53, 53), inside),
                ],
                2,
            ),
            (
                "another port before all ports of another address",
                vec![
                    entry(1, Udp, (0, u16::MAX), inside),
                    entry(2, Udp, (9, 9), world),
                ],
                2,
            ),
            (
                "an address before a protocol",
                vec![
                    entry(1, Tcp, (53, 53), world),
                    entry(2, Udp, (53, 53), inside),
                ],
                2,
            ),
            (
                "the closest port",
                vec![
                    entry(1, Udp, (443, 443), world),
                    entry(2, Udp, (60, 70), world),
                    entry(3, Udp, (1, 40), world),
                ],
                2,
            ),
            (
                "of equals the first",
                vec![
                    entry(1, Udp, (54, 54), world),
                    entry(2, Udp, (54, 54), world),
                ],
                1,
            ),
        ] {
            let acl = NetworkAcl::new("acl".into(), entries, Vec::new());
            let miss = acl.nearest_allow(&packet(53), Direction::Inbound).unwrap();
            assert_eq!(miss.rule.number, nearest, "{case}");
        }
    }

    #[test]
    fn each_field_that_differs_says_what_was_wanted_and_what_was_found() {
        let rule = entry(100, Transport::Tcp, (443, 443), "10.0.0.0/8");
        assert_eq!(
            rule.differences(&packet(53), Direction::Inbound),
            [
                Difference::Protocol {
                    wanted: rule.traffic,
                    found: Protocol::UDP,
                },
                Difference::Port {
                    wanted: PortRange::single(443),
                    found: 53,
                },
                Difference::Address {
                    wanted: Peer::Prefix(rule.cidr),
                    found: SOURCE.into(),
                },
            ]
        );
    }
}
