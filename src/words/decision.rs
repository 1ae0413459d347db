//! Decision path: the gates that a packet passes, each with its verdict and the reason.

use super::packet::{endpoint, flags};
use super::reason::Judged;
use super::socket::from_elsewhere;
use super::tone::Tag;
use super::trace::drop_rule_name;
use crate::host::HostEvent;
use crate::net::{Packet, PacketNumber, SimTime, TcpFlags};
use crate::policy::{Direction, Reason, translated};
use crate::sim::{NatReset, Sender, Trace, TraceEvent};
use crate::topology::{Gate, Topology};

/// One step of a packet's path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DecisionStep {
    /// The mark on its dot.
    pub mark: Mark,
    /// The gate or host: `acl-public`.
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

/// The mark on a step's dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// The packet is sent.
    Start,
    /// A rule allows the packet.
    Allowed,
    /// A tracked connection allows the packet.
    Remembered,
    /// A route or gateway forwards or translates the packet.
    Passed,
    /// The packet is dropped.
    Dropped,
    /// The packet reaches its host.
    Arrived,
    /// After a drop: a retransmission or silence.
    After,
}

/// The path of one packet, as far as the trace goes.
///
/// Leaves out entries after `until`; `None` includes all.
#[must_use]
pub fn decision_path(
    trace: &Trace,
    number: PacketNumber,
    until: Option<usize>,
) -> Vec<DecisionStep> {
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
                steps.push(start(trace, topology, packet, *origin, index));
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
                let answer = reset_of(trace, packet, index);
                steps.push(answer.unwrap_or_else(|| silence(trace, topology, packet, index)));
            }
            TraceEvent::Delivered { host, .. } => steps.push(DecisionStep {
                mark: Mark::Arrived,
                subject: topology.host(*host).name.to_string(),
                rest: "receives the packet".into(),
                tag: None,
                detail: not_an_answer(trace, index).unwrap_or_default(),
                entry: Some(index),
            }),
            _ => {}
        }
    }
    steps
}

fn start(
    trace: &Trace,
    topology: &Topology,
    packet: &Packet,
    origin: Sender,
    index: usize,
) -> DecisionStep {
    let flow = packet.flow();
    let subject = origin.name(topology).to_owned();
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
    } else if let Sender::Gateway(_, reset) = origin {
        ("answers with RST".into(), reset_detail(reset).into())
    } else if opens {
        let port = if has_ephemeral_port(trace, packet.flow_index, index) {
            "an ephemeral port"
        } else {
            "the port that the script names"
        };
        (
            format!("sends from :{}", flow.source_port),
            format!(
                "{port} for this connection; the service is at {}",
                endpoint(flow.destination, flow.destination_port)
            ),
        )
    } else if answers {
        (
            format!("replies from :{}", flow.source_port),
            format!("to the source port of the SYN, {}", flow.destination_port),
        )
    } else {
        (
            format!("sends from :{}", flow.source_port),
            format!("to {}", endpoint(flow.destination, flow.destination_port)),
        )
    };
    DecisionStep {
        mark: Mark::Start,
        subject,
        rest,
        tag: None,
        detail,
        entry: Some(index),
    }
}

/// Why a datagram that has just arrived answers no flow, if its socket takes none from there.
fn not_an_answer(trace: &Trace, delivered: usize) -> Option<String> {
    match &trace.entries.get(delivered + 1)?.event {
        TraceEvent::Host {
            event:
                HostEvent::AnsweredFromElsewhere {
                    source,
                    source_port,
                    asked,
                    asked_port,
                    ..
                },
            ..
        } => {
            let ends = from_elsewhere((*source, *source_port), (*asked, *asked_port));
            Some(format!(
                "not an answer: the datagram comes from {ends}, where it was asked"
            ))
        }
        _ => None,
    }
}

/// Why a NAT gateway sends RST.
const fn reset_detail(reset: NatReset) -> &'static str {
    match reset {
        NatReset::SessionExpired => {
            "AWS: a NAT gateway answers with RST once the session has been idle for 350 s"
        }
        NatReset::NoSession => {
            "an assumption: AWS documents this RST for expired sessions only, not for a flow that \
             never had one"
        }
    }
}

/// The RST that a NAT gateway answers a dropped segment with: the next entry after the drop.
fn reset_of(trace: &Trace, packet: &Packet, dropped: usize) -> Option<DecisionStep> {
    let entry = trace.entries.get(dropped + 1)?;
    let TraceEvent::Sent {
        packet: reset,
        origin: origin @ Sender::Gateway(_, cause),
        ..
    } = &entry.event
    else {
        return None;
    };
    let topology = trace.topology_at(dropped);
    (reset.flow_index == packet.flow_index).then(|| DecisionStep {
        mark: Mark::After,
        subject: origin.name(topology).to_owned(),
        rest: format!("answers {} with RST", packet.source),
        tag: None,
        detail: reset_detail(*cause).into(),
        entry: None,
    })
}

/// Whether the system chose the port of a flow; its SYN is sent in this entry.
fn has_ephemeral_port(trace: &Trace, flow: u32, sent: usize) -> bool {
    let before = trace.entries[..sent].iter().rev();
    let taken = before.filter_map(|entry| match &entry.event {
        TraceEvent::Host {
            event:
                HostEvent::PortTaken {
                    flow_index,
                    ephemeral,
                    ..
                },
            ..
        } if *flow_index == flow => Some(*ephemeral),
        _ => None,
    });
    taken.take(1).any(|ephemeral| ephemeral)
}

/// After a drop: silence, and the next retransmission if there is one.
fn silence(trace: &Trace, topology: &Topology, packet: &Packet, dropped: usize) -> DecisionStep {
    let at = trace.entries[dropped].at;
    let again = trace.entries[dropped..]
        .iter()
        .find_map(|entry| match &entry.event {
            TraceEvent::Sent {
                packet: next,
                origin: Sender::Host(host),
                retry,
            } if next.flow_index == packet.flow_index && *retry > 0 => {
                Some((entry.at - at, topology.host(*host).name.clone()))
            }
            _ => None,
        });
    let (rest, detail) = match again {
        Some((wait, host)) if wait > SimTime::ZERO => (
            String::new(),
            format!("dropped silently; {host} retransmits after {wait} s"),
        ),
        _ => (
            String::new(),
            "dropped silently: the sender gets no error".into(),
        ),
    };
    DecisionStep {
        mark: Mark::After,
        subject: String::new(),
        rest,
        tag: None,
        detail,
        entry: None,
    }
}

/// A drop where room is short: `acl-public outbound: default rule *`, `no route (vpc.main)`.
#[must_use]
pub fn short_drop(
    topology: &Topology,
    gate: Gate,
    direction: Direction,
    reason: &Reason,
) -> String {
    let name = topology.gate_name(gate);
    let rule = drop_rule_name(reason);
    match gate {
        Gate::Groups(_) | Gate::Acl { .. } => format!("{name} {direction}: {rule}"),
        Gate::RouteTable { .. } | Gate::Gateway(_) => format!("{rule} ({name})"),
        Gate::Network => rule,
    }
}
