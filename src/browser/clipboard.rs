//! The clipboard, with a way round for pages that may not use it.

use js_sys::{Function, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Event, HtmlTextAreaElement};

/// Puts `text` on the clipboard; whether it is there.
pub async fn copy(text: &str) -> bool {
    let Some(window) = web_sys::window() else {
        return false;
    };
    let secure =
        Reflect::get(&window, &"isSecureContext".into()).is_ok_and(|value| value.is_truthy());
    if secure
        && JsFuture::from(window.navigator().clipboard().write_text(text))
            .await
            .is_ok()
    {
        return true;
    }
    copy_by_selection(text).unwrap_or(false)
}

/// The older way: a text that is selected and copied as if by hand.
fn copy_by_selection(text: &str) -> Option<bool> {
    let document = web_sys::window()?.document()?;
    let area: HtmlTextAreaElement = document.create_element("textarea").ok()?.dyn_into().ok()?;
    area.set_value(text);
    area.style().set_property("position", "fixed").ok()?;
    document.body()?.append_child(&area).ok()?;
    area.select();
    let command = Reflect::get(&document, &"execCommand".into()).ok()?;
    let done = command
        .dyn_into::<Function>()
        .ok()?
        .call1(&document, &"copy".into());
    area.remove();
    Some(done.is_ok_and(|value| value.is_truthy()))
}

/// What a paste brings, as text.
pub fn taken(event: &Event) -> Option<String> {
    let data = Reflect::get(event, &"clipboardData".into()).ok()?;
    let read: Function = Reflect::get(&data, &"getData".into())
        .ok()?
        .dyn_into()
        .ok()?;
    read.call1(&data, &"text/plain".into()).ok()?.as_string()
}

/// Gives a copy or a cut its text; whether that was possible.
pub fn put(event: &Event, text: &str) -> bool {
    let put = || {
        let data = Reflect::get(event, &"clipboardData".into()).ok()?;
        let write: Function = Reflect::get(&data, &"setData".into())
            .ok()?
            .dyn_into()
            .ok()?;
        write.call2(&data, &"text/plain".into(), &text.into()).ok()
    };
    put().is_some()
}

/// Whether words are marked on the page, which a copy then means.
pub fn has_marked_text() -> bool {
    let marked = || {
        let window = web_sys::window()?;
        let get: Function = Reflect::get(&window, &"getSelection".into())
            .ok()?
            .dyn_into()
            .ok()?;
        let selection = get.call0(&window).ok()?;
        let collapsed = Reflect::get(&selection, &"isCollapsed".into()).ok()?;
        Some(!collapsed.is_truthy())
    };
    marked().unwrap_or(false)
}
