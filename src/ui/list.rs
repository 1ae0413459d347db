//! Children of an element that come, go and change by key.
//!
//! A child is replaced only when its markup differs, so a click or a focus elsewhere in
//! the list is not lost, and a thousand hosts at rest cost a thousand comparisons.

use crate::browser::element;
use web_sys::Element;

/// A child: what it is, and its markup, one element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// Unique among its siblings.
    pub key: String,
    /// One element.
    pub markup: String,
}

/// Makes the children of the element of that id, which were `before`, those of `after`.
pub fn show(id: &str, before: Option<&Vec<Child>>, after: &[Child]) {
    let Some(parent) = element::find(id) else {
        return;
    };
    let before = before.map_or(&[][..], Vec::as_slice);
    let children = parent.children();
    let same = children.length() as usize == after.len()
        && before.len() == after.len()
        && before
            .iter()
            .zip(after)
            .all(|(old, new)| old.key == new.key);
    if !same {
        let all: String = after.iter().map(|child| child.markup.as_str()).collect();
        keeping_focus(&parent, || parent.set_inner_html(&all));
        return;
    }
    for (index, (old, new)) in (0_u32..).zip(before.iter().zip(after)) {
        if old.markup != new.markup
            && let Some(child) = children.item(index)
        {
            keeping_focus(&parent, || child.set_outer_html(&new.markup));
        }
    }
}

/// Puts the focus back on what has the same `data-id` or `data-do` as what had it before.
fn keeping_focus(parent: &Element, change: impl FnOnce()) {
    let focused = element::document().and_then(|document| document.active_element());
    let focused = focused.filter(|focused| parent.contains(Some(focused)));
    let selector = focused.and_then(|focused| {
        let named = |name: &str| {
            let value = focused.get_attribute(name)?;
            Some(format!("[{name}=\"{value}\"]"))
        };
        match (named("data-kind"), named("data-id")) {
            (Some(kind), Some(id)) => Some(kind + &id + &named("data-on").unwrap_or_default()),
            _ => named("data-do"),
        }
    });
    change();
    if let Some(selector) = selector {
        element::focus(parent.query_selector(&selector).ok().flatten().as_ref());
    }
}
