//! The reason for a gate's verdict on one packet.

use std::net::IpAddr;

use super::decision::{DecisionStep, Mark};
use super::listed;
use super::packet::{end, exchanged};
use super::tone::{Tag, Tone};
use crate::net::{Packet, Payload};
use crate::policy::{AclAction, Direction, GroupRuleRef, NotPublic, Reason, Tracking};
use crate::topology::{Gate, Topology};

/// A packet at a gate, before its verdict.
pub(super) struct Judged<'a> {
    pub(super) topology: &'a Topology,
    pub(super) packet: &'a Packet,
    pub(super) gate: Gate,
    pub(super) direction: Direction,
}

impl Judged<'_> {
    pub(super) fn step(&self, reason: &Reason, index: usize) -> DecisionStep {
        let (mark, tag) = verdict(reason);
        DecisionStep {
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
                    "part of tracked connection #{}: rules aren't evaluated",
                    from.0
                )
            }
            Reason::Related { from } => {
                format!(
                    "an error about tracked connection #{}, which `related_icmp` lets pass; AWS does \
                     not document this",
                    from.0
                )
            }
            Reason::PathMtu => {
                "AWS allows this message for connections like this one, without a rule".into()
            }
            Reason::NotFiltered(_) => "AWS never filters this traffic".into(),
            Reason::NoGroupRule { .. } => self.not_admitted(reason, &wanted, peer),
            Reason::InvalidState => {
                "opens no connection and is not part of a tracked one; AWS does not document \
                 what happens to such a packet"
                    .into()
            }
            Reason::Cut => {
                "its connection was untracked and one of its rules was removed, so only a new SYN \
                 passes; AWS documents this for the rule of the request, not of the reply"
                    .into()
            }
            Reason::TableFull => "the table of tracked connections is full".into(),
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
            Reason::Route { to } => format!("{to} is the most specific route to {peer}"),
            Reason::ReturnToSender => {
                format!("no route to {peer}, but a reply to a NAT gateway goes back to it")
            }
            Reason::NoRoute => format!("no route to {peer}"),
            Reason::Blackhole { to } => {
                format!("route {to} is a blackhole: its target no longer exists")
            }
            Reason::Translated { from, to } if self.is_assumed(reason) => format!(
                "translates the {} {from} to {to}; AWS does not document this path back into the \
                 same VPC",
                end(self.direction)
            ),
            Reason::Translated { from, to } => format!(
                "translates the {} {from} to {to}; keeps no state",
                end(self.direction)
            ),
            Reason::PortTranslated {
                from,
                from_port,
                to,
                to_port,
            } => self.port_translated((*from, *from_port), (*to, *to_port)),
            Reason::Forwarded => "forwards it unchanged".into(),
            Reason::NoPublicAddress => {
                format!("{} has no public IP address", self.packet.source)
            }
            Reason::UnknownAddress
            | Reason::PrivateDestination(_)
            | Reason::PrivateSource(_)
            | Reason::NoSession
            | Reason::SessionExpired
            | Reason::RoutingLoop => self.refused_by_gateway(reason, peer),
            Reason::NatPortsExhausted => {
                "55 000 connections to this destination are open, the maximum".into()
            }
            Reason::NatProtocol => "translates TCP, UDP and ICMP only".into(),
            Reason::NotInPeeredVpcs => {
                "only carries packets from one of its two VPCs to the other".into()
            }
            Reason::NoHost => format!("no host has the address {}", self.packet.destination),
            Reason::Lost => "lost at random, as `settings.loss` asks".into(),
        }
    }

    fn admitted(&self, rule: GroupRuleRef, tracking: Tracking) -> String {
        let text = self.group_rule(rule.group, rule.position);
        match tracking {
            Tracking::NewEntry => format!("{text}; tracked from now on"),
            Tracking::PickedUp => format!(
                "{text}; tracked from the middle of a connection, which AWS does not document"
            ),
            Tracking::Untracked => {
                format!(
                    "{text}; untracked, because both directions allow all addresses: replies need an \
                 {} rule",
                    self.direction.opposite()
                )
            }
            Tracking::None => text,
        }
    }

    fn not_admitted(&self, reason: &Reason, wanted: &str, peer: IpAddr) -> String {
        let direction = self.direction;
        let no_rules = *reason == Reason::NoGroupRule { no_rules: true };
        let text = if no_rules {
            format!("no tracked connection, and no {direction} rules")
        } else {
            let preposition = preposition(direction);
            format!(
                "no tracked connection, and no {direction} rule matches {wanted} {preposition} {peer}"
            )
        };
        if self.is_assumed(reason) {
            format!("{text}; AWS does not document whether errors about a tracked flow need one")
        } else {
            text
        }
    }

    fn port_translated(&self, from: (IpAddr, u16), to: (IpAddr, u16)) -> String {
        let text = exchanged(self.direction, from, to);
        match self.direction {
            Direction::Inbound => text,
            Direction::Outbound => {
                format!("{text}; AWS does not document how it chooses the port")
            }
        }
    }

    /// Why an internet gateway or a NAT gateway drops a packet.
    fn refused_by_gateway(&self, reason: &Reason, peer: IpAddr) -> String {
        match reason {
            Reason::UnknownAddress => {
                format!(
                    "{} is not a public address of this VPC",
                    self.packet.destination
                )
            }
            Reason::PrivateDestination(range) => format!(
                "{peer} is in {}; an internet gateway sends nothing to those addresses",
                range_name(*range)
            ),
            Reason::PrivateSource(range) => format!(
                "{peer} is in {}; an internet gateway accepts nothing from those addresses",
                range_name(*range)
            ),
            Reason::SessionExpired => {
                "its session for this connection expired: it was idle for 350 s, the NAT gateway's \
                 idle timeout"
                    .into()
            }
            Reason::RoutingLoop => {
                "routing loop: the routes from here lead back here. Give the NAT gateway's subnet \
                 a route to an internet gateway"
                    .into()
            }
            _ => self.no_session().into(),
        }
    }

    fn no_session(&self) -> &'static str {
        match self.direction {
            Direction::Inbound => {
                "it never had a session for this: only hosts behind it can open a connection"
            }
            Direction::Outbound if self.packet.quoted_flow().is_some() => {
                "no session for the packet that this error quotes"
            }
            Direction::Outbound => {
                "it never had a session for this: the connection's SYN did not pass through it"
            }
        }
    }

    fn is_assumed(&self, reason: &Reason) -> bool {
        self.topology
            .is_assumed(self.gate, self.direction, self.packet, reason)
    }

    /// The traffic that a rule has to match: `tcp 41820`.
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
                "stateless: no {} rules, so the default rule * denies",
                self.direction
            ),
            (1, _) => format!(
                "stateless: rule {} ({}) doesn't match {wanted}; the default rule * denies",
                numbers[0], entries[0].traffic
            ),
            (2..=3, _) => format!(
                "stateless: rules {} don't match {wanted}; the default rule * denies",
                listed(&numbers)
            ),
            (_, count) => format!(
                "stateless: none of its {count} {} rules matches {wanted}; the default rule * denies",
                self.direction
            ),
        }
    }
}

fn verdict(reason: &Reason) -> (Mark, Option<Tag>) {
    let tag = |text: &str, tone| {
        let text = text.into();
        Some(Tag { tone, text })
    };
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

pub(super) const fn range_name(range: NotPublic) -> &'static str {
    match range {
        NotPublic::Private => "the private ranges of RFC 1918",
        NotPublic::Shared => "the shared range 100.64.0.0/10 (RFC 6598)",
    }
}

pub(super) const fn preposition(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    }
}
