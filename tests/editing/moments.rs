//! Live edits: they go into the script at the playhead and change nothing before it.

use portcullis::editor::action::{Action, DocumentSource, PlayheadMove};
use portcullis::editor::form::FormAction as FormStep;
use portcullis::editor::selection::{Selection, Tool};
use portcullis::editor::{ApplyMode, Editor};
use portcullis::policy::Direction;

use super::{add, document};

/// A login that carries data every second.
const LOGIN: &str = r#"{"portcullis": 1,
    "vpcs": [{"id": "vpc", "cidr": "10.0.0.0/16"}],
    "subnets": [{"id": "public-a", "vpc": "vpc", "cidr": "10.0.1.0/24", "acl": "acl-public", "routes": "rtb"}],
    "gateways": [{"id": "igw", "kind": "internet", "vpc": "vpc"}],
    "route_tables": [{"id": "rtb", "vpc": "vpc", "routes": [{"to": "0.0.0.0/0", "via": "igw"}]}],
    "hosts": [
        {"id": "admin", "ip": "203.0.113.10"},
        {"id": "bastion", "subnet": "public-a", "ip": "10.0.1.20", "public_ip": "198.51.100.20", "groups": ["sg"], "listen": ["tcp 22"]}],
    "security_groups": [{"id": "sg", "vpc": "vpc", "inbound": ["tcp 22 from 203.0.113.10/32"], "outbound": []}],
    "network_acls": [{"id": "acl-public", "vpc": "vpc",
        "inbound": ["100 allow all from 0.0.0.0/0"], "outbound": ["100 allow all to 0.0.0.0/0"]}],
    "script": [
        {"open": {"id": "login", "from": "admin", "to": "bastion", "port": 22, "request": 1, "response": 1, "close": "never"}},
        {"at": 2, "data": {"flow": "login", "bytes": 40}},
        {"at": 4, "data": {"flow": "login", "bytes": 40}},
        {"at": 6, "data": {"flow": "login", "bytes": 40}}]}"#;

fn open(text: &str) -> Editor {
    let mut editor = Editor::new(false, false);
    let effects = editor.update(Action::OpenText {
        name: "drawing".into(),
        text: text.into(),
        origin: DocumentSource::File,
    });
    assert!(!format!("{effects:?}").contains("Refused"), "{effects:?}");
    editor
}

fn lab() -> Editor {
    let mut editor = open(LOGIN);
    editor.update(Action::ApplyEdits(ApplyMode::AtThisMoment));
    editor
}

/// The rows of the Packets table for packets sent up to a time in microseconds.
fn verdicts(editor: &mut Editor, until: u64) -> Vec<(String, String)> {
    editor.update(Action::Move(PlayheadMove::End));
    let rows = editor.packets(0, usize::MAX).rows;
    #[allow(clippy::cast_precision_loss, reason = "a few seconds")]
    let until = until as f64 / 1e6;
    rows.into_iter()
        .filter(|row| row.time.parse::<f64>().unwrap() <= until)
        .map(|row| (row.info, row.verdict.text))
        .collect()
}

fn script(editor: &Editor) -> String {
    let text = document(editor);
    let (_, script) = text.split_once("\"script\"").unwrap();
    script.to_owned()
}

#[test]
fn a_tracked_flow_survives_the_removal_of_its_rule_and_an_acl_cuts_it() {
    let mut editor = lab();
    editor.update(Action::SeekTime(1_000_000));
    let seen = editor.pills();
    editor.update(Action::RemoveRule {
        gate: "sg".into(),
        direction: Direction::Inbound,
        index: 0,
    });
    let (now, before) = (editor.pills(), seen);
    assert_eq!(now.len(), before.len());
    for (now, before) in now.iter().zip(&before) {
        assert_eq!((&now.text, now.packet), (&before.text, before.packet));
        assert!(now.at.distance(before.at) < 0.1, "what is seen stays");
    }
    assert!(script(&editor).contains("remove_rule"));
    assert!(document(&editor).contains("tcp 22 from 203.0.113.10/32"));
    assert!(
        editor.moment().sentence.contains("removes from sg inbound"),
        "{:?}",
        editor.moment()
    );
    assert_eq!(editor.comparison(), None, "everything ends as before");

    editor.update(Action::SeekTime(5_000_000));
    editor.update(add(
        Direction::Inbound,
        "acl-public",
        "90 deny all from 203.0.113.10/32",
    ));
    let comparison = editor.comparison().unwrap().to_owned();
    assert!(
        comparison.starts_with("login: ") && comparison.contains("before: connected"),
        "{comparison}"
    );
    let flags: Vec<String> = editor.flags().into_iter().map(|flag| flag.text).collect();
    assert_eq!(flags.len(), 2, "{flags:?}");
    assert!(flags[0].contains("remove inbound tcp 22 from 203.0.113.10/32 from sg"));
    assert!(flags[1].contains("add inbound 90 deny all from 203.0.113.10/32 to acl-public"));

    let before = verdicts(&mut editor, 4_900_000);
    assert!(before.len() > 6);
    assert!(
        before.iter().all(|(_, verdict)| verdict == "ALLOWED"),
        "data goes on without the rule: {before:?}"
    );
    let after = verdicts(&mut editor, 7_000_000);
    assert!(
        after[before.len()..]
            .iter()
            .all(|(_, verdict)| verdict.contains("acl-public")),
        "and stops at the ACL: {after:?}"
    );
}

#[test]
fn a_live_edit_changes_nothing_before_the_playhead() {
    let pristine = open(LOGIN);
    let count = {
        let mut editor = open(LOGIN);
        editor.update(Action::Move(PlayheadMove::End));
        editor.playhead_position().entry
    };
    for entry in (0..count).step_by(3) {
        let mut editor = lab();
        let step = |editor: &mut Editor| {
            while editor.playhead_position().entry < entry {
                editor.update(Action::Move(PlayheadMove::Forward));
            }
        };
        step(&mut editor);
        let at = editor.playhead_position();
        let clock = editor.playhead();
        editor.update(add(
            Direction::Outbound,
            "acl-public",
            "10 deny all to 0.0.0.0/0",
        ));
        assert!(editor.playhead_position().entry > at.entry);
        assert!(editor.playhead().clock >= clock.clock);
        // Step back: the same sentences as without the edit.
        editor.update(Action::Move(PlayheadMove::Back));
        let mut plain = open(LOGIN);
        while plain.playhead_position().entry < editor.playhead_position().entry {
            plain.update(Action::Move(PlayheadMove::Forward));
        }
        for _ in 0..at.entry {
            assert_eq!(editor.moment().sentence, plain.moment().sentence);
            assert_eq!(editor.pills(), plain.pills());
            editor.update(Action::Move(PlayheadMove::Back));
            plain.update(Action::Move(PlayheadMove::Back));
        }
        editor.update(Action::Undo);
        assert_eq!(document(&editor), document(&pristine));
    }
}

#[test]
fn a_flag_is_moved_and_removed() {
    let mut editor = lab();
    editor.update(Action::SeekTime(1_000_000));
    editor.update(add(
        Direction::Inbound,
        "acl-public",
        "90 deny all from 0.0.0.0/0",
    ));
    let flag = editor.flags().remove(0);
    editor.update(Action::Select(Some(flag.target.clone())));
    let set = |editor: &mut Editor, field: &str, text: &str| {
        editor.update(Action::Form {
            of: Some(flag.target.clone()),
            step: FormStep::Set {
                field: field.into(),
                text: text.into(),
            },
        })
    };
    set(&mut editor, "at", "3.5");
    let moved = editor.flags().remove(0);
    assert!(moved.at > flag.at && moved.text.starts_with("At 3.500 s: add inbound 90 deny"));
    assert!(moved.selected);
    set(
        &mut editor,
        "add_rule.rule",
        "80 deny tcp 22 from 0.0.0.0/0",
    );
    assert!(editor.flags()[0].text.contains("80 deny tcp 22"));
    let refused = set(&mut editor, "add_rule.rule", "100 deny all from 0.0.0.0/0");
    assert!(format!("{refused:?}").contains("rule 100"), "{refused:?}");
    editor.update(Action::Delete);
    assert!(editor.flags().is_empty());
    let plain: portcullis::scenario::Scenario = portcullis::scenario::Scenario::from_json(LOGIN)
        .unwrap()
        .scenario;
    assert_eq!(editor.scenario().script, plain.script);
}

#[test]
fn services_groups_and_acls_can_change_live_and_hosts_cannot() {
    let mut editor = lab();
    editor.update(Action::SeekTime(1_000_000));
    let host = Selection::Host("bastion".into());
    editor.update(Action::Form {
        of: Some(host.clone()),
        step: FormStep::Remove {
            field: "listen".into(),
            index: 0,
        },
    });
    assert!(script(&editor).contains("unlisten"), "{}", script(&editor));
    editor.update(Action::Form {
        of: Some(Selection::Subnet("public-a".into())),
        step: FormStep::Set {
            field: "acl".into(),
            text: "vpc.default-acl".into(),
        },
    });
    assert!(script(&editor).contains("set_acl"), "{}", script(&editor));
    let before = script(&editor);
    let effects = editor.update(Action::Form {
        of: Some(host),
        step: FormStep::Set {
            field: "public_ip".into(),
            text: "198.51.100.21".into(),
        },
    });
    assert_eq!(script(&editor), before, "an address holds from the start");
    assert!(document(&editor).contains("198.51.100.21"), "{effects:?}");
}

#[test]
fn a_connection_drawn_live_starts_at_the_playhead() {
    let mut editor = lab();
    editor.update(Action::SeekTime(3_000_000));
    let at = editor.moment_of_edits();
    editor.update(Action::ChooseTool(Tool::Connection));
    for host in ["admin", "bastion"] {
        editor.update(Action::Use(Some(Selection::Host(host.into()))));
    }
    let choice = editor.prompt().unwrap();
    let https = choice
        .options
        .iter()
        .position(|option| option.text.contains("HTTPS"));
    editor.update(Action::AnswerPrompt(https.unwrap()));
    let script = &editor.scenario().script;
    assert_eq!(script.len(), 6, "{script:?}");
    assert!(script[4..].iter().all(|entry| entry.at == at), "{script:?}");
    assert!(
        editor.scenario().hosts[1].listen.len() == 1,
        "it listens from then on"
    );
    let flags: Vec<String> = editor.flags().into_iter().map(|flag| flag.text).collect();
    assert!(
        flags[0].contains("bastion starts listening on tcp 443"),
        "{flags:?}"
    );
}

#[test]
fn the_ghost_shows_where_packets_were() {
    let mut editor = open(LOGIN);
    editor.update(add(
        Direction::Inbound,
        "acl-public",
        "90 deny all from 0.0.0.0/0",
    ));
    assert!(editor.comparison().unwrap().contains("before: connected"));
    editor.update(Action::TogglePlaying);
    let mut ghosts = 0;
    for micros in (0..1_000_000).step_by(5_000) {
        editor.update(Action::SeekTime(micros));
        let shown = editor.ghosts();
        for ghost in &shown {
            assert!(!editor.pills().contains(ghost));
        }
        ghosts += shown.len();
    }
    assert!(ghosts > 0, "before, the packets went on");
    editor.update(Action::HideGhost);
    assert_eq!((editor.comparison(), editor.ghosts().len()), (None, 0));
}
