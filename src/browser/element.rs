//! Elements of the document, found by id.
//!
//! Each call does nothing where there is no such element: an embedded page has fewer.

use super::patch;
use wasm_bindgen::JsCast;
use web_sys::{Document, Element, HtmlElement, HtmlInputElement};

pub fn document() -> Option<Document> {
    web_sys::window()?.document()
}

/// Whether nobody sees the page now: another tab is shown, or it is being closed.
pub fn is_page_hidden() -> bool {
    document().is_some_and(|document| document.hidden())
}

/// The element of that id.
pub fn find(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// Whether the part of the page is there that comes at the first sign of a person.
pub fn is_whole() -> bool {
    find("shortcuts").is_some()
}

/// The element of that id, if it is of that kind.
pub fn find_as<T: JsCast>(id: &str) -> Option<T> {
    find(id)?.dyn_into().ok()
}

/// Makes what is inside like `markup`; what is there already is changed and not replaced.
pub fn set_inside(element: &Element, markup: &str) {
    if element.has_child_nodes() {
        patch::inside(element, markup);
    } else {
        element.set_inner_html(markup);
    }
}

/// Makes an element like `markup`, which is one element of the same kind.
pub fn set_like(element: &Element, markup: &str) {
    patch::into(element, markup);
}

/// Replaces what is inside the element of that id.
pub fn set_markup(id: &str, markup: &str) {
    if let Some(element) = find(id) {
        element.set_inner_html(markup);
    }
}

/// The markup inside the `template` element of that id.
pub fn template(id: &str) -> String {
    find(id)
        .map(|element| element.inner_html())
        .unwrap_or_default()
}

/// Sets an attribute; an empty value removes it.
pub fn set_attribute(id: &str, name: &str, value: &str) {
    if let Some(element) = find(id) {
        set_on(&element, name, value);
    }
}

/// Sets an attribute of an element; an empty value removes it.
pub fn set_on(element: &Element, name: &str, value: &str) {
    // Both fail only for an impossible name.
    let _ = if value.is_empty() {
        element.remove_attribute(name)
    } else {
        element.set_attribute(name, value)
    };
}

/// The elements right inside another.
pub fn children(parent: &Element) -> Vec<Element> {
    let children = parent.children();
    (0..children.length())
        .filter_map(|index| children.item(index))
        .collect()
}

/// Scrolls an element to so many pixels from its top.
#[allow(clippy::cast_possible_truncation, reason = "the length of a page")]
pub fn scroll_to(element: &Element, top: f64) {
    element.set_scroll_top(top.round() as i32);
}

/// The value of a custom property, a length in pixels, as it holds for an element.
pub fn pixels(element: &Element, property: &str) -> Option<f64> {
    let style = web_sys::window()?.get_computed_style(element).ok()??;
    let value = style.get_property_value(property).ok()?;
    value.trim().strip_suffix("px")?.parse().ok()
}

/// Sets an element's own style.
pub fn set_style(element: &Element, style: &str) {
    // Fails only for an impossible name.
    let _ = element.set_attribute("style", style);
}

/// Takes an element out of the document.
pub fn remove(id: &str) {
    if let Some(element) = find(id) {
        element.remove();
    }
}

/// The text in an input.
pub fn value(id: &str) -> String {
    find_as::<HtmlInputElement>(id)
        .map(|input| input.value())
        .unwrap_or_default()
}

/// Sets the text in an input, unless it is there already.
pub fn set_value(id: &str, value: &str) {
    if let Some(input) = find_as::<HtmlInputElement>(id)
        && input.value() != value
    {
        input.set_value(value);
    }
}

/// Puts the keyboard's focus on an element.
pub fn focus(element: Option<&Element>) {
    if let Some(element) = element {
        // SVG elements have the method too, but not the type.
        let _ = element.unchecked_ref::<HtmlElement>().focus();
    }
}

/// Sets the text in a text area.
pub fn set_value_of_area(id: &str, value: &str) {
    if let Some(area) = find_as::<web_sys::HtmlTextAreaElement>(id) {
        area.set_value(value);
        // Refused only where there is no text. Whoever opens it reads from the top.
        let _ = area.set_selection_range(0, 0);
    }
}
