//! Hosts: where they stand, what they are addressed by, what surrounds them.

use crate::net::SortedSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Check;
use super::names::Kind;
use crate::net::{SimTime, is_private};
use crate::scenario::document::{Host, SecurityGroup, Subnet, Timeouts};
use crate::scenario::prefix::{is_reserved_ipv4, is_reserved_ipv6};

/// AWS's default quota on the groups of an interface, and how far it can be raised.
const GROUPS_PER_INTERFACE: usize = 5;
const MOST_GROUPS_PER_INTERFACE: usize = 16;
/// How many rules all groups of an interface can have together.
const RULES_PER_INTERFACE: usize = 1_000;

impl Check<'_> {
    pub(super) fn hosts(&mut self) {
        for (index, host) in self.scenario.hosts.iter().enumerate() {
            let place = format!("hosts[{index}]");
            match &host.subnet {
                Some(subnet) => {
                    if self.refers(&format!("{place}.subnet"), subnet, &[Kind::Subnet])
                        && let Some(subnet) = self.scenario.subnet(subnet)
                    {
                        self.host_in_subnet(&place, host, subnet);
                    }
                }
                None => self.internet_host(&place, host),
            }
            let mut services = SortedSet::new();
            for (at, service) in host.listen.iter().enumerate() {
                if !services.insert(*service) {
                    self.warn(
                        format!("{place}.listen[{at}]"),
                        format!("`{service}` stands here twice"),
                    );
                }
            }
            if let Some(range) = host.ports.range
                && range.low() == 0
            {
                let message = format!(
                    "found a range from 0; ports begin at 1, so write [1, {}]",
                    range.high()
                );
                self.problem(format!("{place}.ports.range"), message);
            }
            self.timeouts(&format!("{place}.timeouts"), &host.timeouts);
        }
    }

    fn internet_host(&mut self, place: &str, host: &Host) {
        if host.ip.is_none() && host.ipv6.is_none() {
            self.problem(
                place,
                "this host is in no subnet, so it is on the internet and needs an `ip` or `ipv6`; give it one, or a `subnet`",
            );
        }
        if host.groups.is_some() {
            self.problem(
                format!("{place}.groups"),
                "a host on the internet has no security groups; leave them out, or give it a `subnet`",
            );
        }
        if host.public_ip.is_some() {
            self.problem(
                format!("{place}.public_ip"),
                "a host on the internet is reached at its `ip`; leave `public_ip` out",
            );
        }
        if host.timeouts != Timeouts::default() {
            self.warn(
                format!("{place}.timeouts"),
                "a host on the internet has no connection tracking, so its timeouts change nothing",
            );
        }
        for (address, key) in [
            (host.ip.map(IpAddr::V4), "ip"),
            (host.ipv6.map(IpAddr::V6), "ipv6"),
        ] {
            let Some(address) = address else {
                continue;
            };
            let place = format!("{place}.{key}");
            if address.is_unspecified() || address.is_multicast() || address.is_loopback() {
                self.problem(place, format!("found {address}, which no host can have"));
                continue;
            }
            if is_private(address) {
                let message = format!(
                    "{address} is a private address, and an internet gateway takes nothing from such a one; write a public one"
                );
                self.warn(place.as_str(), message);
            }
            let inside = self.scenario.vpcs.iter().find(|vpc| match address {
                IpAddr::V4(address) => vpc.cidrs.iter().any(|block| block.contains(&address)),
                IpAddr::V6(address) => vpc.ipv6.is_some_and(|block| block.contains(&address)),
            });
            if let Some(vpc) = inside {
                let message = format!(
                    "{address} lies inside VPC `{}`, so nothing from there is sent to this host",
                    vpc.id
                );
                self.warn(place, message);
            }
        }
    }

    fn host_in_subnet(&mut self, place: &str, host: &Host, subnet: &Subnet) {
        if let Some(ip) = host.ip {
            self.ipv4_in_subnet(&format!("{place}.ip"), ip, subnet);
        }
        if let Some(ip) = host.ipv6 {
            self.ipv6_in_subnet(&format!("{place}.ipv6"), ip, subnet);
        }
        if let Some(groups) = &host.groups {
            self.groups(&format!("{place}.groups"), groups, &subnet.vpc);
        }
    }

    /// An address of this subnet that AWS does not keep.
    pub(super) fn ipv4_in_subnet(&mut self, place: &str, ip: Ipv4Addr, subnet: &Subnet) {
        let cidr = subnet.cidr;
        if !cidr.contains(&ip) {
            let message = format!(
                "found {ip}, which is not inside subnet `{}` ({cidr})",
                subnet.id
            );
            self.problem(place, message);
        } else if is_reserved_ipv4(cidr, ip) {
            let message = format!(
                "found {ip}, one of the five addresses that AWS reserves in {cidr} (the first four and the last); choose another"
            );
            self.problem(place, message);
        }
    }

    fn ipv6_in_subnet(&mut self, place: &str, ip: Ipv6Addr, subnet: &Subnet) {
        let message = match subnet.ipv6 {
            None => format!(
                "found {ip}, but subnet `{}` has no `ipv6`; give it one",
                subnet.id
            ),
            Some(prefix) if !prefix.contains(&ip) => {
                format!(
                    "found {ip}, which is not inside subnet `{}` ({prefix})",
                    subnet.id
                )
            }
            Some(prefix) if is_reserved_ipv6(prefix, ip) => format!(
                "found {ip}, one of the five addresses that AWS reserves in {prefix} (the first four and the last); choose another"
            ),
            Some(_) => return,
        };
        self.problem(place, message);
    }

    /// The groups of an interface: some, each once, all of this VPC.
    pub(super) fn groups(&mut self, place: &str, groups: &[String], vpc: &str) {
        if groups.is_empty() {
            let message = format!(
                "found an empty list; a host has at least one security group, and without `groups` it has `{vpc}.default`"
            );
            self.problem(place, message);
        }
        let mut seen = SortedSet::new();
        for (index, id) in groups.iter().enumerate() {
            let place = format!("{place}[{index}]");
            if !seen.insert(id) {
                self.problem(
                    place.as_str(),
                    format!("found `{id}` a second time; write it once"),
                );
            }
            if self.refers(&place, id, &[Kind::SecurityGroup])
                && let Some(owner) = self
                    .scenario
                    .security_group(id)
                    .map(|group| group.vpc.clone())
            {
                self.same_vpc(&place, id, &owner, vpc);
            }
        }
        let rules = |list: fn(&SecurityGroup) -> usize| -> usize {
            let groups = groups
                .iter()
                .filter_map(|id| self.scenario.security_group(id));
            groups.map(|group| list(&group)).sum()
        };
        let most = rules(|group| group.inbound.len())
            .max(rules(|group| group.outbound.as_ref().map_or(1, Vec::len)));
        if most > RULES_PER_INTERFACE {
            self.warn(place, format!("found {most} rules in one direction; AWS's quota is {RULES_PER_INTERFACE} for all groups of an interface"));
        }
        let found = groups.len();
        if found > MOST_GROUPS_PER_INTERFACE {
            self.warn(place, format!("found {found} groups; AWS allows at most {MOST_GROUPS_PER_INTERFACE} on an interface"));
        } else if found > GROUPS_PER_INTERFACE {
            self.warn(place, format!("found {found} groups; AWS's quota is {GROUPS_PER_INTERFACE} on an interface unless raised"));
        }
    }

    /// Idle timeouts within the bounds that AWS sets.
    pub(super) fn timeouts(&mut self, place: &str, timeouts: &Timeouts) {
        for (key, time, low, high) in [
            ("tcp", timeouts.tcp, 60, 432_000),
            ("udp", timeouts.udp, 30, 60),
            ("udp_stream", timeouts.udp_stream, 60, 180),
        ] {
            let allowed = SimTime::from_secs(low)..=SimTime::from_secs(high);
            if let Some(time) = time
                && !allowed.contains(&time)
            {
                let message = format!("found {time}; expected from {low} to {high} seconds");
                self.problem(format!("{place}.{key}"), message);
            }
        }
    }
}
