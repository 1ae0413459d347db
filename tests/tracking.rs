//! Idle timeouts of tracked flows, by their state.
//!
//! AWS documents the timeouts of established TCP, UDP and other protocols; those of the other
//! TCP states and of ICMP are Linux's (`nf_conntrack`).

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test reports failure by panicking")]

use portcullis::net::{
    IcmpMessage, Packet, PacketNumber, Payload, Protocol, Segment, SequenceNumber, SimTime,
    TcpFlags,
};
use portcullis::policy::{
    ConnTrack, Direction, IdleTimeouts, Interface, NonSyn, Reason, RelatedIcmp, Tracking,
    UnitedGroups, judge,
};
use portcullis::scenario::Scenario;
use portcullis::topology::HostIndex;

const CLIENT: [u8; 4] = [203, 0, 113, 7];
const SERVER: [u8; 4] = [10, 0, 1, 10];

/// A group that allows everything from the client, and nothing outbound.
fn groups() -> UnitedGroups {
    let text = r#"{ "portcullis": 1, "vpcs": [{ "id": "vpc", "cidr": "10.0.0.0/16" }],
        "subnets": [{ "id": "pub", "vpc": "vpc", "cidr": "10.0.1.0/24" }],
        "hosts": [{ "id": "w", "subnet": "pub", "ip": "10.0.1.10", "groups": ["g"] }],
        "security_groups": [{ "id": "g", "vpc": "vpc", "inbound": ["all from 203.0.113.7/32"], "outbound": [] }] }"#;
    let setup = Scenario::from_json(text)
        .unwrap()
        .scenario
        .compile()
        .unwrap();
    setup.topology.united_groups_of(HostIndex::new(0)).clone()
}

fn interface(groups: &UnitedGroups, timeouts: IdleTimeouts) -> Interface<'_> {
    Interface {
        groups,
        timeouts,
        non_syn: NonSyn::Loose,
        related_icmp: RelatedIcmp::Aws,
        capacity: None,
        automatically_tracked: false,
    }
}

/// What a packet carries, and whether it is the client's.
type Step = (bool, &'static str);

const IN: bool = true;
const OUT: bool = false;

fn packet((from_client, what): Step) -> (Packet, Direction) {
    let (client_port, server_port) = (40_000, 80);
    let (source_port, destination_port) = if from_client {
        (client_port, server_port)
    } else {
        (server_port, client_port)
    };
    let payload = match what {
        "UDP" => Payload::Udp {
            source_port,
            destination_port,
            length: 1,
        },
        "ESP" => Payload::Other {
            protocol: Protocol(50),
            length: 1,
        },
        "echo" => Payload::Icmp(IcmpMessage::EchoRequest {
            identifier: 9,
            sequence: 1,
        }),
        "reply" => Payload::Icmp(IcmpMessage::EchoReply {
            identifier: 9,
            sequence: 1,
        }),
        flags => Payload::Tcp(Segment {
            source_port,
            destination_port,
            flags: flags.split('+').fold(TcpFlags::NONE, |flags, name| {
                flags
                    | match name {
                        "SYN" => TcpFlags::SYN,
                        "FIN" => TcpFlags::FIN,
                        "RST" => TcpFlags::RST,
                        "PSH" => TcpFlags::PSH,
                        _ => TcpFlags::ACK,
                    }
            }),
            sequence: SequenceNumber(1),
            acknowledgment: SequenceNumber(1),
            initial_sequence: SequenceNumber(0),
            initial_acknowledgment: SequenceNumber(0),
            window: 65_160,
            maximum_segment_size: None,
            length: 0,
        }),
    };
    let (source, destination, direction) = if from_client {
        (CLIENT, SERVER, Direction::Inbound)
    } else {
        (SERVER, CLIENT, Direction::Outbound)
    };
    let packet = Packet {
        number: PacketNumber(1),
        flow_index: 0,
        source: source.into(),
        destination: destination.into(),
        payload,
    };
    (packet, direction)
}

const SYN: Step = (IN, "SYN");
const SYN_ACK: Step = (OUT, "SYN+ACK");
const ACK: Step = (IN, "ACK");
const ANSWER: Step = (OUT, "ACK");

#[test]
fn each_state_of_a_flow_has_its_idle_timeout() {
    let groups = groups();
    let cases: [(&str, &[Step], u64); 21] = [
        ("SYN", &[SYN], 120),
        ("SYN sent again", &[SYN, SYN], 120),
        ("SYN-ACK", &[SYN, SYN_ACK], 60),
        ("handshake", &[SYN, SYN_ACK, ACK], 432_000),
        (
            "SYN-ACK sent again afterwards",
            &[SYN, SYN_ACK, ACK, SYN_ACK],
            432_000,
        ),
        ("data", &[SYN, SYN_ACK, ACK, (OUT, "PSH+ACK")], 432_000),
        ("one FIN", &[SYN, SYN_ACK, ACK, (IN, "FIN+ACK")], 120),
        (
            "one FIN, acknowledged",
            &[SYN, SYN_ACK, ACK, (IN, "FIN+ACK"), ANSWER],
            60,
        ),
        (
            "one FIN, acknowledged by data",
            &[SYN, SYN_ACK, ACK, (IN, "FIN+ACK"), (OUT, "PSH+ACK")],
            60,
        ),
        (
            "both FINs",
            &[SYN, SYN_ACK, ACK, (IN, "FIN+ACK"), (OUT, "FIN+ACK")],
            30,
        ),
        (
            "both, acknowledged",
            &[SYN, SYN_ACK, ACK, (IN, "FIN+ACK"), (OUT, "FIN+ACK"), ACK],
            120,
        ),
        ("RST", &[SYN, SYN_ACK, ACK, (OUT, "RST")], 10),
        ("refused", &[SYN, (OUT, "RST+ACK")], 10),
        ("picked up", &[ACK], 300),
        ("picked up, answered", &[ACK, ANSWER], 432_000),
        ("UDP one way", &[(IN, "UDP"), (IN, "UDP"), (IN, "UDP")], 30),
        (
            "UDP, one exchange",
            &[(IN, "UDP"), (OUT, "UDP"), (OUT, "UDP"), (IN, "UDP")],
            30,
        ),
        (
            "UDP, two exchanges",
            &[(IN, "UDP"), (OUT, "UDP"), (IN, "UDP"), (OUT, "UDP")],
            180,
        ),
        ("echo", &[(IN, "echo")], 30),
        ("echo, answered", &[(IN, "echo"), (OUT, "reply")], 30),
        ("protocol 50", &[(IN, "ESP"), (OUT, "ESP")], 600),
    ];
    for (case, steps, lasts) in cases {
        let mut table = ConnTrack::default();
        let interface = interface(&groups, IdleTimeouts::DEFAULT);
        let begin = SimTime::from_secs(7);
        for &step in steps {
            let (packet, direction) = packet(step);
            let reason = judge(&interface, &mut table, &packet, direction, begin);
            assert!(!reason.is_drop(), "{case}: {step:?} {reason:?}");
        }
        let expires = table.tracked(begin).next().unwrap().expires;
        assert_eq!(expires - begin, SimTime::from_secs(lasts), "{case}");
        assert_eq!(table.tracked(expires).count(), 0, "{case}");
    }
}

#[test]
fn a_changed_timeout_applies_from_the_next_packet() {
    let groups = groups();
    let short = IdleTimeouts {
        tcp: SimTime::from_secs(60),
        ..IdleTimeouts::DEFAULT
    };
    let mut table = ConnTrack::default();
    for step in [SYN, SYN_ACK, ACK] {
        let (packet, direction) = packet(step);
        judge(
            &interface(&groups, IdleTimeouts::NITRO_V6),
            &mut table,
            &packet,
            direction,
            SimTime::ZERO,
        );
    }
    let lasts = |table: &ConnTrack| table.tracked(SimTime::ZERO).next().unwrap().expires;
    assert_eq!(lasts(&table), SimTime::from_secs(350));
    let (packet, direction) = packet(ANSWER);
    judge(
        &interface(&groups, short),
        &mut table,
        &packet,
        direction,
        SimTime::from_secs(100),
    );
    assert_eq!(lasts(&table), SimTime::from_secs(160));
}

#[test]
fn a_syn_opens_a_new_flow_after_the_old_one_ended() {
    let groups = groups();
    let open = [SYN, SYN_ACK, ACK];
    let closed = [SYN, SYN_ACK, ACK, (IN, "FIN+ACK"), (OUT, "FIN+ACK"), ACK];
    let cut = [SYN, SYN_ACK, ACK, (OUT, "RST")];
    let lost = [SYN, SYN_ACK, ACK, (IN, "FIN+ACK")];
    for (case, steps, is_new) in [
        ("open", &open[..], false),
        ("one side closed", &lost[..], false),
        ("closed", &closed[..], true),
        ("reset by RST", &cut[..], true),
    ] {
        let mut table = ConnTrack::default();
        let interface = interface(&groups, IdleTimeouts::DEFAULT);
        for &step in steps {
            let (packet, direction) = packet(step);
            judge(&interface, &mut table, &packet, direction, SimTime::ZERO);
        }
        let (packet, direction) = packet(SYN);
        let found = judge(
            &interface,
            &mut table,
            &packet,
            direction,
            SimTime::from_secs(1),
        );
        let tracking = Tracking::NewEntry;
        let found_new =
            matches!(found, Reason::GroupRule { tracking: found, .. } if found == tracking);
        assert_eq!(found_new, is_new, "{case}: {found:?}");
        assert_eq!(table.tracked(SimTime::from_secs(1)).count(), 1, "{case}");
    }
}
