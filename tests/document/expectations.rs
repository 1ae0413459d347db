//! What an expectation is about, and when it holds.

use portcullis::net::SimTime;
use portcullis::scenario::{Checked, Scenario};
use portcullis::sim::{Outcome, Run};

use crate::samples::read;

/// Every expectation of a document, held against a run of so many entries.
fn checked_after(most_entries: usize, scenario: &Scenario) -> Vec<Checked> {
    let setup = scenario.compile().expect("the document is good");
    scenario.check(&Run::new(setup, SimTime::MAX, most_entries))
}

/// Two hosts on the internet, of which `b` listens on 22, a script, and what is expected.
fn checked(script: &str, expect: &str) -> Vec<Checked> {
    let hosts = r#"{ "id": "a", "ip": "192.0.2.1" },
        { "id": "b", "ip": "192.0.2.2", "listen": ["tcp 22"] }"#;
    let text = format!(
        r#"{{ "portcullis": 1, "hosts": [{hosts}], "script": [{script}], "expect": [{expect}] }}"#
    );
    checked_after(10_000, &read(&text))
}

#[test]
fn an_id_that_ends_in_a_number_is_a_flow_of_its_own() {
    let script = r#"
        { "open": { "id": "c1", "from": "a", "to": "b", "port": 22 } },
        { "open": { "id": "c1.2", "from": "a", "to": "b", "port": 23 } },
        { "open": { "id": "m", "from": "a", "to": "b", "port": 22, "count": 3 } },
        { "send": { "id": "m.9", "from": "a", "to": "b", "port": 53 } }"#;
    for (flow, outcome) in [
        ("c1", "connected"),
        ("c1.2", "refused"),
        ("m", "connected"),
        ("m.3", "connected"),
        ("m.9", "refused"),
    ] {
        let found = checked(
            script,
            &format!(r#"{{ "flow": "{flow}", "outcome": "{outcome}" }}"#),
        );
        assert!(found[0].passed, "{found:?}");
    }
}

#[test]
fn of_several_flows_the_one_that_disappoints_is_named() {
    let script = r#"
        { "open": { "id": "m", "from": "a", "to": "b", "port": 22, "count": 3, "every": 1 } },
        { "at": 1.5, "unlisten": { "host": "b", "service": "tcp 22" } }"#;
    let expect =
        r#"{ "flow": "m", "outcome": "connected" }, { "flow": "m.2", "outcome": "connected" }"#;
    let found = checked(script, expect);
    assert_eq!((&*found[0].flow, found[0].passed), ("m.3", false));
    assert_eq!((&*found[1].flow, found[1].passed), ("m.2", true));
}

#[test]
fn the_groups_of_a_host_block_by_any_of_their_names_and_by_all() {
    for (gate, passed) in [
        ("web", true),
        ("g2", true),
        ("web,g2", true),
        ("g2,web", false),
        ("g3", false),
    ] {
        let text = format!(
            r#"{{ "portcullis": 1,
            "vpcs": [{{ "id": "v", "cidr": "10.0.0.0/16" }}],
            "subnets": [{{ "id": "s", "vpc": "v", "cidr": "10.0.1.0/24" }}],
            "security_groups": [{{ "id": "web" }}, {{ "id": "g2" }}, {{ "id": "g3" }}],
            "hosts": [{{ "id": "a", "subnet": "s" }}, {{ "id": "b", "subnet": "s", "groups": ["web", "g2"] }}],
            "script": [{{ "open": {{ "id": "c", "from": "a", "to": "b", "port": 22 }} }}],
            "expect": [{{ "flow": "c", "outcome": "timed_out", "blocked_by": "{gate} inbound none" }}] }}"#
        );
        let found = checked_after(10_000, &read(&text));
        assert_eq!(found[0].passed, passed, "{gate}: {found:?}");
    }
}

#[test]
fn a_run_that_was_stopped_decides_nothing() {
    let scenario = read(crate::samples::EXAMPLE);
    assert!(checked_after(10_000, &scenario)[0].passed);
    let found = checked_after(20, &scenario);
    assert_eq!((found[0].found, found[0].passed), (Outcome::Pending, false));
}
