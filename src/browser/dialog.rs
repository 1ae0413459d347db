//! Dialogs and menus that the browser itself opens, closes and keeps on top.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlDialogElement, HtmlElement};

/// Opens the `dialog` element of that id above the page.
pub fn open(id: &str) {
    if let Some(dialog) = find::<HtmlDialogElement>(id) {
        // Refused only when it is open already.
        let _ = dialog.show_modal();
    }
}

/// Closes the `dialog` element of that id.
pub fn close(id: &str) {
    if let Some(dialog) = find::<HtmlDialogElement>(id) {
        dialog.close();
    }
}

/// Closes the element with a `popover` attribute of that id, if it is open.
pub fn close_menu(id: &str) {
    if let Some(menu) = find::<HtmlElement>(id) {
        // Refused only when it is closed already.
        let _ = call(&menu, "hidePopover");
    }
}

/// Whether the element with a `popover` attribute of that id is open.
#[must_use]
pub fn is_open(id: &str) -> bool {
    find::<Element>(id).is_some_and(|menu| menu.matches(":popover-open").unwrap_or(false))
}

/// Whether any element with a `popover` attribute is open.
#[must_use]
pub fn is_any_menu_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.is_some_and(|document| {
        let open = document.query_selector(":popover-open");
        open.is_ok_and(|open| open.is_some())
    })
}

/// Puts the menu of that id below `button`, inside the window.
pub fn place_menu(id: &str, button: &Element) {
    let (Some(menu), Some(window)) = (find::<HtmlElement>(id), web_sys::window()) else {
        return;
    };
    let frame = button.get_bounding_client_rect();
    let width = window
        .inner_width()
        .ok()
        .and_then(|width| width.as_f64())
        .unwrap_or(1024.0);
    let height = window
        .inner_height()
        .ok()
        .and_then(|height| height.as_f64())
        .unwrap_or(768.0);
    let left = frame.left().min(width - 348.0).max(8.0);
    // Above the button where there is more room.
    let above = frame.top() > height - frame.bottom();
    let (near, far, room) = if above {
        ("bottom", "top", frame.top())
    } else {
        ("top", "bottom", height - frame.bottom())
    };
    for (property, length) in [
        ("left", format!("{}px", whole(left))),
        (near, format!("{}px", whole(height - room + 12.0))),
        (far, "auto".into()),
        ("max-height", format!("{}px", whole(room - 24.0))),
    ] {
        // Setting a length fails only for an impossible property.
        let _ = menu.style().set_property(property, &length);
    }
}

/// A length in whole pixels.
#[allow(clippy::cast_possible_truncation, reason = "the size of a window")]
fn whole(length: f64) -> i32 {
    length.round() as i32
}

fn find<T: JsCast>(id: &str) -> Option<T> {
    web_sys::window()?
        .document()?
        .get_element_by_id(id)?
        .dyn_into()
        .ok()
}

fn call(element: &HtmlElement, method: &str) -> Option<()> {
    js_sys::Reflect::get(element, &method.into())
        .ok()?
        .dyn_into::<js_sys::Function>()
        .ok()?
        .call0(element)
        .ok()?;
    Some(())
}
