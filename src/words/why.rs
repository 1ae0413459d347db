//! Why a packet was dropped, in one sentence, for the command line.
//!
//! The sentence names the nearest rule and what differs. If the packet is a reply, its
//! destination port is the client's ephemeral port, and the sentence gives the range that
//! the client's system uses: that is the number an outbound ACL rule has to allow.

use std::fmt::Write;
use std::net::IpAddr;

use super::grouped;
use super::no_port::uses;
use super::reason::{preposition, range_name};
use crate::net::{Family, Packet, Payload, PortRange, covers, is_private};
use crate::policy::{Difference, Direction, NearMiss, Peer, Reason};
use crate::sim::{Drop, Sender, Setup};
use crate::topology::{Gate, GatewayKind, Topology};

/// A packet that was dropped, with all that an explanation needs.
pub(super) struct Dropped<'a> {
    pub(super) setup: &'a Setup,
    /// The network at that moment.
    pub(super) topology: &'a Topology,
    pub(super) drop: &'a Drop,
    /// The packet as it reached the gate.
    pub(super) packet: &'a Packet,
    pub(super) sender: Sender,
}

impl Dropped<'_> {
    /// The sentence, without a full stop, and AWS's code after it.
    pub(super) fn why(&self) -> String {
        let cause = self.cause();
        match self.drop.reason.code() {
            Some(code) => format!("{cause} [{code}]"),
            None => cause,
        }
    }

    fn cause(&self) -> String {
        let gate = self.topology.gate_name(self.drop.gate);
        let Packet {
            source,
            destination,
            ..
        } = *self.packet;
        match self.drop.reason {
            Reason::NoGroupRule { no_rules } => self.no_group_rule(no_rules),
            Reason::AclDefault => self.acl_default(),
            Reason::AclEntry { number, .. } => self.acl_deny(number),
            Reason::InvalidState => format!(
                "{} does not open a connection, and {gate} tracks none that it belongs to",
                super::flags(self.packet)
            ),
            Reason::Cut => {
                "the connection was untracked and a rule that it needs was removed; only \
                            a new SYN passes"
                    .into()
            }
            Reason::TableFull => self.table_full(),
            Reason::NoRoute => self.no_route(),
            Reason::Blackhole { to } => {
                format!("route {to} of {gate} is a blackhole: its target no longer exists")
            }
            Reason::NoPublicAddress => format!(
                "{} has no public IPv4 address, and an internet gateway only forwards packets of \
                 hosts that have one",
                self.named(source)
            ),
            Reason::PrivateDestination(range) => format!(
                "{destination} is in {}, and an internet gateway only forwards to public addresses",
                range_name(range)
            ),
            Reason::PrivateSource(range) => format!(
                "{source} is in {}, and an internet gateway accepts packets from public addresses \
                 only",
                range_name(range)
            ),
            Reason::UnknownAddress => {
                format!("no host or NAT gateway behind {gate} has the public address {destination}")
            }
            Reason::NoSession if self.drop.direction == Direction::Inbound => format!(
                "{gate} never had a session for this packet: a NAT gateway only passes replies to \
                 connections that hosts behind it opened"
            ),
            Reason::NoSession => format!(
                "{gate} never had a session for this connection: its first packet did not pass \
                 through it"
            ),
            Reason::SessionExpired => format!(
                "{gate}'s session for this connection expired: it was idle for 350 s, the NAT \
                 gateway's idle timeout"
            ),
            Reason::RoutingLoop => format!(
                "routing loop: the routes behind {gate} lead back to it. Give its subnet a route to \
                 an internet gateway"
            ),
            Reason::NatPortsExhausted => format!(
                "{gate} has 55 000 connections to this destination already, the most that a NAT \
                 gateway supports"
            ),
            Reason::NatProtocol => format!(
                "{gate} translates TCP, UDP and ICMP; this is protocol {}",
                self.packet.protocol()
            ),
            Reason::NotInPeeredVpcs => self.not_in_peered_vpcs(&gate),
            Reason::NoHost => format!("no host of this scenario has the address {destination}"),
            Reason::Lost => "lost at random, as `settings.loss` asks".into(),
            reason => super::trace::drop_rule_name(&reason),
        }
    }

    fn no_group_rule(&self, no_rules: bool) -> String {
        let Gate::Groups(host) = self.drop.gate else {
            return String::new();
        };
        let direction = self.drop.direction;
        let united = self.topology.united_groups_of(host);
        let names: Vec<String> = united
            .groups()
            .iter()
            .map(|group| group.name.to_string())
            .collect();
        let groups = names.join(" or ");
        let nearest = united.nearest(self.packet, direction);
        let start = if self.packet.quoted_flow().is_some() {
            format!("an ICMP error needs an {direction} rule of its own; ")
        } else if self.is_reply() {
            format!("{groups} does not track this connection, so the reply needs a rule; ")
        } else {
            String::new()
        };
        let Some(miss) = nearest.filter(|_| !no_rules) else {
            let found = self.found(true, false);
            return format!("{start}{groups} has no {direction} rules; this is {found}");
        };
        let Some(group) = united.groups().get(usize::from(miss.rule.group)) else {
            return String::new();
        };
        let Some(rule) = group.rules(direction).get(usize::from(miss.rule.position)) else {
            return String::new();
        };
        let text = format!(
            "`{} {} {}`",
            rule.traffic,
            preposition(direction),
            rule.peer
        );
        let whose = if names.len() > 1 {
            format!(" of {}", group.name)
        } else {
            String::new()
        };
        let differs = match &miss.differences[..] {
            [Difference::Address { wanted, found }] => self.other_address(wanted, *found),
            differences => {
                let (traffic, address) = differing(differences);
                format!("comes closest; this is {}", self.found(traffic, address))
            }
        };
        format!("{start}no {direction} rule of {groups} matches: {text}{whose} {differs}")
    }

    /// What follows a group rule that differs in its peer only.
    fn other_address(&self, wanted: &Peer, found: IpAddr) -> String {
        let end = match self.drop.direction {
            Direction::Inbound => "source",
            Direction::Outbound => "destination",
        };
        match wanted {
            Peer::Group { .. } if found.is_ipv4() && !is_private(found) => {
                format!("names private addresses; this {end} is public")
            }
            Peer::Group { name, .. } => {
                format!("names hosts in {name}; this {end}, {found}, is not one of them")
            }
            Peer::Stale(_) => "names a security group that no longer exists".into(),
            Peer::PrefixList { name, .. } => {
                format!("names {name}, which does not contain this {end}, {found}")
            }
            Peer::Prefix(prefix) if prefix.addr().is_ipv4() != found.is_ipv4() => {
                let families = match Family::of(found) {
                    Family::V4 => "is for IPv6; this packet is IPv4",
                    Family::V6 => "is for IPv4; this packet is IPv6",
                };
                families.into()
            }
            Peer::Prefix(_) => format!("does not contain this {end}, {found}"),
        }
    }

    fn acl_default(&self) -> String {
        let Gate::Acl { acl, .. } = self.drop.gate else {
            return String::new();
        };
        let direction = self.drop.direction;
        let acl = self.topology.acl(acl);
        match acl.nearest_allow(self.packet, direction) {
            Some(miss) => {
                let NearMiss { rule, differences } = miss;
                let (traffic, address) = differing(&differences);
                let wanted = match (traffic, address) {
                    (true, false) => rule.traffic.to_string(),
                    _ => format!("{} {} {}", rule.traffic, preposition(direction), rule.cidr),
                };
                format!(
                    "no {direction} rule of {} matches: rule {} allows {wanted}, this is {}",
                    acl.name,
                    rule.number,
                    self.found(traffic, address)
                )
            }
            None => format!(
                "{} has no {direction} rule that allows anything; this is {}",
                acl.name,
                self.found(true, false)
            ),
        }
    }

    fn acl_deny(&self, number: u16) -> String {
        let Gate::Acl { acl, .. } = self.drop.gate else {
            return String::new();
        };
        let direction = self.drop.direction;
        let acl = self.topology.acl(acl);
        let denied = acl
            .entries(direction)
            .iter()
            .find(|entry| entry.number == number)
            .map_or_else(String::new, |entry| {
                format!(
                    " {} {} {}",
                    entry.traffic,
                    preposition(direction),
                    entry.cidr
                )
            });
        let mut text = format!(
            "rule {number} of {} denies{denied}; this is {}",
            acl.name,
            self.found(true, true)
        );
        let hidden = acl
            .nearest_allow(self.packet, direction)
            .filter(|miss| miss.differences.is_empty());
        if let Some(hidden) = hidden {
            let allows = hidden.rule.number;
            let _ = write!(text, ", which rule {allows} would allow if it came first");
        }
        text
    }

    fn table_full(&self) -> String {
        let host = match self.drop.gate {
            Gate::Groups(host) => &*self.topology.host(host).name,
            _ => "the host",
        };
        let most = self.setup.settings.conntrack_max.unwrap_or_default();
        format!(
            "{host} tracks {} connections already, the limit that `conntrack_max` sets",
            grouped(most as usize)
        )
    }

    fn no_route(&self) -> String {
        let Gate::RouteTable { table, .. } = self.drop.gate else {
            return String::new();
        };
        let table = self.topology.table(table);
        let to = self.packet.destination;
        if table.routes.iter().any(|route| covers(&route.to, to)) {
            return format!("AWS never forwards packets to {to}, whatever the routes say");
        }
        let mut routes: Vec<String> = table
            .routes
            .iter()
            .map(|route| route.to.to_string())
            .collect();
        let more = routes.len().saturating_sub(4);
        routes.truncate(4);
        let mut list = super::listed(&routes);
        if more > 0 {
            list = format!("{} and {more} more", routes.join(", "));
        }
        format!("{} has no route to {to}, only to {list}", table.name)
    }

    fn not_in_peered_vpcs(&self, gate: &str) -> String {
        let Gate::Gateway(gateway) = self.drop.gate else {
            return String::new();
        };
        let GatewayKind::Peering { vpcs } = self.topology.gateway(gateway).kind else {
            return String::new();
        };
        let [one, other] = vpcs.map(|vpc| &*self.topology.vpcs()[vpc.place()].name);
        format!(
            "{gate} only carries packets from {one} to {other} and back; this goes from {} to {}",
            self.packet.source, self.packet.destination
        )
    }

    /// The packet in the words of a rule: `tcp 33956, the client's ephemeral port; Linux uses
    /// 32768-60999`.
    fn found(&self, traffic: bool, address: bool) -> String {
        let mut text = String::new();
        let flow = self.packet.flow();
        if traffic {
            text = match (&self.packet.payload, self.packet.icmp_type_and_code()) {
                (Payload::Icmp(_), Some((kind, code))) => {
                    format!("{} {kind}/{code}", flow.protocol)
                }
                _ if flow.protocol.has_ports() => {
                    format!("{} {}", flow.protocol, flow.destination_port)
                }
                _ => format!("protocol {}", flow.protocol),
            };
        }
        if address {
            let (preposition, address) = match self.drop.direction {
                Direction::Inbound => ("from", flow.source),
                Direction::Outbound => ("to", flow.destination),
            };
            let space = if text.is_empty() { "" } else { " " };
            let _ = write!(text, "{space}{preposition} {address}");
        }
        match self.client_port().filter(|_| traffic) {
            Some(port) => format!("{text}, {port}"),
            None => text,
        }
    }

    /// Whether the packet goes back to the host that began the flow.
    fn is_reply(&self) -> bool {
        let plan = &self.setup.flows[self.drop.flow_index as usize];
        self.sender != Sender::Host(plan.from)
    }

    /// What a reply's destination port is: `the client's ephemeral port; Linux uses 32768-60999`.
    fn client_port(&self) -> Option<String> {
        if !self.is_reply() || !self.packet.protocol().has_ports() {
            return None;
        }
        let plan = &self.setup.flows[self.drop.flow_index as usize];
        let to = self.packet.destination;
        if let Some(gateway) = self.nat_gateway_at(to) {
            let ports = PortRange::fixed(1_024, 65_535);
            return Some(format!("a port of {gateway}; NAT gateways use {ports}"));
        }
        if plan.source_port.is_some() {
            return Some("the client's source port".into());
        }
        let uses = uses(self.setup, self.topology, plan.from);
        Some(format!("the client's ephemeral port; {uses}"))
    }

    fn nat_gateway_at(&self, address: IpAddr) -> Option<&str> {
        self.topology
            .gateways()
            .iter()
            .find_map(|gateway| match gateway.kind {
                GatewayKind::Nat {
                    private, public, ..
                } if private == address || public == Some(address) => Some(&*gateway.name),
                _ => None,
            })
    }

    /// `web (10.0.1.30)`: an address with the name of its host, if it is a host's.
    fn named(&self, address: IpAddr) -> String {
        let hosts = self.topology.hosts();
        let host = hosts.iter().find(|host| host.addresses.contains(&address));
        host.map_or_else(
            || address.to_string(),
            |host| format!("{} ({address})", host.name),
        )
    }
}

/// Which of the two halves of a rule differ: protocol and ports, address.
fn differing(differences: &[Difference]) -> (bool, bool) {
    let is_address = |one: &Difference| matches!(one, Difference::Address { .. });
    (
        !differences.iter().all(is_address),
        differences.iter().any(is_address),
    )
}
