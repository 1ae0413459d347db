//! Packets in flight at an entry of a trace, with their current addresses.
//!
//! A trace contains a packet once, as it was sent, and then each translation. This follows
//! the entries in order and gives each packet as it arrives at a gate. It keeps the packets
//! in flight only.

use std::collections::BTreeMap;

use super::TraceEvent;
use crate::net::Packet;
use crate::policy::translated;

/// The packets in flight, by number.
#[derive(Clone, Debug, Default)]
pub struct UnderWay(BTreeMap<u32, Packet>);

impl UnderWay {
    /// Processes the next entry, and returns its packet as it arrived there.
    pub fn follow(&mut self, event: &TraceEvent) -> Option<Packet> {
        match event {
            TraceEvent::Sent { packet, .. } => {
                self.0.insert(packet.number.0, **packet);
                Some(**packet)
            }
            TraceEvent::Passed {
                packet,
                direction,
                reason,
                ..
            } => {
                let packet = self.0.get_mut(&packet.0)?;
                let before = *packet;
                *packet = translated(&before, *direction, reason);
                Some(before)
            }
            TraceEvent::Dropped(drop) => self.0.remove(&drop.packet.0),
            TraceEvent::Delivered { packet, .. } => self.0.remove(&packet.0),
            TraceEvent::Host { .. } | TraceEvent::Changed { .. } | TraceEvent::Ended { .. } => None,
        }
    }
}
