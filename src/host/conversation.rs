//! What the programs at both ends of a flow say to each other.

use serde::{Deserialize, Serialize};
use std::fmt;

use crate::net::SimTime;

/// One end of a connection.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Side {
    /// Who opened it.
    Client,
    /// Who was listening.
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

/// How an opened connection ends by itself.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Close {
    /// The client sends FIN once the response is in.
    #[default]
    Client,
    /// The server sends FIN once its response is sent.
    Server,
    /// The client sends RST once the response is in.
    Reset,
    /// It stays open.
    Never,
}

/// How a scripted close ends a connection.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CloseHow {
    /// Politely.
    #[default]
    Fin,
    /// At once.
    Reset,
}

/// The conversation of one flow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exchange {
    /// Bytes that the client sends; with none the server speaks first.
    pub request: u32,
    /// Bytes that the server answers with; `None`: a datagram is not answered.
    pub response: Option<u32>,
    /// Who closes, and how.
    pub close: Close,
    /// How long the receiver of a datagram takes to answer.
    pub delay: SimTime,
}
