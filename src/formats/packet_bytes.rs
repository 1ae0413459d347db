//! A packet as the bytes on the wire, from its IP header on, with valid checksums.
//!
//! A simulated packet has no more than what gates and hosts look at. What it says nothing
//! of is filled in as Linux would: a time to live of 64, "don't fragment", no options but the
//! maximum segment size of a SYN. Data is a pattern, because nobody has written any.
//!
//! Sources: RFC 791, RFC 8200, RFC 9293, RFC 768, RFC 792, RFC 4443.

use std::net::{IpAddr, Ipv4Addr};

use etherparse::{
    Icmpv4Type, Icmpv6Type, IpHeaders, IpNumber, Ipv4Header, Ipv6FlowLabel, Ipv6Header,
    PacketBuilder, TcpHeader, TcpOptionElement,
};
use thiserror::Error;

use crate::net::{Family, Flow, IcmpMessage, Packet, Payload, Protocol, Segment, TcpFlags};

/// Linux's initial TTL. No gate here decrements it.
const HOP_LIMIT: u8 = 64;
/// Bytes that `ping` sends by default.
const ECHO_DATA: usize = 56;
/// How much of a packet an ICMP error quotes behind its IP header.
const QUOTED: usize = 8;

/// A packet that cannot be written as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{length} bytes of data do not fit into one IP packet; it would travel in fragments")]
pub struct TooLong {
    /// How many bytes of data it has.
    pub length: u32,
}

/// The bytes of a packet, from the first of its IP header.
///
/// # Errors
///
/// [`TooLong`] for a datagram that no single IP packet can carry (RFC 791, section 3.1).
#[inline(never)]
pub fn packet_bytes(packet: &Packet) -> Result<Vec<u8>, TooLong> {
    let length = data_length(packet);
    if length > u32::from(u16::MAX) {
        return Err(TooLong { length });
    }
    let data = data(packet, length as usize);
    let mut bytes = Vec::new();
    let protocol = packet.protocol();
    let ip = PacketBuilder::ip(ip_header(packet.source, packet.destination, protocol));
    let written = match &packet.payload {
        Payload::Tcp(segment) => ip
            .tcp_header(tcp_header(segment))
            .write_to_vec(&mut bytes, &data),
        Payload::Udp {
            source_port,
            destination_port,
            ..
        } => ip
            .udp(*source_port, *destination_port)
            .write_to_vec(&mut bytes, &data),
        Payload::Icmp(message) => {
            let family = packet.family();
            let (type_u8, code_u8) = message.type_and_code(family);
            let bytes5to8 = second_word(message);
            match family {
                Family::V4 => ip
                    .icmpv4(Icmpv4Type::Unknown {
                        type_u8,
                        code_u8,
                        bytes5to8,
                    })
                    .write_to_vec(&mut bytes, &data),
                Family::V6 => ip
                    .icmpv6(Icmpv6Type::Unknown {
                        type_u8,
                        code_u8,
                        bytes5to8,
                    })
                    .write_to_vec(&mut bytes, &data),
            }
        }
        Payload::Other { protocol, .. } => ip.write_to_vec(&mut bytes, IpNumber(protocol.0), &data),
    };
    // It refuses only what is too long.
    written.map(|()| bytes).map_err(|_| TooLong { length })
}

/// How many bytes its IP header has.
#[must_use]
pub const fn ip_header_length(packet: &Packet) -> usize {
    match packet.family() {
        Family::V4 => Ipv4Header::MIN_LEN,
        Family::V6 => Ipv6Header::LEN,
    }
}

/// How many bytes its TCP, UDP or ICMP header has.
#[must_use]
pub const fn header_length(packet: &Packet) -> usize {
    match &packet.payload {
        Payload::Tcp(segment) => match segment.maximum_segment_size {
            Some(_) => TcpHeader::MIN_LEN + 4,
            None => TcpHeader::MIN_LEN,
        },
        Payload::Udp { .. } | Payload::Icmp(_) => 8,
        Payload::Other { .. } => 0,
    }
}

fn ip_header(source: IpAddr, destination: IpAddr, protocol: Protocol) -> IpHeaders {
    match (source, destination) {
        (IpAddr::V4(source), IpAddr::V4(destination)) => IpHeaders::Ipv4(
            Ipv4Header {
                time_to_live: HOP_LIMIT,
                dont_fragment: true,
                protocol: IpNumber(protocol.0),
                source: source.octets(),
                destination: destination.octets(),
                ..Ipv4Header::default()
            },
            etherparse::Ipv4Extensions::default(),
        ),
        (source, destination) => IpHeaders::Ipv6(
            Ipv6Header {
                flow_label: Ipv6FlowLabel::ZERO,
                next_header: IpNumber(protocol.0),
                hop_limit: HOP_LIMIT,
                source: six(source),
                destination: six(destination),
                ..Ipv6Header::default()
            },
            etherparse::Ipv6Extensions::default(),
        ),
    }
}

fn six(address: IpAddr) -> [u8; 16] {
    match address {
        IpAddr::V4(address) => address.to_ipv6_mapped().octets(),
        IpAddr::V6(address) => address.octets(),
    }
}

fn tcp_header(segment: &Segment) -> TcpHeader {
    let has = |flag| segment.flags.contains(flag);
    let mut header = TcpHeader::new(
        segment.source_port,
        segment.destination_port,
        segment.sequence.0,
        segment.window,
    );
    if has(TcpFlags::ACK) {
        header.acknowledgment_number = segment.acknowledgment.0;
    }
    header.fin = has(TcpFlags::FIN);
    header.syn = has(TcpFlags::SYN);
    header.rst = has(TcpFlags::RST);
    header.psh = has(TcpFlags::PSH);
    header.ack = has(TcpFlags::ACK);
    if let Some(size) = segment.maximum_segment_size {
        header
            .set_options(&[TcpOptionElement::MaximumSegmentSize(size)])
            .expect("one option of four bytes has room");
    }
    header
}

/// Bytes 5 to 8 of an ICMP message: an echo's identifier and number, else nothing.
fn second_word(message: &IcmpMessage) -> [u8; 4] {
    match message {
        IcmpMessage::EchoRequest {
            identifier,
            sequence,
        }
        | IcmpMessage::EchoReply {
            identifier,
            sequence,
        } => {
            let ([a, b], [c, d]) = (identifier.to_be_bytes(), sequence.to_be_bytes());
            [a, b, c, d]
        }
        IcmpMessage::Error { .. } => [0; 4],
    }
}

const fn data_length(packet: &Packet) -> u32 {
    match &packet.payload {
        Payload::Tcp(segment) => segment.length,
        Payload::Udp { length, .. } | Payload::Other { length, .. } => *length,
        Payload::Icmp(_) => 0,
    }
}

fn data(packet: &Packet, length: usize) -> Vec<u8> {
    match &packet.payload {
        Payload::Icmp(IcmpMessage::Error { quoted, .. }) => quotation(quoted),
        Payload::Icmp(_) => pattern(ECHO_DATA),
        _ => pattern(length),
    }
}

/// Letters, so that data is told from a header at a glance.
fn pattern(length: usize) -> Vec<u8> {
    (b'a'..=b'w').cycle().take(length).collect()
}

/// The beginning of the packet that an ICMP error is about: its IP header, and the eight
/// bytes behind it, of which only the ports are known.
fn quotation(flow: &Flow) -> Vec<u8> {
    let ip = PacketBuilder::ip(ip_header(flow.source, flow.destination, flow.protocol));
    let mut rest = [0; QUOTED];
    if flow.protocol.has_ports() {
        rest[..2].copy_from_slice(&flow.source_port.to_be_bytes());
        rest[2..4].copy_from_slice(&flow.destination_port.to_be_bytes());
    }
    if flow.protocol == Protocol::UDP {
        rest[5] = 8;
    }
    let mut bytes = Vec::new();
    ip.write_to_vec(&mut bytes, IpNumber(flow.protocol.0), &rest)
        .expect("eight bytes fit into a packet");
    bytes
}

/// The lines of a hex dump, sixteen bytes each, as `hexdump` and Wireshark's import have it.
#[must_use]
pub fn hex_dump(bytes: &[u8]) -> String {
    use std::fmt::Write;
    let mut dump = String::new();
    for (line, chunk) in bytes.chunks(16).enumerate() {
        // Writing to a string cannot fail.
        let _ = write!(dump, "{:04x} ", line * 16);
        for byte in chunk {
            let _ = write!(dump, " {byte:02x}");
        }
        dump.push('\n');
    }
    dump
}

/// The address as it stands in a header, from its bytes.
#[must_use]
pub fn address(bytes: &[u8]) -> Option<IpAddr> {
    if let Ok(four) = <[u8; 4]>::try_from(bytes) {
        return Some(Ipv4Addr::from(four).into());
    }
    <[u8; 16]>::try_from(bytes).ok().map(IpAddr::from)
}
