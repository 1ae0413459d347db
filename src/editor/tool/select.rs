//! The Select tool: pan, select, move hosts.
//!
//! ```text
//! Idle --Down(ground)--> Ground --Drag far enough--> Panning --Up--> Idle
//!                           `--Up--> Idle, nothing is selected
//! Idle --Down(host)----> Pressed --Drag far enough--> Moving --Up--> Idle, one edit
//!                           `--Up--> Idle, the host is selected
//! ```
//!
//! Cancelling leaves neither an edit nor a moved host behind.

use super::{Gesture, place::within, snapped};
use crate::editor::Editor;
use crate::editor::action::Pointer;
use crate::editor::effect::Effect;
use crate::editor::target::Target;
use crate::editor::view::preview::Preview;
use crate::picture::geometry::Point;
use crate::picture::layout::Shape;
use crate::scenario::Position;

/// Where the Select tool's gesture stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::editor) enum Selecting {
    /// None is going on.
    #[default]
    Idle,
    /// The ground was pressed here.
    Ground(Point),
    /// The ground is being moved by what was pressed here.
    Panning(Point),
    /// Something was pressed here, and perhaps will be moved.
    Pressed(Point, Target, bool),
    /// A host is being moved.
    Moving {
        /// Which.
        host: String,
        /// From its card's corner to the pointer.
        grip: Point,
        /// Where it is shown meanwhile; the document does not know of it yet.
        to: Option<Position>,
    },
}

impl Editor {
    pub(super) fn select_with(&mut self, selecting: Selecting, pointer: Pointer) -> Vec<Effect> {
        if matches!(selecting, Selecting::Moving { .. })
            && matches!(pointer, Pointer::Down { .. } | Pointer::Cancel)
        {
            self.draw_again();
        }
        let next = match (selecting, pointer) {
            (_, Pointer::Down { at, on: None, .. }) => Selecting::Ground(at),
            (
                _,
                Pointer::Down {
                    at,
                    on: Some(on),
                    extend,
                },
            ) => Selecting::Pressed(at, on, extend),
            (Selecting::Ground(from), Pointer::Drag(at)) if !self.is_far(from, at) => {
                Selecting::Ground(from)
            }
            (Selecting::Ground(from) | Selecting::Panning(from), Pointer::Drag(at)) => {
                let zoom = self.camera().zoom;
                self.pan((at.x - from.x) * zoom, (at.y - from.y) * zoom);
                // The ground has moved with the pointer: it is still over the same place.
                Selecting::Panning(from)
            }
            (Selecting::Pressed(from, on, extend), Pointer::Drag(at)) => match &on {
                // A narrow screen stacks hosts; it has no places to move them to.
                Target::Host(host) if self.is_far(from, at) && self.played.shape == Shape::Wide => {
                    let gripped = self.grip(host, from);
                    self.drag_host(gripped, at)
                }
                _ => Selecting::Pressed(from, on, extend),
            },
            (moving @ Selecting::Moving { .. }, Pointer::Drag(at)) => self.drag_host(moving, at),
            (Selecting::Ground(_), Pointer::Up(_)) => {
                self.select(None);
                Selecting::Idle
            }
            (Selecting::Pressed(_, on, extend), Pointer::Up(_)) => {
                if extend {
                    self.also_select(on);
                } else {
                    self.select(Some(on));
                }
                Selecting::Idle
            }
            (Selecting::Moving { host, to, .. }, Pointer::Up(_)) => {
                return to.map_or_else(Vec::new, |to| self.move_host(&host, to, ""));
            }
            _ => Selecting::Idle,
        };
        if next != Selecting::Idle {
            self.gesture = Gesture::Select(next);
        }
        Vec::new()
    }

    pub(super) fn preview_selecting(&self, _selecting: &Selecting, _preview: &mut Preview) {}

    fn grip(&self, host: &str, at: Point) -> Selecting {
        let frame = self
            .played
            .drawing
            .hosts
            .iter()
            .find(|card| card.id == host);
        let Some(frame) = frame.map(|card| card.frame) else {
            return Selecting::Idle;
        };
        Selecting::Moving {
            host: host.to_owned(),
            grip: Point::new(at.x - frame.x, at.y - frame.y),
            to: None,
        }
    }

    /// Shows the host that is being moved where the pointer is, without an edit.
    fn drag_host(&mut self, moving: Selecting, at: Point) -> Selecting {
        let Selecting::Moving { host: id, grip, .. } = moving else {
            return moving;
        };
        let corner = Point::new(at.x - grip.x, at.y - grip.y);
        let position = self.position_for(&id, corner);
        let mut shown = self.scenario.clone();
        if let Some(host) = shown.hosts.iter_mut().find(|host| host.id == id) {
            host.position = Some(position);
        }
        self.played.draw(&shown, self.played.shape);
        self.changed_document();
        Selecting::Moving {
            host: id,
            grip,
            to: Some(position),
        }
    }

    /// The nearest place of the grid that keeps the host in its subnet.
    fn position_for(&self, host: &str, corner: Point) -> Position {
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
            _ => snapped(corner),
        }
    }

    fn move_host(&mut self, id: &str, to: Position, series: &str) -> Vec<Effect> {
        let mut next = self.scenario.clone();
        if let Some(host) = next.hosts.iter_mut().find(|host| host.id == id) {
            host.position = Some(to);
        }
        self.make_drawn(&format!("Move {id}"), series, next)
    }

    #[inline(never)]
    pub(in crate::editor) fn nudge(&mut self, x: i32, y: i32) -> Vec<Effect> {
        let Some(Target::Host(id)) = self.selected() else {
            return Vec::new();
        };
        if self.played.shape != Shape::Wide {
            return Vec::new();
        }
        let card = self.played.drawing.hosts.iter().find(|card| card.id == id);
        let Some(frame) = card.map(|card| card.frame) else {
            return Vec::new();
        };
        let corner = Point::new(
            frame.x + f64::from(x) * super::GRID,
            frame.y + f64::from(y) * super::GRID,
        );
        let position = self.position_for(&id, corner);
        self.move_host(&id, position, &format!("nudge {id}"))
    }
}
