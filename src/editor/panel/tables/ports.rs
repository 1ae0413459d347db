//! Ephemeral ports: which of a host's range are in use, by what, and until when.
//!
//! One port may serve several connections, as long as the other end differs: a connection
//! is told from others by both its ends. Only where all of them go to one address and port
//! can the range be exhausted.

use super::{code, end, heading, left, tag, text};
use crate::editor::Editor;
use crate::editor::target::Target;
use crate::editor::view::table::{Row, TableView};
use crate::editor::view::text::Tone;
use crate::host::{HostEvent, HostStack};
use crate::net::{SortedMap, TcpState};
use crate::sim::TraceEvent;
use crate::topology::HostIndex;
use crate::words;

impl Editor {
    pub(super) fn ports_table(&self) -> TableView {
        let exhausted = self.exhausted();
        let rows = self.replay.at(self.place.entry, |simulation| {
            let topology = simulation.topology();
            let mut rows = Vec::new();
            for (at, host) in topology.hosts().iter().enumerate() {
                let index = HostIndex::new(at);
                let stack = simulation.stack(index);
                let failed = exhausted.get(&index).copied().unwrap_or_default();
                let mut own = self.ports_of(&host.name, stack);
                if own.is_empty() && failed == 0 {
                    continue;
                }
                rows.push(heading(summary(&host.name, stack, own.len(), failed)));
                rows.append(&mut own);
            }
            rows
        });
        TableView {
            about: "A system picks the client's port from this range. The server answers to the port that it saw in the first packet.".into(),
            columns: vec!["Port", "To", "State", "Flow", "Free in"],
            rows,
            empty: "No host has picked an ephemeral port at this moment.",
        }
    }

    fn ports_of(&self, host: &str, stack: &HostStack) -> Vec<Row> {
        let mut shared: SortedMap<u16, u32> = SortedMap::new();
        let ephemeral = || {
            stack
                .connections()
                .filter(|connection| connection.ephemeral)
        };
        for connection in ephemeral() {
            *shared.or_default(connection.tuple.local_port) += 1;
        }
        let mut rows = Vec::new();
        for connection in ephemeral() {
            let tuple = &connection.tuple;
            let is_shared = shared
                .get(&tuple.local_port)
                .is_some_and(|count| *count > 1);
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
                _ if is_shared => "same port, other 4-tuple".into(),
                _ => "–".into(),
            };
            rows.push(Row {
                key: format!("{host} {tuple:?}"),
                cells: vec![
                    code(tuple.local_port.to_string()),
                    end(tuple.remote, Some(tuple.remote_port)),
                    tag(tone, connection.state.to_string()),
                    self.flow_cell(connection.flow_index),
                    text(free),
                ],
                target: Some(Target::Host(host.to_owned())),
                selected: self.is_selected(host),
            });
        }
        for (port, flow) in stack.udp_sockets() {
            rows.push(Row {
                key: format!("{host} udp {port}"),
                cells: vec![
                    code(port.to_string()),
                    text("any"),
                    tag(Tone::Neutral, "UDP"),
                    self.flow_cell(flow),
                    text("–"),
                ],
                target: Some(Target::Host(host.to_owned())),
                selected: self.is_selected(host),
            });
        }
        rows
    }

    /// How many flows found no port on each host, up to the playhead.
    fn exhausted(&self) -> SortedMap<HostIndex, usize> {
        let mut failed: SortedMap<HostIndex, usize> = SortedMap::new();
        let entries = &self.played.run.trace.entries;
        for entry in entries.iter().take(self.place.entry + 1) {
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

fn summary(host: &str, stack: &HostStack, used: usize, failed: usize) -> String {
    let ports = &stack.profile().ports;
    let range = ports.range();
    let size = usize::from(range.high() - range.low()) + 1;
    let mut summary = format!(
        "{host} picks from {}–{}: {used} of {} in use",
        range.low(),
        range.high(),
        words::counted(size, "port")
    );
    if failed > 0 {
        summary.push_str("; exhausted: ");
        summary.push_str(&words::counted(failed, "flow"));
        summary.push_str(" found no port");
    }
    summary
}
