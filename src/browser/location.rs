//! The page's address: what stands behind `?` and behind `#`.

use web_sys::UrlSearchParams;

/// The text behind `#`, without it; empty when there is none.
#[must_use]
pub fn fragment() -> String {
    let hash = web_sys::window().and_then(|window| window.location().hash().ok());
    hash.unwrap_or_default().trim_start_matches('#').to_owned()
}

/// A parameter of the query; one without a value is an empty text.
#[must_use]
pub fn parameter(name: &str) -> Option<String> {
    let query = web_sys::window()?.location().search().ok()?;
    UrlSearchParams::new_with_str(&query).ok()?.get(name)
}

/// The address without query and fragment.
#[must_use]
pub fn base() -> String {
    let whole = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    whole
        .split(['?', '#'])
        .next()
        .unwrap_or_default()
        .to_owned()
}

/// Replaces what stands behind `#`, without a new entry in the history.
pub fn replace_fragment(fragment: &str) {
    replace(&format!("#{fragment}"));
}

/// Takes away the `#` and what stands behind it, without a new entry in the history.
pub fn clear_fragment() {
    let location = web_sys::window().map(|window| window.location());
    let part = |part: Option<Result<String, _>>| part.and_then(Result::ok).unwrap_or_default();
    let path = part(location.as_ref().map(web_sys::Location::pathname));
    let query = part(location.as_ref().map(web_sys::Location::search));
    replace(&format!("{path}{query}"));
}

fn replace(address: &str) {
    let Some(window) = web_sys::window() else {
        return;
    };
    if let Ok(history) = window.history() {
        // Refused only inside sandboxed frames, where the address is nobody's concern.
        let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(address));
    }
}
