//! Validation: finds every problem of a document without running it.
//!
//! It reports all of them at once. A reference to something unknown is reported once;
//! problems that only follow from it are not.

mod addresses;
mod changes;
mod expect;
mod hosts;
mod names;
mod network;
mod routes;
mod rules;
mod script;
mod size;

use crate::net::SortedSet;

use self::names::{FlowName, Names};
use super::document::{GatewayKind, Scenario};
use super::id::{nearest, shortened};
use super::problem::{Findings, NameKind, NameProblem, ProblemKind};

impl Scenario {
    /// Finds all problems, which keep the document from running, and all warnings.
    #[must_use]
    pub fn validate(&self) -> Findings {
        self.validate_further(Findings::default())
    }

    /// The same, after the findings of the parser.
    pub(super) fn validate_further(&self, mut findings: Findings) -> Findings {
        size::check(self, &mut findings);
        if !findings.problems.is_empty() {
            // A document that is too large is not checked further.
            return findings;
        }
        let names = Names::of(self, &mut findings);
        let mut check = Check {
            scenario: self,
            peered: peered(self),
            names,
            findings,
        };
        check.vpcs();
        check.subnets();
        check.gateways();
        check.route_tables();
        check.hosts();
        check.addresses();
        check.security_groups();
        check.network_acls();
        check.prefix_lists();
        check.script();
        check.rule_changes();
        check.expectations();
        check.findings
    }
}

/// A validation in progress.
struct Check<'a> {
    scenario: &'a Scenario,
    names: Names<'a>,
    /// Pairs of peered VPCs, in both orders.
    peered: SortedSet<(&'a str, &'a str)>,
    findings: Findings,
}

impl<'a> Check<'a> {
    fn problem(&mut self, place: impl Into<String>, kind: impl Into<ProblemKind>) {
        self.findings.problem(place, kind);
    }

    fn warn(&mut self, place: impl Into<String>, kind: impl Into<ProblemKind>) {
        self.findings.warn(place, kind);
    }

    /// Whether a name refers to one of these kinds; otherwise it is a problem.
    fn refers(&mut self, place: &str, name: &str, kinds: &[NameKind]) -> bool {
        let found = self.names.kind_of(name);
        if found.is_some_and(|kind| kinds.contains(&kind)) {
            return true;
        }
        let problem = self.wrong_reference(name, found, kinds);
        self.findings.problem(place, problem);
        false
    }

    fn wrong_reference(
        &self,
        name: &str,
        found: Option<NameKind>,
        kinds: &[NameKind],
    ) -> NameProblem {
        let shown = shortened(name);
        let expected = kinds.to_vec();
        match found {
            Some(found) => NameProblem::WrongKind {
                name: shown,
                found,
                expected,
            },
            None => NameProblem::Unknown {
                name: shown,
                expected,
                near: self.nearest(name, kinds).map(str::to_owned),
            },
        }
    }

    /// The name of one of these kinds that was probably meant. After many problems there
    /// is no guess.
    fn nearest(&self, name: &str, kinds: &[NameKind]) -> Option<&str> {
        if self.findings.is_full() {
            return None;
        }
        nearest(name, self.names.of_kinds(kinds))
    }

    /// The flow, or all flows, that a name means; if there is none, it is a problem.
    fn flow(&mut self, place: &str, name: &str) -> Option<FlowName<'a>> {
        let flow = self.names.flow(name, !self.findings.is_full());
        flow.map_err(|problem| self.findings.problem(place, problem))
            .ok()
    }

    /// Whether two VPCs are the same or peered.
    fn are_joined(&self, one: &str, other: &str) -> bool {
        one == other || self.peered.contains(&(one, other))
    }
}

fn peered(scenario: &Scenario) -> SortedSet<(&str, &str)> {
    let mut pairs = SortedSet::new();
    for gateway in &scenario.gateways {
        if let GatewayKind::Peering { vpcs: [one, other] } = &gateway.kind {
            pairs.insert((one.as_str(), other.as_str()));
            pairs.insert((other.as_str(), one.as_str()));
        }
    }
    pairs
}
