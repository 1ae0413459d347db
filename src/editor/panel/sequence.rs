//! The sequence of packets around the playhead, or of those that somebody has paged to.

use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::picture::ladder::Ladder;
use std::ops::Range;

/// Packets shown before the playhead's, and behind it.
const AROUND: usize = 60;

impl Editor {
    /// The ladder, and the packet on it that is selected.
    #[must_use]
    #[inline(never)]
    pub fn sequence(&self) -> (Ladder, Option<u64>) {
        let shown = self.run_data.packets[self.in_sequence()]
            .iter()
            .map(|packet| (packet.packet.number, packet.retry));
        let ladder = Ladder::new(
            &self.run_data.run.trace,
            shown,
            self.playhead.entry,
            self.session.ladder_gates,
        );
        let selected = match self.selected() {
            Some(Selection::Packet(number)) => Some(number),
            _ => None,
        };
        (ladder, selected)
    }

    /// How many packets the ladder leaves out before and behind those it shows.
    #[must_use]
    pub fn sequence_rest(&self) -> (usize, usize) {
        let shown = self.in_sequence();
        (shown.start, self.run_data.packets.len() - shown.end)
    }

    /// Shows packets before or behind those that are shown; at the next movement of the
    /// playhead it is those around that again.
    pub(in crate::editor) fn page_sequence(&mut self, later: bool) {
        let first = self.in_sequence().start;
        let last = self.run_data.packets.len().saturating_sub(AROUND);
        self.sequence_from = Some(if later {
            (first + AROUND).min(last)
        } else {
            first.saturating_sub(AROUND)
        });
        self.revisions.session += 1;
    }

    fn in_sequence(&self) -> Range<usize> {
        let packets = &self.run_data.packets;
        let first = self.sequence_from.unwrap_or_else(|| {
            let now = packets.partition_point(|packet| packet.sent <= self.playhead.entry);
            now.saturating_sub(AROUND)
        });
        first.min(packets.len())..(first + 2 * AROUND).min(packets.len())
    }
}
