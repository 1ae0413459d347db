//! The error type: one sentence for the person at the terminal.
//!
//! Nothing in this program recovers from an error by its cause, so only the sentence is
//! stored.

use std::{fmt, io, path::Path};

/// The result type of this program.
pub(crate) type Outcome<T = ()> = Result<T, Failure>;

/// A sentence that says what went wrong and, if there is a remedy, what to do.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Failure(String);

impl Failure {
    /// A failure with this sentence.
    pub(crate) fn new(sentence: impl Into<String>) -> Self {
        Self(sentence.into())
    }

    /// A file or folder that could not be read or written.
    pub(crate) fn at(path: &Path, error: &io::Error) -> Self {
        Self(format!("{}: {error}", path.display()))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}
