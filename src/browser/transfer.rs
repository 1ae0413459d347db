//! Files that are dragged over the page.

use wasm_bindgen::JsValue;
use web_sys::Event;

/// What is dragged, if it is a file.
#[must_use]
pub fn dragged_file(event: &Event) -> Option<JsValue> {
    let dragged = js_sys::Reflect::get(event, &"dataTransfer".into()).ok()?;
    let kinds = js_sys::Reflect::get(&dragged, &"types".into()).ok()?;
    let is_file = js_sys::Array::from(&kinds).includes(&"Files".into(), 0);
    is_file.then_some(dragged)
}

/// Whether the pointer has left the page, and not just gone from one part to another.
#[must_use]
pub fn has_left(event: &Event) -> bool {
    js_sys::Reflect::get(event, &"relatedTarget".into()).is_ok_and(|next| next.is_null())
}
