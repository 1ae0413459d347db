//! Log of light changes by entry, with a snapshot of all lights at intervals.
//!
//! To know the state at an entry, the last state written down before it is taken and
//! what happened since is applied to it.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::light::Light;
use super::active::interval;
use super::light_state::{HostState, LightChange, LightState};
use crate::host::HostEvent;
use crate::net::{SimTime, SortedMap};
use crate::policy::{Direction, Reason};
use crate::scenario::Scenario;
use crate::sim::{Sender, Setup, TraceEntry, TraceEvent};
use crate::topology::Gate;

/// What the lights are made of.
#[derive(Clone, Debug, Default)]
pub(super) struct Log {
    changes: Vec<LightChange>,
    interval: usize,
    /// At each multiple of the interval; there is always a first.
    states: Vec<LightState>,
    /// How many changes are in the state that was asked for last, and that state: while time
    /// passes, the next is just behind.
    latest: RefCell<(usize, LightState)>,
    /// For each host and flow, when the host sent something again.
    pub(super) retries: SortedMap<(usize, u32), Vec<(usize, SimTime)>>,
    /// By host, how long TIME-WAIT lasts.
    pub(super) time_waits: Vec<SimTime>,
}

#[derive(Clone, Debug)]
pub(super) struct LogBuilder {
    setup: Rc<Setup>,
    log: Log,
    /// Of each packet, whether it was sent to the one who began the flow.
    answers: Vec<bool>,
}

impl LogBuilder {
    pub(super) fn new(setup: &Rc<Setup>) -> Self {
        let time_waits = setup.hosts.iter().map(|host| host.profile.time_wait);
        Self {
            setup: Rc::clone(setup),
            answers: Vec::new(),
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

    fn change(&mut self, index: usize, entry: &TraceEntry) -> LightChange {
        match &entry.event {
            TraceEvent::Sent {
                packet,
                origin,
                retry,
            } => {
                let flow = packet.flow_index;
                let mut new_round = *retry > 0;
                let plan = self.setup.flows.get(flow as usize);
                let begun_by = plan.map(|plan| Sender::Host(plan.from));
                self.answers.push(begun_by.as_ref() != Some(origin));
                if let Sender::Host(host) = origin {
                    new_round |= begun_by.as_ref() == Some(origin);
                    if *retry > 0 {
                        let retries = self.log.retries.or_default((host.place(), flow));
                        retries.push((index, entry.at));
                    }
                }
                LightChange::Sent {
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
            } => self.verdict(packet.0, *flow_index, *gate, *direction, reason),
            TraceEvent::Dropped(drop) => self.verdict(
                drop.packet.0,
                drop.flow_index,
                drop.gate,
                drop.direction,
                &drop.reason,
            ),
            TraceEvent::Delivered {
                packet, flow_index, ..
            } => LightChange::Moved {
                packet: packet.0,
                flow: *flow_index,
            },
            TraceEvent::Host { host, event } => host_change(number(host.place()), event, entry.at),
            TraceEvent::Changed { .. } | TraceEvent::Ended { .. } => LightChange::Nothing,
        }
    }

    fn verdict(
        &self,
        packet: u32,
        flow: u32,
        gate: Gate,
        direction: Direction,
        reason: &Reason,
    ) -> LightChange {
        let light = match reason {
            reason if reason.is_drop() => Light::Denied,
            Reason::Tracked { .. } | Reason::Related { .. } | Reason::PathMtu => Light::State,
            _ => Light::Rule,
        };
        match gate {
            Gate::Groups(host) => LightChange::Group {
                host: number(host.place()),
                packet,
                flow,
                light,
                from: match reason {
                    Reason::Tracked { from } | Reason::Related { from } => Some(from.0),
                    _ => None,
                },
            },
            Gate::Acl { subnet, .. } => LightChange::Lane {
                subnet: number(subnet.place()),
                direction,
                flow,
                light,
                answer: Some(packet)
                    .filter(|_| self.answers.get(packet as usize - 1) == Some(&true)),
            },
            Gate::RouteTable { .. } | Gate::Gateway(_) | Gate::Network => {
                LightChange::Moved { packet, flow }
            }
        }
    }
}

fn host_change(host: u32, event: &HostEvent, at: SimTime) -> LightChange {
    match *event {
        HostEvent::PortTaken {
            flow_index: flow,
            port,
            ephemeral: true,
            ..
        } => LightChange::Port {
            host,
            flow,
            port,
            taken: true,
        },
        HostEvent::PortFreed {
            flow_index: flow,
            port,
            ..
        } => LightChange::Port {
            host,
            flow,
            port,
            taken: false,
        },
        HostEvent::NoPort { .. } => LightChange::NoPort { host },
        HostEvent::State {
            flow_index,
            side,
            to,
            ..
        } => LightChange::Connection {
            host,
            flow: flow_index,
            side,
            to,
            at,
        },
        _ => LightChange::Nothing,
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
        let mut state = LightState {
            rings: vec![(Light::Idle, 0); scenario.hosts.len()],
            lanes: vec![[(Light::Idle, 0); 2]; scenario.subnets.len()],
            hosts: vec![HostState::default(); scenario.hosts.len()],
            ..LightState::default()
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

    /// Reads the state after an entry; without any entries, the state before the first.
    pub(super) fn look<T>(&self, entry: usize, read: impl FnOnce(&LightState) -> T) -> T {
        let last = (entry + 1).min(self.changes.len());
        let written = last.saturating_sub(1) / self.interval;
        let mut latest = self.latest.borrow_mut();
        let (taken_in, state) = &mut *latest;
        if state.hosts.is_empty() || !(written * self.interval..=last).contains(taken_in) {
            *taken_in = written * self.interval;
            *state = self.states[written].clone();
        }
        for change in &self.changes[*taken_in..last] {
            state.apply(change);
        }
        *taken_in = last;
        read(state)
    }
}
