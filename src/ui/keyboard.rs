//! The keyboard of the whole page. Which key does what is in
//! [`editor::keys`](crate::editor::keys); here it is only told who is typing.

use super::store::Store;
use crate::browser::{dialog, storage};
use crate::editor::keys::{self, Key};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, KeyboardEvent};

/// Where the choice to do without single-letter keys is kept.
const LETTERS: &str = "portcullis.letters";

/// What the dialog lists.
pub const SHORTCUTS: [(&[&str], &str); 10] = [
    (&["Space"], "Play or pause"),
    (&["←", "→"], "Step back or forward an event"),
    (&["Shift", "←", "→"], "The same, within one connection"),
    (&["."], "Next verdict"),
    (&["Home", "End"], "To the beginning or the end"),
    (&["Ctrl", "Z"], "Undo; with Shift, redo"),
    (&["V", "H"], "Tools: Select, Host"),
    (&["Enter"], "Select what has the focus"),
    (&["← ↑ → ↓"], "Move the host that has the focus"),
    (&["?"], "This list"),
];

/// Whether single letters choose tools.
pub fn letters_are_on() -> bool {
    storage::get(LETTERS).is_none_or(|choice| choice != "off")
}

pub fn set_letters(on: bool) {
    storage::set(LETTERS, if on { "on" } else { "off" });
}

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    let _ = window_event_listener(leptos::ev::keydown, move |event| press(store, &event));
}

fn press(store: Store, event: &KeyboardEvent) {
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let within = |selector: &str| {
        element
            .as_ref()
            .is_some_and(|element| element.closest(selector).is_ok_and(|found| found.is_some()))
    };
    if event.default_prevented() && !within(".playhead")
        || event.alt_key()
        || within("input:not([type=range]), textarea, select, dialog, [popover]")
    {
        return;
    }
    let name = event.key();
    let command = event.ctrl_key() || event.meta_key();
    let is_letter = name.chars().count() == 1 && name != " ";
    if is_letter && !command && !letters_are_on() {
        return;
    }
    if name == "?" && !store.embedded {
        dialog::open("shortcuts");
        return;
    }
    let key = Key {
        name: &name,
        shift: event.shift_key(),
        command,
        on_drawing: within("[data-kind]"),
        on_control: within("button, a, summary, [role=button]"),
    };
    // Arrows scroll a table that has the focus; that is the browser's work.
    if within(".tab-panel, .inspector")
        && (name.starts_with("Arrow") || matches!(name.as_str(), "Home" | "End" | " "))
    {
        return;
    }
    if let Some(action) = keys::action(key) {
        event.prevent_default();
        store.dispatch(action);
    }
}
