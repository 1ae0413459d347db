//! A run in chunks, for callers that cannot wait for its end.

use std::rc::Rc;

use super::{FlowReport, Setup, Simulation, TraceEntry};

/// A run that pauses after each chunk of entries.
#[derive(Clone, Debug)]
pub struct Stretches {
    simulation: Simulation,
    said: usize,
    most: usize,
}

impl Stretches {
    /// A run at its start; it ends when the trace has `most` entries.
    #[must_use]
    pub fn new(setup: Rc<Setup>, most: usize) -> Self {
        Self {
            simulation: Simulation::new(setup),
            said: 0,
            most,
        }
    }

    /// The next entries: at least `count`, or fewer at the end. The entries do not depend on
    /// the chunk size.
    pub fn next(&mut self, count: usize) -> Vec<TraceEntry> {
        let mut entries = Vec::new();
        while entries.len() < count && self.said + entries.len() < self.most {
            let Some(at) = self.simulation.next_at() else {
                break;
            };
            self.simulation.handle(at, &mut entries);
        }
        self.said += entries.len();
        entries
    }

    /// The result of each flow so far, without its drops.
    #[must_use]
    pub fn outcomes(&self) -> Vec<FlowReport> {
        self.simulation.outcomes()
    }

    /// Whether the run was cut off at `most` entries.
    pub fn is_cut(&mut self) -> bool {
        self.said >= self.most && self.simulation.next_at().is_some()
    }
}
