//! The page inside somebody else's: its way out carries what it shows.

use super::store::{Editor, Store};
use crate::browser::{element, events, location};
use crate::editor::view::Slice::{Document, Session};

/// Keeps "Open in Portcullis" pointing at what is shown. Making a link takes too long to
/// do it in each frame, so it is made at rest and when somebody reaches for it.
pub fn bind(store: Store) {
    if !store.embedded {
        return;
    }
    store.watch(&[Document, Session], Box::new(move || point(store)));
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
