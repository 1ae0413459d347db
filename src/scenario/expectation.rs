//! Whether a run ended as the document says it would.

use super::document::{Action, BlockedBy, Expectation, Scenario};
use super::id::split_generated;
use crate::net::SortedMap;
use crate::policy::Direction;
use crate::sim::{FlowReport, Outcome, Run};
use crate::topology::{Gate, Topology};

/// One expectation, held against one flow that it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checked {
    /// The flow: of several, the first that disappoints, or else the first.
    pub flow: String,
    /// What was expected.
    pub expected: Outcome,
    /// What happened.
    pub found: Outcome,
    /// The first drop that was expected, if one was named.
    pub expected_drop: Option<String>,
    /// The first drop that there was.
    pub found_drop: Option<String>,
    /// Whether it is as expected.
    pub passed: bool,
}

impl Scenario {
    /// Holds every expectation against a run of this document.
    ///
    /// An undecided flow disappoints whatever was expected of it, and in a run that was
    /// stopped because its trace grew too long, every flow is undecided.
    #[must_use]
    pub fn check(&self, run: &Run) -> Vec<Checked> {
        let flows = self.flows_by_name(&run.flows);
        self.expect
            .iter()
            .map(|expectation| check(expectation, &flows, run))
            .collect()
    }

    /// The flows that each name of the script means; a run has them in the script's order.
    fn flows_by_name<'a>(&'a self, mut rest: &'a [FlowReport]) -> FlowsByName<'a> {
        let mut flows = FlowsByName::new();
        for entry in &self.script {
            let (id, count) = match &entry.action {
                Action::Open(open) => (&open.id, open.count.unwrap_or(1)),
                Action::Send(send) => (&send.id, 1),
                Action::Ping(ping) => (&ping.id, 1),
                _ => continue,
            };
            let (these, others) = rest.split_at(rest.len().min(count as usize));
            flows.insert(id, these);
            rest = others;
        }
        flows
    }
}

/// Flows under the id that begins them.
type FlowsByName<'a> = SortedMap<&'a str, &'a [FlowReport]>;

fn check(expectation: &Expectation, flows: &FlowsByName<'_>, run: &Run) -> Checked {
    let name = expectation.flow.as_str();
    let concerned = flows.get(name).copied().or_else(|| {
        // `c1.2` is one of the flows that `c1` begins.
        let (id, number) = split_generated(name)?;
        let index = (number as usize).checked_sub(1)?;
        flows.get(id)?.get(index..=index)
    });
    let mut checked = concerned
        .unwrap_or_default()
        .iter()
        .map(|flow| check_flow(expectation, flow, run));
    let first = checked.next();
    let Some(first) = first else {
        return Checked {
            flow: name.into(),
            expected: expectation.outcome,
            found: Outcome::Pending,
            expected_drop: None,
            found_drop: None,
            passed: false,
        };
    };
    if !first.passed {
        return first;
    }
    // Where all hold, they are spoken of together.
    checked.find(|next| !next.passed).unwrap_or(Checked {
        flow: name.into(),
        ..first
    })
}

fn check_flow(expectation: &Expectation, flow: &FlowReport, run: &Run) -> Checked {
    let drop = flow.drops.first().map(|(_, drop)| drop);
    let entry = flow.drops.first().map_or(0, |(entry, _)| *entry);
    let topology = run.trace.topology_at(entry);
    let is_blocked = expectation.blocked_by.as_ref().is_none_or(|expected| {
        drop.is_some_and(|drop| {
            names_gate(topology, drop.gate, &expected.gate)
                && expected.direction == drop.direction
                && expected.rule == drop.reason.rule()
        })
    });
    // Half a run decides nothing: what comes later may end a flow in another way.
    let found = if run.is_cut {
        Outcome::Pending
    } else {
        flow.outcome
    };
    let drop_text =
        |gate: &str, direction: Direction, rule: &str| format!("{gate} {direction} {rule}");
    Checked {
        flow: flow.name.to_string(),
        expected: expectation.outcome,
        found,
        expected_drop: expectation.blocked_by.as_ref().map(
            |BlockedBy {
                 gate,
                 direction,
                 rule,
             }| drop_text(gate, *direction, rule),
        ),
        found_drop: drop.map(|drop| {
            drop_text(
                &topology.gate_name(drop.gate),
                drop.direction,
                &drop.reason.rule(),
            )
        }),
        passed: found == expectation.outcome && found != Outcome::Pending && is_blocked,
    }
}

/// Whether a gate may be called so: any of a host's groups counts as theirs, and so do
/// all of them joined, as a report names them.
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
