//! Addresses: none is taken twice, and every subnet has enough of them.

use crate::net::SortedMap;
use std::net::{IpAddr, Ipv4Addr};

use super::Check;
use crate::scenario::addresses::Addresses;
use crate::scenario::document::{GatewayKind, Subnet};

/// Addresses taken so far, by VPC, with the place that took them.
type Taken<'a> = SortedMap<(&'a str, IpAddr), String>;

impl Check<'_> {
    /// No address is taken twice, and every subnet has one for each that needs one.
    pub(super) fn addresses(&mut self) {
        let addresses = Addresses::of(self.scenario);
        let mut taken = SortedMap::new();
        for (index, gateway) in self.scenario.gateways.iter().enumerate() {
            let GatewayKind::Nat {
                subnet,
                ip,
                public_ip,
            } = &gateway.kind
            else {
                continue;
            };
            let place = format!("gateways[{index}]");
            let Some(subnet) = self.scenario.subnet(subnet) else {
                continue;
            };
            if let Some(ip) = *ip {
                self.ipv4_in_subnet(&format!("{place}.ip"), ip, subnet);
                self.take(&mut taken, &subnet.vpc, ip.into(), format!("{place}.ip"));
            } else if addresses
                .nat_gateway(&gateway.id)
                .is_some_and(|given| given.ip.is_none())
            {
                self.full(&place, subnet);
            }
            if let Some(ip) = *public_ip {
                self.public_address(&mut taken, ip, format!("{place}.public_ip"));
            }
        }
        for (index, host) in self.scenario.hosts.iter().enumerate() {
            let place = format!("hosts[{index}]");
            let subnet = host
                .subnet
                .as_deref()
                .and_then(|id| self.scenario.subnet(id));
            let network = subnet.map_or("", |subnet| subnet.vpc.as_str());
            if let Some(ip) = host.ip {
                self.take(&mut taken, network, ip.into(), format!("{place}.ip"));
            } else if let Some(subnet) = subnet
                && addresses
                    .host(&host.id)
                    .is_some_and(|given| given.ip.is_none())
            {
                self.full(&place, subnet);
            }
            // IPv6 addresses are the same inside and outside a VPC.
            if let Some(ip) = host.ipv6 {
                self.take(&mut taken, "", ip.into(), format!("{place}.ipv6"));
            }
            if let Some(ip) = host.public_ip.filter(|_| subnet.is_some()) {
                self.public_address(&mut taken, ip, format!("{place}.public_ip"));
            }
        }
    }

    fn full(&mut self, place: &str, subnet: &Subnet) {
        let message = format!(
            "found no free address in subnet `{}` ({}) for this; make the subnet larger",
            subnet.id, subnet.cidr
        );
        self.problem(place, message);
    }

    fn public_address(&mut self, taken: &mut Taken<'_>, ip: Ipv4Addr, place: String) {
        let inside = self
            .scenario
            .vpcs
            .iter()
            .find(|vpc| vpc.cidrs.iter().any(|block| block.contains(&ip)));
        if ip.is_unspecified() || ip.is_multicast() || ip.is_loopback() {
            self.problem(
                place.as_str(),
                format!("found {ip}, which is no public address"),
            );
        } else if let Some(vpc) = inside {
            let message = format!(
                "{ip} lies inside VPC `{}`; a public address is outside every VPC",
                vpc.id
            );
            self.warn(place.as_str(), message);
        }
        self.take(taken, "", ip.into(), place);
    }

    /// Takes an address of a VPC, or, with no VPC named, of the internet.
    fn take<'b>(&mut self, taken: &mut Taken<'b>, network: &'b str, ip: IpAddr, place: String) {
        if let Some(first) = taken.get(&(network, ip)) {
            let message = format!("found {ip}, which {first} has already; choose another");
            self.problem(place, message);
        } else {
            taken.insert((network, ip), place);
        }
    }
}
