//! Expectations: which flows one is about, and when it holds.

use portcullis::net::SimTime;
use portcullis::scenario::{Checked, Compared, Scenario};
use portcullis::sim::{Outcome, Run};
use portcullis::words;

use crate::samples::read;

/// Every expectation of a document, checked after a run of at most `most_entries`.
fn checked_after(most_entries: usize, scenario: &Scenario) -> Vec<Checked> {
    let setup = scenario.compile().expect("the document is good");
    scenario.check(&Run::new(setup, SimTime::MAX, most_entries))
}

/// Checks a script between two hosts on the internet, of which `b` listens on 22.
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
fn of_several_flows_the_first_that_fails_is_named() {
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
fn after_a_run_that_was_stopped_every_flow_is_undecided() {
    let scenario = read(crate::samples::EXAMPLE);
    assert!(checked_after(10_000, &scenario)[0].passed);
    let found = checked_after(20, &scenario);
    assert!(!found[0].passed);
    assert!(
        matches!(
            found[0].compared,
            Compared::Outcome {
                found: Outcome::Pending,
                ..
            }
        ),
        "{found:?}"
    );
}

/// A script of 40 connections, one a second. The server stops listening before the 17th.
const FORTY: &str = r#"
    { "open": { "id": "m", "from": "a", "to": "b", "port": 22, "count": 40, "every": 1 } },
    { "at": 15.5, "unlisten": { "host": "b", "service": "tcp 22" } }"#;

#[test]
fn a_share_of_a_group_holds_within_its_bounds_inclusive() {
    for (outcome, passed, line) in [
        (
            r#"{ "connected": [0.40, 0.40] }"#,
            true,
            "m: connected 0.40 (16 of 40), expected 0.40",
        ),
        (
            r#"{ "connected": [0.3, 0.5], "refused": [0.6, 1] }"#,
            true,
            "m: connected 0.40 (16 of 40), expected 0.30 to 0.50; refused 0.60 (24 of 40), expected 0.60 to 1.00",
        ),
        (
            r#"{ "connected": [0.45, 0.50] }"#,
            false,
            "m: connected 0.40 (16 of 40), expected 0.45 to 0.50",
        ),
        (
            r#"{ "connected": [0.30, 0.39] }"#,
            false,
            "m: connected 0.40 (16 of 40), expected 0.30 to 0.39",
        ),
        (
            r#"{ "connected": [0, 1], "refused": [0.600001, 1] }"#,
            false,
            "m: refused 0.60 (24 of 40), expected 0.600001 to 1.00",
        ),
        (
            r#"{ "timed_out": [0, 0] }"#,
            true,
            "m: timed_out 0.00 (0 of 40), expected 0.00",
        ),
    ] {
        let expect = format!(r#"{{ "flow": "m", "outcome": {outcome} }}"#);
        let found = checked(FORTY, &expect);
        assert_eq!(words::checked(&found[0]), line, "{outcome}");
        assert_eq!(found[0].passed, passed, "{outcome}");
    }
}

#[test]
fn a_share_just_outside_its_bounds_is_shown_with_enough_decimals() {
    let script = FORTY.replace("40,", "41,");
    let expect = r#"{ "flow": "m", "outcome": { "connected": [0.30, 0.39] } }"#;
    let found = checked(&script, expect);
    let line = "m: connected 0.3902 (16 of 41), expected 0.30 to 0.39";
    assert_eq!(words::checked(&found[0]), line);
    assert!(!found[0].passed);
}

#[test]
fn one_undecided_flow_fails_a_share() {
    let text = format!(
        r#"{{ "portcullis": 1,
        "hosts": [{{ "id": "a", "ip": "192.0.2.1" }}, {{ "id": "b", "ip": "192.0.2.2", "listen": ["tcp 22"] }}],
        "script": [{FORTY}],
        "expect": [{{ "flow": "m", "outcome": {{ "connected": [0, 1] }} }}] }}"#
    );
    let scenario = read(&text);
    assert!(checked_after(10_000, &scenario)[0].passed);
    let stopped = checked_after(20, &scenario);
    assert!(!stopped[0].passed);
    let line = words::checked(&stopped[0]);
    assert_eq!(line, "m: 40 of 40 undecided; expected an outcome for each");
}

#[test]
fn a_line_about_one_outcome_says_what_was_found_and_then_what_was_expected() {
    let script = r#"{ "open": { "id": "c", "from": "a", "to": "b", "port": 23 } }"#;
    for (expect, line) in [
        (r#""outcome": "refused""#, "c: refused"),
        (
            r#""outcome": "connected""#,
            "c: refused, no packet dropped; expected connected",
        ),
        (
            r#""outcome": "refused", "blocked_by": "network inbound loss""#,
            "c: refused, no packet dropped; expected refused, blocked by network inbound loss",
        ),
    ] {
        let found = checked(script, &format!(r#"{{ "flow": "c", {expect} }}"#));
        assert_eq!(words::checked(&found[0]), line);
    }
}
