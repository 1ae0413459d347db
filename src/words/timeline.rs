//! Texts of the timeline: the sentence of an empty script, silences, durations, pause points.

use super::counted;

/// Nothing is sent.
pub const NO_TRAFFIC: &str = "No traffic yet: draw a connection (C).";
/// The playhead's value while nothing is sent, for screen readers.
pub const NO_TRAFFIC_SPOKEN: &str = "start of an empty script";

/// The playhead's value, for screen readers.
#[must_use]
pub fn playhead(seconds: &str, event: usize, events: usize) -> String {
    format!("{seconds} s, event {event} of {events}")
}

/// A silence on the track.
#[must_use]
pub fn idle(duration: &str) -> String {
    format!("{duration} idle")
}

/// Whole minutes and seconds: "1 min 30 s".
#[must_use]
pub fn minutes(seconds: u64) -> String {
    match (seconds / 60, seconds % 60) {
        (0, seconds) => format!("{seconds} s"),
        (minutes, 0) => format!("{minutes} min"),
        (minutes, seconds) => format!("{minutes} min {seconds} s"),
    }
}

/// Playback stops at the end only.
pub const PAUSE_AT_END: &str = "Only at the end";
/// Playback stops at the next drop.
pub const PAUSE_AT_DROP: &str = "At the next drop";

/// Playback stops at a gate.
#[must_use]
pub fn pause_at_gate(gate: &str) -> String {
    format!("At {gate}")
}

/// Playback stops at the events of a connection.
#[must_use]
pub fn pause_at_connection(name: &str) -> String {
    format!("At connection {name}")
}

/// The end of the run, with a sentence for each outcome.
#[must_use]
pub fn the_end(outcomes: &str) -> String {
    format!("The end. {outcomes}")
}

/// Flows that a list leaves out, as its last line.
#[must_use]
pub fn more_flows(rest: usize) -> String {
    format!("and {}", counted(rest, "more flow"))
}

/// Flows that a sentence of outcomes leaves out, as a sentence of its own.
#[must_use]
pub fn and_more_flows(rest: usize) -> String {
    format!("And {}.", counted(rest, "more flow"))
}

/// The tooltip of Undo.
#[must_use]
pub fn undo(name: &str) -> String {
    format!("Undo: {name}")
}

/// The tooltip of Redo.
#[must_use]
pub fn redo(name: &str) -> String {
    format!("Redo: {name}")
}

/// A TCP connection, in the summary of the scenario.
#[must_use]
pub fn opens(from: &str, to: &str, port: u16) -> String {
    format!("{from} opens {to}, tcp {port}")
}

/// A UDP exchange, in the summary.
#[must_use]
pub fn sends(from: &str, to: &str, port: u16) -> String {
    format!("{from} sends to {to}, udp {port}")
}

/// A ping, in the summary.
#[must_use]
pub fn pings(from: &str, to: &str) -> String {
    format!("{from} pings {to}")
}
