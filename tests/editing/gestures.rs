//! Gestures and commands, one after another.

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, PlayheadMove, Pointer};
use portcullis::editor::effect::Effect;
use portcullis::editor::selection::{Selection, Tool};
use portcullis::picture::geometry::Point;
use portcullis::policy::Direction;
use portcullis::scenario::Scenario;

use super::{FIX, add, document, outcome};

#[test]
fn the_missing_rule_makes_the_connection_and_undo_takes_it_back() {
    let mut editor = Editor::default();
    let first = document(&editor);
    assert_eq!(outcome(&editor), "TIMED OUT");
    let effects = editor.update(add(Direction::Outbound, "acl-public", FIX));
    assert!(
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Autosave(_))),
        "{effects:?}"
    );
    assert_eq!(outcome(&editor), "CONNECTED");
    editor.update(Action::Undo);
    assert_eq!(
        (outcome(&editor).as_str(), document(&editor)),
        ("TIMED OUT", first)
    );
    editor.update(Action::Redo);
    assert_eq!(outcome(&editor), "CONNECTED");
}

#[test]
fn a_rule_typed_wrong_changes_nothing_and_says_where() {
    for (direction, text, at) in [
        (
            Direction::Outbound,
            "110 allow tcp 32768-60999 to 203.0.113.10",
            29,
        ),
        (Direction::Outbound, "100 allow tcp 80 to 0.0.0.0/0", 0),
        (Direction::Outbound, "110 allow tcp 80 from 0.0.0.0/0", 17),
        (Direction::Inbound, "allow tcp 80 from 0.0.0.0/0", 0),
    ] {
        let mut editor = Editor::default();
        let before = document(&editor);
        editor.update(add(direction, "acl-public", text));
        let complaint = editor
            .complaint()
            .unwrap_or_else(|| panic!("{text}: no complaint"));
        assert_eq!(
            (complaint.at, document(&editor)),
            (at, before),
            "{text}: {complaint:?}"
        );
    }
}

#[test]
fn undo_moves_neither_playhead_nor_selection() {
    let mut editor = Editor::default();
    let place = Point::new(40.0, 400.0);
    editor.update(Action::ChooseTool(Tool::Host));
    editor.update(Action::Pointer(Pointer::Down {
        at: place,
        on: None,
        extend: false,
    }));
    editor.update(Action::Pointer(Pointer::Up(place)));
    assert_eq!(editor.scenario().hosts.len(), 3);
    for _ in 0..5 {
        editor.update(Action::Move(PlayheadMove::NextVerdict));
    }
    let (at, selected) = (editor.playhead_position(), editor.selected());
    editor.update(Action::Undo);
    assert_eq!(
        (editor.playhead_position(), editor.selected()),
        (at, selected)
    );
}

#[test]
fn a_drag_is_one_step_and_a_cancelled_one_is_none() {
    let mut editor = Editor::default();
    let first = document(&editor);
    let on = Some(Selection::Host("laptop".into()));
    let from = Point::new(100.0, 180.0);
    let drag = |editor: &mut Editor, end: Pointer| {
        editor.update(Action::Pointer(Pointer::Down {
            at: from,
            on: on.clone(),
            extend: false,
        }));
        for step in 1..=10_u8 {
            let y = 180.0 + f64::from(step) * 8.0;
            editor.update(Action::Pointer(Pointer::Drag(Point::new(100.0, y))));
        }
        editor.update(Action::Pointer(end));
    };
    drag(&mut editor, Pointer::Cancel);
    assert_eq!(
        (document(&editor), editor.header().undo),
        (first.clone(), None)
    );
    drag(&mut editor, Pointer::Up(Point::new(100.0, 260.0)));
    assert_eq!(editor.header().undo.as_deref(), Some("Undo: Moved laptop"));
    assert_ne!(document(&editor), first);
    editor.update(Action::Undo);
    assert_eq!((document(&editor), editor.header().undo), (first, None));
}

#[test]
fn a_damaged_link_leaves_the_drawing_alone() {
    let mut editor = Editor::default();
    editor.update(add(Direction::Outbound, "acl-public", FIX));
    let before = document(&editor);
    let effects = editor.update(Action::OpenLink("#z1.thisisnolink".into()));
    assert!(editor.damaged_link().is_some());
    assert!(
        !effects
            .iter()
            .any(|effect| matches!(effect, Effect::Autosave(_))),
        "{effects:?}"
    );
    assert_eq!(document(&editor), before);
}

#[test]
fn a_link_opens_at_the_moment_it_was_made() {
    let mut editor = Editor::default();
    for _ in 0..4 {
        editor.update(Action::Move(PlayheadMove::NextVerdict));
    }
    let mut opened = Editor::default();
    opened.update(Action::OpenLink(editor.link()));
    assert_eq!(
        (opened.playhead_position(), document(&opened)),
        (editor.playhead_position(), document(&editor))
    );
}

#[test]
fn what_is_worth_knowing_about_an_opened_document_is_said() {
    let mut editor = Editor::default();
    let text = document(&editor).replacen("\"title\"", "\"colour\": \"red\", \"title\"", 1);
    let effects = editor.update(Action::OpenText {
        name: "drawing.json".into(),
        text,
        origin: portcullis::editor::action::DocumentSource::File,
    });
    let told = effects.iter().any(|effect| match effect {
        Effect::Toast(sentence) => sentence.contains("colour"),
        _ => false,
    });
    assert!(told, "{effects:?}");
    // And it is kept.
    assert!(document(&editor).contains("\"colour\": \"red\""));
}

#[test]
fn a_drawing_in_which_nothing_happens_does_not_play_for_ever() {
    let mut editor = Editor::default();
    editor.update(Action::OpenText {
        name: "empty.json".into(),
        text: "{\"portcullis\": 1}".into(),
        origin: portcullis::editor::action::DocumentSource::File,
    });
    editor.update(Action::TogglePlaying);
    editor.update(Action::TogglePlaying);
    editor.update(Action::Advance { milliseconds: 16.0 });
    assert!(!editor.transport().playing);
}

fn titled(title: &str, notes: &str) -> String {
    Scenario {
        title: title.into(),
        notes: notes.into(),
        ..Scenario::default()
    }
    .to_json_pretty()
}

#[test]
fn a_new_drawing_is_empty_plays_nothing_and_is_kept_with_its_first_edit() {
    let mut editor = Editor::default();
    editor.update(add(Direction::Outbound, "acl-public", FIX));
    let effects = editor.update(Action::New {
        title: "Untitled".into(),
    });
    assert!(effects.contains(&Effect::Opened), "{effects:?}");
    let saves = |effects: &[Effect]| {
        effects
            .iter()
            .any(|effect| matches!(effect, Effect::Autosave(_)))
    };
    assert!(!saves(&effects), "{effects:?}");
    assert_eq!(document(&editor), titled("Untitled", ""));
    assert!(!editor.transport().playing && !editor.is_own());
    assert_eq!(editor.header().undo, None);
    editor.update(Action::ChooseTool(Tool::Host));
    let at = Point::new(100.0, 100.0);
    editor.update(Action::Pointer(Pointer::Down {
        at,
        on: None,
        extend: false,
    }));
    let effects = editor.update(Action::Pointer(Pointer::Up(at)));
    assert!(saves(&effects) && editor.is_own(), "{effects:?}");
}

#[test]
fn a_new_title_is_an_edit_that_moves_no_playhead() {
    let mut editor = Editor::default();
    editor.update(Action::Move(PlayheadMove::End));
    let (first, place) = (document(&editor), editor.playhead_position());
    let effects = editor.update(Action::Rename("Mine".into()));
    assert!(matches!(effects[0], Effect::Autosave(_)), "{effects:?}");
    assert_eq!(editor.header().title, "Mine");
    assert_eq!(editor.update(Action::Rename("Mine".into())), []);
    editor.update(Action::Undo);
    assert_eq!(
        (document(&editor), editor.playhead_position()),
        (first, place)
    );
    editor.update(Action::Redo);
    assert_eq!(editor.header().title, "Mine");
}

#[test]
fn what_another_tab_has_made_is_one_step_and_saved_already() {
    let mut editor = Editor::default();
    editor.update(add(Direction::Outbound, "acl-public", FIX));
    let own = document(&editor);
    for notes in ["a", "ab", "abc"] {
        let effects = editor.update(Action::AdoptFromOtherTab(titled("Theirs", notes)));
        assert!(matches!(effects[..], [Effect::Toast(_)]), "{effects:?}");
        assert_eq!(document(&editor), titled("Theirs", notes));
    }
    assert_eq!(
        editor.update(Action::AdoptFromOtherTab(titled("Theirs", "abc"))),
        []
    );
    for text in ["no document", "{\"portcullis\": 99}"] {
        assert_eq!(
            editor.update(Action::AdoptFromOtherTab(text.into())),
            [],
            "{text}"
        );
        assert_eq!(document(&editor), titled("Theirs", "abc"), "{text}");
    }
    editor.update(Action::Undo);
    assert_eq!(document(&editor), own);
    editor.update(Action::Redo);
    assert_eq!(document(&editor), titled("Theirs", "abc"));
}

#[test]
fn what_another_tab_has_made_ends_a_gesture() {
    let mut editor = Editor::default();
    let host = Selection::Host("laptop".into());
    let frame = editor.drawing().hosts[0].frame;
    let at = frame.center();
    editor.update(Action::Pointer(Pointer::Down {
        at,
        on: Some(host),
        extend: false,
    }));
    let to = Point::new(at.x + 60.0, at.y + 60.0);
    editor.update(Action::Pointer(Pointer::Drag(to)));
    editor.update(Action::AdoptFromOtherTab(titled("Theirs", "")));
    editor.update(Action::Pointer(Pointer::Drag(to)));
    editor.update(Action::Pointer(Pointer::Up(to)));
    assert_eq!(document(&editor), titled("Theirs", ""));
}
