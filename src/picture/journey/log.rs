//! What each entry changes about the lights, and the state of the lights now and then.
//!
//! To know the state at an entry, the last state written down before it is taken and
//! what happened since is applied to it.

use std::collections::BTreeMap;

use super::super::light::Light;
use super::active::interval;
use crate::host::{HostEvent, Side};
use crate::net::{SimTime, TcpState};
use crate::policy::{Direction, Reason};
use crate::scenario::Scenario;
use crate::sim::{Origin, Setup, TraceEntry, TraceEvent};
use crate::topology::Gate;

/// What the lights are made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    changes: Vec<Change>,
    interval: usize,
    states: Vec<State>,
    /// For each host and flow, when the host sent something again.
    retries: BTreeMap<(usize, u32), Vec<(usize, SimTime)>>,
    /// By host, how long TIME-WAIT lasts.
    time_waits: Vec<SimTime>,
}

/// What an entry changes.
#[derive(Clone, Copy, Debug)]
enum Change {
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
    },
    /// A packet came to its end, or farther.
    Moved {
        packet: u32,
        flow: u32,
    },
    Port {
        host: u32,
        port: u16,
        taken: bool,
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
pub(super) struct State {
    /// What each ring last said, and about which flow.
    pub(super) rings: Vec<(Light, u32)>,
    /// The same for the lanes of each gate, inbound first.
    pub(super) lanes: Vec<[(Light, u32); 2]>,
    pub(super) hosts: Vec<HostState>,
    /// The packets of the flow that acted last: the one before the last, and the last.
    pub(super) acting: Option<Acting>,
    /// Host, packet, and the packet that is remembered.
    pub(super) remembered: Option<(u32, u32, u32)>,
}

/// The packets that show what goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Acting {
    pub(super) flow: u32,
    pub(super) packet: u32,
    pub(super) before: Option<u32>,
}

/// What is known about one host.
#[derive(Clone, Debug, Default)]
pub(super) struct HostState {
    /// Ephemeral ports in use, and how often.
    pub(super) ports: BTreeMap<u16, u32>,
    /// Connections that are not closed, with the time of their last change.
    connections: BTreeMap<(u32, bool), (TcpState, SimTime)>,
    /// The connection that changed last.
    latest: (u32, bool),
}

pub(super) struct LogBuilder<'a> {
    setup: &'a Setup,
    log: Log,
}

impl<'a> LogBuilder<'a> {
    pub(super) fn new(setup: &'a Setup) -> Self {
        let time_waits = setup.hosts.iter().map(|host| host.profile.time_wait);
        Self {
            setup,
            log: Log {
                time_waits: time_waits.collect(),
                ..Log::default()
            },
        }
    }

    pub(super) fn take_in(&mut self, index: usize, entry: &TraceEntry) {
        let change = self.change(index, entry);
        self.log.changes.push(change);
    }

    fn change(&mut self, index: usize, entry: &TraceEntry) -> Change {
        match &entry.event {
            TraceEvent::Sent {
                packet,
                origin,
                retry,
            } => {
                let flow = packet.flow_index;
                let mut new_round = *retry > 0;
                if let Origin::Host(host) = origin {
                    let plan = self.setup.flows.get(flow as usize);
                    new_round |= plan.is_some_and(|plan| plan.from == *host);
                    if *retry > 0 {
                        let retries = self.log.retries.entry((host.0, flow)).or_default();
                        retries.push((index, entry.at));
                    }
                }
                Change::Sent {
                    packet: packet.number.0,
                    flow,
                    new_round,
                }
            }
            TraceEvent::Passed {
                packet,
                flow_index,
                gate,
                direction,
                reason,
            } => verdict(packet.0, *flow_index, *gate, *direction, reason),
            TraceEvent::Dropped(drop) => verdict(
                drop.packet.0,
                drop.flow_index,
                drop.gate,
                drop.direction,
                &drop.reason,
            ),
            TraceEvent::Delivered {
                packet, flow_index, ..
            } => Change::Moved {
                packet: packet.0,
                flow: *flow_index,
            },
            TraceEvent::Host { host, event } => host_change(number(host.0), event, entry.at),
            TraceEvent::Changed { .. } | TraceEvent::Ended { .. } => Change::Nothing,
        }
    }
}

fn verdict(packet: u32, flow: u32, gate: Gate, direction: Direction, reason: &Reason) -> Change {
    let light = match reason {
        reason if reason.is_drop() => Light::Denied,
        Reason::Tracked { .. } | Reason::Related { .. } | Reason::PathMtu => Light::State,
        _ => Light::Rule,
    };
    match gate {
        Gate::Groups(host) => Change::Group {
            host: number(host.0),
            packet,
            flow,
            light,
            from: match reason {
                Reason::Tracked { from } | Reason::Related { from } => Some(from.0),
                _ => None,
            },
        },
        Gate::Acl { subnet, .. } => Change::Lane {
            subnet: number(subnet.0),
            direction,
            flow,
            light,
        },
        Gate::RouteTable { .. } | Gate::Gateway(_) | Gate::Network => {
            Change::Moved { packet, flow }
        }
    }
}

fn host_change(host: u32, event: &HostEvent, at: SimTime) -> Change {
    match *event {
        HostEvent::PortTaken {
            port,
            ephemeral: true,
            ..
        } => Change::Port {
            host,
            port,
            taken: true,
        },
        HostEvent::PortFreed { port, .. } => Change::Port {
            host,
            port,
            taken: false,
        },
        HostEvent::State {
            flow_index,
            side,
            to,
            ..
        } => Change::Connection {
            host,
            flow: flow_index,
            side,
            to,
            at,
        },
        _ => Change::Nothing,
    }
}

/// Things are counted in fewer than 32 bits.
fn number(index: usize) -> u32 {
    u32::try_from(index).expect("a document has some thousands of things")
}

impl Log {
    pub(super) fn new(builder: LogBuilder, scenario: &Scenario) -> Self {
        let mut log = builder.log;
        log.interval = interval(log.changes.len());
        let mut state = State {
            rings: vec![(Light::Idle, 0); scenario.hosts.len()],
            lanes: vec![[(Light::Idle, 0); 2]; scenario.subnets.len()],
            hosts: vec![HostState::default(); scenario.hosts.len()],
            ..State::default()
        };
        for (index, change) in log.changes.iter().enumerate() {
            if index % log.interval == 0 {
                log.states.push(state.clone());
            }
            state.apply(change);
        }
        log
    }

    /// The state after an entry.
    pub(super) fn state(&self, entry: usize) -> State {
        let entry = entry.min(self.changes.len().saturating_sub(1));
        let written = entry / self.interval.max(1);
        let Some(mut state) = self.states.get(written).cloned() else {
            return State::default();
        };
        for change in &self.changes[written * self.interval..=entry] {
            state.apply(change);
        }
        state
    }

    /// The state of the connection of a host that changed last, with the time left.
    pub(super) fn connection(
        &self,
        host: usize,
        state: &HostState,
        entry: usize,
        now: SimTime,
    ) -> Option<String> {
        let latest = state.connections.get_key_value(&state.latest);
        let (&(flow, _), &(tcp, since)) = latest.or_else(|| state.connections.last_key_value())?;
        let left = match tcp {
            TcpState::TimeWait => {
                let lasts = self.time_waits.get(host).copied().unwrap_or_default();
                Some(format!("{} s", seconds(lasts.since(now.since(since)))))
            }
            TcpState::SynSent | TcpState::SynReceived => {
                let retries = self
                    .retries
                    .get(&(host, flow))
                    .map_or(&[][..], Vec::as_slice);
                let next = retries.partition_point(|&(index, _)| index <= entry);
                let again = retries.get(next).map(|&(_, at)| at.since(now));
                again.map(|wait| format!("again in {} s", seconds(wait)))
            }
            _ => None,
        };
        Some(match left {
            Some(left) => format!("{tcp}, {left}"),
            None => tcp.to_string(),
        })
    }
}

/// To a tenth of a second, whole seconds without a point.
fn seconds(time: SimTime) -> String {
    let tenths = time.as_micros().div_ceil(100_000);
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        tenth => format!("{}.{tenth}", tenths / 10),
    }
}

impl State {
    fn apply(&mut self, change: &Change) {
        match *change {
            Change::Nothing => {}
            Change::Sent {
                packet,
                flow,
                new_round,
            } => {
                if new_round {
                    self.begin_round(flow);
                }
                self.act(packet, flow, new_round);
            }
            Change::Group {
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
            Change::Lane {
                subnet,
                direction,
                flow,
                light,
            } => {
                let lane = usize::from(direction == Direction::Outbound);
                self.lanes[subnet as usize][lane] = (light, flow);
            }
            Change::Moved { packet, flow } => self.act(packet, flow, false),
            Change::Port { host, port, taken } => {
                let ports = &mut self.hosts[host as usize].ports;
                if taken {
                    *ports.entry(port).or_default() += 1;
                } else if let Some(count) = ports.get_mut(&port) {
                    *count -= 1;
                    if *count == 0 {
                        ports.remove(&port);
                    }
                }
            }
            Change::Connection {
                host,
                flow,
                side,
                to,
                at,
            } => {
                let state = &mut self.hosts[host as usize];
                let key = (flow, side == Side::Server);
                state.latest = key;
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
