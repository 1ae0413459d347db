//! The keyboard of the whole page. Which key does what is in
//! [`editor::keys`](crate::editor::keys); here it is only told who is typing.

use super::store::Store;
use super::{controls, drawings, files};
use crate::browser::{dialog, element, events};
use crate::editor::action::Action;
use crate::editor::keys::{self, KeyPress};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    if let Some(document) = element::document() {
        events::listen(&document, "keydown", move |event| press(store, &event));
    }
}

/// Saves or opens a file, wherever the focus is.
fn is_about_files(store: Store, pressed: &KeyboardEvent) -> bool {
    let command = pressed.ctrl_key() || pressed.meta_key();
    if store.embedded || !command || pressed.shift_key() || pressed.alt_key() {
        return false;
    }
    match pressed.key().as_str() {
        "s" | "S" => store.dispatch(Action::Save),
        "o" | "O" => files::choose(),
        _ => return false,
    }
    pressed.prevent_default();
    true
}

/// Escape gives up naming a drawing, and the menu stays.
fn is_end_of_naming(store: Store, event: &Event, pressed: &KeyboardEvent) -> bool {
    let Some(form) = events::around(event, "form[data-rename]") else {
        return false;
    };
    if pressed.key() == "Escape" {
        event.prevent_default();
        drawings::give_up_naming(store, &form);
    }
    true
}

fn press(store: Store, event: &Event) {
    let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    if is_about_files(store, pressed) || is_end_of_naming(store, event, pressed) {
        return;
    }
    let within = |selector: &str| events::around(event, selector).is_some();
    if pressed.alt_key()
        || within("input:not([type=range]), textarea, select, dialog")
        || dialog::is_any_menu_open()
    {
        return;
    }
    let name = pressed.key();
    let command = pressed.ctrl_key() || pressed.meta_key();
    let is_letter = name.chars().count() == 1 && name != " ";
    if is_letter && !command && !controls::letters_are_on() {
        return;
    }
    if name == "?" && !store.embedded {
        dialog::open("shortcuts");
        return;
    }
    // What has the role of a button but is none does not click by itself.
    if matches!(name.as_str(), "Enter" | " ")
        && let Some(target) = controls::target_of(event)
    {
        event.prevent_default();
        store.dispatch(if pressed.shift_key() {
            Action::AlsoSelect(target)
        } else {
            Action::Use(Some(target))
        });
        return;
    }
    let focused = controls::target_of(event);
    let key = KeyPress {
        name: &name,
        shift: pressed.shift_key(),
        command,
        on_drawing: focused.is_some(),
        on_control: within("button, a, input, summary, [role=tab]"),
    };
    if let Some(action) = keys::action(key) {
        event.prevent_default();
        // Arrows move what has the focus, whatever else is selected.
        if matches!(
            action,
            Action::Nudge { .. } | Action::Stretch { .. } | Action::Delete | Action::Duplicate
        ) && let Some(focused) = focused
            && store.read(|editor| !editor.selection().contains(&focused))
        {
            store.dispatch(Action::Select(Some(focused)));
        }
        store.dispatch(action);
    }
}
