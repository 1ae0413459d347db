//! What is peculiar to flows through NAT gateways.
//!
//! They are tracked whatever the rules say; their answers come back over a peering
//! connection without a route; and routes can lead them round in a circle.
//!
//! Sources: AWS, "NAT gateway basics" and "Amazon EC2 security group connection tracking".

use std::net::IpAddr;

use super::{GatewayIndex, GatewayKind, HostIndex, NextHop, Owner, SubnetIndex, Topology};

/// Linux gives a packet 64 hops.
const HOPS: u32 = 64;

impl Topology {
    /// Whether flows between this host and that address pass a NAT gateway, and are
    /// therefore tracked whatever the rules say: the host is routed through one, or the
    /// address is the private one of such a gateway.
    ///
    /// AWS: "connections made through" NAT gateways. A server that is reached over the
    /// internet sees a public address like any other.
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

    /// The peering connection to a NAT gateway of another VPC that has this address, and
    /// that gateway: what answers it finds its way back without a route.
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

    /// Whether the routes beyond a NAT gateway lead back to it, through others perhaps, or
    /// through more of them than a packet outlives.
    #[must_use]
    pub fn leads_in_a_circle(&self, gateway: GatewayIndex, destination: IpAddr) -> bool {
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
