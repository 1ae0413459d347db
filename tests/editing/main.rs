//! Editing, driven through `Editor::update` with the actions that the page sends.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod copying;
#[path = "../driver/mod.rs"]
mod driver;
mod ending;
mod gestures;
mod long_runs;
mod moments;
mod random;
mod rows;
mod selecting;
mod tones;
mod tools;
mod walk;

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, DocumentSource, Pointer};
use portcullis::editor::selection::Selection;
use portcullis::editor::view::inspector::InspectorView;
use portcullis::picture::geometry::Point;
use portcullis::policy::Direction;

const FIX: &str = "110 allow tcp 32768-60999 to 203.0.113.10/32";

fn add(direction: Direction, gate: &str, text: &str) -> Action {
    Action::AddRule {
        gate: gate.into(),
        direction,
        text: text.into(),
    }
}

fn document(editor: &Editor) -> String {
    editor.scenario().to_json_pretty()
}

fn outcome(editor: &Editor) -> String {
    match editor.inspector() {
        InspectorView::Nothing(summary) => summary.flows[0].outcome.text.clone(),
        other => panic!("something is selected: {other:?}"),
    }
}

/// An editor with an empty drawing.
fn empty() -> Editor {
    let mut editor = Editor::default();
    editor.update(Action::OpenText {
        name: "empty".into(),
        text: "{\"portcullis\": 1}".into(),
        origin: DocumentSource::File,
    });
    editor
}

fn press(editor: &mut Editor, x: f64, y: f64) {
    drag(editor, None, (x, y), (x, y));
}

fn drag(editor: &mut Editor, on: Option<Selection>, from: (f64, f64), to: (f64, f64)) {
    let (from, to) = (Point::new(from.0, from.1), Point::new(to.0, to.1));
    editor.update(Action::Pointer(Pointer::Down {
        at: from,
        on,
        extend: false,
    }));
    if from != to {
        editor.update(Action::Pointer(Pointer::Drag(from.towards(to, 0.5))));
        editor.update(Action::Pointer(Pointer::Drag(to)));
    }
    editor.update(Action::Pointer(Pointer::Up(to)));
}

#[test]
fn the_playhead_of_an_empty_script_stays_at_the_start() {
    use portcullis::editor::action::PlayheadMove;
    let mut editor = empty();
    for share in [0.0, 0.5, 1.0] {
        editor.update(Action::Seek(share));
        for step in [
            PlayheadMove::Back,
            PlayheadMove::Forward,
            PlayheadMove::NextVerdict,
            PlayheadMove::End,
        ] {
            editor.update(Action::Move(step));
        }
    }
    assert_eq!(editor.playhead().clock_fraction, "000");
}
