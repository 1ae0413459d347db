//! A packet's way through the gates, step by step, each with its reason.

use super::packet::{endpoint, flags};
use super::reason::Judged;
use super::tone::Tone;
use super::way;
use crate::net::{Packet, PacketNumber, SimTime, TcpFlags};
use crate::policy::{Direction, Reason, translated};
use crate::sim::{Sender, Trace, TraceEvent};
use crate::topology::{Gate, Topology};

/// One step of a packet's way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathStep {
    /// What its dot shows.
    pub mark: Mark,
    /// Who or what decides: `acl-public`.
    pub subject: String,
    /// What follows the subject: `outbound`.
    pub rest: String,
    /// The verdict in a word.
    pub tag: Option<Tag>,
    /// Why.
    pub detail: String,
    /// Which entry of the trace it is.
    pub entry: Option<usize>,
}

/// What a step's dot shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// It begins.
    Start,
    /// It passes by a rule.
    Allowed,
    /// It passes because it is remembered.
    Remembered,
    /// It is passed on, or translated: nobody judges.
    Passed,
    /// It ends here.
    Dropped,
    /// It arrives.
    Arrived,
    /// What follows, or does not.
    After,
}

/// A verdict in a word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag {
    /// The word.
    pub text: &'static str,
    /// How it is coloured.
    pub tone: Tone,
}

/// The way of one packet, as far as the trace knows it.
///
/// Entries after `until` are not told; `None` tells all.
#[must_use]
pub fn decision_path(trace: &Trace, number: PacketNumber, until: Option<usize>) -> Vec<PathStep> {
    let mut steps = Vec::new();
    let mut current: Option<Packet> = None;
    let Some(sent) = trace.sent_at(number) else {
        return steps;
    };
    let mut topology = trace.topology_at(sent);
    for (index, entry) in trace.entries.iter().enumerate().skip(sent) {
        if until.is_some_and(|until| index > until) {
            break;
        }
        if let TraceEvent::Changed { topology: next, .. } = &entry.event {
            topology = next;
        }
        if entry.event.packet() != Some(number) {
            continue;
        }
        match &entry.event {
            TraceEvent::Sent { packet, origin, .. } => {
                steps.push(start(topology, packet, *origin, index));
                current = Some(**packet);
            }
            TraceEvent::Passed {
                gate,
                direction,
                reason,
                ..
            } => {
                let Some(packet) = &mut current else { continue };
                let judged = Judged {
                    topology,
                    packet,
                    gate: *gate,
                    direction: *direction,
                };
                steps.push(judged.step(reason, index));
                *packet = translated(packet, *direction, reason);
            }
            TraceEvent::Dropped(drop) => {
                let Some(packet) = &current else { continue };
                let judged = Judged {
                    topology,
                    packet,
                    gate: drop.gate,
                    direction: drop.direction,
                };
                steps.push(judged.step(&drop.reason, index));
                steps.push(silence(trace, topology, packet, index));
            }
            TraceEvent::Delivered { host, .. } => steps.push(PathStep {
                mark: Mark::Arrived,
                subject: topology.host(*host).name.to_string(),
                rest: "receives it".into(),
                tag: None,
                detail: String::new(),
                entry: Some(index),
            }),
            _ => {}
        }
    }
    steps
}

fn start(topology: &Topology, packet: &Packet, origin: Sender, index: usize) -> PathStep {
    let flow = packet.flow();
    let subject = origin.name(topology).to_owned();
    let is_gateway = matches!(origin, Sender::Gateway(_));
    let opens = packet
        .segment()
        .is_some_and(|segment| segment.flags.is_opening());
    let answers = packet
        .segment()
        .is_some_and(|segment| segment.flags.contains(TcpFlags::SYN | TcpFlags::ACK));
    let (rest, detail) = if !flow.protocol.has_ports() {
        (
            format!("sends {}", flags(packet)),
            format!("to {}", flow.destination),
        )
    } else if is_gateway {
        let detail = "it has no session for this any more, and AWS answers that with RST";
        ("answers with RST".into(), detail.into())
    } else if opens {
        (
            format!("sends from :{}", flow.source_port),
            format!(
                "a port of its own for this connection; the service is at {}",
                endpoint(flow.destination, flow.destination_port)
            ),
        )
    } else if answers {
        (
            format!("replies from :{}", flow.source_port),
            format!(
                "to the source port it saw in the SYN, {}",
                flow.destination_port
            ),
        )
    } else {
        (
            format!("sends from :{}", flow.source_port),
            format!("to {}", endpoint(flow.destination, flow.destination_port)),
        )
    };
    PathStep {
        mark: Mark::Start,
        subject,
        rest,
        tag: None,
        detail,
        entry: Some(index),
    }
}

/// What becomes of it after a drop: silence, and perhaps another try.
fn silence(trace: &Trace, topology: &Topology, packet: &Packet, dropped: usize) -> PathStep {
    let at = trace.entries[dropped].at;
    let again = trace.entries[dropped..]
        .iter()
        .find_map(|entry| match &entry.event {
            TraceEvent::Sent {
                packet: next,
                origin: Sender::Host(host),
                retry,
            } if next.flow_index == packet.flow_index && *retry > 0 => {
                Some((entry.at - at, next, topology.host(*host).name.clone()))
            }
            _ => None,
        });
    let (rest, detail) = match again {
        Some((wait, next, host)) if wait > SimTime::ZERO => (
            String::new(),
            format!(
                "nobody is told; {host} sends {} again after {wait} s",
                flags(next)
            ),
        ),
        _ => (String::new(), "nobody is told: a drop is silence".into()),
    };
    PathStep {
        mark: Mark::After,
        subject: String::new(),
        rest,
        tag: None,
        detail,
        entry: None,
    }
}

/// `acl-public out *`: a drop where room is short.
#[must_use]
pub fn short_drop(
    topology: &Topology,
    gate: Gate,
    direction: Direction,
    reason: &Reason,
) -> String {
    format!(
        "{} {} {}",
        topology.gate_name(gate),
        way(direction),
        reason.rule()
    )
}
