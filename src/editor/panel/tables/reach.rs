//! Who reaches whom: every pair of hosts and every service, by running one flow of each.
//!
//! A first answer, from the network as it is drawn: the script's changes and what is
//! remembered at the playhead play no part. One flow has one ephemeral port, so "reached"
//! may still fail for other ports; the analysis of all of them is not here yet.

use super::{About, Part, code, tag, text};
use crate::editor::Editor;
use crate::editor::draw::names;
use crate::editor::target::Target;
use crate::editor::view::table::Row;
use crate::editor::view::text::Tone;
use crate::net::{Service, SimTime, Transport};
use crate::scenario::{Action, Open, Scenario, ScriptEntry, Send, Target as Destination, Unknown};
use crate::sim::{Outcome, Run};
use crate::words;

/// More pairs than this are not tried.
const MOST: usize = 400;
/// What one flow may say before it is given up.
const ENTRIES: usize = 4_000;

/// What the trial has shown.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Reach {
    /// Each row with the host at its far end.
    rows: Vec<(String, Row)>,
    /// Pairs that were not tried.
    left_out: usize,
}

impl Editor {
    pub(super) fn reach_table(&self, part: &mut Part) -> About {
        let reach = self.played.reach.get_or_init(|| reach(&self.scenario));
        let left_out = reach.left_out;
        for (to, row) in &reach.rows {
            part.add(|| Row {
                selected: self.is_selected(to),
                ..row.clone()
            });
        }
        let mut sentence =
            "One flow of each kind, tried by itself in the network as it is drawn.".to_owned();
        if left_out > 0 {
            sentence.push(' ');
            sentence.push_str(&words::counted(left_out, "pair"));
            sentence.push_str(" more are not tried.");
        }
        About {
            sentence,
            columns: vec!["From", "To", "Service", "Outcome", "Blocked by"],
            empty: "No host listens on anything: give one a service to see who reaches it.",
        }
    }
}

fn reach(scenario: &Scenario) -> Reach {
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
    // One run for all: flows of different pairs do not meet, and begin far apart.
    let mut trial = scenario.clone();
    trial.expect.clear();
    trial.script = pairs
        .iter()
        .enumerate()
        .map(|(index, (from, to, service))| attempt(&stem, index, from, to, *service))
        .collect();
    let Ok(setup) = trial.compile() else {
        let rows = Vec::new();
        return Reach { rows, left_out };
    };
    let run = Run::new(setup, SimTime::MAX, ENTRIES * pairs.len().max(1));
    let rows = pairs
        .iter()
        .zip(&run.flows)
        .map(|((from, to, service), report)| {
            let tone = match report.outcome {
                Outcome::Connected | Outcome::Replied | Outcome::Sent => Tone::Allow,
                Outcome::Refused | Outcome::Reset => Tone::Warn,
                _ => Tone::Deny,
            };
            let blocked = report.drops.first().map(|(entry, drop)| {
                let topology = run.trace.topology_at(*entry);
                format!(
                    "{} {} {}",
                    topology.gate_name(drop.gate),
                    drop.direction,
                    drop.reason.rule()
                )
            });
            let row = Row {
                key: format!("{from} {to} {service}"),
                cells: vec![
                    code(from.clone()),
                    code(to.clone()),
                    text(service.to_string()),
                    tag(
                        tone,
                        report.outcome.name().replace('_', " ").to_ascii_uppercase(),
                    ),
                    code(blocked.unwrap_or_default()),
                ],
                target: Some(Target::Host(to.clone())),
                selected: false,
            };
            (to.clone(), row)
        });
    Reach {
        rows: rows.collect(),
        left_out,
    }
}

/// Far enough apart that no flow meets what another has left behind.
fn attempt(stem: &str, index: usize, from: &str, to: &str, service: Service) -> ScriptEntry {
    let seconds = 1_000 * u64::try_from(index).unwrap_or_default();
    let (id, from, to) = (
        format!("{stem}-{index}"),
        from.to_owned(),
        Destination::Host(to.to_owned()),
    );
    let action = match service.transport {
        Transport::Tcp => Action::Open(Open {
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
        Transport::Udp => Action::Send(Send {
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
        at: SimTime::from_secs(seconds),
        action,
        unknown: Unknown::new(),
        action_unknown: Unknown::new(),
    }
}
