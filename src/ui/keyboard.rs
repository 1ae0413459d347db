//! The keyboard of the whole page. Which key does what is in
//! [`editor::keys`](crate::editor::keys); here it is only told who is typing.

use super::controls;
use super::store::Store;
use crate::browser::{dialog, element, events};
use crate::editor::action::Action;
use crate::editor::keys::{self, Key};
use wasm_bindgen::JsCast;
use web_sys::{Event, KeyboardEvent};

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    if let Some(document) = element::document() {
        events::listen(&document, "keydown", move |event| press(store, &event));
    }
}

fn press(store: Store, event: &Event) {
    let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let within = |selector: &str| events::around(event, selector).is_some();
    if pressed.alt_key()
        || within("input:not([type=range]), textarea, select, dialog, [popover]:popover-open")
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
    let key = Key {
        name: &name,
        shift: pressed.shift_key(),
        command,
        on_drawing: focused.is_some(),
        on_control: within("button, a, input"),
    };
    if let Some(action) = keys::action(key) {
        event.prevent_default();
        // Arrows move what has the focus, whatever else is selected.
        if matches!(
            action,
            Action::Nudge { .. } | Action::Stretch { .. } | Action::Delete
        ) && let Some(focused) = focused
            && store.read(|editor| !editor.selection().contains(&focused))
        {
            store.dispatch(Action::Select(Some(focused)));
        }
        store.dispatch(action);
    }
}
