//! Packets as bytes, parsed by smoltcp, which did not write them. Its checksum code verifies ours.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::collections::BTreeMap;
use std::net::IpAddr;

use portcullis::formats::flow_log;
use portcullis::formats::packet_bytes::{
    TooLong, header_length, hex_dump, ip_header_length, packet_bytes,
};
use portcullis::net::{
    Flow, IcmpError, IcmpMessage, Packet, PacketNumber, Payload, Protocol, Segment, SimTime,
    TcpFlags,
};
use portcullis::scenario::Scenario;
use portcullis::sim::{Run, TraceEvent};
use smoltcp::wire::{
    Icmpv4Packet, Icmpv6Packet, IpAddress, IpProtocol, Ipv4Packet, Ipv6Packet, TcpPacket, UdpPacket,
};

/// An IP packet as smoltcp parses it.
struct Parsed<'a> {
    source: IpAddress,
    destination: IpAddress,
    protocol: IpProtocol,
    payload: &'a [u8],
}

impl<'a> Parsed<'a> {
    /// Parses the IP header and, for IPv4, verifies its checksum.
    fn read(bytes: &'a [u8], family: IpAddr) -> Result<Self, &'static str> {
        match family {
            IpAddr::V4(_) => {
                let ip = Ipv4Packet::new_checked(bytes).map_err(|_| "IPv4 header")?;
                if ip.version() != 4 || !ip.verify_checksum() {
                    return Err("IPv4 checksum");
                }
                if usize::from(ip.total_len()) != bytes.len() {
                    return Err("IPv4 length");
                }
                Ok(Self {
                    source: ip.src_addr().into(),
                    destination: ip.dst_addr().into(),
                    protocol: ip.next_header(),
                    payload: ip.payload(),
                })
            }
            IpAddr::V6(_) => {
                let ip = Ipv6Packet::new_checked(bytes).map_err(|_| "IPv6 header")?;
                if ip.version() != 6 || ip.total_len() != bytes.len() {
                    return Err("IPv6 length");
                }
                Ok(Self {
                    source: ip.src_addr().into(),
                    destination: ip.dst_addr().into(),
                    protocol: ip.next_header(),
                    payload: ip.payload(),
                })
            }
        }
    }

    /// Verifies the checksum of what the IP packet carries.
    fn verify(&self) -> Result<(), &'static str> {
        let (from, to) = (&self.source, &self.destination);
        let holds = match (self.protocol, from, to) {
            (IpProtocol::Tcp, ..) => TcpPacket::new_checked(self.payload)
                .map_err(|_| "TCP header")?
                .verify_checksum(from, to),
            (IpProtocol::Udp, ..) => {
                let udp = UdpPacket::new_checked(self.payload).map_err(|_| "UDP header")?;
                // RFC 768: zero means that there is no checksum.
                udp.checksum() != 0 && udp.verify_checksum(from, to)
            }
            (IpProtocol::Icmp, ..) => Icmpv4Packet::new_checked(self.payload)
                .map_err(|_| "ICMP header")?
                .verify_checksum(),
            (IpProtocol::Icmpv6, IpAddress::Ipv6(from), IpAddress::Ipv6(to)) => {
                Icmpv6Packet::new_checked(self.payload)
                    .map_err(|_| "ICMPv6 header")?
                    .verify_checksum(from, to)
            }
            _ => true,
        };
        holds.then_some(()).ok_or("checksum")
    }
}

/// The bytes of `packet`, after comparing every field that smoltcp parses from them.
fn check(packet: &Packet) -> Vec<u8> {
    let bytes = packet_bytes(packet).unwrap();
    let parsed = Parsed::read(&bytes, packet.source).unwrap();
    assert_eq!(parsed.verify(), Ok(()), "{packet:?}");
    assert_eq!(IpAddr::from(parsed.source), packet.source);
    assert_eq!(IpAddr::from(parsed.destination), packet.destination);
    assert_eq!(u8::from(parsed.protocol), packet.protocol().0);
    let rest = parsed.payload;
    assert_eq!(bytes.len() - rest.len(), ip_header_length(packet));
    match &packet.payload {
        Payload::Tcp(segment) => {
            let tcp = TcpPacket::new_checked(rest).unwrap();
            assert_eq!(usize::from(tcp.header_len()), header_length(packet));
            same_segment(&tcp, segment);
        }
        Payload::Udp {
            source_port,
            destination_port,
            length,
        } => {
            let udp = UdpPacket::new_checked(rest).unwrap();
            assert_eq!(udp.src_port(), *source_port);
            assert_eq!(udp.dst_port(), *destination_port);
            assert_eq!(usize::from(udp.len()), rest.len());
            assert_eq!(udp.payload().len(), *length as usize);
        }
        Payload::Icmp(message) => {
            let expected = message.type_and_code(packet.family());
            let found = match packet.source {
                IpAddr::V4(_) => {
                    let icmp = Icmpv4Packet::new_checked(rest).unwrap();
                    (u8::from(icmp.msg_type()), icmp.msg_code())
                }
                IpAddr::V6(_) => {
                    let icmp = Icmpv6Packet::new_checked(rest).unwrap();
                    (u8::from(icmp.msg_type()), icmp.msg_code())
                }
            };
            assert_eq!(found, expected, "{packet:?}");
            if let IcmpMessage::EchoRequest {
                identifier,
                sequence,
            }
            | IcmpMessage::EchoReply {
                identifier,
                sequence,
            } = message
            {
                // RFC 792 and RFC 4443 put both into the same place.
                let words = [identifier.to_be_bytes(), sequence.to_be_bytes()].concat();
                assert_eq!(rest[4..8], words);
            }
        }
        Payload::Other { length, .. } => assert_eq!(rest.len(), *length as usize),
    }
    assert_eq!(
        u64::try_from(bytes.len()).unwrap(),
        flow_log::bytes(packet),
        "flow logs count the same bytes"
    );
    bytes
}

fn same_segment(tcp: &TcpPacket<&[u8]>, segment: &Segment) {
    assert_eq!(tcp.src_port(), segment.source_port);
    assert_eq!(tcp.dst_port(), segment.destination_port);
    assert_eq!(tcp.seq_number().0.cast_unsigned(), segment.sequence.0);
    assert_eq!(tcp.window_len(), segment.window);
    assert_eq!(tcp.payload().len(), segment.length as usize);
    for (flag, found) in [
        (TcpFlags::FIN, tcp.fin()),
        (TcpFlags::SYN, tcp.syn()),
        (TcpFlags::RST, tcp.rst()),
        (TcpFlags::PSH, tcp.psh()),
        (TcpFlags::ACK, tcp.ack()),
    ] {
        assert_eq!(found, segment.flags.contains(flag), "{flag} of {segment:?}");
    }
    assert!(!tcp.urg() && !tcp.ece() && !tcp.cwr() && !tcp.ns());
    let acknowledgment = if tcp.ack() {
        segment.acknowledgment.0
    } else {
        0
    };
    assert_eq!(tcp.ack_number().0.cast_unsigned(), acknowledgment);
    let options = tcp.options_summary().unwrap();
    assert_eq!(options.max_segment_size, segment.maximum_segment_size);
}

#[test]
fn the_check_finds_every_flipped_bit_of_an_ipv4_tcp_packet() {
    let mut found = 0;
    for packet in packets(include_str!("../public/scenarios/sftp.json")) {
        if packet.source.is_ipv6() || packet.protocol() != Protocol::TCP {
            continue;
        }
        let bytes = packet_bytes(&packet).unwrap();
        for bit in 0..bytes.len() * 8 {
            let mut flipped = bytes.clone();
            flipped[bit / 8] ^= 1 << (bit % 8);
            let read = Parsed::read(&flipped, packet.source).and_then(|parsed| parsed.verify());
            assert!(read.is_err(), "bit {bit} of {packet:?}");
            found += 1;
        }
        if found > 2_000 {
            return;
        }
    }
    panic!("the example has no TCP packet over IPv4");
}

#[test]
fn every_packet_of_the_examples_is_read_as_what_it_is() {
    let mut kinds = BTreeMap::new();
    for text in [
        include_str!("../public/scenarios/sftp.json"),
        include_str!("../public/scenarios/remembered.json"),
        include_str!("../public/scenarios/ephemeral.json"),
        include_str!("../public/scenarios/refused.json"),
        include_str!("../public/scenarios/live.json"),
        SIX,
    ] {
        for packet in packets(text) {
            check(&packet);
            let kind = (packet.source.is_ipv6(), packet.protocol().0);
            *kinds.entry(kind).or_insert(0) += 1;
        }
    }
    // TCP, UDP and ICMP, each over IPv4 and IPv6.
    let expected = [
        (false, 1),
        (false, 6),
        (false, 17),
        (true, 6),
        (true, 17),
        (true, 58),
    ];
    assert_eq!(kinds.keys().copied().collect::<Vec<_>>(), expected);
    assert!(kinds.values().sum::<u32>() > 100, "{kinds:?}");
}

/// The packets that a scenario sends.
fn packets(text: &str) -> Vec<Packet> {
    let scenario = Scenario::from_json(text).unwrap().scenario;
    let run = Run::new(scenario.compile().unwrap(), SimTime::MAX, 100_000);
    let sent = run
        .trace
        .entries
        .iter()
        .filter_map(|entry| match &entry.event {
            TraceEvent::Sent { packet, .. } => Some(**packet),
            _ => None,
        });
    sent.collect()
}

/// IPv6, UDP and pings.
const SIX: &str = r#"{"portcullis": 1,
    "hosts": [
        {"id": "a", "ip": "203.0.113.10", "ipv6": "2001:db8::10"},
        {"id": "b", "ip": "203.0.113.20", "ipv6": "2001:db8::20", "listen": ["udp 53", "tcp 22"]}],
    "script": [
        {"ping": {"id": "p4", "from": "a", "to": "203.0.113.20", "count": 2}},
        {"ping": {"id": "p6", "from": "a", "to": "2001:db8::20", "count": 2}},
        {"at": 3, "send": {"id": "u4", "from": "a", "to": "203.0.113.20", "port": 53, "request": 33, "response": 120}},
        {"at": 4, "send": {"id": "u6", "from": "a", "to": "2001:db8::20", "port": 54, "request": 33}},
        {"at": 5, "open": {"id": "t6", "from": "a", "to": "2001:db8::20", "port": 22, "request": 3000, "response": 5}}]}"#;

fn packet(source: &str, destination: &str, payload: Payload) -> Packet {
    Packet {
        number: PacketNumber(1),
        flow_index: 0,
        source: source.parse().unwrap(),
        destination: destination.parse().unwrap(),
        payload,
    }
}

#[test]
fn an_error_quotes_the_packet_that_it_is_about() {
    for (source, destination) in [
        ("198.51.100.7", "203.0.113.10"),
        ("2001:db8::7", "2001:db8::10"),
    ] {
        let quoted = Flow {
            protocol: Protocol::UDP,
            source: destination.parse().unwrap(),
            source_port: 40_000,
            destination: source.parse().unwrap(),
            destination_port: 53,
        };
        let error = IcmpError::PortUnreachable;
        let message = IcmpMessage::Error { error, quoted };
        let packet = packet(source, destination, Payload::Icmp(message));
        let bytes = check(&packet);
        let inner = &bytes[ip_header_length(&packet) + 8..];
        let parsed = Parsed::read(inner, quoted.source).unwrap();
        assert_eq!(IpAddr::from(parsed.source), quoted.source);
        assert_eq!(IpAddr::from(parsed.destination), quoted.destination);
        let udp = UdpPacket::new_checked(parsed.payload).unwrap();
        assert_eq!((udp.src_port(), udp.dst_port()), (40_000, 53));
    }
}

#[test]
fn a_datagram_that_does_not_fit_into_one_packet_is_refused() {
    let datagram = |length| {
        let payload = Payload::Udp {
            source_port: 1,
            destination_port: 2,
            length,
        };
        packet("10.0.0.1", "10.0.0.2", payload)
    };
    // RFC 791 and RFC 768: 65 535 less 20 and 8.
    check(&datagram(65_507));
    assert!(packet_bytes(&datagram(65_508)).is_err());
    let refused = packet_bytes(&datagram(70_000)).unwrap_err();
    assert_eq!(refused, TooLong { length: 70_000 });
    assert!(refused.to_string().contains("fragments"));
}

#[test]
fn a_dump_has_sixteen_bytes_in_a_line() {
    assert_eq!(
        hex_dump(&[0x45, 0, 0, 0x28]),
        "0000  45 00 00 28\n",
        "as other tools read it in"
    );
    assert_eq!(hex_dump(&[0xff; 17]).lines().count(), 2);
}
