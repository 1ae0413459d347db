//! The visitor's drawings, as they are kept between visits.
//!
//! Each has a key of its own, and the keys are the list: an index beside them could
//! disagree with them once two tabs write at the same time. [`TabSession`] holds what is on
//! the page and decides when it may be written; here is what is done with the others.
//! What cannot be read is listed, never deleted and never in the way.

mod drawing_record;
mod legacy_keys;
mod presence;
mod stored_drawing;
mod tab_session;

pub use drawing_record::{DrawingRecord, Revision};
pub use presence::Presence;
pub use stored_drawing::{SaveState, SyncResult, Version};
pub use tab_session::{Deleted, DrawingSummary, TabSession};

use crate::scenario::{Parsed, Scenario};

/// What stands before the id in the key of each drawing.
pub const PREFIX: &str = "portcullis.drawing.";
/// So many drawings are kept, as `index.html` says too; what an earlier release has kept comes on top.
pub const MOST: usize = 200;

/// What keeping needs of the world outside.
pub trait Storage {
    /// All keys under which something is kept.
    fn keys(&self) -> Vec<String>;
    /// What is kept under a key.
    fn get(&self, key: &str) -> Option<String>;
    /// Keeps a value.
    ///
    /// # Errors
    ///
    /// Why it is not kept; then what was there before is there still.
    fn set(&self, key: &str, value: &str) -> Result<(), StorageError>;
    /// Keeps nothing under a key any more; whether that was possible.
    fn remove(&self, key: &str) -> bool;
    /// Which drawing this tab, or else any other, has shown last.
    fn recall(&self) -> Option<String>;
    /// Remembers which drawing is shown.
    fn remember(&self, id: &str);
    /// Milliseconds since 1970.
    fn now(&self) -> u64;
    /// A text of letters and digits that nobody else has.
    fn fresh(&self) -> String;
}

/// Why something is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// There is no room left.
    Full,
    /// The browser keeps nothing for this page.
    Forbidden,
    /// There are [`MOST`] drawings already.
    TooMany,
}

/// Whether the visitor has any drawing that is kept.
#[must_use]
pub fn is_any_kept(outside: &dyn Storage) -> bool {
    let is_one = |key: &String| key.starts_with(PREFIX) || legacy_keys::is_of(key);
    outside.keys().iter().any(is_one)
}

/// The key of a drawing.
#[must_use]
pub fn key(id: &str) -> String {
    format!("{PREFIX}{id}")
}

/// The id of each drawing that is kept, in no order.
#[must_use]
pub fn ids(outside: &dyn Storage) -> Vec<String> {
    let mut ids = Vec::new();
    for key in outside.keys() {
        if let Some(id) = key.strip_prefix(PREFIX) {
            ids.push(id.to_owned());
        }
    }
    ids
}

/// A title that none of `taken` has: `Untitled`, `Untitled 2`.
#[must_use]
pub fn free_title(wanted: &str, taken: &[String]) -> String {
    let mut title = wanted.to_owned();
    let mut number = 2;
    while taken.contains(&title) {
        title = format!("{wanted} {number}");
        number += 1;
    }
    title
}

/// The same document under another title, unless it cannot be read.
#[must_use]
pub fn retitled(text: &str, title: &str) -> Option<String> {
    let Parsed { mut scenario, .. } = Scenario::from_json(text).ok()?;
    title.clone_into(&mut scenario.title);
    Some(scenario.to_json_pretty())
}

/// The id of a drawing that is not there yet.
fn fresh_id(outside: &dyn Storage) -> String {
    loop {
        let id = outside.fresh();
        if outside.get(&key(&id)).is_none() {
            return id;
        }
    }
}
