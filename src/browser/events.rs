//! Listening to what happens anywhere in the document.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{AddEventListenerOptions, Element, Event, EventTarget};

/// Calls `happened` at each event of that name on `target`, for as long as the page lives.
/// The handler may keep the browser from doing what it would.
pub fn listen(target: &EventTarget, name: &str, happened: impl Fn(Event) + 'static) {
    add(target, name, false, Closure::new(happened));
}

/// As [`listen`], before anything that the event happens on hears of it.
pub fn listen_first(target: &EventTarget, name: &str, happened: impl Fn(Event) + 'static) {
    add(target, name, true, Closure::new(happened));
}

// Kept apart, so that a kind of handler costs no more than itself.
#[inline(never)]
fn add(target: &EventTarget, name: &str, first: bool, callback: Closure<dyn Fn(Event)>) {
    let options = AddEventListenerOptions::new();
    options.set_capture(first);
    options.set_passive(false);
    // Listening fails only for an impossible name.
    let _ = target.add_event_listener_with_callback_and_add_event_listener_options(
        name,
        callback.as_ref().unchecked_ref(),
        &options,
    );
    callback.forget();
}

/// The nearest element around the event's own that matches.
pub fn around(event: &Event, selector: &str) -> Option<Element> {
    event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()?
}
