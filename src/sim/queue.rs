//! What is about to happen, in the order it will.
//!
//! All links take the same time, so packets arrive in the order they left: theirs is a
//! plain queue. Only timers and the script need sorting, and what is sorted is a time
//! and the place of an event, not the event.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use crate::host::Timer;
use crate::net::{Packet, SimTime};
use crate::topology::{Checkpoint, HostIndex};

/// A packet that reaches the end of a link.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrival {
    at: SimTime,
    pub(super) packet: Packet,
    pub(super) checkpoint: Checkpoint,
}

/// Something else that is about to happen.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
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

/// The queue. At equal times arrivals come first, then the order of scheduling.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    arrivals: VecDeque<Arrival>,
    /// When each of the others happens, how many were scheduled before it, and its place.
    others: BinaryHeap<Reverse<(SimTime, u64, usize)>>,
    events: Vec<Event>,
    free_places: Vec<usize>,
    scheduled: u64,
}

impl Queue {
    /// Lets a packet arrive.
    pub(super) fn arrive(&mut self, at: SimTime, packet: &Packet, checkpoint: Checkpoint) {
        let arrival = Arrival {
            at,
            packet: *packet,
            checkpoint,
        };
        // At the end but for a packet of a host to itself, which crosses no link.
        let place = self.arrivals.partition_point(|other| other.at <= at);
        self.arrivals.insert(place, arrival);
    }

    /// Lets something else happen.
    pub(super) fn push(&mut self, at: SimTime, event: Event) {
        self.scheduled += 1;
        let place = if let Some(place) = self.free_places.pop() {
            self.events[place] = event;
            place
        } else {
            self.events.push(event);
            self.events.len() - 1
        };
        self.others.push(Reverse((at, self.scheduled, place)));
    }

    /// The next packet to arrive, if that is the next to happen.
    pub(super) fn pop_arrival(&mut self) -> Option<Arrival> {
        self.next_arrival()?;
        self.arrivals.pop_front()
    }

    /// The next to happen that is no arrival.
    pub(super) fn pop(&mut self) -> Option<Event> {
        let Reverse((_, _, place)) = self.others.pop()?;
        self.free_places.push(place);
        Some(self.events[place])
    }

    /// When a packet of this flow next reaches the end of a link.
    pub(super) fn next_arrival_of(&self, flow: u32) -> Option<SimTime> {
        let mut arrivals = self.arrivals.iter();
        arrivals
            .find(|arrival| arrival.packet.flow_index == flow)
            .map(|arrival| arrival.at)
    }

    /// When the next event happens that still counts; those before it are thrown away.
    pub(super) fn next_at(&mut self, counts: impl Fn(&Event) -> bool) -> Option<SimTime> {
        loop {
            if let Some(at) = self.next_arrival() {
                return Some(at);
            }
            let Reverse((at, _, place)) = *self.others.peek()?;
            if counts(&self.events[place]) {
                return Some(at);
            }
            self.pop();
        }
    }

    /// When the next packet arrives, if nothing else comes before it.
    fn next_arrival(&self) -> Option<SimTime> {
        let at = self.arrivals.front()?.at;
        match self.others.peek() {
            Some(Reverse((other, ..))) if *other < at => None,
            _ => Some(at),
        }
    }
}
