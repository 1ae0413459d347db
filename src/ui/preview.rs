//! What a gesture shows above the drawing: rectangles, lines, guides and handles.
//!
//! It is made anew for each movement, and of a few shapes. Handles have the same size on
//! the screen however far the drawing is zoomed out.

use super::store::{Editor, Store};
use crate::browser::element;
use crate::editor::view::Slice::{Camera, Drawing, Gesture, Session};
use crate::editor::view::preview::Preview;
use crate::picture::geometry::{Point, Rect};
use crate::picture::markup::{Markup, write_markup};
use crate::picture::svg::rect;

/// A handle, and what of it receives the pointer; in pixels.
const HANDLE: f64 = 9.0;
const REACH: f64 = 18.0;

/// Shows it now, and whatever comes of it.
pub fn bind(store: Store) {
    let mut shown = false;
    store.watch(
        &[Gesture, Camera, Session, Drawing],
        Box::new(move || {
            let now = store.read(Editor::has_preview);
            if now || shown {
                show(store);
            }
            shown = now;
        }),
    );
}

#[inline(never)]
fn show(store: Store) {
    let markup = store.read(|editor| markup(&editor.preview(), editor.camera().zoom));
    element::set_markup("preview", &markup);
}

fn markup(preview: &Preview, zoom: f64) -> String {
    let mut markup = Markup::default();
    let frames = [
        ("preview-frame", preview.frame, 2.0),
        ("preview-over", preview.over, 14.0),
        ("preview-armed", preview.link_source, 16.0),
        ("preview-ghost", preview.ghost, 12.0),
    ];
    for (class, frame, radius) in frames {
        if let Some(frame) = frame {
            rect(&mut markup, class, frame, radius);
        }
    }
    for line in &preview.guides {
        path(&mut markup, "preview-guide", *line);
    }
    if let Some(line) = preview.line {
        path(&mut markup, "preview-line", line);
    }
    for handle in &preview.handles {
        let cursor = match handle.borders {
            (0, _) => "handle ns",
            (_, 0) => "handle ew",
            (x, y) if x == y => "handle nwse",
            _ => "handle nesw",
        };
        let around = |size: f64| {
            let size = size / zoom;
            Rect::new(
                handle.at.x - size / 2.0,
                handle.at.y - size / 2.0,
                size,
                size,
            )
        };
        rect(&mut markup, cursor, around(REACH), 0.0);
        rect(&mut markup, "handle-mark", around(HANDLE), 2.0 / zoom);
    }
    markup.into_string()
}

fn path(markup: &mut Markup, class: &'static str, (from, to): (Point, Point)) {
    write_markup!(markup, "<path class='" (class) "' d='M" (from.x) " " (from.y) "L" (to.x) " " (to.y) "'/>");
}
