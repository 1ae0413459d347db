//! What a host has open at the playhead.

use crate::net::SortedMap;

use super::tag;
use crate::editor::Editor;
use crate::editor::view::text::{Tag, Tone};
use crate::host::{HostEvent, Side};
use crate::net::TcpState;
use crate::sim::TraceEvent;
use crate::words::tables;

impl Editor {
    /// Connections of a host that are not closed at the playhead.
    #[inline(never)]
    pub(in crate::editor) fn connections(&self, id: &str) -> Vec<(Tag, String)> {
        let trace = &self.run_data.run.trace;
        let mut states: SortedMap<(u32, Side), TcpState> = SortedMap::new();
        let last = (self.playhead.entry + 1).min(trace.entries.len());
        for entry in &trace.entries[..last] {
            if let TraceEvent::Host {
                host,
                event:
                    HostEvent::State {
                        flow_index,
                        side,
                        to,
                        ..
                    },
            } = &entry.event
                && &*trace.start.host(*host).name == id
            {
                states.insert((*flow_index, *side), *to);
            }
        }
        states
            .into_iter()
            .filter(|(_, state)| *state != TcpState::Closed)
            .map(|((flow, side), state)| {
                let tone = match state {
                    TcpState::Established => Tone::Allow,
                    TcpState::TimeWait => Tone::Warn,
                    _ => Tone::Neutral,
                };
                let name = &self.run_data.setup.flows[flow as usize].name;
                let name = match side {
                    Side::Client => tables::as_client(name),
                    Side::Server => tables::as_server(name),
                };
                (tag(tone, state.to_string()), name)
            })
            .collect()
    }
}
