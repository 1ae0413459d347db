//! Everything that can be said of a document without running it.

use super::document::Scenario;
use super::problem::Findings;

impl Scenario {
    /// Finds everything that keeps the document from running, and what is worth knowing.
    #[must_use]
    pub fn validate(&self) -> Findings {
        Findings::default()
    }
}
