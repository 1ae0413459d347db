//! Things being moved: shown where they would be, and put down as one step.
//!
//! What is shown meanwhile is the drawing of the document that would follow, so a host
//! over another subnet already has its address there, and wires lead to the new gate.
//! Where things must not stand, the last place where they might is kept.

use super::drop_target::{self, Carried};
use super::select::Selecting;
use super::{Gesture, removal, snapping};
use crate::editor::effect::Effect;
use crate::editor::selection::Selection;
use crate::editor::view::frame::CameraView;
use crate::editor::view::preview::Preview;
use crate::editor::{Editor, arrange};
use crate::picture::drawing::Drawing;
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::Shape;
use crate::scenario::Scenario;
use crate::words::tools;
use std::rc::Rc;

/// How near, in pixels, edges snap to those of others.
const REACH: f64 = 6.0;

/// Things that are being moved.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Moving {
    things: Vec<Selection>,
    /// Where the pointer was pressed.
    from: Point,
    /// The border of all of them, where they were.
    frame: Rect,
    /// What they may be level with.
    others: Vec<snapping::Other>,
    held: GestureSnapshot,
    /// The document, with what has been found out about its drawing: the places of those
    /// that stay where they are.
    base: Scenario,
    /// What the edit would be.
    next: Option<Next>,
    /// Why it cannot be put down where the pointer is.
    refusal: Option<String>,
    guides: Vec<(Point, Point)>,
    /// The border of the subnet that hosts would come into.
    over: Option<Rect>,
    /// Where they are held, while they cannot be put down there.
    ghost: Option<Rect>,
}

/// An edit that would follow.
#[derive(Clone, Debug)]
struct Next {
    by: Point,
    name: String,
    /// Whether packets are to be sent anew: somebody came into another subnet.
    runs: bool,
}

/// What a gesture must give back: the drawing, and the camera that it kept still.
#[derive(Clone, Debug)]
pub(super) struct GestureSnapshot {
    pub(super) drawing: Rc<Drawing>,
    camera: Option<CameraView>,
}

impl Moving {
    pub(super) fn preview(&self, preview: &mut Preview) {
        preview.guides.clone_from(&self.guides);
        preview.over = self.over;
        preview.ghost = self.ghost;
    }
}

impl Editor {
    /// Keeps the drawing, and the camera where it is: else it would follow what is moved.
    pub(super) fn hold(&mut self) -> GestureSnapshot {
        let held = GestureSnapshot {
            drawing: Rc::clone(&self.run_data.drawing),
            camera: self.camera,
        };
        self.camera = Some(self.camera());
        held
    }

    /// Gives both back.
    pub(super) fn release(&mut self, held: &GestureSnapshot) {
        self.run_data.drawing = Rc::clone(&held.drawing);
    }

    /// Lets the camera show all again, if that is what it does.
    pub(super) fn free_camera(&mut self, held: &GestureSnapshot) {
        if held.camera.is_none() && self.fit_camera() == self.camera() {
            self.camera = None;
        }
    }

    /// Gives up a gesture without a trace.
    #[inline(never)]
    pub(in crate::editor) fn give_up(&mut self, gesture: Gesture) {
        let held = match gesture {
            Gesture::Select(Selecting::Moving(moving)) => moving.held,
            Gesture::Select(Selecting::Resizing(resizing)) => resizing.held,
            _ => return,
        };
        self.release(&held);
        self.redraw();
        self.free_camera(&held);
    }

    /// Gives up the one that is going on, before the document changes under it.
    #[inline(never)]
    pub(in crate::editor) fn give_up_gesture(&mut self) {
        if !matches!(self.gesture, Gesture::Idle) {
            let gesture = std::mem::take(&mut self.gesture);
            self.revisions.gesture += 1;
            self.give_up(gesture);
        }
    }

    /// Shows the drawing of a document that is not made yet; gives the document as drawn.
    pub(super) fn show_meanwhile(&mut self, mut next: Scenario, before: &Drawing) -> Scenario {
        let mut drawing = arrange::pin_layout(before, &mut next);
        // Nobody goes through it by keyboard meanwhile, and another order is another page.
        drawing.order.clone_from(&before.order);
        self.run_data.sketch(&next, drawing);
        self.revisions.drawing += 1;
        next
    }

    /// Takes up what was pressed, with all that is selected if it is.
    pub(super) fn lift(&mut self, pressed: &Selection, from: Point) -> Option<Moving> {
        // A narrow screen stacks things; it has no places to move them to.
        if self.run_data.shape != Shape::Wide {
            return None;
        }
        let pressed = match pressed {
            // A group goes where its host goes.
            Selection::Group(_) => self.hit_test(from)?,
            other => other.clone(),
        };
        let things = if self.selected.contains(&pressed) {
            self.selected.to_vec()
        } else {
            vec![pressed.clone()]
        };
        if !drop_target::is_movable(&pressed) {
            return None;
        }
        let things: Vec<Selection> = things.into_iter().filter(drop_target::is_movable).collect();
        let drawing = &self.run_data.drawing;
        let frames = things.iter();
        let frames = frames.filter_map(|thing| drop_target::frame_of(drawing, thing));
        let frame = frames.reduce(Rect::union)?;
        let others = drop_target::others(&self.scenario, drawing, &things);
        Some(Moving {
            things,
            from,
            frame,
            others,
            base: self.scenario.clone(),
            held: self.hold(),
            next: None,
            refusal: None,
            guides: Vec::new(),
            over: None,
            ghost: None,
        })
    }

    /// Shows the things that are being moved where the pointer is, without an edit.
    pub(super) fn drag_things(&mut self, mut moving: Box<Moving>, at: Point) -> Selecting {
        let by = Point::new(at.x - moving.from.x, at.y - moving.from.y);
        let reach = REACH / self.camera().zoom;
        let (by, guides) = snapping::snap(moving.frame, by, &moving.others, reach);
        let before = Rc::clone(&moving.held.drawing);
        moving.guides = guides;
        moving.over = None;
        moving.ghost = None;
        match drop_target::carry(&moving.base, &before, &moving.things, by, true) {
            Ok(Carried { next, landed, kept }) => {
                if kept {
                    moving.guides.clear();
                }
                if let Some(Some(subnet)) = landed.first() {
                    let subnet = Selection::Subnet(subnet.clone());
                    moving.over = drop_target::frame_of(&before, &subnet);
                }
                let shown = self.show_meanwhile(next, &before);
                // Found out once, so that the next movement need not.
                drop_target::keep_places(&mut moving.base, &shown, &moving.things);
                moving.next = Some(Next {
                    by,
                    name: name(&moving.things, &landed),
                    runs: !landed.is_empty(),
                });
                moving.refusal = None;
            }
            Err(refusal) => {
                moving.guides.clear();
                moving.ghost = Some(moving.frame.moved(by.x, by.y));
                moving.refusal = Some(refusal);
            }
        }
        Selecting::Moving(moving)
    }

    /// Makes the edit, or says why not.
    pub(super) fn put_down(&mut self, moving: Moving) -> Vec<Effect> {
        let Moving {
            things,
            held,
            next,
            refusal,
            ..
        } = moving;
        self.release(&held);
        let made = match (refusal, next) {
            (Some(refusal), _) => Err(refusal),
            (None, None) => Ok(Vec::new()),
            (None, Some(Next { by, name, runs })) => {
                drop_target::carry(&self.scenario, &held.drawing, &things, by, true).and_then(
                    |carried| {
                        if runs {
                            self.apply(&name, carried.next)
                        } else {
                            Ok(self.apply_layout(&name, "", carried.next))
                        }
                    },
                )
            }
        };
        let effects = made.unwrap_or_else(|message| {
            self.redraw();
            vec![Effect::Toast(message)]
        });
        self.free_camera(&held);
        if !things.iter().all(|thing| self.selected.contains(thing)) {
            self.set_selection(things);
        }
        effects
    }

    /// Moves what is selected by steps of the grid; hosts stay where they belong.
    #[inline(never)]
    pub(in crate::editor) fn nudge(&mut self, x: i32, y: i32) -> Vec<Effect> {
        let things = self.selected.iter().cloned();
        let things: Vec<Selection> = things.filter(drop_target::is_movable).collect();
        if things.is_empty() || self.run_data.shape != Shape::Wide {
            return Vec::new();
        }
        let by = Point::new(f64::from(x) * super::GRID, f64::from(y) * super::GRID);
        let drawing = Rc::clone(&self.run_data.drawing);
        match drop_target::carry(&self.scenario, &drawing, &things, by, false) {
            Ok(Carried { next, .. }) => {
                let seen = self.camera();
                let series: Vec<String> = things.iter().map(|thing| thing.name().1).collect();
                let series = format!("move {}", series.join(" "));
                let effects = self.apply_layout(&name(&things, &[]), &series, next);
                self.keep_camera(seen);
                effects
            }
            Err(refusal) => vec![Effect::Toast(refusal)],
        }
    }
}

/// "Moved sftp to private-a".
fn name(things: &[Selection], landed: &[Option<String>]) -> String {
    let what = match things {
        [only] => only.name().1,
        several => removal::counted(several),
    };
    match landed {
        [first, rest @ ..] if rest.iter().all(|other| other == first) => {
            let to = first.as_deref().unwrap_or(tools::THE_INTERNET);
            tools::moved(&what, Some(to))
        }
        _ => tools::moved(&what, None),
    }
}
