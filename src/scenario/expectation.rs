//! Expectations: compares the outcomes of a run with the `expect` list of its document.

use super::document::{
    BlockedBy, Expectation, ExpectedOutcome, ExpectedShare, Scenario, ScriptAction,
};
use super::id::split_generated;
use crate::net::SortedMap;
use crate::sim::{FlowReport, Outcome, Run};
use crate::topology::{Gate, Topology};

/// One expectation, and what the run had in its place. `words::checked` makes a line of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The flow as the expectation names it. Of a group in which one flow fails, that flow.
    pub flow: String,
    /// What was compared.
    pub compared: Compared,
    /// Whether the expectation holds.
    pub passed: bool,
}

/// The two sides of an expectation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    /// One outcome for every flow.
    Outcome {
        /// What was expected.
        expected: Outcome,
        /// The outcome of the flow that [`Checked`] names.
        found: Outcome,
        /// The first drop that was expected, if the expectation names one.
        expected_drop: Option<BlockedBy>,
        /// The first drop of that flow.
        found_drop: Option<BlockedBy>,
    },
    /// Shares of a group of flows.
    Shares {
        /// How many flows the group has.
        flows: usize,
        /// How many of them are undecided. One undecided flow fails the expectation.
        undecided: usize,
        /// Each expected share, in the order of the document.
        shares: Vec<CheckedShare>,
    },
}

/// One expected share, and how many flows have its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CheckedShare {
    /// The outcome and its bounds.
    pub expected: ExpectedShare,
    /// How many flows of the group ended this way.
    pub count: usize,
    /// Whether this share of the group is within the bounds.
    pub passed: bool,
}

impl Scenario {
    /// Compares every expectation with a run of this document.
    ///
    /// An undecided flow fails every expectation. If the run was stopped because its
    /// trace grew too long, every flow counts as undecided.
    #[must_use]
    pub fn check(&self, run: &Run) -> Vec<Checked> {
        let flows = self.flows_by_name(&run.flows);
        self.expect
            .iter()
            .map(|expectation| check(expectation, &flows, run))
            .collect()
    }

    /// The flows that each name of the script means. A run lists them in the script's order.
    fn flows_by_name<'a>(&'a self, mut rest: &'a [FlowReport]) -> FlowsByName<'a> {
        let mut flows = FlowsByName::new();
        for entry in &self.script {
            let (id, count) = match &entry.action {
                ScriptAction::Open(open) => (&open.id, open.count.unwrap_or(1)),
                ScriptAction::Send(send) => (&send.id, 1),
                ScriptAction::Ping(ping) => (&ping.id, 1),
                _ => continue,
            };
            let (these, others) = rest.split_at(rest.len().min(count as usize));
            flows.insert(id, these);
            rest = others;
        }
        flows
    }
}

/// Flows by the id of the script entry that starts them.
type FlowsByName<'a> = SortedMap<&'a str, &'a [FlowReport]>;

fn check(expectation: &Expectation, flows: &FlowsByName<'_>, run: &Run) -> Checked {
    let name = expectation.flow.as_str();
    let concerned = flows.get(name).copied().or_else(|| {
        // `c1.2` is one of the flows that `c1` opens.
        let (id, number) = split_generated(name)?;
        let index = (number as usize).checked_sub(1)?;
        flows.get(id)?.get(index..=index)
    });
    let concerned = concerned.unwrap_or_default();
    match &expectation.outcome {
        ExpectedOutcome::Every(expected) => check_every(
            name,
            *expected,
            expectation.blocked_by.as_ref(),
            concerned,
            run,
        ),
        ExpectedOutcome::Shares(shares) => check_shares(name, shares, concerned, run),
    }
}

/// Every flow has one outcome: the first that fails is reported, or all under one name.
fn check_every(
    name: &str,
    expected: Outcome,
    blocked_by: Option<&BlockedBy>,
    flows: &[FlowReport],
    run: &Run,
) -> Checked {
    let mut checked = flows
        .iter()
        .map(|flow| check_flow(expected, blocked_by, flow, run));
    let Some(first) = checked.next() else {
        let compared = Compared::Outcome {
            expected,
            found: Outcome::Pending,
            expected_drop: blocked_by.cloned(),
            found_drop: None,
        };
        return Checked {
            flow: name.into(),
            compared,
            passed: false,
        };
    };
    if !first.passed {
        return first;
    }
    checked.find(|next| !next.passed).unwrap_or(Checked {
        flow: name.into(),
        ..first
    })
}

fn check_flow(
    expected: Outcome,
    blocked_by: Option<&BlockedBy>,
    flow: &FlowReport,
    run: &Run,
) -> Checked {
    let drop = flow.drops.first().map(|(_, drop)| drop);
    let entry = flow.drops.first().map_or(0, |(entry, _)| *entry);
    let topology = run.trace.topology_at(entry);
    let is_blocked = blocked_by.is_none_or(|expected| {
        drop.is_some_and(|drop| {
            names_gate(topology, drop.gate, &expected.gate)
                && expected.direction == drop.direction
                && expected.rule == drop.reason.rule()
        })
    });
    let found = outcome_of(flow, run);
    Checked {
        flow: flow.name.to_string(),
        compared: Compared::Outcome {
            expected,
            found,
            expected_drop: blocked_by.cloned(),
            found_drop: drop.map(|drop| BlockedBy {
                gate: topology.gate_name(drop.gate),
                direction: drop.direction,
                rule: drop.reason.rule(),
            }),
        },
        passed: found == expected && found != Outcome::Pending && is_blocked,
    }
}

fn check_shares(
    name: &str,
    expected: &[ExpectedShare],
    flows: &[FlowReport],
    run: &Run,
) -> Checked {
    let count = |outcome: Outcome| {
        let these = flows.iter().filter(|flow| outcome_of(flow, run) == outcome);
        these.count()
    };
    let shares: Vec<CheckedShare> = expected
        .iter()
        .map(|&expected| {
            let count = count(expected.outcome);
            let passed = expected.contains(count, flows.len());
            CheckedShare {
                expected,
                count,
                passed,
            }
        })
        .collect();
    let undecided = count(Outcome::Pending);
    Checked {
        flow: name.into(),
        passed: undecided == 0 && !flows.is_empty() && shares.iter().all(|share| share.passed),
        compared: Compared::Shares {
            flows: flows.len(),
            undecided,
            shares,
        },
    }
}

/// The outcome of a flow. In a run that was stopped none is final: what would have come
/// later may have changed it.
const fn outcome_of(flow: &FlowReport, run: &Run) -> Outcome {
    if run.is_cut {
        Outcome::Pending
    } else {
        flow.outcome
    }
}

/// Whether `name` is a name of this gate. The gate of a host's groups goes by the name of
/// each group, and by all names joined with commas, as a report has them.
fn names_gate(topology: &Topology, gate: Gate, name: &str) -> bool {
    let is_group = match gate {
        Gate::Groups(host) => topology
            .groups_of(host)
            .iter()
            .any(|group| &*group.name == name),
        _ => false,
    };
    is_group || topology.gate_name(gate) == name
}
