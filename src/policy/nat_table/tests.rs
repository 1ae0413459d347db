//! Sessions that begin, are translated both ways, and expire.

use super::*;
use crate::net::{
    IcmpError, IcmpMessage, PacketNumber, Payload, Protocol, Segment, SequenceNumber, TcpFlags,
};

const INSIDE: [u8; 4] = [10, 0, 2, 30];
const GATEWAY: [u8; 4] = [10, 0, 1, 200];
const SERVER: [u8; 4] = [203, 0, 113, 7];

fn packet(source: [u8; 4], destination: [u8; 4], payload: Payload) -> Packet {
    Packet {
        number: PacketNumber(1),
        flow_index: 0,
        source: source.into(),
        destination: destination.into(),
        payload,
    }
}

fn datagram(source_port: u16, destination_port: u16) -> Payload {
    Payload::Udp {
        source_port,
        destination_port,
        length: 1,
    }
}

fn unreachable(quoted: Flow) -> Payload {
    let error = IcmpError::PortUnreachable;
    Payload::Icmp(IcmpMessage::Error { error, quoted })
}

#[test]
fn an_error_is_translated_with_what_it_quotes_both_ways() {
    let mut table = NatTable::default();
    let (gateway, now) = (IpAddr::from(GATEWAY), SimTime::from_secs(1));
    let asked = packet(INSIDE, SERVER, datagram(5_000, 53));
    let out = table
        .outward(&asked, gateway, now, || Ok(7))
        .unwrap()
        .packet;
    // No socket listens at the server: its error quotes what the gateway sent.
    let error = packet(SERVER, GATEWAY, unreachable(out.flow()));
    let back = table.inward(&error, now).unwrap().packet;
    assert_eq!(back.destination, IpAddr::from(INSIDE));
    assert_eq!(back.quoted_flow(), Some(asked.flow()));
    // The host has closed its socket: its error quotes what it received.
    let answer = packet(SERVER, GATEWAY, datagram(53, out.flow().source_port));
    let inside = table.inward(&answer, now).unwrap().packet;
    let error = packet(INSIDE, SERVER, unreachable(inside.flow()));
    let sent = table
        .outward(&error, gateway, now, || Ok(7))
        .unwrap()
        .packet;
    assert_eq!(
        (sent.source, sent.quoted_flow()),
        (gateway, Some(answer.flow()))
    );
    // An error about another flow has no session.
    let stray = packet(INSIDE, SERVER, unreachable(answer.flow()));
    assert_eq!(
        table.outward(&stray, gateway, now, || Ok(7)),
        Err(Reason::NoSession)
    );
}

#[test]
fn it_carries_tcp_udp_and_icmp_only() {
    let esp = Payload::Other {
        protocol: Protocol(50),
        length: 1,
    };
    let packet = packet(INSIDE, SERVER, esp);
    let found = NatTable::default().outward(&packet, GATEWAY.into(), SimTime::ZERO, || Ok(0));
    assert_eq!(found, Err(Reason::NatProtocol));
}

#[test]
fn a_session_ends_after_350_seconds_without_a_packet() {
    let asked = packet(INSIDE, SERVER, datagram(5_000, 53));
    for (after, answered) in [(349, true), (350, false)] {
        let mut table = NatTable::default();
        let out = table.outward(&asked, GATEWAY.into(), SimTime::ZERO, || Ok(7));
        let port = out.unwrap().packet.flow().source_port;
        let answer = packet(SERVER, GATEWAY, datagram(53, port));
        let found = table.inward(&answer, SimTime::from_secs(after));
        assert_eq!(found.is_ok(), answered, "after {after} s");
    }
}

#[test]
fn a_flow_without_a_session_never_had_one_or_has_let_it_expire() {
    let (gateway, late) = (IpAddr::from(GATEWAY), SimTime::from_secs(350));
    let segment = |source_port, destination_port, flags| {
        Payload::Tcp(Segment {
            source_port,
            destination_port,
            flags,
            sequence: SequenceNumber(0),
            acknowledgment: SequenceNumber(0),
            initial_sequence: SequenceNumber(0),
            initial_acknowledgment: SequenceNumber(0),
            window: 0,
            maximum_segment_size: None,
            length: 0,
        })
    };
    let from_inside = |flags| packet(INSIDE, SERVER, segment(5_000, 443, flags));
    let mut table = NatTable::default();
    let ack = from_inside(TcpFlags::ACK);
    let begin = || Ok(7);
    let stray = table.outward(&ack, gateway, SimTime::ZERO, begin);
    assert_eq!(stray, Err(Reason::NoSession));
    let syn = from_inside(TcpFlags::SYN);
    let out = table.outward(&syn, gateway, SimTime::ZERO, begin);
    let port = out.unwrap().packet.flow().source_port;
    let answer = packet(SERVER, GATEWAY, segment(443, port, TcpFlags::ACK));
    let other = packet(SERVER, GATEWAY, segment(443, port + 1, TcpFlags::ACK));
    assert_eq!(table.inward(&other, late), Err(Reason::NoSession));
    // It stays expired, however often a packet comes from either side.
    for _ in 0..2 {
        let inward = table.inward(&answer, late);
        assert_eq!(inward, Err(Reason::SessionExpired));
        let outward = table.outward(&ack, gateway, late, begin);
        assert_eq!(outward, Err(Reason::SessionExpired));
    }
    // A SYN opens a new session.
    assert!(table.outward(&syn, gateway, late, begin).is_ok());
    assert!(table.outward(&ack, gateway, late, begin).is_ok());
    assert!(table.inward(&answer, late).is_ok());
}
