//! A rebuilt editor: the check that what is kept up to date piece by piece is what the
//! document says.
//!
//! Drawing, run, journeys, timeline and filter are caches of the document and the screen. An
//! edit updates some of them and keeps the others. Tests compare each view with that of the
//! rebuilt editor; a view that differs shows a cache that an action forgot.

use super::Editor;
use super::camera::shape_of;
use super::run_data::RunData;
use super::tool::Gesture;

impl Editor {
    /// The same editor with every cache computed again from the document, the selection, the
    /// screen and the playhead. `None` during a gesture, which shows what the document does not
    /// say yet, and for a run that is too long to be simulated at once.
    #[must_use]
    pub fn rebuilt(&self) -> Option<Self> {
        let is_long = self.run_data.run.is_cut || self.run_data.is_complete;
        if !matches!(self.gesture, Gesture::Idle) || is_long {
            return None;
        }
        let setup = self.scenario.compile().ok()?;
        let mut fresh = self.clone();
        fresh.run_data = RunData::new(&self.scenario, setup, shape_of(self.size.0));
        fresh.rebuild_timeline();
        Some(fresh)
    }
}
