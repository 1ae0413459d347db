//! The Inspector of a host: its addresses, its ports, and what it has open just now.

use crate::net::SortedMap;

use super::tag;
use crate::editor::Editor;
use crate::editor::view::inspector::{HeaderField, HostView};
use crate::editor::view::text::{Tag, Tone};
use crate::host::{HostEvent, Side};
use crate::net::TcpState;
use crate::scenario::Addresses;
use crate::sim::TraceEvent;

impl Editor {
    #[inline(never)]
    pub(super) fn host_view(&self, id: &str) -> Option<HostView> {
        let host = self.scenario.host(id)?;
        let addresses = Addresses::of(&self.scenario).host(id).unwrap_or_default();
        let range = host.ports.range.unwrap_or(host.os.ephemeral_range());
        let mut fields = Vec::new();
        let mut field = |name: &str, value: String, marked: bool| {
            fields.push(HeaderField {
                name: name.into(),
                value,
                marked,
            });
        };
        if let Some(ip) = addresses.ip {
            field("Address", ip.to_string(), false);
        }
        if let Some(ip) = addresses.ipv6 {
            field("IPv6 address", ip.to_string(), false);
        }
        if let Some(ip) = addresses.public_ip {
            field("Public address", ip.to_string(), false);
        }
        field(
            "Subnet",
            host.subnet
                .clone()
                .unwrap_or_else(|| "none: internet".into()),
            false,
        );
        let assumed = if host.os.is_assumed() {
            " (partly assumed)"
        } else {
            ""
        };
        field("System", format!("{}{assumed}", host.os.title()), false);
        field(
            "Ephemeral ports",
            format!("{}–{}", range.low(), range.high()),
            true,
        );
        Some(HostView {
            name: id.to_owned(),
            fields,
            groups: self.scenario.groups_of_host(host),
            listens: host.listen.iter().map(ToString::to_string).collect(),
            connections: self.connections(id),
        })
    }

    /// Connections of a host that are not closed at the playhead.
    fn connections(&self, id: &str) -> Vec<(Tag, String)> {
        let trace = &self.played.run.trace;
        let mut states: SortedMap<(u32, Side), TcpState> = SortedMap::new();
        let last = (self.place.entry + 1).min(trace.entries.len());
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
                let name = &self.played.setup.flows[flow as usize].name;
                let end = match side {
                    Side::Client => "as client",
                    Side::Server => "as server",
                };
                (tag(tone, state.to_string()), format!("{name} {end}"))
            })
            .collect()
    }
}
