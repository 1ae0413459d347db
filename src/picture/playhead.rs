//! The playhead's position: between two entries of a trace.
//!
//! Simulated time alone would not do, because a dozen verdicts share one microsecond.

/// A place in a trace.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Playhead {
    /// The entry that has just happened.
    pub entry: usize,
    /// How much of the way to the next entry has passed, as shown; from 0 up to 1.
    pub fraction: f64,
}

impl Playhead {
    /// The moment right after an entry.
    #[must_use]
    pub const fn at(entry: usize) -> Self {
        Self {
            entry,
            fraction: 0.0,
        }
    }

    /// Entries passed, with the fraction: rises as the playhead moves on.
    #[must_use]
    #[allow(
        clippy::cast_precision_loss,
        reason = "a trace has some millions of entries at most"
    )]
    pub fn as_number(self) -> f64 {
        self.entry as f64 + self.fraction
    }
}
