//! The selection: each change of it is announced to every view that shows it.

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, Pointer};
use portcullis::editor::form::FormAction as FormStep;
use portcullis::editor::selection::{Selection, Tool};
use portcullis::picture::geometry::Point;

use super::drag;

fn host(id: &str) -> Selection {
    Selection::Host(id.into())
}

fn card(editor: &Editor, id: &str) -> (f64, f64) {
    let mut hosts = editor.drawing().hosts.iter();
    let center = hosts.find(|host| host.id == id).unwrap().frame.center();
    (center.x, center.y)
}

/// A way to change the selection.
type Direction = (&'static str, fn(&mut Editor));

const WAYS: [Direction; 13] = [
    ("select", |editor| {
        editor.update(Action::Select(Some(host("laptop"))));
    }),
    ("select nothing", |editor| {
        editor.update(Action::Select(None));
    }),
    ("also select", |editor| {
        editor.update(Action::AlsoSelect(host("laptop")));
    }),
    ("no longer select", |editor| {
        editor.update(Action::AlsoSelect(host("sftp")));
    }),
    ("select all", |editor| {
        editor.update(Action::SelectAll);
    }),
    ("escape", |editor| {
        editor.update(Action::Escape);
    }),
    ("click", |editor| {
        let at = card(editor, "laptop");
        drag(editor, Some(host("laptop")), at, at);
    }),
    ("drag a thing that is not selected", |editor| {
        let (x, y) = card(editor, "laptop");
        drag(editor, Some(host("laptop")), (x, y), (x, y + 80.0));
    }),
    ("draw a frame", |editor| {
        let bounds = editor.drawing().bounds.grown(20.0);
        let pointers = [
            Pointer::Down {
                at: bounds.corner(),
                on: None,
                extend: true,
            },
            Pointer::Drag(Point::new(bounds.right(), bounds.bottom())),
            Pointer::Up(Point::new(bounds.right(), bounds.bottom())),
        ];
        for pointer in pointers {
            editor.update(Action::Pointer(pointer));
        }
    }),
    ("draw a host", |editor| {
        editor.update(Action::ChooseTool(Tool::Host));
        editor.update(Action::Use(None));
    }),
    ("duplicate", |editor| {
        editor.update(Action::Duplicate);
    }),
    ("delete", |editor| {
        editor.update(Action::Delete);
    }),
    ("rename in the form", |editor| {
        editor.update(Action::Form {
            of: Some(host("sftp")),
            step: FormStep::Set {
                field: "name".into(),
                text: "files".into(),
            },
        });
    }),
];

#[test]
fn each_change_of_the_selection_is_announced_to_all_that_follow_it() {
    for width in [1036.0, 390.0] {
        for (way, change) in WAYS {
            if width < 560.0 && way.starts_with("dra") {
                // A narrow drawing has no places: nothing in it is moved or framed.
                continue;
            }
            let mut editor = Editor::new(false, false);
            // Lower than the drawing: its middle is where the selection is.
            editor.update(Action::Resize {
                width,
                height: 200.0,
            });
            editor.update(Action::Select(Some(host("sftp"))));
            let (before, selected) = (editor.revisions(), editor.selection().to_vec());
            change(&mut editor);
            let now = editor.revisions();
            assert_ne!(editor.selection(), selected, "{way} changes the selection");
            assert!(now.session > before.session, "{way}, {width}: session");
            assert!(now.camera > before.camera, "{way}, {width}: camera");
        }
    }
}

#[test]
fn what_was_typed_wrong_about_one_thing_is_not_said_of_the_next() {
    for (way, change) in WAYS {
        let mut editor = Editor::new(false, false);
        editor.update(Action::Select(Some(host("sftp"))));
        editor.update(super::add(
            portcullis::policy::Direction::Inbound,
            "acl-public",
            "no rule",
        ));
        assert!(editor.complaint().is_some());
        change(&mut editor);
        assert_eq!(editor.complaint(), None, "{way}");
    }
}
