//! What is about to happen, in the order it will.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use crate::host::Timer;
use crate::net::{Packet, SimTime};
use crate::topology::{Checkpoint, HostIndex};

/// Something that is about to happen.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// A packet reaches the end of a link.
    Arrival {
        packet: Packet,
        checkpoint: Checkpoint,
    },
    /// A host's timer runs out, if it still counts.
    Timer { host: HostIndex, timer: Timer },
    /// The script does something.
    Command(usize),
    /// Nobody waits for an answer to this flow's datagrams any longer.
    Patience {
        flow_index: u32,
        /// How many were sent when it was set; more since then make it void.
        sent: u32,
        /// When they stopped waiting; what is still under way may be waited for.
        since: SimTime,
    },
}

#[derive(Clone, Copy, Debug)]
struct Scheduled {
    at: SimTime,
    /// Arrivals come before everything else of their time.
    is_arrival: bool,
    order: u64,
    event: Event,
}

/// The queue.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    heap: BinaryHeap<Reverse<Scheduled>>,
    scheduled: u64,
}

impl Queue {
    pub(super) fn push(&mut self, at: SimTime, event: Event) {
        self.scheduled += 1;
        let is_arrival = matches!(event, Event::Arrival { .. });
        self.heap.push(Reverse(Scheduled {
            at,
            is_arrival,
            order: self.scheduled,
            event,
        }));
    }

    pub(super) fn pop(&mut self) -> Option<(SimTime, Event)> {
        self.heap
            .pop()
            .map(|Reverse(scheduled)| (scheduled.at, scheduled.event))
    }

    /// When a packet of this flow next reaches the end of a link.
    pub(super) fn next_arrival_of(&self, flow: u32) -> Option<SimTime> {
        let arrivals = self.heap.iter().filter(|Reverse(scheduled)| {
            matches!(scheduled.event, Event::Arrival { packet, .. } if packet.flow_index == flow)
        });
        arrivals.map(|Reverse(scheduled)| scheduled.at).min()
    }

    /// When the next event happens that still counts; those before it are thrown away.
    pub(super) fn next_at(&mut self, counts: impl Fn(&Event) -> bool) -> Option<SimTime> {
        while let Some(Reverse(next)) = self.heap.peek() {
            if counts(&next.event) {
                return Some(next.at);
            }
            self.heap.pop();
        }
        None
    }
}

impl Scheduled {
    fn key(&self) -> (SimTime, bool, u64) {
        (self.at, !self.is_arrival, self.order)
    }
}

impl Ord for Scheduled {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Scheduled {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Scheduled {
    fn eq(&self, other: &Self) -> bool {
        self.key() == other.key()
    }
}

impl Eq for Scheduled {}
