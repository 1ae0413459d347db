//! The pointer on the drawing: pressed, dragged, let go; two fingers; and the wheel.
//!
//! A pointer may report itself a thousand times a second. Where it is, is told to the
//! editor once before each repaint. Two fingers never reach it: they move the camera.

use super::controls;
use super::store::{Editor, Store};
use crate::browser::{element, events, frames};
use crate::editor::action::{Action, Pointer};
use crate::picture::geometry::Point;
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, PointerEvent, WheelEvent};

/// What one step of a wheel that counts in lines is worth, in pixels.
const LINE: f64 = 16.0;

/// What the pointers are doing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
enum Doing {
    /// Nothing, or waiting for the last finger to go.
    #[default]
    Nothing,
    /// The first one makes a gesture.
    Gesture,
    /// The first one holds the ground, with the middle button.
    Panning,
    /// Two fingers hold the ground.
    Pinching,
}

/// The pointers that are pressed.
#[derive(Debug, Default)]
struct Hand {
    doing: Doing,
    /// Each with its place on the screen: where it is, and where it was last told of.
    pressed: Vec<(i32, Point, Point)>,
    /// Whether a frame has been asked for.
    awaited: bool,
}

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    let (Some(drawing), Some(diagram)) = (element::find("drawing"), element::find("diagram"))
    else {
        return;
    };
    let hand: Rc<RefCell<Hand>> = Rc::default();
    for name in ["pointerdown", "pointermove", "pointerup", "pointercancel"] {
        let (on, hand) = (drawing.clone(), Rc::clone(&hand));
        events::listen(&drawing, name, move |event| {
            if let Some(pointer) = event.dyn_ref::<PointerEvent>() {
                happened(store, &on, &hand, pointer);
            }
        });
    }
    // What a tap does may open a sheet under the finger, which a click that the browser makes
    // of the tap afterwards would then hit.
    let embedded = store.embedded;
    events::listen(&drawing, "touchstart", move |event| {
        if event.cancelable() && !embedded {
            event.prevent_default();
        }
    });
    let on = drawing.clone();
    events::listen(&diagram, "wheel", move |event| wheel(store, &on, &event));
    // Safari's own pinch would zoom the page.
    events::listen(&diagram, "gesturestart", |event| event.prevent_default());
}

#[inline(never)]
fn happened(store: Store, drawing: &Element, hand: &Rc<RefCell<Hand>>, event: &PointerEvent) {
    let id = event.pointer_id();
    let at = place(drawing, event);
    match event.type_().as_str() {
        "pointerdown" => press(store, drawing, hand, event),
        "pointermove" => {
            let mut held = hand.borrow_mut();
            let Some(pointer) = held.pressed.iter_mut().find(|(other, ..)| *other == id) else {
                return;
            };
            pointer.1 = at;
            if !held.awaited {
                held.awaited = true;
                let hand = Rc::clone(hand);
                frames::run(move |_| {
                    hand.borrow_mut().awaited = false;
                    follow(store, &hand);
                    false
                });
            }
        }
        end => {
            follow(store, hand);
            let doing = {
                let mut held = hand.borrow_mut();
                let before = held.pressed.len();
                held.pressed.retain(|(other, ..)| *other != id);
                if held.pressed.len() == before {
                    return;
                }
                std::mem::take(&mut held.doing)
            };
            if doing == Doing::Gesture {
                let at = store.read(Editor::camera).to_drawing(at);
                store.dispatch(Action::Pointer(if end == "pointerup" {
                    Pointer::Up(at)
                } else {
                    Pointer::Cancel
                }));
            }
        }
    }
}

fn press(store: Store, drawing: &Element, hand: &Rc<RefCell<Hand>>, event: &PointerEvent) {
    let at = place(drawing, event);
    let (before, count) = {
        let mut held = hand.borrow_mut();
        if event.is_primary() {
            // No other is pressed, even if one was never seen to go.
            held.pressed.clear();
            held.doing = Doing::Nothing;
        }
        let before = held.doing;
        let first = held.pressed.is_empty();
        let doing = match (event.button(), first, before) {
            (0, true, _) => Doing::Gesture,
            (1, true, _) => Doing::Panning,
            (0, false, Doing::Gesture) if held.pressed.len() == 1 => Doing::Pinching,
            (0, false, _) => Doing::Nothing,
            _ => return,
        };
        held.doing = doing;
        held.pressed.push((event.pointer_id(), at, at));
        (before, doing)
    };
    // Refused for a pointer that is up again already.
    let _ = drawing.set_pointer_capture(event.pointer_id());
    match count {
        Doing::Gesture => store.dispatch(Action::Pointer(Pointer::Down {
            at: store.read(Editor::camera).to_drawing(at),
            on: controls::target_of(event),
            extend: event.shift_key(),
        })),
        // The browser would scroll by itself.
        Doing::Panning => event.prevent_default(),
        _ if before == Doing::Gesture => store.dispatch(Action::Pointer(Pointer::Cancel)),
        _ => {}
    }
}

/// Tells the editor where the pointers have gone.
fn follow(store: Store, hand: &Rc<RefCell<Hand>>) {
    let (doing, moves) = {
        let mut held = hand.borrow_mut();
        let mut moves = Vec::new();
        for (_, at, told) in &mut held.pressed {
            moves.push((std::mem::replace(told, *at), *at));
        }
        (held.doing, moves)
    };
    if moves.iter().all(|(from, to)| from == to) {
        return;
    }
    match (doing, &*moves) {
        (Doing::Gesture, [(_, at)]) => {
            let at = store.read(Editor::camera).to_drawing(*at);
            store.dispatch(Action::Pointer(Pointer::Drag(at)));
        }
        (Doing::Panning, [(from, to)]) => pan(store, *from, *to),
        (Doing::Pinching, [(one, one_now), (other, other_now)]) => {
            pan(
                store,
                one.towards(*other, 0.5),
                one_now.towards(*other_now, 0.5),
            );
            store.dispatch(Action::Zoom {
                factor: one_now.distance(*other_now) / one.distance(*other).max(1.0),
                about: Some(one_now.towards(*other_now, 0.5)),
            });
        }
        _ => {}
    }
}

fn pan(store: Store, from: Point, to: Point) {
    store.dispatch(Action::Pan {
        x: to.x - from.x,
        y: to.y - from.y,
    });
}

/// Where something happened, in pixels from the drawing's corner.
fn place(drawing: &Element, event: &MouseEvent) -> Point {
    let frame = drawing.get_bounding_client_rect();
    Point::new(
        f64::from(event.client_x()) - frame.left(),
        f64::from(event.client_y()) - frame.top(),
    )
}

/// The wheel moves the camera; with control or a pinch it brings the drawing nearer.
/// Inside another page it scrolls that page.
fn wheel(store: Store, drawing: &Element, event: &Event) {
    let Some(wheel) = event.dyn_ref::<WheelEvent>() else {
        return;
    };
    let zooms = wheel.ctrl_key() || wheel.meta_key();
    if store.embedded && !zooms {
        return;
    }
    event.prevent_default();
    let unit = if wheel.delta_mode() == WheelEvent::DOM_DELTA_LINE {
        LINE
    } else {
        1.0
    };
    store.dispatch(if zooms {
        Action::Zoom {
            factor: (1.0 - wheel.delta_y() * unit / 300.0).clamp(0.5, 2.0),
            about: Some(place(drawing, wheel)),
        }
    } else {
        Action::Pan {
            x: -wheel.delta_x() * unit,
            y: -wheel.delta_y() * unit,
        }
    });
}
