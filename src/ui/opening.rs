//! What the page opens with: the link in its address, else what was kept, else the first
//! example, which is there already.

use super::keeping;
use super::store::{Editor, Store};
use crate::browser::{console, events, location};
use crate::editor::action::Action;
use crate::net::SimTime;
use crate::words::toasts;

/// Opens what there is to open, and follows links that are put into the address later.
pub fn open(store: Store) {
    let fragment = location::fragment();
    if !fragment.is_empty() {
        store.dispatch(Action::OpenLink(fragment));
    } else if !store.embedded {
        keeping::open(store);
    }
    if let Some(text) = location::parameter("t") {
        match microseconds(&text) {
            Some(micros) => {
                let playing = store.is_playing();
                store.dispatch(Action::SeekTime(micros));
                if playing && !store.autoplay {
                    store.dispatch(Action::TogglePlaying);
                }
            }
            None => console::warn(&toasts::time_ignored(&text)),
        }
    }
    if let Some(window) = web_sys::window() {
        events::listen(&window, "hashchange", move |_| address_changed(store));
    }
}

/// Whether a parameter of the query is switched on: present, and not 0.
pub fn is_on(name: &str) -> bool {
    location::parameter(name).is_some_and(|value| !matches!(value.as_str(), "0" | "false"))
}

/// Somebody has pasted a link, or gone back.
fn address_changed(store: Store) {
    let fragment = location::fragment();
    if !fragment.is_empty() {
        store.dispatch(Action::OpenLink(fragment));
        return;
    }
    if store.read(|editor| editor.damaged_link().is_some()) {
        store.dispatch(Action::LeaveDamagedLink);
    }
    if !store.read(Editor::is_own) && !keeping::open(store) {
        store.dispatch(Action::OpenExample("sftp".into()));
    }
}

/// A time in seconds, in microseconds. One that is none is ignored.
fn microseconds(text: &str) -> Option<u64> {
    text.parse().ok().map(SimTime::as_micros)
}
