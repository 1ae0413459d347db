//! Decisions of one filter about packets that hosts of scenarios never send.

use std::net::IpAddr;

use portcullis::net::{
    Flow, IcmpError, IcmpMessage, Packet, PacketNumber, Payload, Protocol, SimTime, TcpFlags,
};
use portcullis::policy::{
    Code, ConnTrack, Direction, IdleTimeouts, Interface, NonSyn, Reason, RelatedIcmp,
    SecurityGroup, Tracking, UnitedGroups, judge,
};
use portcullis::topology::{
    AclIndex, GroupIndex, HostIndex, Plan, SubnetIndex, TableIndex, Topology,
};

use super::{CL, Held, SECOND, W, is, packet, tcp, topology};

const ESP: Payload = Payload::Other {
    protocol: Protocol(50),
    length: 100,
};

pub(super) fn second_address() -> Held {
    let mut plan = Plan::default();
    let first: IpAddr = [10, 0, 2, 30].into();
    let second: IpAddr = [10, 0, 2, 31].into();
    let from = topology(r#""inbound": ["tcp 5432 from g"]"#, "");
    plan.vpcs.extend_from_slice(from.vpcs());
    let mut host = from.host(HostIndex::new(0)).clone();
    host.addresses = vec![first, second];
    plan.subnets.push(from.subnet(SubnetIndex::new(0)).clone());
    plan.tables.push(from.table(TableIndex::new(0)).clone());
    plan.groups
        .push(SecurityGroup::clone(&from.groups_of(HostIndex::new(0))[0]));
    host.groups = vec![GroupIndex::new(0)];
    plan.hosts.push(host);
    let topology = Topology::new(plan);
    let groups = topology.united_groups_of(HostIndex::new(0));
    for source in [[10, 0, 2, 30], [10, 0, 2, 31]] {
        let syn = packet(source, [10, 0, 2, 20], tcp(40_000, 5_432, TcpFlags::SYN));
        let reason = judge(
            &interface(groups),
            &mut ConnTrack::default(),
            &syn,
            Direction::Inbound,
            SECOND,
        );
        is(reason.is_drop(), false)?;
    }
    let stranger = packet(
        [10, 0, 2, 32],
        [10, 0, 2, 20],
        tcp(40_000, 5_432, TcpFlags::SYN),
    );
    let reason = judge(
        &interface(groups),
        &mut ConnTrack::default(),
        &stranger,
        Direction::Inbound,
        SECOND,
    );
    is(reason.code(), Some(Code::EniSgRulesMismatch))
}

pub(super) fn other_protocol() -> Held {
    let groups = groups(r#""inbound": ["50 from 0.0.0.0/0"], "outbound": []"#);
    let mut table = ConnTrack::default();
    let reason = judge(
        &interface(&groups),
        &mut table,
        &packet(CL, W, ESP),
        Direction::Inbound,
        SECOND,
    );
    is(reason.is_drop(), false)
}

pub(super) fn path_mtu() -> Held {
    let tracked = groups(r#""inbound": []"#);
    let untracked = groups(r#""inbound": ["all from 0.0.0.0/0"]"#);
    let admitted = groups(r#""inbound": ["icmp 3/4 from 0.0.0.0/0"]"#);
    let no_rule = Reason::NoGroupRule { no_rules: true };
    let from = PacketNumber(1);
    for (case, groups, related_icmp, automatically_tracked, expected) in [
        (
            "as AWS documents",
            &tracked,
            RelatedIcmp::Aws,
            false,
            no_rule,
        ),
        (
            "as Linux",
            &tracked,
            RelatedIcmp::Linux,
            false,
            Reason::Related { from },
        ),
        (
            "through a NAT gateway",
            &tracked,
            RelatedIcmp::Aws,
            true,
            Reason::PathMtu,
        ),
        (
            "untracked",
            &untracked,
            RelatedIcmp::Aws,
            false,
            Reason::PathMtu,
        ),
    ] {
        let interface = Interface {
            related_icmp,
            automatically_tracked,
            ..interface(groups)
        };
        let mut table = ConnTrack::default();
        let syn = packet(W, CL, tcp(40_000, 443, TcpFlags::SYN));
        judge(&interface, &mut table, &syn, Direction::Outbound, SECOND);
        let found = judge(
            &interface,
            &mut table,
            &too_big(),
            Direction::Inbound,
            SECOND,
        );
        is(found, expected).map_err(|found| format!("{case}: {found}"))?;
    }
    let mut table = ConnTrack::default();
    let found = judge(
        &interface(&admitted),
        &mut table,
        &too_big(),
        Direction::Inbound,
        SECOND,
    );
    is(found.is_drop(), false)
}

pub(super) fn path_mtu_at_the_acl() -> Held {
    let acl = r#""network_acls": [{ "id": "acl", "vpc": "vpc", "inbound": ["100 allow tcp from 0.0.0.0/0"] }],"#;
    let topology = topology(r#""inbound": []"#, acl);
    let acl = topology.acl(AclIndex::new(0));
    is(
        acl.judge(&too_big(), Direction::Inbound),
        Reason::AclDefault,
    )
}

pub(super) fn other_protocol_is_forgotten() -> Held {
    let groups = groups(r#""inbound": [], "outbound": ["50 to 0.0.0.0/0"]"#);
    for (after, passes) in [(500, true), (599, true), (600, false), (601, false)] {
        let mut table = ConnTrack::default();
        let (out, back) = (packet(W, CL, ESP), packet(CL, W, ESP));
        judge(
            &interface(&groups),
            &mut table,
            &out,
            Direction::Outbound,
            SimTime::ZERO,
        );
        let now = SimTime::from_secs(after);
        let reason = judge(
            &interface(&groups),
            &mut table,
            &back,
            Direction::Inbound,
            now,
        );
        is((after, !reason.is_drop()), (after, passes))?;
    }
    Ok(())
}

pub(super) fn invalid_first_packets() -> Held {
    let groups = groups(r#""inbound": ["tcp 80 from 203.0.113.7/32"], "outbound": []"#);
    let picked_up = Tracking::PickedUp;
    for (flags, begins) in [
        (TcpFlags::FIN | TcpFlags::ACK, None),
        (TcpFlags::FIN, None),
        (TcpFlags::RST, None),
        (TcpFlags::SYN | TcpFlags::ACK, None),
        (TcpFlags::NONE, None),
        (TcpFlags::ACK, Some(picked_up)),
        (TcpFlags::PSH | TcpFlags::ACK, Some(picked_up)),
        (TcpFlags::SYN, Some(Tracking::NewEntry)),
    ] {
        let mut table = ConnTrack::default();
        let segment = packet(CL, W, tcp(40_000, 80, flags));
        let found = judge(
            &interface(&groups),
            &mut table,
            &segment,
            Direction::Inbound,
            SECOND,
        );
        let found = match found {
            Reason::GroupRule { tracking, .. } => Some(tracking),
            Reason::InvalidState => None,
            other => return Err(format!("{flags}: {other:?}")),
        };
        is((flags, found), (flags, begins))?;
    }
    Ok(())
}

pub(super) fn two_interfaces() -> Held {
    let first = groups(r#""inbound": ["tcp 80 from 203.0.113.7/32"]"#);
    let second = groups(r#""inbound": [], "outbound": []"#);
    let (mut first_table, mut second_table) = (ConnTrack::default(), ConnTrack::default());
    let syn = packet(CL, W, tcp(40_000, 80, TcpFlags::SYN));
    let answer = packet(W, CL, tcp(80, 40_000, TcpFlags::SYN | TcpFlags::ACK));
    let asked = judge(
        &interface(&first),
        &mut first_table,
        &syn,
        Direction::Inbound,
        SECOND,
    );
    is(asked.is_drop(), false)?;
    let out = judge(
        &interface(&second),
        &mut second_table,
        &answer,
        Direction::Outbound,
        SECOND,
    );
    is(out.code(), Some(Code::SgHasNoRules))?;
    let from = PacketNumber(1);
    let out = judge(
        &interface(&first),
        &mut first_table,
        &answer,
        Direction::Outbound,
        SECOND,
    );
    is(out, Reason::Tracked { from })
}

fn groups(rules: &str) -> UnitedGroups {
    topology(rules, "")
        .united_groups_of(HostIndex::new(0))
        .clone()
}

fn interface(groups: &UnitedGroups) -> Interface<'_> {
    Interface {
        groups,
        timeouts: IdleTimeouts::DEFAULT,
        non_syn: NonSyn::Loose,
        related_icmp: RelatedIcmp::Aws,
        capacity: None,
        automatically_tracked: false,
    }
}

/// ICMP 3/4 about a segment that `w` sent to port 443.
fn too_big() -> Packet {
    let quoted = Flow {
        protocol: Protocol::TCP,
        source: W.into(),
        source_port: 40_000,
        destination: CL.into(),
        destination_port: 443,
    };
    let error = IcmpError::PacketTooBig;
    let message = IcmpMessage::Error { error, quoted };
    packet([198, 51, 100, 1], W, Payload::Icmp(message))
}
