//! The table of rules: rows that are changed, moved and doubled, presets, and the line.

use super::{document, editor, table, target};
use portcullis::editor::Editor;
use portcullis::editor::action::Action;
use portcullis::editor::rules::{Complete, RuleAction};
use portcullis::editor::selection::Selection;
use portcullis::editor::view::inspector::InspectorView;
use portcullis::editor::view::rules::{RulesTab, RulesView};
use portcullis::policy::Direction;
use portcullis::scenario::Scenario;

use Direction::{Inbound, Outbound};

fn act(editor: &mut Editor, gate: &str, direction: Direction, step: RuleAction) {
    editor.update(Action::Rules {
        gate: gate.into(),
        direction,
        step,
    });
}

fn draft(editor: &mut Editor, gate: &str, field: &str, text: &str) {
    let step = RuleAction::Draft {
        field: field.into(),
        text: text.into(),
    };
    act(editor, gate, Inbound, step);
}

fn view(editor: &Editor) -> RulesView {
    match editor.inspector() {
        InspectorView::Rules(view) => *view,
        other => panic!("no rules: {other:?}"),
    }
}

/// The rules of one direction as they are read.
fn rows(editor: &Editor, direction: Direction) -> Vec<String> {
    let view = view(editor);
    let list = view
        .lists
        .iter()
        .find(|list| list.direction == direction)
        .unwrap();
    list.rows.iter().map(|row| row.rule.clone()).collect()
}

fn looking_at(of: &str) -> Editor {
    let mut editor = editor();
    editor.update(Action::Select(target(of)));
    editor
}

#[test]
fn a_rule_is_the_same_whichever_way_it_is_made() {
    for (of, gate, line, preset, twin) in [
        ("group sg-db", "sg-db", "tcp 443 from 0.0.0.0/0", "https", 0),
        (
            "acl edge",
            "edge",
            "120 allow tcp 443 from 0.0.0.0/0",
            "https",
            1,
        ),
        (
            "acl edge",
            "edge",
            "120 allow tcp 32768-60999 from 0.0.0.0/0",
            "linux",
            1,
        ),
        (
            "acl edge",
            "edge",
            "120 allow icmp 8 from 0.0.0.0/0",
            "ping",
            1,
        ),
    ] {
        let mut typed = looking_at(of);
        typed.update(Action::AddRule {
            gate: gate.into(),
            direction: Inbound,
            text: line.into(),
        });
        let mut preset_made = looking_at(of);
        act(
            &mut preset_made,
            gate,
            Inbound,
            RuleAction::Preset(preset.into()),
        );
        assert_eq!(document(&preset_made), document(&typed), "{line}");

        // By the table: double a rule, and change the double.
        let mut by_table = looking_at(of);
        act(&mut by_table, gate, Inbound, RuleAction::Duplicate(twin));
        let words: Vec<&str> = line.split(' ').collect();
        let words = if gate == "edge" {
            draft(&mut by_table, gate, "number", words[0]);
            draft(&mut by_table, gate, "action", words[1]);
            &words[2..]
        } else {
            &words[..]
        };
        draft(&mut by_table, gate, "protocol", words[0]);
        draft(&mut by_table, gate, "ports", words[1]);
        draft(&mut by_table, gate, "peer", words[3]);
        act(&mut by_table, gate, Inbound, RuleAction::Save);
        assert_eq!(view(&by_table).draft, None, "{line}: saved and closed");
        assert_eq!(document(&by_table), document(&typed), "{line}");
    }
}

#[test]
fn a_preset_is_one_step_and_has_the_next_numbers() {
    let mut editor = looking_at("acl edge");
    let before = document(&editor);
    act(
        &mut editor,
        "edge",
        Outbound,
        RuleAction::Preset("dns".into()),
    );
    assert_eq!(
        rows(&editor, Outbound),
        [
            "100 allow all to 0.0.0.0/0",
            "110 allow udp 53 to 0.0.0.0/0",
            "120 allow tcp 53 to 0.0.0.0/0"
        ]
    );
    editor.update(Action::Undo);
    assert_eq!(document(&editor), before);
    // Also where the rules were only implied.
    let mut editor = looking_at("group prod.default");
    act(
        &mut editor,
        "prod.default",
        Inbound,
        RuleAction::Preset("ssh".into()),
    );
    assert_eq!(
        rows(&editor, Inbound),
        ["all from self", "tcp 22 from 0.0.0.0/0"]
    );
}

#[test]
fn a_row_is_changed_in_place() {
    for [of, gate, direction, index, field, text, expected] in table(include_str!("changed.txt")) {
        let direction = if direction == "inbound" {
            Inbound
        } else {
            Outbound
        };
        let index: usize = index.parse().unwrap();
        let mut editor = looking_at(of);
        let before = document(&editor);
        let tab = if direction == Inbound {
            RulesTab::Inbound
        } else {
            RulesTab::Outbound
        };
        act(&mut editor, gate, direction, RuleAction::Show(tab));
        act(&mut editor, gate, direction, RuleAction::Open(Some(index)));
        assert_eq!(view(&editor).draft.unwrap().index, index);
        draft(&mut editor, gate, field, text);
        assert_eq!(document(&editor), before, "nothing is saved yet");
        act(&mut editor, gate, direction, RuleAction::Save);
        assert_eq!(
            rows(&editor, direction)[index],
            expected,
            "{field} = {text}"
        );
        let read = Scenario::from_json(&editor.scenario().to_json_compact());
        assert!(read.is_ok(), "{read:?}");
        editor.update(Action::Undo);
        assert_eq!(document(&editor), before);
    }
}

#[test]
fn a_note_is_kept_behind_its_rule() {
    let mut editor = looking_at("group sg-web");
    act(&mut editor, "sg-web", Inbound, RuleAction::Open(Some(0)));
    draft(&mut editor, "sg-web", "note", "for everybody # and\nall");
    act(&mut editor, "sg-web", Inbound, RuleAction::Save);
    let found = document(&editor);
    let expected = r#""tcp 443 from 0.0.0.0/0 # for everybody # and all""#;
    assert!(found.contains(expected), "{found}");
    act(&mut editor, "sg-web", Inbound, RuleAction::Open(Some(0)));
    assert_eq!(view(&editor).draft.unwrap().note, "for everybody # and all");
}

#[test]
fn a_row_that_is_no_rule_is_not_saved_and_says_why() {
    for [of, gate, field, text, expected] in table(include_str!("unsaved.txt")) {
        let mut editor = looking_at(of);
        let before = document(&editor);
        act(&mut editor, gate, Inbound, RuleAction::Open(Some(0)));
        draft(&mut editor, gate, field, text);
        act(&mut editor, gate, Inbound, RuleAction::Save);
        let complaint = view(&editor).draft.unwrap().complaint;
        assert!(
            complaint.contains(expected),
            "{field} = {text}: {complaint}"
        );
        assert_eq!(document(&editor), before);
    }
}

#[test]
fn rules_of_an_acl_change_places_by_their_numbers() {
    let mut editor = looking_at("gate public");
    let before = document(&editor);
    act(
        &mut editor,
        "edge",
        Inbound,
        RuleAction::Move {
            index: 0,
            up: false,
        },
    );
    let swapped = [
        "100 allow tcp 1024-65535 from 0.0.0.0/0",
        "110 allow tcp 443 from 0.0.0.0/0",
    ];
    assert_eq!(rows(&editor, Inbound), swapped);
    for (index, up) in [(0, true), (1, false), (7, true)] {
        act(&mut editor, "edge", Inbound, RuleAction::Move { index, up });
        assert_eq!(
            rows(&editor, Inbound),
            swapped,
            "{index} has no such neighbour"
        );
    }
    act(
        &mut editor,
        "edge",
        Inbound,
        RuleAction::Move { index: 1, up: true },
    );
    assert_eq!(document(&editor), before);
}

#[test]
fn a_double_has_the_next_free_number_and_is_open() {
    let mut editor = looking_at("acl edge");
    act(&mut editor, "edge", Inbound, RuleAction::Duplicate(0));
    assert_eq!(
        rows(&editor, Inbound)[1],
        "101 allow tcp 443 from 0.0.0.0/0"
    );
    assert_eq!(view(&editor).draft.unwrap().number.as_deref(), Some("101"));
}

#[test]
fn the_table_tells_whom_it_concerns() {
    for (of, expected) in [
        (
            "group sg-web",
            vec![target("host web"), target("group sg-db")],
        ),
        ("group prod.default", vec![target("host job")]),
        ("acl edge", vec![target("subnet public")]),
    ] {
        let used: Vec<Option<Selection>> = view(&looking_at(of))
            .used_by
            .into_iter()
            .map(|item| item.target)
            .collect();
        assert_eq!(used, expected, "{of}");
    }
}

#[test]
fn the_table_opens_where_something_is_dropped() {
    let mut editor = Editor::default();
    editor.update(Action::Select(target("gate public-a")));
    assert_eq!(view(&editor).tab, RulesTab::Outbound);
    let text = "110 allow tcp 1024-65535 to 0.0.0.0/0";
    let (gate, direction, text) = ("acl-public".into(), Outbound, text.into());
    editor.update(Action::AddRule {
        gate,
        direction,
        text,
    });
    assert_eq!(
        view(&editor).tab,
        RulesTab::Outbound,
        "nothing is dropped now"
    );
    editor.update(Action::Select(target("group sg-sftp")));
    assert_eq!(view(&editor).tab, RulesTab::Inbound);
}

#[test]
fn a_row_is_shown_on_the_drawing() {
    let mut editor = looking_at("group sg-web");
    assert!(editor.pointed().is_empty());
    act(&mut editor, "sg-web", Inbound, RuleAction::Point(Some(0)));
    assert_eq!(editor.pointed().len(), 1, "one host wears it");
    editor.update(Action::Select(None));
    assert!(editor.pointed().is_empty());
    editor.update(Action::Select(target("group sg-web")));
    act(
        &mut editor,
        "sg-web",
        Inbound,
        RuleAction::PointBack(target("host web")),
    );
    assert!(view(&editor).pointed);
    act(
        &mut editor,
        "sg-web",
        Inbound,
        RuleAction::PointBack(target("host laptop")),
    );
    assert!(!view(&editor).pointed);
}

#[test]
fn completions_are_gone_through_and_put_away() {
    let mut editor = looking_at("acl edge");
    let text = "120 ";
    editor.update(Action::TypeRule {
        gate: "edge".into(),
        direction: Inbound,
        text: text.into(),
        caret: Some(text.len()),
    });
    let offered = editor.completion().unwrap();
    assert_eq!((offered.from, offered.to, offered.active), (4, 4, None));
    assert_eq!(
        editor.complaint(),
        None,
        "what is missing yet is no mistake"
    );
    for (step, active) in [
        (Complete::Next, Some(0)),
        (Complete::Next, Some(1)),
        (Complete::Next, Some(0)),
        (Complete::Previous, Some(1)),
    ] {
        act(&mut editor, "edge", Inbound, RuleAction::Complete(step));
        assert_eq!(editor.completion().unwrap().active, active);
    }
    act(
        &mut editor,
        "edge",
        Inbound,
        RuleAction::Complete(Complete::Hide),
    );
    assert_eq!(editor.completion(), None);
}
