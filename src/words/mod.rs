//! User-facing text: turns typed values into the sentences that people read.
//!
//! The layers below report what happened as data. This layer words it for the command line,
//! the page, the live region and the transcript, one file a topic. It decides nothing. There
//! is one language so far; a second language replaces this layer.

mod ago;
mod connection;
pub mod controls;
mod decision;
pub mod dialogs;
pub mod drawing;
mod expectation;
pub mod filter;
pub mod headers;
mod moment;
mod no_port;
mod packet;
pub mod page;
mod problem;
mod reachability;
mod reason;
mod refusal;
mod rule;
mod run;
mod script;
mod socket;
pub mod tables;
pub mod timeline;
pub mod toasts;
mod tone;
pub mod tools;
mod trace;
mod transcript;
mod why;

pub use ago::ago;
pub use connection::{NO_MEMORY, connections, no_port, remembered_row};
pub use decision::{DecisionStep, Mark, decision_path, short_drop};
pub use expectation::{checked, expected_shares, grouped};
pub use moment::{drop_heading, drop_rule, moment, outcome_phrase, packet_at};
pub use packet::{Info, are_alike, endpoint, flags, info, label, label_of, port_name};
pub use reachability::{reachability_about, trial_stopped};
pub use run::{Shown, summary_lines, trace_lines, trace_parts};
pub use script::{changed_rule, timed_change};
pub use socket::not_listening;
pub use tone::{Tag, Tone, outcome_tag, outcome_tone};
pub use trace::clock;
pub use transcript::transcript;

use crate::net::SimTime;
use crate::policy::Direction;

/// `in` or `out`.
const fn in_or_out(direction: Direction) -> &'static str {
    direction.short()
}

/// Seconds with three decimals: `1.020`.
#[must_use]
pub fn seconds(at: SimTime) -> String {
    let millis = at.as_micros() / 1_000;
    format!("{}.{:03}", millis / 1_000, millis % 1_000)
}

/// `1 rule`, `3 rules`.
#[must_use]
pub fn counted(count: usize, one: &str) -> String {
    if count == 1 {
        format!("1 {one}")
    } else {
        format!("{count} {one}s")
    }
}

/// `100`, `100 and 110`, `100, 110 and 120`.
fn listed(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}
