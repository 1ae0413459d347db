//! The drawing: SVG that stands still, lit by the moment.
//!
//! The inside of each element is markup from [`picture::svg`](crate::picture::svg), as in
//! an exported picture. Over each lies a rectangle without text that receives pointer
//! and focus and has the element's name.

use super::list::{self, Child};
use super::store::{Editor, Store};
use crate::browser::element;
use crate::editor::selection::Selection;
use crate::editor::view::Slice::{Camera, Drawing, Entry, Playhead, Session};
use crate::editor::view::frame::CameraView;
use crate::picture::drawing::{AreaKind, NodeKind, Piece};
use crate::picture::geometry::Rect;
use crate::picture::light::{Light, Lights};
use crate::picture::markup::{Markup, decimal, write_markup};
use crate::picture::svg;
use std::rc::Rc;
use web_sys::Element;

/// Shows the drawing now, and whatever of it changes.
pub fn bind(store: Store) {
    for (id, read) in [
        ("trails", trails as fn(&Editor) -> String),
        ("marks", marks),
    ] {
        let mut shown = String::new();
        let mut pace = Pace::default();
        store.watch(
            &[Drawing, Playhead],
            Box::new(move || {
                if let Some(markup) = store.read(|editor| pace.is_due(editor).then(|| read(editor)))
                    && markup != shown
                {
                    element::set_markup(id, &markup);
                    shown = markup;
                }
            }),
        );
    }
    store.show(&[Drawing], ground, |before, after| {
        list::show("ground", before, after);
    });
    let mut shown = ShownPieces::default();
    let mut pace = Pace::default();
    store.watch(
        &[Drawing, Entry, Session, Camera],
        Box::new(move || {
            store.read(|editor| {
                if pace.is_due(editor) {
                    shown.renew(editor);
                }
            });
        }),
    );
    store.show(&[Drawing, Camera], Editor::camera, |_, camera| {
        place(*camera);
    });
}

/// How often lights follow the playhead: at once, but from afar, where there may be a
/// thousand hosts, only as often as tables do.
#[derive(Default)]
struct Pace {
    playhead_throttled: u64,
    camera: u64,
}

impl Pace {
    fn is_due(&mut self, editor: &Editor) -> bool {
        let now = editor.revisions();
        let is_due = editor.camera().detail() != "none"
            || !editor.transport().playing
            || (self.playhead_throttled, self.camera) != (now.playhead_throttled, now.camera);
        if is_due {
            (self.playhead_throttled, self.camera) = (now.playhead_throttled, now.camera);
        }
        is_due
    }
}

fn trails(editor: &Editor) -> String {
    svg::trails(&editor.lights()).into_string()
}

fn marks(editor: &Editor) -> String {
    let lights = editor.lights();
    let mut markup = svg::memories(&lights);
    markup.markup(&svg::clocks(editor.drawing(), &editor.clocks()));
    markup.markup(&svg::marks(&lights));
    markup.into_string()
}

/// Puts the drawing where the camera shows it.
fn place(camera: CameraView) {
    let zoom = decimal(camera.zoom);
    let transform = format!(
        "translate({} {}) scale({zoom})",
        decimal(camera.offset.x),
        decimal(camera.offset.y)
    );
    for (id, name, value) in [
        ("camera", "transform", transform.as_str()),
        ("dots", "patternTransform", &transform),
        ("drawing", "style", &format!("--zoom:{zoom}")),
        ("drawing", "data-detail", camera.detail()),
    ] {
        element::set_attribute(id, name, value);
    }
}

/// What lies under everything; each by its place, since nothing there has the focus.
fn ground(editor: &Editor) -> Vec<Child> {
    let mut children = Vec::new();
    for markup in svg::background(editor.drawing()) {
        children.push(Child {
            key: String::new(),
            markup: markup.into_string(),
        });
    }
    children
}

/// All that can be selected, as it is shown.
#[derive(Default)]
struct ShownPieces {
    /// The drawing that is shown, by its revision; none: nothing yet.
    drawing: Option<u64>,
    selection: Vec<Selection>,
    afar: bool,
    lights: Rc<Lights>,
    children: Vec<Child>,
    elements: Vec<Element>,
    /// Where in the list each piece is.
    starts: Vec<usize>,
}

impl ShownPieces {
    /// Shows what has changed. While time passes that is what is lit otherwise: of a thousand
    /// hosts a few, and only those are made anew.
    fn renew(&mut self, editor: &Editor) {
        let drawing = Some(editor.revisions().drawing);
        let lights = editor.lights();
        let afar = editor.camera().detail() == "none";
        let order = &editor.drawing().order;
        if self.drawing == drawing && self.afar == afar && self.selection == editor.selection() {
            for (piece, &start) in order.iter().zip(&self.starts) {
                let same = match *piece {
                    Piece::Host(index) => self.lights.hosts.get(index) == lights.hosts.get(index),
                    Piece::Gate(index) => self.lights.gates.get(index) == lights.gates.get(index),
                    Piece::Area(_) | Piece::Node(_) => true,
                };
                if !same && let Some(child) = pieces(editor, &lights, *piece).into_iter().next() {
                    if self.children[start].markup != child.markup
                        && let Some(element) = self.elements.get(start)
                    {
                        match *piece {
                            // Then nothing else of it differs.
                            Piece::Host(index) if afar => {
                                let chosen = child.markup.contains(CHOSEN);
                                let class = host_class(&lights, index, afar);
                                element::set_on(
                                    element,
                                    "class",
                                    &format!("{class}{}", if chosen { CHOSEN } else { "" }),
                                );
                            }
                            _ => element::set_like(element, &child.markup),
                        }
                    }
                    self.children[start] = child;
                }
            }
        } else {
            let mut children = Vec::new();
            self.starts.clear();
            for piece in order {
                self.starts.push(children.len());
                children.extend(pieces(editor, &lights, *piece));
            }
            let before = self.drawing.map(|_| &self.children);
            list::show("pieces", before, &children);
            self.elements =
                element::find("pieces").map_or_else(Vec::new, |pieces| element::children(&pieces));
            self.children = children;
            self.drawing = drawing;
            self.afar = afar;
            self.selection = editor.selection().to_vec();
        }
        self.lights = lights;
    }
}

/// A piece and what stands on it, in the order of the keyboard.
fn pieces(editor: &Editor, lights: &Lights, piece: Piece) -> Vec<Child> {
    let drawing = editor.drawing();
    let selection = editor.selection();
    let mut pieces = Vec::new();
    let mut add = |target: Selection, class: &str, inside: &Markup, spot: Spot| {
        let chosen = selection.contains(&target);
        pieces.push(child(&target, class, chosen, inside, &spot));
    };
    match piece {
        Piece::Area(index) => {
            let area = &drawing.areas[index];
            let target = match area.kind {
                AreaKind::Vpc => Selection::Vpc(area.id.clone()),
                _ => Selection::Subnet(area.id.clone()),
            };
            let spot = Spot {
                name: Some(area.name_frame()),
                ..Spot::new(area.frame, &area.label)
            };
            add(target, "container", &Markup::default(), spot);
        }
        Piece::Node(index) => {
            let node = &drawing.nodes[index];
            let target = match node.kind {
                NodeKind::Router => Selection::Router(node.id.clone()),
                _ => Selection::Gateway(node.id.clone()),
            };
            let spot = Spot::new(node.frame(), &node.label);
            add(target, "node", &svg::node(node), spot);
        }
        Piece::Gate(index) => {
            let gate = &drawing.gates[index];
            let light = lights.gates.get(index).copied().unwrap_or_default();
            let lit = [light.inbound, light.outbound];
            let class = match (lit.contains(&Light::Denied), lit.contains(&Light::Rule)) {
                (true, _) => "gate lit-deny",
                (false, true) => "gate lit-rule",
                (false, false) => "gate",
            };
            let target = Selection::Gate(gate.subnet.clone());
            let spot = Spot::new(gate.frame().grown(4.0), &gate.label);
            add(target, class, &svg::gate(gate, light), spot);
        }
        Piece::Host(index) => {
            let host = &drawing.hosts[index];
            let light = lights.hosts.get(index).cloned().unwrap_or_default();
            let afar = editor.camera().detail() == "none";
            let class = host_class(lights, index, afar);
            let spot = Spot::new(host.outline(), &host.label);
            let target = Selection::Host(host.id.clone());
            add(target, class, &svg::host(host, &light, afar), spot);
            for (group, tab) in host.groups.iter().zip(host.tabs()) {
                let label = format!("security group {} of host {}", group.id, host.id);
                let spot = Spot {
                    on: &host.id,
                    ..Spot::new(tab.grown(2.0), &label)
                };
                let target = Selection::Group(group.id.clone());
                add(target, "group", &Markup::default(), spot);
            }
        }
    }
    pieces
}

/// The last class of what is selected.
const CHOSEN: &str = " chosen";

/// From afar a host is lit by its class alone: of a thousand, a hundred change in a frame.
fn host_class(lights: &Lights, host: usize, afar: bool) -> &'static str {
    let ring = lights
        .hosts
        .get(host)
        .map_or(Light::Idle, |light| light.ring);
    match (ring, afar) {
        (Light::Idle, _) | (Light::Denied, false) => "host",
        (Light::Rule | Light::State, false) => "host open",
        (Light::Rule, true) => "host rule",
        (Light::State, true) => "host state",
        (Light::Denied, true) => "host deny",
    }
}

/// A piece: what it shows, and over it what receives pointer and focus.
fn child(target: &Selection, class: &str, chosen: bool, inside: &Markup, spot: &Spot) -> Child {
    let chosen = if chosen { CHOSEN } else { "" };
    let (kind, id) = target.name();
    let Spot {
        frame,
        label,
        on,
        name,
    } = *spot;
    let Rect {
        x,
        y,
        width,
        height,
    } = frame;
    let mut markup = Markup::default();
    write_markup!(markup, "<g class='" (class) (chosen) "'><g aria-hidden='true'>");
    markup.markup(inside);
    write_markup!(
        markup,
        "</g><rect class='spot' role='button' tabindex='0' data-kind='" (kind) "' data-id='" (&id) "' data-on='" (on) "' aria-label='" (label)
        "' x='" (x) "' y='" (y) "' width='" (width) "' height='" (height) "' rx='16'/>"
    );
    if let Some(Rect {
        x,
        y,
        width,
        height,
    }) = name
    {
        write_markup!(
            markup,
            "<rect class='grip' data-kind='" (kind) "' data-id='" (&id) "' x='" (x) "' y='" (y) "' width='" (width) "' height='" (height) "'/>"
        );
    }
    write_markup!(markup, "</g>");
    Child {
        key: format!("{kind} {id} {on}"),
        markup: markup.into_string(),
    }
}

/// What receives pointer and focus over a piece.
struct Spot<'a> {
    frame: Rect,
    /// What a screen reader says.
    label: &'a str,
    /// Where its name can be pressed, on the ground that is its own.
    name: Option<Rect>,
    /// The host on whose ring a group stands: it tells one ring from another.
    on: &'a str,
}

impl<'a> Spot<'a> {
    const fn new(frame: Rect, label: &'a str) -> Self {
        Self {
            frame,
            label,
            name: None,
            on: "",
        }
    }
}
