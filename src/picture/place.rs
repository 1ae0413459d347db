//! Where the playhead stands.

/// A place in a trace: an entry that has just happened, and how far the next one is.
///
/// Places are compared, stepped and shown; simulated time follows from them, because
/// many entries share one microsecond.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Place {
    /// The entry that has just happened.
    pub entry: usize,
    /// How much of the way to the next entry has passed, from 0 to below 1.
    pub fraction: f64,
}

impl Place {
    /// The moment of an entry.
    #[must_use]
    pub const fn at(entry: usize) -> Self {
        Self {
            entry,
            fraction: 0.0,
        }
    }
}
