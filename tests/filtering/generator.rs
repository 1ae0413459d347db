//! Generators of rules and packets that often match each other.
//!
//! Addresses and ports come from short lists of neighbouring values, so that a packet is
//! inside a rule, at its bound, or just outside.

use std::net::IpAddr;

use ipnet::IpNet;
use portcullis::net::{
    Family, Flow, IcmpError, IcmpMessage, Packet, PacketNumber, Payload, PortRange, Protocol,
    Segment, SequenceNumber, TcpFlags, Transport,
};
use portcullis::policy::{AclAction, AclEntry, GroupRule, IcmpTypes, Peer, SecurityGroup, Traffic};
use proptest::collection;
use proptest::prelude::*;
use proptest::sample::select;

/// Any packet; ICMP has the family of its addresses.
pub(crate) fn packet() -> impl Strategy<Value = Packet> {
    let ends = prop_oneof![
        (address(Family::V4), address(Family::V4)),
        (address(Family::V6), address(Family::V6)),
    ];
    (ends, payload()).prop_map(|((source, destination), payload)| Packet {
        number: PacketNumber(1),
        flow_index: 0,
        source,
        destination,
        payload,
    })
}

/// Up to three groups; together they can have more rules than a word has bits.
pub(crate) fn groups() -> impl Strategy<Value = Vec<SecurityGroup>> {
    let group = (
        collection::vec(rule(), 0..30),
        collection::vec(rule(), 0..30),
    );
    let group = group.prop_map(|(inbound, outbound)| SecurityGroup {
        name: "group".into(),
        inbound,
        outbound,
    });
    collection::vec(group, 0..4)
}

pub(crate) fn rule() -> impl Strategy<Value = GroupRule> {
    (traffic(), peer()).prop_map(|(traffic, peer)| GroupRule { traffic, peer })
}

/// Rules with distinct numbers, in any order.
pub(crate) fn entries() -> impl Strategy<Value = Vec<AclEntry>> {
    let action = select(vec![AclAction::Allow, AclAction::Deny]);
    let entry = (1..200_u16, action, traffic(), prefix());
    collection::vec(entry, 0..90).prop_map(|entries| {
        let mut unique: Vec<AclEntry> = Vec::new();
        for (number, action, traffic, cidr) in entries {
            if unique.iter().all(|other| other.number != number) {
                unique.push(AclEntry {
                    number,
                    action,
                    traffic,
                    cidr,
                });
            }
        }
        unique
    })
}

fn address(family: Family) -> BoxedStrategy<IpAddr> {
    match family {
        Family::V4 => {
            let third = select(vec![0, 1, 2, 255]);
            let fourth = select(vec![0, 1, 20, 127, 128, 255]);
            let known = (third, fourth).prop_map(|(third, fourth)| [10, 0, third, fourth].into());
            prop_oneof![6 => known, 1 => any::<[u8; 4]>().prop_map(IpAddr::from)].boxed()
        }
        Family::V6 => {
            let low = select(vec![0, 1, 2, u16::MAX]);
            let known = (low.clone(), low)
                .prop_map(|(subnet, host)| [0x2001, 0xdb8, 0, subnet, 0, 0, 0, host].into());
            prop_oneof![6 => known, 1 => any::<[u16; 8]>().prop_map(IpAddr::from)].boxed()
        }
    }
}

fn prefix() -> impl Strategy<Value = IpNet> {
    let v4 = (
        address(Family::V4),
        select(vec![0, 1, 8, 16, 24, 25, 31, 32]),
    );
    let v6 = (
        address(Family::V6),
        select(vec![0, 1, 32, 48, 64, 127, 128]),
    );
    prop_oneof![v4, v6].prop_map(|(address, length)| IpNet::new(address, length).unwrap())
}

fn peer() -> impl Strategy<Value = Peer> {
    let member = prop_oneof![address(Family::V4), address(Family::V6)];
    let everywhere = select(vec!["0.0.0.0/0", "::/0"]);
    prop_oneof![
        4 => prefix().prop_map(Peer::Prefix),
        2 => everywhere.prop_map(|prefix| Peer::Prefix(prefix.parse().unwrap())),
        2 => collection::vec(member, 0..6).prop_map(|members| Peer::Group {
            name: "others".into(),
            members: members.into(),
        }),
        2 => collection::vec(prefix(), 0..5).prop_map(|prefixes| Peer::PrefixList {
            name: "list".into(),
            prefixes: prefixes.into(),
        }),
        1 => Just(Peer::Stale("gone".into())),
    ]
}

fn port() -> impl Strategy<Value = u16> {
    let known = select(vec![0, 1, 22, 53, 443, 444, 1_023, 1_024, 50_000, u16::MAX]);
    prop_oneof![6 => known, 1 => any::<u16>()]
}

fn traffic() -> impl Strategy<Value = Traffic> {
    let ports = (port(), port())
        .prop_map(|(one, other)| PortRange::new(one.min(other), one.max(other)).unwrap());
    let ports = prop_oneof![4 => ports, 1 => Just(PortRange::ALL)];
    let transport = select(vec![Transport::Tcp, Transport::Udp]);
    let family = select(vec![Family::V4, Family::V6]);
    let kind = || select(vec![0_u8, 1, 2, 3, 8, 11, 128, 129]);
    let types = prop_oneof![
        Just(IcmpTypes::Any),
        kind().prop_map(IcmpTypes::Type),
        (kind(), 0..5_u8).prop_map(|(kind, code)| IcmpTypes::TypeAndCode(kind, code)),
    ];
    let protocol = select(vec![0_u8, 1, 6, 17, 50, 58, 255]);
    prop_oneof![
        1 => Just(Traffic::All),
        5 => (transport, ports).prop_map(|(transport, ports)| Traffic::Ports { transport, ports }),
        2 => (family, types).prop_map(|(family, types)| Traffic::Icmp { family, types }),
        1 => protocol.prop_map(|number| Traffic::Other(Protocol(number))),
    ]
}

fn payload() -> impl Strategy<Value = Payload> {
    let flags = select(vec![
        TcpFlags::SYN,
        TcpFlags::SYN | TcpFlags::ACK,
        TcpFlags::ACK,
        TcpFlags::FIN | TcpFlags::ACK,
        TcpFlags::RST,
    ]);
    let segment = (port(), port(), flags).prop_map(|(source_port, destination_port, flags)| {
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
    });
    let datagram = (port(), port()).prop_map(|(source_port, destination_port)| Payload::Udp {
        source_port,
        destination_port,
        length: 9,
    });
    prop_oneof![
        4 => segment,
        3 => datagram,
        2 => message().prop_map(Payload::Icmp),
    ]
}

fn message() -> impl Strategy<Value = IcmpMessage> {
    let error = select(vec![
        IcmpError::PortUnreachable,
        IcmpError::PacketTooBig,
        IcmpError::TimeExceeded,
    ]);
    let quoted = (address(Family::V4), address(Family::V4), port(), port());
    prop_oneof![
        Just(IcmpMessage::EchoRequest {
            identifier: 7,
            sequence: 1,
        }),
        Just(IcmpMessage::EchoReply {
            identifier: 7,
            sequence: 1,
        }),
        (error, quoted).prop_map(
            |(error, (source, destination, source_port, destination_port))| IcmpMessage::Error {
                error,
                quoted: Flow {
                    protocol: Protocol::UDP,
                    source,
                    source_port,
                    destination,
                    destination_port,
                },
            }
        ),
    ]
}
