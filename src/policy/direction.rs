//! The direction in which a packet passes a gate, and the settings of filters.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The direction in which a packet passes a gate, seen from that gate's owner.
///
/// Inbound enters the subnet, interface or VPC, outbound leaves it; a reply that a
/// server sends is outbound at the server's gates.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub enum Direction {
    /// Entering.
    #[default]
    Inbound,
    /// Leaving.
    Outbound,
}

impl Direction {
    /// Both, inbound first.
    pub const BOTH: [Self; 2] = [Self::Inbound, Self::Outbound];

    /// The opposite direction.
    #[must_use]
    pub const fn opposite(self) -> Self {
        match self {
            Self::Inbound => Self::Outbound,
            Self::Outbound => Self::Inbound,
        }
    }

    /// `inbound` or `outbound`.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
    }

    /// `in` or `out`, where room is short.
    #[must_use]
    pub const fn short(self) -> &'static str {
        match self {
            Self::Inbound => "in",
            Self::Outbound => "out",
        }
    }

    /// The direction with this name in scenario files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::BOTH
            .into_iter()
            .find(|direction| direction.to_string() == name)
    }
}

/// `inbound` or `outbound`.
impl fmt::Display for Direction {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        })
    }
}

/// What a security group does with a first packet that is not a SYN.
///
/// AWS does not document it; both are assumptions, which traces mark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum NonSyn {
    /// As Linux by default: a bare ACK that a rule allows adds an entry.
    #[default]
    Loose,
    /// Only a SYN adds one.
    Strict,
}

/// What a security group does with ICMP errors about tracked flows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RelatedIcmp {
    /// As AWS documents path MTU discovery: they need a rule of their own.
    #[default]
    Aws,
    /// As Linux: an error that quotes a tracked flow passes as related.
    Linux,
}
