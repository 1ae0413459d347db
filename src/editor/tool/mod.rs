//! Tools: what pointer and Enter do on the drawing.
//!
//! Each tool is a small machine over [`Gesture`]. While a gesture goes on nothing of the
//! document changes; it ends in one edit, or in none when it is given up. What a tool
//! does to a thing it does also without a pointer, through [`Editor::use_tool`].
//!
//! ```text
//! Idle --Down, Host, Gateway or Note----> Press --Up--> the tool is used there
//! Idle --Down, Subnet or VPC------------> Area  --Drag--> Area  --Up--> a container
//! Idle --Down on a thing, other tools---> Link  --Drag--> Link
//!           Link --Up elsewhere--> from one thing to the other
//!           Link --Up on the same--> the tool is used on it
//! ```
//!
//! The Select tool's machine is in [`select`].

mod attach;
mod connect;
mod drop_target;
mod hint;
mod hit_test;
mod moving;
mod place;
mod prompt;
mod removal;
mod resizing;
pub(super) mod select;
mod snapping;

use super::Editor;
use super::action::Pointer;
use super::arrange;
use super::effect::Effect;
use super::selection::{GatewayTool, Selection, Sheet, Tool};
use super::view::preview::Preview;
use crate::picture::geometry::{Point, Rect};
use crate::scenario::{GatewayKind, Id, Scenario};

pub(super) use prompt::Prompt;
pub(super) use removal::counted;
pub(super) use select::Selecting;

/// Drags shorter than this are clicks; in pixels of the screen.
const CLICK: f64 = 4.0;
/// What is drawn stands on multiples of this.
pub(super) const GRID: f64 = 4.0;

/// Where a gesture stands.
#[derive(Clone, Debug, Default)]
pub(super) enum Gesture {
    /// None is going on.
    #[default]
    Idle,
    /// The Select tool's.
    Select(Selecting),
    /// Pressed here; the tool is used where it is let go.
    Press(Point),
    /// A rectangle is being drawn.
    Area {
        /// The corner that was pressed.
        from: Point,
        /// The corner that moves.
        to: Point,
    },
    /// A line is being drawn from a thing.
    Link {
        /// From what, if anything was pressed.
        from: Option<Selection>,
        /// Where that was.
        start: Point,
        /// Where the pointer is.
        at: Point,
    },
}

impl Editor {
    #[inline(never)]
    pub(super) fn pointer(&mut self, pointer: Pointer) -> Vec<Effect> {
        let gesture = std::mem::take(&mut self.gesture);
        // The ground that moves shows nothing of its own.
        if !matches!(gesture, Gesture::Select(Selecting::Panning(_))) {
            self.revisions.gesture += 1;
        }
        self.history.end_series();
        match (self.session.tool, gesture) {
            (Tool::Select, Gesture::Select(selecting)) => self.select_with(selecting, pointer),
            (Tool::Select, _) => self.select_with(Selecting::default(), pointer),
            (tool, gesture) => self.draw_with(tool, gesture, pointer),
        }
    }

    fn draw_with(&mut self, tool: Tool, gesture: Gesture, pointer: Pointer) -> Vec<Effect> {
        match (gesture, pointer) {
            (_, Pointer::Down { at, on, .. }) => {
                // What is drawn must not make the ground move under the pointer.
                self.hold_camera();
                let peers = self.session.gateway == GatewayTool::Peering;
                self.gesture = match tool {
                    Tool::Subnet | Tool::Vpc => Gesture::Area { from: at, to: at },
                    Tool::Connection | Tool::Group | Tool::Acl => Gesture::Link {
                        from: on,
                        start: at,
                        at,
                    },
                    Tool::Gateway if peers => Gesture::Link {
                        from: on,
                        start: at,
                        at,
                    },
                    _ => Gesture::Press(at),
                };
            }
            (Gesture::Area { from, .. }, Pointer::Drag(to)) => {
                self.gesture = Gesture::Area { from, to };
            }
            (Gesture::Link { from, start, .. }, Pointer::Drag(at)) => {
                self.gesture = Gesture::Link { from, start, at };
            }
            (Gesture::Press(at), Pointer::Drag(_)) => self.gesture = Gesture::Press(at),
            (Gesture::Press(_), Pointer::Up(at)) => {
                return self.use_tool_at(self.hit_test(at), Some(at));
            }
            (Gesture::Area { from, .. }, Pointer::Up(to)) => {
                return if self.is_far(from, to) {
                    self.draw_area(tool, spanned(from, to))
                } else {
                    self.use_tool_at(self.hit_test(to), Some(to))
                };
            }
            (Gesture::Link { from, start, .. }, Pointer::Up(at)) => {
                let over = self.hit_test(at);
                return match (from, over) {
                    (Some(from), Some(over)) if self.is_far(start, at) && from != over => {
                        self.draw_line(&from, &over)
                    }
                    (_, over) => self.use_tool_at(over, Some(at)),
                };
            }
            _ => {}
        }
        Vec::new()
    }

    /// Uses the tool in hand on a thing, without a pointer.
    #[inline(never)]
    pub(super) fn use_tool(&mut self, on: Option<Selection>) -> Vec<Effect> {
        self.history.end_series();
        self.use_tool_at(on, None)
    }

    fn use_tool_at(&mut self, on: Option<Selection>, at: Option<Point>) -> Vec<Effect> {
        match self.session.tool {
            Tool::Select => {
                if on.is_some() {
                    self.select(on);
                }
                Vec::new()
            }
            Tool::Host => self.add_host(on.as_ref(), at),
            Tool::Subnet => self.add_subnet(on.as_ref(), None, at),
            Tool::Vpc => self.add_vpc(None, at),
            Tool::Gateway => self.add_gateway(on.as_ref(), at),
            Tool::Connection => self.connect_by_turns(on),
            Tool::Group => self.offer_groups(on.as_ref()),
            Tool::Acl => self.offer_acls(on.as_ref()),
            Tool::Note => self.write_note(),
        }
    }

    /// A line was drawn from one thing to another.
    fn draw_line(&mut self, from: &Selection, to: &Selection) -> Vec<Effect> {
        match self.session.tool {
            Tool::Connection => self.connect(from, to),
            Tool::Group => self.share_groups(from, to),
            Tool::Acl => self.share_acl(from, to),
            Tool::Gateway => self.peer(from, to),
            _ => Vec::new(),
        }
    }

    /// A rectangle was drawn.
    fn draw_area(&mut self, tool: Tool, frame: Rect) -> Vec<Effect> {
        match tool {
            Tool::Subnet => {
                let on = self.hit_test(frame.center());
                self.add_subnet(on.as_ref(), Some(frame), None)
            }
            _ => self.add_vpc(Some(frame), None),
        }
    }

    /// Takes up a tool. The Note tool has nothing to place: it goes to the notes at once.
    pub(super) fn choose_tool(&mut self, tool: Tool) -> Vec<Effect> {
        let gesture = std::mem::take(&mut self.gesture);
        self.give_up(gesture);
        self.link_source = None;
        self.session.tool = tool;
        self.revisions.gesture += 1;
        self.revisions.session += 1;
        if tool == Tool::Note {
            return self.write_note();
        }
        Vec::new()
    }

    fn write_note(&mut self) -> Vec<Effect> {
        self.session.tool = Tool::Select;
        self.open_form(true);
        vec![Effect::Focus("field-notes".into())]
    }

    /// Gives up what is going on: the gesture, else the choice, the tool, the selection.
    pub(super) fn escape(&mut self) {
        self.revisions.session += 1;
        self.revisions.gesture += 1;
        if !matches!(self.gesture, Gesture::Idle) {
            let gesture = std::mem::take(&mut self.gesture);
            self.give_up(gesture);
        } else if self.prompt.take().is_none() && self.link_source.take().is_none() {
            if self.session.tool == Tool::Select {
                self.select(None);
            } else {
                self.session.tool = Tool::Select;
            }
        }
    }

    /// What the gesture shows on the drawing meanwhile.
    #[must_use]
    pub fn preview(&self) -> Preview {
        let mut preview = Preview::default();
        match &self.gesture {
            Gesture::Area { from, to } if self.is_far(*from, *to) => {
                preview.frame = Some(spanned(*from, *to));
            }
            Gesture::Link { from, start, at } if self.is_far(*start, *at) => {
                let start = from.as_ref().and_then(|from| self.middle(from));
                preview.line = start.map(|start| (start, *at));
                preview.over = self.hit_test(*at).and_then(|over| self.frame_of(&over));
            }
            Gesture::Select(selecting) => selecting.preview(&mut preview),
            _ => {}
        }
        if let Some(link_source) = &self.link_source {
            preview.link_source = self.frame_of(link_source);
        }
        self.preview_handles(&mut preview);
        preview
    }

    /// Whether there is anything of that kind: asked far more often than it is so.
    #[must_use]
    pub fn has_preview(&self) -> bool {
        !matches!(self.gesture, Gesture::Idle)
            || self.link_source.is_some()
            || matches!(&*self.selected, [Selection::Subnet(_) | Selection::Vpc(_)])
    }

    /// Whether a pointer that moved so far was dragged, not clicked.
    fn is_far(&self, from: Point, at: Point) -> bool {
        let moved = (at.x - from.x).abs().max((at.y - from.y).abs());
        moved * self.camera().zoom >= CLICK
    }

    /// Shows what was just drawn, and goes back to the Select tool.
    fn drawn(&mut self, mut effects: Vec<Effect>, target: Selection) -> Vec<Effect> {
        let (kind, id) = target.name();
        effects.push(Effect::FocusThing(kind, id));
        self.session.tool = Tool::Select;
        self.session.sheet = Sheet::Inspector;
        self.set_selection(vec![target]);
        effects
    }
}

/// The subnet that a thing is or stands in.
pub(super) fn subnet_of(scenario: &Scenario, target: &Selection) -> Option<Id> {
    match target {
        Selection::Subnet(id) | Selection::Gate(id) => Some(id.clone()),
        Selection::Host(id) => scenario.host(id)?.subnet.clone(),
        Selection::Gateway(id) => {
            let mut gateways = scenario.gateways.iter();
            match &gateways.find(|gateway| gateway.id == *id)?.kind {
                GatewayKind::Nat { subnet, .. } => Some(subnet.clone()),
                _ => None,
            }
        }
        _ => None,
    }
}

/// The VPC that a thing is, stands in or belongs to.
pub(super) fn vpc_of(scenario: &Scenario, target: &Selection) -> Option<Id> {
    match target {
        Selection::Vpc(id) | Selection::Router(id) => Some(id.clone()),
        Selection::Gateway(id) => {
            let mut gateways = scenario.gateways.iter();
            match &gateways.find(|gateway| gateway.id == *id)?.kind {
                GatewayKind::Internet { vpc } => Some(vpc.clone()),
                GatewayKind::Peering { vpcs: [one, _] } => Some(one.clone()),
                GatewayKind::Nat { subnet, .. } => Some(scenario.subnet(subnet)?.vpc.clone()),
            }
        }
        other => {
            let subnet = subnet_of(scenario, other)?;
            Some(scenario.subnet(&subnet)?.vpc.clone())
        }
    }
}

/// The rectangle between two corners, on the grid.
fn spanned(from: Point, to: Point) -> Rect {
    let (x, y) = (on_grid(from.x.min(to.x)), on_grid(from.y.min(to.y)));
    Rect::new(
        x,
        y,
        on_grid(from.x.max(to.x)) - x,
        on_grid(from.y.max(to.y)) - y,
    )
}

/// The nearest line of the grid.
pub(super) fn on_grid(length: f64) -> f64 {
    (length / GRID).round() * GRID
}

/// The nearest place of the grid, as the document writes it.
pub(super) fn snapped(corner: Point) -> crate::scenario::Position {
    arrange::position(Point::new(on_grid(corner.x), on_grid(corner.y)))
}
