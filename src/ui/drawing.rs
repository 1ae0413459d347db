//! The drawing: SVG that stands still, lit by the moment.
//!
//! The inside of each element is markup from [`picture::svg`](crate::picture::svg), as in
//! an exported picture. Over each lies a rectangle without text that receives pointer
//! and focus and has the element's name.

use super::list::{self, Child};
use super::store::{Editor, Store};
use crate::browser::element;
use crate::editor::target::Target;
use crate::editor::view::Slice::{Camera, Document, Moment, Session};
use crate::editor::view::frame::CameraView;
use crate::picture::drawing::NodeKind;
use crate::picture::geometry::Rect;
use crate::picture::light::Light;
use crate::picture::markup::{Markup, decimal, write_markup};
use crate::picture::svg;

/// Shows the drawing now, and whatever of it changes.
pub fn bind(store: Store) {
    let layers: [(_, fn(&Editor) -> _); 3] = [
        ("ground", |editor| {
            svg::ground(&editor.drawing()).into_string()
        }),
        ("trails", |editor| {
            svg::trails(&editor.lights()).into_string()
        }),
        ("marks", |editor| svg::marks(&editor.lights()).into_string()),
    ];
    for (id, read) in layers {
        store.show(&[Document, Moment], read, move |_, markup: &String| {
            element::set_markup(id, markup);
        });
    }
    store.show(&[Document, Moment, Session], pieces, |before, after| {
        list::show("pieces", before, after);
    });
    store.show(&[Document, Camera], Editor::camera, |_, camera| {
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

/// Nodes, gates and hosts, in the order of the keyboard.
fn pieces(editor: &Editor) -> Vec<Child> {
    let drawing = editor.drawing();
    let lights = editor.lights();
    let selection = editor.selection();
    let mut pieces = Vec::new();
    let mut add = |target: Target, class: &str, inside: &Markup, frame: Rect, label: &str| {
        let chosen = if selection.contains(&target) {
            " chosen"
        } else {
            ""
        };
        let (kind, id) = target.name();
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
            "</g><rect class='spot' role='button' tabindex='0' data-kind='" (kind) "' data-id='" (&id) "' aria-label='" (label)
            "' x='" (x) "' y='" (y) "' width='" (width) "' height='" (height) "' rx='16'/></g>"
        );
        pieces.push(Child {
            key: format!("{kind} {id}"),
            markup: markup.into_string(),
        });
    };
    for node in &drawing.nodes {
        let target = match node.kind {
            NodeKind::Router => Target::Router(node.id.clone()),
            _ => Target::Gateway(node.id.clone()),
        };
        add(target, "node", &svg::node(node), node.frame(), &node.label);
    }
    for host in &drawing.hosts {
        let light = lights.hosts.get(&host.id).cloned().unwrap_or_default();
        let class = if matches!(light.ring, Light::Rule | Light::State) {
            "host open"
        } else {
            "host"
        };
        add(
            Target::Host(host.id.clone()),
            class,
            &svg::host(host, &light),
            host.outline(),
            &host.label,
        );
    }
    for gate in &drawing.gates {
        let light = lights.gates.get(&gate.subnet).copied().unwrap_or_default();
        let lit = [light.inbound, light.outbound];
        let class = match (lit.contains(&Light::Denied), lit.contains(&Light::Rule)) {
            (true, _) => "gate lit-deny",
            (false, true) => "gate lit-rule",
            (false, false) => "gate",
        };
        add(
            Target::Gate(gate.subnet.clone()),
            class,
            &svg::gate(gate, light),
            gate.frame().grown(4.0),
            &gate.label,
        );
    }
    pieces
}
