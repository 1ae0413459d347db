//! The selection: what is selected, and the one method that changes it.
//!
//! Much of the page follows the selection: the Inspector, the drawing, the tables, the
//! timeline's flags and, in the narrow shape, the camera. The list is private to this file,
//! so no other file can change it without announcing it to all of them.

use super::Editor;
use super::selection::Selection;

/// What is selected, in the order in which it was selected.
#[derive(Clone, Debug)]
pub(super) struct Selected(Vec<Selection>);

impl Selected {
    /// Nothing is selected: how an editor begins.
    pub(super) const fn nothing() -> Self {
        Self(Vec::new())
    }
}

impl std::ops::Deref for Selected {
    type Target = [Selection];

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

impl Editor {
    /// Selects exactly these things and announces it. What was typed wrong about the things
    /// selected before is gone.
    pub(super) fn set_selection(&mut self, things: Vec<Selection>) {
        self.selected.0 = things;
        self.leave_inspector();
        self.revisions.session += 1;
        // A narrow drawing on a low screen is centred on the selection.
        self.revisions.camera += 1;
    }
}
