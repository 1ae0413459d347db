//! VPC flow logs of whole runs, against AWS's own examples of what is logged where.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::rc::Rc;

use portcullis::formats::flow_log::{Record, records};
use portcullis::net::SimTime;
use portcullis::scenario::Scenario;
use portcullis::sim::Run;

/// A client and a server in two subnets of a VPC, with the rules that a case is about.
fn network(group_in: &str, server_acl: &str, client_acl: &str, client_out: &str) -> String {
    format!(
        r#"{{"portcullis": 1,
        "vpcs": [{{"id": "vpc", "cidr": "172.31.0.0/16"}}],
        "subnets": [
            {{"id": "clients", "vpc": "vpc", "cidr": "172.31.1.0/24", "acl": "acl-clients"}},
            {{"id": "servers", "vpc": "vpc", "cidr": "172.31.16.0/24", "acl": "acl-servers"}}],
        "hosts": [
            {{"id": "client", "subnet": "clients", "ip": "172.31.1.5", "groups": ["sg-client"]}},
            {{"id": "server", "subnet": "servers", "ip": "172.31.16.21", "groups": ["sg-server"], "listen": ["tcp 22"]}}],
        "security_groups": [
            {{"id": "sg-client", "vpc": "vpc", "outbound": [{client_out}]}},
            {{"id": "sg-server", "vpc": "vpc", "inbound": [{group_in}], "outbound": []}}],
        "network_acls": [
            {{"id": "acl-clients", "vpc": "vpc", {client_acl}}},
            {{"id": "acl-servers", "vpc": "vpc", {server_acl}}}],
        "script": [{{"open": {{"id": "c1", "from": "client", "to": "server", "port": 22, "source_port": 41820}}}}]}}"#
    )
}

const OPEN: &str =
    r#""inbound": ["100 allow all from 0.0.0.0/0"], "outbound": ["100 allow all to 0.0.0.0/0"]"#;
const SSH: &str = r#""tcp 22 from 0.0.0.0/0""#;
const ALL: &str = r#""all to 0.0.0.0/0""#;

fn log(text: &str) -> Vec<Record> {
    let setup = Scenario::from_json(text)
        .unwrap()
        .scenario
        .compile()
        .unwrap();
    let run = Run::new(Rc::clone(&setup), SimTime::from_secs(1), 10_000);
    records(&run.trace, run.trace.entries.len())
}

/// "server in ACCEPT", each once, in the order in which they were first seen.
fn summary(text: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for record in log(text) {
        let action = if record.accepted { "ACCEPT" } else { "REJECT" };
        let line = format!("{} {} {action}", record.interface, record.direction.short());
        if !lines.contains(&line) {
            lines.push(line);
        }
    }
    lines
}

#[test]
fn each_interface_logs_what_its_filters_said() {
    let no_reply = r#""inbound": ["100 allow all from 0.0.0.0/0"]"#;
    let no_entry = r#""outbound": ["100 allow all to 0.0.0.0/0"]"#;
    let both = [
        "client out ACCEPT",
        "server in ACCEPT",
        "server out ACCEPT",
        "client in ACCEPT",
    ];
    for (case, text, expected) in [
        ("both let it pass", network(SSH, OPEN, OPEN, ALL), &both[..]),
        (
            "the ACL keeps the reply",
            network(SSH, no_reply, OPEN, ALL),
            &["client out ACCEPT", "server in ACCEPT", "server out REJECT"],
        ),
        (
            "the group keeps it out",
            network("", OPEN, OPEN, ALL),
            &["client out ACCEPT", "server in REJECT"],
        ),
        (
            "the ACL keeps it out",
            network(SSH, no_entry, OPEN, ALL),
            &["client out ACCEPT", "server in REJECT"],
        ),
        (
            "the client's group keeps it in",
            network(SSH, OPEN, OPEN, ""),
            &["client out REJECT"],
        ),
        (
            "the client's ACL keeps the reply out",
            network(SSH, OPEN, no_entry, ALL),
            &[
                "client out ACCEPT",
                "server in ACCEPT",
                "server out ACCEPT",
                "client in REJECT",
            ],
        ),
    ] {
        assert_eq!(summary(&text), expected, "{case}");
    }
}

#[test]
fn a_record_is_written_as_aws_writes_it() {
    let records = log(&network(SSH, OPEN, OPEN, ALL));
    let syn = &records[0];
    let line = syn.to_string();
    let fields: Vec<&str> = line.split(' ').collect();
    assert_eq!(fields.len(), 14, "{line}");
    assert_eq!(fields[0], "2");
    assert!(
        fields[2].starts_with("eni-0") && fields[2].len() == 21,
        "{line}"
    );
    assert_eq!(
        fields[3..8],
        ["172.31.1.5", "172.31.16.21", "41820", "22", "6"],
        "{line}"
    );
    assert_eq!(fields[12..], ["ACCEPT", "OK"], "{line}");
    // SYN (with its option), the ACK of the handshake, FIN, and the last ACK.
    assert_eq!((syn.packets, syn.bytes), (4, 44 + 3 * 40));
}

#[test]
fn addresses_are_the_interfaces_own() {
    let text = include_str!("../public/scenarios/sftp.json");
    let flows = log(text);
    let shown: Vec<String> = flows
        .iter()
        .map(|record| format!("{} > {}", record.flow.source, record.flow.destination))
        .collect();
    assert_eq!(
        shown,
        ["203.0.113.10 > 10.0.1.20", "10.0.1.20 > 203.0.113.10"],
        "not 198.51.100.20, and nothing of the laptop's"
    );
}

/// A host behind a NAT gateway in a public subnet, whose ACL is given.
fn behind_nat(acl: &str) -> String {
    format!(
        r#"{{"portcullis": 1,
        "vpcs": [{{"id": "vpc", "cidr": "10.0.0.0/16"}}],
        "subnets": [
            {{"id": "public", "vpc": "vpc", "cidr": "10.0.0.0/24", "acl": "acl-public", "routes": "rtb-public"}},
            {{"id": "private", "vpc": "vpc", "cidr": "10.0.1.0/24", "routes": "rtb-private"}}],
        "gateways": [
            {{"id": "igw", "kind": "internet", "vpc": "vpc"}},
            {{"id": "nat", "kind": "nat", "subnet": "public", "ip": "10.0.0.220", "public_ip": "198.51.100.20"}}],
        "route_tables": [
            {{"id": "rtb-public", "vpc": "vpc", "routes": [{{"to": "0.0.0.0/0", "via": "igw"}}]}},
            {{"id": "rtb-private", "vpc": "vpc", "routes": [{{"to": "0.0.0.0/0", "via": "nat"}}]}}],
        "hosts": [
            {{"id": "app", "subnet": "private", "ip": "10.0.1.5"}},
            {{"id": "site", "ip": "203.0.113.5", "listen": ["tcp 443"]}}],
        "network_acls": [{{"id": "acl-public", "vpc": "vpc", {acl}}}],
        "script": [{{"open": {{"id": "c1", "from": "app", "to": "site", "port": 443}}}}]}}"#
    )
}

#[test]
fn a_nat_gateway_logs_both_its_sides() {
    let text = behind_nat(OPEN);
    let of_gateway: Vec<String> = log(&text)
        .iter()
        .filter(|record| record.of_gateway)
        .map(|record| {
            let (from, to) = (record.flow.source, record.flow.destination);
            format!("{} {from} {to}", record.direction.short())
        })
        .collect();
    // AWS's own example: in, out, back, and to the client.
    assert_eq!(
        of_gateway,
        [
            "in 10.0.1.5 203.0.113.5",
            "out 10.0.0.220 203.0.113.5",
            "in 203.0.113.5 10.0.0.220",
            "out 203.0.113.5 10.0.1.5",
        ]
    );
}

#[test]
fn what_the_acl_keeps_a_nat_gateway_from_sending_is_rejected() {
    let text = behind_nat(r#""inbound": ["100 allow all from 0.0.0.0/0"]"#);
    assert_eq!(
        summary(&text),
        ["app out ACCEPT", "nat in ACCEPT", "nat out REJECT"]
    );
}
