//! A row of the rule table that stays open while other rules are added and removed.

use portcullis::editor::Editor;
use portcullis::editor::action::Action;
use portcullis::editor::selection::Selection;
use portcullis::policy::Direction;

use super::document;

#[test]
fn saving_a_row_changes_the_rule_that_was_opened() {
    use portcullis::editor::rules::RuleAction;
    let step = |editor: &mut Editor, step| {
        editor.update(Action::Rules {
            gate: "sg-sftp".into(),
            direction: Direction::Inbound,
            step,
        })
    };
    let mut editor = Editor::default();
    for port in [80, 443] {
        editor.update(super::add(
            Direction::Inbound,
            "sg-sftp",
            &format!("tcp {port} from 10.0.0.0/8"),
        ));
    }
    editor.update(Action::Select(Some(Selection::Group("sg-sftp".into()))));
    step(&mut editor, RuleAction::Open(Some(2)));
    step(
        &mut editor,
        RuleAction::Draft {
            field: "ports".into(),
            text: "8443".into(),
        },
    );
    // Another rule is removed, and the open one moves up.
    editor.update(Action::RemoveRule {
        gate: "sg-sftp".into(),
        direction: Direction::Inbound,
        index: 0,
    });
    step(&mut editor, RuleAction::Save);
    let rules: Vec<String> = editor.scenario().security_groups[0]
        .inbound
        .iter()
        .map(|rule| portcullis::scenario::print_group_rule(rule, Direction::Inbound))
        .collect();
    assert_eq!(
        rules,
        ["tcp 80 from 10.0.0.0/8", "tcp 8443 from 10.0.0.0/8"]
    );
    step(&mut editor, RuleAction::Open(Some(1)));
    step(
        &mut editor,
        RuleAction::Draft {
            field: "ports".into(),
            text: "1".into(),
        },
    );
    editor.update(Action::RemoveRule {
        gate: "sg-sftp".into(),
        direction: Direction::Inbound,
        index: 1,
    });
    let before = document(&editor);
    step(&mut editor, RuleAction::Save);
    assert_eq!(document(&editor), before, "it is no longer there");
}
