//! What `run --json` says of drops, held to the closed table of the format.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::collections::BTreeSet;

use portcullis::net::SimTime;
use portcullis::scenario::{Scenario, limits, write_report};
use portcullis::sim::Run;
use serde_json::Value;

/// Kind of gate, rule, code; an ACL's rule is a number or `*`.
const TABLE: [(&str, &str, &str); 16] = [
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
    ("nat_gateway", "no_session", "SIM_NAT_NO_SESSION"),
    ("nat_gateway", "no_port", "SIM_PORT_EXHAUSTED"),
    ("nat_gateway", "protocol", "PROTOCOL_RESTRICTION"),
    ("peering", "not_in_vpcs", "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"),
    ("network", "no_host", "UNKNOWN_DESTINATION"),
    ("network", "loss", "SIM_LOSS"),
];

fn reported(file: &str) -> Value {
    let text = std::fs::read_to_string(format!("tests/vectors/{file}.json")).unwrap();
    let scenario = Scenario::from_json(&text).unwrap().scenario;
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
fn what_aws_does_not_document_is_marked_as_assumed() {
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
