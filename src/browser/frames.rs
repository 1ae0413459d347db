//! Animation frames.

use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// A callback that can be asked for again from within itself.
type Handle = Rc<RefCell<Option<Closure<dyn FnMut(f64)>>>>;

/// Calls `frame` before each repaint with the milliseconds since the one before, for as
/// long as it returns true. The first call gets 0, and none gets more than a tenth of a
/// second: a page that was in the background goes on where it was.
pub fn run(mut frame: impl FnMut(f64) -> bool + 'static) {
    let handle: Handle = Rc::default();
    let own = Rc::clone(&handle);
    let mut before = None;
    *handle.borrow_mut() = Some(Closure::new(move |now: f64| {
        let elapsed = (now - before.unwrap_or(now)).clamp(0.0, 100.0);
        before = Some(now);
        if frame(elapsed) {
            request(&own);
        } else {
            drop(own.borrow_mut().take());
        }
    }));
    request(&handle);
}

/// Calls `callback` before the next repaint: then all is laid out, and measuring costs nothing.
pub fn next(callback: impl FnOnce() + 'static) {
    if let Some(window) = web_sys::window() {
        let callback = Closure::once_into_js(callback);
        // Refused only by a window that is gone.
        let _ = window.request_animation_frame(callback.unchecked_ref());
    }
}

fn request(handle: &Handle) {
    if let (Some(window), Some(callback)) = (web_sys::window(), handle.borrow().as_ref()) {
        // Refused only by a window that is gone.
        let _ = window.request_animation_frame(callback.as_ref().unchecked_ref());
    }
}
