//! Discrete events: who sends what when, and what becomes of it.
//!
//! A [`Simulation`] takes the next event off its queue, lets the topology, the filters
//! and the hosts decide, and says what happened in [`TraceEntry`]s. The trace lives
//! outside: a simulation is a plain value, and a checkpoint of it is a clone.
//!
//! At equal times arrivals come before timers and script, then the order of scheduling.
//! Time is simulated; nothing here reads a clock or draws a number of its own.

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

/// A network at one moment, and what is about to happen in it.
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
    /// Empty, and kept for its room.
    spare: Output,
}

/// A run from the beginning to its end, or to where it was stopped.
#[derive(Clone, Debug)]
pub struct Run {
    /// Everything that happened.
    pub trace: Trace,
    /// What became of each flow, in the order of the script.
    pub flows: Vec<FlowReport>,
    /// Whether it was stopped because its trace grew too long.
    pub is_cut: bool,
}

impl Run {
    /// Runs a setup until nothing is left to happen, `until` comes, or the trace has
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
            simulation.happen(at, &mut entries);
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
    /// The moment before anything has happened.
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

    /// When the next thing happens; `None`: nothing is left to happen.
    pub fn next_at(&mut self) -> Option<SimTime> {
        let Self { queue, stacks, .. } = self;
        queue.next_at(|event| match event {
            Event::Timer { host, timer } => stacks[host.place()].awaits(*timer),
            _ => true,
        })
    }

    /// The present moment.
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

    /// What a host's interface remembers now.
    #[must_use]
    pub fn tracked(&self, host: HostIndex) -> &ConnTrack {
        &self.tables[host.place()]
    }

    /// What a NAT gateway remembers now; empty for other gateways.
    #[must_use]
    pub fn nat_table(&self, gateway: GatewayIndex) -> &NatTable {
        &self.nat_tables[gateway.place()]
    }

    /// What became of each flow so far; `trace` is everything this simulation has said.
    #[must_use]
    pub fn reports(&self, trace: &Trace) -> Vec<FlowReport> {
        let mut reports = self.outcomes();
        trace.report_drops(&mut reports);
        reports
    }

    /// What became of each flow so far, without its drops.
    pub(crate) fn outcomes(&self) -> Vec<FlowReport> {
        let flows = self.flows.iter().zip(&self.setup.flows);
        flows
            .map(|(flow, plan)| flow.report(plan, &self.topology))
            .collect()
    }
}
