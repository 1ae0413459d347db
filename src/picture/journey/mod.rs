//! The journeys of all packets of a trace, and where each is at a playhead.
//!
//! Built once for a run. What [`Journeys::pills`] and [`Journeys::lights`] then answer
//! depends on the place alone, so playing, stepping and scrubbing cannot differ. Both
//! read an index, never the whole trace.

mod active;
mod build;
mod bundle;
mod callout;
mod clocks;
mod dropped;
mod light_log;
mod light_state;
mod lights;
mod pills;
mod spatial_index;
mod spread;
mod tracking_note;

pub use build::JourneysBuilder;

use std::cell::RefCell;
use std::rc::Rc;

use super::drawing::Drawing;
use super::geometry::{Point, Rect};
use super::light::Lights;
use super::polyline::without_end;
use super::wiring::{Waypoint, Wiring};
use crate::net::{Packet, SimTime, SortedMap};
use crate::policy::Direction;
use crate::scenario::Scenario;
use crate::sim::{Drop, Setup, Trace};
use crate::topology::Topology;

/// Where every packet of a run is at any place of its trace.
#[derive(Clone, Debug)]
pub struct Journeys {
    drawing: Rc<Drawing>,
    /// In the order in which they were sent.
    packets: Vec<Journey>,
    /// What packets travel along; shared by all that go the same way.
    ways: Vec<Vec<Point>>,
    /// When each entry happened.
    clock: Vec<SimTime>,
    active: active::Active,
    log: light_log::Log,
    /// The networks in force, each from an entry on.
    topologies: Vec<(usize, Rc<Topology>)>,
    /// What was lit when it was asked last: several views ask at each entry.
    lit: RefCell<Option<(usize, Rc<Lights>)>>,
}

/// One packet from its sending to its end.
#[derive(Clone, Debug)]
struct Journey {
    /// As it was sent.
    packet: Packet,
    /// As gates have translated it, from an entry on.
    translations: Vec<(usize, Packet)>,
    stops: Vec<Stop>,
    ending: Ending,
    /// From this entry on it begins to fade.
    leaves: usize,
}

/// Where a packet is at one of its entries.
#[derive(Clone, Copy, Debug)]
struct Stop {
    entry: usize,
    /// The way from the stop before; at the first stop, a way of that one point.
    way: u32,
}

/// How a journey ends.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Ending {
    /// The trace stops before.
    UnderWay,
    Delivered,
    Dropped {
        drop: Drop,
        stamp: Point,
    },
}

/// What ways are known by while they are collected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum PathKey {
    At(Waypoint),
    Between(Waypoint, Waypoint),
    /// From one place to another, and stopped there; with how many letters.
    Stopped(Waypoint, Waypoint, Direction, usize),
    /// Lost behind a place, going in a direction; with how many letters.
    Beyond(Waypoint, Direction, usize),
}

/// The ways collected so far.
#[derive(Clone, Debug)]
struct Ways {
    drawing: Rc<Drawing>,
    wiring: Wiring,
    known: SortedMap<PathKey, u32>,
    lines: Vec<Vec<Point>>,
}

impl Journeys {
    /// The journeys of a run; `drawing` was laid out from the same document.
    #[must_use]
    pub fn new(
        scenario: &Scenario,
        drawing: &Rc<Drawing>,
        setup: &Rc<Setup>,
        trace: &Trace,
    ) -> Self {
        let mut builder = JourneysBuilder::new(scenario, drawing, setup);
        for entry in &trace.entries {
            builder.take_in(entry);
        }
        builder.finish(scenario)
    }
}

impl Ways {
    fn new(scenario: &Scenario, drawing: &Rc<Drawing>) -> Self {
        Self {
            drawing: Rc::clone(drawing),
            wiring: Wiring::new(scenario, drawing),
            known: SortedMap::new(),
            lines: Vec::new(),
        }
    }

    /// The number of a way, which is found once.
    fn number(&mut self, way: PathKey) -> u32 {
        if let Some(&number) = self.known.get(&way) {
            return number;
        }
        let points = match way {
            PathKey::At(spot) => vec![self.wiring.point(spot)],
            PathKey::Between(from, to) => self.wiring.way(from, to),
            PathKey::Stopped(from, at, direction, letters) => {
                let rest = self.rest(at, direction, letters);
                let mut points = without_end(&self.wiring.way(from, at), rest.before);
                points.push(rest.at);
                points
            }
            PathKey::Beyond(from, direction, letters) => {
                let rest = self.beyond(from, direction, letters);
                vec![self.wiring.point(from), rest.at]
            }
        };
        let number = u32::try_from(self.lines.len()).expect("ways are fewer than packets");
        self.lines.push(points);
        self.known.insert(way, number);
        number
    }
}

/// The ground that a pill covers.
fn ground(at: Point, width: f64) -> Rect {
    let height = super::light::Pill::HEIGHT;
    Rect::new(at.x - width / 2.0, at.y - height / 2.0, width, height)
}
