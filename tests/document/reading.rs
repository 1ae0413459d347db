//! Parsing: what a text means, and what it leaves to defaults.

use portcullis::net::SimTime;
use portcullis::scenario::{CloseHow, Scenario, ScriptAction, Side};

use crate::samples::{BASE, EXAMPLE, changed, problems, read};

#[test]
fn the_example_of_the_format_has_no_warnings() {
    let parsed = Scenario::from_json(EXAMPLE).unwrap();
    assert_eq!(parsed.warnings, []);
    assert_eq!(parsed.scenario.hosts.len(), 2);
    assert_eq!(Scenario::from_json(BASE).unwrap().warnings, []);
}

#[test]
fn a_document_needs_nothing_but_its_version() {
    assert_eq!(read(r#"{ "portcullis": 1 }"#), Scenario::default());
    assert_eq!(read("\u{feff}{ \"portcullis\": 1.0 }"), Scenario::default());
}

#[test]
fn a_newer_version_is_the_only_problem() {
    let found = problems(r#"{ "portcullis": 2, "hosts": "all different" }"#);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].place, "portcullis");
    assert!(
        found[0]
            .message()
            .contains("needs format 2; this release reads 1")
    );
}

#[test]
fn broken_json_is_found_by_line_and_column() {
    let found = problems("{\n  \"portcullis\": 1,\n  \"title\": x\n}");
    assert_eq!(found[0].place, "line 3, column 12");
}

#[test]
fn all_problems_of_a_text_are_reported_at_once() {
    let text = changed(&[
        ("/vpcs/0/cidr", "\"10.0.0.0/99\""),
        ("/hosts/1/listen/0", "\"tcp\""),
        ("/security_groups/0/inbound/1", "\"tcp 22 from 10.0.0.5\""),
        ("/script/0/at", "-1"),
        ("/expect/0/outcome", "\"fine\""),
    ]);
    let places: Vec<String> = problems(&text)
        .into_iter()
        .map(|found| found.place)
        .collect();
    assert_eq!(
        places,
        [
            "vpcs[0].cidr",
            "hosts[1].listen[0]",
            "security_groups[0].inbound[1]",
            "script[0].at",
            "expect[0].outcome",
        ]
    );
}

#[test]
fn a_key_written_twice_is_a_problem() {
    let found = problems(
        r#"{ "portcullis": 1, "hosts": [{ "id": "a", "i\u0064": "b", "ip": "192.0.2.1" }] }"#,
    );
    assert_eq!(
        found[0].to_string(),
        "hosts[0].id: is written twice; write it once"
    );
    let brackets = r#"{ "portcullis": 1, "title": "{ \"a\": [", "notes": "a, \"title\"" }"#;
    assert_eq!(read(brackets).notes, "a, \"title\"");
}

#[test]
fn times_are_exact() {
    for (written, micros) in [
        ("0.1", 100_000),
        ("1e-6", 1),
        ("2.50", 2_500_000),
        ("1E+1", 10_000_000),
    ] {
        let scenario = read(&changed(&[("/script/5/at", written)]));
        assert_eq!(
            scenario.script[5].at,
            SimTime::from_micros(micros),
            "{written}"
        );
    }
}

#[test]
fn a_missing_member_of_an_action_has_its_default() {
    let scenario = read(&changed(&[
        ("/script/1", r#"{ "at": 9, "close": { "flow": "c1" } }"#),
        (
            "/script/3/ping",
            r#"{ "id": "p1", "from": "web", "to": "db" }"#,
        ),
    ]));
    assert_eq!(
        scenario.script[1].action,
        ScriptAction::Close {
            flow: "c1".into(),
            side: Side::Client,
            how: CloseHow::Fin
        }
    );
    let ScriptAction::Ping(ping) = &scenario.script[3].action else {
        panic!("a ping");
    };
    assert_eq!((ping.count, ping.every), (1, SimTime::from_secs(1)));
    let ScriptAction::Open(open) = &scenario.script[5].action else {
        panic!("an open");
    };
    assert_eq!(
        (open.count, open.request, open.every),
        (Some(3), 0, SimTime::ZERO)
    );
}

#[test]
fn a_missing_vpc_means_the_only_one() {
    let text = r#"{ "portcullis": 1, "vpcs": [{ "id": "v", "cidr": "10.0.0.0/16" }],
        "security_groups": [{ "id": "sg" }], "network_acls": [{ "id": "v.default-acl" }] }"#;
    let scenario = read(text);
    assert_eq!(scenario.security_groups[0].vpc, "v");
    assert_eq!(scenario.network_acls[0].vpc, "v");
    let two = changed(&[("/security_groups/-", r#"{ "id": "sg-new" }"#)]);
    assert_eq!(problems(&two)[0].place, "security_groups[2].vpc");
    let implied = changed(&[("/route_tables/-", r#"{ "id": "test.main" }"#)]);
    assert_eq!(read(&implied).route_table("test.main").unwrap().vpc, "test");
}
