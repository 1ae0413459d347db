//! What a row of the Details or a name in the Inspector is about is framed on the drawing
//! while it is pointed at, and the rows about a thing are marked while that is pointed at.

use super::store::Store;
use super::{controls, pointed};
use crate::browser::{element, events};
use crate::editor::selection::Selection;
use web_sys::{Element, Event};

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    let Some(document) = element::document() else {
        return;
    };
    for name in ["pointerover", "focusin"] {
        events::listen(&document, name, move |event| point(store, &event));
    }
}

#[inline(never)]
fn point(store: Store, event: &Event) {
    let within = |selector| events::around(event, selector);
    if within(".rules-section").is_some() {
        // The table of rules frames what its rows belong to by itself.
        return;
    }
    let row = within(".tab-panel tr[data-do], .tab-panel [data-kind], .inspector [data-do]");
    let about = row.and_then(|row| target_of(&row));
    let frames = about.map(|target| store.read(|editor| editor.around(&target)));
    pointed::frame(&frames.unwrap_or_default());
    let spot = within("#drawing [data-kind], #spots [data-do]");
    mark(spot.and_then(|spot| target_of(&spot)).as_ref());
}

/// What an element selects.
fn target_of(element: &Element) -> Option<Selection> {
    let command = element.get_attribute("data-do");
    let named = command
        .as_deref()
        .and_then(|command| command.strip_prefix("select "));
    match named.and_then(|named| named.split_once(' ')) {
        Some((kind, id)) => Selection::parse(kind, id),
        None => controls::target_in(element),
    }
}

/// Marks the rows about a thing, and no others.
fn mark(target: Option<&Selection>) {
    let command = target.map(|target| {
        let (kind, id) = target.name();
        format!("select {kind} {id}")
    });
    for body in ["rows", "table-rows"] {
        let rows = element::find(body).map(|body| element::children(&body));
        for row in rows.unwrap_or_default() {
            let is_about = command.is_some() && row.get_attribute("data-do") == command;
            if is_about != row.has_attribute("data-pointed") {
                element::set_on(&row, "data-pointed", if is_about { "true" } else { "" });
            }
        }
    }
}
