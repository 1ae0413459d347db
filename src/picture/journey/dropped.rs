//! Dropped packets: where the packet and its stamp are shown.
//!
//! Beside the gate, on the side that it came from, and on nothing that is to be read.

use super::super::drawing::{AclGate, HostCard, Inward};
use super::super::geometry::Point;
use super::super::light::Pill;
use super::super::wiring::Waypoint;
use super::Ways;
use crate::policy::Direction;

/// Where a dropped packet is shown.
pub(super) struct Rest {
    /// Its middle.
    pub(super) at: Point,
    /// How long before the gate's middle it leaves the wire for that place.
    pub(super) before: f64,
    /// The middle of its stamp.
    pub(super) stamp: Point,
}

/// Between a pill and what it must not touch.
const GAP: f64 = 6.0;
/// From the middle of a node up to a pill above the node's name.
const ABOVE_NODE: f64 = 52.0;

impl Ways {
    /// Where a packet with so many letters lies that was stopped here.
    pub(super) fn rest(&self, at: Waypoint, direction: Direction, letters: usize) -> Rest {
        let half = width(letters) / 2.0;
        match at {
            Waypoint::Lane(subnet, direction) => {
                at_gate(&self.drawing.gates[subnet], direction, half)
            }
            Waypoint::Ring(host) => {
                let card = &self.drawing.hosts[host];
                at_ring(card, self.shape(), self.wiring.point(at), direction, half)
            }
            Waypoint::Card(_) | Waypoint::Gateway(_) | Waypoint::Router(_) => {
                let middle = self.wiring.point(at);
                let lies = match self.shape() {
                    Inward::Right => Point::new(middle.x, middle.y - ABOVE_NODE),
                    Inward::Down => Point::new(middle.x + 30.0 + half, middle.y),
                };
                Rest {
                    at: lies,
                    before: 30.0,
                    stamp: Point::new(middle.x + 16.0, middle.y - 16.0),
                }
            }
        }
    }

    /// Where a packet lies that was lost behind this place.
    pub(super) fn beyond(&self, from: Waypoint, direction: Direction, letters: usize) -> Rest {
        let start = self.wiring.point(from);
        let outward = match (from, direction) {
            (Waypoint::Router(_), _) | (Waypoint::Gateway(_), Direction::Inbound) => {
                return self.rest(from, direction, letters);
            }
            (Waypoint::Card(host), _) => {
                let middle = self.drawing.hosts[host].frame.center();
                if self.along(start) >= self.along(middle) {
                    1.0
                } else {
                    -1.0
                }
            }
            (Waypoint::Ring(_), _) | (_, Direction::Outbound) => -1.0,
            (_, Direction::Inbound) => 1.0,
        };
        let half = width(letters) / 2.0;
        let low = Pill::HEIGHT / 2.0;
        let (x, y, stamp) = match (self.shape(), from) {
            // Between the internet's hosts and the gateway is too little room on the wire.
            (Inward::Right, Waypoint::Card(_)) => (GAP + half, -ABOVE_NODE, half + GAP),
            (Inward::Right, Waypoint::Gateway(_)) => (106.0 - half, -ABOVE_NODE, half + GAP),
            (Inward::Right, Waypoint::Lane(..)) => (20.0 + GAP + half, 0.0, half + GAP),
            (Inward::Right, _) => (GAP + half, 0.0, half + GAP),
            (Inward::Down, Waypoint::Lane(..) | Waypoint::Gateway(_)) => {
                (0.0, 40.0 + GAP + low, low + 8.0)
            }
            (Inward::Down, _) => (0.0, 22.0 + GAP + low, low + 8.0),
        };
        let (at, stamp) = match self.shape() {
            Inward::Right => {
                let at = Point::new(start.x + outward * x, start.y + y);
                (at, Point::new(at.x + outward * stamp, at.y))
            }
            Inward::Down => {
                let at = Point::new(start.x, start.y + outward * y);
                (at, Point::new(at.x, at.y + outward * stamp))
            }
        };
        Rest {
            at,
            before: 0.0,
            stamp,
        }
    }

    fn along(&self, point: Point) -> f64 {
        match self.shape() {
            Inward::Right => point.x,
            Inward::Down => point.y,
        }
    }

    fn shape(&self) -> Inward {
        self.drawing
            .gates
            .first()
            .map_or(Inward::Right, |gate| gate.inward)
    }
}

/// How wide the pill of a text with so many letters is.
pub(super) fn width(letters: usize) -> f64 {
    Pill::width(&"0".repeat(letters))
}

fn at_gate(gate: &AclGate, direction: Direction, half: f64) -> Rest {
    let frame = gate.frame();
    let Point { x, y } = gate.center;
    let low = Pill::HEIGHT / 2.0 + GAP;
    match (gate.inward, direction) {
        (Inward::Right, Direction::Outbound) => Rest {
            at: Point::new(frame.right() + GAP + half, y + 18.0),
            before: frame.width / 2.0 + GAP + half,
            stamp: Point::new(frame.x, y + 18.0),
        },
        // Above the names of router and gateway, which stand near.
        (Inward::Right, Direction::Inbound) => Rest {
            at: Point::new(frame.x - 14.0 - half, y - ABOVE_NODE),
            before: frame.width / 2.0 + GAP + half,
            stamp: Point::new(frame.right(), y - 18.0),
        },
        (Inward::Down, Direction::Outbound) => Rest {
            at: Point::new(x, frame.bottom() + low),
            before: frame.height / 2.0 + low,
            stamp: Point::new(x + 22.0, frame.y),
        },
        (Inward::Down, Direction::Inbound) => Rest {
            at: Point::new(x, frame.y - low),
            before: frame.height / 2.0 + low,
            stamp: Point::new(x - 22.0, frame.bottom()),
        },
    }
}

fn at_ring(card: &HostCard, inward: Inward, edge: Point, direction: Direction, half: f64) -> Rest {
    let ring = card.ring();
    let above = 10.0 + GAP + Pill::HEIGHT / 2.0;
    let (at, before) = match (inward, direction) {
        (Inward::Right, Direction::Inbound) => {
            (Point::new(edge.x - 8.0 - half, edge.y), 8.0 + half)
        }
        // It has not left: it lies on the ring itself, beside the names.
        (Inward::Right, Direction::Outbound) => {
            (Point::new(card.tab().x - GAP - half, ring.y), 0.0)
        }
        (Inward::Down, Direction::Inbound) => (Point::new(edge.x, ring.y - above), above),
        (Inward::Down, Direction::Outbound) => (Point::new(edge.x, ring.y - above), 0.0),
    };
    // A wire from above meets the ring where its names are.
    let stamp = match inward {
        Inward::Right => edge,
        Inward::Down => Point::new(card.tab().right() + 14.0, ring.y),
    };
    Rest { at, before, stamp }
}
