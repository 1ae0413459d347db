//! Connection states of a host, with the time left on running timers.
//!
//! Unlike the lights this follows simulated time between two entries: a drop is a silence,
//! and a running clock.

use super::super::light::Clock;
use super::super::playhead::Playhead;
use super::Journeys;
use super::light_state::HostState;
use crate::net::{SimTime, TcpState};
use crate::words;

/// How many states are named; of the others only that there are some.
const MOST: usize = 2;

impl Journeys {
    /// The clocks of all hosts that have connections, or no port left for one.
    #[must_use]
    pub fn clocks(&self, place: Playhead) -> Vec<Clock> {
        if self.clock.is_empty() {
            return Vec::new();
        }
        let now = self.time(place);
        self.log.look(place.entry, |state| {
            let hosts = state.hosts.iter().enumerate();
            let busy = hosts.filter(|(_, state)| state.exhausted || !state.connections.is_empty());
            busy.map(|(host, state)| self.host_clock(host, state, place.entry, now))
                .collect()
        })
    }

    fn host_clock(&self, host: usize, state: &HostState, entry: usize, now: SimTime) -> Clock {
        // By state, how many connections are in it, and the least time left.
        let mut states: Vec<(TcpState, usize, Option<SimTime>)> = Vec::new();
        let lasts = self.log.time_waits.get(host).copied().unwrap_or_default();
        for (&(flow, _), &(tcp, since)) in state.connections.iter() {
            let left = match tcp {
                TcpState::TimeWait => Some(lasts.since(now.since(since))),
                TcpState::SynSent | TcpState::SynReceived => {
                    self.next_retry(host, flow, entry).map(|at| at.since(now))
                }
                _ => None,
            };
            if let Some(known) = states.iter_mut().find(|known| known.0 == tcp) {
                known.1 += 1;
                known.2 = [known.2, left].into_iter().flatten().min();
            } else {
                states.push((tcp, 1, left));
            }
        }
        let mut parts: Vec<String> = Vec::new();
        if state.exhausted {
            parts.push(words::no_port(state.port_lights().len()));
        }
        for (tcp, count, left) in states.iter().take(MOST) {
            parts.push(words::connections(*tcp, *count, *left));
        }
        if states.len() > MOST {
            parts.push("…".into());
        }
        let left = match states[..] {
            [(TcpState::TimeWait, _, Some(left))] => share(left, lasts),
            _ => 1.0,
        };
        Clock {
            host,
            text: parts.join(" · "),
            left,
            exhausted: state.exhausted,
        }
    }

    /// When a host sends the same again, if the trace goes that far.
    fn next_retry(&self, host: usize, flow: u32, entry: usize) -> Option<SimTime> {
        let retries = self.log.retries.get(&(host, flow))?;
        let next = retries.partition_point(|&(index, _)| index <= entry);
        Some(retries.get(next)?.1)
    }

    /// The simulated time at a place.
    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of a span of microseconds, shown to a person"
    )]
    fn time(&self, place: Playhead) -> SimTime {
        let from = self.micros(place.entry);
        let span = self.micros(place.entry + 1) - from;
        SimTime::from_micros((from + span * place.fraction) as u64)
    }
}

#[allow(clippy::cast_precision_loss, reason = "spans are shown to a person")]
fn share(part: SimTime, whole: SimTime) -> f64 {
    part.as_micros() as f64 / (whole.as_micros() as f64).max(1.0)
}
