//! Test vectors: numbered facts about AWS and Linux.
//!
//! `table.txt` has the facts that a scenario can show, with every gate that a packet passes;
//! each has a scenario file here. [`judged`] has those that need direct calls. The scenarios
//! share one network: `w` and `w2` in a public subnet, `a` and `d` in a private
//! one behind a NAT gateway, `x` in one without a route out, and the clients `cl` (Linux)
//! and `cw` (Windows) on the internet.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test reports failure by panicking")]

mod hops;
mod judged;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use portcullis::net::SimTime;
use portcullis::scenario::{Scenario, limits};
use portcullis::sim::Run;

const TABLE: &str = include_str!("table.txt");

/// The numbers about flow logs and imports, which are not in the table.
const LATER: std::ops::RangeInclusive<u8> = 87..=95;

/// One fact of the table: a line that does not start with a space, and the indented lines
/// after it.
struct Row<'a> {
    line: &'a str,
    /// `None` for a fact beyond the numbered vectors.
    number: Option<u8>,
    file: &'a str,
    flow: &'a str,
    from: SimTime,
    outcome: &'a str,
    ways: Vec<&'a str>,
}

fn rows() -> Vec<Row<'static>> {
    let mut rows: Vec<Row<'_>> = Vec::new();
    for line in TABLE.lines() {
        if line.starts_with('#') || line.is_empty() {
            continue;
        }
        if let Some(way) = line.strip_prefix("    ") {
            rows.last_mut().unwrap().ways.push(way);
            continue;
        }
        let cells: Vec<&str> = line.split(" | ").collect();
        let [number, what, outcome, ..] = cells[..] else {
            panic!("{line}: expected number | file flow | outcome");
        };
        let (file, flow) = what.split_once(' ').unwrap();
        let (flow, from) = flow.split_once(" from ").unwrap_or((flow, "0 s"));
        let seconds = from.strip_suffix(" s").unwrap().parse().unwrap();
        rows.push(Row {
            line,
            number: number.parse().ok(),
            file,
            flow,
            from: SimTime::from_secs(seconds),
            outcome,
            ways: Vec::new(),
        });
    }
    rows
}

/// All scenarios here, by file name.
fn scenarios() -> BTreeMap<String, Scenario> {
    let files = fs::read_dir("tests/vectors").unwrap();
    let files = files.map(|file| file.unwrap().path());
    files
        .filter(|path| {
            path.extension()
                .is_some_and(|extension| extension == "json")
        })
        .map(|path| {
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            let scenario = Scenario::from_json(&fs::read_to_string(&path).unwrap());
            (name, scenario.unwrap().scenario)
        })
        .collect()
}

fn run(scenario: &Scenario) -> Run {
    let setup = scenario.compile().unwrap();
    Run::new(setup, SimTime::MAX, limits::TRACE_ENTRIES)
}

#[test]
fn every_vector_holds() {
    let mut failures = Vec::new();
    let mut runs = BTreeMap::new();
    for (name, scenario) in scenarios() {
        let run = run(&scenario);
        let checked = scenario.check(&run);
        assert!(!checked.is_empty(), "{name}: expects nothing");
        for item in checked.iter().filter(|item| !item.passed) {
            failures.push(format!("vector {}: {item:?}", scenario.title));
        }
        runs.insert(name, run);
    }
    for row in rows() {
        let run = &runs[row.file];
        let flow = run.flows.iter().position(|flow| &*flow.name == row.flow);
        let flow = flow.unwrap_or_else(|| panic!("{}: no such flow", row.line));
        let found = hops::ways(run, u32::try_from(flow).unwrap(), row.from);
        let outcome = run.flows[flow].outcome.name();
        if outcome != row.outcome || found != row.ways {
            let found = found.join("\n  ");
            let expected = row.ways.join("\n  ");
            let line = row.line;
            failures.push(format!(
                "vector {line}\nexpected\n  {expected}\nfound {outcome}\n  {found}"
            ));
        }
    }
    for (number, fact, holds) in judged::FACTS {
        if let Err(found) = holds() {
            failures.push(format!("vector {number}: {fact}: {found}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[test]
fn every_number_is_tested_once_except_later_ones() {
    let in_table: BTreeSet<u8> = rows().iter().filter_map(|row| row.number).collect();
    let judged: BTreeSet<u8> = judged::FACTS.iter().map(|(number, ..)| *number).collect();
    let both: Vec<&u8> = in_table.intersection(&judged).collect();
    assert!(both.is_empty(), "{both:?} are in both");
    let covered: BTreeSet<u8> = in_table.into_iter().chain(judged).chain(LATER).collect();
    assert_eq!(covered, (1..=96).collect::<BTreeSet<u8>>());
    let used: BTreeSet<&str> = rows().iter().map(|row| row.file).collect();
    let numbered = scenarios()
        .into_keys()
        .filter(|name| name.as_bytes()[0].is_ascii_digit());
    for name in numbered {
        let is_used = used.contains(name.as_str()) || judged::FILES.contains(&name.as_str());
        assert!(is_used, "{name} is in no row");
    }
}
