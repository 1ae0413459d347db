//! A packet's headers as the RFCs draw them, 32 bits in a row, read from its bytes.
//!
//! Sources: RFC 9293, section 3.1; RFC 768; RFC 792; RFC 791, section 3.1; RFC 8200,
//! section 3.

use crate::editor::view::header::{BytesView, HeaderCell, HeaderPicture, HexLine, HexPart};
use crate::formats::packet_bytes::{address, header_length, ip_header_length, packet_bytes};
use crate::net::{Family, Packet, Payload, Protocol, TcpFlags, Transport};
use crate::words;

/// Bytes in a line of the Inspector, and bytes shown at most.
const LINE: usize = 8;
const SHOWN: usize = 512;

/// A field: its name, and how many bits it has.
type Field = (&'static str, u16);

const TCP: [Field; 10] = [
    ("Source port", 16),
    ("Destination port", 16),
    ("Sequence number", 32),
    ("Acknowledgment number", 32),
    ("Offset", 4),
    ("Res.", 4),
    ("Flags", 8),
    ("Window", 16),
    ("Checksum", 16),
    ("Urgent pointer", 16),
];
const MAXIMUM_SEGMENT: [Field; 3] = [("Option", 8), ("Length", 8), ("Maximum segment size", 16)];
const UDP: [Field; 4] = [
    ("Source port", 16),
    ("Destination port", 16),
    ("Length", 16),
    ("Checksum", 16),
];
const ECHO: [Field; 5] = [
    ("Type", 8),
    ("Code", 8),
    ("Checksum", 16),
    ("Identifier", 16),
    ("Sequence number", 16),
];
const ERROR: [Field; 4] = [("Type", 8), ("Code", 8), ("Checksum", 16), ("Unused", 32)];
const IPV4: [Field; 12] = [
    ("Ver.", 4),
    ("IHL", 4),
    ("Service", 8),
    ("Total length", 16),
    ("Identification", 16),
    ("Flags", 3),
    ("Fragment offset", 13),
    ("Time to live", 8),
    ("Protocol", 8),
    ("Header checksum", 16),
    ("Source address", 32),
    ("Destination address", 32),
];
const IPV6: [Field; 8] = [
    ("Ver.", 4),
    ("Traffic class", 8),
    ("Flow label", 20),
    ("Payload length", 16),
    ("Next header", 8),
    ("Hop limit", 8),
    ("Source address", 128),
    ("Destination address", 128),
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
                (Payload::Icmp(_), data) if packet.quoted_flow().is_some() => {
                    format!("The packet it is about: {data} bytes of it")
                }
                (_, data) => format!("Data: {}", words::counted(data, "byte")),
            },
        });
    }
    let (title, fields) = match packet.family() {
        Family::V4 => ("IPv4 header", &IPV4[..]),
        Family::V6 => ("IPv6 header", &IPV6[..]),
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
            ("TCP header", fields)
        }
        Payload::Udp { .. } => ("UDP header", UDP.to_vec()),
        Payload::Icmp(_) if packet.quoted_flow().is_some() => ("ICMP header", ERROR.to_vec()),
        Payload::Icmp(_) => ("ICMP header", ECHO.to_vec()),
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
            32 if name.ends_with("address") => {
                address(&bytes[from / 8..to / 8]).map(|address| address.to_string())
            }
            _ => None,
        };
        let number = number(bytes, from, to);
        let (note, marked) = about(packet, name, number);
        cells.push(HeaderCell {
            name,
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
fn written(packet: &Packet, name: &str, number: u32) -> String {
    match (name, &packet.payload) {
        ("Flags", Payload::Tcp(segment)) if number == u32::from(segment.flags.bits()) => {
            segment.flags.to_string().replace('+', " ")
        }
        ("Flags", _) if number == 2 => "DF".into(),
        ("Checksum" | "Header checksum", _) => format!("0x{number:04x}"),
        _ => number.to_string(),
    }
}

/// What there is to know about a value, and whether it is one to look at.
fn about(packet: &Packet, name: &str, number: u32) -> (String, bool) {
    let transport = match &packet.payload {
        Payload::Tcp(_) => Some(Transport::Tcp),
        Payload::Udp { .. } => Some(Transport::Udp),
        _ => None,
    };
    match (name, &packet.payload) {
        ("Source port" | "Destination port", _) => {
            let port = u16::try_from(number).unwrap_or_default();
            let known = transport.and_then(|transport| words::port_name(port, transport));
            (known.unwrap_or_default().into(), known == Some("ephemeral"))
        }
        ("Sequence number", Payload::Tcp(segment)) => {
            let note = format!("{} from the first", segment.relative_sequence());
            let is_reset = segment.flags.contains(TcpFlags::RST);
            (if is_reset { String::new() } else { note }, false)
        }
        ("Acknowledgment number", Payload::Tcp(segment)) => {
            let is_reset = segment.flags.contains(TcpFlags::RST);
            let note = if segment.flags.contains(TcpFlags::ACK) && !is_reset {
                format!("{} from the first", segment.relative_acknowledgment())
            } else {
                String::new()
            };
            (note, false)
        }
        ("Protocol" | "Next header", _) => {
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
