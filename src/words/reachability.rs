//! Reachability table: its sentences.

use super::counted;

/// What the table shows, and how many pairs it leaves out.
#[must_use]
pub fn reachability_about(left_out: usize) -> String {
    let mut sentence =
        "One flow of each kind, tried by itself in the network as it is drawn.".to_owned();
    if left_out > 0 {
        sentence.push(' ');
        sentence.push_str(&counted(left_out, "more pair"));
        sentence.push_str(if left_out == 1 { " is" } else { " are" });
        sentence.push_str(" not tried.");
    }
    sentence
}

/// Said of a pair whose trial was stopped before its outcome was known.
#[must_use]
pub fn trial_stopped(events: usize) -> String {
    format!("stopped after {}", counted(events, "event"))
}
