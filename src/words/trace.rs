//! Trace entries as lines of text that a person can read, compare and quote.
//!
//! Each line has the time, the packet, its gate or host, and the verdict. Names are ids of
//! the drawing; addresses are those of the packet at that moment.

use std::fmt::Write;

use super::in_or_out;
use super::packet::{end, endpoint, exchanged, info};
use super::socket::{from_elsewhere, listen_failed};
use crate::host::HostEvent;
use crate::net::{Packet, SimTime};
use crate::policy::{AclAction, Direction, Exempt, Reason, Tracking};
use crate::sim::{Setup, TraceEvent};
use crate::topology::{Gate, Topology, TopologyChange};

/// The number of the packet that an entry is about, and the rest of its line.
pub(super) fn line(
    setup: &Setup,
    topology: &Topology,
    event: &TraceEvent,
) -> (Option<u32>, String) {
    match event {
        TraceEvent::Sent {
            packet,
            origin,
            retry,
        } => {
            let by = origin.name(topology);
            let mut sent = format!("sent by {by}");
            if *retry > 0 {
                let _ = write!(sent, ", retry {retry}");
            }
            let what = info(packet, 0).text.replace('·', "+");
            (
                Some(packet.number.0),
                format!("{what:<26} {:<42} {sent}", ends(packet)),
            )
        }
        TraceEvent::Passed {
            packet,
            gate,
            direction,
            reason,
            ..
        } => {
            let place = format!("{}, {}", place(topology, *gate), in_or_out(*direction));
            (
                Some(packet.0),
                format!(
                    "{place:<69} {}",
                    passed(topology, *gate, *direction, reason)
                ),
            )
        }
        TraceEvent::Dropped(drop) => {
            let place = format!(
                "{}, {}",
                place(topology, drop.gate),
                in_or_out(drop.direction)
            );
            (
                Some(drop.packet.0),
                format!("{place:<69} DROP ({})", drop_rule_name(&drop.reason)),
            )
        }
        TraceEvent::Delivered { packet, host, .. } => (
            Some(packet.0),
            format!("{:<69} delivered", topology.host(*host).name),
        ),
        TraceEvent::Host { host, event } => {
            let name = &topology.host(*host).name;
            let what = host_event(setup, event);
            let flow = event.flow_index();
            let line = flow.map_or_else(
                || format!("{name}: {what}"),
                |flow| format!("{name}: {} {what}", setup.flows[flow as usize].name),
            );
            (None, line)
        }
        TraceEvent::Changed { command, .. } => (
            None,
            format!("the script {}", change(setup, topology, *command)),
        ),
        TraceEvent::Ended {
            flow_index,
            outcome,
        } => (
            None,
            format!("{}: {outcome}", setup.flows[*flow_index as usize].name),
        ),
    }
}

/// What drops a packet, in a few words: `no rule matches`, `rule 90`.
pub(super) fn drop_rule_name(reason: &Reason) -> String {
    match reason {
        Reason::AclDefault => "default rule *".into(),
        Reason::AclEntry { number, .. } => format!("rule {number}"),
        Reason::NoGroupRule { .. } => "no rule matches".into(),
        Reason::InvalidState | Reason::Cut => "no tracked connection".into(),
        Reason::TableFull => "tracking table full".into(),
        Reason::NoRoute => "no route".into(),
        Reason::Blackhole { to } => format!("blackhole route {to}"),
        Reason::NoPublicAddress => "no public IP address".into(),
        Reason::UnknownAddress => "unknown address".into(),
        Reason::PrivateDestination(_) => "private destination".into(),
        Reason::PrivateSource(_) => "private source".into(),
        Reason::NoSession => "no session".into(),
        Reason::SessionExpired => "session expired".into(),
        Reason::RoutingLoop => "routing loop".into(),
        Reason::NatPortsExhausted => "no free port".into(),
        Reason::NatProtocol => "protocol not supported".into(),
        Reason::NotInPeeredVpcs => "not in the peered VPCs".into(),
        Reason::NoHost => "no host has this address".into(),
        Reason::Lost => "lost at random".into(),
        _ => reason.rule(),
    }
}

fn ends(packet: &Packet) -> String {
    let flow = packet.flow();
    if flow.protocol.has_ports() {
        format!(
            "{} > {}",
            endpoint(flow.source, flow.source_port),
            endpoint(flow.destination, flow.destination_port)
        )
    } else {
        format!("{} > {}", flow.source, flow.destination)
    }
}

fn place(topology: &Topology, gate: Gate) -> String {
    let name = topology.gate_name(gate);
    match gate {
        Gate::Groups(host) => format!("groups of {} ({name})", topology.host(host).name),
        Gate::Acl { subnet, .. } => format!("acl {name} of {}", topology.subnet(subnet).name),
        Gate::RouteTable { subnet, .. } => {
            format!("routes {name} of {}", topology.subnet(subnet).name)
        }
        Gate::Gateway(_) => format!("gateway {name}"),
        Gate::Network => "network".into(),
    }
}

fn passed(topology: &Topology, gate: Gate, direction: Direction, reason: &Reason) -> String {
    match reason {
        Reason::GroupRule { rule, tracking } => {
            let group = match gate {
                Gate::Groups(host) => topology
                    .groups_of(host)
                    .get(usize::from(rule.group))
                    .map_or(String::new(), |group| group.name.to_string()),
                _ => String::new(),
            };
            let kept = match tracking {
                Tracking::NewEntry => "tracked from now on",
                Tracking::PickedUp => "tracked from mid-connection",
                Tracking::Untracked => "untracked",
                Tracking::None => "not tracked",
            };
            format!("allow  {group} rule {}, {kept}", rule.position + 1)
        }
        Reason::Tracked { from } => format!("allow  tracked from #{}", from.0),
        Reason::Related { from } => format!("allow  related to #{}", from.0),
        Reason::PathMtu => "allow  path MTU message".into(),
        Reason::NotFiltered(exempt) => format!("allow  exempt: {}", exempt_name(*exempt)),
        Reason::AclEntry {
            number,
            action: AclAction::Allow,
        } => format!("allow  {number}"),
        Reason::LocalRoute { to } => format!("route  {to} local"),
        Reason::Route { to } => format!("route  {to}"),
        Reason::ReturnToSender => "route  return to the NAT gateway".into(),
        Reason::Translated { from, to } => {
            format!("translates {} {from} to {to}", end(direction))
        }
        Reason::PortTranslated {
            from,
            from_port,
            to,
            to_port,
        } => exchanged(direction, (*from, *from_port), (*to, *to_port)),
        _ => "passes".into(),
    }
}

/// The name of the Amazon service.
fn exempt_name(exempt: Exempt) -> &'static str {
    match exempt {
        Exempt::Resolver => "Amazon's DNS resolver",
        Exempt::Dhcp => "DHCP",
        Exempt::Metadata => "instance metadata",
        Exempt::TaskMetadata => "task metadata",
        Exempt::Activation => "Windows activation",
        Exempt::TimeSync => "Amazon Time Sync",
        Exempt::Router => "the router",
    }
}

fn host_event(setup: &Setup, event: &HostEvent) -> String {
    match event {
        HostEvent::PortTaken {
            transport,
            port,
            ephemeral,
            ..
        } => {
            let kind = if *ephemeral { "ephemeral port" } else { "port" };
            format!("uses {kind} {transport} {port}")
        }
        HostEvent::PortFreed {
            transport, port, ..
        } => format!("releases port {transport} {port}"),
        HostEvent::NoPort { .. } => "has no free port".into(),
        HostEvent::State { from, to, .. } => format!("{from} > {to}"),
        HostEvent::GaveUp { side, state, .. } => {
            format!("{side} gives up in {state}")
        }
        HostEvent::Reset { side, state, .. } => {
            format!("{side} is reset in {state}")
        }
        HostEvent::Heard { .. } => "reaches a listener".into(),
        HostEvent::Answered { .. } => "receives a reply".into(),
        HostEvent::AnsweredFromElsewhere {
            source,
            source_port,
            asked,
            asked_port,
            ..
        } => {
            let ends = from_elsewhere((*source, *source_port), (*asked, *asked_port));
            format!("gets a datagram from {ends}: no answer")
        }
        HostEvent::ListenFailed {
            service,
            family,
            holder,
        } => listen_failed(setup, *service, *family, *holder),
        HostEvent::Unreachable { .. } => "receives ICMP port unreachable".into(),
    }
}

#[inline(never)]
pub(super) fn change(setup: &Setup, topology: &Topology, command: usize) -> String {
    use crate::sim::Command;
    let Some((_, Command::Change(change))) = setup.commands.get(command) else {
        return "changes the network".into();
    };
    match change {
        TopologyChange::AddGroupRule {
            group,
            direction,
            rule,
        } => {
            let (name, rule) = (topology.group_name(*group), &rule);
            format!("adds to {name} {direction}: {} {}", rule.traffic, rule.peer)
        }
        TopologyChange::RemoveGroupRule {
            group,
            direction,
            rule,
        } => {
            let name = topology.group_name(*group);
            format!(
                "removes from {name} {direction}: {} {}",
                rule.traffic, rule.peer
            )
        }
        TopologyChange::AddAclEntry {
            acl,
            direction,
            entry,
        } => format!(
            "adds to {} {direction}: {} {} {} {}",
            topology.acl(*acl).name,
            entry.number,
            entry.action,
            entry.traffic,
            entry.cidr
        ),
        TopologyChange::RemoveAclEntry {
            acl,
            direction,
            entry,
        } => {
            format!(
                "removes from {} {direction}: {}",
                topology.acl(*acl).name,
                entry.number
            )
        }
        TopologyChange::SetGroups { host, .. } => {
            let name = topology.gate_name(Gate::Groups(*host));
            format!("associates {name} with {}", topology.host(*host).name)
        }
        TopologyChange::SetAcl { subnet, acl } => {
            format!(
                "associates {} with {}",
                topology.acl(*acl).name,
                topology.subnet(*subnet).name
            )
        }
        TopologyChange::SetRoutes { subnet, table } => format!(
            "associates {} with {}",
            topology.table(*table).name,
            topology.subnet(*subnet).name
        ),
        TopologyChange::SetTimeouts { host, timeouts } => format!(
            "sets the idle timeouts of {}: tcp {} s, udp {} s, udp stream {} s; a flow uses them \
             from its next packet on",
            topology.host(*host).name,
            timeouts.tcp,
            timeouts.udp,
            timeouts.udp_stream
        ),
    }
}

/// A moment as the page's clock shows it: minutes, seconds, milliseconds.
#[must_use]
pub fn clock(at: SimTime) -> String {
    let millis = at.as_micros() / 1_000;
    let (minutes, seconds, millis) = (millis / 60_000, millis / 1_000 % 60, millis % 1_000);
    format!("{minutes:02}:{seconds:02}.{millis:03}")
}
