//! The Inspector when nothing is selected: what the scenario is about and how it ends.

use super::outcome;
use crate::editor::Editor;
use crate::editor::view::inspector::{FlowLine, SummaryView};
use crate::sim::{FlowDestination, FlowPlan, FlowProtocol, FlowReport};
use crate::words;

/// More flows than this are only counted.
const MOST_FLOWS: usize = 40;

impl Editor {
    pub(super) fn summary(&self) -> SummaryView {
        let flows = self
            .run_data
            .setup
            .flows
            .iter()
            .zip(&self.run_data.run.flows);
        let mut lines: Vec<FlowLine> = flows
            .take(MOST_FLOWS)
            .map(|(plan, report)| FlowLine {
                flow: plan.name.to_string(),
                outcome: outcome(report.outcome),
                between: self.between(plan),
            })
            .collect();
        let rest = self.run_data.setup.flows.len().saturating_sub(MOST_FLOWS);
        if rest > 0 {
            lines.push(FlowLine {
                between: words::timeline::more_flows(rest),
                ..FlowLine::default()
            });
        }
        SummaryView {
            title: self.header().title,
            notes: self
                .scenario
                .notes
                .split("\n\n")
                .map(str::trim)
                .filter(|paragraph| !paragraph.is_empty())
                .map(str::to_owned)
                .collect(),
            flows: lines,
        }
    }

    /// How everything ended, in one sentence, for a visitor at the end of the run.
    pub(in crate::editor) fn ending(&self) -> String {
        const MOST: usize = 5;
        let flows = self
            .run_data
            .setup
            .flows
            .iter()
            .zip(&self.run_data.run.flows);
        let phrase = |(plan, report): (&FlowPlan, &FlowReport)| {
            format!("{}: {}.", plan.name, words::outcome_phrase(report.outcome))
        };
        let mut sentences: Vec<String> = flows.take(MOST).map(phrase).collect();
        let rest = self.run_data.setup.flows.len().saturating_sub(MOST);
        if rest > 0 {
            sentences.push(words::timeline::and_more_flows(rest));
        }
        words::timeline::the_end(&sentences.join(" "))
    }

    fn between(&self, plan: &FlowPlan) -> String {
        let topology = &self.run_data.run.trace.start;
        let from = &topology.host(plan.from).name;
        let to = match plan.to {
            FlowDestination::Host(host) => topology.host(host).name.to_string(),
            FlowDestination::Address(address) => address.to_string(),
        };
        match plan.wire {
            FlowProtocol::Tcp => words::timeline::opens(from, &to, plan.port),
            FlowProtocol::Udp => words::timeline::sends(from, &to, plan.port),
            FlowProtocol::Echo => words::timeline::pings(from, &to),
        }
    }
}
