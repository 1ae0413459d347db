//! Packets as bytes, read by somebody else's parser.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::net::IpAddr;

use etherparse::{NetHeaders, PacketHeaders, TransportHeader};
use portcullis::exchange::flow_log;
use portcullis::exchange::packet_bytes::{
    TooLong, header_length, hex_dump, ip_header_length, packet_bytes,
};
use portcullis::net::{
    Flow, IcmpError, IcmpMessage, Packet, PacketNumber, Payload, Protocol, SimTime,
};
use portcullis::scenario::Scenario;
use portcullis::sim::{Run, TraceEvent};

/// The sum of sixteen-bit words in one's complement, RFC 1071: a valid checksum makes it all ones.
fn sum(bytes: &[u8]) -> u16 {
    let words = bytes.chunks(2).map(|pair| {
        let low = pair.get(1).copied().unwrap_or_default();
        u64::from(u16::from_be_bytes([pair[0], low]))
    });
    let mut sum: u64 = words.sum();
    while sum > 0xffff {
        sum = (sum & 0xffff) + (sum >> 16);
    }
    u16::try_from(sum).unwrap()
}

/// Addresses, protocol and length, which the checksums of TCP, UDP and `ICMPv6` cover too.
fn pseudo_header(packet: &Packet, rest: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for address in [packet.source, packet.destination] {
        match address {
            IpAddr::V4(address) => bytes.extend(address.octets()),
            IpAddr::V6(address) => bytes.extend(address.octets()),
        }
    }
    bytes.extend(u32::try_from(rest.len()).unwrap().to_be_bytes());
    bytes.extend([0, 0, 0, packet.protocol().0]);
    bytes.extend(rest);
    bytes
}

fn check(packet: &Packet) -> Vec<u8> {
    let bytes = packet_bytes(packet).unwrap();
    let (header, rest) = bytes.split_at(ip_header_length(packet));
    let read = PacketHeaders::from_ip_slice(&bytes).unwrap();
    match read.net.unwrap() {
        NetHeaders::Ipv4(ip, _) => {
            assert_eq!(sum(header), 0xffff, "the header's own checksum");
            assert_eq!(usize::from(ip.total_len), bytes.len());
            assert_eq!(IpAddr::from(ip.source), packet.source);
            assert_eq!(IpAddr::from(ip.destination), packet.destination);
        }
        NetHeaders::Ipv6(ip, _) => {
            assert_eq!(usize::from(ip.payload_length), rest.len());
            assert_eq!(IpAddr::from(ip.source), packet.source);
            assert_eq!(IpAddr::from(ip.destination), packet.destination);
        }
        NetHeaders::Arp(_) => unreachable!("it is an IP packet"),
    }
    match (&packet.payload, read.transport) {
        (Payload::Tcp(segment), Some(TransportHeader::Tcp(tcp))) => {
            assert_eq!(tcp.source_port, segment.source_port);
            assert_eq!(tcp.destination_port, segment.destination_port);
            assert_eq!(tcp.sequence_number, segment.sequence.0);
            assert_eq!(tcp.window_size, segment.window);
            assert_eq!(tcp.header_len(), header_length(packet));
            assert_eq!(rest[13], segment.flags.bits());
            assert_eq!(sum(&pseudo_header(packet, rest)), 0xffff);
        }
        (Payload::Udp { source_port, .. }, Some(TransportHeader::Udp(udp))) => {
            assert_eq!(udp.source_port, *source_port);
            assert_eq!(usize::from(udp.length), rest.len());
            assert_eq!(sum(&pseudo_header(packet, rest)), 0xffff);
        }
        (Payload::Icmp(message), Some(_)) => {
            let (kind, code) = message.type_and_code(packet.family());
            assert_eq!((rest[0], rest[1]), (kind, code));
            let covered = match packet.source {
                IpAddr::V4(_) => rest.to_vec(),
                IpAddr::V6(_) => pseudo_header(packet, rest),
            };
            assert_eq!(sum(&covered), 0xffff);
        }
        (Payload::Other { .. }, _) => {}
        (payload, transport) => panic!("{payload:?} was read as {transport:?}"),
    }
    assert_eq!(
        u64::try_from(bytes.len()).unwrap(),
        flow_log::bytes(packet),
        "flow logs count the same bytes"
    );
    bytes
}

#[test]
fn every_packet_of_the_examples_is_read_as_what_it_is() {
    let mut count = 0;
    for text in [
        include_str!("../public/scenarios/sftp.json"),
        include_str!("../public/scenarios/remembered.json"),
        include_str!("../public/scenarios/ephemeral.json"),
        include_str!("../public/scenarios/refused.json"),
        include_str!("../public/scenarios/live.json"),
        SIX,
    ] {
        let setup = Scenario::from_json(text)
            .unwrap()
            .scenario
            .compile()
            .unwrap();
        let run = Run::new(setup, SimTime::MAX, 100_000);
        for entry in &run.trace.entries {
            if let TraceEvent::Sent { packet, .. } = &entry.event {
                check(packet);
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
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
        let ports = &inner[ip_header_length(&packet)..][..4];
        assert_eq!(ports, [0x9c, 0x40, 0, 53]);
    }
}

#[test]
fn what_fits_into_no_packet_is_said() {
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
