//! Port shortages: why a flow found no port, read from the trace.
//!
//! A TCP connection needs a local port that no other connection to the same address and
//! port uses; a UDP socket needs one that no other socket of the host uses. A connection in
//! TIME-WAIT still uses its port. So each shortage says how large the range is, how many of
//! its ports are in use, how many of those are in TIME-WAIT, and when the next one is free.
//!
//! Sources: Linux `ip-sysctl` (`ip_local_port_range`, `tcp_tw_reuse`); `connect(2)`.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;

use super::{FlowPlan, FlowProtocol, FlowReport, Run, Setup, TraceEvent};
use crate::host::{HostEvent, Side};
use crate::net::{PortRange, SimTime, TcpState};

/// `tcp_tw_reuse` takes over a connection that has been in TIME-WAIT for longer than this.
const REUSED_AFTER: SimTime = SimTime::from_micros(1_000_001);

/// Why a flow found no port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PortShortage {
    /// The flow.
    pub flow_index: u32,
    /// The entry of the trace in which it fails.
    pub entry: usize,
    /// The port that the script names, which is in use.
    pub named: Option<u16>,
    /// The ports that the system chooses from.
    pub range: PortRange,
    /// How many of them it may choose: the range without the reserved ones.
    pub size: u32,
    /// Whose connections count: those to this address and port, or, for UDP, all sockets.
    pub destination: Option<(IpAddr, u16)>,
    /// How many ports of the range these connections use.
    pub in_use: u32,
    /// How many of them are in TIME-WAIT.
    pub time_wait: u32,
    /// When the next of them is free, as far as the run shows or a timer says.
    pub next_free: Option<SimTime>,
}

/// The ports in use on one host toward one destination.
#[derive(Debug, Default)]
struct Ports {
    in_use: u32,
    /// When the port of each connection in TIME-WAIT is free, with its flow.
    time_wait: BTreeSet<(SimTime, u32)>,
    /// The same by flow.
    free_at: BTreeMap<u32, SimTime>,
    /// Shortages since the last port was freed.
    waiting: Vec<usize>,
}

/// A host, and whose connections compete for its ports.
type Contest = (u32, Option<(IpAddr, u16)>);

/// Every shortage of a run, in order.
#[must_use]
pub fn port_shortages(setup: &Setup, run: &Run) -> Vec<PortShortage> {
    let mut shortages = Vec::new();
    let mut ports: BTreeMap<Contest, Ports> = BTreeMap::new();
    for (entry, happened) in run.trace.entries.iter().enumerate() {
        let TraceEvent::Host { host, event } = &happened.event else {
            continue;
        };
        let Some(flow_index) = event.flow_index() else {
            continue;
        };
        let at = flow_index as usize;
        let (plan, report) = (&setup.flows[at], &run.flows[at]);
        if *host != plan.from {
            continue;
        }
        let profile = &setup.hosts[host.place()].profile;
        let pool = &profile.ports;
        let counts = |port| pool.range().contains(port) && !pool.reserved().contains(port);
        let contest = contest(plan, report);
        let held = ports.entry(contest).or_default();
        match event {
            HostEvent::PortTaken { port, .. } if counts(*port) => held.in_use += 1,
            HostEvent::PortFreed { port, .. } if counts(*port) => {
                held.in_use = held.in_use.saturating_sub(1);
                if let Some(free) = held.free_at.remove(&flow_index) {
                    held.time_wait.remove(&(free, flow_index));
                }
                for index in held.waiting.drain(..) {
                    let shortage: &mut PortShortage = &mut shortages[index];
                    let known = shortage.next_free.unwrap_or(SimTime::MAX);
                    shortage.next_free = Some(known.min(happened.at));
                }
            }
            HostEvent::State {
                side: Side::Client,
                to: TcpState::TimeWait,
                ..
            } => {
                let lasts = if profile.reuse_time_wait {
                    REUSED_AFTER.min(profile.time_wait)
                } else {
                    profile.time_wait
                };
                let free = happened.at + lasts;
                held.time_wait.insert((free, flow_index));
                held.free_at.insert(flow_index, free);
            }
            HostEvent::NoPort { .. } => {
                held.waiting.push(shortages.len());
                let reserved = pool.reserved().ranges().iter();
                let reserved = reserved.map(|range| range.overlap(pool.range()));
                shortages.push(PortShortage {
                    flow_index,
                    entry,
                    named: plan.source_port,
                    range: pool.range(),
                    size: pool.range().size() - reserved.sum::<u32>(),
                    destination: contest.1,
                    in_use: held.in_use,
                    time_wait: u32::try_from(held.time_wait.len()).unwrap_or(u32::MAX),
                    next_free: held.time_wait.first().map(|(free, _)| *free),
                });
            }
            _ => {}
        }
    }
    shortages
}

fn contest(plan: &FlowPlan, report: &FlowReport) -> Contest {
    let host = u32::try_from(plan.from.place()).unwrap_or(u32::MAX);
    let destination = match plan.wire {
        FlowProtocol::Tcp => report.destination.map(|address| (address, plan.port)),
        _ => None,
    };
    (host, destination)
}
