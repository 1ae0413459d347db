//! Outcomes: how a flow ended, named as in the scenario format.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The outcome of a flow, seen from its initiator.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Outcome {
    /// TCP: the handshake completed on both sides, and nothing below happened.
    Connected,
    /// TCP: connected; later data or a FIN was retransmitted until given up.
    Broken,
    /// TCP: connected, then reset by an RST that the script did not ask for.
    Reset,
    /// RST answered the SYN, or ICMP port unreachable the datagram.
    Refused,
    /// TCP: the SYN was retransmitted until the client gave up.
    TimedOut,
    /// No free ephemeral port, or the given source port is taken.
    NoPort,
    /// UDP with a response, ICMP echo: at least one reply arrived.
    Replied,
    /// UDP with a response, ICMP echo: no reply arrived.
    NoReply,
    /// UDP without a response: a datagram reached a listener.
    Sent,
    /// UDP without a response: no datagram reached a listener.
    Lost,
    /// The sender has no address of that family, or the name resolves to none.
    Unreachable,
    /// Undecided when the run was stopped.
    Pending,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 12] = [
        Self::Connected,
        Self::Broken,
        Self::Reset,
        Self::Refused,
        Self::TimedOut,
        Self::NoPort,
        Self::Replied,
        Self::NoReply,
        Self::Sent,
        Self::Lost,
        Self::Unreachable,
        Self::Pending,
    ];

    /// The name that scenario files use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Connected => "connected",
            Self::Broken => "broken",
            Self::Reset => "reset",
            Self::Refused => "refused",
            Self::TimedOut => "timed_out",
            Self::NoPort => "no_port",
            Self::Replied => "replied",
            Self::NoReply => "no_reply",
            Self::Sent => "sent",
            Self::Lost => "lost",
            Self::Unreachable => "unreachable",
            Self::Pending => "pending",
        }
    }

    /// The outcome with this name in scenario files.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| outcome.name() == name)
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}
