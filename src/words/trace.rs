//! A trace as a page of text that one can read, compare and quote.
//!
//! One line an entry: the time, the packet, what it is or where it is, and what became
//! of it there. Names are the drawing's; addresses are the packet's at that moment.

use std::fmt::Write;

use super::packet::{endpoint, exchanged, info};
use super::way;
use crate::host::HostEvent;
use crate::net::{Packet, SimTime};
use crate::policy::{AclAction, Exempt, Reason, Tracking};
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
            let place = format!("{}, {}", place(topology, *gate), way(*direction));
            (
                Some(packet.0),
                format!("{place:<69} {}", passed(topology, *gate, reason)),
            )
        }
        TraceEvent::Dropped(drop) => {
            let place = format!("{}, {}", place(topology, drop.gate), way(drop.direction));
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
            let flow = &setup.flows[event.flow_index() as usize].name;
            (
                None,
                format!(
                    "{}: {flow} {}",
                    topology.host(*host).name,
                    host_event(event)
                ),
            )
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
        Reason::NoSession | Reason::SessionExpired => "no session".into(),
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

fn passed(topology: &Topology, gate: Gate, reason: &Reason) -> String {
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
                Tracking::PickedUp => "picked up and tracked",
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
        Reason::ReturnToSender => "route  back to the NAT gateway".into(),
        Reason::Translated { from, to } => format!("{from} becomes {to}"),
        Reason::PortTranslated {
            from,
            from_port,
            to,
            to_port,
        } => exchanged((*from, *from_port), (*to, *to_port)),
        _ => "passes".into(),
    }
}

/// Which of Amazon's own services this is.
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

fn host_event(event: &HostEvent) -> String {
    match event {
        HostEvent::PortTaken {
            transport,
            port,
            ephemeral,
            ..
        } => {
            let kind = if *ephemeral { "ephemeral port" } else { "port" };
            format!("takes {kind} {transport} {port}")
        }
        HostEvent::PortFreed {
            transport, port, ..
        } => format!("gives back port {transport} {port}"),
        HostEvent::NoPort { .. } => "finds no free port".into(),
        HostEvent::State { from, to, .. } => format!("{from} > {to}"),
        HostEvent::GaveUp { side, state, .. } => {
            format!("{side} gives up in {state}")
        }
        HostEvent::Reset { side, state, .. } => {
            format!("{side} is reset in {state}")
        }
        HostEvent::Heard { .. } => "reaches a listener".into(),
        HostEvent::Answered { .. } => "is answered".into(),
        HostEvent::Unreachable { .. } => "is told that nobody listens".into(),
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
            format!("gives {} the groups {name}", topology.host(*host).name)
        }
        TopologyChange::SetAcl { subnet, acl } => {
            format!(
                "gives {} the ACL {}",
                topology.subnet(*subnet).name,
                topology.acl(*acl).name
            )
        }
        TopologyChange::SetRoutes { subnet, table } => format!(
            "gives {} the routes {}",
            topology.subnet(*subnet).name,
            topology.table(*table).name
        ),
        TopologyChange::SetTimeouts { host, timeouts } => format!(
            "sets the timeouts of {}: tcp {} s, udp {} s, udp stream {} s; a flow takes them up \
             with its next packet",
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
