//! Runs that are too long for a frame: simulated in a worker, which loads this same program.

use super::store::Store;
use crate::browser::worker;
use crate::editor::action::Action;
use crate::formats::trace_bytes::{Said, to_bytes};
use crate::scenario::{Scenario, limits};
use crate::sim::Stretches;
use reactive_graph::traits::SetValue;
use std::cell::Cell;
use std::rc::Rc;

/// Entries in one message: what the page takes in within a frame.
const STRETCH: usize = 8_000;

/// Has a scenario simulated beside the page; what was simulated before is given up.
#[inline(never)]
pub fn begin(store: Store, number: u64, text: String) {
    store.worker.set_value(None);
    let is_broken = Rc::new(Cell::new(false));
    let heard = move |bytes| store.dispatch(Action::RunChunk { number, bytes });
    let failed = move || {
        if !is_broken.replace(true) {
            store.dispatch(Action::RunFallback(number));
        }
    };
    match worker::start(text, heard, failed) {
        Some(worker) => store.worker.set_value(Some(worker)),
        None => store.dispatch(Action::RunFallback(number)),
    }
}

/// Nothing is to be simulated any more.
#[inline(never)]
pub fn stop(store: Store) {
    // Not from within its own message.
    crate::browser::timer::after(0, move || {
        if !store.read(crate::editor::Editor::is_simulating) {
            store.worker.set_value(None);
        }
    });
}

/// In the worker: simulates a scenario, and sends its trace piece by piece.
#[inline(never)]
pub fn work(text: &str, answer: &dyn Fn(&[u8])) {
    let parsed = Scenario::from_json(text);
    let setup = parsed.and_then(|parsed| parsed.scenario.compile());
    // The page has compiled the same document, so this is for a broken copy only.
    let Ok(setup) = setup else {
        answer(&[]);
        return;
    };
    let mut run = Stretches::new(setup, limits::SHOWN_ENTRIES);
    loop {
        let entries = run.next(STRETCH);
        if entries.is_empty() {
            break;
        }
        answer(&to_bytes(&Said::Entries(entries)));
    }
    answer(&to_bytes(&Said::End {
        flows: run.outcomes(),
        is_cut: run.is_cut(),
    }));
}
