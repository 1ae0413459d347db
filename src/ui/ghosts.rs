//! The packets as they were before the last edit, as ghosts behind those that are.

use super::store::Store;
use crate::browser::element;
use crate::editor::view::Slice::{Document, Playhead, Session};
use crate::picture::light::Pill;
use crate::picture::markup::{Markup, write_markup};

/// Shows the ghosts now, and wherever they go.
pub fn bind(store: Store) {
    store.show(
        &[Document, Playhead, Session],
        |editor| {
            if editor.comparison().is_some() {
                editor.ghosts()
            } else {
                Vec::new()
            }
        },
        |before: Option<&Vec<Pill>>, ghosts| {
            if !ghosts.is_empty() || before.is_some_and(|before| !before.is_empty()) {
                show(ghosts);
            }
        },
    );
}

#[inline(never)]
fn show(ghosts: &[Pill]) {
    // It stands in the camera's own element, and is made when it is first wanted.
    if element::find("ghosts").is_none()
        && let Some(marks) = element::find("marks")
    {
        // Refused only for markup that is none.
        let _ = marks.insert_adjacent_html("beforebegin", "<g id='ghosts' aria-hidden='true'></g>");
    }
    let mut markup = Markup::default();
    for ghost in ghosts {
        let (width, height) = (Pill::width(&ghost.text), Pill::HEIGHT);
        let (x, y) = (ghost.at.x - width / 2.0, ghost.at.y - height / 2.0);
        let class = if ghost.stopped {
            "ghost stopped"
        } else {
            "ghost"
        };
        write_markup!(
            markup,
            "<g class='" (class) "'><rect x='" (x) "' y='" (y) "' width='" (width) "' height='" (height) "' rx='11'/><text x='" (ghost.at.x) "' y='" (ghost.at.y + 4.0) "'>"
            (&ghost.text) "</text></g>"
        );
    }
    if let Some(place) = element::find("ghosts") {
        element::set_inside(&place, &markup.into_string());
    }
}
