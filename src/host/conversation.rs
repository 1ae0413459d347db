//! Conversations: what the programs at both ends of a flow send, and who closes.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::net::SimTime;

/// One end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Side {
    /// The end that opened it.
    Client,
    /// The end that was listening.
    Server,
}

/// `client` or `server`.
impl fmt::Display for Side {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Client => "client",
            Self::Server => "server",
        })
    }
}

/// How a connection ends without a scripted close.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Close {
    /// The client sends FIN when it has received the response.
    #[default]
    Client,
    /// The server sends FIN after its response.
    Server,
    /// The client sends RST when it has received the response.
    Reset,
    /// It stays open.
    Never,
}

/// How a scripted close ends a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CloseHow {
    /// With FIN.
    #[default]
    Fin,
    /// With RST.
    Reset,
}

/// The conversation of one flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Bytes that the client sends; if 0, the server sends first.
    pub request: u32,
    /// Bytes of the server's response; `None`: a datagram is not answered.
    pub response: Option<u32>,
    /// Who closes, and how.
    pub close: Close,
    /// How long the receiver of a datagram takes to answer.
    pub delay: SimTime,
}
