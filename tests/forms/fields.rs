//! Each form field: what the document contains after typing, or why it was refused.

use super::{act, complaint, document, editor, field, set, table, target};
use portcullis::editor::action::Action;
use portcullis::editor::form::FormAction;
use portcullis::scenario::Scenario;

#[test]
fn typed_values_are_written_to_the_document() {
    for [of, key, text, expected] in table(include_str!("typed.txt")) {
        let mut editor = editor();
        let before = document(&editor);
        let refused = set(&mut editor, of, key, text);
        let found = document(&editor);
        assert!(
            found.contains(expected),
            "{of}: {key} = {text:?}: {refused:?}\n{found}"
        );
        assert!(!before.contains(expected), "{of}: {key} said so before");
        let whole = editor.scenario();
        let read = Scenario::from_json(&whole.to_json_compact()).map(|parsed| parsed.scenario);
        assert_eq!(read.as_ref(), Ok(whole), "{of}: {key}");
        editor.update(Action::Undo);
        assert_eq!(document(&editor), before, "{of}: {key}, undone");
    }
}

#[test]
fn a_refused_value_keeps_its_text_gives_a_reason_and_changes_nothing() {
    for [of, key, text, expected] in table(include_str!("refused.txt")) {
        let mut editor = editor();
        let before = document(&editor);
        let complaint = set(&mut editor, of, key, text);
        let complaint = complaint.unwrap_or_else(|| panic!("{of}: {key} = {text:?}: no complaint"));
        let message = complaint.message;
        assert!(
            message.contains(expected),
            "{of}: {key} = {text:?}: {message}"
        );
        assert!(
            !message.contains('['),
            "{message} speaks of a place in a file"
        );
        assert_eq!(document(&editor), before);
        if !key.starts_with("vpc-") {
            assert_eq!(field(&editor, key).value, text, "{of}: {key}");
        }
        editor.update(Action::Select(target("host job")));
        assert_eq!(super::complaint(&editor), None, "{of}: {key}");
    }
}

#[test]
fn each_suggested_fix_works() {
    for [of, key, text, offer, expected] in table(include_str!("offered.txt")) {
        let mut editor = editor();
        let complaint = set(&mut editor, of, key, text).unwrap();
        let place = complaint
            .offers
            .iter()
            .position(|found| found.starts_with(offer));
        let place = place.unwrap_or_else(|| panic!("{of}: {key} = {text}: {complaint:?}"));
        editor.update(Action::Form {
            of: target(of),
            step: FormAction::Take(place),
        });
        let found = document(&editor);
        assert!(found.contains(expected), "{of}: {key}: {offer}\n{found}");
        assert_eq!(super::complaint(&editor), None);
    }
}

#[test]
fn list_items_are_added_and_removed() {
    let add = |field: &str, text: &str| FormAction::Add {
        field: field.into(),
        text: text.into(),
    };
    let remove = |field: &str, index| FormAction::Remove {
        field: field.into(),
        index,
    };
    for (of, step, expected) in [
        (
            "host db",
            add("listen", "tcp 22"),
            r#""listen":["tcp 5432","tcp 22"]"#,
        ),
        ("host web", remove("listen", 0), r#""groups":["sg-web"]}"#),
        (
            "routes out",
            add("route", "192.0.2.0/24 via nat"),
            r#"{"to":"192.0.2.0/24","via":"nat"}]"#,
        ),
        (
            "routes prod.main",
            add("route", "10.9.0.0/16 via pcx"),
            r#""id":"prod.main","vpc":"prod","routes":[{"to":"10.9.0.0/16""#,
        ),
        (
            "routes out",
            remove("route", 1),
            r#""route_tables":[{"id":"out","vpc":"prod"}]"#,
        ),
        (
            "prefixes office",
            add("block", "198.51.100.0/24"),
            r#""cidrs":["192.0.2.0/24","198.51.100.0/24"]"#,
        ),
        (
            "prefixes office",
            remove("block", 0),
            r#""prefix_lists":[{"id":"office"}]"#,
        ),
    ] {
        let mut editor = editor();
        let refused = act(&mut editor, of, step.clone());
        let found = document(&editor);
        assert!(
            found.contains(expected),
            "{of}: {step:?}: {refused:?}\n{found}"
        );
    }
    for (of, step, expected) in [
        (
            "host db",
            add("listen", "ssh"),
            "write a protocol and a port",
        ),
        ("host db", add("listen", "tcp 5432"), "already"),
        ("routes out", add("route", "0.0.0.0/0"), "via"),
        ("routes out", add("route", "192.0.2.0/24 via web"), "web"),
        ("routes out", add("route", "0.0.0.0 via igw"), "0.0.0.0/32"),
        (
            "prefixes office",
            add("block", "198.51.100.7"),
            "198.51.100.7/32",
        ),
    ] {
        let mut editor = editor();
        let before = document(&editor);
        let refused = act(&mut editor, of, step.clone());
        let message = refused
            .map(|complaint| complaint.message)
            .unwrap_or_default();
        assert!(message.contains(expected), "{of}: {step:?}: {message}");
        assert_eq!(document(&editor), before);
    }
}

#[test]
fn buttons_and_check_boxes_do_what_their_labels_say() {
    let check = |name: &str, on| FormAction::Check {
        field: "groups".into(),
        name: name.into(),
        on,
    };
    let press = |button: &str| FormAction::Press(button.into());
    for (of, step, expected, selected) in [
        (
            "host db",
            press("give-public"),
            r#""public_ip":"198.51.100.21""#,
            "host db",
        ),
        (
            "host job",
            press("new-group"),
            r#""groups":["sg-job"]"#,
            "group sg-job",
        ),
        (
            "host db",
            check("sg-web", true),
            r#""groups":["sg-db","sg-web"]"#,
            "host db",
        ),
        (
            "host db",
            check("sg-db", false),
            r#""ip":"10.0.2.30","listen""#,
            "host db",
        ),
        (
            "",
            press("new-group lab"),
            r#"{"id":"sg-new","vpc":"lab"}"#,
            "group sg-new",
        ),
        (
            "",
            press("new-acl lab"),
            r#"{"id":"acl-new","vpc":"lab"}"#,
            "acl acl-new",
        ),
        (
            "",
            press("new-table lab"),
            r#"{"id":"rtb-new","vpc":"lab"}"#,
            "routes rtb-new",
        ),
        (
            "",
            press("new-prefixes"),
            r#"{"id":"pl-1","cidrs":["203.0.113.0/24"]}"#,
            "prefixes pl-1",
        ),
        (
            "subnet private",
            press("route nat"),
            r#""routes":[{"to":"0.0.0.0/0","via":"nat"}]"#,
            "subnet private",
        ),
    ] {
        let mut editor = editor();
        let refused = act(&mut editor, of, step.clone());
        let found = document(&editor);
        assert!(
            found.contains(expected),
            "{of}: {step:?}: {refused:?}\n{found}"
        );
        assert_eq!(editor.selected(), target(selected), "{of}: {step:?}");
        editor.update(Action::Undo);
        assert_eq!(document(&editor), document(&super::editor()));
    }
    let mut editor = editor();
    act(&mut editor, "host job", check("prod.default", false));
    assert!(complaint(&editor).is_some(), "the last group stays");
}

#[test]
fn a_renamed_item_stays_selected() {
    let mut editor = editor();
    set(&mut editor, "host web", "name", "www");
    assert_eq!(editor.selected(), target("host www"));
    set(&mut editor, "flow c1", "name", "fetch");
    assert_eq!(editor.selected(), target("flow fetch"));
}

#[test]
fn every_kind_of_item_has_a_form_with_its_kind() {
    for (of, kind, title) in [
        ("host web", "Host", "web"),
        ("vpc prod", "VPC", "prod"),
        ("router prod", "VPC", "prod"),
        ("subnet public", "Subnet", "public"),
        ("gateway igw", "Internet gateway", "igw"),
        ("gateway nat", "NAT gateway", "nat"),
        ("gateway pcx", "Peering connection", "pcx"),
        ("routes out", "Route table", "out"),
        ("routes prod.main", "Route table", "prod.main"),
        ("prefixes office", "Prefix list", "office"),
        ("flow c1", "TCP connection", "c1"),
        ("flow c2", "UDP datagrams", "c2"),
        ("flow c3", "Ping", "c3"),
        ("group sg-web", "Security group", "sg-web"),
        ("group prod.default", "Security group", "prod.default"),
        ("gate public", "Network ACL", "edge"),
        ("gate private", "Network ACL", "prod.default-acl"),
        ("acl edge", "Network ACL", "edge"),
    ] {
        let mut editor = editor();
        editor.update(Action::Select(target(of)));
        let form = super::form(&editor);
        assert_eq!((form.kind.as_str(), form.title.as_str()), (kind, title));
        let mut keys: Vec<String> = Vec::new();
        for field in form.parts.iter().flat_map(|part| &part.fields) {
            assert!(!field.label.is_empty(), "{of}: {field:?}");
            if !field.key.is_empty() {
                keys.push(field.key.clone());
            }
        }
        let before = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), before, "{of}: two fields of one name");
    }
}

#[test]
fn several_things_are_counted() {
    let mut editor = editor();
    editor.update(Action::Select(target("host web")));
    editor.update(Action::AlsoSelect(target("host db").unwrap()));
    editor.update(Action::AlsoSelect(target("subnet public").unwrap()));
    let form = super::form(&editor);
    assert_eq!(
        (form.title.as_str(), form.remove.as_str()),
        ("2 hosts, 1 subnet", "Delete")
    );
    editor.update(Action::Delete);
    assert!(editor.scenario().host("web").is_none());
}
