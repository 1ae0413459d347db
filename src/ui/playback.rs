//! Playback: while time is passing, the playhead advances before each repaint.

use super::store::Store;
use crate::browser::frames;
use crate::editor::action::Action;

/// Starts the loop that ends by itself when time stops, so that a page at rest asks for
/// no frames.
pub fn start(store: Store) {
    frames::run(move |milliseconds| {
        store.dispatch(Action::Advance { milliseconds });
        let goes_on = store.is_playing();
        if !goes_on {
            store.stopped();
        }
        goes_on
    });
}
