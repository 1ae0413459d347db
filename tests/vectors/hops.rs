//! A packet's path in short notation: `SGi un`, `NAo' pub 100`.
//!
//! `SGo` `SGi` a host's groups, `NAo` `NAi` a subnet's ACL with the number of the rule,
//! `RT` a route, `GW` a gateway with what it translates, `L` the host that receives it.
//! A `'` marks packets back to the initiator. `new`: a rule allows it and it is tracked from
//! now on. `st`: it belongs to a tracked flow. `un`: a rule allows it, untracked. `✖`: dropped.

use portcullis::net::{Packet, Payload, SimTime};
use portcullis::policy::{AclAction, Direction, Reason, Tracking};
use portcullis::sim::{Run, TraceEvent};
use portcullis::topology::{Gate, GatewayKind, Topology};

/// The paths of all packets of a flow that were sent from this time on.
///
/// Packets with the same path share a line, which names them in the order in which they were
/// sent: `SYN, ACK: GW igw…`. Lines are in the order of their first packets.
pub(crate) fn ways(run: &Run, flow: u32, from: SimTime) -> Vec<String> {
    let mut lines: Vec<(String, Vec<String>)> = Vec::new();
    for packet in packets(run, flow, from) {
        let way = packet.hops.join(", ");
        match lines.iter_mut().find(|(known, _)| *known == way) {
            Some((_, names)) => names.push(packet.name),
            None => lines.push((way, vec![packet.name])),
        }
    }
    lines
        .into_iter()
        .map(|(way, names)| format!("{}: {way}", counted(&names)))
        .collect()
}

/// One packet and its path.
struct Journey {
    number: u32,
    is_back: bool,
    name: String,
    hops: Vec<String>,
}

fn packets(run: &Run, flow: u32, from: SimTime) -> Vec<Journey> {
    let mut packets: Vec<Journey> = Vec::new();
    let initiator = run.flows[flow as usize].source;
    let mut topology = &run.trace.start;
    for entry in &run.trace.entries {
        if let TraceEvent::Changed { topology: next, .. } = &entry.event {
            topology = next;
        }
        if entry.event.flow_index() != Some(flow) {
            continue;
        }
        match &entry.event {
            TraceEvent::Sent { packet, .. } if entry.at >= from => packets.push(Journey {
                number: packet.number.0,
                is_back: Some(packet.source) != initiator,
                name: name(packet),
                hops: Vec::new(),
            }),
            event => {
                let number = event.packet().map(|number| number.0);
                let packet = packets
                    .iter_mut()
                    .find(|known| Some(known.number) == number);
                if let Some(packet) = packet {
                    packet.hops.push(hop(topology, event, packet.is_back));
                }
            }
        }
    }
    packets
}

/// The names, with repetitions counted: `SYN ×3, ACK`.
fn counted(names: &[String]) -> String {
    let runs = names.chunk_by(|one, other| one == other);
    let runs = runs.map(|run| match run.len() {
        1 => run[0].clone(),
        count => format!("{} ×{count}", run[0]),
    });
    runs.collect::<Vec<_>>().join(", ")
}

fn name(packet: &Packet) -> String {
    match &packet.payload {
        Payload::Tcp(segment) => {
            let data = if segment.length > 0 { " data" } else { "" };
            format!("{}{data}", segment.flags)
        }
        Payload::Udp { .. } => "UDP".into(),
        Payload::Other { protocol, .. } => format!("protocol {protocol}"),
        Payload::Icmp(_) => {
            let (kind, code) = packet.icmp_type_and_code().unwrap();
            format!("ICMP {kind}/{code}")
        }
    }
}

fn hop(topology: &Topology, event: &TraceEvent, back: bool) -> String {
    let mark = if back { "'" } else { "" };
    let (gate, direction, reason) = match event {
        TraceEvent::Passed {
            gate,
            direction,
            reason,
            ..
        } => (*gate, *direction, reason),
        TraceEvent::Dropped(drop) => (drop.gate, drop.direction, &drop.reason),
        TraceEvent::Delivered { host, .. } => {
            return format!("L{mark} {}", topology.host(*host).name);
        }
        other => panic!("{other:?} is no hop"),
    };
    let way = match direction {
        Direction::Inbound => "i",
        Direction::Outbound => "o",
    };
    let verdict = verdict(topology, gate, direction, reason);
    match gate {
        Gate::Groups(_) => format!("SG{way}{mark} {verdict}"),
        Gate::Acl { subnet, .. } => {
            format!("NA{way}{mark} {} {verdict}", topology.subnet(subnet).name)
        }
        Gate::RouteTable { .. } => format!("RT{mark} {verdict}"),
        Gate::Gateway(gateway) => {
            format!("GW{mark} {} {verdict}", topology.gateway(gateway).name)
        }
        Gate::Network => format!("network{mark} {verdict}"),
    }
}

fn verdict(topology: &Topology, gate: Gate, direction: Direction, reason: &Reason) -> String {
    if let Some(code) = reason.code() {
        return match gate {
            Gate::Acl { .. } => format!("✖ {}", reason.rule()),
            _ => format!("✖ {} {code}", reason.rule()),
        };
    }
    match reason {
        Reason::GroupRule { rule, tracking } => {
            let Gate::Groups(host) = gate else {
                return "?".into();
            };
            let group = &topology.groups_of(host)[usize::from(rule.group)];
            let peer = &group.rules(direction)[usize::from(rule.position)].peer;
            let kept = match tracking {
                Tracking::NewEntry => "new",
                Tracking::PickedUp => "picked up",
                Tracking::Untracked => "un",
                Tracking::None => "rule",
            };
            format!("{kept} {} ({peer})", group.name)
        }
        Reason::Tracked { .. } => "st".into(),
        Reason::AclEntry {
            number,
            action: AclAction::Allow,
        } => number.to_string(),
        Reason::LocalRoute { .. } => "local".into(),
        Reason::Route { to } => to.to_string(),
        Reason::Translated { from, to } => format!("{from}→{to}"),
        Reason::PortTranslated {
            from,
            from_port,
            to,
            to_port,
        } => {
            // AWS documents the range of a NAT gateway's ports, but not which one it chooses.
            let port = |address, port: u16| match gate {
                Gate::Gateway(gateway) => match topology.gateway(gateway).kind {
                    GatewayKind::Nat { private, .. } if private == address => {
                        assert!(port >= 1_024, "the NAT gateway chose port {port}");
                        "p".to_owned()
                    }
                    _ => port.to_string(),
                },
                _ => port.to_string(),
            };
            format!(
                "{from}:{}→{to}:{}",
                port(*from, *from_port),
                port(*to, *to_port)
            )
        }
        Reason::ReturnToSender
        | Reason::NotFiltered(_)
        | Reason::Forwarded
        | Reason::PathMtu
        | Reason::Related { .. } => reason.rule(),
        _ => format!("{reason:?}"),
    }
}
