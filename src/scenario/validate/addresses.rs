//! Validates addresses: no two elements share one, and every subnet has enough.

use crate::net::SortedMap;
use std::net::{IpAddr, Ipv4Addr};

use super::Check;
use crate::scenario::addresses::Addresses;
use crate::scenario::document::{Gateway, GatewayKind, Subnet};
use crate::scenario::problem::AddressProblem;

/// Addresses taken so far, by VPC, and the place of each.
type Taken<'a> = SortedMap<(&'a str, IpAddr), String>;

impl Check<'_> {
    /// No address is used twice, and every subnet has a free one for each element without.
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
                let place = format!("{place}.public_ip");
                self.internet_gateway(&place, ip, subnet);
                self.public_address(&mut taken, ip, place);
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
            if let (Some(ip), Some(subnet)) = (host.public_ip, subnet) {
                let place = format!("{place}.public_ip");
                self.internet_gateway(&place, ip, subnet);
                self.public_address(&mut taken, ip, place);
            }
        }
    }

    fn full(&mut self, place: &str, subnet: &Subnet) {
        self.problem(
            place,
            AddressProblem::SubnetFull {
                subnet: subnet.id.clone(),
                cidr: subnet.cidr,
            },
        );
    }

    /// A public address works only through an internet gateway of its VPC.
    fn internet_gateway(&mut self, place: &str, ip: Ipv4Addr, subnet: &Subnet) {
        let serves = |gateway: &Gateway| matches!(&gateway.kind, GatewayKind::Internet { vpc } if *vpc == subnet.vpc);
        if !self.scenario.gateways.iter().any(serves) {
            let vpc = subnet.vpc.clone();
            self.warn(place, AddressProblem::NoInternetGateway { ip, vpc });
        }
    }

    fn public_address(&mut self, taken: &mut Taken<'_>, ip: Ipv4Addr, place: String) {
        let inside = self
            .scenario
            .vpcs
            .iter()
            .find(|vpc| vpc.cidrs.iter().any(|block| block.contains(&ip)));
        if ip.is_unspecified() || ip.is_multicast() || ip.is_loopback() {
            self.problem(place.as_str(), AddressProblem::NotPublic(ip));
        } else if let Some(vpc) = inside {
            self.warn(
                place.as_str(),
                AddressProblem::PublicInsideVpc {
                    ip,
                    vpc: vpc.id.clone(),
                },
            );
        }
        self.take(taken, "", ip.into(), place);
    }

    /// Takes an address of a VPC or, with an empty name, of the internet.
    fn take<'b>(&mut self, taken: &mut Taken<'b>, network: &'b str, ip: IpAddr, place: String) {
        if let Some(first) = taken.get(&(network, ip)) {
            self.problem(
                place,
                AddressProblem::Taken {
                    ip,
                    first: first.clone(),
                },
            );
        } else {
            taken.insert((network, ip), place);
        }
    }
}
