//! Changing a document by way of its own text.
//!
//! A form edits members of the file. What is typed there is read by the reader of files
//! and validated as a file is, so a form can make nothing that a file could not say, and
//! refuses with the same sentences.

use serde_json::Value;

use super::document::Scenario;
use super::problem::ScenarioErrors;

impl Scenario {
    /// The document whose JSON is this one's after `change`.
    ///
    /// # Errors
    ///
    /// Everything that keeps it from being a document, each with its place.
    #[inline(never)]
    pub fn rewritten(&self, change: &dyn Fn(&mut Value)) -> Result<Self, ScenarioErrors> {
        let mut value = self.to_value();
        change(&mut value);
        Self::from_json(&value.to_string()).map(|parsed| parsed.scenario)
    }
}
