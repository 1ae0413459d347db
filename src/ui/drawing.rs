//! The drawing: SVG that stands still, lit by the moment.
//!
//! The inside of each element is markup from [`picture::svg`](crate::picture::svg), as in
//! an exported picture. Over each lies a rectangle without text that receives pointer
//! and focus and has the element's name.

use super::list::{self, Child};
use super::store::{Editor, Store};
use crate::browser::element;
use crate::editor::target::Target;
use crate::editor::view::Slice::{self, Camera, Drawing, Moment, Session};
use crate::editor::view::frame::CameraView;
use crate::picture::drawing::{AreaKind, NodeKind, Piece};
use crate::picture::geometry::Rect;
use crate::picture::light::Light;
use crate::picture::markup::{Markup, decimal, write_markup};
use crate::picture::svg;

/// What makes the children of an element.
type Read = fn(&Editor) -> Vec<Child>;

/// Shows the drawing now, and whatever of it changes.
pub fn bind(store: Store) {
    let layers: [(_, fn(&Editor) -> _); 2] = [
        ("trails", |editor| {
            svg::trails(&editor.lights()).into_string()
        }),
        ("marks", |editor| svg::marks(&editor.lights()).into_string()),
    ];
    for (id, read) in layers {
        store.show(&[Drawing, Moment], read, move |_, markup: &String| {
            element::set_markup(id, markup);
        });
    }
    let lists: [(_, &[Slice], Read); 2] = [
        ("ground", &[Drawing], ground),
        ("pieces", &[Drawing, Moment, Session], pieces),
    ];
    for (id, slices, read) in lists {
        store.show(slices, read, move |before, after: &Vec<Child>| {
            list::show(id, before, after);
        });
    }
    store.show(&[Drawing, Camera], Editor::camera, |_, camera| {
        place(*camera);
    });
}

/// Puts the drawing where the camera shows it.
fn place(camera: CameraView) {
    let zoom = decimal(camera.zoom);
    let transform = format!(
        "translate({} {}) scale({zoom})",
        decimal(camera.offset.x),
        decimal(camera.offset.y)
    );
    // How many words there is room for.
    let detail = match camera.zoom {
        zoom if zoom < 0.35 => "none",
        zoom if zoom < 0.65 => "few",
        zoom if zoom < 0.95 => "most",
        _ => "all",
    };
    for (id, name, value) in [
        ("camera", "transform", transform.as_str()),
        ("dots", "patternTransform", &transform),
        ("drawing", "style", &format!("--zoom:{zoom}")),
        ("drawing", "data-detail", detail),
    ] {
        element::set_attribute(id, name, value);
    }
}

/// What lies under everything; each by its place, since nothing there has the focus.
fn ground(editor: &Editor) -> Vec<Child> {
    let mut children = Vec::new();
    for markup in svg::ground(editor.drawing()) {
        children.push(Child {
            key: String::new(),
            markup: markup.into_string(),
        });
    }
    children
}

/// All that can be selected, in the order of the keyboard.
fn pieces(editor: &Editor) -> Vec<Child> {
    let drawing = editor.drawing();
    let lights = editor.lights();
    let selection = editor.selection();
    let mut pieces = Vec::new();
    let mut add = |target: Target, class: &str, inside: &Markup, spot: Spot| {
        let chosen = selection.contains(&target);
        pieces.push(child(&target, class, chosen, inside, &spot));
    };
    for piece in &drawing.order {
        match *piece {
            Piece::Area(index) => {
                let area = &drawing.areas[index];
                let target = match area.kind {
                    AreaKind::Vpc => Target::Vpc(area.id.clone()),
                    _ => Target::Subnet(area.id.clone()),
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
                    NodeKind::Router => Target::Router(node.id.clone()),
                    _ => Target::Gateway(node.id.clone()),
                };
                let spot = Spot::new(node.frame(), &node.label);
                add(target, "node", &svg::node(node), spot);
            }
            Piece::Gate(index) => {
                let gate = &drawing.gates[index];
                let light = lights.gates.get(&gate.subnet).copied().unwrap_or_default();
                let lit = [light.inbound, light.outbound];
                let class = match (lit.contains(&Light::Denied), lit.contains(&Light::Rule)) {
                    (true, _) => "gate lit-deny",
                    (false, true) => "gate lit-rule",
                    (false, false) => "gate",
                };
                let target = Target::Gate(gate.subnet.clone());
                let spot = Spot::new(gate.frame().grown(4.0), &gate.label);
                add(target, class, &svg::gate(gate, light), spot);
            }
            Piece::Host(index) => {
                let host = &drawing.hosts[index];
                let light = lights.hosts.get(&host.id).cloned().unwrap_or_default();
                let class = if matches!(light.ring, Light::Rule | Light::State) {
                    "host open"
                } else {
                    "host"
                };
                let spot = Spot::new(host.outline(), &host.label);
                let target = Target::Host(host.id.clone());
                add(target, class, &svg::host(host, &light), spot);
                for (group, tab) in host.groups.iter().zip(host.tabs()) {
                    let label = format!("security group {} of host {}", group.id, host.id);
                    let spot = Spot {
                        on: &host.id,
                        ..Spot::new(tab.grown(2.0), &label)
                    };
                    let target = Target::Group(group.id.clone());
                    add(target, "group", &Markup::default(), spot);
                }
            }
        }
    }
    pieces
}

/// A piece: what it shows, and over it what receives pointer and focus.
fn child(target: &Target, class: &str, chosen: bool, inside: &Markup, spot: &Spot) -> Child {
    let chosen = if chosen { " chosen" } else { "" };
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
