//! A packet's headers as the RFCs draw them, 32 bits in a row, read from its bytes.
//!
//! Sources: RFC 9293, section 3.1; RFC 768; RFC 792; RFC 791, section 3.1; RFC 8200,
//! section 3.

use crate::editor::view::header::{BytesView, HeaderCell, HeaderPicture, HexLine, HexPart};
use crate::formats::packet_bytes::{address, header_length, ip_header_length, packet_bytes};
use crate::net::{Family, Packet, Payload, Protocol, TcpFlags, Transport};
use crate::words;
use crate::words::headers::{self, HeaderField};

/// Bytes in a line of the Inspector, and bytes shown at most.
const LINE: usize = 8;
const SHOWN: usize = 512;

/// A field: its name, and how many bits it has.
type Field = (HeaderField, u16);

const TCP: [Field; 10] = [
    (HeaderField::SourcePort, 16),
    (HeaderField::DestinationPort, 16),
    (HeaderField::SequenceNumber, 32),
    (HeaderField::AcknowledgmentNumber, 32),
    (HeaderField::Offset, 4),
    (HeaderField::Reserved, 4),
    (HeaderField::Flags, 8),
    (HeaderField::Window, 16),
    (HeaderField::Checksum, 16),
    (HeaderField::UrgentPointer, 16),
];
const MAXIMUM_SEGMENT: [Field; 3] = [
    (HeaderField::OptionKind, 8),
    (HeaderField::Length, 8),
    (HeaderField::MaximumSegmentSize, 16),
];
const UDP: [Field; 4] = [
    (HeaderField::SourcePort, 16),
    (HeaderField::DestinationPort, 16),
    (HeaderField::Length, 16),
    (HeaderField::Checksum, 16),
];
const ECHO: [Field; 5] = [
    (HeaderField::Type, 8),
    (HeaderField::Code, 8),
    (HeaderField::Checksum, 16),
    (HeaderField::Identifier, 16),
    (HeaderField::SequenceNumber, 16),
];
const ERROR: [Field; 4] = [
    (HeaderField::Type, 8),
    (HeaderField::Code, 8),
    (HeaderField::Checksum, 16),
    (HeaderField::Unused, 32),
];
const IPV4: [Field; 12] = [
    (HeaderField::Version, 4),
    (HeaderField::HeaderLength, 4),
    (HeaderField::Service, 8),
    (HeaderField::TotalLength, 16),
    (HeaderField::Identification, 16),
    (HeaderField::Flags, 3),
    (HeaderField::FragmentOffset, 13),
    (HeaderField::TimeToLive, 8),
    (HeaderField::Protocol, 8),
    (HeaderField::HeaderChecksum, 16),
    (HeaderField::SourceAddress, 32),
    (HeaderField::DestinationAddress, 32),
];
const IPV6: [Field; 8] = [
    (HeaderField::Version, 4),
    (HeaderField::TrafficClass, 8),
    (HeaderField::FlowLabel, 20),
    (HeaderField::PayloadLength, 16),
    (HeaderField::NextHeader, 8),
    (HeaderField::HopLimit, 8),
    (HeaderField::SourceAddress, 128),
    (HeaderField::DestinationAddress, 128),
];

/// The packet's headers, the innermost first, and its bytes; `None` where it is too long to
/// be one packet.
#[inline(never)]
pub(super) fn headers(packet: &Packet) -> Option<(Vec<HeaderPicture>, BytesView)> {
    let bytes = packet_bytes(packet).ok()?;
    let (ip, rest) = bytes.split_at(ip_header_length(packet));
    let (title, fields) = layout(packet);
    let mut pictures = Vec::new();
    let inner = header_length(packet);
    if inner > 0 {
        let data = rest.len() - inner;
        pictures.push(HeaderPicture {
            title: title.into(),
            cells: cells(packet, &fields, rest),
            rest: match (&packet.payload, data) {
                (_, 0) => String::new(),
                (Payload::Icmp(_), data) if packet.quoted_flow().is_some() => headers::quoted(data),
                (_, data) => headers::data(data),
            },
        });
    }
    let (title, fields) = match packet.family() {
        Family::V4 => (headers::IPV4_HEADER, &IPV4[..]),
        Family::V6 => (headers::IPV6_HEADER, &IPV6[..]),
    };
    pictures.push(HeaderPicture {
        title: title.into(),
        cells: cells(packet, fields, ip),
        rest: String::new(),
    });
    Some((pictures, dump(&bytes, ip.len(), ip.len() + inner)))
}

fn layout(packet: &Packet) -> (&'static str, Vec<Field>) {
    match &packet.payload {
        Payload::Tcp(segment) => {
            let mut fields = TCP.to_vec();
            if segment.maximum_segment_size.is_some() {
                fields.extend(MAXIMUM_SEGMENT);
            }
            (headers::TCP_HEADER, fields)
        }
        Payload::Udp { .. } => (headers::UDP_HEADER, UDP.to_vec()),
        Payload::Icmp(_) if packet.quoted_flow().is_some() => {
            (headers::ICMP_HEADER, ERROR.to_vec())
        }
        Payload::Icmp(_) => (headers::ICMP_HEADER, ECHO.to_vec()),
        Payload::Other { .. } => ("", Vec::new()),
    }
}

fn cells(packet: &Packet, fields: &[Field], bytes: &[u8]) -> Vec<HeaderCell> {
    let mut at = 0;
    let mut cells = Vec::new();
    for &(name, bits) in fields {
        let (from, to) = (at, at + usize::from(bits));
        at = to;
        let value = match bits {
            128 => address(&bytes[from / 8..to / 8]).map(|address| address.to_string()),
            32 if matches!(
                name,
                HeaderField::SourceAddress | HeaderField::DestinationAddress
            ) =>
            {
                address(&bytes[from / 8..to / 8]).map(|address| address.to_string())
            }
            _ => None,
        };
        let number = number(bytes, from, to);
        let (note, marked) = about(packet, name, number);
        cells.push(HeaderCell {
            name: name.name(),
            bits,
            value: value.unwrap_or_else(|| written(packet, name, number)),
            note,
            marked,
        });
    }
    cells
}

/// The number in these bits, of which there are at most 32; of more, the last 32.
fn number(bytes: &[u8], from: usize, to: usize) -> u32 {
    (from..to).fold(0, |number, bit| {
        let byte = bytes.get(bit / 8).copied().unwrap_or_default();
        number << 1 | u32::from(byte >> (7 - bit % 8) & 1)
    })
}

/// A field's value as people read it.
fn written(packet: &Packet, name: HeaderField, number: u32) -> String {
    match (name, &packet.payload) {
        (HeaderField::Flags, Payload::Tcp(segment))
            if number == u32::from(segment.flags.bits()) =>
        {
            segment.flags.to_string().replace('+', " ")
        }
        (HeaderField::Flags, _) if number == 2 => "DF".into(),
        (HeaderField::Checksum | HeaderField::HeaderChecksum, _) => format!("0x{number:04x}"),
        _ => number.to_string(),
    }
}

/// What there is to know about a value, and whether it is one to look at.
fn about(packet: &Packet, name: HeaderField, number: u32) -> (String, bool) {
    let transport = match &packet.payload {
        Payload::Tcp(_) => Some(Transport::Tcp),
        Payload::Udp { .. } => Some(Transport::Udp),
        _ => None,
    };
    match (name, &packet.payload) {
        (HeaderField::SourcePort | HeaderField::DestinationPort, _) => {
            let port = u16::try_from(number).unwrap_or_default();
            let known = transport.and_then(|transport| words::port_name(port, transport));
            (known.unwrap_or_default().into(), known == Some("ephemeral"))
        }
        (HeaderField::SequenceNumber, Payload::Tcp(segment)) => {
            let note = headers::relative(segment.relative_sequence());
            let is_reset = segment.flags.contains(TcpFlags::RST);
            (if is_reset { String::new() } else { note }, false)
        }
        (HeaderField::AcknowledgmentNumber, Payload::Tcp(segment)) => {
            let is_reset = segment.flags.contains(TcpFlags::RST);
            let note = if segment.flags.contains(TcpFlags::ACK) && !is_reset {
                headers::relative(segment.relative_acknowledgment())
            } else {
                String::new()
            };
            (note, false)
        }
        (HeaderField::Protocol | HeaderField::NextHeader, _) => {
            let number = u8::try_from(number).unwrap_or_default();
            (Protocol(number).to_string().to_ascii_uppercase(), false)
        }
        _ => (String::new(), false),
    }
}

/// Lines of bytes, told apart by header.
fn dump(bytes: &[u8], ip: usize, header: usize) -> BytesView {
    let shown = &bytes[..bytes.len().min(SHOWN)];
    let lines = shown.chunks(LINE).enumerate().map(|(line, chunk)| {
        let first = line * LINE;
        let hex = chunk.iter().enumerate().map(|(at, byte)| {
            let part = match first + at {
                at if at < ip => HexPart::Ip,
                at if at < header => HexPart::Transport,
                _ => HexPart::Data,
            };
            (part, format!("{byte:02x}"))
        });
        let letters = chunk.iter().map(|&byte| {
            if byte.is_ascii_graphic() {
                char::from(byte)
            } else {
                '·'
            }
        });
        HexLine {
            offset: format!("{first:04x}"),
            bytes: hex.collect(),
            letters: letters.collect(),
        }
    });
    BytesView {
        count: bytes.len(),
        lines: lines.collect(),
        left_out: bytes.len() - shown.len(),
    }
}
