//! Sockets: why a server cannot listen, and why a datagram is not an answer.

use std::net::IpAddr;

use super::packet::endpoint;
use crate::host::PortHolder;
use crate::net::{Family, Service, TcpState};
use crate::sim::Setup;

/// Why a server does not listen, where room is short: `port in use by TIME-WAIT`.
#[must_use]
pub fn not_listening(holder: PortHolder) -> String {
    match holder {
        PortHolder::Listener => "port in use by another server".into(),
        PortHolder::Connection { state, .. } => format!("port in use by {state}"),
        PortHolder::Socket { .. } => "port in use by a UDP socket".into(),
    }
}

/// A server that fails to listen: `cannot listen on tcp 40000 (IPv4): address already in use
/// (EADDRINUSE) by the connection c, which is ESTABLISHED`.
pub(super) fn listen_failed(
    setup: &Setup,
    service: Service,
    family: Family,
    holder: PortHolder,
) -> String {
    let flow = |index: u32| {
        let plan = setup.flows.get(index as usize);
        plan.map_or_else(String::new, |plan| plan.name.to_string())
    };
    let holder = match holder {
        PortHolder::Listener => "another server".into(),
        PortHolder::Connection {
            flow_index,
            state: TcpState::TimeWait,
        } => format!("the closed connection {}, in TIME-WAIT", flow(flow_index)),
        PortHolder::Connection { flow_index, state } => {
            format!("the connection {}, in {state}", flow(flow_index))
        }
        PortHolder::Socket { flow_index } => format!("the UDP socket of {}", flow(flow_index)),
    };
    format!(
        "cannot listen on {service} ({}): address already in use (EADDRINUSE) by {holder}",
        family_name(family)
    )
}

/// A datagram that came from somewhere other than the flow sends to: `198.51.100.9:40123, not
/// from 198.51.100.20:53`.
pub(super) fn from_elsewhere(source: (IpAddr, u16), asked: (IpAddr, u16)) -> String {
    format!(
        "{}, not from {}",
        endpoint(source.0, source.1),
        endpoint(asked.0, asked.1)
    )
}

const fn family_name(family: Family) -> &'static str {
    match family {
        Family::V4 => "IPv4",
        Family::V6 => "IPv6",
    }
}
