//! Sockets, as `ss -tuan` shows them on each host.
//!
//! Source: `ss(8)`: State, Local Address:Port, Peer Address:Port. The state's name is
//! written as `ss` writes it; the Inspector has RFC 9293's.

use super::{About, TableRows, end, left, tag, text};
use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::editor::view::table::{Cell, Row};
use crate::editor::view::text::Tone;
use crate::host::{Connection, FailedListener, Families, HostStack, PortHolder, UdpSocket};
use crate::net::{Service, SimTime, TcpState, Transport};
use crate::words::{not_listening, tables};

impl Editor {
    pub(super) fn sockets_table(&self, part: &mut TableRows) -> About {
        self.replay.at(self.playhead.entry, |simulation| {
            let topology = simulation.topology();
            for (at, host) in topology.hosts().iter().enumerate() {
                let stack = simulation.stack(crate::topology::HostIndex::new(at));
                let is_bare = stack.listeners().next().is_none()
                    && stack.failed_listeners().next().is_none()
                    && stack.connections().next().is_none()
                    && stack.udp_sockets().next().is_none();
                if host.service.is_some() || is_bare {
                    continue;
                }
                let host = &*host.name;
                part.heading(|| host.to_owned());
                for (service, families) in stack.listeners() {
                    part.add(|| self.listener(host, service, families));
                }
                for (service, failed) in stack.failed_listeners() {
                    part.add(|| self.failed_listener(host, service, failed));
                }
                for connection in stack.connections() {
                    part.add(|| self.connection(host, connection, stack));
                }
                for socket in stack.udp_sockets() {
                    part.add(|| self.datagram_socket(host, socket));
                }
            }
        });
        About {
            sentence: tables::SOCKETS_ABOUT.into(),
            columns: tables::SOCKETS_COLUMNS.to_vec(),
            empty: tables::SOCKETS_EMPTY,
        }
    }

    fn connection(&self, host: &str, connection: &Connection, stack: &HostStack) -> Row {
        let tuple = &connection.tuple;
        let tone = match connection.state {
            TcpState::Established => Tone::Allow,
            TcpState::TimeWait => Tone::Warn,
            _ => Tone::Neutral,
        };
        let timer = match connection.state {
            TcpState::TimeWait => {
                let until = connection.since + stack.profile().time_wait;
                tables::time_wait(&left(until, self.now()))
            }
            _ => since(connection.since, self.now()),
        };
        Row {
            key: format!("{host} {tuple:?}"),
            cells: vec![
                tag(tone, tables::socket_state(connection.state)),
                end(tuple.local, Some(tuple.local_port)),
                end(tuple.remote, Some(tuple.remote_port)),
                self.flow_cell(connection.flow_index),
                text(timer),
            ],
            target: Some(Selection::Host(host.to_owned())),
            selected: self.is_selected(host),
        }
    }

    fn datagram_socket(&self, host: &str, socket: &UdpSocket) -> Row {
        Row {
            key: format!("{host} {socket:?}"),
            cells: vec![
                tag(Tone::Neutral, tables::socket_state(TcpState::Established)),
                Cell::Code(
                    format!("udp {}", socket.local),
                    format!(":{}", socket.local_port),
                ),
                end(socket.remote, Some(socket.remote_port)),
                self.flow_cell(socket.flow_index),
                text(""),
            ],
            target: Some(Selection::Host(host.to_owned())),
            selected: self.is_selected(host),
        }
    }

    fn listener(&self, host: &str, service: Service, families: Families) -> Row {
        let state = match service.transport {
            Transport::Tcp => tables::LISTEN,
            Transport::Udp => tables::UNCONN,
        };
        Row {
            key: format!("{host} {service}"),
            cells: vec![
                tag(Tone::Neutral, state),
                any_address(service, families),
                Cell::Code(any(families).into(), ":*".into()),
                text(""),
                text(service.well_known_name().unwrap_or_default()),
            ],
            target: Some(Selection::Host(host.to_owned())),
            selected: self.is_selected(host),
        }
    }

    /// A server that could not bind its port: `ss` shows none, so the row has the error.
    fn failed_listener(&self, host: &str, service: Service, failed: FailedListener) -> Row {
        let flow = match failed.holder {
            PortHolder::Listener => text(""),
            PortHolder::Connection { flow_index, .. } | PortHolder::Socket { flow_index } => {
                self.flow_cell(flow_index)
            }
        };
        Row {
            key: format!("{host} failed {service}"),
            cells: vec![
                tag(Tone::Deny, "EADDRINUSE"),
                any_address(service, failed.families),
                text(""),
                flow,
                text(not_listening(failed.holder)),
            ],
            target: Some(Selection::Host(host.to_owned())),
            selected: self.is_selected(host),
        }
    }

    pub(super) fn flow_cell(&self, flow: u32) -> Cell {
        let plan = self.run_data.setup.flows.get(flow as usize);
        super::code(plan.map(|plan| plan.name.to_string()).unwrap_or_default())
    }

    pub(super) fn is_selected(&self, host: &str) -> bool {
        self.selected.contains(&Selection::Host(host.to_owned()))
    }
}

/// The address of a server's socket, with its transport unless that is TCP.
fn any_address(service: Service, families: Families) -> Cell {
    let address = match service.transport {
        Transport::Tcp => any(families).to_owned(),
        Transport::Udp => format!("udp {}", any(families)),
    };
    Cell::Code(address, format!(":{}", service.port))
}

/// All addresses of the first of these families.
const fn any(families: Families) -> &'static str {
    if families.v4 { "0.0.0.0" } else { "[::]" }
}

fn since(at: SimTime, now: SimTime) -> String {
    tables::for_time(&left(now, at))
}
