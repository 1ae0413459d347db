//! Why a flow found no port: the system's range, and how much of it is in use.

use std::fmt::Write;

use super::grouped;
use crate::net::OsPreset;
use crate::sim::{PortShortage, Setup};
use crate::topology::{HostIndex, Topology};

/// `Linux uses 32768-60999`, or `client uses 40000-40009` where a host has a range of its own.
pub(super) fn uses(setup: &Setup, topology: &Topology, host: HostIndex) -> String {
    let plan = &setup.hosts[host.place()];
    let range = plan.profile.ports.range();
    if range == plan.os.ephemeral_range() {
        format!("{} uses {range}", system(plan.os))
    } else {
        format!("{} uses {range}", topology.host(host).name)
    }
}

/// The system's name; Linux of any version has one range.
const fn system(os: OsPreset) -> &'static str {
    match os {
        OsPreset::Linux65 => OsPreset::Linux.title(),
        other => other.title(),
    }
}

/// Why a flow found no port: `client has no free port to 198.51.100.30:80: Linux uses
/// 32768-60999, all 28 232 ports are in use, 28 232 of them in TIME-WAIT; the next one is free
/// at 60.08 s`.
pub(super) fn no_port(setup: &Setup, topology: &Topology, shortage: &PortShortage) -> String {
    let plan = &setup.flows[shortage.flow_index as usize];
    let host = &topology.host(plan.from).name;
    if let Some(port) = shortage.named {
        return format!("{host} already uses source port {port} [EADDRINUSE]");
    }
    let (goal, code) = match shortage.destination {
        Some((address, port)) => (
            format!("port to {}", super::endpoint(address, port)),
            "EADDRNOTAVAIL",
        ),
        None => ("UDP port".into(), "EAGAIN"),
    };
    let uses = uses(setup, topology, plan.from);
    let in_use = if shortage.in_use >= shortage.size {
        format!("all {} ports are in use", grouped(shortage.size as usize))
    } else {
        format!(
            "{} of {} ports are in use",
            grouped(shortage.in_use as usize),
            grouped(shortage.size as usize)
        )
    };
    let mut text = format!("{host} has no free {goal}: {uses}, {in_use}");
    if shortage.destination.is_some() {
        let waiting = grouped(shortage.time_wait as usize);
        let _ = write!(text, ", {waiting} of them in TIME-WAIT");
    }
    match shortage.next_free {
        Some(at) => {
            let _ = write!(text, "; the next one is free at {at} s");
        }
        None => text.push_str("; none becomes free in this run"),
    }
    format!("{text} [{code}]")
}
