//! Local ports: a connection gets the port its program names, or an ephemeral one.
//!
//! Sources: Linux `__inet_hash_connect`, `tcp_twsk_unique`; `bind(2)`.

use std::net::IpAddr;

use super::connection::{Connection, FourTuple};
use super::port_usage::{MANY, PortUsage};
use super::{ConnectTarget, Families, HostStack, NoPort, Request, Side};
use crate::net::{Family, FlowMap, Service, SimTime, SortedMap, TcpState, Transport};

impl HostStack {
    pub(super) fn take_port(
        &mut self,
        target: &ConnectTarget<'_>,
        now: SimTime,
    ) -> Result<u16, NoPort> {
        let Self {
            open,
            held,
            connections,
            bound,
            listeners,
            profile,
            ..
        } = self;
        let reuse = profile.reuse_time_wait;
        let tuple_from = |local_port| FourTuple {
            local: target.source,
            local_port,
            remote: target.destination,
            remote_port: target.destination_port,
        };
        let in_use = InUse {
            open,
            connections,
            bound,
            listeners,
            reuse,
            now,
        };
        if let Some(port) = target.source_port {
            // `bind()` compares local ends only, so TIME-WAIT blocks the port too.
            let is_held = open
                .iter()
                .any(|(flow, _)| flow.source_port == port && flow.source == target.source);
            let family = Family::of(target.source);
            let is_listening = in_use
                .listening(port)
                .is_some_and(|families| families.contains(family));
            return if is_held || is_listening {
                Err(NoPort)
            } else {
                Ok(port)
            };
        }
        let request = Request {
            host: &profile.name,
            flow: target.flow,
            address: target.destination,
            port: target.destination_port,
        };
        if held.is_none() && open.len() >= MANY {
            let ours = open
                .iter()
                .filter(|(_, index)| connections[**index].side == Side::Client);
            *held = Some(PortUsage::of(
                profile.ports.range(),
                profile.ports.reserved().clone(),
                ours.map(|(flow, _)| flow),
            ));
        }
        // With reuse, a port in TIME-WAIT is in use and may be chosen nevertheless.
        let certain = held.as_ref().filter(|_| !reuse);
        let held = certain.map_or([0; 2], |held| held.toward(&tuple_from(0).flow()));
        profile
            .ports
            .choose_beside(held, request, |port| !in_use.has(tuple_from(port)))
            .ok_or(NoPort)
    }

    /// The ports that a connection from `source` to `destination` and this port would get now:
    /// the first, or the next one if the first is taken by then. At most `count`; empty if
    /// there is none, or if each connection's port is random.
    #[must_use]
    pub fn next_ports(
        &self,
        source: IpAddr,
        (destination, port): (IpAddr, u16),
        now: SimTime,
        count: usize,
    ) -> Vec<u16> {
        let in_use = InUse {
            open: &self.open,
            connections: &self.connections,
            bound: &self.bound,
            listeners: &self.listeners,
            reuse: self.profile.reuse_time_wait,
            now,
        };
        let (host, to) = (&*self.profile.name, (destination, port));
        self.profile
            .ports
            .candidates(host, to, count, |local_port| {
                !in_use.has(FourTuple {
                    local: source,
                    local_port,
                    remote: destination,
                    remote_port: port,
                })
            })
    }
}

/// What decides whether a connection may use a port.
struct InUse<'a> {
    open: &'a FlowMap<usize>,
    connections: &'a [Connection],
    bound: &'a SortedMap<u16, u32>,
    listeners: &'a SortedMap<Service, Families>,
    /// Whether a connection in TIME-WAIT may be replaced after 1 s.
    reuse: bool,
    now: SimTime,
}

impl InUse<'_> {
    /// Whether a connection with these ends is impossible.
    fn has(&self, tuple: FourTuple) -> bool {
        let port = tuple.local_port;
        let is_bound = self.bound.get(&port).copied().unwrap_or_default() > 0;
        is_bound
            // Linux skips a port that was bound by name in either family.
            || self.listening(port).is_some()
            || self.open.get(&tuple.flow()).is_some_and(|&index| {
                let old = &self.connections[index];
                let age = self.now.since(old.since);
                let is_remnant = old.state == TcpState::TimeWait && age > SimTime::from_secs(1);
                !(self.reuse && is_remnant)
            })
    }

    fn listening(&self, port: u16) -> Option<&Families> {
        self.listeners.get(&Service {
            transport: Transport::Tcp,
            port,
        })
    }
}
