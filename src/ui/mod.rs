//! The page: views that read slices of the editor and dispatch actions to it.
//!
//! No view holds a rule of the network, and no reactive effect writes a signal:
//! everything that changes, changes in [`Store::dispatch`](store::Store::dispatch).

#![allow(
    unreachable_pub,
    reason = "a view is public in its module and private in this crate's page"
)]
#![allow(
    missing_docs,
    reason = "views are named after the part of the page that they show"
)]
#![allow(
    clippy::must_use_candidate,
    reason = "a view that is not used is not on the page, which shows"
)]

mod details;
mod diagram;
mod dialogs;
mod frame;
mod header;
mod icon;
mod inspector;
mod keyboard;
mod outside;
mod packets;
mod rules;
mod sample;
mod sentence;
mod store;
mod timeline;
mod tools;

/// Puts the page into the document, in place of the skeleton that stood there while the
/// program was loading.
pub fn mount() {
    console_error_panic_hook::set_once();
    if let Some(skeleton) = leptos::prelude::document().get_element_by_id("skeleton") {
        skeleton.remove();
    }
    leptos::mount::mount_to_body(frame::page);
}
