//! What just happened, in one sentence: the live region and the transcript.

use super::packet::label;
use super::way;
use crate::host::{HostEvent, Side};
use crate::net::{Packet, PacketNumber, TcpState};
use crate::policy::{AclAction, Direction, Reason, Tracking, translated};
use crate::sim::{Drop, Outcome, Setup, Trace, TraceEvent};
use crate::topology::{Gate, Topology};

/// What a trace's entry says, for somebody who hears instead of seeing it.
#[must_use]
pub fn moment(setup: &Setup, trace: &Trace, index: usize) -> String {
    let Some(entry) = trace.entries.get(index) else {
        return String::new();
    };
    let topology = trace.topology_at(index);
    let name =
        |number| packet_at(trace, number, index).map_or_else(String::new, |packet| label(&packet));
    match &entry.event {
        TraceEvent::Sent {
            packet,
            origin,
            retry,
        } => {
            let by = origin.name(topology);
            let again = if *retry > 0 { " again" } else { "" };
            format!("{by} sends {}{again}.", label(packet))
        }
        TraceEvent::Passed {
            packet,
            gate,
            direction,
            reason,
            ..
        } => passed(topology, &name(*packet), *gate, *direction, reason),
        TraceEvent::Dropped(drop) => {
            let heading = drop_heading(topology, drop);
            format!(
                "{}: {heading}, {}.",
                name(drop.packet),
                drop_rule(topology, drop)
            )
        }
        TraceEvent::Delivered { packet, host, .. } => {
            format!("{} reaches {}.", name(*packet), topology.host(*host).name)
        }
        TraceEvent::Host { host, event } => {
            let flow = &setup.flows[event.flow_index() as usize].name;
            host_event(&topology.host(*host).name, flow, event)
        }
        TraceEvent::Changed { command, .. } => {
            format!(
                "The script {}.",
                super::trace::change(setup, topology, *command)
            )
        }
        TraceEvent::Ended {
            flow_index,
            outcome,
        } => {
            format!(
                "{}: {}.",
                setup.flows[*flow_index as usize].name,
                outcome_phrase(*outcome)
            )
        }
    }
}

/// The first line of a drop's callout: `Blocked by acl-public, outbound`.
#[must_use]
pub fn drop_heading(topology: &Topology, drop: &Drop) -> String {
    let gate = topology.gate_name(drop.gate);
    match drop.gate {
        Gate::Network => match drop.reason {
            Reason::Lost => "Lost on the way".into(),
            _ => "Nobody has this address".into(),
        },
        Gate::RouteTable { .. } => format!("No way out by {gate}"),
        _ => format!("Blocked by {gate}, {}", drop.direction),
    }
}

/// The second line: `rule * DENY all 0.0.0.0/0`.
#[must_use]
pub fn drop_rule(topology: &Topology, drop: &Drop) -> String {
    match drop.reason {
        Reason::AclDefault => "rule * DENY all".into(),
        Reason::AclEntry {
            number,
            action: AclAction::Deny,
        } => {
            let entry = match drop.gate {
                Gate::Acl { acl, .. } => topology
                    .acl(acl)
                    .entries(drop.direction)
                    .iter()
                    .find(|entry| entry.number == number),
                _ => None,
            };
            entry.map_or_else(
                || format!("rule {number} DENY"),
                |entry| format!("rule {number} DENY {} {}", entry.traffic, entry.cidr),
            )
        }
        Reason::NoGroupRule { no_rules: true } => format!("no {} rule at all", drop.direction),
        Reason::NoGroupRule { .. } => format!("no {} rule admits it", drop.direction),
        Reason::InvalidState => "no such connection is known".into(),
        Reason::Cut => "its untracked connection has lost a rule".into(),
        Reason::TableFull => "no room to remember it".into(),
        Reason::NoRoute => "no route matches".into(),
        Reason::Blackhole { to } => format!("route {to} is a blackhole"),
        Reason::NoPublicAddress => "the sender has no public address".into(),
        Reason::UnknownAddress => "no such public address".into(),
        Reason::NoSession if drop.direction == Direction::Inbound => {
            "nobody inside asked for it".into()
        }
        Reason::NoSession => "it has no session for it".into(),
        Reason::SessionExpired => "there is no session for it any more".into(),
        Reason::NatPortsExhausted => "no port left".into(),
        Reason::NatProtocol => "not a protocol it carries".into(),
        Reason::NotInPeeredVpcs => "neither of its two VPCs".into(),
        Reason::NoHost => "no host of this scenario answers there".into(),
        Reason::Lost => "by the scenario's own setting".into(),
        _ => drop.reason.rule(),
    }
}

/// How a flow ended, in words.
#[must_use]
pub const fn outcome_phrase(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Connected => "connected",
        Outcome::Broken => "broke off: data was sent again and again without an answer",
        Outcome::Reset => "was reset",
        Outcome::Refused => "connection refused",
        Outcome::TimedOut => "connection timed out",
        Outcome::NoPort => "found no free port",
        Outcome::Replied => "got a reply",
        Outcome::NoReply => "got no reply",
        Outcome::Sent => "reached a listener",
        Outcome::Lost => "reached no listener",
        Outcome::Unreachable => "has no address to go to",
        Outcome::Pending => "is undecided",
    }
}

/// The packet as it looks at an entry of the trace, after what that entry did to it.
#[must_use]
pub fn packet_at(trace: &Trace, number: PacketNumber, index: usize) -> Option<Packet> {
    let sent = trace.sent_at(number).filter(|&sent| sent <= index)?;
    let mut current = None;
    for entry in &trace.entries[sent..=index.min(trace.entries.len() - 1)] {
        match &entry.event {
            TraceEvent::Sent { packet, .. } if packet.number == number => current = Some(**packet),
            TraceEvent::Passed {
                packet,
                direction,
                reason,
                ..
            } if *packet == number => {
                current = current.map(|packet| translated(&packet, *direction, reason));
            }
            _ => {}
        }
    }
    current
}

fn passed(
    topology: &Topology,
    packet: &str,
    gate: Gate,
    direction: Direction,
    reason: &Reason,
) -> String {
    let gate = topology.gate_name(gate);
    match reason {
        Reason::Tracked { from } => format!(
            "{gate} lets {packet} {}: it remembers packet {}, no rule is read.",
            way(direction),
            from.0
        ),
        Reason::GroupRule { tracking, .. } => {
            let kept = match tracking {
                Tracking::NewEntry | Tracking::PickedUp => ", and remembers it",
                Tracking::Untracked => ", and remembers nothing",
                Tracking::None => "",
            };
            format!("{gate} lets {packet} {} by a rule{kept}.", way(direction))
        }
        Reason::AclEntry { number, .. } => {
            format!("{gate} lets {packet} {} by rule {number}.", way(direction))
        }
        Reason::Translated { from, to } => format!("{gate} turns {from} into {to}."),
        Reason::PortTranslated {
            from,
            from_port,
            to,
            to_port,
        } => {
            format!("{gate} turns {from} port {from_port} into {to} port {to_port}.")
        }
        Reason::LocalRoute { to } | Reason::Route { to } => {
            format!("{gate} routes {packet} by {to}.")
        }
        _ => format!("{gate} passes {packet} on."),
    }
}

fn host_event(host: &str, flow: &str, event: &HostEvent) -> String {
    match event {
        HostEvent::PortTaken {
            port,
            ephemeral: true,
            ..
        } => {
            format!("{host} picks the ephemeral port {port} for {flow}.")
        }
        HostEvent::PortTaken { port, .. } => format!("{host} takes port {port} for {flow}."),
        HostEvent::PortFreed { port, .. } => format!("{host} gives port {port} back."),
        HostEvent::NoPort { .. } => format!("{host} finds no free port for {flow}."),
        HostEvent::State {
            to: TcpState::Established,
            side: Side::Client,
            ..
        } => {
            format!("{flow} is connected, as {host} sees it.")
        }
        HostEvent::State { to, .. } => format!("{host}: {flow} is {to}."),
        HostEvent::GaveUp { .. } => format!("{host} gives {flow} up."),
        HostEvent::Reset {
            state: TcpState::SynSent,
            ..
        } => {
            format!("{host}: {flow} is refused.")
        }
        HostEvent::Reset { .. } => format!("{host}: {flow} is reset."),
        HostEvent::Heard { .. } => format!("{host} hears {flow}."),
        HostEvent::Answered { .. } => format!("{host}: {flow} is answered."),
        HostEvent::Unreachable { .. } => format!("{host} is told that nobody listens for {flow}."),
    }
}
