//! What the script opens, sends or pings, drawn from one host to another.

use super::names;
use crate::net::{Service, SimTime, Transport};
use crate::scenario::{
    Close, Destination, Id, Open, Ping, Scenario, ScriptAction, ScriptEntry, Send, Unknown,
};

/// Between the beginnings of connections that were drawn one after another.
const APART: SimTime = SimTime::from_secs(1);
/// Bytes of a request and of a response, so that data is seen to flow both ways.
const REQUEST: u32 = 120;
const RESPONSE: u32 = 800;

/// What is asked of the other host.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::editor) enum Wish {
    /// A TCP connection to a port, or a datagram.
    Service(Service),
    /// ICMP echo.
    Ping,
}

/// Adds it to the end of the script; gives the flow's name. A server that does not listen
/// on the port yet does so from the beginning.
pub(in crate::editor) fn add(scenario: &mut Scenario, from: &str, to: &str, wish: Wish) -> Id {
    let id = names::free(scenario, "c");
    let at = scenario
        .script
        .iter()
        .map(|entry| entry.at)
        .max()
        .map_or(SimTime::ZERO, |last| last + APART);
    let (flow, from) = (id.clone(), from.to_owned());
    let target = Destination::Host(to.to_owned());
    let action = match wish {
        Wish::Service(Service {
            transport: Transport::Tcp,
            port,
        }) => ScriptAction::Open(Open {
            id: flow,
            from,
            to: target,
            port,
            source_port: None,
            count: None,
            every: SimTime::ZERO,
            request: REQUEST,
            response: RESPONSE,
            close: Close::default(),
        }),
        Wish::Service(Service {
            transport: Transport::Udp,
            port,
        }) => ScriptAction::Send(Send {
            id: flow,
            from,
            to: target,
            port,
            source_port: None,
            count: 1,
            every: SimTime::ZERO,
            request: REQUEST,
            response: Some(RESPONSE),
            delay: SimTime::ZERO,
        }),
        Wish::Ping => ScriptAction::Ping(Ping {
            id: flow,
            from,
            to: target,
            count: 1,
            every: Ping::EVERY,
        }),
    };
    scenario.script.push(ScriptEntry {
        at,
        action,
        unknown: Unknown::new(),
        action_unknown: Unknown::new(),
    });
    if let Wish::Service(service) = wish
        && let Some(server) = scenario.hosts.iter_mut().find(|host| host.id == to)
        && !server.listen.contains(&service)
    {
        server.listen.push(service);
    }
    id
}
