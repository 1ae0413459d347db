//! Reading the documents of these tests.

use portcullis::scenario::Scenario;

/// A document that is known to be valid.
pub(crate) fn read(text: &str) -> Scenario {
    Scenario::from_json(text).unwrap().scenario
}
