//! Everything that can be said of a document without running it.
//!
//! All of it is said at once. A reference to something unknown is said once, and
//! what would follow from it is not said at all.

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

use self::names::{FlowName, Kind, Names};
use super::document::{GatewayKind, Scenario};
use super::id::{nearest, shortened};
use super::problem::Findings;

impl Scenario {
    /// Finds everything that keeps the document from running, and what is worth knowing.
    #[must_use]
    pub fn validate(&self) -> Findings {
        self.validate_further(Findings::default())
    }

    /// The same, added to what reading the document has found.
    pub(super) fn validate_further(&self, mut findings: Findings) -> Findings {
        size::check(self, &mut findings);
        if !findings.problems.is_empty() {
            // What is too large is not looked at any closer.
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

/// A validation under way.
struct Check<'a> {
    scenario: &'a Scenario,
    names: Names<'a>,
    /// Pairs of peered VPCs, both ways around.
    peered: SortedSet<(&'a str, &'a str)>,
    findings: Findings,
}

impl<'a> Check<'a> {
    fn problem(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.findings.problem(place, message);
    }

    fn warn(&mut self, place: impl Into<String>, message: impl Into<String>) {
        self.findings.warn(place, message);
    }

    /// Whether a name names one of these kinds; if not, says so.
    fn refers(&mut self, place: &str, name: &str, kinds: &[Kind]) -> bool {
        let found = self.names.kind_of(name);
        if found.is_some_and(|kind| kinds.contains(&kind)) {
            return true;
        }
        let wanted: Vec<&str> = kinds.iter().map(|kind| kind.with_article()).collect();
        let wanted = wanted.join(" or ");
        let shown = shortened(name);
        let message = match found {
            Some(kind) => {
                let article = kind.with_article();
                format!("found `{shown}`, which is {article}; expected the name of {wanted}")
            }
            None => match self.nearest(name, kinds) {
                Some(near) => {
                    format!(
                        "found `{shown}`, a name that this file does not have; did you mean `{near}`?"
                    )
                }
                None => {
                    format!(
                        "found `{shown}`, a name that this file does not have; expected the name of {wanted}"
                    )
                }
            },
        };
        self.findings.problem(place, message);
        false
    }

    /// The name of one of these kinds that was probably meant, as long as it is worth a guess.
    fn nearest(&self, name: &str, kinds: &[Kind]) -> Option<&str> {
        if self.findings.is_full() {
            return None;
        }
        nearest(name, self.names.of_kinds(kinds))
    }

    /// The flow, or all flows, that a name means; if there is none, says so.
    fn flow(&mut self, place: &str, name: &str) -> Option<FlowName<'a>> {
        let flow = self.names.flow(name, !self.findings.is_full());
        flow.map_err(|message| self.findings.problem(place, message))
            .ok()
    }

    /// Whether two VPCs are one, or peered.
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
