//! What the pointer does on the drawing: pan, select, move a host, add one.
//!
//! ```text
//! Idle --Down(ground)--> Ground --Drag far enough--> Panning --Up--> Idle
//!                           `--Up--> Idle, nothing is selected
//! Idle --Down(host)----> Pressed --Drag far enough--> Moving --Up--> Idle, one edit
//!                           `--Up--> Idle, the host is selected
//! Idle --Down, Host tool--> Adding --Up--> Idle, one edit
//! ```
//!
//! Cancelling leaves neither an edit nor a moved host behind.

use super::Editor;
use super::action::Pointer;
use super::edit::Edit;
use super::effect::Effect;
use super::target::{Target, Tool};
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::Shape;
use crate::scenario::Position;

/// Drags shorter than this are clicks; in units of the drawing.
const CLICK: f64 = 4.0;
/// Hosts are moved by steps of this.
const GRID: f64 = 4.0;

/// Where a gesture stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) enum Gesture {
    /// None is going on.
    #[default]
    Idle,
    /// The ground was pressed here.
    Ground(Point),
    /// The ground is being moved by what was pressed here.
    Panning(Point),
    /// Something was pressed here, and perhaps will be moved.
    Pressed(Point, Target),
    /// A host is being moved.
    Moving {
        /// Which.
        host: String,
        /// From its card's corner to the pointer.
        grip: Point,
        /// Where it is shown meanwhile; the document does not know of it yet.
        to: Option<Position>,
    },
    /// The Host tool has pressed here.
    Adding,
}

impl Editor {
    #[inline(never)]
    pub(super) fn pointer(&mut self, pointer: Pointer) -> Vec<Effect> {
        let gesture = std::mem::take(&mut self.gesture);
        if matches!(
            (&gesture, &pointer),
            (
                Gesture::Moving { .. },
                Pointer::Down { .. } | Pointer::Cancel
            )
        ) {
            self.draw_again();
        }
        match (gesture, pointer) {
            (_, Pointer::Down { .. }) if self.session.tool == Tool::Host => {
                self.gesture = Gesture::Adding;
            }
            (_, Pointer::Down { at, on: None }) => self.gesture = Gesture::Ground(at),
            (_, Pointer::Down { at, on: Some(on) }) => self.gesture = Gesture::Pressed(at, on),
            (Gesture::Ground(from), Pointer::Drag(at)) if !is_far(from, at) => {
                self.gesture = Gesture::Ground(from);
            }
            (Gesture::Ground(from) | Gesture::Panning(from), Pointer::Drag(at)) => {
                let zoom = self.camera().zoom;
                self.pan((at.x - from.x) * zoom, (at.y - from.y) * zoom);
                // The ground has moved with the pointer: it is still over the same place.
                self.gesture = Gesture::Panning(from);
            }
            (Gesture::Pressed(from, on), Pointer::Drag(at)) => {
                self.gesture = match &on {
                    // A narrow screen stacks hosts; it has no places to move them to.
                    Target::Host(host) if is_far(from, at) && self.played.shape == Shape::Wide => {
                        self.grip(host, from)
                    }
                    _ => Gesture::Pressed(from, on),
                };
                self.drag_host(at);
            }
            (Gesture::Moving { host, grip, to }, Pointer::Drag(at)) => {
                self.gesture = Gesture::Moving { host, grip, to };
                self.drag_host(at);
            }
            (Gesture::Ground(_), Pointer::Up(_)) => {
                return self.update(super::action::Action::Select(None));
            }
            (Gesture::Pressed(_, on), Pointer::Up(_)) => {
                return self.update(super::action::Action::Select(Some(on)));
            }
            (Gesture::Moving { host, to, .. }, Pointer::Up(_)) => {
                return to.map_or_else(Vec::new, |to| self.move_host(&host, to));
            }
            (Gesture::Adding, Pointer::Up(at)) => return self.add_host(at),
            (Gesture::Adding, Pointer::Drag(_)) => self.gesture = Gesture::Adding,
            _ => {}
        }
        Vec::new()
    }

    fn grip(&self, host: &str, at: Point) -> Gesture {
        let frame = self
            .played
            .drawing
            .hosts
            .iter()
            .find(|card| card.id == host);
        let Some(frame) = frame.map(|card| card.frame) else {
            return Gesture::Idle;
        };
        Gesture::Moving {
            host: host.to_owned(),
            grip: Point::new(at.x - frame.x, at.y - frame.y),
            to: None,
        }
    }

    /// Shows the host that is being moved where the pointer is, without an edit.
    fn drag_host(&mut self, at: Point) {
        let Gesture::Moving { host, grip, .. } = &self.gesture else {
            return;
        };
        let (id, corner) = (host.clone(), Point::new(at.x - grip.x, at.y - grip.y));
        let position = self.position_for(&id, corner);
        let mut shown = self.scenario.clone();
        let Some(host) = shown.hosts.iter_mut().find(|host| host.id == id) else {
            return;
        };
        host.position = Some(position);
        self.played.draw(&shown, self.played.shape);
        self.changed_document();
        if let Gesture::Moving { to, .. } = &mut self.gesture {
            *to = Some(position);
        }
    }

    /// Shows what the document says: a gesture was given up.
    fn draw_again(&mut self) {
        self.played.draw(&self.scenario, self.played.shape);
        self.changed_document();
    }

    /// The nearest place of the grid that keeps the host in its subnet.
    pub(super) fn position_for(&self, host: &str, corner: Point) -> Position {
        let drawing = &self.played.drawing;
        let card = drawing
            .hosts
            .iter()
            .find(|card| card.id == host)
            .map(|card| card.frame);
        let subnet = self
            .scenario
            .host(host)
            .and_then(|host| host.subnet.as_deref());
        let area = drawing
            .areas
            .iter()
            .find(|area| Some(area.id.as_str()) == subnet);
        match (card, area) {
            (Some(card), Some(area)) => within(area.frame, card.width, card.height, corner),
            _ => position(corner),
        }
    }

    fn move_host(&mut self, id: &str, to: Position) -> Vec<Effect> {
        let Some(at) = self.scenario.hosts.iter().position(|host| host.id == id) else {
            return Vec::new();
        };
        if self.scenario.hosts[at].position == Some(to) {
            self.draw_again();
            return Vec::new();
        }
        self.make_drawn(&format!("Move {id}"), Edit::PlaceHost(at, Some(to)))
    }

    #[inline(never)]
    pub(super) fn nudge(&mut self, x: i32, y: i32) -> Vec<Effect> {
        let Some(Target::Host(id)) = self.selected.clone() else {
            return Vec::new();
        };
        if self.played.shape != Shape::Wide {
            return Vec::new();
        }
        let card = self.played.drawing.hosts.iter().find(|card| card.id == id);
        let Some(frame) = card.map(|card| card.frame) else {
            return Vec::new();
        };
        let corner = Point::new(frame.x + f64::from(x) * GRID, frame.y + f64::from(y) * GRID);
        let position = self.position_for(&id, corner);
        self.move_host(&id, position)
    }
}

/// The nearest place of the grid at which a card lies in an area with its ring.
pub(super) fn within(area: Rect, width: f64, height: f64, corner: Point) -> Position {
    let most_x = (area.right() - width - 24.0).max(area.x + 44.0);
    let most_y = (area.bottom() - height - 24.0).max(area.y + 44.0);
    position(Point::new(
        corner.x.clamp(area.x + 44.0, most_x),
        corner.y.clamp(area.y + 44.0, most_y),
    ))
}

/// The nearest place of the grid.
pub(super) fn position(corner: Point) -> Position {
    Position {
        x: snapped(corner.x),
        y: snapped(corner.y),
    }
}

fn is_far(from: Point, at: Point) -> bool {
    (at.x - from.x).abs().max((at.y - from.y).abs()) >= CLICK
}

#[allow(
    clippy::cast_possible_truncation,
    reason = "`as` keeps a place within an i32"
)]
fn snapped(value: f64) -> i32 {
    ((value / GRID).round() * GRID) as i32
}
