//! What is kept between visits: the visitor's drawing, and those that it replaced.
//!
//! There is one drawing that the next visit opens with. Before another one takes its
//! place (an edited example, a link, a file, or what another tab has drawn), it moves to
//! the earlier ones, so that nothing is lost by looking at somebody else's drawing.

use super::store::{Editor, Store};
use crate::browser::{element, storage};
use crate::editor::action::{Action, Origin};
use crate::editor::title_of;
use crate::editor::view::Slice::{Document, Session};
use crate::picture::markup::{Markup, write_markup};
use reactive_graph::traits::{GetValue, SetValue};

/// The name under which the visitor's drawing is kept.
const DRAWING: &str = "portcullis.drawing";
/// The earlier ones have a number behind this; the newest is 0.
const EARLIER: &str = "portcullis.earlier.";
/// How many earlier drawings are kept.
const MOST: usize = 8;

/// How keeping the drawing went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// There was nothing to keep yet.
    Nothing,
    /// The next visit opens with it.
    Saved,
    /// The browser refuses to keep anything.
    Refused,
}

/// Keeps a drawing for the next visit.
pub fn save(store: Store, text: String) {
    let stored = storage::get(DRAWING);
    let known = store.known.get_value();
    if let Some(other) = stored.filter(|stored| *stored != text && Some(stored) != known.as_ref()) {
        set_aside(&other);
    }
    let before = store.kept.get_value();
    let after = if storage::set(DRAWING, &text) {
        Kept::Saved
    } else {
        Kept::Refused
    };
    store.known.set_value(Some(text));
    store.kept.set_value(after);
    store.page_changed();
    if after == Kept::Refused && before != after {
        super::outside::toast(
            store,
            "This browser keeps nothing for this page. Use Export or Share link to keep your drawing.".into(),
        );
    }
}

/// Another drawing is shown: what is kept is no longer this one.
pub fn opened(store: Store) {
    store.known.set_value(None);
    store.kept.set_value(Kept::Nothing);
    store.page_changed();
}

/// Whether a drawing is kept.
pub fn is_there() -> bool {
    storage::get(DRAWING).is_some()
}

/// Opens what was kept; whether there was anything.
pub fn open(store: Store) -> bool {
    let Some(text) = storage::get(DRAWING) else {
        return false;
    };
    store.dispatch(Action::OpenText {
        name: "The drawing kept in this browser".into(),
        text: text.clone(),
        origin: Origin::Kept,
    });
    // One that could not be opened stays a stranger, and is set aside before it is lost.
    if store.read(Editor::is_own) {
        store.known.set_value(Some(text));
        store.kept.set_value(Kept::Saved);
        store.page_changed();
    }
    true
}

/// Opens an earlier drawing, which becomes the one that is kept.
pub fn open_earlier(store: Store, number: usize) {
    let Some(text) = earlier(number) else { return };
    let rest: Vec<String> = (0..MOST)
        .filter(|&other| other != number)
        .filter_map(earlier)
        .collect();
    for place in 0..MOST {
        match rest.get(place) {
            Some(text) => storage::set(&key(place), text),
            None => storage::remove(&key(place)),
        };
    }
    if let Some(kept) = storage::get(DRAWING) {
        set_aside(&kept);
    }
    storage::set(DRAWING, &text);
    open(store);
}

/// The items of the menu: the drawings that are kept and not shown.
pub fn menu(store: Store) -> String {
    let mut markup = Markup::default();
    if store.embedded {
        return String::new();
    }
    let own = store.read(Editor::is_own);
    if let Some(title) = storage::get(DRAWING)
        .filter(|_| !own)
        .and_then(|text| title_of(&text))
    {
        write_markup!(markup, "<li><button class='menu-item' type='button' data-do='kept'><b>" (title) "</b><span>Your drawing</span></button></li>");
    }
    for number in 0..MOST {
        if let Some(title) = earlier(number).and_then(|text| title_of(&text)) {
            write_markup!(markup, "<li><button class='menu-item' type='button' data-do='earlier " (number) "'><b>" (title) "</b><span>An earlier drawing of yours</span></button></li>");
        }
    }
    markup.into_string()
}

/// Shows beside the title how the drawing is kept, and the way back to one's own.
pub fn bind(store: Store) {
    store.watch(&[Document, Session], Box::new(move || show(store)));
}

fn show(store: Store) {
    let own = store.read(Editor::is_own);
    let word = match store.kept.get_value() {
        Kept::Saved if own => "saved in this browser",
        Kept::Refused if own => "not saved",
        _ => "",
    };
    if let Some(place) = element::find("saved") {
        place.set_text_content(Some(word));
    }
    let none = store.embedded || !is_there();
    for (id, hidden) in [("back-to-own", own || none), ("damaged-own", none)] {
        element::set_attribute(id, "hidden", if hidden { "hidden" } else { "" });
    }
}

fn set_aside(text: &str) {
    for number in (1..MOST).rev() {
        if let Some(moved) = earlier(number - 1) {
            storage::set(&key(number), &moved);
        }
    }
    storage::set(&key(0), text);
}

fn earlier(number: usize) -> Option<String> {
    storage::get(&key(number))
}

fn key(number: usize) -> String {
    format!("{EARLIER}{number}")
}
