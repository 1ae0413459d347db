//! Sockets, as `ss -tuan` shows them on each host.
//!
//! Source: `ss(8)`: State, Local Address:Port, Peer Address:Port. The state's name is
//! written as `ss` writes it; the Inspector has RFC 9293's.

use super::{end, heading, left, tag, text};
use crate::editor::Editor;
use crate::editor::target::Target;
use crate::editor::view::table::{Cell, Row, TableView};
use crate::editor::view::text::Tone;
use crate::host::{Connection, HostStack};
use crate::net::{SimTime, TcpState, Transport};

impl Editor {
    pub(super) fn sockets_table(&self) -> TableView {
        let rows = self.replay.at(self.place.entry, |simulation| {
            let topology = simulation.topology();
            let mut rows = Vec::new();
            for (at, host) in topology.hosts().iter().enumerate() {
                if host.service.is_some() {
                    continue;
                }
                let stack = simulation.stack(crate::topology::HostIndex::new(at));
                let before = rows.len();
                rows.push(heading(host.name.to_string()));
                rows.extend(listeners(&host.name, stack));
                for connection in stack.connections() {
                    rows.push(self.connection(&host.name, connection, stack));
                }
                rows.extend(self.datagram_sockets(&host.name, stack));
                if rows.len() == before + 1 {
                    rows.pop();
                }
            }
            rows
        });
        TableView {
            about: "What ss -tuan would print on each host at this moment.".into(),
            columns: vec![
                "State",
                "Local address:port",
                "Peer address:port",
                "Flow",
                "Timer",
            ],
            rows,
            empty: "No host listens, and none has a connection.",
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
                format!("timewait, {}", left(until, self.now()))
            }
            _ => since(connection.since, self.now()),
        };
        Row {
            key: format!("{host} {tuple:?}"),
            cells: vec![
                tag(tone, state_name(connection.state)),
                end(tuple.local, Some(tuple.local_port)),
                end(tuple.remote, Some(tuple.remote_port)),
                self.flow_cell(connection.flow_index),
                text(timer),
            ],
            target: Some(Target::Host(host.to_owned())),
            selected: self.is_selected(host),
        }
    }

    fn datagram_sockets(&self, host: &str, stack: &HostStack) -> Vec<Row> {
        let sockets = stack.udp_sockets();
        sockets
            .map(|(port, flow)| Row {
                key: format!("{host} udp {port}"),
                cells: vec![
                    tag(Tone::Neutral, "UNCONN"),
                    Cell::Code("udp *".into(), format!(":{port}")),
                    Cell::Code("*".into(), ":*".into()),
                    self.flow_cell(flow),
                    text(""),
                ],
                target: Some(Target::Host(host.to_owned())),
                selected: self.is_selected(host),
            })
            .collect()
    }

    pub(super) fn flow_cell(&self, flow: u32) -> Cell {
        let plan = self.played.setup.flows.get(flow as usize);
        super::code(plan.map(|plan| plan.name.to_string()).unwrap_or_default())
    }

    pub(super) fn is_selected(&self, host: &str) -> bool {
        self.selected.contains(&Target::Host(host.to_owned()))
    }
}

fn listeners(host: &str, stack: &HostStack) -> Vec<Row> {
    stack
        .listeners()
        .map(|service| {
            let state = match service.transport {
                Transport::Tcp => "LISTEN",
                Transport::Udp => "UNCONN",
            };
            let local = match service.transport {
                Transport::Tcp => "0.0.0.0".to_owned(),
                Transport::Udp => "udp 0.0.0.0".to_owned(),
            };
            Row {
                key: format!("{host} {service}"),
                cells: vec![
                    tag(Tone::Neutral, state),
                    Cell::Code(local, format!(":{}", service.port)),
                    Cell::Code("0.0.0.0".into(), ":*".into()),
                    text(""),
                    text(service.well_known_name().unwrap_or_default()),
                ],
                target: Some(Target::Host(host.to_owned())),
                selected: false,
            }
        })
        .collect()
}

fn since(at: SimTime, now: SimTime) -> String {
    format!("for {}", left(now, at))
}

/// The state as `ss` writes it.
const fn state_name(state: TcpState) -> &'static str {
    match state {
        TcpState::Closed => "CLOSE",
        TcpState::SynSent => "SYN-SENT",
        TcpState::SynReceived => "SYN-RECV",
        TcpState::Established => "ESTAB",
        TcpState::FinWait1 => "FIN-WAIT-1",
        TcpState::FinWait2 => "FIN-WAIT-2",
        TcpState::CloseWait => "CLOSE-WAIT",
        TcpState::Closing => "CLOSING",
        TcpState::LastAck => "LAST-ACK",
        TcpState::TimeWait => "TIME-WAIT",
    }
}
