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

/// Among more children than these it is not worth looking for those that stay.
const FEW: usize = 200;

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
        keeping_focus(&parent, || rebuild(&parent, before, after));
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

/// Other children than before: those that stay are left where they are if they can be.
#[inline(never)]
fn rebuild(parent: &Element, before: &[Child], after: &[Child]) {
    let is_in = |list: &[Child], child: &Child| list.iter().any(|other| other.key == child.key);
    let stay: Vec<&Child> = before.iter().filter(|old| is_in(after, old)).collect();
    let kept: Vec<&Child> = after.iter().filter(|new| is_in(before, new)).collect();
    let in_order = stay.iter().zip(&kept).all(|(old, new)| old.key == new.key);
    let few = before.len().max(after.len()) <= FEW;
    // One parse of all costs less than many of one.
    let most_go = 2 * kept.len() < after.len();
    if most_go || !in_order || !few || parent.children().length() as usize != before.len() {
        let all: String = after.iter().map(|child| child.markup.as_str()).collect();
        parent.set_inner_html(&all);
        return;
    }
    let elements = element::children(parent);
    let mut staying = Vec::new();
    for (old, element) in before.iter().zip(&elements) {
        if is_in(after, old) {
            staying.push((old, element));
        } else {
            element.remove();
        }
    }
    let mut staying = staying.into_iter();
    let mut here = staying.next();
    for new in after {
        match here {
            Some((child, element)) if child.key == new.key => {
                here = staying.next();
                if child.markup != new.markup {
                    element.set_outer_html(&new.markup);
                }
            }
            // Both are refused only for markup that is none.
            Some((_, element)) => {
                let _ = element.insert_adjacent_html("beforebegin", &new.markup);
            }
            None => {
                let _ = parent.insert_adjacent_html("beforeend", &new.markup);
            }
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
