//! What each entry changes about the lights, and the state of the lights now and then.
//!
//! To know the state at an entry, the last state written down before it is taken and
//! what happened since is applied to it.

use crate::net::SortedMap;

use super::super::light::Light;
use super::active::interval;
use super::state::{Change, HostState, State};
use crate::host::HostEvent;
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
    /// At each multiple of the interval; there is always a first.
    states: Vec<State>,
    /// For each host and flow, when the host sent something again.
    retries: SortedMap<(usize, u32), Vec<(usize, SimTime)>>,
    /// By host, how long TIME-WAIT lasts.
    time_waits: Vec<SimTime>,
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
                        let retries = self.log.retries.or_default((host.place(), flow));
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
            TraceEvent::Host { host, event } => host_change(number(host.place()), event, entry.at),
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
            host: number(host.place()),
            packet,
            flow,
            light,
            from: match reason {
                Reason::Tracked { from } | Reason::Related { from } => Some(from.0),
                _ => None,
            },
        },
        Gate::Acl { subnet, .. } => Change::Lane {
            subnet: number(subnet.place()),
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
        log.states.push(state.clone());
        for (index, change) in log.changes.iter().enumerate() {
            if index > 0 && index % log.interval == 0 {
                log.states.push(state.clone());
            }
            state.apply(change);
        }
        log
    }

    /// The state after an entry; without any entries, the state before the first.
    pub(super) fn state(&self, entry: usize) -> State {
        let last = (entry + 1).min(self.changes.len());
        let written = last.saturating_sub(1) / self.interval;
        let mut state = self.states[written].clone();
        for change in &self.changes[written * self.interval..last] {
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
        let latest = state
            .connections
            .get(&state.latest)
            .map(|found| (&state.latest, found));
        let (&(flow, _), &(tcp, since)) =
            latest.or_else(|| state.connections.iter().next_back())?;
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
                let again = again.filter(|&wait| wait > SimTime::ZERO);
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
