//! The page inside somebody else's: its way out carries what it shows.

use super::store::{Editor, Store};
use crate::browser::{element, events, location};

/// Lets "Open in Portcullis" point at what was opened, and, once somebody reaches for it,
/// at what is shown. Making a link takes too long to do it in each frame.
pub fn bind(store: Store) {
    if !store.embedded {
        return;
    }
    let opened = format!("{}#{}", location::base(), location::fragment());
    element::set_attribute("open-full", "href", &opened);
    if let Some(link) = element::find("open-full") {
        for name in ["pointerdown", "focus", "mouseenter"] {
            events::listen(&link, name, move |_| point(store));
        }
    }
}

fn point(store: Store) {
    let link = store.read(Editor::link);
    element::set_attribute("open-full", "href", &format!("{}#{link}", location::base()));
}
