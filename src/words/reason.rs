//! Why a gate decided as it did, for the packet in front of it.

use std::net::IpAddr;

use super::decision::{Mark, PathStep, Tag};
use super::listed;
use super::packet::exchanged;
use super::tone::Tone;
use crate::net::{Packet, Payload, is_private};
use crate::policy::{AclAction, Direction, GroupRuleRef, Reason, Tracking};
use crate::topology::{Gate, Topology};

/// A packet in front of a gate.
pub(super) struct Judged<'a> {
    pub(super) topology: &'a Topology,
    pub(super) packet: &'a Packet,
    pub(super) gate: Gate,
    pub(super) direction: Direction,
}

impl Judged<'_> {
    pub(super) fn step(&self, reason: &Reason, index: usize) -> PathStep {
        let (mark, tag) = verdict(reason);
        PathStep {
            mark,
            subject: self.topology.gate_name(self.gate),
            rest: self.rest(),
            tag,
            detail: self.detail(reason),
            entry: Some(index),
        }
    }

    fn rest(&self) -> String {
        match self.gate {
            Gate::Groups(_) | Gate::Acl { .. } | Gate::Gateway(_) => self.direction.to_string(),
            Gate::RouteTable { subnet, .. } => {
                format!("routes {}", self.topology.subnet(subnet).name)
            }
            Gate::Network => String::new(),
        }
    }

    fn detail(&self, reason: &Reason) -> String {
        let peer = match self.direction {
            Direction::Inbound => self.packet.source,
            Direction::Outbound => self.packet.destination,
        };
        let wanted = self.wanted();
        match reason {
            Reason::GroupRule { rule, tracking } => self.admitted(*rule, *tracking),
            Reason::Tracked { from } => {
                format!(
                    "belongs to the tracked connection of packet {}: no rule is read",
                    from.0
                )
            }
            Reason::Related { from } => {
                format!(
                    "an error about the tracked connection of packet {}; AWS does not document \
                     that it passes, the scenario's `related_icmp` says so",
                    from.0
                )
            }
            Reason::PathMtu => "AWS lets this message through to flows like this one".into(),
            Reason::NotFiltered(_) => "AWS never filters this traffic".into(),
            Reason::NoGroupRule { .. } => self.not_admitted(reason, &wanted, peer),
            Reason::InvalidState => {
                "it opens no connection and belongs to none that is remembered; AWS does not \
                 document what becomes of such a packet"
                    .into()
            }
            Reason::Cut => {
                "its connection was untracked and has lost a rule, so it is cut until a new SYN; \
                 AWS says so of the rule that admits it, not of the one for replies"
                    .into()
            }
            Reason::TableFull => "its table of tracked connections is full".into(),
            Reason::AclEntry {
                number,
                action: AclAction::Allow,
            } => {
                format!("stateless: rule {number} allows {wanted}")
            }
            Reason::AclEntry {
                number,
                action: AclAction::Deny,
            } => {
                format!("stateless: rule {number} denies {wanted}")
            }
            Reason::AclDefault => self.acl_default(&wanted),
            Reason::LocalRoute { to } => format!("{to} is inside the VPC"),
            Reason::Route { to } => format!("the longest route that covers {peer} is {to}"),
            Reason::ReturnToSender => {
                format!("no route covers {peer}, but what answers a NAT gateway is sent back to it")
            }
            Reason::NoRoute => format!("no route covers {peer}"),
            Reason::Blackhole { to } => format!("the route {to} leads to something that is gone"),
            Reason::Translated { from, to } if self.is_assumed(reason) => format!(
                "{from} becomes {to}; AWS does not document this way back into the same VPC"
            ),
            Reason::Translated { from, to } => format!("{from} becomes {to}; it keeps no state"),
            Reason::PortTranslated {
                from,
                from_port,
                to,
                to_port,
            } => self.port_translated((*from, *from_port), (*to, *to_port)),
            Reason::Forwarded => "passes it on unchanged".into(),
            Reason::NoPublicAddress => {
                format!("{} has no public address to leave with", self.packet.source)
            }
            Reason::UnknownAddress if is_private(peer) => {
                format!("{peer} is a private address, and an internet gateway refuses those")
            }
            Reason::UnknownAddress => {
                format!(
                    "{} is no public address of this VPC",
                    self.packet.destination
                )
            }
            Reason::NoSession => self.no_session().into(),
            Reason::SessionExpired => {
                "it has no session for this: after 350 s idle ones are forgotten".into()
            }
            Reason::NatPortsExhausted => {
                "55 000 connections to this destination are open already".into()
            }
            Reason::NatProtocol => "it carries TCP, UDP and ICMP only".into(),
            Reason::NotInPeeredVpcs => {
                "it carries only what goes from one of its two VPCs to the other".into()
            }
            Reason::NoHost => format!("nobody has the address {}", self.packet.destination),
            Reason::Lost => "lost on the way, by the scenario's own setting".into(),
        }
    }

    fn admitted(&self, rule: GroupRuleRef, tracking: Tracking) -> String {
        let text = self.group_rule(rule.group, rule.position);
        match tracking {
            Tracking::NewEntry => format!("{text}; it is remembered from now on"),
            Tracking::PickedUp => format!(
                "{text}; picked up in the middle of a connection, which AWS does not document"
            ),
            Tracking::Untracked => {
                format!("{text}; both directions are open to the world, so nothing is remembered")
            }
            Tracking::None => text,
        }
    }

    fn not_admitted(&self, reason: &Reason, wanted: &str, peer: IpAddr) -> String {
        let direction = self.direction;
        let no_rules = *reason == Reason::NoGroupRule { no_rules: true };
        let text = if no_rules {
            format!("stateful, but nothing is remembered, and there is no {direction} rule at all")
        } else {
            let preposition = preposition(direction);
            format!(
                "nothing is remembered, and no {direction} rule admits {wanted} {preposition} {peer}"
            )
        };
        if self.is_assumed(reason) {
            format!("{text}; whether errors about a tracked flow need one, AWS does not document")
        } else {
            text
        }
    }

    fn port_translated(&self, from: (IpAddr, u16), to: (IpAddr, u16)) -> String {
        let text = exchanged(from, to);
        match self.direction {
            Direction::Inbound => text,
            Direction::Outbound => {
                format!("{text}; how it chooses the port, AWS does not document")
            }
        }
    }

    fn no_session(&self) -> &'static str {
        match self.direction {
            Direction::Inbound => "nobody inside has asked for this",
            Direction::Outbound if self.packet.quoted_flow().is_some() => {
                "it has no session for what this error is about"
            }
            Direction::Outbound => {
                "the routes from here lead back here: give the subnet of the NAT gateway a \
                 route to an internet gateway"
            }
        }
    }

    fn is_assumed(&self, reason: &Reason) -> bool {
        self.topology
            .is_assumed(self.gate, self.direction, self.packet, reason)
    }

    /// What a rule would have to name: `tcp 41820`.
    fn wanted(&self) -> String {
        match (&self.packet.payload, self.packet.icmp_type_and_code()) {
            (Payload::Icmp(_), Some((kind, code))) => {
                format!("{} {kind}/{code}", self.packet.protocol())
            }
            _ => format!(
                "{} {}",
                self.packet.protocol(),
                self.packet.flow().destination_port
            ),
        }
    }

    fn group_rule(&self, group: u16, position: u16) -> String {
        let Gate::Groups(host) = self.gate else {
            return String::new();
        };
        let groups = self.topology.groups_of(host);
        let rule = groups.get(usize::from(group)).and_then(|group| {
            let rule = group.rules(self.direction).get(usize::from(position))?;
            Some((group, rule))
        });
        rule.map_or_else(String::new, |(group, rule)| {
            let (traffic, peer) = (&rule.traffic, &rule.peer);
            let rule = format!("{traffic} {} {peer}", preposition(self.direction));
            if groups.len() > 1 {
                format!("{}: {rule}", group.name)
            } else {
                rule
            }
        })
    }

    fn acl_default(&self, wanted: &str) -> String {
        let Gate::Acl { acl, .. } = self.gate else {
            return String::new();
        };
        let entries = self.topology.acl(acl).entries(self.direction);
        let numbers: Vec<String> = entries
            .iter()
            .take(4)
            .map(|entry| entry.number.to_string())
            .collect();
        match (numbers.len(), entries.len()) {
            (0, _) => format!(
                "stateless, and it has no {} rule, so rule * denies",
                self.direction
            ),
            (1, _) => format!(
                "stateless: rule {} does not match {wanted}, so rule * does",
                numbers[0]
            ),
            (2..=3, _) => format!(
                "stateless: rules {} do not match {wanted}, so rule * does",
                listed(&numbers)
            ),
            (_, count) => format!(
                "stateless: none of its {count} {} rules matches {wanted}, so rule * does",
                self.direction
            ),
        }
    }
}

fn verdict(reason: &Reason) -> (Mark, Option<Tag>) {
    let tag = |text, tone| Some(Tag { text, tone });
    match reason {
        _ if reason.is_drop() => match reason {
            Reason::AclEntry { .. } | Reason::AclDefault => {
                (Mark::Dropped, tag("DENY", Tone::Deny))
            }
            _ => (Mark::Dropped, tag("DROPPED", Tone::Deny)),
        },
        Reason::Tracked { .. } => (Mark::Remembered, tag("TRACKED", Tone::State)),
        Reason::Related { .. } => (Mark::Remembered, tag("RELATED", Tone::State)),
        Reason::GroupRule {
            tracking: Tracking::Untracked,
            ..
        } => (Mark::Allowed, tag("UNTRACKED", Tone::Allow)),
        Reason::GroupRule { .. }
        | Reason::AclEntry { .. }
        | Reason::NotFiltered(_)
        | Reason::PathMtu => (Mark::Allowed, tag("ALLOW", Tone::Allow)),
        _ => (Mark::Passed, None),
    }
}

pub(super) const fn preposition(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    }
}
