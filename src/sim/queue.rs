//! The event queue: pending arrivals, timers and script commands, in order.
//!
//! All links take the same time, so packets arrive in the order they left: a plain queue is
//! enough for them. Only timers and commands are sorted, by time and index, so that events do
//! not move.

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

/// Another pending event.
#[derive(Clone, Copy, Debug)]
pub(super) enum Event {
    /// A host's timer expires, if it is still set.
    Timer { host: HostIndex, timer: Timer },
    /// A command of the script.
    Command(usize),
    /// The wait for a reply to this flow's datagrams ends.
    ReplyTimeout {
        flow_index: u32,
        /// How many were sent when it was scheduled; it is void if more were sent since.
        sent: u32,
        /// When the wait ended; packets still in flight may extend it.
        since: SimTime,
    },
}

/// The queue. At equal times arrivals come first, then the order of scheduling.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue {
    arrivals: VecDeque<Arrival>,
    /// The other events: the time, the order of scheduling, and the index of each.
    others: BinaryHeap<Reverse<(SimTime, u64, usize)>>,
    events: Vec<Event>,
    free_places: Vec<usize>,
    scheduled: u64,
}

impl Queue {
    /// Schedules the arrival of a packet.
    pub(super) fn arrive(&mut self, at: SimTime, packet: &Packet, checkpoint: Checkpoint) {
        let arrival = Arrival {
            at,
            packet: *packet,
            checkpoint,
        };
        // At the end, except for a packet of a host to itself, which crosses no link.
        let place = self.arrivals.partition_point(|other| other.at <= at);
        self.arrivals.insert(place, arrival);
    }

    /// Schedules another event.
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

    /// Removes the next event, if it is an arrival.
    pub(super) fn pop_arrival(&mut self) -> Option<Arrival> {
        self.next_arrival()?;
        self.arrivals.pop_front()
    }

    /// Removes the next event that is not an arrival.
    pub(super) fn pop(&mut self) -> Option<Event> {
        let Reverse((_, _, place)) = self.others.pop()?;
        self.free_places.push(place);
        Some(self.events[place])
    }

    /// The next arrival of a packet of this flow.
    pub(super) fn next_arrival_of(&self, flow: u32) -> Option<SimTime> {
        let mut arrivals = self.arrivals.iter();
        arrivals
            .find(|arrival| arrival.packet.flow_index == flow)
            .map(|arrival| arrival.at)
    }

    /// The time of the next event that is not void; discards void ones before it.
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

    /// The time of the next arrival, if no other event precedes it.
    fn next_arrival(&self) -> Option<SimTime> {
        let at = self.arrivals.front()?.at;
        match self.others.peek() {
            Some(Reverse((other, ..))) if *other < at => None,
            _ => Some(at),
        }
    }
}
