//! A container being resized, by a handle or by keys. It keeps room for what it holds.

use super::drop_target::{CARD_ROOM, NODE_ROOM, Room};
use super::moving::GestureSnapshot;
use super::select::Selecting;
use super::{GRID, on_grid};
use crate::editor::effect::Effect;
use crate::editor::selection::{Selection, Tool};
use crate::editor::view::preview::ResizeHandle;
use crate::editor::{Editor, arrange};
use crate::picture::drawing::{AreaKind, Drawing};
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::Shape;
use crate::scenario::Scenario;
use crate::words::tools;
use std::rc::Rc;

/// How near, in pixels, a handle must be pressed.
const REACH: f64 = 9.0;
/// The least container, be it empty.
const LEAST: (f64, f64) = (160.0, 112.0);
/// Room around subnets in a VPC, for its router and its name.
const SUBNET_ROOM: Room = (84.0, 42.0, 24.0, 24.0);

/// A container that is being resized.
#[derive(Clone, Debug)]
pub(in crate::editor) struct Resizing {
    container: Selection,
    /// Which borders move: -1 the left or upper one, 1 the right or lower one.
    borders: (i8, i8),
    from: Point,
    /// Its border before.
    frame: Rect,
    pub(super) held: GestureSnapshot,
    next: Option<Scenario>,
    /// Why it is not as small as was meant.
    stopped: Option<String>,
}

/// The handles of a container. The left border has none in its middle: its gate is there.
pub(super) fn handles(frame: Rect) -> Vec<ResizeHandle> {
    let sides = |borders: (i8, i8)| {
        let share = |border: i8| f64::midpoint(f64::from(border), 1.0);
        ResizeHandle {
            at: Point::new(
                frame.x + frame.width * share(borders.0),
                frame.y + frame.height * share(borders.1),
            ),
            borders,
        }
    };
    let all = [(-1, -1), (1, -1), (1, 1), (-1, 1), (0, -1), (1, 0), (0, 1)];
    all.into_iter().map(sides).collect()
}

impl Editor {
    /// The container that is selected alone, and its border, where it may be resized.
    pub(super) fn resizable(&self) -> Option<(Selection, Rect)> {
        match &*self.selected {
            [only @ (Selection::Subnet(_) | Selection::Vpc(_))]
                if self.run_data.shape == Shape::Wide =>
            {
                Some((only.clone(), self.frame_of(only)?))
            }
            _ => None,
        }
    }

    /// Takes hold of a handle that is there.
    pub(super) fn grasp(&mut self, at: Point) -> Option<Resizing> {
        let (container, frame) = self.resizable()?;
        if self.session.tool != Tool::Select {
            return None;
        }
        let reach = REACH / self.camera().zoom;
        let handle = handles(frame)
            .into_iter()
            .find(|handle| (handle.at.x - at.x).abs().max((handle.at.y - at.y).abs()) <= reach)?;
        Some(Resizing {
            container,
            borders: handle.borders,
            from: at,
            frame,
            held: self.hold(),
            next: None,
            stopped: None,
        })
    }

    /// Shows the container as large as the pointer says, without an edit.
    pub(super) fn drag_handle(&mut self, mut resizing: Box<Resizing>, at: Point) -> Selecting {
        let by = Point::new(at.x - resizing.from.x, at.y - resizing.from.y);
        let before = Rc::clone(&resizing.held.drawing);
        let (frame, stopped) = resized(
            &self.scenario,
            &before,
            &resizing.container,
            resizing.frame,
            resizing.borders,
            by,
        );
        let mut next = self.scenario.clone();
        place(&mut next, &resizing.container, frame);
        let _ = self.show_meanwhile(next.clone(), &before);
        resizing.next = Some(next);
        resizing.stopped = stopped;
        Selecting::Resizing(resizing)
    }

    /// Makes the edit, and says what stopped it, if something did.
    pub(super) fn let_go_handle(&mut self, resizing: Resizing) -> Vec<Effect> {
        let Resizing {
            container,
            held,
            next,
            stopped,
            ..
        } = resizing;
        self.release(&held);
        let mut effects = next.map_or_else(Vec::new, |next| {
            self.apply_layout(&tools::resized(&container.name().1), "", next)
        });
        self.free_camera(&held);
        effects.extend(stopped.map(Effect::Toast));
        effects
    }

    /// Moves the right and lower border of the container that is selected, by steps of the
    /// grid.
    #[inline(never)]
    pub(in crate::editor) fn stretch(&mut self, x: i32, y: i32) -> Vec<Effect> {
        let Some((container, frame)) = self.resizable() else {
            return Vec::new();
        };
        let border = |steps: i32| i8::from(steps != 0);
        let by = Point::new(f64::from(x) * GRID, f64::from(y) * GRID);
        let drawing = Rc::clone(&self.run_data.drawing);
        let borders = (border(x), border(y));
        let (frame, stopped) = resized(&self.scenario, &drawing, &container, frame, borders, by);
        let mut next = self.scenario.clone();
        place(&mut next, &container, frame);
        let name = tools::resized(&container.name().1);
        let seen = self.camera();
        let mut effects = self.apply_layout(&name, &name, next);
        self.keep_camera(seen);
        effects.extend(stopped.map(Effect::Toast));
        effects
    }
}

/// The border that is meant, as far as what stands inside allows; and what stopped it.
fn resized(
    scenario: &Scenario,
    drawing: &Drawing,
    container: &Selection,
    frame: Rect,
    (across, along): (i8, i8),
    by: Point,
) -> (Rect, Option<String>) {
    let (names, content) = contents(scenario, drawing, container);
    let (x, width, held_across) = borders(
        (frame.x, frame.right()),
        across,
        by.x,
        content.map(|content| (content.x, content.right())),
        LEAST.0,
    );
    let (y, height, held_along) = borders(
        (frame.y, frame.bottom()),
        along,
        by.y,
        content.map(|content| (content.y, content.bottom())),
        LEAST.1,
    );
    let stopped = (held_across || held_along).then(|| {
        let (_, id) = container.name();
        let (_, size) = arrange::place(Rect::new(x, y, width, height));
        tools::keeps_room(
            &id,
            &names,
            held_across.then_some(size.width),
            held_along.then_some(size.height),
        )
    });
    (Rect::new(x, y, width, height), stopped)
}

/// One axis: where it begins, how long it is, and whether it was stopped.
fn borders(
    (start, end): (f64, f64),
    which: i8,
    by: f64,
    content: Option<(f64, f64)>,
    least: f64,
) -> (f64, f64, bool) {
    match which {
        -1 => {
            let meant = on_grid(start + by);
            let most = content.map_or(end - least, |(from, _)| from.min(end - least));
            // What is too small already need not grow.
            let new = meant.min(most.max(start));
            (new, end - new, new < meant)
        }
        1 => {
            let meant = on_grid(end + by);
            let fewest = content.map_or(start + least, |(_, to)| to.max(start + least));
            let new = meant.max(fewest.min(end));
            (start, new - start, new > meant)
        }
        _ => (start, end - start, false),
    }
}

/// Who stands in a container, and the room that they need.
fn contents(
    scenario: &Scenario,
    drawing: &Drawing,
    container: &Selection,
) -> (Vec<String>, Option<Rect>) {
    let mut names = Vec::new();
    let mut room: Option<Rect> = None;
    let mut add = |id: &str, needed: Rect| {
        names.push(id.to_owned());
        room = Some(room.map_or(needed, |room| room.union(needed)));
    };
    match container {
        Selection::Subnet(id) => {
            for (host, card) in scenario.hosts.iter().zip(&drawing.hosts) {
                if host.subnet.as_ref() == Some(id) {
                    add(&host.id, around(card.frame, CARD_ROOM));
                }
            }
            for node in &drawing.nodes {
                let gateway = Selection::Gateway(node.id.clone());
                if super::subnet_of(scenario, &gateway).as_ref() == Some(id) {
                    add(&node.id, around(node.frame(), NODE_ROOM));
                }
            }
        }
        Selection::Vpc(id) => {
            for area in &drawing.areas {
                let subnet = scenario.subnet(&area.id);
                if area.kind != AreaKind::Vpc && subnet.is_some_and(|subnet| subnet.vpc == *id) {
                    add(&area.id, around(area.frame, SUBNET_ROOM));
                }
            }
        }
        _ => {}
    }
    (names, room)
}

fn around(frame: Rect, (left, top, right, bottom): Room) -> Rect {
    Rect::new(
        frame.x - left,
        frame.y - top,
        frame.width + left + right,
        frame.height + top + bottom,
    )
}

fn place(next: &mut Scenario, container: &Selection, frame: Rect) {
    let (at, size) = arrange::place(frame);
    match container {
        Selection::Subnet(id) => {
            if let Some(subnet) = next.subnets.iter_mut().find(|each| each.id == *id) {
                subnet.position = Some(at);
                subnet.size = Some(size);
            }
        }
        Selection::Vpc(id) => {
            if let Some(vpc) = next.vpcs.iter_mut().find(|each| each.id == *id) {
                vpc.position = Some(at);
                vpc.size = Some(size);
            }
        }
        _ => {}
    }
}
