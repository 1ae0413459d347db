//! Any conversation over any network: no byte is lost, doubled or made up, and no two
//! connections of a host share their ends.
//!
//! Programs write random amounts, links lose packets, an ACL is closed and opened again,
//! and there are fewer ephemeral ports than connections.

use std::collections::{BTreeMap, BTreeSet};

use portcullis::host::{HostEvent, Side};
use portcullis::net::{Packet, PacketNumber, SimTime, TcpFlags, TcpState};
use portcullis::sim::{Outcome, Run, TraceEvent};
use portcullis::topology::HostIndex;
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::holds_together;
use crate::property::cases;
use crate::samples::read;

#[derive(Clone, Debug)]
struct Talk {
    at: u32,
    to: &'static str,
    request: u32,
    response: u32,
    close: &'static str,
    source_port: Option<u16>,
}

fn talk() -> impl Strategy<Value = Talk> {
    (
        0_u32..4_000,
        prop::sample::select(vec!["w", "x"]),
        0_u32..150_000,
        0_u32..150_000,
        prop::sample::select(vec!["client", "server", "reset"]),
        prop::option::weighted(0.2, 40_000_u16..40_003),
    )
        .prop_map(|(at, to, request, response, close, source_port)| Talk {
            at,
            to,
            request,
            response,
            close,
            source_port,
        })
}

fn milliseconds(number: u32) -> Value {
    json!(f64::from(number) / 1_000.0)
}

/// The talks over links that lose so many of a thousand packets; the ACL is shut twice.
fn document(talks: &[Talk], loss: u32, shut: [u32; 2], reuse: bool) -> String {
    let deny = |action: &str, at: u32| {
        let rule =
            json!({ "in": "acl", "direction": "inbound", "rule": "1 deny all from 0.0.0.0/0" });
        json!({ "at": milliseconds(at), action: rule })
    };
    let mut script: Vec<Value> = talks
        .iter()
        .enumerate()
        .map(|(index, talk)| {
            let mut open = json!({ "id": format!("c{index}"), "from": "a", "to": talk.to, "port": 80,
                "request": talk.request, "response": talk.response, "close": talk.close });
            if let Some(port) = talk.source_port {
                open["source_port"] = port.into();
            }
            json!({ "at": milliseconds(talk.at), "open": open })
        })
        .collect();
    for (begins, lasts) in [(300, shut[0]), (6_000, shut[1])] {
        script.push(deny("add_rule", begins));
        script.push(deny("remove_rule", begins + lasts));
    }
    json!({
        "portcullis": 1,
        "settings": { "latency": 0.005, "loss": f64::from(loss) / 1_000.0 },
        "vpcs": [{ "id": "vpc", "cidr": "10.0.0.0/16" }],
        "subnets": [{ "id": "pub", "vpc": "vpc", "cidr": "10.0.1.0/24", "acl": "acl", "routes": "rtb" }],
        "gateways": [{ "id": "igw", "kind": "internet", "vpc": "vpc" }],
        "route_tables": [{ "id": "rtb", "vpc": "vpc", "routes": [{ "to": "0.0.0.0/0", "via": "igw" }] }],
        "security_groups": [{ "id": "web", "vpc": "vpc", "inbound": ["tcp 80 from 0.0.0.0/0"], "outbound": [] }],
        "network_acls": [{ "id": "acl", "vpc": "vpc", "inbound": ["100 allow all from 0.0.0.0/0"],
                           "outbound": ["100 allow all to 0.0.0.0/0"] }],
        "hosts": [
            { "id": "a", "ip": "203.0.113.1", "ports": { "range": [40000, 40002], "time_wait": 2, "reuse_time_wait": reuse } },
            { "id": "w", "subnet": "pub", "public_ip": "198.51.100.10", "groups": ["web"], "listen": ["tcp 80"] },
            { "id": "x", "ip": "203.0.113.9", "listen": ["tcp 80"] }],
        "script": script,
    })
    .to_string()
}

/// What one side of a flow has sent, and what of it has arrived.
#[derive(Clone, Debug, Default)]
struct Stream {
    /// First byte after the last that was sent, counted from 1.
    sent: u32,
    /// Bytes that arrived, as ranges.
    arrived: BTreeSet<(u32, u32)>,
    /// Whether its FIN arrived.
    finished: bool,
    /// The highest acknowledgment that the other side has sent.
    acknowledged: u32,
}

impl Stream {
    /// First byte that is still missing.
    fn next(&self) -> u32 {
        let mut next = 1;
        for &(from, to) in &self.arrived {
            if from <= next {
                next = next.max(to);
            }
        }
        next
    }
}

fn conserves(run: &Run, talks: &[Talk]) -> Result<(), TestCaseError> {
    let mut packets: BTreeMap<PacketNumber, Packet> = BTreeMap::new();
    let mut streams: BTreeMap<(u32, Side), Stream> = BTreeMap::new();
    for entry in &run.trace.entries {
        match &entry.event {
            TraceEvent::Sent { packet, .. } => {
                packets.insert(packet.number, **packet);
                let Some(segment) = packet
                    .segment()
                    .filter(|segment| !segment.flags.contains(TcpFlags::RST))
                else {
                    continue;
                };
                let side = side_of(run, packet);
                let stream = streams.entry((packet.flow_index, side)).or_default();
                if segment.length > 0 {
                    let end = segment.relative_sequence() + segment.length;
                    stream.sent = stream.sent.max(end);
                }
                if segment.flags.contains(TcpFlags::ACK) {
                    let other = streams
                        .entry((packet.flow_index, opposite(side)))
                        .or_default();
                    let acknowledged = segment.relative_acknowledgment();
                    // Nothing is acknowledged that has not arrived.
                    let most = other.next() + u32::from(other.finished);
                    prop_assert!(acknowledged <= most, "{acknowledged} > {most}: {segment:?}");
                    other.acknowledged = other.acknowledged.max(acknowledged);
                }
            }
            TraceEvent::Delivered { packet, .. } => {
                let packet = packets[packet];
                let Some(segment) = packet.segment() else {
                    continue;
                };
                let stream = streams
                    .entry((packet.flow_index, side_of(run, &packet)))
                    .or_default();
                let from = segment.relative_sequence();
                if segment.length > 0 {
                    stream.arrived.insert((from, from + segment.length));
                }
                stream.finished |= segment.flags.contains(TcpFlags::FIN);
            }
            _ => {}
        }
    }
    for (index, (flow, talk)) in (0..).zip(run.flows.iter().zip(talks)) {
        let written = [(Side::Client, talk.request), (Side::Server, talk.response)];
        for (side, bytes) in written {
            let Some(stream) = streams.get(&(index, side)) else {
                continue;
            };
            // Nothing is sent that was not written.
            prop_assert!(stream.sent <= 1 + bytes, "{index} {side}: {stream:?}");
            if flow.outcome == Outcome::Connected && talk.close != "reset" && flow.ended.is_some() {
                prop_assert_eq!(stream.next(), 1 + bytes, "{} {}", index, side);
                prop_assert!(stream.finished);
                prop_assert_eq!(stream.acknowledged, 2 + bytes, "{} {}", index, side);
            }
        }
    }
    Ok(())
}

/// Which side of its flow has sent a packet, as it left: only servers speak from port 80.
fn side_of(run: &Run, packet: &Packet) -> Side {
    let flow = &run.flows[packet.flow_index as usize];
    if Some(packet.source) == flow.source {
        Side::Client
    } else {
        Side::Server
    }
}

const fn opposite(side: Side) -> Side {
    match side {
        Side::Client => Side::Server,
        Side::Server => Side::Client,
    }
}

/// At every moment each connection of a host has ends of its own.
fn ends_are_unique(run: &Run) -> Result<(), TestCaseError> {
    let mut in_use: BTreeMap<(HostIndex, String), u32> = BTreeMap::new();
    for entry in &run.trace.entries {
        let TraceEvent::Host {
            host,
            event:
                HostEvent::State {
                    flow_index,
                    side: Side::Client,
                    from,
                    to,
                },
        } = &entry.event
        else {
            continue;
        };
        let flow = &run.flows[*flow_index as usize];
        let ends = format!("{:?} {:?}", flow.source_port, flow.destination);
        if *from == TcpState::Closed {
            prop_assert_eq!(in_use.insert((*host, ends), *flow_index), None);
        } else if *to == TcpState::Closed {
            prop_assert_eq!(in_use.remove(&(*host, ends)), Some(*flow_index));
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn no_byte_is_lost_or_made_up_and_no_two_connections_share_their_ends(
        talks in prop::collection::vec(talk(), 1..7),
        loss in prop::sample::select(vec![0_u32, 0, 20, 150]),
        shut in [1_u32..3_000, 1_u32..400_000],
        reuse in any::<bool>(),
    ) {
        let scenario = read(&document(&talks, loss, shut, reuse));
        let run = Run::new(scenario.compile().unwrap(), SimTime::MAX, 60_000);
        holds_together(&run)?;
        conserves(&run, &talks)?;
        ends_are_unique(&run)?;
        for (index, flow) in (0..).zip(&run.flows) {
            // A client whose last ACK was lost again and again waits for a server that is gone.
            let is_half_open = run.trace.entries.iter().any(|entry| {
                matches!(entry.event, TraceEvent::Host {
                    event: HostEvent::GaveUp { flow_index, state: TcpState::SynReceived, .. }, ..
                } if flow_index == index)
            });
            let is_decided = flow.outcome != Outcome::Pending;
            prop_assert!(run.is_cut || is_decided || is_half_open, "{flow:?}");
        }
    }
}
