//! Tracking notes: the tracked connection that a group found for a packet, or "stateless".
//!
//! A security group finds the answer in its table, and a line leads to the row. A network ACL
//! has no table, and says so beside the same answer.

use super::super::geometry::{Point, Rect};
use super::super::light::{Callout, TrackingNote};
use super::callout::{best, letters};
use super::light_state::LightState;
use super::{Journey, Journeys};
use crate::policy::Direction;
use crate::sim::Drop;
use crate::words;

/// Height of a note of one line.
const HEIGHT: f64 = 22.0;
/// Width of one letter.
const LETTER: f64 = 6.6;

impl Journeys {
    /// The notes at a state, put where they hide nothing.
    pub(super) fn memories(
        &self,
        state: &LightState,
        callout: Option<&Callout>,
        lying: &[(&Journey, Drop)],
    ) -> Vec<TrackingNote> {
        let mut memories: Vec<TrackingNote> = Vec::new();
        let mut add = |about: Rect, anchor: Point, text: String, remembered: bool| {
            let width = letters(&text) * LETTER + 22.0;
            let mut obstacles = self.obstacles(anchor, lying);
            obstacles.extend(callout.map(|callout| (callout.frame, 8.0)));
            obstacles.extend(memories.iter().map(|other| (other.frame, 8.0)));
            let frame = best(anchor, (width, HEIGHT), self.drawing.bounds, &obstacles);
            memories.push(TrackingNote {
                frame,
                anchor: nearest(about, frame),
                text,
                remembered,
            });
        };
        if let Some((host, _, from)) = state.remembered
            && let Some(card) = self.drawing.hosts.get(host as usize)
            && let Some(journey) = self.packets.get((from as usize).wrapping_sub(1))
        {
            let ring = card.ring();
            let corner = Point::new(ring.x, ring.bottom());
            add(ring, corner, words::remembered_row(&journey.packet), true);
        }
        if let Some((subnet, direction, _)) = state.forgotten
            && let Some(gate) = self.drawing.gates.get(subnet as usize)
        {
            let frame = gate.frame();
            let y = match direction {
                Direction::Inbound => frame.y,
                Direction::Outbound => frame.bottom(),
            };
            let anchor = Point::new(frame.center().x, y);
            // Its name stands above it.
            let named = Rect::new(frame.x, frame.y - 20.0, frame.width, frame.height + 20.0);
            add(named, anchor, words::NO_MEMORY.into(), false);
        }
        memories
    }
}

/// Where a line to `frame` leaves what it is about: of its border the place that is nearest,
/// but not a rounded corner.
fn nearest(about: Rect, frame: Rect) -> Point {
    const CORNER: f64 = 14.0;
    let middle = frame.center();
    let x = middle.x.clamp(about.x + CORNER, about.right() - CORNER);
    let y = middle.y.clamp(about.y + CORNER, about.bottom() - CORNER);
    if frame.bottom() <= about.y {
        Point::new(x, about.y)
    } else if frame.y >= about.bottom() {
        Point::new(x, about.bottom())
    } else if middle.x < about.x {
        Point::new(about.x, y)
    } else {
        Point::new(about.right(), y)
    }
}
