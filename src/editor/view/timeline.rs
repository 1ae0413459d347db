//! Transport, clock and track.

use super::text::Tone;
use crate::editor::selection::Selection;

/// What changes with the scenario: marks on the track.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TrackView {
    /// Packets and verdicts, thinned to what a track can show.
    pub ticks: Vec<Tick>,
    /// Silences that are shown shortened.
    pub silences: Vec<Silence>,
}

/// A packet or a verdict on the track.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tick {
    /// Where, from 0 to 1.
    pub at: f64,
    /// What it says in colour and shape.
    pub tone: Tone,
}

/// A change of the script on the track.
#[derive(Clone, Debug, PartialEq)]
pub struct Flag {
    /// Where, from 0 to 1.
    pub at: f64,
    /// How many flags stand at the same place before it.
    pub beside: usize,
    /// What happens, and when.
    pub text: String,
    /// What a press selects.
    pub target: Selection,
    /// Whether that is selected.
    pub selected: bool,
}

/// A stretch in which nothing happens.
#[derive(Clone, Debug, PartialEq)]
pub struct Silence {
    /// Its middle, from 0 to 1.
    pub at: f64,
    /// How long it is, such as "2 s idle".
    pub text: String,
}

/// What changes in each frame.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PlayheadView {
    /// Where it stands on the track, from 0 to 1.
    pub at: f64,
    /// The clock's minutes and seconds, such as "00:01.".
    pub clock: String,
    /// The clock's thousandths.
    pub clock_fraction: String,
}

/// What changes with each event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MomentView {
    /// What has just happened, in one sentence.
    pub sentence: String,
    /// What it says in colour.
    pub tone: Tone,
    /// The playhead's value for a screen reader, such as "1.046 s, event 14 of 40".
    pub spoken: String,
}

/// What the buttons show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct TransportView {
    /// Whether time is passing.
    pub playing: bool,
    /// The speed in use, an index into [`SPEEDS`].
    pub speed: usize,
    /// Whether silences are shortened.
    pub skip_idle: bool,
    /// Whether playing begins again at the end.
    pub looping: bool,
}

/// How fast show time can run: the factor, and how it is written.
pub const SPEEDS: [(f64, &str); 7] = [
    (0.1, "0.1×"),
    (0.25, "¼×"),
    (0.5, "½×"),
    (1.0, "1×"),
    (2.0, "2×"),
    (5.0, "5×"),
    (10.0, "10×"),
];
