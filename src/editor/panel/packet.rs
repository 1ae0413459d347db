//! The Inspector of a packet: its header, and its way through the gates.

use super::tag;
use crate::editor::Editor;
use crate::editor::run_data::PacketIndex;
use crate::editor::selection::Selection;
use crate::editor::view::header::{BytesView, HeaderPicture};
use crate::editor::view::inspector::{PacketView, PathStep};
use crate::editor::view::text::{Sentence, Tag, Tone};
use crate::formats::packet_bytes::{hex_dump, packet_bytes};
use crate::net::{Packet, PacketNumber};
use crate::sim::TraceEvent;
use crate::topology::Gate;
use crate::words::{self, Mark};

impl Editor {
    pub(super) fn packet_view(&self, number: u64) -> Option<PacketView> {
        let index = self.run_data.packet(number)?;
        let packet = &index.packet;
        let verdict = match self.packet_verdict(index, words::tables::ARRIVED) {
            Tag {
                tone: Tone::Deny, ..
            } => tag(Tone::Deny, words::tables::BLOCKED),
            other => other,
        };
        Some(PacketView {
            heading: words::tables::packet(number),
            title: words::flags(packet),
            verdict,
            addresses: format!("{} → {}", packet.source, packet.destination),
            translation: self.translation(index),
            path: self.path(packet.number),
            offers: Vec::new(),
        })
    }

    /// The bytes of the packet that is selected, as a dump that other tools read.
    #[must_use]
    #[inline(never)]
    pub fn hex_of_selected(&self) -> Option<String> {
        let bytes = packet_bytes(&self.selected_packet()?).ok()?;
        Some(hex_dump(&bytes))
    }

    /// The headers of the packet that is selected, the innermost first, and its bytes; none
    /// of one that is too long to be a packet.
    #[must_use]
    #[inline(never)]
    pub fn headers_of_selected(&self) -> Option<(Vec<HeaderPicture>, BytesView)> {
        super::header::headers(&self.selected_packet()?)
    }

    /// The packet that is selected, as it is at the playhead.
    fn selected_packet(&self) -> Option<Packet> {
        let Some(Selection::Packet(number)) = self.selected() else {
            return None;
        };
        let index = self.run_data.packet(number)?;
        let now = self.playhead.entry;
        let end = index.ended.unwrap_or(now).min(now);
        let here = words::packet_at(&self.run_data.run.trace, index.packet.number, end);
        Some(here.unwrap_or(index.packet))
    }

    /// How gateways have changed its addresses up to the playhead.
    fn translation(&self, index: &PacketIndex) -> Option<Sentence> {
        let now = self.playhead.entry;
        let packet = &index.packet;
        let end = index.ended.unwrap_or(now).min(now);
        let after = words::packet_at(&self.run_data.run.trace, packet.number, end)?;
        let (before, after) = (packet.flow(), after.flow());
        if before == after {
            return None;
        }
        Some(
            Sentence::default()
                .plain(words::tables::AFTER_TRANSLATION)
                .code(format!("{} → {}", after.source, after.destination)),
        )
    }

    fn path(&self, number: PacketNumber) -> Vec<PathStep> {
        let trace = &self.run_data.run.trace;
        words::decision_path(trace, number, Some(self.playhead.entry))
            .into_iter()
            .map(|step| PathStep {
                verdict: step.tag.unwrap_or_else(|| tag(mark_tone(step.mark), "")),
                target: step.entry.and_then(|entry| self.target_at(entry)),
                title: if step.rest.is_empty() {
                    Sentence::default().strong(step.subject)
                } else {
                    Sentence::default()
                        .strong(step.subject)
                        .plain(format!(" {}", step.rest))
                },
                about: Sentence::default().plain(step.detail),
            })
            .collect()
    }

    /// What can be selected where an entry happened.
    fn target_at(&self, entry: usize) -> Option<Selection> {
        let trace = &self.run_data.run.trace;
        let topology = trace.topology_at(entry);
        let gate = match &trace.entries.get(entry)?.event {
            TraceEvent::Passed { gate, .. } => *gate,
            TraceEvent::Dropped(drop) => drop.gate,
            TraceEvent::Delivered { host, .. } => {
                return Some(Selection::Host(topology.host(*host).name.to_string()));
            }
            _ => return None,
        };
        match gate {
            Gate::Groups(host) => {
                let group = topology.groups_of(host).first()?;
                Some(Selection::Group(group.name.to_string()))
            }
            Gate::Acl { subnet, .. } => {
                Some(Selection::Gate(topology.subnet(subnet).name.to_string()))
            }
            Gate::RouteTable { .. } | Gate::Gateway(_) | Gate::Network => None,
        }
    }
}

const fn mark_tone(mark: Mark) -> Tone {
    match mark {
        Mark::Allowed | Mark::Arrived => Tone::Allow,
        Mark::Remembered => Tone::State,
        Mark::Dropped => Tone::Deny,
        Mark::Start | Mark::Passed | Mark::After => Tone::Neutral,
    }
}
