//! Copy, cut and paste of the drawing, by the browser's own events: they need no permission,
//! and what is copied is text that any other tab or program can have.

use super::controls;
use super::store::{Editor, Store};
use crate::browser::{clipboard, element, events};
use crate::editor::action::Action;
use web_sys::Event;

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    let Some(document) = element::document() else {
        return;
    };
    events::listen(&document, "copy", move |event| {
        copy(store, &event);
    });
    events::listen(&document, "cut", move |event| {
        if copy(store, &event) {
            store.dispatch(Action::Delete);
        }
    });
    events::listen(&document, "paste", move |event| paste(store, &event));
}

/// Puts what is selected on the clipboard; whether there was anything.
fn copy(store: Store, event: &Event) -> bool {
    // Whoever has marked words means these.
    if is_typing(event) || clipboard::has_marked_text() {
        return false;
    }
    if let Some(focused) = controls::target_of(event)
        && store.read(|editor| !editor.selection().contains(&focused))
    {
        store.dispatch(Action::Select(Some(focused)));
    }
    let Some(text) = store.read(Editor::copied) else {
        return false;
    };
    event.prevent_default();
    clipboard::put(event, &text)
}

fn paste(store: Store, event: &Event) {
    if is_typing(event) {
        return;
    }
    if let Some(text) = clipboard::taken(event).filter(|text| !text.trim().is_empty()) {
        event.prevent_default();
        store.dispatch(Action::Paste(text));
    }
}

fn is_typing(event: &Event) -> bool {
    events::around(event, "input, textarea, select, dialog").is_some()
}
