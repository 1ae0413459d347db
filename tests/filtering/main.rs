//! Properties of filters for any rules and packets.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test reports failure by panicking")]

mod generator;
#[path = "../property/mod.rs"]
mod property;

use std::rc::Rc;

use portcullis::net::{Packet, PacketNumber, Payload, Segment, SimTime, TcpFlags};
use portcullis::policy::{
    AclAction, AclEntry, ConnTrack, Direction, GroupRuleRef, IdleTimeouts, Interface, NetworkAcl,
    NonSyn, Reason, RelatedIcmp, SecurityGroup, UnitedGroups, exempt, judge,
};
use proptest::prelude::*;

use generator::{entries, groups, packet, rule};

/// Enough room for all tables of these groups, or none.
fn united(groups: Vec<SecurityGroup>, mut room: usize) -> UnitedGroups {
    UnitedGroups::new(groups.into_iter().map(Rc::new).collect(), &mut room)
}

/// The result of scanning rule by rule.
fn read(groups: &[SecurityGroup], packet: &Packet, direction: Direction) -> Vec<GroupRuleRef> {
    let mut found = Vec::new();
    for (list, group) in (0..).zip(groups) {
        for (position, rule) in (0..).zip(group.rules(direction)) {
            if rule.matches(packet, direction) {
                let group = list;
                found.push(GroupRuleRef { group, position });
            }
        }
    }
    found
}

/// The decision of scanning rule by rule, lowest number first.
fn decide(entries: &[AclEntry], packet: &Packet, direction: Direction) -> Reason {
    if let Some(service) = exempt(packet) {
        return Reason::NotFiltered(service);
    }
    let matching = entries
        .iter()
        .filter(|entry| entry.matches(packet, direction));
    let first = matching.min_by_key(|entry| entry.number);
    first.map_or(Reason::AclDefault, |entry| Reason::AclEntry {
        number: entry.number,
        action: entry.action,
    })
}

fn interface(groups: &UnitedGroups, automatically_tracked: bool) -> Interface<'_> {
    Interface {
        groups,
        timeouts: IdleTimeouts::DEFAULT,
        non_syn: NonSyn::Loose,
        related_icmp: RelatedIcmp::Linux,
        capacity: None,
        automatically_tracked,
    }
}

/// A packet that is the same to filters, with another number and flow index.
fn renumbered(packet: &Packet) -> Packet {
    Packet {
        number: PacketNumber(packet.number.0 + 41),
        flow_index: packet.flow_index + 7,
        ..*packet
    }
}

fn direction() -> impl Strategy<Value = Direction> {
    proptest::sample::select(&Direction::BOTH[..])
}

proptest! {
    #![proptest_config(property::cases(128))]

    #[test]
    fn the_rules_found_are_those_that_match(groups in groups(), packets in prop::collection::vec(packet(), 1..30)) {
        for room in [0, usize::MAX] {
            let united = united(groups.clone(), room);
            for packet in &packets {
                for direction in Direction::BOTH {
                    let expected = read(&groups, packet, direction);
                    prop_assert_eq!(united.first_match(packet, direction), expected.first().copied());
                    prop_assert_eq!(united.matches(packet, direction), expected);
                }
            }
        }
    }

    #[test]
    fn of_all_entries_that_match_the_lowest_number_decides(
        inbound in entries(),
        outbound in entries(),
        packets in prop::collection::vec(packet(), 1..30),
    ) {
        let acl = NetworkAcl::new("acl".into(), inbound.clone(), outbound.clone());
        for packet in &packets {
            prop_assert_eq!(acl.judge(packet, Direction::Inbound), decide(&inbound, packet, Direction::Inbound));
            prop_assert_eq!(acl.judge(packet, Direction::Outbound), decide(&outbound, packet, Direction::Outbound));
        }
    }

    #[test]
    fn an_entry_counts_from_the_moment_it_is_there_until_it_is_removed(
        entries in entries(),
        packet in packet(),
        direction in direction(),
        chosen in any::<prop::sample::Index>(),
    ) {
        prop_assume!(!entries.is_empty());
        let entry = entries[chosen.index(entries.len())];
        let mut acl = NetworkAcl::new("acl".into(), entries.clone(), entries.clone());
        let rest: Vec<AclEntry> = entries.iter().copied().filter(|other| *other != entry).collect();
        prop_assert_eq!(acl.judge(&packet, direction), decide(&entries, &packet, direction));
        prop_assert!(acl.remove(direction, &entry));
        prop_assert_eq!(acl.judge(&packet, direction), decide(&rest, &packet, direction));
        prop_assert!(acl.insert(direction, entry).is_ok());
        prop_assert_eq!(acl.judge(&packet, direction), decide(&entries, &packet, direction));
    }

    #[test]
    fn a_network_acl_looks_at_nothing_but_the_packet(
        entries in entries(),
        packet in packet(),
        before in prop::collection::vec((packet(), direction()), 0..20),
        direction in direction(),
        port in any::<u16>(),
    ) {
        let acl = NetworkAcl::new("acl".into(), entries.clone(), entries);
        let verdict = acl.judge(&packet, direction);
        for (other, way) in before {
            let _ = acl.judge(&other, way);
        }
        prop_assert_eq!(acl.judge(&renumbered(&packet), direction), verdict);
        prop_assert_eq!(acl.clone().judge(&packet, direction), verdict);
        // The source port, the flags and the length have no effect either.
        if let Payload::Tcp(segment) = packet.payload {
            let segment = Segment { source_port: port, flags: TcpFlags::ACK, length: 1, ..segment };
            let other = Packet { payload: Payload::Tcp(segment), ..packet };
            prop_assert_eq!(acl.judge(&other, direction), verdict);
        }
    }

    #[test]
    fn a_further_rule_never_blocks_what_passed(
        groups in groups(),
        rule in rule(),
        way in direction(),
        automatically_tracked in any::<bool>(),
        packets in prop::collection::vec((packet(), direction(), any::<bool>()), 1..40),
    ) {
        prop_assume!(!groups.is_empty());
        let mut more = groups.clone();
        more[0].rules_mut(way).push(rule);
        let (before, after) = (united(groups, usize::MAX), united(more, usize::MAX));
        let mut table = ConnTrack::default();
        for (seconds, (packet, direction, answered)) in (0..).zip(packets) {
            let now = SimTime::from_secs(seconds);
            let flow = packet.flow();
            let reply = packet
                .with_source(flow.destination, flow.destination_port)
                .with_destination(flow.source, flow.source_port);
            let exchange = [(packet, direction), (reply, direction.opposite())];
            for (packet, direction) in exchange.into_iter().take(1 + usize::from(answered)) {
                let mut same = table.clone();
                let passed = !judge(&interface(&before, automatically_tracked), &mut table, &packet, direction, now).is_drop();
                let passes = !judge(&interface(&after, automatically_tracked), &mut same, &packet, direction, now).is_drop();
                prop_assert!(passes || !passed, "{packet:?} {direction}");
            }
        }
    }

    #[test]
    fn a_verdict_is_the_same_whether_rules_are_compiled_or_read(
        groups in groups(),
        packets in prop::collection::vec((packet(), direction()), 1..40),
    ) {
        let (compiled, read) = (united(groups.clone(), usize::MAX), united(groups, 0));
        let (mut one, mut other) = (ConnTrack::default(), ConnTrack::default());
        for (packet, direction) in packets {
            let here = judge(&interface(&compiled, false), &mut one, &packet, direction, SimTime::ZERO);
            let there = judge(&interface(&read, false), &mut other, &packet, direction, SimTime::ZERO);
            prop_assert_eq!(here, there);
        }
    }

    #[test]
    fn groups_do_not_look_at_a_packets_number_or_flow(
        groups in groups(),
        packets in prop::collection::vec((packet(), direction()), 1..40),
    ) {
        let united = united(groups, usize::MAX);
        let (mut one, mut other) = (ConnTrack::default(), ConnTrack::default());
        for (packet, direction) in packets {
            let interface = interface(&united, false);
            let here = judge(&interface, &mut one, &packet, direction, SimTime::ZERO);
            let there = judge(&interface, &mut other, &renumbered(&packet), direction, SimTime::ZERO);
            prop_assert_eq!(here.is_drop(), there.is_drop());
            prop_assert_eq!(here.code(), there.code());
        }
    }

    #[test]
    fn a_rule_differs_in_no_field_exactly_when_it_matches(
        groups in groups(),
        entries in entries(),
        packets in prop::collection::vec((packet(), direction()), 1..30),
    ) {
        let united = united(groups.clone(), usize::MAX);
        let acl = NetworkAcl::new("acl".into(), entries.clone(), entries.clone());
        for (packet, direction) in packets {
            let rules: Vec<_> = groups.iter().flat_map(|group| group.rules(direction)).collect();
            for rule in &rules {
                prop_assert_eq!(rule.differences(&packet, direction).is_empty(), rule.matches(&packet, direction));
            }
            let nearest = united.nearest(&packet, direction);
            prop_assert_eq!(nearest.is_some(), !rules.is_empty());
            if let Some(miss) = nearest {
                let matches = united.first_match(&packet, direction).is_some();
                prop_assert_eq!(miss.differences.is_empty(), matches);
                let rule = &groups[usize::from(miss.rule.group)].rules(direction)[usize::from(miss.rule.position)];
                prop_assert_eq!(miss.differences, rule.differences(&packet, direction));
            }
            let mut allowing = entries.iter().filter(|entry| entry.action == AclAction::Allow);
            if let Some(miss) = acl.nearest_allow(&packet, direction) {
                let matches = allowing.any(|entry| entry.matches(&packet, direction));
                prop_assert_eq!(miss.differences.is_empty(), matches);
            } else {
                prop_assert_eq!(allowing.next(), None);
            }
        }
    }
}
