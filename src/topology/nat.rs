//! Flows through NAT gateways: what differs from other flows.
//!
//! They are always tracked. Replies return over a peering connection without a route. And
//! routes can form a loop through NAT gateways.
//!
//! Sources: AWS, "NAT gateway basics" and "Amazon EC2 security group connection tracking".

use std::net::IpAddr;

use super::{GatewayIndex, GatewayKind, HostIndex, NextHop, Owner, SubnetIndex, Topology};

/// Linux's default time to live.
const HOPS: u32 = 64;

impl Topology {
    /// Whether flows between this host and that address pass a NAT gateway, and so are always
    /// tracked: the host's route leads to one, or the address is a gateway's private one.
    ///
    /// AWS: "connections made through" NAT gateways. A server on the internet side sees a
    /// public address, so this does not apply to it.
    #[must_use]
    pub fn is_automatically_tracked(&self, host: HostIndex, remote: IpAddr) -> bool {
        let Some(subnet) = self.host(host).subnet.filter(|_| self.has_nat) else {
            return false;
        };
        let is_nat = |vpc| matches!(self.owner(Some(vpc), remote), Some(Owner::Nat(_)));
        match self.route(subnet, remote).map(|route| route.target) {
            Some(NextHop::Gateway(gateway)) => match self.gateway(gateway).kind {
                GatewayKind::Nat { .. } => true,
                GatewayKind::Peering { vpcs } => vpcs.into_iter().any(is_nat),
                GatewayKind::Internet { .. } => false,
            },
            Some(NextHop::Local) => is_nat(self.subnet(subnet).vpc),
            Some(NextHop::Blackhole) => false,
            None => self.peered_nat_gateway(subnet, remote).is_some(),
        }
    }

    /// The peering connection to a NAT gateway of another VPC with this address, and that
    /// gateway: replies to it return without a route.
    ///
    /// Source: AWS, "NAT gateway basics" ("Return to Sender").
    #[must_use]
    pub fn peered_nat_gateway(
        &self,
        subnet: SubnetIndex,
        address: IpAddr,
    ) -> Option<(GatewayIndex, GatewayIndex)> {
        let ours = self.subnet(subnet).vpc;
        (0..self.plan.gateways.len())
            .map(GatewayIndex::new)
            .find_map(|peering| {
                let GatewayKind::Peering { vpcs } = self.gateway(peering).kind else {
                    return None;
                };
                let theirs = vpcs
                    .into_iter()
                    .find(|&vpc| vpc != ours && vpcs.contains(&ours))?;
                match self.owner(Some(theirs), address)? {
                    Owner::Nat(gateway) => Some((peering, gateway)),
                    Owner::Host(_) => None,
                }
            })
    }

    /// Whether the routes behind a NAT gateway lead back to it, directly or through others, or
    /// through more of them than a packet's time to live.
    #[must_use]
    pub fn has_routing_loop(&self, gateway: GatewayIndex, destination: IpAddr) -> bool {
        let mut next = gateway;
        for _ in 0..HOPS {
            let GatewayKind::Nat { subnet, .. } = self.gateway(next).kind else {
                return false;
            };
            match self.route(subnet, destination).map(|route| route.target) {
                Some(NextHop::Gateway(beyond)) if !self.is_in_subnet(subnet, destination) => {
                    next = beyond;
                }
                _ => return false,
            }
            if next == gateway {
                return true;
            }
        }
        matches!(self.gateway(next).kind, GatewayKind::Nat { .. })
    }
}
