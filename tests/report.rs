//! `run --json`: drops, changes and assumptions, checked against the format's table.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test reports failure by panicking")]

use std::collections::BTreeSet;

use portcullis::net::SimTime;
use portcullis::scenario::{Scenario, limits, write_report};
use portcullis::sim::Run;
use serde_json::Value;

/// Kind of gate, rule, code; an ACL's rule is a number or `*`.
const TABLE: [(&str, &str, &str); 21] = [
    ("security_group", "none", "ENI_SG_RULES_MISMATCH"),
    ("security_group", "none", "SG_HAS_NO_RULES"),
    ("security_group", "invalid", "SIM_CONNTRACK_INVALID"),
    ("security_group", "table_full", "SIM_CONNTRACK_FULL"),
    ("network_acl", "*", "SUBNET_ACL_RESTRICTION"),
    ("network_acl", "NUMBER", "SUBNET_ACL_RESTRICTION"),
    ("route_table", "no_route", "NO_ROUTE_TO_DESTINATION"),
    ("route_table", "blackhole", "BAD_STATE_ROUTE"),
    (
        "internet_gateway",
        "no_public_ip",
        "IGW_PUBLIC_IP_ASSOCIATION_FOR_EGRESS",
    ),
    (
        "internet_gateway",
        "unknown_address",
        "IGW_PRIVATE_IP_ASSOCIATION_FOR_INGRESS",
    ),
    (
        "internet_gateway",
        "unknown_address",
        "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
    ),
    (
        "internet_gateway",
        "unknown_address",
        "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS",
    ),
    (
        "internet_gateway",
        "unknown_address",
        "IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS",
    ),
    (
        "internet_gateway",
        "unknown_address",
        "IGW_SOURCE_ADDRESS_NOT_IN_RFC6598_INGRESS",
    ),
    ("nat_gateway", "no_session", "SIM_NAT_NO_SESSION"),
    ("nat_gateway", "loop", "SIM_ROUTING_LOOP"),
    ("nat_gateway", "no_port", "SIM_PORT_EXHAUSTED"),
    ("nat_gateway", "protocol", "PROTOCOL_RESTRICTION"),
    ("peering", "not_in_vpcs", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"),
    ("network", "no_host", "UNKNOWN_DESTINATION"),
    ("network", "loss", "SIM_LOSS"),
];

fn reported(file: &str) -> Value {
    report_of(&std::fs::read_to_string(format!("tests/vectors/{file}.json")).unwrap())
}

fn report_of(text: &str) -> Value {
    let scenario = Scenario::from_json(text).unwrap().scenario;
    let setup = scenario.compile().unwrap();
    let run = Run::new(setup.clone(), SimTime::MAX, limits::TRACE_ENTRIES);
    let mut text = Vec::new();
    write_report(&mut text, &setup, &run, &[]).unwrap();
    serde_json::from_slice(&text).unwrap()
}

#[test]
fn every_drop_has_gate_direction_rule_and_code_of_the_table() {
    let mut found = BTreeSet::new();
    for file in std::fs::read_dir("tests/vectors").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let report = reported(path.file_stem().unwrap().to_str().unwrap());
        let flows = report["flows"].as_array().unwrap();
        for blocked in flows
            .iter()
            .flat_map(|flow| flow["blocked"].as_array().unwrap())
        {
            let text = |key: &str| blocked[key].as_str().unwrap().to_owned();
            let (kind, rule, code) = (text("kind"), text("rule"), text("code"));
            let is_number = rule.parse::<u16>().is_ok();
            let named = if is_number { "NUMBER" } else { rule.as_str() };
            assert!(
                TABLE.contains(&(&kind, named, &code)),
                "{}: {blocked}",
                path.display()
            );
            assert!(["inbound", "outbound"].contains(&text("direction").as_str()));
            assert!(!text("gate").is_empty());
            assert_eq!(blocked.get("host").is_some(), kind == "security_group");
            assert!(kind != "route_table" || text("direction") == "outbound");
            found.insert((kind, named.to_owned(), code));
        }
    }
    assert!(found.len() >= 12, "the vectors meet many kinds: {found:#?}");
}

#[test]
fn a_nat_gateways_rst_has_a_code_of_its_own() {
    let report = reported("69");
    let trace = report["trace"].as_array().unwrap();
    let rst = trace.iter().find(|entry| entry["by"] == "nat").unwrap();
    assert_eq!(rst["code"], "SIM_NAT_IDLE_RST");
    assert_eq!(rst["flags"], "RST");
}

#[test]
fn behaviour_that_aws_does_not_document_is_marked_as_assumed() {
    for (file, expected) in [
        ("54", &["gate 1"][..]),
        ("54-strict", &["dropped invalid"]),
        ("49", &["dropped invalid"]),
        ("nat", &["gate related", "gate translated"]),
        ("16", &["gate translated"]),
        ("64", &["gate translated"]),
        ("changes", &["changed "]),
    ] {
        let report = reported(file);
        let assumed: BTreeSet<String> = report["trace"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|entry| entry["assumed"] == true)
            .map(|entry| {
                let text = |key| entry[key].as_str().unwrap_or_default();
                format!("{} {}", text("event"), text("rule"))
            })
            .collect();
        let expected = expected.iter().map(ToString::to_string).collect();
        assert_eq!(assumed, expected, "{file}");
    }
    assert!(!reported("01").to_string().contains("assumed"));
}

#[test]
fn a_change_is_reported_as_the_action_that_the_script_wrote() {
    let report = reported("changes");
    let trace = report["trace"].as_array().unwrap();
    let changed = trace.iter().filter(|entry| entry["event"] == "changed");
    let changed: Vec<&Value> = changed.collect();
    let text = std::fs::read_to_string("tests/vectors/changes.json").unwrap();
    let document: Value = serde_json::from_str(&text).unwrap();
    let script = document["script"].as_array().unwrap();
    let actions = [
        "add_rule",
        "remove_rule",
        "set_groups",
        "set_acl",
        "set_routes",
        "set_timeouts",
    ];
    let mut written: Vec<(&str, &Value)> = Vec::new();
    for entry in script {
        let action = actions.iter().find(|action| entry.get(**action).is_some());
        written.extend(action.map(|action| (*action, &entry[*action])));
    }
    assert_eq!(changed.len(), written.len());
    for (entry, (action, members)) in changed.iter().zip(&written) {
        assert_eq!(entry["action"], *action);
        for (key, value) in members.as_object().unwrap() {
            // Timeouts that the script leaves out keep their value, and are reported too.
            if key == "timeouts" {
                for (name, seconds) in value.as_object().unwrap() {
                    assert_eq!(entry[key][name].as_f64(), seconds.as_f64(), "{entry}");
                }
            } else {
                assert_eq!(&entry[key], value, "{entry}");
            }
        }
    }
}

#[test]
fn a_changed_rule_is_written_as_in_the_script() {
    let text = r#"{ "portcullis": 1, "vpcs": [{ "id": "v", "cidr": "10.0.0.0/16" }],
        "security_groups": [{ "id": "g", "vpc": "v" }],
        "network_acls": [{ "id": "acl", "vpc": "v", "inbound": ["90 deny icmp 8/0 from 10.0.0.0/8"] }],
        "script": [
          { "add_rule": { "in": "g", "direction": "inbound", "rule": "tcp 1000-2000 from 10.0.0.0/8" } },
          { "add_rule": { "in": "g", "direction": "outbound", "rule": "all to g" } },
          { "remove_rule": { "in": "g", "direction": "inbound", "rule": "tcp 1000-2000 from 10.0.0.0/8" } },
          { "add_rule": { "in": "acl", "direction": "outbound", "rule": "100 allow udp 53 to 10.0.0.2/32" } },
          { "remove_rule": { "in": "acl", "direction": "inbound", "rule": "90 deny icmp 8/0 from 10.0.0.0/8" } }] }"#;
    let report = report_of(text);
    let document: Value = serde_json::from_str(text).unwrap();
    let rules: Vec<&Value> = report["trace"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| &entry["rule"])
        .collect();
    let script = document["script"].as_array().unwrap();
    let written: Vec<&Value> = script
        .iter()
        .map(|entry| {
            let action = entry.get("add_rule").or_else(|| entry.get("remove_rule"));
            &action.unwrap()["rule"]
        })
        .collect();
    assert_eq!(rules, written);
}
