//! Kernel facts: what Linux did with ephemeral ports, TIME-WAIT and tracked flows, compared
//! with the hosts of scenarios.
//!
//! Measured on Linux 6.18 in network namespaces. Where a fact says "random", only its shape is
//! compared. Hosts here are on the internet, where nothing filters, except for facts 17 to 21,
//! which need a security group and an ACL.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test reports failure by panicking")]

mod choice;
mod filters;
mod listening;
mod time_wait;

use portcullis::host::{HostEvent, Side};
use portcullis::net::{SimTime, TcpFlags, TcpState};
use portcullis::scenario::Scenario;
use portcullis::sim::{Run, TraceEvent};

/// `Err` says what is wrong.
type Held = Result<(), String>;

/// Number, fact, and whether it holds.
type Fact = (u8, &'static str, fn() -> Held);

const FACTS: [Fact; 28] = [
    (1, "Linux's defaults", choice::defaults),
    (
        2,
        "a range of ten ports allows ten connections; the next fails at once",
        choice::range_is_a_limit,
    ),
    (
        3,
        "the low end's parity first, then the other",
        choice::parity,
    ),
    (4, "within a parity the order is random", choice::no_order),
    (
        5,
        "in the default range, small even steps upwards (random)",
        choice::small_steps,
    ),
    (
        6,
        "UDP: anywhere in the range, of either parity (random)",
        choice::udp_is_random,
    ),
    (
        7,
        "towards another address or port all ports are free",
        choice::per_destination,
    ),
    (
        8,
        "bind() to port 0 fails where connect() finds a port",
        choice::bind_to_zero,
    ),
    (
        9,
        "a program cannot bind a port in use; it can bind one outside the range",
        choice::bind_by_name,
    ),
    (
        10,
        "UDP ports are exclusive, whatever the destination",
        choice::udp_is_exclusive,
    ),
    (
        11,
        "the side that sends the first FIN enters TIME-WAIT; after RST neither does",
        time_wait::who_waits,
    ),
    (12, "TIME-WAIT lasts 60 s", time_wait::how_long),
    (
        13,
        "TIME-WAIT is in the way of one destination only",
        time_wait::waiting_is_per_destination,
    ),
    (
        14,
        "tcp_tw_reuse reuses a port after one second, only if it is on",
        time_wait::reuse,
    ),
    (
        15,
        "a program cannot bind a port in TIME-WAIT",
        time_wait::waiting_port_by_name,
    ),
    (
        16,
        "a SYN replaces a server's TIME-WAIT",
        time_wait::server_gives_way,
    ),
    (
        17,
        "a rule is removed: the connection continues in both directions, a new one times out",
        filters::rule_removed,
    ),
    (
        18,
        "an established flow is tracked for 432 000 s (AWS's default too)",
        filters::five_days,
    ),
    (
        19,
        "tracking lost and no pick-up: the connection breaks",
        filters::state_lost,
    ),
    (
        20,
        "a deny rule is removed again: the data arrives by retransmission",
        filters::deny_taken_back,
    ),
    (
        21,
        "after both FINs a SYN with the same ports is new",
        filters::over_is_over,
    ),
    (
        22,
        "six retransmissions of a SYN in 8 s, three before Linux 6.5",
        filters::syn_retries,
    ),
    (
        23,
        "a closed port refuses in one round trip, with one RST",
        filters::refused,
    ),
    (
        24,
        "a client's socket blocks a server's port, by family, in TIME-WAIT too",
        listening::clients_block_servers,
    ),
    (
        25,
        "a listening server blocks the next, one that stopped does not",
        listening::servers_block_servers,
    ),
    (
        26,
        "a server that fails to bind in one family listens in the other",
        listening::a_failed_server_does_not_answer,
    ),
    (
        27,
        "UDP clients of two families share a port only if one named it",
        listening::udp_clients_block_clients,
    ),
    (
        28,
        "a connected UDP socket refuses datagrams from elsewhere",
        listening::a_connected_socket_takes_one_source,
    ),
];

#[test]
fn the_kernel_and_the_simulated_hosts_do_the_same() {
    let mut failures = Vec::new();
    for (number, fact, holds) in FACTS {
        if let Err(found) = holds() {
            failures.push(format!("fact {number}: {fact}: {found}"));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}

#[allow(clippy::needless_pass_by_value, reason = "the values are temporaries")]
fn is<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Held {
    if found == expected {
        Ok(())
    } else {
        Err(format!("expected {expected:?}, found {found:?}"))
    }
}

fn run(text: &str) -> Run {
    let scenario = Scenario::from_json(text).unwrap_or_else(|errors| panic!("{errors}\n{text}"));
    let setup = scenario.scenario.compile().unwrap();
    Run::new(setup, SimTime::MAX, 200_000)
}

/// A client `a` with these ports, and the servers `near` and `far`, on the internet.
fn internet(ports: &str, script: &str) -> Run {
    run(&format!(
        r#"{{ "portcullis": 1, "settings": {{ "latency": 0.001 }}, "hosts": [
            {{ "id": "a", "ip": "203.0.113.1", "ports": {{ {ports} }} }},
            {{ "id": "near", "ip": "203.0.113.2", "listen": ["tcp 80", "tcp 81", "udp 53"] }},
            {{ "id": "far", "ip": "203.0.113.3", "listen": ["tcp 80", "udp 53"] }}],
        "script": [{script}] }}"#
    ))
}

/// A client `a` and a server `w` whose group allows port 80 inbound and nothing outbound.
fn guarded(settings: &str, script: &str) -> Run {
    run(&format!(
        r#"{{ "portcullis": 1, "settings": {{ {settings} }},
        "vpcs": [{{ "id": "vpc", "cidr": "10.0.0.0/16" }}],
        "subnets": [{{ "id": "pub", "vpc": "vpc", "cidr": "10.0.1.0/24", "acl": "acl", "routes": "rtb" }}],
        "gateways": [{{ "id": "igw", "kind": "internet", "vpc": "vpc" }}],
        "route_tables": [{{ "id": "rtb", "vpc": "vpc", "routes": [{{ "to": "0.0.0.0/0", "via": "igw" }}] }}],
        "security_groups": [{{ "id": "web", "vpc": "vpc", "inbound": ["tcp 80 from 203.0.113.1/32"], "outbound": [] }}],
        "network_acls": [{{ "id": "acl", "vpc": "vpc", "inbound": ["100 allow all from 0.0.0.0/0"],
                           "outbound": ["100 allow all to 0.0.0.0/0"] }}],
        "hosts": [{{ "id": "a", "ip": "203.0.113.1" }},
                  {{ "id": "w", "subnet": "pub", "public_ip": "198.51.100.10", "groups": ["web"], "listen": ["tcp 80"] }}],
        "script": [{script}] }}"#
    ))
}

const TEN: &str = r#""range": [40000, 40009]"#;

/// An `open` from `a`.
fn open(id: &str, at: &str, to: &str, more: &str) -> String {
    format!(r#"{{ "at": {at}, "open": {{ "id": "{id}", "from": "a", "to": "{to}", {more} }} }}"#)
}

fn outcomes(run: &Run) -> Vec<(&str, &str)> {
    run.flows
        .iter()
        .map(|flow| (&*flow.name, flow.outcome.name()))
        .collect()
}

fn outcome<'a>(run: &'a Run, name: &str) -> &'a str {
    run.flows
        .iter()
        .find(|flow| &*flow.name == name)
        .unwrap()
        .outcome
        .name()
}

/// The source ports of flows whose names start with `name`.
fn ports(run: &Run, name: &str) -> Vec<u16> {
    let flows = run.flows.iter().filter(|flow| flow.name.starts_with(name));
    flows.filter_map(|flow| flow.source_port).collect()
}

/// The times at which a side of a connection entered a state.
fn entered(run: &Run, side: Side, state: TcpState) -> Vec<SimTime> {
    let is = |event: &TraceEvent| {
        matches!(event, TraceEvent::Host { event: HostEvent::State { side: at, to, .. }, .. }
            if *at == side && *to == state)
    };
    let entries = run.trace.entries.iter().filter(|entry| is(&entry.event));
    entries.map(|entry| entry.at).collect()
}

/// The times at which segments of the first flow with these flags were sent.
fn sent(run: &Run, flags: TcpFlags) -> Vec<SimTime> {
    let is = |event: &TraceEvent| {
        matches!(event, TraceEvent::Sent { packet, .. }
            if packet.flow_index == 0 && packet.segment().is_some_and(|segment| segment.flags == flags))
    };
    let entries = run.trace.entries.iter().filter(|entry| is(&entry.event));
    entries.map(|entry| entry.at).collect()
}

fn seconds(times: &[u64]) -> Vec<SimTime> {
    times.iter().copied().map(SimTime::from_secs).collect()
}
