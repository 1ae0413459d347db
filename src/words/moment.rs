//! One sentence for a trace entry: read by the live region and the transcript.

use super::packet::{end, endpoint, label};
use super::socket::{from_elsewhere, listen_failed};
use crate::host::{HostEvent, Side};
use crate::net::{Packet, PacketNumber, TcpState};
use crate::policy::{AclAction, Direction, Reason, Tracking, translated};
use crate::sim::{Drop, Outcome, Setup, Trace, TraceEvent};
use crate::topology::{Gate, Topology};

/// A trace entry as a sentence, for screen readers and the transcript.
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
            let sends = if *retry > 0 { "retransmits" } else { "sends" };
            format!("{by} {sends} {}.", label(packet))
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
            let packet = packet_at(trace, drop.packet, index);
            let rule = drop_rule(topology, drop, packet.as_ref());
            let comma = if drop.reason == Reason::NoRoute {
                ""
            } else {
                ","
            };
            format!("{}: {heading}{comma} {rule}.", name(drop.packet))
        }
        TraceEvent::Delivered { packet, host, .. } => {
            format!("{} reaches {}.", name(*packet), topology.host(*host).name)
        }
        TraceEvent::Host { host, event } => {
            let host = &topology.host(*host).name;
            if let HostEvent::ListenFailed {
                service,
                family,
                holder,
            } = event
            {
                let what = listen_failed(setup, *service, *family, *holder);
                return format!("{host} {what}.");
            }
            let flow = event.flow_index().map(|flow| &setup.flows[flow as usize]);
            host_event(host, flow.map_or("", |plan| &plan.name), event)
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
            Reason::Lost => "Lost on a link".into(),
            _ => "No host has this address".into(),
        },
        Gate::RouteTable { .. } => match drop.reason {
            Reason::NoRoute => format!("{gate} has no route"),
            _ => format!("Blocked by {gate}"),
        },
        _ => format!("Blocked by {gate}, {}", drop.direction),
    }
}

/// The second line: `rule * DENY all 0.0.0.0/0`.
#[must_use]
pub fn drop_rule(topology: &Topology, drop: &Drop, packet: Option<&Packet>) -> String {
    let destination = || packet.map_or_else(String::new, |packet| packet.destination.to_string());
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
        Reason::NoGroupRule { no_rules: true } => format!("no {} rules", drop.direction),
        Reason::NoGroupRule { .. } => format!("no {} rule matches", drop.direction),
        Reason::InvalidState => "not part of a tracked connection".into(),
        Reason::Cut => "a rule of its untracked connection was removed".into(),
        Reason::TableFull => "the tracking table is full".into(),
        Reason::NoRoute => format!("to {}", destination()),
        Reason::Blackhole { to } => format!("route {to} is a blackhole"),
        Reason::NoPublicAddress => "the source has no public IP address".into(),
        Reason::UnknownAddress => "no host has this public address".into(),
        Reason::PrivateDestination(_) => "private destination".into(),
        Reason::PrivateSource(_) => "private source".into(),
        Reason::NoSession => "it never had a session for this".into(),
        Reason::SessionExpired => "the session expired after 350 s idle".into(),
        Reason::RoutingLoop => "the routes lead back here: a loop".into(),
        Reason::NatPortsExhausted => "no free port".into(),
        Reason::NatProtocol => "translates TCP, UDP and ICMP only".into(),
        Reason::NotInPeeredVpcs => "not between its two VPCs".into(),
        Reason::NoHost => destination(),
        Reason::Lost => "at random, as `settings.loss` asks".into(),
        _ => drop.reason.rule(),
    }
}

/// How a flow ended, in words.
#[must_use]
pub const fn outcome_phrase(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Connected => "connected",
        Outcome::Broken => "broke: retransmitted data was never acknowledged",
        Outcome::Reset => "was reset",
        Outcome::Refused => "connection refused",
        Outcome::TimedOut => "connection timed out",
        Outcome::NoPort => "no free port",
        Outcome::Replied => "got a reply",
        Outcome::NoReply => "got no reply",
        Outcome::Sent => "reached a listener",
        Outcome::Lost => "reached no listener",
        Outcome::Unreachable => "no address to connect to",
        Outcome::Pending => "still undecided",
    }
}

/// The packet at a trace entry, with that entry's translation applied.
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
            "{gate} allows {packet} {}: part of tracked connection #{}, rules aren't evaluated.",
            direction, from.0
        ),
        Reason::GroupRule { tracking, .. } => {
            let kept = match tracking {
                Tracking::NewEntry | Tracking::PickedUp => ", tracked from now on",
                Tracking::Untracked => ", untracked",
                Tracking::None => "",
            };
            format!("{gate} allows {packet} {direction}{kept}.")
        }
        Reason::AclEntry { number, .. } => {
            format!("{gate} allows {packet} {direction} (rule {number}).")
        }
        Reason::Translated { from, to } => {
            format!("{gate} translates the {} {from} to {to}.", end(direction))
        }
        Reason::PortTranslated {
            from,
            from_port,
            to,
            to_port,
        } => {
            format!(
                "{gate} translates the {} {} to {}.",
                end(direction),
                endpoint(*from, *from_port),
                endpoint(*to, *to_port)
            )
        }
        Reason::LocalRoute { to } | Reason::Route { to } => {
            format!("{gate} routes {packet}: {to} matches.")
        }
        _ => format!("{gate} forwards {packet}."),
    }
}

fn host_event(host: &str, flow: &str, event: &HostEvent) -> String {
    match event {
        HostEvent::PortTaken {
            port,
            ephemeral: true,
            ..
        } => {
            format!("{host} picks ephemeral port {port} for {flow}.")
        }
        HostEvent::PortTaken { port, .. } => format!("{host} uses port {port} for {flow}."),
        HostEvent::PortFreed { port, .. } => format!("{host} releases port {port}."),
        HostEvent::NoPort { .. } => format!("{host} has no free port for {flow}."),
        HostEvent::State {
            to: TcpState::Established,
            side: Side::Client,
            ..
        } => {
            format!("{host}: {flow} is ESTABLISHED.")
        }
        HostEvent::State { to, .. } => format!("{host}: {flow} is {to}."),
        HostEvent::GaveUp { .. } => format!("{host} gives up on {flow}."),
        HostEvent::Reset {
            state: TcpState::SynSent,
            ..
        } => {
            format!("{host}: {flow} is refused.")
        }
        HostEvent::Reset { .. } => format!("{host}: {flow} is reset."),
        HostEvent::Heard { .. } => format!("{host} receives a datagram of {flow}."),
        HostEvent::Answered { .. } => format!("{host} receives a reply to {flow}."),
        HostEvent::AnsweredFromElsewhere {
            source,
            source_port,
            asked,
            asked_port,
            ..
        } => {
            let ends = from_elsewhere((*source, *source_port), (*asked, *asked_port));
            format!("{host}: {flow} gets a datagram from {ends}, so it is not an answer.")
        }
        HostEvent::ListenFailed { .. } => String::new(),
        HostEvent::Unreachable { .. } => {
            format!("{host} receives ICMP port unreachable for {flow}.")
        }
    }
}
