//! Edits a document as JSON, and parses the result.
//!
//! A form edits members of the file. Its input goes through the parser and the validation
//! of files, so a form accepts exactly what a file can have, and shows the same messages.

use serde_json::Value;

use super::document::Scenario;
use super::problem::ScenarioErrors;

impl Scenario {
    /// The document whose JSON is the JSON of this one after `change`.
    ///
    /// # Errors
    ///
    /// Every problem of the result, each with its place.
    #[inline(never)]
    pub fn rewritten(&self, change: &dyn Fn(&mut Value)) -> Result<Self, ScenarioErrors> {
        let mut value = self.to_value();
        change(&mut value);
        Self::from_json(&value.to_string()).map(|parsed| parsed.scenario)
    }
}
