//! The packets under way at an entry of a trace, as they are just then.
//!
//! A trace holds a packet once, as it was sent, and then what each gate exchanged. Whoever
//! reads the entries in order, and wants to know what a gate had before it, follows them
//! with this. Memory goes with the packets under way, not with the trace.

use std::collections::BTreeMap;

use super::TraceEvent;
use crate::net::Packet;
use crate::policy::translated;

/// The packets under way, by number.
#[derive(Clone, Debug, Default)]
pub struct UnderWay(BTreeMap<u32, Packet>);

impl UnderWay {
    /// Takes in the next entry, and gives the packet that it is about, as it came there.
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
