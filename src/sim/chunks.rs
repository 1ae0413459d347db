//! A run in stretches, for whoever cannot wait for its end.

use std::rc::Rc;

use super::{FlowReport, Setup, Simulation, TraceEntry};

/// A run that stops after so many entries, and goes on.
#[derive(Clone, Debug)]
pub struct Stretches {
    simulation: Simulation,
    said: usize,
    most: usize,
}

impl Stretches {
    /// Before anything has happened; it ends when the trace has `most` entries.
    #[must_use]
    pub fn new(setup: Rc<Setup>, most: usize) -> Self {
        Self {
            simulation: Simulation::new(setup),
            said: 0,
            most,
        }
    }

    /// The next entries, some more than `count` of them, or fewer at the end. What they are
    /// does not depend on how long the stretches are.
    pub fn next(&mut self, count: usize) -> Vec<TraceEntry> {
        let mut entries = Vec::new();
        while entries.len() < count && self.said + entries.len() < self.most {
            let Some(at) = self.simulation.next_at() else {
                break;
            };
            self.simulation.happen(at, &mut entries);
        }
        self.said += entries.len();
        entries
    }

    /// What became of each flow so far, without its drops.
    #[must_use]
    pub fn outcomes(&self) -> Vec<FlowReport> {
        self.simulation.outcomes()
    }

    /// Whether there was more to say than it may.
    pub fn is_cut(&mut self) -> bool {
        self.said >= self.most && self.simulation.next_at().is_some()
    }
}
