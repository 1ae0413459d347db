//! Whether two traces report the same: an edit that changes no entry changes no outcome.

use super::{Trace, TraceEvent};

impl Trace {
    /// Whether two traces report the same at the same times. Networks after a change are not
    /// compared, only which command made them.
    #[must_use]
    #[inline(never)]
    pub fn is_equivalent(&self, other: &Self) -> bool {
        self.entries.len() == other.entries.len()
            && self
                .entries
                .iter()
                .zip(&other.entries)
                .all(|(one, other)| one.at == other.at && one.event.is_same(&other.event))
    }
}

impl TraceEvent {
    /// Whether two entries report the same; the network after a change is not compared.
    ///
    /// Every variant and every field is named, so a new one does not compile until it is
    /// compared here.
    fn is_same(&self, other: &Self) -> bool {
        match self {
            Self::Sent {
                packet,
                origin,
                retry,
            } => {
                let sent = (packet, origin, retry);
                matches!(other, Self::Sent { packet, origin, retry } if sent == (packet, origin, retry))
            }
            Self::Passed {
                packet,
                flow_index,
                gate,
                direction,
                reason,
            } => {
                let passed = (packet, flow_index, gate, direction, reason);
                matches!(other, Self::Passed { packet, flow_index, gate, direction, reason }
                    if passed == (packet, flow_index, gate, direction, reason))
            }
            Self::Dropped(drop) => matches!(other, Self::Dropped(other) if drop == other),
            Self::Delivered {
                packet,
                flow_index,
                host,
            } => {
                let delivered = (packet, flow_index, host);
                matches!(other, Self::Delivered { packet, flow_index, host }
                    if delivered == (packet, flow_index, host))
            }
            Self::Host { host, event } => {
                let changed = (host, event);
                matches!(other, Self::Host { host, event } if changed == (host, event))
            }
            Self::Changed {
                command,
                topology: _,
            } => {
                let made = command;
                matches!(other, Self::Changed { command, topology: _ } if made == command)
            }
            Self::Ended {
                flow_index,
                outcome,
            } => {
                let ended = (flow_index, outcome);
                matches!(other, Self::Ended { flow_index, outcome } if ended == (flow_index, outcome))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use super::*;
    use crate::host::{HostEvent, Side};
    use crate::net::{Packet, PacketNumber, Payload, SimTime, TcpState};
    use crate::policy::{Direction, Reason};
    use crate::sim::{Drop, NatReset, Outcome, Sender, TraceEntry};
    use crate::topology::{AclIndex, Gate, GatewayIndex, HostIndex, Plan, SubnetIndex, Topology};

    fn unsent() -> Rc<Topology> {
        Rc::new(Topology::new(Plan::default()))
    }

    fn packet(number: u32, flow_index: u32) -> Packet {
        Packet {
            number: PacketNumber(number),
            flow_index,
            source: [10, 0, 0, 1].into(),
            destination: [10, 0, 0, 2].into(),
            payload: Payload::Udp {
                source_port: 40_000,
                destination_port: 53,
                length: 1,
            },
        }
    }

    fn sent(packet: Packet, origin: Sender, retry: u8) -> TraceEvent {
        TraceEvent::Sent {
            packet: Box::new(packet),
            origin,
            retry,
        }
    }

    /// For each kind of entry: one, and others that differ from it in a single field.
    fn entries() -> Vec<TraceEvent> {
        let (host, other_host) = (HostIndex::new(0), HostIndex::new(1));
        let gateway = GatewayIndex::new(0);
        let gate = Gate::Groups(host);
        let acl = Gate::Acl {
            acl: AclIndex::new(0),
            subnet: SubnetIndex::new(0),
        };
        let passed = |packet, flow_index, gate, direction, reason| TraceEvent::Passed {
            packet: PacketNumber(packet),
            flow_index,
            gate,
            direction,
            reason,
        };
        let dropped = |packet, flow_index, gate, direction, reason| {
            TraceEvent::Dropped(Drop {
                packet: PacketNumber(packet),
                flow_index,
                gate,
                direction,
                reason,
            })
        };
        let delivered = |packet, flow_index, host| TraceEvent::Delivered {
            packet: PacketNumber(packet),
            flow_index,
            host,
        };
        let state = |side, to| HostEvent::State {
            flow_index: 0,
            side,
            from: TcpState::Closed,
            to,
        };
        let changed = |command| TraceEvent::Changed {
            command,
            topology: unsent(),
        };
        let ended = |flow_index, outcome| TraceEvent::Ended {
            flow_index,
            outcome,
        };
        let (inbound, outbound) = (Direction::Inbound, Direction::Outbound);
        let (forwarded, lost) = (Reason::Forwarded, Reason::Lost);
        vec![
            sent(packet(1, 0), Sender::Host(host), 0),
            sent(packet(2, 0), Sender::Host(host), 0),
            sent(packet(1, 1), Sender::Host(host), 0),
            sent(packet(1, 0), Sender::Host(other_host), 0),
            sent(
                packet(1, 0),
                Sender::Gateway(gateway, NatReset::NoSession),
                0,
            ),
            sent(
                packet(1, 0),
                Sender::Gateway(gateway, NatReset::SessionExpired),
                0,
            ),
            sent(packet(1, 0), Sender::Host(host), 1),
            passed(1, 0, gate, inbound, forwarded),
            passed(2, 0, gate, inbound, forwarded),
            passed(1, 1, gate, inbound, forwarded),
            passed(1, 0, acl, inbound, forwarded),
            passed(1, 0, gate, outbound, forwarded),
            passed(1, 0, gate, inbound, Reason::PathMtu),
            dropped(1, 0, gate, inbound, lost),
            dropped(2, 0, gate, inbound, lost),
            dropped(1, 1, gate, inbound, lost),
            dropped(1, 0, acl, inbound, lost),
            dropped(1, 0, gate, outbound, lost),
            dropped(1, 0, gate, inbound, Reason::NoHost),
            delivered(1, 0, host),
            delivered(2, 0, host),
            delivered(1, 1, host),
            delivered(1, 0, other_host),
            TraceEvent::Host {
                host,
                event: state(Side::Client, TcpState::SynSent),
            },
            TraceEvent::Host {
                host: other_host,
                event: state(Side::Client, TcpState::SynSent),
            },
            TraceEvent::Host {
                host,
                event: state(Side::Server, TcpState::SynSent),
            },
            TraceEvent::Host {
                host,
                event: state(Side::Client, TcpState::SynReceived),
            },
            changed(0),
            changed(1),
            ended(0, Outcome::Connected),
            ended(1, Outcome::Connected),
            ended(0, Outcome::Refused),
        ]
    }

    #[test]
    fn entries_are_the_same_only_if_every_field_is() {
        let trace = |event: &TraceEvent, at| {
            let event = event.clone();
            Trace::new(unsent(), vec![TraceEntry { at, event }])
        };
        let entries = entries();
        for (one, event) in entries.iter().enumerate() {
            let told = trace(event, SimTime::ZERO);
            assert!(!told.is_equivalent(&trace(event, SimTime::from_secs(1))));
            for (other, second) in entries.iter().enumerate() {
                let is_same = told.is_equivalent(&trace(second, SimTime::ZERO));
                assert_eq!(is_same, one == other, "{event:?} and {second:?}");
            }
        }
    }
}
