//! The page: it binds slices of the editor to places in `index.html`, and turns what
//! people do there into actions.
//!
//! The frame is HTML, so it stands before this program has come. What changes in it is
//! one table, [`bindings`]: place, slices, and the function that makes the text. What is
//! more than a text (a canvas, a list) has a file of its own. Controls name their action
//! in `data-do`, and one listener obeys, so that a hundred buttons cost no more than one.
//! The same page made of components weighed more than twice as much.
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
mod clipboard;
mod commands;
mod controls;
mod details;
mod drawing;
mod drawings;
mod embed;
mod files;
mod filling;
mod form;
mod ghosts;
mod header;
mod hover;
mod inspector;
mod keeping;
mod keyboard;
mod list;
mod notices;
mod opening;
mod outside;
mod overview;
mod packets;
mod playback;
mod pointed;
mod pointer;
mod preview;
mod rows;
mod rule_table;
mod rules;
mod simulating;
mod store;
mod table;
mod timeline;
mod tools;

use crate::browser::{element, media, size, worker};
use crate::editor::action::Action;
use any_spawner::Executor;
use reactive_graph::owner::Owner;
use store::{Editor, Store};

/// Wakes the page that stands in the document; where there is none, in a worker, simulates.
pub fn mount() {
    console_error_panic_hook::set_once();
    if element::document().is_none() {
        worker::serve(simulating::work);
        return;
    }
    Executor::init_wasm_bindgen().expect("nothing but this line chooses an executor");
    let owner = Owner::new();
    owner.with(wake);
    // Signals live as long as their owner, and the page as long as its tab.
    std::mem::forget(owner);
}

fn wake() {
    let embedded = opening::is_on("embed");
    let autoplay = !embedded || opening::is_on("autoplay");
    let editor = Editor::new(autoplay, media::reduced_motion());
    let store = Store::new(editor, embedded, autoplay);
    opening::open(store);
    keeping::bind(store);
    embed::bind(store);
    bindings::bind(store);
    announce::bind(store);
    drawing::bind(store);
    preview::bind(store);
    pointed::bind(store);
    ghosts::bind(store);
    hover::listen(store);
    overview::bind(store);
    packets::bind(store);
    table::bind(store);
    controls::listen(store);
    rule_table::listen(store);
    pointer::listen(store);
    keyboard::listen(store);
    tools::bind(store);
    details::bind(store);
    if !embedded {
        clipboard::listen(store);
    }
    files::listen(store);
    if let Some(diagram) = element::find("diagram") {
        size::watch(&diagram, move |width, height| {
            // While another page is shown in its place it has no size.
            if width > 0.0 && height > 0.0 {
                store.dispatch(Action::Resize { width, height });
            }
        });
    }
    element::remove("still");
    element::remove("still-note");
    element::set_attribute("diagram", "aria-busy", "");
    store.wake();
}
