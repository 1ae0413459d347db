//! Ephemeral ports: which of a host's range are in use, by what, until when, and which come next.
//!
//! One port may serve several connections, as long as the other end differs: a connection
//! is told from others by both its ends. Only where all of them go to one address and port
//! can the range be exhausted.

use std::net::{IpAddr, SocketAddr};

use super::{About, TableRows, code, end, left, tag, text};
use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::editor::view::table::Row;
use crate::editor::view::text::Tone;
use crate::host::{Connection, HostEvent, HostStack, Side};
use crate::net::{SortedMap, TcpState};
use crate::sim::{Simulation, TraceEvent};
use crate::topology::HostIndex;
use crate::words::tables;

/// Candidates shown for one destination, and destinations shown for one host.
const NEXT: usize = 3;
const DESTINATIONS: usize = 3;

/// A port of one host: how many connections it serves, and how many of them only wait.
#[derive(Clone, Copy, Debug, Default)]
struct Use {
    connections: usize,
    waiting: usize,
}

impl Editor {
    pub(super) fn ports_table(&self, part: &mut TableRows) -> About {
        let exhausted = self.exhausted();
        self.replay.at(self.playhead.entry, |simulation| {
            let topology = simulation.topology();
            for (at, host) in topology.hosts().iter().enumerate() {
                let index = HostIndex::new(at);
                let stack = simulation.stack(index);
                let failed = exhausted.get(&index).copied().unwrap_or_default();
                self.ports_of(&host.name, stack, simulation, failed, part);
            }
        });
        About {
            sentence: tables::PORTS_ABOUT.into(),
            columns: tables::PORTS_COLUMNS.to_vec(),
            empty: tables::PORTS_EMPTY,
        }
    }

    fn ports_of(
        &self,
        host: &str,
        stack: &HostStack,
        simulation: &Simulation,
        failed: usize,
        part: &mut TableRows,
    ) {
        let mut ports: SortedMap<u16, Use> = SortedMap::new();
        for connection in ephemeral(stack) {
            let used = ports.or_default(connection.tuple.local_port);
            used.connections += 1;
            used.waiting += usize::from(connection.state == TcpState::TimeWait);
        }
        for socket in stack.udp_sockets() {
            ports.or_default(socket.local_port).connections += 1;
        }
        if ports.is_empty() && failed == 0 {
            return;
        }
        part.heading(|| summary(host, stack, &ports, failed));
        for (source, to) in destinations(stack) {
            part.aside(|| self.next(host, stack, simulation, source, to));
        }
        for connection in ephemeral(stack) {
            let shared = ports.get(&connection.tuple.local_port);
            let is_shared = shared.is_some_and(|port| port.connections > 1);
            part.add(|| self.port_of(host, stack, connection, is_shared));
        }
        for socket in stack.udp_sockets() {
            let local = SocketAddr::new(socket.local, socket.local_port);
            part.add(|| Row {
                key: format!("{host} udp {local}"),
                cells: vec![
                    code(local.port().to_string()),
                    text(tables::ANY),
                    tag(Tone::Neutral, tables::UDP),
                    self.flow_cell(socket.flow_index),
                    text("–"),
                ],
                target: Some(Selection::Host(host.to_owned())),
                selected: self.is_selected(host),
            });
        }
    }

    /// What the next connection to the same end would get.
    fn next(
        &self,
        host: &str,
        stack: &HostStack,
        simulation: &Simulation,
        source: IpAddr,
        to: (IpAddr, u16),
    ) -> Row {
        let next = stack.next_ports(source, to, simulation.now(), NEXT);
        let mut next = next.iter().map(ToString::to_string);
        let is_random = stack.profile().ports.is_random();
        let (first, note) = match next.next() {
            None if is_random => (tables::ANY.into(), tables::PICKED_AT_RANDOM.into()),
            None => (tables::NONE.into(), tables::NO_PORT_FREE.into()),
            Some(first) => {
                let others: Vec<String> = next.collect();
                let note = if others.is_empty() {
                    tables::LAST_FREE.into()
                } else {
                    tables::then(&others)
                };
                (first, note)
            }
        };
        let tone = if first == tables::NONE {
            Tone::Deny
        } else {
            Tone::Neutral
        };
        Row {
            key: format!("{host} next {to:?}"),
            cells: vec![
                code(first),
                end(to.0, Some(to.1)),
                tag(tone, tables::NEXT),
                text(""),
                text(note),
            ],
            target: Some(Selection::Host(host.to_owned())),
            selected: self.is_selected(host),
        }
    }

    fn port_of(
        &self,
        host: &str,
        stack: &HostStack,
        connection: &Connection,
        is_shared: bool,
    ) -> Row {
        let tuple = &connection.tuple;
        let tone = match connection.state {
            TcpState::Established => Tone::Allow,
            TcpState::TimeWait => Tone::Warn,
            _ => Tone::Neutral,
        };
        let free = match connection.state {
            TcpState::TimeWait => {
                let until = connection.since + stack.profile().time_wait;
                left(until, self.now())
            }
            _ if is_shared => tables::SAME_PORT.into(),
            _ => "–".into(),
        };
        Row {
            key: format!("{host} {tuple:?}"),
            cells: vec![
                code(tuple.local_port.to_string()),
                end(tuple.remote, Some(tuple.remote_port)),
                tag(tone, connection.state.to_string()),
                self.flow_cell(connection.flow_index),
                text(free),
            ],
            target: Some(Selection::Host(host.to_owned())),
            selected: self.is_selected(host),
        }
    }

    /// How many flows found no port on each host, up to the playhead.
    fn exhausted(&self) -> SortedMap<HostIndex, usize> {
        let mut failed: SortedMap<HostIndex, usize> = SortedMap::new();
        let entries = &self.run_data.run.trace.entries;
        for entry in entries.iter().take(self.playhead.entry + 1) {
            if let TraceEvent::Host {
                host,
                event: HostEvent::NoPort { .. },
            } = &entry.event
            {
                *failed.or_default(*host) += 1;
            }
        }
        failed
    }
}

fn ephemeral(stack: &HostStack) -> impl Iterator<Item = &Connection> {
    stack
        .connections()
        .filter(|connection| connection.ephemeral && connection.side == Side::Client)
}

/// To where the host has connections, with its own address: the first few.
fn destinations(stack: &HostStack) -> Vec<(IpAddr, (IpAddr, u16))> {
    let mut found = Vec::new();
    for connection in ephemeral(stack) {
        let tuple = &connection.tuple;
        let to = (tuple.local, (tuple.remote, tuple.remote_port));
        if !found.contains(&to) {
            found.push(to);
        }
        if found.len() == DESTINATIONS {
            break;
        }
    }
    found
}

fn summary(host: &str, stack: &HostStack, used: &SortedMap<u16, Use>, failed: usize) -> String {
    let ports = &stack.profile().ports;
    let range = ports.range();
    let is_waiting = |port: &Use| port.connections == port.waiting;
    let waiting = used.iter().filter(|(_, port)| is_waiting(port)).count();
    let ends = (range.low(), range.high());
    tables::ports_summary(host, ends, used.len(), waiting, failed)
}
