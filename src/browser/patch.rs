//! Making a part of the document like a markup, changing only what differs.
//!
//! An element that is there already stays the same element: what is typed in it, its
//! caret, its focus and whether its details are open are not lost while time passes.
//! Siblings are matched by `data-key` and `id`; an element that is being typed in, which
//! has `data-typing`, keeps its text.

use super::element;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, Node};

/// Marks an element whose text is not yet anybody's but the typist's.
pub const TYPING: &str = "data-typing";

/// Makes what is inside like `markup`. If the focus was in something that is gone, it goes
/// to what is nearest to it.
#[inline(never)]
pub fn inside(parent: &Element, markup: &str) {
    let Ok(wanted) = parent.clone_node() else {
        return;
    };
    let Ok(wanted) = wanted.dyn_into::<Element>() else {
        return;
    };
    let focused = element::document().and_then(|document| document.active_element());
    let focused = focused.filter(|focused| parent.contains(Some(focused)));
    let heirs = focused.as_ref().map(heirs);
    wanted.set_inner_html(markup);
    children(parent, &wanted);
    if let (Some(focused), Some(heirs)) = (focused, heirs)
        && !focused.is_connected()
    {
        let find = |selector: &String| parent.query_selector(selector).ok().flatten();
        element::focus(heirs.iter().find_map(find).as_ref());
    }
}

/// Makes an element like `markup`, which is one element of the same kind.
pub fn into(element: &Element, markup: &str) {
    let parent = element.parent_element();
    let Some(Ok(wanted)) = parent.map(|parent| parent.clone_node()) else {
        return;
    };
    if let Some(wanted) = wanted.dyn_ref::<Element>() {
        wanted.set_inner_html(markup);
        if let Some(wanted) = wanted.first_child() {
            node(element, &wanted);
        }
    }
}

/// Selectors of what gets the focus if this element goes, the best first.
fn heirs(focused: &Element) -> Vec<String> {
    let mut heirs = Vec::new();
    if let Some(command) = focused.get_attribute("data-do") {
        heirs.push(format!("[data-do=\"{}\"]", command.replace('"', "\\\"")));
    }
    if !focused.id().is_empty() {
        heirs.push(format!("[id=\"{}\"]", focused.id()));
    }
    let around = focused.closest("[data-key]").ok().flatten();
    if let Some(key) = around.and_then(|around| around.get_attribute("data-key")) {
        heirs.push(format!(
            "[data-key=\"{}\"] :is(button, input, select)",
            key.replace('"', "\\\"")
        ));
    }
    heirs
}

fn children(parent: &Node, wanted: &Node) {
    let mut old = parent.first_child();
    let mut new = wanted.first_child();
    while let Some(fresh) = new {
        let Some(here) = old.clone() else {
            new = fresh.next_sibling();
            let _ = parent.append_child(&fresh);
            continue;
        };
        if is_same(&here, &fresh) {
            old = here.next_sibling();
            new = fresh.next_sibling();
            node(&here, &fresh);
        } else if later(&here, &fresh) {
            old = here.next_sibling();
            let _ = parent.remove_child(&here);
            new = Some(fresh);
        } else {
            new = fresh.next_sibling();
            if later(&fresh, &here) {
                let _ = parent.insert_before(&fresh, Some(&here));
            } else {
                old = here.next_sibling();
                let _ = parent.replace_child(&fresh, &here);
            }
        }
    }
    while let Some(here) = old {
        old = here.next_sibling();
        let _ = parent.remove_child(&here);
    }
}

/// Whether something after `node` is the same as `sought`.
fn later(node: &Node, sought: &Node) -> bool {
    let mut next = node.next_sibling();
    while let Some(node) = next {
        if is_same(&node, sought) {
            return true;
        }
        next = node.next_sibling();
    }
    false
}

fn is_same(one: &Node, other: &Node) -> bool {
    if one.node_name() != other.node_name() {
        return false;
    }
    match (one.dyn_ref::<Element>(), other.dyn_ref::<Element>()) {
        (Some(one), Some(other)) => ["data-key", "id"]
            .iter()
            .all(|name| one.get_attribute(name) == other.get_attribute(name)),
        _ => true,
    }
}

fn node(here: &Node, wanted: &Node) {
    let (Some(element), Some(fresh)) = (here.dyn_ref::<Element>(), wanted.dyn_ref::<Element>())
    else {
        if here.node_value() != wanted.node_value() {
            here.set_node_value(wanted.node_value().as_deref());
        }
        return;
    };
    // Read first: what is new moves from one to the other.
    let text = fresh.text_content().unwrap_or_default();
    attributes(element, fresh);
    children(element, fresh);
    if element.has_attribute(TYPING) {
        return;
    }
    if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
        if input.type_() == "checkbox" || input.type_() == "radio" {
            input.set_checked(fresh.has_attribute("checked"));
        } else if let Some(value) = fresh.get_attribute("value")
            && input.value() != value
        {
            input.set_value(&value);
        }
    } else if let Some(area) = element.dyn_ref::<HtmlTextAreaElement>() {
        if area.value() != text {
            area.set_value(&text);
        }
    } else if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        let chosen = fresh.query_selector("option[selected]").ok().flatten();
        let value = chosen.and_then(|option| option.get_attribute("value"));
        select.set_value(&value.unwrap_or_default());
    }
}

fn attributes(element: &Element, wanted: &Element) {
    for name in wanted.get_attribute_names().iter() {
        let Some(name) = name.as_string() else {
            continue;
        };
        if let Some(value) = wanted.get_attribute(&name)
            && element.get_attribute(&name).as_ref() != Some(&value)
        {
            // Fails only for an impossible name.
            let _ = element.set_attribute(&name, &value);
        }
    }
    for name in element.get_attribute_names().iter() {
        let Some(name) = name.as_string() else {
            continue;
        };
        // Details that somebody has opened stay open.
        if !wanted.has_attribute(&name) && name != TYPING && name != "open" {
            let _ = element.remove_attribute(&name);
        }
    }
}
