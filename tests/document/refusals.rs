//! Refusals: documents with problems, the place of each problem, and its message.
//!
//! Most are in the table `refusals.txt`, beside this file.

use portcullis::scenario::{Scenario, limits};

use crate::samples::{changed, problems};

#[test]
fn a_refusal_names_the_place_and_says_what_to_do() {
    let table = include_str!("refusals.txt").lines();
    let mut cases = 0;
    for line in table.filter(|line| !line.is_empty() && !line.starts_with('#')) {
        let (changes, expected) = line.split_once(" => ").expect("an arrow");
        let (place, words) = expected.split_once(": ").expect("a place and words");
        let changes: Vec<(&str, &str)> = changes
            .split("; ")
            .map(|change| change.split_once(' ').expect("a pointer and a value"))
            .collect();
        let found = problems(&changed(&changes));
        let named = found
            .iter()
            .any(|problem| problem.place == place && problem.message().contains(words));
        let found: Vec<String> = found.iter().map(ToString::to_string).collect();
        assert!(named, "{line}\nfound {found:#?}");
        cases += 1;
    }
    assert!(cases > 100, "{cases}");
}

#[test]
fn a_text_without_a_version_says_what_to_write() {
    let found = problems("{}");
    assert_eq!(found[0].place, "portcullis");
    assert!(found[0].message().contains("`\"portcullis\": 1`"));
    assert_eq!(
        problems("[]")[0].to_string(),
        "found a list at the top level; expected a scenario, an object that starts with `{ \"portcullis\": 1`"
    );
}

#[test]
fn a_name_is_taken_only_when_it_is_generated() {
    let beyond = changed(&[
        ("/hosts/2/id", "\"many.4\""),
        ("/script/3/ping/to", "\"many.4\""),
        ("/script/5/open/to", "\"web\""),
    ]);
    assert!(Scenario::from_json(&beyond).is_ok(), "`many` opens three");
}

#[test]
fn a_group_of_a_peered_vpc_is_a_peer() {
    let pcx = r#"{ "id": "pcx", "kind": "peering", "vpcs": ["prod", "test"] }"#;
    let rule = ("/security_groups/0/inbound/1", "\"udp from sg-test\"");
    assert!(Scenario::from_json(&changed(&[("/gateways/-", pcx), rule])).is_ok());
}

#[test]
fn a_rule_is_removed_by_its_meaning() {
    let rule = "6 443-443 from offices # whatever";
    let remove = format!(r#"{{ "at": 6, "remove_rule": {{ "in": "sg-web", "rule": "{rule}" }} }}"#);
    assert!(Scenario::from_json(&changed(&[("/script/-", &remove)])).is_ok());
}

#[test]
fn a_full_subnet_names_the_host_without_an_address() {
    let hosts: Vec<String> = (0..12)
        .map(|number| format!(r#"{{ "id": "h{number}", "subnet": "lab" }}"#))
        .collect();
    let changes: Vec<(&str, &str)> = hosts.iter().map(|host| ("/hosts/-", &**host)).collect();
    let found = problems(&changed(&changes));
    assert_eq!(found.len(), 1, "a /28 has room for eleven");
    let expected = "hosts[14]: found no free address in subnet `lab`";
    assert!(found[0].to_string().starts_with(expected));
    assert!(Scenario::from_json(&changed(&changes[1..])).is_ok());
}

#[test]
fn a_document_that_is_too_large_names_the_limit() {
    let title = format!("\"{}\"", "x".repeat(1001));
    let found = problems(&changed(&[("/title", &title)]));
    assert!(found[0].message().contains("the limit is 1000"));
    let id = format!("\"{}\"", "x".repeat(256));
    let found = problems(&changed(&[("/prefix_lists/0/id", &id)]));
    assert!(found[0].message().contains("the limit is 255"));
    let long = " ".repeat(limits::TEXT_BYTES + 1);
    let found = problems(&long);
    assert!(found[0].message().contains("the limit is 4000000 bytes"));
    let (open, close) = ("[".repeat(500), "]".repeat(500));
    let found = problems(&format!(r#"{{ "portcullis": 1, "x": {open}1{close} }}"#));
    assert!(found[0].message().contains("nested deeper than 127 levels"));
}

#[test]
fn ten_thousand_wrong_names_among_as_many_right_ones_are_refused_at_once() {
    let list = |entry: fn(u32) -> String| {
        let entries: Vec<String> = (0..9_990).map(entry).collect();
        entries.join(",")
    };
    // Each wrong name is as long as the right ones, so it is compared with all of them.
    let script = list(|number| {
        let id = format!("flow-{number:04}");
        format!(r#"{{ "open": {{ "id": "{id}", "from": "a", "to": "a", "port": 1 }} }}"#)
    });
    let expect = list(|number| {
        let id = format!("gate-{number:04}");
        format!(
            r#"{{ "flow": "{id}", "outcome": "connected", "blocked_by": "{id} inbound none" }}"#
        )
    });
    let hosts = r#"[{ "id": "a", "ip": "192.0.2.1" }]"#;
    let found = problems(&format!(
        r#"{{ "portcullis": 1, "hosts": {hosts}, "script": [{script}], "expect": [{expect}] }}"#
    ));
    assert_eq!(found[0].place, "expect[0].flow");
    assert!(found.len() >= 200, "{}", found.len());
}
