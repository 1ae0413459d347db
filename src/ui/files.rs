//! Files of the visitor's: chosen, or dropped anywhere on the page.

use super::store::{Editor, Store};
use super::{commands, keeping, outside};
use crate::browser::{element, events, fetch, transfer};
use crate::editor::action::{Action, DocumentSource};
use crate::scenario::limits::TEXT_BYTES;
use crate::words::toasts;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::spawn_local;
use web_sys::{Event, HtmlElement, HtmlInputElement};

/// Listens for files that are dropped. An embedded page leaves them to the page around it.
pub fn listen(store: Store) {
    if store.embedded {
        return;
    }
    if let Some(document) = element::document() {
        for name in ["dragenter", "dragover", "dragleave", "drop"] {
            events::listen(&document, name, move |event| drag(store, &event));
        }
    }
}

/// Lets the visitor choose a file.
pub fn choose() {
    if let Some(input) = element::find_as::<HtmlElement>("file") {
        input.click();
    }
}

/// Opens the first file that `source`, an input or what was dropped, has.
#[inline(never)]
pub fn open(store: Store, source: JsValue, is_input: bool) {
    spawn_local(async move {
        match fetch::chosen_file(&source, TEXT_BYTES).await {
            Some((name, text)) => show(store, name, text),
            None => outside::toast(store, toasts::FILE_NOT_READ.into()),
        }
        // The same file may be chosen again.
        if is_input && let Some(input) = source.dyn_ref::<HtmlInputElement>() {
            input.set_value("");
        }
    });
}

fn show(store: Store, name: String, text: String) {
    commands::close_menus();
    let origin = DocumentSource::File;
    if keeping::opens(store, Action::OpenText { name, text, origin }) {
        keeping::keep(store);
        // What a link in the address shows is no longer shown.
        store.dispatch(Action::LeaveDamagedLink);
    } else if store.read(Editor::damaged_link).is_some() {
        store.page_changed();
    }
}

#[inline(never)]
fn drag(store: Store, event: &Event) {
    let Some(dragged) = transfer::dragged_file(event) else {
        return;
    };
    event.prevent_default();
    let kind = event.type_();
    let is_over = match kind.as_str() {
        "drop" => false,
        "dragleave" => !transfer::has_left(event),
        _ => true,
    };
    element::set_attribute("drop", "hidden", if is_over { "" } else { "hidden" });
    if kind == "drop" {
        open(store, dragged, false);
    }
}
