//! Problems with the size of a document.

use crate::net::SimTime;

/// Which limit is exceeded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SizeProblem {
    /// Too many of something at one place.
    TooMany {
        /// How many there are.
        found: usize,
        /// What is counted.
        counted: Counted,
        /// The limit.
        limit: usize,
    },
    /// Too many flows in the whole script.
    Flows {
        /// How many there are.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// Too much data in the whole script.
    Bytes {
        /// How many bytes there are.
        found: u64,
        /// The limit.
        limit: u64,
    },
    /// A time that is too late.
    Seconds {
        /// The time.
        found: SimTime,
        /// The limit in seconds.
        limit: u64,
    },
}

/// What can be too many.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// Characters of a text.
    Characters,
    /// Entries of a list.
    Entries,
    /// Blocks of a VPC.
    Blocks,
    /// Routes of a table.
    Routes,
    /// Groups of a host.
    Groups,
    /// Services of a host.
    Services,
    /// Reserved ports of a host.
    Ports,
    /// Rules of a list.
    Rules,
    /// Prefixes of a list.
    Prefixes,
    /// Bytes of one request, response or piece of data.
    Bytes,
}
