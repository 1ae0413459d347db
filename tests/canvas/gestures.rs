//! Framing, panning, cancelling, and random pointer input.

use crate::{card, carry, carry_host, document, drag, named, press, undo, world};
use portcullis::editor::action::Action;
use portcullis::editor::action::PlayheadMove;
use portcullis::editor::action::Pointer;
use portcullis::editor::selection::Selection;
use portcullis::editor::selection::Tool;
use portcullis::picture::geometry::Point;
use portcullis::scenario::Scenario;
use proptest::prelude::*;

#[test]
fn items_inside_a_frame_are_selected() {
    let mut editor = world();
    let from = Point::new(20.0, 40.0);
    press(&mut editor, from, None, true);
    drag(&mut editor, from, Point::new(300.0, 420.0));
    assert!(editor.preview().frame.is_some());
    editor.update(Action::Pointer(Pointer::Up(from)));
    assert_eq!(editor.selection(), [named("reader"), named("writer")]);
    // A second frame adds to the selection.
    let from = Point::new(480.0, 80.0);
    press(&mut editor, from, Some(Selection::Vpc("vpc".into())), true);
    drag(&mut editor, from, Point::new(1110.0, 380.0));
    editor.update(Action::Pointer(Pointer::Up(from)));
    assert_eq!(
        editor.selection(),
        [
            named("reader"),
            named("writer"),
            named("web"),
            Selection::Gateway("nat".into()),
            Selection::Subnet("front".into())
        ]
    );
}

#[test]
fn a_cancelled_gesture_changes_nothing() {
    let front = Point::new(1100.0, 360.0);
    for (case, from, on) in [
        ("a host", Point::new(130.0, 130.0), Some(named("reader"))),
        ("a subnet by its name", Point::new(560.0, 120.0), None),
        ("a handle", front, None),
        ("a frame", Point::new(20.0, 20.0), None),
    ] {
        for end in [Action::Pointer(Pointer::Cancel), Action::Escape] {
            let mut editor = world();
            editor.update(Action::Select(Some(Selection::Subnet("front".into()))));
            let before = (document(&editor), editor.drawing().clone(), editor.camera());
            let selected = editor.selection().to_vec();
            press(&mut editor, from, on.clone(), case == "a frame");
            drag(&mut editor, from, Point::new(from.x + 300.0, from.y + 90.0));
            editor.update(end);
            let after = (document(&editor), editor.drawing().clone(), editor.camera());
            assert!(before == after, "{case}");
            assert_eq!(editor.selection(), selected, "{case}");
            assert_eq!(undo(&editor), "", "{case}");
            // Later pointer events are ignored.
            editor.update(Action::Pointer(Pointer::Up(from)));
            assert_eq!(undo(&editor), "", "{case}");
        }
    }
}

#[test]
fn undo_moves_neither_the_playhead_nor_the_camera() {
    let mut editor = world();
    for _ in 0..3 {
        editor.update(Action::Move(PlayheadMove::Forward));
    }
    carry_host(&mut editor, "reader", (-900.0, 700.0));
    let seen = (editor.playhead_position(), editor.camera());
    editor.update(Action::Undo);
    assert_eq!((editor.playhead_position(), editor.camera()), seen);
    editor.update(Action::Redo);
    assert_eq!((editor.playhead_position(), editor.camera()), seen);
}

#[test]
fn the_camera_does_not_follow_what_is_dragged() {
    let mut editor = world();
    let camera = editor.camera();
    let middle = card(&editor, "reader").center();
    press(&mut editor, middle, Some(named("reader")), false);
    for step in 0..20_u8 {
        let at = Point::new(100.0 - f64::from(step) * 60.0, 120.0);
        editor.update(Action::Pointer(Pointer::Drag(at)));
        assert_eq!(editor.camera(), camera);
    }
    editor.update(Action::Pointer(Pointer::Cancel));
    // It still fits everything at any screen size.
    editor.update(Action::Resize {
        width: 700.0,
        height: 500.0,
    });
    assert_ne!(editor.camera(), camera);
}

#[test]
fn dragging_a_router_pans() {
    let mut editor = world();
    editor.update(Action::ChooseTool(Tool::Select));
    let node = editor.drawing().nodes[0].center;
    let before = (document(&editor), editor.camera());
    carry(
        &mut editor,
        Selection::Router("vpc".into()),
        node,
        (80.0, 40.0),
    );
    assert_eq!(document(&editor), before.0);
    assert_ne!(editor.camera(), before.1);
}

#[test]
fn nearly_aligned_items_snap_and_a_guide_line_shows_it() {
    let mut editor = world();
    let (reader, writer) = (card(&editor, "reader"), card(&editor, "writer"));
    let from = writer.center();
    press(&mut editor, from, Some(named("writer")), false);
    drag(&mut editor, from, Point::new(from.x + 83.0, from.y - 197.0));
    let guides = editor.preview().guides;
    assert!(!guides.is_empty());
    editor.update(Action::Pointer(Pointer::Up(from)));
    let middle = card(&editor, "writer").center();
    assert_eq!(middle, Point::new(middle.x, reader.center().y));
    assert_eq!(editor.preview().guides, []);
}

fn gesture() -> impl Strategy<Value = Action> {
    let point = (-100.0..1300.0_f64, -50.0..800.0_f64).prop_map(|(x, y)| Point::new(x, y));
    let target = prop_oneof![
        Just(named("reader")),
        Just(named("web")),
        Just(named("data")),
        Just(Selection::Gateway("nat".into())),
        Just(Selection::Gateway("igw".into())),
        Just(Selection::Subnet("front".into())),
        Just(Selection::Subnet("back".into())),
        Just(Selection::Vpc("vpc".into())),
        Just(Selection::Router("vpc".into())),
    ];
    prop_oneof![
        2 => target.clone().prop_map(|target| Action::Select(Some(target))),
        2 => target.clone().prop_map(Action::AlsoSelect),
        4 => (point.clone(), proptest::option::of(target), any::<bool>()).prop_map(
            |(at, on, extend)| Action::Pointer(Pointer::Down { at, on, extend })
        ),
        8 => point.clone().prop_map(|at| Action::Pointer(Pointer::Drag(at))),
        4 => point.prop_map(|at| Action::Pointer(Pointer::Up(at))),
        1 => Just(Action::Pointer(Pointer::Cancel)),
        1 => Just(Action::Escape),
        1 => Just(Action::Undo),
        1 => Just(Action::Delete),
        1 => Just(Action::Resize { width: 500.0, height: 400.0 }),
        1 => Just(Action::Resize { width: 1000.0, height: 600.0 }),
        2 => (-9..9_i32, -9..9_i32).prop_map(|(x, y)| Action::Nudge { x, y }),
        2 => (-90..90_i32, -90..90_i32).prop_map(|(x, y)| Action::Stretch { x, y }),
    ]
}

proptest! {
    #![proptest_config(crate::property::cases(96))]

    #[test]
    fn whatever_the_pointer_does_the_document_is_valid_and_undo_leads_back(
        actions in proptest::collection::vec(gesture(), 1..40),
    ) {
        let mut editor = world();
        let first = document(&editor);
        for action in actions {
            editor.update(action.clone());
            let read = Scenario::from_json(&document(&editor));
            prop_assert!(read.is_ok(), "after {action:?}: {:?}", read.err());
        }
        editor.update(Action::Escape);
        while editor.header().undo.is_some() {
            editor.update(Action::Undo);
        }
        prop_assert_eq!(document(&editor), first);
    }
}
