//! The transcript: a whole run as text, in the sentences that screen readers get.

use super::{counted, moment, outcome_phrase, seconds};
use crate::sim::{Run, Setup, TraceEvent};

/// A run as a page of text: its title, a line for each event, and how the flows end. With
/// more than `most` events, the last line counts the rest.
#[must_use]
#[inline(never)]
pub fn transcript(title: &str, setup: &Setup, run: &Run, most: usize) -> String {
    let trace = &run.trace;
    let mut page = String::new();
    let mut line = |text: &str| {
        page.push_str(text);
        page.push('\n');
    };
    line(if title.is_empty() { "Untitled" } else { title });
    line("");
    let mut said = 0;
    let mut left_out = 0;
    for (index, entry) in trace.entries.iter().enumerate() {
        if matches!(entry.event, TraceEvent::Ended { .. }) {
            continue;
        }
        if said == most {
            left_out += 1;
            continue;
        }
        said += 1;
        let sentence = moment(setup, trace, index);
        line(&format!("{:>8} s  {sentence}", seconds(entry.at)));
    }
    if left_out > 0 {
        line(&format!("… and {}.", counted(left_out, "more event")));
    }
    if trace.entries.is_empty() {
        line("No traffic: the script is empty.");
    }
    if !run.flows.is_empty() {
        line("");
        line("Outcomes:");
        for (plan, report) in setup.flows.iter().zip(&run.flows) {
            line(&format!(
                "{}: {}",
                plan.name,
                outcome_phrase(report.outcome)
            ));
        }
    }
    page
}
