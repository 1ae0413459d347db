//! What is kept between visits, where the browser allows it.
//!
//! Reading `localStorage` throws in some embedded and private pages, so nothing
//! here is ever needed: a refusal reads as nothing kept.

use wasm_bindgen::JsValue;
use web_sys::{Event, Storage};

/// Why something is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// There is no room left.
    Full,
    /// The browser keeps nothing here.
    Forbidden,
}

/// What is kept under `name`.
#[must_use]
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps `value` under `name`; whether that was possible.
pub fn set(name: &str, value: &str) -> bool {
    put(name, value).is_ok()
}

/// Keeps `value` under `name`, or says why that was not possible.
///
/// # Errors
///
/// The browser's reason.
pub fn put(name: &str, value: &str) -> Result<(), Refused> {
    let storage = storage().ok_or(Refused::Forbidden)?;
    storage.set_item(name, value).map_err(|error| {
        // What else a storage that is there refuses for has several names.
        let name = js_sys::Reflect::get(&error, &"name".into()).unwrap_or(JsValue::NULL);
        if name.as_string().as_deref() == Some("SecurityError") {
            Refused::Forbidden
        } else {
            Refused::Full
        }
    })
}

/// Keeps nothing under `name` any more; whether that was possible.
pub fn remove(name: &str) -> bool {
    storage().is_some_and(|storage| storage.remove_item(name).is_ok())
}

/// The names under which something is kept.
#[must_use]
pub fn names() -> Vec<String> {
    let Some(storage) = storage() else {
        return Vec::new();
    };
    let count = storage.length().unwrap_or_default();
    (0..count)
        .filter_map(|place| storage.key(place).ok()?)
        .collect()
}

/// What another tab has just kept, and under which name, of a `storage` event.
#[must_use]
pub fn written(event: &Event) -> Option<(String, String)> {
    let text = |name: &str| {
        let value = js_sys::Reflect::get(event, &name.into()).ok()?;
        value.as_string()
    };
    Some((text("key")?, text("newValue")?))
}

/// What this tab keeps under `name`; a reload does not end it.
#[must_use]
pub fn get_of_tab(name: &str) -> Option<String> {
    web_sys::window()?
        .session_storage()
        .ok()??
        .get_item(name)
        .ok()?
}

/// Keeps `value` under `name` for this tab; whether that was possible.
pub fn set_of_tab(name: &str, value: &str) -> bool {
    let storage = web_sys::window().and_then(|window| window.session_storage().ok()?);
    storage.is_some_and(|storage| storage.set_item(name, value).is_ok())
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
