//! Frames on the drawing around what a row of a table is about.

use super::store::Store;
use crate::browser::element;
use crate::editor::view::Slice::{Document, Drawing, Session};
use crate::picture::geometry::Rect;
use crate::picture::markup::{Markup, write_markup};

/// Shows the frames now, and whatever of them changes.
pub fn bind(store: Store) {
    store.show(
        &[Document, Drawing, Session],
        |editor| {
            if editor.is_pointing() {
                editor.pointed()
            } else {
                Vec::new()
            }
        },
        |before, frames: &Vec<Rect>| {
            if !frames.is_empty() || before.is_some_and(|before| !before.is_empty()) {
                show(frames);
            }
        },
    );
}

/// Frames some things, or nothing.
pub fn frame(frames: &[Rect]) {
    let has_some = || element::find("pointed").is_some_and(|place| place.has_child_nodes());
    if !frames.is_empty() || has_some() {
        show(frames);
    }
}

#[inline(never)]
fn show(frames: &[Rect]) {
    // It stands in the camera's own element, and is made when it is first wanted.
    if element::find("pointed").is_none()
        && let Some(camera) = element::find("camera")
    {
        // Refused only for markup that is none.
        let _ = camera.insert_adjacent_html("beforeend", "<g id='pointed' aria-hidden='true'></g>");
    }
    let mut markup = Markup::default();
    for Rect {
        x,
        y,
        width,
        height,
    } in frames
    {
        write_markup!(markup, "<rect x='" (x) "' y='" (y) "' width='" (width) "' height='" (height) "' rx='14'/>");
    }
    element::set_markup("pointed", &markup.into_string());
}
