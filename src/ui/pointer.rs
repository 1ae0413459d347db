//! The pointer on the drawing: pressed, dragged, let go; and the wheel.

use super::controls;
use super::store::{Editor, Store};
use crate::browser::{element, events};
use crate::editor::action::{Action, Pointer};
use crate::picture::geometry::Point;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent, WheelEvent};

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    let (Some(drawing), Some(diagram)) = (element::find("drawing"), element::find("diagram"))
    else {
        return;
    };
    for name in ["pointerdown", "pointermove", "pointerup", "pointercancel"] {
        let on = drawing.clone();
        events::listen(&drawing, name, move |event| gesture(store, &on, &event));
    }
    if !store.embedded {
        events::listen(&diagram, "wheel", move |event| wheel(store, &event));
    }
}

fn gesture(store: Store, drawing: &Element, event: &Event) {
    let Some(pointer) = event.dyn_ref::<PointerEvent>() else {
        return;
    };
    let at = at(store, drawing, pointer);
    store.dispatch(Action::Pointer(match event.type_().as_str() {
        "pointerdown" if pointer.button() == 0 => {
            // Refused for a pointer that is up again already.
            let _ = drawing.set_pointer_capture(pointer.pointer_id());
            Pointer::Down {
                at,
                on: controls::target_of(event),
                extend: pointer.shift_key(),
            }
        }
        "pointermove" if pointer.buttons() & 1 == 1 => Pointer::Drag(at),
        "pointerup" if pointer.button() == 0 => Pointer::Up(at),
        "pointercancel" => Pointer::Cancel,
        _ => return,
    }));
}

/// Where a pointer is, in the drawing's units.
fn at(store: Store, drawing: &Element, pointer: &PointerEvent) -> Point {
    let frame = drawing.get_bounding_client_rect();
    let pixel = Point::new(
        f64::from(pointer.client_x()) - frame.left(),
        f64::from(pointer.client_y()) - frame.top(),
    );
    store.read(Editor::camera).to_drawing(pixel)
}

/// The wheel moves the camera; with control or a pinch it brings the drawing nearer.
fn wheel(store: Store, event: &Event) {
    let Some(wheel) = event.dyn_ref::<WheelEvent>() else {
        return;
    };
    event.prevent_default();
    store.dispatch(if wheel.ctrl_key() || wheel.meta_key() {
        let about = Some(Point::new(
            f64::from(wheel.offset_x()),
            f64::from(wheel.offset_y()),
        ));
        Action::Zoom {
            factor: (1.0 - wheel.delta_y() / 300.0).clamp(0.5, 2.0),
            about,
        }
    } else {
        Action::Pan {
            x: -wheel.delta_x(),
            y: -wheel.delta_y(),
        }
    });
}
