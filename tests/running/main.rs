//! Every valid document runs, and its trace is consistent.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod conversations;
mod ends;
#[path = "../document/generator.rs"]
mod generator;
#[path = "../property/mod.rs"]
mod property;
mod samples;

use std::collections::{BTreeMap, BTreeSet};

use portcullis::net::{Flow, PacketNumber, SimTime};
use portcullis::scenario::Scenario;
use portcullis::sim::{FlowReport, Outcome, Run, Simulation, TraceEntry, TraceEvent};
use portcullis::words;
use proptest::prelude::*;

use generator::{Draws, scenario};

const UNTIL: SimTime = SimTime::from_secs(400);
const MOST_ENTRIES: usize = 4_000;

/// Runs a document. Every valid document compiles, so none is skipped.
fn run(scenario: &Scenario) -> Run {
    let setup = scenario.compile().expect("a valid document compiles");
    let run = Run::new(setup.clone(), UNTIL, MOST_ENTRIES);
    let lines = words::trace_lines(&setup, &run);
    let is_reason = |line: &&str| line.trim_start().starts_with("why: ");
    let reasons = lines.lines().filter(is_reason).count();
    assert_eq!(lines.lines().count(), run.trace.entries.len() + reasons);
    let explained = |flow: &&FlowReport| !flow.drops.is_empty() || flow.outcome == Outcome::NoPort;
    assert!(reasons >= run.flows.iter().filter(explained).count());
    assert!(!lines.contains("why:  ") && !lines.contains("why: ["));
    for entry in 0..run.trace.entries.len().min(200) {
        assert!(!words::moment(&setup, &run.trace, entry).is_empty());
    }
    run
}

/// Sent once, ended at most once, and time never goes back.
fn holds_together(run: &Run) -> Result<(), TestCaseError> {
    let mut ended: BTreeMap<PacketNumber, bool> = BTreeMap::new();
    let mut now = SimTime::ZERO;
    for entry in &run.trace.entries {
        prop_assert!(entry.at >= now);
        now = entry.at;
        let Some(packet) = entry.event.packet() else {
            continue;
        };
        let ends = matches!(
            entry.event,
            TraceEvent::Delivered { .. } | TraceEvent::Dropped(_)
        );
        let before = ended.insert(packet, ends);
        let begins = matches!(entry.event, TraceEvent::Sent { .. });
        prop_assert_eq!(before, if begins { None } else { Some(false) });
    }
    Ok(())
}

/// A checkpoint somewhere in the middle goes on as the whole run did.
fn resumes(scenario: &Scenario, whole: &Run, after: usize) -> Result<(), TestCaseError> {
    let text = |entries: &[TraceEntry]| format!("{entries:?}");
    let mut simulation = Simulation::new(scenario.compile().unwrap());
    let mut entries = Vec::new();
    while entries.len() < after && simulation.next_at().is_some_and(|at| at <= UNTIL) {
        simulation.step(&mut entries);
    }
    let mut resumed = simulation.clone();
    let mut again = entries.clone();
    // The checkpoint is not disturbed by what becomes of the original.
    while simulation.next_at().is_some_and(|at| at <= UNTIL) && entries.len() < MOST_ENTRIES {
        simulation.step(&mut entries);
    }
    while resumed.next_at().is_some_and(|at| at <= UNTIL) && again.len() < MOST_ENTRIES {
        resumed.step(&mut again);
    }
    prop_assert_eq!(entries.len(), whole.trace.entries.len());
    prop_assert_eq!(text(&again), text(&entries));
    Ok(())
}

/// No two TCP connections open with one 4-tuple at the same moment.
fn opens_are_unique(run: &Run) -> Result<(), TestCaseError> {
    let mut seen: BTreeSet<(SimTime, Flow)> = BTreeSet::new();
    for entry in &run.trace.entries {
        if let TraceEvent::Sent {
            packet, retry: 0, ..
        } = &entry.event
            && packet
                .segment()
                .is_some_and(|segment| segment.flags.is_opening())
        {
            prop_assert!(
                seen.insert((entry.at, packet.flow())),
                "{:?}",
                packet.flow()
            );
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(property::cases(32))]

    #[test]
    fn any_valid_document_runs_twice_alike_and_holds_together(
        numbers in proptest::collection::vec(any::<u32>(), 0..400),
        after in any::<prop::sample::Index>(),
    ) {
        let scenario = scenario(&mut Draws::of(numbers));
        let first = run(&scenario);
        // Every script opens connections, sends datagrams and pings, so a trace is never short.
        prop_assert!(first.trace.entries.len() >= 30, "{}", first.trace.entries.len());
        holds_together(&first)?;
        opens_are_unique(&first)?;
        resumes(&scenario, &first, after.index(first.trace.entries.len()))?;
        ends::as_reported(&first)?;
        let second = run(&scenario);
        prop_assert_eq!(
            format!("{:?}", first.trace.entries),
            format!("{:?}", second.trace.entries)
        );
        prop_assert_eq!(first.flows.len(), second.flows.len());
        for (one, other) in first.flows.iter().zip(&second.flows) {
            prop_assert_eq!(one.outcome, other.outcome);
        }
    }
}
