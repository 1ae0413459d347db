//! The packets table: one row a packet, its verdict as far as the playhead has come.

use super::tag;
use crate::editor::Editor;
use crate::editor::run_data::PacketIndex;
use crate::editor::selection::Selection;
use crate::editor::view::details::{PacketRow, PacketsView};
use crate::editor::view::text::{Tag, Tone};
use crate::words;

impl Editor {
    /// How many packets the whole run has.
    #[must_use]
    pub const fn packet_count(&self) -> usize {
        self.run_data.packets.len()
    }

    /// The row to keep in view: of the packet that is selected while time rests, else of
    /// the one that was sent last at the playhead.
    #[must_use]
    pub fn packet_in_view(&self) -> Option<usize> {
        if let (false, [Selection::Packet(number)]) = (self.transport.playing, &*self.selected) {
            let place = usize::try_from(number.checked_sub(1)?).ok()?;
            return self.filter.row(place);
        }
        let now = self.playhead.entry;
        let sent = self
            .run_data
            .packets
            .partition_point(|packet| packet.sent <= now);
        self.filter.row(sent.checked_sub(1)?)
    }

    /// Some rows of the packets table.
    #[must_use]
    pub fn packets(&self, first: usize, count: usize) -> PacketsView {
        let packets = &self.run_data.packets;
        let total = self.filter.count(packets.len());
        let first = first.min(total);
        let last = first.saturating_add(count).min(total);
        PacketsView {
            total,
            first,
            rows: (first..last)
                .filter_map(|row| packets.get(self.filter.place(row)))
                .map(|packet| self.packet_row(packet))
                .collect(),
        }
    }

    fn packet_row(&self, index: &PacketIndex) -> PacketRow {
        let packet = &index.packet;
        let flow = packet.flow();
        let port = |port: u16| {
            if flow.protocol.has_ports() {
                format!(":{port}")
            } else {
                String::new()
            }
        };
        let info = words::info(packet, index.retry);
        let number = u64::from(packet.number.0);
        PacketRow {
            number,
            time: words::seconds(self.run_data.run.trace.entries[index.sent].at),
            source: (flow.source.to_string(), port(flow.source_port)),
            destination: (flow.destination.to_string(), port(flow.destination_port)),
            protocol: flow.protocol.to_string().to_ascii_uppercase(),
            info: info.text,
            remark: info.note.unwrap_or_default().into(),
            verdict: self.packet_verdict(index, words::tables::ALLOWED),
            selected: *self.selected == [Selection::Packet(number)],
            later: self.playhead.entry < index.sent,
        }
    }

    /// What has become of a packet at the playhead; `arrived` is the word for the best.
    pub(super) fn packet_verdict(&self, index: &PacketIndex, arrived: &str) -> Tag {
        let now = self.playhead.entry;
        match (index.ended, index.drop) {
            _ if now < index.sent => tag(Tone::Neutral, ""),
            (Some(ended), Some(drop)) if ended <= now => {
                let topology = self.run_data.run.trace.topology_at(ended);
                let text = words::short_drop(topology, drop.gate, drop.direction, &drop.reason);
                tag(Tone::Deny, text)
            }
            (Some(ended), None) if ended <= now => tag(Tone::Allow, arrived),
            _ => tag(Tone::Neutral, words::tables::IN_FLIGHT),
        }
    }
}
