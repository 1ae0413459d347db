//! The timeline's texts: ticks, and where the playhead stands.

use super::store::Editor;
use crate::picture::markup::{Markup, decimal, write_markup};

/// The track's slider counts from 0 to this.
pub const TRACK: f64 = 10_000.0;

/// What pressing the button would do.
pub fn play_name(editor: &Editor) -> &'static str {
    if editor.transport().playing {
        "Pause"
    } else {
        "Play"
    }
}

/// The place of the playhead, for the style sheet.
pub fn place(editor: &Editor) -> String {
    format!("--at:{}%", decimal(editor.playhead().at * 100.0))
}

/// The place of the playhead, for the slider.
pub fn slider_value(editor: &Editor) -> String {
    decimal((editor.playhead().at * TRACK).round())
}

/// Packets, verdicts and silences on the track.
pub fn ticks(editor: &Editor) -> String {
    let mut markup = Markup::default();
    let track = editor.track();
    for tick in track.ticks {
        write_markup!(markup, "<i class='tick " (tick.tone.class()) "' style='left:" (tick.at * 100.0) "%'></i>");
    }
    for silence in track.silences {
        write_markup!(markup, "<span class='silence' style='left:clamp(28px," (silence.at * 100.0) "%,100% - 28px)'>" (silence.text) "</span>");
    }
    markup.into_string()
}
