//! Problems with the script and with expectations.

use crate::host::Close;
use crate::net::SimTime;
use crate::sim::Outcome;

/// Why an entry of the script is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScriptProblem {
    /// Port 0.
    PortZero,
    /// A count of 0.
    CountZero,
    /// Data without bytes. A warning.
    NoBytes,
    /// Data on a flow that closes by itself.
    ClosesByItself {
        /// The flow.
        flow: String,
        /// How it closes.
        close: Close,
    },
    /// Data on a flow that is not TCP, or its close.
    NotTcp(String),
    /// A flow that opens after the entry.
    OpensLater {
        /// The flow.
        flow: String,
        /// When it opens.
        at: SimTime,
    },
    /// A group of flows of which some open after the entry. A warning.
    NotAllOpen {
        /// The flows.
        flow: String,
        /// When the last one opens.
        at: SimTime,
    },
    /// A change of a host on the internet.
    InternetHost(String),
}

/// Why an expectation is wrong, or always fails.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectProblem {
    /// Shares of a single flow.
    SharesOfOneFlow(String),
    /// Shares beside `blocked_by`.
    SharesAndBlockedBy,
    /// Smallest shares that add up to more than 1. A warning.
    SharesAboveOne,
    /// `pending`, which always fails. A warning.
    Pending,
    /// An outcome that such a flow never has. A warning.
    Impossible {
        /// The kind of flow.
        flow: FlowShape,
        /// The outcome.
        outcome: Outcome,
    },
    /// A gate that does not exist. A warning.
    UnknownGate {
        /// The name.
        gate: String,
        /// The gate that is spelled nearly the same.
        near: Option<String>,
    },
}

/// The kinds of flows that differ in their outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowShape {
    /// TCP.
    Tcp,
    /// UDP with a response.
    UdpWithResponse,
    /// UDP without a response.
    UdpWithoutResponse,
    /// ICMP echo.
    Ping,
}
