//! Validates hosts: their subnets, addresses, groups and timeouts.

use crate::net::SortedSet;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use super::Check;
use crate::net::{SimTime, is_private};
use crate::scenario::document::{Host, SecurityGroup, Subnet, Timeouts};
use crate::scenario::prefix::{is_reserved_ipv4, is_reserved_ipv6};
use crate::scenario::problem::NameKind;
use crate::scenario::problem::{AddressProblem, HostProblem};

/// AWS's default quota on the groups of an interface, and how far it can be raised.
const GROUPS_PER_INTERFACE: usize = 5;
const MOST_GROUPS_PER_INTERFACE: usize = 16;
/// AWS's quota on the rules of all groups of an interface together.
const RULES_PER_INTERFACE: usize = 1_000;

impl Check<'_> {
    pub(super) fn hosts(&mut self) {
        for (index, host) in self.scenario.hosts.iter().enumerate() {
            let place = format!("hosts[{index}]");
            match &host.subnet {
                Some(subnet) => {
                    if self.refers(&format!("{place}.subnet"), subnet, &[NameKind::Subnet])
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
                    let place = format!("{place}.listen[{at}]");
                    self.warn(place, HostProblem::ServiceTwice(*service));
                }
            }
            if let Some(range) = host.ports.range
                && range.low() == 0
            {
                let place = format!("{place}.ports.range");
                self.problem(place, HostProblem::RangeFromZero(range.high()));
            }
            self.timeouts(&format!("{place}.timeouts"), &host.timeouts);
        }
    }

    fn internet_host(&mut self, place: &str, host: &Host) {
        if host.ip.is_none() && host.ipv6.is_none() {
            self.problem(place, HostProblem::NoAddress);
        }
        if host.groups.is_some() {
            self.problem(format!("{place}.groups"), HostProblem::InternetGroups);
        }
        if host.public_ip.is_some() {
            self.problem(format!("{place}.public_ip"), HostProblem::InternetPublicIp);
        }
        if host.timeouts != Timeouts::default() {
            self.warn(format!("{place}.timeouts"), HostProblem::InternetTimeouts);
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
                self.problem(place, AddressProblem::NotAHost(address));
                continue;
            }
            if is_private(address) {
                self.warn(place.as_str(), AddressProblem::Private(address));
            }
            let inside = self.scenario.vpcs.iter().find(|vpc| match address {
                IpAddr::V4(address) => vpc.cidrs.iter().any(|block| block.contains(&address)),
                IpAddr::V6(address) => vpc.ipv6.is_some_and(|block| block.contains(&address)),
            });
            if let Some(vpc) = inside {
                self.warn(
                    place,
                    AddressProblem::InternetInsideVpc {
                        ip: address,
                        vpc: vpc.id.clone(),
                    },
                );
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

    /// An address of this subnet that AWS does not reserve.
    pub(super) fn ipv4_in_subnet(&mut self, place: &str, ip: Ipv4Addr, subnet: &Subnet) {
        let cidr = subnet.cidr;
        if !cidr.contains(&ip) {
            self.problem(
                place,
                AddressProblem::OutsideSubnet {
                    ip: ip.into(),
                    subnet: subnet.id.clone(),
                    cidr: cidr.into(),
                },
            );
        } else if is_reserved_ipv4(cidr, ip) {
            self.problem(
                place,
                AddressProblem::Reserved {
                    ip: ip.into(),
                    cidr: cidr.into(),
                },
            );
        }
    }

    fn ipv6_in_subnet(&mut self, place: &str, ip: Ipv6Addr, subnet: &Subnet) {
        let name = || subnet.id.clone();
        let problem = match subnet.ipv6 {
            None => AddressProblem::SubnetWithoutIpv6 {
                ip: ip.into(),
                subnet: name(),
            },
            Some(prefix) if !prefix.contains(&ip) => AddressProblem::OutsideSubnet {
                ip: ip.into(),
                subnet: name(),
                cidr: prefix.into(),
            },
            Some(prefix) if is_reserved_ipv6(prefix, ip) => AddressProblem::Reserved {
                ip: ip.into(),
                cidr: prefix.into(),
            },
            Some(_) => return,
        };
        self.problem(place, problem);
    }

    /// The groups of an interface: at least one, each once, all of this VPC.
    pub(super) fn groups(&mut self, place: &str, groups: &[String], vpc: &str) {
        if groups.is_empty() {
            self.problem(place, HostProblem::NoGroups(vpc.to_owned()));
        }
        let mut seen = SortedSet::new();
        for (index, id) in groups.iter().enumerate() {
            let place = format!("{place}[{index}]");
            if !seen.insert(id) {
                self.problem(place.as_str(), HostProblem::GroupTwice(id.clone()));
            }
            if self.refers(&place, id, &[NameKind::SecurityGroup])
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
            let problem = HostProblem::RulesQuota {
                found: most,
                quota: RULES_PER_INTERFACE,
            };
            self.warn(place, problem);
        }
        let found = groups.len();
        if found > MOST_GROUPS_PER_INTERFACE {
            let most = MOST_GROUPS_PER_INTERFACE;
            self.warn(place, HostProblem::GroupsMost { found, most });
        } else if found > GROUPS_PER_INTERFACE {
            let quota = GROUPS_PER_INTERFACE;
            self.warn(place, HostProblem::GroupsQuota { found, quota });
        }
    }

    /// Idle timeouts within AWS's bounds.
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
                self.problem(
                    format!("{place}.{key}"),
                    HostProblem::Timeout {
                        found: time,
                        low,
                        high,
                    },
                );
            }
        }
    }
}
