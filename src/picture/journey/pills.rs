//! From a place in the trace to pills.

use super::super::geometry::{Point, Rect, along};
use super::super::light::{Pill, Tint};
use super::super::playhead::Playhead;
use super::bundle::bundle;
use super::spread::{Standing, spread};
use super::{Ending, Journey, Journeys};
use crate::net::Packet;
use crate::policy::{Direction, Reason};
use crate::words;

/// How present a packet stays that nobody received: it has gone out of sight.
const OUT_OF_SIGHT: f64 = 0.45;
/// How far outside of what is seen a packet still moves others, or is moved into sight.
const OUTSIDE: f64 = 320.0;

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
    /// The packet sent first comes first, and lies below the others. Those that would hide
    /// one another stand apart, and many at one place are one pill with their number.
    #[must_use]
    pub fn pills(&self, place: Playhead) -> Vec<Pill> {
        self.pills_in(place, self.drawing.bounds.grown(OUTSIDE))
    }

    /// Those of [`pills`](Self::pills) that are to be seen in a part of the drawing.
    #[must_use]
    pub fn pills_in(&self, place: Playhead, seen: Rect) -> Vec<Pill> {
        let seen = seen.grown(OUTSIDE);
        let mut alone = self.standing(place);
        alone.retain(|(_, pill)| seen.contains(pill.at));
        let places: Vec<Point> = alone.iter().map(|(_, pill)| pill.at).collect();
        let packet = |&index: &usize| alone[index].0.packet_at(place.entry);
        let bundles = bundle(&places, |one, other| {
            alone[one].1.stopped == alone[other].1.stopped
                && words::are_alike(packet(&one), packet(&other))
        });
        let mut pills = Vec::new();
        let mut standing = Vec::new();
        for bundle in bundles {
            let (journey, mut pill) = alone[bundle[0]].clone();
            pill.count = bundle.len();
            pill.text = words::label_of(bundle.iter().map(packet));
            let tint = pill.tint;
            if bundle.iter().any(|&other| alone[other].1.tint != tint) {
                pill.tint = Tint::Several;
            }
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

    /// The same packets from so far away that none can be read: each where it is, and
    /// without words.
    #[must_use]
    pub fn dots(&self, place: Playhead) -> Vec<Pill> {
        let standing = self.standing(place).into_iter();
        standing.map(|(_, pill)| pill).collect()
    }

    /// A pill's label for screen readers, which begins with its kind.
    #[must_use]
    pub fn name(&self, place: Playhead, pill: &Pill) -> String {
        let journey = usize::try_from(pill.packet)
            .ok()
            .and_then(|number| self.packets.get(number.checked_sub(1)?));
        let Some(journey) = journey else {
            return String::new();
        };
        let packet = journey.packet_at(place.entry);
        words::drawing::packet_label(packet, pill.stopped, pill.count)
    }

    /// Every packet to be seen, where it would be if it were alone, and without words.
    fn standing(&self, place: Playhead) -> Vec<(&Journey, Pill)> {
        let Some(last) = self.clock.len().checked_sub(1) else {
            return Vec::new();
        };
        let place = if place.entry < last {
            Playhead {
                entry: place.entry,
                fraction: place.fraction.clamp(0.0, 1.0),
            }
        } else {
            Playhead::at(last)
        };
        let journeys = self.active.at(&self.packets, place.entry);
        journeys
            .map(|journey| (journey, self.pill(journey, place)))
            .collect()
    }

    fn pill(&self, journey: &Journey, place: Playhead) -> Pill {
        let (at, arrived) = self.position(journey, place);
        let stopped = arrived && matches!(journey.ending, Ending::Dropped { .. });
        Pill {
            packet: u64::from(journey.packet.number.0),
            at,
            text: String::new(),
            count: 1,
            tint: if stopped {
                Tint::Denied
            } else {
                connection(journey.packet.flow_index)
            },
            stopped,
            presence: journey.presence(place, arrived),
        }
    }

    /// Where a packet is, and whether its journey is over.
    fn position(&self, journey: &Journey, place: Playhead) -> (Point, bool) {
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
    fn progress(&self, place: Playhead, from: usize, to: usize) -> f64 {
        let (start, end) = (self.micros(from), self.micros(to));
        if end > start {
            let now = self.micros(place.entry);
            let next = self.micros(place.entry + 1);
            let now = now + (next - now) * place.fraction;
            (now - start) / (end - start)
        } else {
            let (start, end) = (Playhead::at(from).as_number(), Playhead::at(to).as_number());
            (place.as_number() - start) / (end - start)
        }
    }

    #[allow(
        clippy::cast_precision_loss,
        reason = "only a place on the screen is made of it"
    )]
    pub(super) fn micros(&self, entry: usize) -> f64 {
        let last = self.clock.len() - 1;
        self.clock[entry.min(last)].as_micros() as f64
    }
}

impl Journey {
    fn presence(&self, place: Playhead, arrived: bool) -> f64 {
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
