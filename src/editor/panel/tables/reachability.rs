//! Who reaches whom: every pair of hosts and every service, by running one flow of each.
//!
//! A first answer, from the network as it is drawn: the script's changes and what is
//! remembered at the playhead play no part. One flow has one ephemeral port, so "reached"
//! may still fail for other ports; the analysis of all of them is not here yet.

use super::{About, TableRows, code, tag, text};
use crate::editor::Editor;
use crate::editor::document_ops::names;
use crate::editor::selection::Selection;
use crate::editor::view::table::{Cell, Row};
use crate::net::{Service, SimTime, Transport};
use crate::scenario::{Destination, Open, Scenario, ScriptAction, ScriptEntry, Send, Unknown};
use crate::sim::{Command, Outcome, Run, Setup};
use crate::words;
use std::rc::Rc;

/// More pairs than this are not tried.
const MOST: usize = 400;
/// Trace entries of one trial before it is stopped.
const ENTRIES: usize = 4_000;

/// What the trial has shown.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Reachability {
    /// Each row with the host at its far end.
    rows: Vec<(String, Row)>,
    /// Pairs that were not tried.
    left_out: usize,
}

impl Editor {
    pub(super) fn reach_table(&self, part: &mut TableRows) -> About {
        let reach = self
            .run_data
            .reach
            .get_or_init(|| reach(&self.scenario, ENTRIES));
        let left_out = reach.left_out;
        for (to, row) in &reach.rows {
            part.add(|| Row {
                selected: self.is_selected(to),
                ..row.clone()
            });
        }
        About {
            sentence: words::reachability_about(left_out),
            columns: words::tables::REACHABILITY_COLUMNS.to_vec(),
            empty: words::tables::REACHABILITY_EMPTY,
        }
    }
}

fn reach(scenario: &Scenario, entries: usize) -> Reachability {
    let mut pairs = Vec::new();
    for to in &scenario.hosts {
        for service in &to.listen {
            for from in &scenario.hosts {
                if from.id != to.id {
                    pairs.push((from.id.clone(), to.id.clone(), *service));
                }
            }
        }
    }
    let left_out = pairs.len().saturating_sub(MOST);
    pairs.truncate(MOST);
    let stem = names::free(scenario, "try");
    // Compiled as one document, and run flow by flow: a busy one takes nothing from the next.
    let mut trial = scenario.clone();
    trial.expect.clear();
    trial.script = pairs
        .iter()
        .enumerate()
        .map(|(index, (from, to, service))| attempt(&stem, index, from, to, *service))
        .collect();
    let Ok(setup) = trial.compile() else {
        let rows = Vec::new();
        return Reachability { rows, left_out };
    };
    let rows = pairs
        .iter()
        .enumerate()
        .map(|(index, (from, to, service))| {
            let run = Run::new(alone(&setup, index), SimTime::MAX, entries);
            let key = format!("{from} {to} {service}");
            let (outcome, blocked) = verdict(&run, entries);
            let row = Row {
                key,
                cells: vec![
                    code(from.clone()),
                    code(to.clone()),
                    text(service.to_string()),
                    outcome,
                    code(blocked),
                ],
                target: Some(Selection::Host(to.clone())),
                selected: false,
            };
            (to.clone(), row)
        });
    Reachability {
        rows: rows.collect(),
        left_out,
    }
}

/// The setup in which only one of the flows happens, at once.
fn alone(setup: &Setup, index: usize) -> Rc<Setup> {
    let mut flows = setup.flows.iter();
    let plan = flows.nth(index).cloned();
    Rc::new(Setup {
        topology: Rc::clone(&setup.topology),
        settings: setup.settings,
        seed: setup.seed,
        hosts: setup.hosts.clone(),
        flows: plan.into_iter().collect(),
        commands: vec![(SimTime::ZERO, Command::Send { flow_index: 0 })],
    })
}

/// How a trial ended, and what blocked it.
fn verdict(run: &Run, entries: usize) -> (Cell, String) {
    let Some(report) = run.flows.first() else {
        return (text(String::new()), String::new());
    };
    let (tone, outcome) = words::outcome_tag(report.outcome);
    let outcome = tag(tone, outcome);
    if run.is_cut && report.outcome == Outcome::Pending {
        return (outcome, words::trial_stopped(entries));
    }
    let blocked = report.drops.first().map(|(entry, drop)| {
        let topology = run.trace.topology_at(*entry);
        format!(
            "{} {} {}",
            topology.gate_name(drop.gate),
            drop.direction,
            drop.reason.rule()
        )
    });
    (outcome, blocked.unwrap_or_default())
}

/// One flow from a host to a service of another.
fn attempt(stem: &str, index: usize, from: &str, to: &str, service: Service) -> ScriptEntry {
    let (id, from, to) = (
        format!("{stem}-{index}"),
        from.to_owned(),
        Destination::Host(to.to_owned()),
    );
    let action = match service.transport {
        Transport::Tcp => ScriptAction::Open(Open {
            id,
            from,
            to,
            port: service.port,
            source_port: None,
            count: None,
            every: SimTime::ZERO,
            request: 1,
            response: 1,
            close: crate::scenario::Close::default(),
        }),
        Transport::Udp => ScriptAction::Send(Send {
            id,
            from,
            to,
            port: service.port,
            source_port: None,
            count: 1,
            every: SimTime::ZERO,
            request: 1,
            response: Some(1),
            delay: SimTime::ZERO,
        }),
    };
    ScriptEntry {
        at: SimTime::ZERO,
        action,
        unknown: Unknown::new(),
        action_unknown: Unknown::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Traffic to `deaf` is dropped without a word, so its client sends SYN after SYN; `open`
    /// and `shut` answer at once.
    const WORLD: &str = r#"{ "portcullis": 1,
        "vpcs": [ { "id": "vpc", "cidr": "10.0.0.0/16" } ],
        "subnets": [ { "id": "a", "vpc": "vpc", "cidr": "10.0.1.0/24" } ],
        "security_groups": [
            { "id": "shut", "vpc": "vpc", "inbound": [] },
            { "id": "wide", "vpc": "vpc", "inbound": ["all from 0.0.0.0/0"] } ],
        "hosts": [
            { "id": "deaf", "subnet": "a", "groups": ["shut"], "listen": ["tcp 22", "tcp 23"] },
            { "id": "open", "subnet": "a", "groups": ["wide"], "listen": ["udp 53"] } ] }"#;

    fn rows(entries: usize) -> Vec<String> {
        let scenario = Scenario::from_json(WORLD).expect("valid").scenario;
        let reach = reach(&scenario, entries);
        let row = |(_, row): &(String, Row)| {
            let Cell::Tag(outcome) = &row.cells[3] else {
                panic!("{row:?}")
            };
            let Cell::Code(blocked, _) = &row.cells[4] else {
                panic!("{row:?}")
            };
            format!("{}: {}, {blocked}", row.key, outcome.text)
        };
        reach.rows.iter().map(row).collect()
    }

    #[test]
    fn a_busy_flow_takes_no_trial_from_the_pairs_after_it() {
        let whole = rows(ENTRIES);
        assert_eq!(whole[0], "open deaf tcp 22: TIMED OUT, shut inbound none");
        assert_eq!(whole[2], "deaf open udp 53: REPLIED, ");
        // Enough for an answer, not for seven SYNs.
        let few = rows(14);
        assert_eq!(few[0], "open deaf tcp 22: PENDING, stopped after 14 events");
        assert_eq!(few[1], "open deaf tcp 23: PENDING, stopped after 14 events");
        assert_eq!(few[2], whole[2]);
    }
}
