//! Determinism: a scenario gives the same trace, also when it is resumed from a snapshot.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test reports failure by panicking")]

use std::collections::BTreeMap;
use std::rc::Rc;

use portcullis::net::{Flow, PacketNumber, SimTime};
use portcullis::scenario::{Scenario, limits};
use portcullis::sim::{Run, Setup, Simulation, TraceEntry, TraceEvent};

fn examples() -> Vec<(String, Scenario)> {
    let mut examples: Vec<(String, Scenario)> = std::fs::read_dir("public/scenarios")
        .unwrap()
        .map(|file| {
            let path = file.unwrap().path();
            let text = std::fs::read_to_string(&path).unwrap();
            (
                path.display().to_string(),
                Scenario::from_json(&text).unwrap().scenario,
            )
        })
        .collect();
    examples.sort_by(|(one, _), (other, _)| one.cmp(other));
    examples
}

fn text(entries: &[TraceEntry]) -> Vec<String> {
    entries
        .iter()
        .map(|entry| format!("{:?} {:?}", entry.at, entry.event))
        .collect()
}

fn whole(setup: &Rc<Setup>) -> Run {
    Run::new(Rc::clone(setup), SimTime::MAX, limits::TRACE_ENTRIES)
}

#[test]
fn a_snapshot_taken_anywhere_continues_with_the_same_entries() {
    for (name, scenario) in examples() {
        let setup = scenario.compile().unwrap();
        let expected = text(&whole(&setup).trace.entries);
        let mut simulation = Simulation::new(Rc::clone(&setup));
        let mut trace = Vec::new();
        while simulation.next_at().is_some() {
            let mut resumed = simulation.clone();
            let mut rest = trace.clone();
            while resumed.next_at().is_some() {
                resumed.step(&mut rest);
            }
            assert_eq!(
                text(&rest),
                expected,
                "{name}, resumed at {}",
                simulation.now()
            );
            simulation.step(&mut trace);
        }
    }
}

#[test]
fn every_packet_ends_exactly_once_and_has_no_entries_after_that() {
    for (name, scenario) in examples() {
        let mut ended: BTreeMap<PacketNumber, bool> = BTreeMap::new();
        for entry in &whole(&scenario.compile().unwrap()).trace.entries {
            let Some(packet) = entry.event.packet() else {
                continue;
            };
            let ends = matches!(
                entry.event,
                TraceEvent::Delivered { .. } | TraceEvent::Dropped(_)
            );
            match entry.event {
                TraceEvent::Sent { .. } => assert_eq!(ended.insert(packet, false), None, "{name}"),
                _ => assert_eq!(ended.insert(packet, ends), Some(false), "{name} {packet:?}"),
            }
        }
        assert!(
            ended.values().all(|&ended| ended),
            "{name}: a packet is still under way"
        );
    }
}

#[test]
fn an_edit_elsewhere_changes_no_port() {
    let ports = |scenario: &Scenario| -> Vec<Flow> {
        let entries = whole(&scenario.compile().unwrap()).trace.entries;
        let sent = entries.iter().filter_map(|entry| match &entry.event {
            TraceEvent::Sent {
                packet, retry: 0, ..
            } if packet.segment()?.flags.is_opening() => Some(packet.flow()),
            _ => None,
        });
        sent.collect()
    };
    for (name, scenario) in examples() {
        let before = ports(&scenario);
        assert!(!before.is_empty(), "{name}: opens no connection");
        let mut edited = scenario.clone();
        edited.hosts.insert(
            0,
            portcullis::scenario::Host {
                id: "newcomer".into(),
                ip: Some([192, 0, 2, 99].into()),
                ..Default::default()
            },
        );
        assert_eq!(ports(&edited), before, "{name}");
    }
}
