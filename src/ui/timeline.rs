//! The timeline's texts: ticks, and where the playhead stands.

use super::store::Editor;
use crate::picture::markup::{Markup, decimal, write_markup};
use crate::words::page;

/// The track's slider counts from 0 to this.
pub const TRACK: f64 = 10_000.0;

/// What pressing the button would do.
pub fn play_name(editor: &Editor) -> &'static str {
    if editor.transport().playing {
        page::PAUSE
    } else {
        page::PLAY
    }
}

/// The place of the playhead, for the style sheet.
pub fn place(editor: &Editor) -> String {
    format!("--at:{:.5}", editor.playhead().at)
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

/// The flags of what the script changes.
#[inline(never)]
pub fn flags(editor: &Editor) -> String {
    let mut markup = Markup::default();
    for flag in editor.flags() {
        let (kind, id) = flag.target.name();
        let pressed = if flag.selected { "true" } else { "false" };
        write_markup!(
            markup,
            "<button class='flag' type='button' style='left:calc(" (flag.at * 100.0) "% + " (flag.beside * 9) "px)' title='" (&flag.text) "' aria-label='" (&flag.text)
            "' aria-pressed='" (pressed) "' data-do='select " (kind) " " (id) "'><svg viewBox='0 0 12 14' aria-hidden='true'><path d='M2 13V1.500h8L8 4.500l2 3H2'/></svg></button>"
        );
    }
    markup.into_string()
}

/// The menu of playing: again from the beginning, and where it stops by itself.
#[inline(never)]
pub fn options(editor: &Editor) -> String {
    let word = |on| if on { "true" } else { "false" };
    let mut markup = Markup::default();
    let (skip, looping) = (editor.transport().skip_idle, editor.transport().looping);
    write_markup!(
        markup,
        "<button class='button switch' type='button' role='switch' aria-checked='" (word(looping)) "' data-do='loop'>" (page::LOOP) "</button>"
        "<button class='button switch' type='button' role='switch' aria-checked='" (word(skip)) "' data-do='skip-idle'>" (page::SKIP_IDLE) "</button>"
        "<p class='menu-head' id='pause-head'>" (page::PAUSE) "</p><div role='group' aria-labelledby='pause-head'>"
    );
    for (index, point) in editor.pause_points().iter().enumerate() {
        let pressed = word(point == editor.pause_point());
        write_markup!(
            markup,
            "<button class='menu-item' type='button' aria-pressed='" (pressed) "' data-do='pause-at " (index) "'>" (point.name()) "</button>"
        );
    }
    write_markup!(
        markup,
        "</div><button class='menu-item apart' type='button' data-do='transcript'>" (page::TRANSCRIPT_MENU) "</button>"
    );
    markup.into_string()
}
