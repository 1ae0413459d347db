//! A packet as it travels: addresses, and a typed payload instead of bytes.
//!
//! Gates decide by addresses and payload only. The packet number and the flow index are for
//! readers of a trace; no gate uses them.
//!
//! Not modelled: fragments, IP options, hop limits.

use serde::{Deserialize, Serialize};
use std::net::IpAddr;

use super::{Family, Flow, Protocol, Segment};

/// A packet's number: packets are numbered from 1 in the order they are sent.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub struct PacketNumber(pub u32);

/// One packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Packet {
    /// Which packet of the trace this is; translation keeps it.
    pub number: PacketNumber,
    /// Index of the scripted flow that it belongs to or answers.
    pub flow_index: u32,
    /// Source address.
    pub source: IpAddr,
    /// Destination address.
    pub destination: IpAddr,
    /// What it carries.
    pub payload: Payload,
}

/// What a packet carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub enum Payload {
    /// A TCP segment.
    Tcp(Segment),
    /// A UDP datagram.
    Udp {
        /// Port of the sender.
        source_port: u16,
        /// Port of the receiver.
        destination_port: u16,
        /// Bytes of data.
        length: u32,
    },
    /// An ICMP message; for IPv6 if the addresses are.
    Icmp(IcmpMessage),
    /// Another protocol, which has no ports: ESP, GRE.
    Other {
        /// Which.
        protocol: Protocol,
        /// Bytes of data.
        length: u32,
    },
}

/// An ICMP message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub enum IcmpMessage {
    /// An echo request: a ping.
    EchoRequest {
        /// Identifies the ping.
        identifier: u16,
        /// Counts its requests from 1.
        sequence: u16,
    },
    /// An echo reply.
    EchoReply {
        /// As in the request.
        identifier: u16,
        /// As in the request.
        sequence: u16,
    },
    /// An error about a packet, which it quotes.
    Error {
        /// Which error.
        error: IcmpError,
        /// The flow of the packet that caused it, as its sender wrote it.
        quoted: Flow,
    },
}

/// What an ICMP error reports.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub enum IcmpError {
    /// No socket listens on that UDP port (3/3; v6 1/4).
    PortUnreachable,
    /// Too big for the next link, and may not be fragmented (3/4; v6 2/0).
    PacketTooBig,
    /// Forwarded too often (11/0; v6 3/0).
    TimeExceeded,
}

impl Packet {
    /// The IP family of its addresses.
    #[must_use]
    pub const fn family(&self) -> Family {
        Family::of(self.destination)
    }

    /// Its IP protocol.
    #[must_use]
    pub const fn protocol(&self) -> Protocol {
        match (&self.payload, self.family()) {
            (Payload::Tcp(_), _) => Protocol::TCP,
            (Payload::Udp { .. }, _) => Protocol::UDP,
            (Payload::Icmp(_), Family::V4) => Protocol::ICMP,
            (Payload::Icmp(_), Family::V6) => Protocol::ICMPV6,
            (Payload::Other { protocol, .. }, _) => *protocol,
        }
    }

    /// The flow it belongs to, seen from its sender.
    ///
    /// An ICMP error has no ports; its flow is that of its two addresses.
    #[must_use]
    pub const fn flow(&self) -> Flow {
        let (source_port, destination_port) = match &self.payload {
            Payload::Tcp(segment) => (segment.source_port, segment.destination_port),
            Payload::Udp {
                source_port,
                destination_port,
                ..
            } => (*source_port, *destination_port),
            Payload::Icmp(
                IcmpMessage::EchoRequest { identifier, .. }
                | IcmpMessage::EchoReply { identifier, .. },
            ) => (*identifier, *identifier),
            Payload::Icmp(IcmpMessage::Error { .. }) | Payload::Other { .. } => (0, 0),
        };
        Flow {
            protocol: self.protocol(),
            source: self.source,
            source_port,
            destination: self.destination,
            destination_port,
        }
    }

    /// The flow that an ICMP error quotes, as the sender of the quoted packet wrote it.
    #[must_use]
    pub const fn quoted_flow(&self) -> Option<Flow> {
        match &self.payload {
            Payload::Icmp(IcmpMessage::Error { quoted, .. }) => Some(*quoted),
            _ => None,
        }
    }

    /// The packet with another source; `port` replaces an echo's identifier too.
    ///
    /// A packet that an ICMP error quotes travelled in the other direction, so there the
    /// destination changes.
    #[must_use]
    pub const fn with_source(mut self, address: IpAddr, port: u16) -> Self {
        self.source = address;
        match &mut self.payload {
            Payload::Tcp(segment) => segment.source_port = port,
            Payload::Udp { source_port, .. } => *source_port = port,
            Payload::Icmp(message) => message.translate(address, port, true),
            Payload::Other { .. } => {}
        }
        self
    }

    /// The packet with another destination; see [`Packet::with_source`].
    #[must_use]
    pub const fn with_destination(mut self, address: IpAddr, port: u16) -> Self {
        self.destination = address;
        match &mut self.payload {
            Payload::Tcp(segment) => segment.destination_port = port,
            Payload::Udp {
                destination_port, ..
            } => *destination_port = port,
            Payload::Icmp(message) => message.translate(address, port, false),
            Payload::Other { .. } => {}
        }
        self
    }

    /// Type and code of its ICMP message, if it carries one.
    #[must_use]
    pub const fn icmp_type_and_code(&self) -> Option<(u8, u8)> {
        match &self.payload {
            Payload::Icmp(message) => Some(message.type_and_code(self.family())),
            _ => None,
        }
    }

    /// The TCP segment, if it carries one.
    #[must_use]
    pub const fn segment(&self) -> Option<&Segment> {
        match &self.payload {
            Payload::Tcp(segment) => Some(segment),
            _ => None,
        }
    }
}

impl IcmpMessage {
    const fn translate(&mut self, address: IpAddr, port: u16, outward: bool) {
        match self {
            Self::EchoRequest { identifier, .. } | Self::EchoReply { identifier, .. } => {
                *identifier = port;
            }
            Self::Error { quoted, .. } if outward => {
                quoted.destination = address;
                quoted.destination_port = port;
            }
            Self::Error { quoted, .. } => {
                quoted.source = address;
                quoted.source_port = port;
            }
        }
    }

    /// Its type and code in ICMP for IPv4 (RFC 792) or IPv6 (RFC 4443).
    #[must_use]
    pub const fn type_and_code(&self, family: Family) -> (u8, u8) {
        match (self, family) {
            (Self::EchoRequest { .. }, Family::V4) => (8, 0),
            (Self::EchoRequest { .. }, Family::V6) => (128, 0),
            (Self::EchoReply { .. }, Family::V4) => (0, 0),
            (Self::EchoReply { .. }, Family::V6) => (129, 0),
            (Self::Error { error, .. }, Family::V4) => match error {
                IcmpError::PortUnreachable => (3, 3),
                IcmpError::PacketTooBig => (3, 4),
                IcmpError::TimeExceeded => (11, 0),
            },
            (Self::Error { error, .. }, Family::V6) => match error {
                IcmpError::PortUnreachable => (1, 4),
                IcmpError::PacketTooBig => (2, 0),
                IcmpError::TimeExceeded => (3, 0),
            },
        }
    }
}
