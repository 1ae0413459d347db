//! Discrete event simulation of hosts, packets and filters.
//!
//! A [`Simulation`] takes the next event from its queue, asks the topology, the filters and
//! the hosts, and writes [`TraceEntry`]s. The caller holds the trace: a simulation is a plain
//! value, and a clone of it is a snapshot.
//!
//! At equal times arrivals precede timers and script, then the order of scheduling decides.
//! Time is simulated; nothing here reads a clock or a random source.

mod chunks;
mod flow;
mod forwarding;
mod in_flight;
mod outcome;
mod port_shortage;
mod queue;
mod setup;
mod step;
mod trace;

use std::rc::Rc;

pub use chunks::Stretches;
pub use flow::FlowReport;
pub use in_flight::UnderWay;
pub use outcome::Outcome;
pub use port_shortage::{PortShortage, port_shortages};
pub use setup::{Command, FlowDestination, FlowPlan, FlowProtocol, HostPlan, Settings, Setup};
pub use trace::{Drop, NatReset, Sender, Trace, TraceEntry, TraceEvent};

use flow::FlowState;
use queue::{Event, Queue};

use crate::host::{HostStack, Output};
use crate::net::SimTime;
use crate::policy::{ConnTrack, NatTable};
use crate::topology::{GatewayIndex, HostIndex, Topology};

/// A network at one moment, and its pending events.
#[derive(Clone, Debug)]
pub struct Simulation {
    setup: Rc<Setup>,
    topology: Rc<Topology>,
    now: SimTime,
    queue: Queue,
    packets_sent: u32,
    stacks: Vec<HostStack>,
    tables: Vec<ConnTrack>,
    nat_tables: Vec<NatTable>,
    flows: Vec<FlowState>,
    /// Empty; kept to reuse its memory.
    spare: Output,
}

/// A run from the start to its end, or to where it was stopped.
#[derive(Clone, Debug)]
pub struct Run {
    /// All entries.
    pub trace: Trace,
    /// The result of each flow, in the order of the script.
    pub flows: Vec<FlowReport>,
    /// Whether it was stopped because its trace grew too long.
    pub is_cut: bool,
}

impl Run {
    /// Runs a setup until no event is left, until `until`, or until the trace has
    /// `most_entries` entries.
    #[must_use]
    pub fn new(setup: Rc<Setup>, until: SimTime, most_entries: usize) -> Self {
        let mut entries = Vec::new();
        let start = Rc::clone(&setup.topology);
        let mut simulation = Simulation::new(setup);
        let is_cut = loop {
            let Some(at) = simulation.next_at().filter(|&at| at <= until) else {
                break false;
            };
            if entries.len() >= most_entries {
                break true;
            }
            simulation.handle(at, &mut entries);
        };
        let trace = Trace::new(start, entries);
        Self {
            flows: simulation.reports(&trace),
            trace,
            is_cut,
        }
    }
}

impl Simulation {
    /// The simulation before its first event.
    #[must_use]
    pub fn new(setup: Rc<Setup>) -> Self {
        let draw = crate::net::Draw::new(setup.seed);
        let mut queue = Queue::default();
        for (index, (at, _)) in setup.commands.iter().enumerate() {
            queue.push(*at, Event::Command(index));
        }
        let stacks: Vec<HostStack> = setup
            .hosts
            .iter()
            .map(|host| HostStack::new(host.profile.clone(), draw, &host.listeners))
            .collect();
        Self {
            topology: Rc::clone(&setup.topology),
            now: SimTime::ZERO,
            queue,
            packets_sent: 0,
            tables: vec![ConnTrack::default(); stacks.len()],
            stacks,
            nat_tables: vec![NatTable::default(); setup.topology.gateway_count()],
            flows: setup.flows.iter().map(FlowState::new).collect(),
            spare: Output::default(),
            setup,
        }
    }

    /// The time of the next event; `None`: no event is left.
    pub fn next_at(&mut self) -> Option<SimTime> {
        let Self { queue, stacks, .. } = self;
        queue.next_at(|event| match event {
            Event::Timer { host, timer } => stacks[host.place()].awaits(*timer),
            _ => true,
        })
    }

    /// The current time.
    #[must_use]
    pub const fn now(&self) -> SimTime {
        self.now
    }

    /// The network as it is now.
    #[must_use]
    pub const fn topology(&self) -> &Rc<Topology> {
        &self.topology
    }

    /// A host's stack as it is now.
    #[must_use]
    pub fn stack(&self, host: HostIndex) -> &HostStack {
        &self.stacks[host.place()]
    }

    /// The tracking table of a host's interface now.
    #[must_use]
    pub fn tracked(&self, host: HostIndex) -> &ConnTrack {
        &self.tables[host.place()]
    }

    /// The sessions of a NAT gateway now; empty for other gateways.
    #[must_use]
    pub fn nat_table(&self, gateway: GatewayIndex) -> &NatTable {
        &self.nat_tables[gateway.place()]
    }

    /// The result of each flow so far; `trace` is all that this simulation has written.
    #[must_use]
    pub fn reports(&self, trace: &Trace) -> Vec<FlowReport> {
        let mut reports = self.outcomes();
        trace.report_drops(&mut reports);
        reports
    }

    /// The result of each flow so far, without its drops.
    pub(crate) fn outcomes(&self) -> Vec<FlowReport> {
        let flows = self.flows.iter().zip(&self.setup.flows);
        flows
            .map(|(flow, plan)| flow.report(plan, &self.topology))
            .collect()
    }
}
