//! A flow: the 5-tuple that packets of one conversation share.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::IpAddr;

use super::{Family, Protocol};

/// A protocol and two ends, seen from the packet's sender.
///
/// For ICMP echo both ports hold the echo identifier, which tells two pings apart. For
/// protocols without ports or identifiers they are 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Flow {
    /// IP protocol.
    pub protocol: Protocol,
    /// Sender's address.
    pub source: IpAddr,
    /// Sender's port.
    pub source_port: u16,
    /// Receiver's address.
    pub destination: IpAddr,
    /// Receiver's port.
    pub destination_port: u16,
}

impl Flow {
    /// The same flow seen from the other end: what a reply looks like.
    ///
    /// # Examples
    ///
    /// ```
    /// use portcullis::net::{Flow, Protocol};
    ///
    /// let there = Flow {
    ///     protocol: Protocol::TCP,
    ///     source: [203, 0, 113, 10].into(),
    ///     source_port: 41_820,
    ///     destination: [10, 0, 1, 20].into(),
    ///     destination_port: 22,
    /// };
    /// assert_eq!(there.reversed().destination_port, 41_820);
    /// assert_eq!(there.reversed().reversed(), there);
    /// ```
    #[must_use]
    pub const fn reversed(self) -> Self {
        Self {
            protocol: self.protocol,
            source: self.destination,
            source_port: self.destination_port,
            destination: self.source,
            destination_port: self.source_port,
        }
    }

    /// The IP family of its addresses.
    #[must_use]
    pub const fn family(&self) -> Family {
        Family::of(self.destination)
    }
}

/// `tcp 203.0.113.10:41820 > 10.0.1.20:22`
impl fmt::Display for Flow {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            protocol,
            source,
            source_port,
            destination,
            destination_port,
        } = self;
        if protocol.has_ports() {
            write!(
                formatter,
                "{protocol} {source}:{source_port} > {destination}:{destination_port}"
            )
        } else {
            write!(formatter, "{protocol} {source} > {destination}")
        }
    }
}
