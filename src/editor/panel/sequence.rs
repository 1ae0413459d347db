//! The sequence of packets around the playhead.

use crate::editor::Editor;
use crate::editor::target::Target;
use crate::picture::ladder::Ladder;

/// Packets shown before the playhead's, and behind it.
const BEFORE: usize = 60;
const BEHIND: usize = 60;

impl Editor {
    /// The ladder, and the packet on it that is selected.
    #[must_use]
    #[inline(never)]
    pub fn sequence(&self) -> (Ladder, Option<u64>) {
        let packets = &self.played.packets;
        let now = packets.partition_point(|packet| packet.sent <= self.place.entry);
        let first = now.saturating_sub(BEFORE);
        let last = (now + BEHIND).min(packets.len());
        let shown = packets[first..last]
            .iter()
            .map(|packet| (packet.packet.number, packet.retry));
        let ladder = Ladder::new(
            &self.played.run.trace,
            shown,
            self.place.entry,
            self.session.ladder_gates,
        );
        let selected = match self.selected() {
            Some(Target::Packet(number)) => Some(number),
            _ => None,
        };
        (ladder, selected)
    }

    /// How many packets the ladder leaves out before and behind those it shows.
    #[must_use]
    pub fn sequence_rest(&self) -> (usize, usize) {
        let packets = &self.played.packets;
        let now = packets.partition_point(|packet| packet.sent <= self.place.entry);
        (
            now.saturating_sub(BEFORE),
            packets.len().saturating_sub(now + BEHIND),
        )
    }
}
