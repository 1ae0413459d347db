//! The page: it binds slices of the editor to places in `index.html`, and turns what
//! people do there into actions.
//!
//! The frame is HTML, so it stands before this program has come. What changes in it is
//! one table, [`bindings`]: place, slices, and the function that makes the text. What is
//! more than a text (a canvas, a list) has a file of its own. Controls name their action
//! in `data-do`, and one listener obeys, so that a hundred buttons cost no more than one.
//! Components for each of these would weigh three times as much as the whole engine.
//!
//! No file here holds a rule of the network, and no effect writes a signal: everything
//! that changes, changes in [`Store::dispatch`](store::Store::dispatch).

#![allow(unreachable_pub, reason = "public in its module, private in the page")]
#![allow(
    missing_docs,
    reason = "functions are named after the part of the page they show"
)]

mod announce;
mod bindings;
mod commands;
mod controls;
mod drawing;
mod inspector;
mod keyboard;
mod list;
mod outside;
mod packets;
mod playback;
mod pointer;
mod rules;
mod store;
mod table;
mod timeline;

use crate::browser::{element, location, media, size, theme};
use crate::editor::action::Action;
use store::{Editor, Store};

/// Wakes the page that stands in the document.
pub fn mount() {
    console_error_panic_hook::set_once();
    leptos::mount::mount_to_body(|| {
        let embedded = location::parameter("embed")
            .is_some_and(|value| !matches!(value.as_str(), "0" | "false"));
        let store = Store::new(Editor::default(), theme::is_dark(), embedded);
        store.dispatch(Action::SetReducedMotion(media::reduced_motion()));
        bindings::bind(store);
        drawing::bind(store);
        packets::bind(store);
        table::bind(store);
        controls::listen(store);
        pointer::listen(store);
        keyboard::listen(store);
        if let Some(diagram) = element::find("diagram") {
            size::watch(&diagram, move |width, height| {
                store.dispatch(Action::Resize { width, height });
            });
        }
        element::remove("still");
        element::remove("still-note");
        element::set_attribute("diagram", "aria-busy", "");
        announce::announce(store)
    });
}
