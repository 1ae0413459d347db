//! Address assignment: each gateway and host has the address that is written, or the next
//! free one of its subnet.
//!
//! Written addresses are reserved first. Then gateways and hosts without an address get
//! the lowest free one, in the order of the document. The five addresses that AWS reserves
//! in each subnet are not assigned. IPv6 addresses are not assigned at all.
//!
//! Source: AWS, "Subnet sizing".

use crate::net::{SortedMap, SortedSet};
use std::net::{Ipv4Addr, Ipv6Addr};

use super::document::{GatewayKind, Id, Scenario, Subnet};

/// How many addresses AWS reserves at the start of a subnet. It reserves the last one too.
const RESERVED_AT_START: u32 = 4;

/// The addresses of one host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostAddresses {
    /// IPv4: private in a subnet, public on the internet; `None` if the subnet is full.
    pub ip: Option<Ipv4Addr>,
    /// IPv6.
    pub ipv6: Option<Ipv6Addr>,
    /// The address to which an internet gateway translates its private one.
    pub public_ip: Option<Ipv4Addr>,
}

/// The addresses of one NAT gateway.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NatAddresses {
    /// Its private address; `None` if the subnet is full.
    pub ip: Option<Ipv4Addr>,
    /// Its public address.
    pub public_ip: Option<Ipv4Addr>,
}

/// The addresses of a whole document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Addresses {
    hosts: SortedMap<Id, HostAddresses>,
    nat_gateways: SortedMap<Id, NatAddresses>,
    taken: SortedMap<Id, SortedSet<Ipv4Addr>>,
}

impl Addresses {
    /// Assigns the addresses of a document.
    #[must_use]
    pub fn of(scenario: &Scenario) -> Self {
        let mut addresses = Self::default();
        addresses.take_written(scenario);
        for gateway in &scenario.gateways {
            if let GatewayKind::Nat {
                subnet,
                ip,
                public_ip,
            } = &gateway.kind
            {
                let ip = ip.or_else(|| addresses.give(scenario, subnet));
                let public_ip = *public_ip;
                let nat = NatAddresses { ip, public_ip };
                addresses.nat_gateways.insert(gateway.id.clone(), nat);
            }
        }
        for host in &scenario.hosts {
            let given = match (&host.subnet, host.ip) {
                (Some(subnet), None) => addresses.give(scenario, subnet),
                (_, written) => written,
            };
            let host_addresses = HostAddresses {
                ip: given,
                ipv6: host.ipv6,
                public_ip: host.public_ip,
            };
            addresses.hosts.insert(host.id.clone(), host_addresses);
        }
        addresses
    }

    /// The addresses of a host.
    #[must_use]
    pub fn host(&self, id: &str) -> Option<HostAddresses> {
        self.hosts.get(id).copied()
    }

    /// The addresses of a NAT gateway.
    #[must_use]
    pub fn nat_gateway(&self, id: &str) -> Option<NatAddresses> {
        self.nat_gateways.get(id).copied()
    }

    /// The address that a new host in this subnet would get; `None` if the subnet is full.
    #[must_use]
    pub fn next_free(&self, subnet: &Subnet) -> Option<Ipv4Addr> {
        let first = u32::from(subnet.cidr.network()).checked_add(RESERVED_AT_START)?;
        let last = u32::from(subnet.cidr.broadcast());
        let taken = self.taken.get(&subnet.id);
        let is_taken = |address: &Ipv4Addr| taken.is_some_and(|taken| taken.contains(address));
        (first..last)
            .map(Ipv4Addr::from)
            .find(|address| !is_taken(address))
    }

    fn take_written(&mut self, scenario: &Scenario) {
        let hosts = scenario
            .hosts
            .iter()
            .filter_map(|host| Some((host.subnet.as_ref()?, host.ip?)));
        let gateways = scenario
            .gateways
            .iter()
            .filter_map(|gateway| match &gateway.kind {
                GatewayKind::Nat { subnet, ip, .. } => Some((subnet, (*ip)?)),
                _ => None,
            });
        for (subnet, ip) in hosts.chain(gateways) {
            self.taken.or_default(subnet.clone()).insert(ip);
        }
    }

    fn give(&mut self, scenario: &Scenario, subnet: &str) -> Option<Ipv4Addr> {
        let address = self.next_free(scenario.subnet(subnet)?)?;
        let taken = self.taken.or_default(subnet.to_owned());
        taken.insert(address);
        Some(address)
    }
}

/// How many addresses of a subnet are usable for hosts and NAT gateways.
#[must_use]
pub fn usable_addresses(subnet: &Subnet) -> u32 {
    let first = u32::from(subnet.cidr.network());
    let last = u32::from(subnet.cidr.broadcast());
    (last - first).saturating_sub(RESERVED_AT_START)
}
