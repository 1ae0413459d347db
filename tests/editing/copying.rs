//! Copy, paste and duplicate, within one drawing and between two.

use portcullis::editor::Editor;
use portcullis::editor::action::Action;
use portcullis::editor::selection::Selection;
use portcullis::policy::Direction;
use portcullis::scenario::Scenario;

use super::{document, empty};

fn select(editor: &mut Editor, targets: &[Selection]) {
    editor.update(Action::Select(None));
    for target in targets {
        editor.update(Action::AlsoSelect(target.clone()));
    }
}

fn host(id: &str) -> Selection {
    Selection::Host(id.into())
}

fn assert_valid(editor: &Editor) {
    let read = Scenario::from_json(&document(editor)).map(|parsed| parsed.scenario);
    assert_eq!(read.as_ref(), Ok(editor.scenario()));
}

#[test]
fn the_clipboard_holds_a_valid_scenario() {
    let mut editor = Editor::default();
    for targets in [
        &[host("laptop")][..],
        &[host("sftp")],
        &[host("laptop"), host("sftp")],
        &[Selection::Subnet("public-a".into())],
        &[Selection::Vpc("vpc".into())],
        &[Selection::Gateway("igw".into())],
        &[Selection::Group("sg-sftp".into())],
    ] {
        select(&mut editor, targets);
        let text = editor.copied().unwrap_or_else(|| panic!("{targets:?}"));
        let read = Scenario::from_json(&text).map(|parsed| parsed.scenario.compile().is_ok());
        assert_eq!(read, Ok(true), "{targets:?}: {text}");
    }
    select(&mut editor, &[]);
    assert_eq!(editor.copied(), None);
}

#[test]
fn two_hosts_are_duplicated_with_their_connection_and_free_addresses() {
    let mut editor = Editor::default();
    let before = document(&editor);
    select(&mut editor, &[host("laptop"), host("sftp")]);
    editor.update(Action::Duplicate);
    assert_valid(&editor);
    let drawn = editor.scenario();
    let copy = drawn.host("sftp-2").unwrap();
    assert_eq!(copy.subnet.as_deref(), Some("public-a"));
    assert_eq!(copy.groups.as_deref(), Some(&["sg-sftp".to_owned()][..]));
    assert_ne!(copy.ip, drawn.host("sftp").unwrap().ip);
    assert_ne!(copy.public_ip, drawn.host("sftp").unwrap().public_ip);
    assert_ne!(
        drawn.host("laptop-2").unwrap().ip,
        drawn.host("laptop").unwrap().ip
    );
    assert_eq!(drawn.script.len(), 2);
    assert_eq!((drawn.security_groups.len(), drawn.subnets.len()), (1, 1));
    assert_eq!(editor.selection(), [host("laptop-2"), host("sftp-2")]);
    editor.update(Action::Undo);
    assert_eq!(document(&editor), before);
}

#[test]
fn a_subnet_is_duplicated_with_its_contents() {
    let mut editor = Editor::default();
    select(&mut editor, &[Selection::Subnet("public-a".into())]);
    editor.update(Action::Duplicate);
    assert_valid(&editor);
    let drawn = editor.scenario();
    assert_eq!(drawn.subnets.len(), 2);
    assert_ne!(drawn.subnets[0].cidr, drawn.subnets[1].cidr);
    assert_eq!(
        drawn.host("sftp-2").unwrap().subnet.as_deref(),
        Some(&*drawn.subnets[1].id)
    );
    assert_eq!(drawn.vpcs.len(), 1);
}

#[test]
fn a_whole_network_is_pasted_unchanged_into_another_drawing() {
    let mut editor = Editor::default();
    select(&mut editor, &[Selection::Vpc("vpc".into()), host("laptop")]);
    let text = editor.copied().unwrap();
    let mut other = empty();
    other.update(Action::Paste(text.clone()));
    assert_valid(&other);
    let (from, to) = (editor.scenario(), other.scenario());
    assert_eq!(to.route_tables, from.route_tables);
    assert_eq!(to.security_groups, from.security_groups);
    assert_eq!(to.network_acls, from.network_acls);
    assert_eq!(to.script, from.script);
    assert_eq!(to.hosts[1].ip, from.hosts[1].ip);
    // A second paste is placed beside the first.
    other.update(Action::Paste(text));
    assert_valid(&other);
    assert_eq!(other.scenario().vpcs.len(), 2);
    assert_eq!(other.scenario().hosts.len(), 4);
}

#[test]
fn text_that_is_no_drawing_is_not_pasted() {
    let mut editor = Editor::default();
    let before = document(&editor);
    for text in [
        "",
        "hello",
        "{}",
        "{\"portcullis\": 9}",
        "[1,2]",
        "{\"portcullis\": 1}",
    ] {
        let effects = editor.update(Action::Paste(text.into()));
        assert!(!effects.is_empty(), "{text:?}: nothing was said");
        assert_eq!(document(&editor), before, "{text:?}");
    }
}

#[test]
fn the_defaults_of_a_vpc_are_copied_with_it() {
    let mut editor = Editor::default();
    let vpc = Selection::Vpc("vpc".into());
    for text in ["tcp 22 from 10.0.0.0/8", "tcp 80 from 0.0.0.0/0"] {
        editor.update(super::add(Direction::Inbound, "vpc.default", text));
    }
    select(&mut editor, &[vpc]);
    editor.update(Action::Duplicate);
    assert_valid(&editor);
    let drawn = editor.scenario();
    let group = drawn.security_group("vpc-2.default").unwrap();
    assert_eq!(group.inbound.len(), 3, "self, and the two that were added");
    assert_eq!(group.vpc, "vpc-2");
}
