//! The network as it is at the playhead: sockets, memories, the state of each host.
//!
//! A trace tells what happened, not all that is remembered. So the run is made once more,
//! with a checkpoint every so often, and from the nearest one up to the playhead. A
//! checkpoint is a clone of the simulation; the topology in it is shared.

use std::cell::RefCell;
use std::rc::Rc;

use crate::sim::{Setup, Simulation, TraceEntry};

/// Entries between two checkpoints.
const APART: usize = 2_000;

/// A run that can be looked into at any entry.
#[derive(Clone, Debug)]
pub(super) struct Replay {
    setup: Rc<Setup>,
    /// Filled in as far as somebody has looked.
    passes: RefCell<Passes>,
}

#[derive(Clone, Debug, Default)]
struct Passes {
    /// In rising order; the first is the beginning.
    checkpoints: Vec<Pass>,
    /// Where it was looked at last: while time passes, the next look is just behind.
    latest: Option<Pass>,
}

/// The simulation when it had said so many entries.
#[derive(Clone, Debug)]
struct Pass {
    said: usize,
    /// What it had said before the last event.
    before: usize,
    simulation: Simulation,
}

impl Replay {
    pub(super) fn new(setup: Rc<Setup>) -> Self {
        Self {
            setup,
            passes: RefCell::default(),
        }
    }

    /// Looks at the network just after the event of which `entry` is a part.
    #[inline(never)]
    pub(super) fn at<T>(&self, entry: usize, look: impl FnOnce(&Simulation) -> T) -> T {
        let mut passes = self.passes.borrow_mut();
        let Passes {
            checkpoints,
            latest,
        } = &mut *passes;
        if checkpoints.is_empty() {
            checkpoints.push(Pass {
                said: 0,
                before: 0,
                simulation: Simulation::new(Rc::clone(&self.setup)),
            });
        }
        let near = checkpoints.partition_point(|pass| pass.said <= entry) - 1;
        let from = checkpoints[near].said;
        let mut pass = latest
            .take()
            .filter(|pass| pass.said >= from && pass.before <= entry)
            .unwrap_or_else(|| checkpoints[near].clone());
        let mut said: Vec<TraceEntry> = Vec::new();
        while pass.said <= entry && pass.simulation.next_at().is_some() {
            let newest = checkpoints.last().map_or(0, |pass| pass.said);
            if pass.said >= newest + APART {
                checkpoints.push(pass.clone());
            }
            said.clear();
            pass.before = pass.said;
            pass.simulation.step(&mut said);
            pass.said += said.len();
        }
        let seen = look(&pass.simulation);
        *latest = Some(pass);
        seen
    }
}
