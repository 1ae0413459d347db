//! Expectations: how the flows of a document must end for `check` to pass.

use super::{Id, Unknown};
use crate::policy::Direction;
use crate::sim::Outcome;

/// How a flow, or each flow of a group, must end.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The flow: `c1`, a group of flows that `c1` opens with a `count`, or one of them, `c1.2`.
    pub flow: Id,
    /// The outcome.
    pub outcome: ExpectedOutcome,
    /// `GATE DIRECTION RULE` of its first drop.
    pub blocked_by: Option<BlockedBy>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// The outcome that an expectation asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedOutcome {
    /// Every flow ends this way.
    Every(Outcome),
    /// Of a group of flows, these shares end these ways; at least one, each outcome once.
    Shares(Vec<ExpectedShare>),
}

/// The share of a group's flows that must have one outcome: `"connected": [0.40, 0.50]`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ExpectedShare {
    /// The outcome.
    pub outcome: Outcome,
    /// The smallest share that passes, in millionths.
    pub low: u32,
    /// The largest share that passes, in millionths.
    pub high: u32,
}

impl ExpectedShare {
    /// All flows of a group, in the unit of [`low`](Self::low) and [`high`](Self::high).
    pub const WHOLE: u32 = 1_000_000;

    /// Whether `count` of `total` flows is within the bounds, both inclusive.
    #[must_use]
    pub fn contains(&self, count: usize, total: usize) -> bool {
        let scaled = count as u64 * u64::from(Self::WHOLE);
        let bound = |share: u32| u64::from(share) * total as u64;
        (bound(self.low)..=bound(self.high)).contains(&scaled)
    }
}

/// The first drop that an expectation names: `acl-public outbound *`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedBy {
    /// Id of the gate; any group of the host counts.
    pub gate: Id,
    /// The direction in which the packet was dropped.
    pub direction: Direction,
    /// `*`, a rule number, `none`, `no_route` …
    pub rule: String,
}
