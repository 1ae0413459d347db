//! The vectors that no scenario can show: these call the engine directly.
//!
//! They are about packets that hosts of scenarios never send, about invalid documents, and
//! about too many connections to list.

mod filters;
mod ports;
mod refusals;

use std::rc::Rc;

use portcullis::net::{Packet, PacketNumber, Payload, Segment, SequenceNumber, SimTime, TcpFlags};
use portcullis::scenario::Scenario;
use portcullis::topology::Topology;

/// `Err` says what is wrong.
type Held = Result<(), String>;

/// Number, fact, and whether it holds.
pub(crate) type Fact = (u8, &'static str, fn() -> Held);

/// All facts.
pub(crate) const FACTS: [Fact; 17] = [
    (
        15,
        "a group as source matches every private address of its members",
        filters::second_address,
    ),
    (
        22,
        "protocol 50 has no ports, and neither has its rule",
        filters::other_protocol,
    ),
    (
        28,
        "an ICMP 3/4 about a rule-tracked flow needs a rule (AWS) or is related (Linux)",
        filters::path_mtu,
    ),
    (
        29,
        "an ACL that allows TCP only drops ICMP 3/4",
        filters::path_mtu_at_the_acl,
    ),
    (
        44,
        "an ACL stores 100.68.0.18/18 as 100.68.0.0/18",
        refusals::canonical_prefix,
    ),
    (
        58,
        "another protocol is tracked for 600 s",
        filters::other_protocol_is_forgotten,
    ),
    (
        60,
        "FIN, RST and SYN-ACK begin no entry",
        filters::invalid_first_packets,
    ),
    (
        61,
        "each interface has a tracking table of its own",
        filters::two_interfaces,
    ),
    (
        68,
        "55 000 NAT sessions towards one destination, and not one more",
        ports::nat_ports,
    ),
    (
        70,
        "a route more specific than the local one cannot lead to an internet gateway",
        refusals::route_inside,
    ),
    (
        74,
        "a rule cannot name a group of a VPC that is not peered here",
        refusals::group_elsewhere,
    ),
    (
        75,
        "five addresses of a subnet are AWS's own",
        refusals::reserved_addresses,
    ),
    (76, "a /28 has room for eleven", refusals::smallest_subnet),
    (
        77,
        "Linux's connect() rises in even steps of 2 to 16",
        ports::connect_ports,
    ),
    (
        78,
        "Linux's bind() to port 0 chooses odd ports",
        ports::bind_ports,
    ),
    (
        84,
        "28 232 connections from one Linux host to one destination",
        ports::most_connections,
    ),
    (
        85,
        "SYNs at 0 1 3 7 15 31 63 s, given up at 127; since 6.5 at 0 to 5, 7, 11, 19, 35, 67, and 131",
        ports::syn_schedule,
    ),
];

/// The scenario files that these use.
pub(crate) const FILES: [&str; 2] = ["77.json", "85.json"];

const CL: [u8; 4] = [203, 0, 113, 7];
const W: [u8; 4] = [10, 0, 1, 10];
const SECOND: SimTime = SimTime::from_secs(1);

#[allow(clippy::needless_pass_by_value, reason = "the values are temporaries")]
fn is<T: PartialEq + std::fmt::Debug>(found: T, expected: T) -> Held {
    if found == expected {
        Ok(())
    } else {
        Err(format!("expected {expected:?}, found {found:?}"))
    }
}

/// A network with `more` in it, and a host `w` with the group `g`.
fn document(group: &str, more: &str) -> String {
    format!(
        r#"{{ "portcullis": 1, {more}
        "vpcs": [{{ "id": "vpc", "cidr": "10.0.0.0/16" }}, {{ "id": "far", "cidr": "10.9.0.0/16" }}],
        "subnets": [{{ "id": "pub", "vpc": "vpc", "cidr": "10.0.1.0/24" }},
                    {{ "id": "priv", "vpc": "vpc", "cidr": "10.0.2.0/24" }}],
        "gateways": [{{ "id": "igw", "kind": "internet", "vpc": "vpc" }}],
        "hosts": [{{ "id": "w", "subnet": "pub", "ip": "10.0.1.10", "groups": ["g"] }}],
        "security_groups": [{{ "id": "g", "vpc": "vpc", {group} }}, {{ "id": "elsewhere", "vpc": "far" }}] }}"#
    )
}

fn topology(group: &str, more: &str) -> Rc<Topology> {
    let scenario = Scenario::from_json(&document(group, more))
        .unwrap()
        .scenario;
    Rc::clone(&scenario.compile().unwrap().topology)
}

fn packet(source: [u8; 4], destination: [u8; 4], payload: Payload) -> Packet {
    Packet {
        number: PacketNumber(1),
        flow_index: 0,
        source: source.into(),
        destination: destination.into(),
        payload,
    }
}

fn tcp(source_port: u16, destination_port: u16, flags: TcpFlags) -> Payload {
    Payload::Tcp(Segment {
        source_port,
        destination_port,
        flags,
        sequence: SequenceNumber(1),
        acknowledgment: SequenceNumber(1),
        initial_sequence: SequenceNumber(0),
        initial_acknowledgment: SequenceNumber(0),
        window: 65_160,
        maximum_segment_size: None,
        length: 0,
    })
}
