//! The overview in a corner, while the drawing is larger than what is seen of it.
//!
//! A drag in it moves the camera. What it shows can be reached by keyboard on the drawing
//! itself, so that screen readers are not told of it.

use super::store::{Editor, Store};
use crate::browser::{element, events};
use crate::editor::action::Action;
use crate::editor::view::Slice::{Camera, Drawing};
use crate::picture::geometry::{Point, Rect};
use crate::picture::markup::{Markup, decimal, write_markup};
use reactive_graph::owner::StoredValue;
use reactive_graph::traits::{GetValue, SetValue};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

/// Shows it whenever there is more than can be seen, and listens on it.
pub fn bind(store: Store) {
    if store.embedded {
        return;
    }
    // The drawing as it was when it was last shown, by its revision.
    let mut shown = None;
    store.watch(
        &[Drawing, Camera],
        Box::new(move || {
            let now = store.read(|editor| {
                let drawing = editor.revisions().drawing;
                is_needed(editor).then_some(drawing)
            });
            if now.is_some() || shown.is_some() {
                show(store, now.is_some(), now != shown);
            }
            shown = now;
        }),
    );
    let listens = StoredValue::new(false);
    store.watch(
        &[],
        Box::new(move || {
            if let Some(overview) = element::find("overview").filter(|_| !listens.get_value()) {
                listens.set_value(true);
                for name in ["pointerdown", "pointermove"] {
                    let on = overview.clone();
                    events::listen(&overview, name, move |event| look(store, &on, &event));
                }
            }
        }),
    );
}

/// It comes with the later part of the page.
fn is_needed(editor: &Editor) -> bool {
    editor.is_larger() && element::find("overview").is_some()
}

#[inline(never)]
fn show(store: Store, larger: bool, anew: bool) {
    element::set_attribute("overview", "hidden", if larger { "" } else { "hidden" });
    if !larger {
        return;
    }
    let (bounds, seen) = store.read(|editor| (framed(editor.drawing().bounds), editor.seen()));
    if anew {
        let view = [bounds.x, bounds.y, bounds.width, bounds.height];
        element::set_attribute("overview", "viewBox", &view.map(decimal).join(" "));
        element::set_markup("overview-things", &store.read(things));
    }
    for (name, value) in [
        ("x", seen.x),
        ("y", seen.y),
        ("width", seen.width),
        ("height", seen.height),
    ] {
        element::set_attribute("overview-seen", name, &decimal(value));
    }
}

/// The drawing with some ground around it.
fn framed(bounds: Rect) -> Rect {
    bounds.grown(bounds.width.max(bounds.height) / 24.0)
}

/// Containers and hosts, as rectangles.
fn things(editor: &Editor) -> String {
    let drawing = editor.drawing();
    let mut markup = Markup::default();
    let areas = drawing.areas.iter();
    let areas = areas.map(|area| ("overview-area", area.frame));
    let hosts = drawing.hosts.iter();
    let hosts = hosts.map(|host| ("overview-host", host.frame));
    for (class, frame) in areas.chain(hosts) {
        let Rect {
            x,
            y,
            width,
            height,
        } = frame;
        write_markup!(markup, "<rect class='" (class) "' x='" (x) "' y='" (y) "' width='" (width) "' height='" (height) "'/>");
    }
    markup.into_string()
}

/// Brings what the pointer is on in the overview into the middle.
#[inline(never)]
fn look(store: Store, overview: &Element, event: &Event) {
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
        return;
    };
    if pointer.buttons() & 1 == 0 {
        return;
    }
    // Refused for a pointer that is up again already.
    let _ = overview.set_pointer_capture(pointer.pointer_id());
    let bounds = framed(store.read(|editor| editor.drawing().bounds));
    let frame = overview.get_bounding_client_rect();
    // The drawing is in its middle, as large as fits.
    let scale = (frame.width() / bounds.width).min(frame.height() / bounds.height);
    let from_middle =
        |client: i32, start: f64, length: f64| (f64::from(client) - start - length / 2.0) / scale;
    let middle = bounds.center();
    store.dispatch(Action::LookAt(Point::new(
        middle.x + from_middle(pointer.client_x(), frame.left(), frame.width()),
        middle.y + from_middle(pointer.client_y(), frame.top(), frame.height()),
    )));
}
