//! What each interface remembers, and what NAT gateways do.
//!
//! AWS shows nobody these entries; it says that they exist, when they are made and when
//! they are forgotten. States are named after Linux's, which AWS's timeouts resemble.

use std::net::IpAddr;

use super::{About, TableRows, code, end, left, tag, text};
use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::editor::view::table::Row;
use crate::editor::view::text::Tone;
use crate::net::{Flow, Protocol};
use crate::policy::{ConntrackEntry, Direction, EntryKind, NatSession, NatTable};
use crate::sim::Simulation;
use crate::topology::{GatewayIndex, HostIndex};
use crate::words::tables;

impl Editor {
    pub(super) fn tracked_table(&self, part: &mut TableRows) -> About {
        self.replay.at(self.playhead.entry, |simulation| {
            let topology = simulation.topology();
            for (at, host) in topology.hosts().iter().enumerate() {
                let index = HostIndex::new(at);
                let Some(_) = host.subnet else { continue };
                let tracked = simulation.tracked(index);
                let mut entries = tracked.tracked(simulation.now()).peekable();
                let mut untracked = tracked.untracked().peekable();
                if entries.peek().is_none() && untracked.peek().is_none() {
                    continue;
                }
                let is_automatic = |remote| topology.is_automatically_tracked(index, remote);
                part.heading(|| {
                    let address = host.addresses.first().map(ToString::to_string);
                    tables::interface_of(&host.name, &address.unwrap_or_default())
                });
                for entry in entries {
                    part.add(|| self.entry(&host.name, entry, is_automatic));
                }
                for entry in untracked {
                    part.aside(|| self.entry(&host.name, entry, is_automatic));
                }
            }
            self.sessions(simulation, part);
        });
        About {
            sentence: tables::TRACKED_ABOUT.into(),
            columns: tables::TRACKED_COLUMNS.to_vec(),
            empty: tables::TRACKED_EMPTY,
        }
    }

    fn entry(
        &self,
        host: &str,
        entry: &ConntrackEntry,
        is_automatic: impl Fn(IpAddr) -> bool,
    ) -> Row {
        let flow = &entry.original;
        let port = |port| flow.protocol.has_ports().then_some(port);
        let remote = match entry.initiated {
            Direction::Inbound => flow.source,
            Direction::Outbound => flow.destination,
        };
        let (state, idle, why) = match entry.kind {
            EntryKind::Tracked(state) => (
                tag(Tone::State, tables::tracked_state(state)),
                left(entry.expires, self.now()),
                tables::why_tracked(flow.protocol, is_automatic(remote)),
            ),
            EntryKind::Untracked => (
                tag(Tone::Warn, tables::UNTRACKED),
                "–".into(),
                tables::WHY_UNTRACKED,
            ),
        };
        let began = match entry.initiated {
            Direction::Inbound => tables::FROM_OUTSIDE,
            Direction::Outbound => tables::BY_THE_HOST,
        };
        let packet = u64::from(entry.first.0);
        Row {
            key: format!("{host} {flow:?}"),
            cells: vec![
                code(format!("#{packet}")),
                text(flow.protocol.to_string().to_ascii_uppercase()),
                end(flow.source, port(flow.source_port)),
                end(flow.destination, port(flow.destination_port)),
                state,
                text(began),
                text(idle),
                text(why),
            ],
            target: Some(Selection::Packet(packet)),
            selected: self.selected.contains(&Selection::Packet(packet)),
        }
    }

    /// The port mappings of NAT gateways.
    fn sessions(&self, simulation: &Simulation, part: &mut TableRows) {
        let topology = simulation.topology();
        for at in 0..topology.gateway_count() {
            let gateway = GatewayIndex::new(at);
            let mut sessions = simulation.nat_table(gateway).sessions().peekable();
            if sessions.peek().is_none() {
                continue;
            }
            let name = topology.gateway(gateway).name.to_string();
            part.heading(|| tables::nat_gateway(&name));
            for (flow, session) in sessions {
                part.add(|| self.mapping(&name, flow, session));
            }
        }
    }

    fn mapping(&self, gateway: &str, flow: &Flow, session: &NatSession) -> Row {
        let ports = flow.protocol != Protocol::ICMP;
        let target = Selection::Gateway(gateway.to_owned());
        Row {
            key: format!("{gateway} {flow:?}"),
            cells: vec![
                code(tables::nat_port(session.port)),
                text(flow.protocol.to_string().to_ascii_uppercase()),
                end(flow.source, ports.then_some(flow.source_port)),
                end(flow.destination, ports.then_some(flow.destination_port)),
                tag(Tone::State, tables::TRANSLATED),
                text(tables::BY_THE_HOST),
                text(left(session.last_used + NatTable::IDLE_TIMEOUT, self.now())),
                text(tables::NAT_SESSION),
            ],
            selected: self.selected.contains(&target),
            target: Some(target),
        }
    }
}
