//! The Select tool: pan, select, select what lies inside, move, resize.
//!
//! ```text
//! Idle --Down(ground)------> Ground --Drag--> Panning --Up--> Idle
//!                              |--Drag, with Shift--> Framing --Up--> what lies inside is selected
//!                              `--Up--> what was pressed is selected, or nothing
//! Idle --Down(thing)-------> Pressed --Drag--> Moving --Up--> Idle, one edit
//!                              `--Up--> Idle, it is selected
//! Idle --Down(a handle)----> Resizing --Up--> Idle, one edit
//! ```
//!
//! A container is ground as long as it is not selected, else a large one could not be
//! moved about in; its name can always be pressed. Cancelling leaves no trace.

use super::moving::Moving;
use super::resizing::{Resizing, handles};
use super::{Gesture, spanned};
use crate::editor::Editor;
use crate::editor::action::Pointer;
use crate::editor::effect::Effect;
use crate::editor::selection::{Selection, Tool};
use crate::editor::view::preview::Preview;
use crate::picture::drawing::NodeKind;
use crate::picture::geometry::{Point, Rect};

/// Where the Select tool's gesture stands.
#[derive(Clone, Debug, Default)]
pub(in crate::editor) enum Selecting {
    /// None is going on.
    #[default]
    Idle,
    /// The ground was pressed here.
    Ground {
        /// Where.
        from: Point,
        /// The container whose ground it is.
        on: Option<Selection>,
        /// Whether what is selected is added to.
        extend: bool,
    },
    /// The ground is being moved by what was pressed here.
    Panning(Point),
    /// A rectangle is being drawn; what lies inside will be selected.
    Framing(Point, Point),
    /// Something was pressed here, and perhaps will be moved.
    Pressed(Point, Selection, bool),
    /// Things are being moved.
    Moving(Box<Moving>),
    /// A container is being resized.
    Resizing(Box<Resizing>),
}

impl Selecting {
    pub(super) fn preview(&self, preview: &mut Preview) {
        match self {
            Self::Framing(from, to) => preview.frame = Some(spanned(*from, *to)),
            Self::Moving(moving) => moving.preview(preview),
            _ => {}
        }
    }
}

impl Editor {
    pub(super) fn select_with(&mut self, selecting: Selecting, pointer: Pointer) -> Vec<Effect> {
        let next = match pointer {
            Pointer::Down { at, on, extend } => {
                self.give_up(Gesture::Select(selecting));
                self.press(at, on, extend)
            }
            Pointer::Drag(at) => self.drag(selecting, at),
            Pointer::Up(_) => return self.let_go(selecting),
            Pointer::Cancel => {
                self.give_up(Gesture::Select(selecting));
                Selecting::Idle
            }
        };
        if !matches!(next, Selecting::Idle) {
            self.gesture = Gesture::Select(next);
        }
        Vec::new()
    }

    fn press(&mut self, from: Point, on: Option<Selection>, extend: bool) -> Selecting {
        if !extend && let Some(resizing) = self.grasp(from) {
            return Selecting::Resizing(Box::new(resizing));
        }
        let on = match on {
            // Containers may lie on one another; the page does not know which is above.
            None | Some(Selection::Subnet(_) | Selection::Vpc(_)) => self.hit_test(from),
            thing => thing,
        };
        match on {
            Some(thing) if !self.is_ground(&thing, from, extend) => {
                Selecting::Pressed(from, thing, extend)
            }
            on => Selecting::Ground { from, on, extend },
        }
    }

    /// Whether a thing is but the ground there. With Shift any container is, so that what
    /// stands in it can be framed.
    fn is_ground(&self, thing: &Selection, at: Point, extend: bool) -> bool {
        let (Selection::Subnet(id) | Selection::Vpc(id)) = thing else {
            return false;
        };
        let mut areas = self.run_data.drawing.areas.iter();
        let area = areas.find(|area| area.id == *id);
        let named = area.is_some_and(|area| area.name_frame().contains(at));
        extend || !named && !self.selected.contains(thing)
    }

    fn drag(&mut self, selecting: Selecting, at: Point) -> Selecting {
        match selecting {
            Selecting::Ground { from, .. } | Selecting::Pressed(from, ..)
                if !self.is_far(from, at) =>
            {
                selecting
            }
            Selecting::Ground {
                from, extend: true, ..
            }
            | Selecting::Framing(from, _) => Selecting::Framing(from, at),
            Selecting::Ground { from, .. } | Selecting::Panning(from) => self.drag_ground(from, at),
            Selecting::Pressed(from, thing, _) => match self.lift(&thing, from) {
                Some(moving) => self.drag_things(Box::new(moving), at),
                // What cannot be moved is held on to.
                None => self.drag_ground(from, at),
            },
            Selecting::Moving(moving) => self.drag_things(moving, at),
            Selecting::Resizing(resizing) => self.drag_handle(resizing, at),
            Selecting::Idle => Selecting::Idle,
        }
    }

    fn drag_ground(&mut self, from: Point, at: Point) -> Selecting {
        let zoom = self.camera().zoom;
        self.pan((at.x - from.x) * zoom, (at.y - from.y) * zoom);
        // The ground has moved with the pointer: it is still over the same place.
        Selecting::Panning(from)
    }

    fn let_go(&mut self, selecting: Selecting) -> Vec<Effect> {
        match selecting {
            Selecting::Ground { on, extend, .. } => match on {
                Some(on) if extend => self.also_select(on),
                None if extend => {}
                on => self.select(on),
            },
            Selecting::Pressed(_, on, extend) => {
                if extend {
                    self.also_select(on);
                } else {
                    self.select(Some(on));
                }
            }
            Selecting::Framing(from, to) => self.select_inside(spanned(from, to)),
            Selecting::Moving(moving) => return self.put_down(*moving),
            Selecting::Resizing(resizing) => return self.let_go_handle(*resizing),
            Selecting::Idle | Selecting::Panning(_) => {}
        }
        Vec::new()
    }

    /// Selects what lies inside besides what is selected.
    fn select_inside(&mut self, frame: Rect) {
        let drawing = &self.run_data.drawing;
        let hosts = drawing.hosts.iter();
        let hosts = hosts.map(|host| (host.frame, Selection::Host(host.id.clone())));
        let nodes = drawing.nodes.iter();
        let nodes = nodes.filter(|node| node.kind != NodeKind::Router);
        let nodes = nodes.map(|node| (node.frame(), Selection::Gateway(node.id.clone())));
        let areas = drawing.areas.iter();
        let areas = areas.map(|area| (area.frame, super::hit_test::container(area)));
        let inside: Vec<Selection> = hosts
            .chain(nodes)
            .chain(areas)
            .filter(|(inner, _)| frame.holds(*inner))
            .map(|(_, target)| target)
            .collect();
        let mut things = self.selected_things();
        for target in inside {
            if !things.contains(&target) {
                things.push(target);
            }
        }
        self.set_selection(things);
    }

    /// The handles of the container that is selected.
    pub(super) fn preview_handles(&self, preview: &mut Preview) {
        let moving = matches!(self.gesture, Gesture::Select(Selecting::Moving(_)));
        if self.session.tool == Tool::Select
            && !moving
            && let Some((_, frame)) = self.resizable()
        {
            preview.handles = handles(frame);
        }
    }
}
