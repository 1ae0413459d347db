//! From a place in the trace to pills.

use super::super::geometry::{Point, along};
use super::super::light::{Pill, Tint};
use super::super::place::Place;
use super::spread::{Standing, spread};
use super::{Ending, Journey, Journeys};
use crate::net::Packet;
use crate::policy::{Direction, Reason};
use crate::words;

/// How present a packet stays that nobody received: it has gone out of sight.
const OUT_OF_SIGHT: f64 = 0.45;

impl Journey {
    /// The entry that sent it.
    pub(super) fn first(&self) -> usize {
        self.stops.first().map_or(0, |stop| stop.entry)
    }

    /// Whether it is to be seen after this entry has happened.
    pub(super) fn is_seen(&self, entry: usize) -> bool {
        self.first() <= entry && entry <= self.leaves
    }

    /// The packet as it looks after an entry.
    pub(super) fn packet_at(&self, entry: usize) -> &Packet {
        let before = self.translations.partition_point(|&(at, _)| at <= entry);
        match before.checked_sub(1) {
            Some(last) => &self.translations[last].1,
            None => &self.packet,
        }
    }
}

impl Journeys {
    /// The packets at a place: where each is, what it says, and how present it is.
    ///
    /// The packet sent first comes first, and lies below the others.
    #[must_use]
    pub fn pills(&self, place: Place) -> Vec<Pill> {
        let Some(last) = self.clock.len().checked_sub(1) else {
            return Vec::new();
        };
        let place = if place.entry < last {
            Place {
                entry: place.entry,
                fraction: place.fraction.clamp(0.0, 1.0),
            }
        } else {
            Place::at(last)
        };
        let mut pills = Vec::new();
        let mut standing = Vec::new();
        for journey in self.active.at(&self.packets, place.entry) {
            let pill = self.pill(journey, place);
            standing.push(Standing {
                at: pill.at,
                width: Pill::width(&pill.text),
                presence: pill.presence,
                upward: journey.lies_upward() && pill.stopped,
            });
            pills.push(pill);
        }
        let bounds = self.drawing.bounds;
        for (pill, at) in pills.iter_mut().zip(spread(&standing)) {
            let half = (Pill::width(&pill.text) / 2.0).min(bounds.width / 2.0);
            let x = at.x.clamp(bounds.x + half, bounds.right() - half);
            pill.at = Point::new(x, at.y);
        }
        pills
    }

    fn pill(&self, journey: &Journey, place: Place) -> Pill {
        let (at, arrived) = self.position(journey, place);
        let stopped = arrived && matches!(journey.ending, Ending::Dropped { .. });
        let packet = journey.packet_at(place.entry);
        let text = words::label(packet);
        let number = packet.number.0;
        let mut label = format!(
            "packet {number}, {text}, from {} to {}",
            packet.source, packet.destination
        );
        if stopped {
            label.push_str(", stopped");
        }
        Pill {
            packet: u64::from(number),
            at,
            text,
            tint: if stopped {
                Tint::Denied
            } else {
                connection(packet.flow_index)
            },
            stopped,
            presence: journey.presence(place, arrived),
            label,
        }
    }

    /// Where a packet is, and whether its journey is over.
    fn position(&self, journey: &Journey, place: Place) -> (Point, bool) {
        let stops = &journey.stops;
        let next = stops.partition_point(|stop| stop.entry <= place.entry);
        let (Some(from), Some(to)) = (next.checked_sub(1).map(|last| stops[last]), stops.get(next))
        else {
            let last = stops.last().map(|stop| &self.ways[stop.way as usize]);
            let end = last.and_then(|way| way.last()).copied();
            let is_over = journey.ending != Ending::UnderWay;
            return (end.unwrap_or_default(), is_over);
        };
        let fraction = self.progress(place, from.entry, to.entry);
        (along(&self.ways[to.way as usize], fraction).0, false)
    }

    /// How much of what lies between two entries has passed: by simulated time if any
    /// passes between them, else by entries.
    fn progress(&self, place: Place, from: usize, to: usize) -> f64 {
        let (start, end) = (self.micros(from), self.micros(to));
        if end > start {
            let now = self.micros(place.entry);
            let next = self.micros(place.entry + 1);
            let now = now + (next - now) * place.fraction;
            (now - start) / (end - start)
        } else {
            let (start, end) = (Place::at(from).as_number(), Place::at(to).as_number());
            (place.as_number() - start) / (end - start)
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "only a place on the screen is made of it"
    )]
    fn micros(&self, entry: usize) -> f64 {
        let last = self.clock.len() - 1;
        self.clock[entry.min(last)].as_micros() as f64
    }
}

impl Journey {
    fn presence(&self, place: Place, arrived: bool) -> f64 {
        let most = match self.ending {
            Ending::Dropped { drop, .. } if arrived && drop.reason == Reason::NoHost => {
                OUT_OF_SIGHT
            }
            _ => 1.0,
        };
        if place.entry >= self.leaves {
            most * (1.0 - place.fraction)
        } else {
            most
        }
    }

    /// Whether packets lying where this one lies are piled upwards: below them is the wire.
    fn lies_upward(&self) -> bool {
        matches!(self.ending, Ending::Dropped { drop, .. } if drop.direction == Direction::Inbound)
    }
}

/// The colour of a connection.
pub(super) fn connection(flow_index: u32) -> Tint {
    Tint::Connection(u8::try_from(flow_index % 6).expect("less than six"))
}
