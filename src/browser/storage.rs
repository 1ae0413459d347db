//! What is kept between visits, where the browser allows it.
//!
//! Reading `localStorage` throws in some embedded and private pages, so nothing
//! here is ever needed: a refusal reads as nothing kept.

use web_sys::Storage;

/// What is kept under `name`.
#[must_use]
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Keeps `value` under `name`; whether that was possible.
pub fn set(name: &str, value: &str) -> bool {
    storage().is_some_and(|storage| storage.set_item(name, value).is_ok())
}

/// Keeps nothing under `name` any more; whether that was possible.
pub fn remove(name: &str) -> bool {
    storage().is_some_and(|storage| storage.remove_item(name).is_ok())
}

fn storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}
