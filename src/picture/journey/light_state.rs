//! The state of all lights at one entry, and the changes that the next entry makes.

use super::super::light::{Light, PortLight};
use crate::host::Side;
use crate::net::{SimTime, SortedMap, TcpState};
use crate::policy::Direction;

/// A change that an entry makes.
#[derive(Clone, Copy, Debug)]
pub(super) enum LightChange {
    Nothing,
    /// A packet was sent.
    Sent {
        packet: u32,
        flow: u32,
        /// Whether it begins something: the answers to it do not.
        new_round: bool,
    },
    /// A group decided.
    Group {
        host: u32,
        packet: u32,
        flow: u32,
        light: Light,
        from: Option<u32>,
    },
    /// A network ACL decided.
    Lane {
        subnet: u32,
        direction: Direction,
        flow: u32,
        light: Light,
        /// The packet, if it answers an earlier one.
        answer: Option<u32>,
    },
    /// A packet came to its end, or farther.
    Moved {
        packet: u32,
        flow: u32,
    },
    /// An ephemeral port was taken for a flow, or given back.
    Port {
        host: u32,
        flow: u32,
        port: u16,
        taken: bool,
    },
    /// No port could be had.
    NoPort {
        host: u32,
    },
    Connection {
        host: u32,
        flow: u32,
        side: Side,
        to: TcpState,
        at: SimTime,
    },
}

/// The lights at one entry.
#[derive(Clone, Debug, Default)]
pub(super) struct LightState {
    /// The last verdict of each ring, and its flow.
    pub(super) rings: Vec<(Light, u32)>,
    /// The same for the lanes of each gate, inbound first.
    pub(super) lanes: Vec<[(Light, u32); 2]>,
    pub(super) hosts: Vec<HostState>,
    /// The packets of the flow that acted last: the one before the last, and the last.
    pub(super) acting: Option<Acting>,
    /// Host, packet, and the packet that started the tracked connection.
    pub(super) remembered: Option<(u32, u32, u32)>,
    /// Subnet and direction of the gate that last judged an answer, and the answer.
    pub(super) forgotten: Option<(u32, Direction, u32)>,
}

/// The packets that show what goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Acting {
    pub(super) flow: u32,
    pub(super) packet: u32,
    pub(super) before: Option<u32>,
}

/// The state of one host.
#[derive(Clone, Debug, Default)]
pub(super) struct HostState {
    /// Ephemeral ports in use, by flow.
    pub(super) ports: SortedMap<u32, u16>,
    /// Whether it wanted one more and there was none.
    pub(super) exhausted: bool,
    /// Connections that are not closed, with the time of their last change.
    pub(super) connections: SortedMap<(u32, bool), (TcpState, SimTime)>,
}

impl LightState {
    /// Applies a change.
    pub(super) fn apply(&mut self, change: &LightChange) {
        match *change {
            LightChange::Nothing => {}
            LightChange::Sent {
                packet,
                flow,
                new_round,
            } => {
                if new_round {
                    self.begin_round(flow);
                }
                self.act(packet, flow, new_round);
            }
            LightChange::Group {
                host,
                packet,
                flow,
                light,
                from,
            } => {
                self.rings[host as usize] = (light, flow);
                self.remembered = from.map(|from| (host, packet, from));
                self.act(packet, flow, false);
            }
            LightChange::Lane {
                subnet,
                direction,
                flow,
                light,
                answer,
            } => {
                if let Some(packet) = answer {
                    self.forgotten = Some((subnet, direction, packet));
                }
                let lane = usize::from(direction == Direction::Outbound);
                self.lanes[subnet as usize][lane] = (light, flow);
            }
            LightChange::Moved { packet, flow } => self.act(packet, flow, false),
            LightChange::Port {
                host,
                flow,
                port,
                taken,
            } => {
                let host = &mut self.hosts[host as usize];
                if taken {
                    host.ports.insert(flow, port);
                } else {
                    host.ports.remove(&flow);
                }
                host.exhausted = false;
            }
            LightChange::NoPort { host } => self.hosts[host as usize].exhausted = true,
            LightChange::Connection {
                host,
                flow,
                side,
                to,
                at,
            } => {
                // Amazon's own services have no card.
                let Some(state) = self.hosts.get_mut(host as usize) else {
                    return;
                };
                let key = (flow, side == Side::Server);
                if to == TcpState::Closed {
                    state.connections.remove(&key);
                } else {
                    state.connections.insert(key, (to, at));
                }
            }
        }
    }

    /// What a flow lit goes out when it begins anew.
    fn begin_round(&mut self, flow: u32) {
        for light in self.rings.iter_mut().chain(self.lanes.iter_mut().flatten()) {
            if light.1 == flow {
                light.0 = Light::Idle;
            }
        }
        self.remembered = None;
        self.forgotten = None;
    }

    fn act(&mut self, packet: u32, flow: u32, new_round: bool) {
        let before = match self.acting {
            Some(acting) if acting.packet == packet => acting.before,
            Some(acting) if acting.flow == flow && !new_round => Some(acting.packet),
            _ => None,
        };
        self.acting = Some(Acting {
            flow,
            packet,
            before,
        });
    }
}

impl HostState {
    /// Its ephemeral ports, each once, in rising order.
    pub(super) fn port_lights(&self) -> Vec<PortLight> {
        let mut ports: Vec<PortLight> = Vec::with_capacity(self.ports.len());
        for (&flow, &port) in self.ports.iter() {
            let tcp = self.connections.get(&(flow, false)).map(|&(tcp, _)| tcp);
            ports.push(PortLight {
                port,
                waiting: tcp == Some(TcpState::TimeWait),
            });
        }
        // One that several share waits only if it does so for all of them.
        ports.sort_unstable();
        ports.dedup_by_key(|light| light.port);
        ports
    }
}
