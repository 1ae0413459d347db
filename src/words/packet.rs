//! Short descriptions of a packet: on its pill, in a table row, in a trace.

use std::fmt::Write;
use std::net::{IpAddr, SocketAddr};

use crate::net::{IcmpError, IcmpMessage, OsPreset, Packet, Payload, Service, TcpFlags, Transport};
use crate::policy::Direction;

/// The info column of the packets table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Info {
    /// What it is: `SYN·ACK seq 0 ack 1`.
    pub text: String,
    /// `retransmission`, when it was sent before.
    pub note: Option<&'static str>,
}

/// What a packet is, without its ports: `SYN·ACK`, `UDP 120 B`, `echo request`.
#[must_use]
pub fn flags(packet: &Packet) -> String {
    match &packet.payload {
        Payload::Tcp(segment) if segment.length > 0 => "DATA".into(),
        Payload::Tcp(segment) => match segment.flags {
            flags if flags.contains(TcpFlags::RST) => "RST".into(),
            flags if flags.contains(TcpFlags::FIN) => "FIN".into(),
            flags => flags.to_string().replace('+', "·"),
        },
        Payload::Udp { .. } => "UDP".into(),
        Payload::Icmp(message) => match message {
            IcmpMessage::EchoRequest { .. } => "echo request".into(),
            IcmpMessage::EchoReply { .. } => "echo reply".into(),
            IcmpMessage::Error { error, .. } => error_name(*error).into(),
        },
        Payload::Other { protocol, .. } => format!("protocol {protocol}"),
    }
}

/// Whether two packets have the same [`flags`].
#[must_use]
pub fn are_alike(one: &Packet, other: &Packet) -> bool {
    match (&one.payload, &other.payload) {
        (Payload::Tcp(one), Payload::Tcp(other)) => {
            (one.length > 0, one.flags) == (other.length > 0, other.flags)
        }
        (Payload::Udp { .. }, Payload::Udp { .. }) => true,
        _ => flags(one) == flags(other),
    }
}

/// The text on a packet's pill: `SYN 41820→22`.
#[must_use]
pub fn label(packet: &Packet) -> String {
    let flow = packet.flow();
    if flow.protocol.has_ports() {
        format!(
            "{} {}→{}",
            flags(packet),
            flow.source_port,
            flow.destination_port
        )
    } else {
        flags(packet)
    }
}

/// What a pill says that stands for these packets, which are alike: of one, its [`label`]; of
/// several, their number and the ports that they have in common, such as `12 × SYN →22`.
#[must_use]
pub fn label_of<'a>(mut packets: impl ExactSizeIterator<Item = &'a Packet>) -> String {
    let count = packets.len();
    let Some(first) = packets.next() else {
        return String::new();
    };
    if count == 1 {
        return label(first);
    }
    let (mut source, mut destination) = ports(first);
    for packet in packets {
        let (from, to) = ports(packet);
        source = source.filter(|_| source == from);
        destination = destination.filter(|_| destination == to);
    }
    let what = flags(first);
    let port = |port: Option<u16>| port.map_or(String::new(), |port| port.to_string());
    if source.or(destination).is_none() {
        format!("{count} × {what}")
    } else {
        format!("{count} × {what} {}→{}", port(source), port(destination))
    }
}

/// Source and destination port, if the protocol has ports.
fn ports(packet: &Packet) -> (Option<u16>, Option<u16>) {
    let flow = packet.flow();
    let port = |port| flow.protocol.has_ports().then_some(port);
    (port(flow.source_port), port(flow.destination_port))
}

/// What a packet is, with the numbers that matter.
#[must_use]
pub fn info(packet: &Packet, retry: u8) -> Info {
    let text = match &packet.payload {
        Payload::Tcp(segment) => {
            let mut text = segment.flags.to_string().replace('+', "·");
            if segment.flags.contains(TcpFlags::RST) {
                // Its numbers are made up from the segment that it answers.
                return Info { text, note: None };
            }
            let _ = write!(text, " seq {}", segment.relative_sequence());
            if segment.flags.contains(TcpFlags::ACK) {
                let _ = write!(text, " ack {}", segment.relative_acknowledgment());
            }
            if segment.length > 0 {
                let _ = write!(text, " len {}", segment.length);
            }
            text
        }
        Payload::Udp { length, .. } => format!("datagram, {length} bytes"),
        Payload::Other { protocol, length } => format!("protocol {protocol}, {length} bytes"),
        Payload::Icmp(message) => match message {
            IcmpMessage::EchoRequest {
                identifier,
                sequence,
            } => {
                format!("echo request id {identifier} seq {sequence}")
            }
            IcmpMessage::EchoReply {
                identifier,
                sequence,
            } => {
                format!("echo reply id {identifier} seq {sequence}")
            }
            IcmpMessage::Error { error, quoted } => {
                format!("{} about {quoted}", error_name(*error))
            }
        },
    };
    Info {
        text,
        note: (retry > 0).then_some("retransmission"),
    }
}

/// An address with its port, IPv6 in brackets: `10.0.1.20:22`, `[2001:db8::1]:22`.
#[must_use]
pub fn endpoint(address: IpAddr, port: u16) -> String {
    SocketAddr::new(address, port).to_string()
}

/// Which address of a packet is translated in this direction.
pub(super) const fn end(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "destination",
        Direction::Outbound => "source",
    }
}

/// What a translation did: `translates source 10.0.2.30:40000 to 10.0.1.200:30610`.
pub(super) fn exchanged(direction: Direction, from: (IpAddr, u16), to: (IpAddr, u16)) -> String {
    format!(
        "translates {} {} to {}",
        end(direction),
        endpoint(from.0, from.1),
        endpoint(to.0, to.1)
    )
}

/// What a port is to a reader: `ssh`, `ephemeral`, or nothing.
#[must_use]
pub fn port_name(port: u16, transport: Transport) -> Option<&'static str> {
    let known = Service { transport, port }.well_known_name();
    let ephemeral = OsPreset::ALL
        .iter()
        .any(|preset| preset.ephemeral_range().contains(port));
    known.or(ephemeral.then_some("ephemeral"))
}

/// What an ICMP error reports.
const fn error_name(error: IcmpError) -> &'static str {
    match error {
        IcmpError::PortUnreachable => "port unreachable",
        IcmpError::PacketTooBig => "packet too big",
        IcmpError::TimeExceeded => "time exceeded",
    }
}
