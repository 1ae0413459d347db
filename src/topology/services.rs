//! Amazon's own services in a VPC: DNS resolver, metadata, time, router.
//!
//! They are one link away from every host of the VPC.
//!
//! Sources: AWS, "Control traffic to your AWS resources using security groups" and
//! "Control subnet traffic with network access control lists": filters do not apply to their
//! packets.

use std::net::IpAddr;

use super::{Checkpoint, HostIndex, Owner, Realm, SubnetIndex, Topology, address_in};
use crate::net::Packet;
use crate::policy::Exempt;

impl Topology {
    /// The Amazon service that a packet at this checkpoint goes to or comes from, if it is one of
    /// this VPC; filters do not apply to such a packet.
    #[must_use]
    pub fn exempt(&self, checkpoint: Checkpoint, packet: &Packet) -> Option<Exempt> {
        let subnet = match checkpoint {
            Checkpoint::Groups { host, .. } => self.host(host).subnet?,
            Checkpoint::Acl { subnet, .. } => subnet,
            _ => return None,
        };
        [packet.destination, packet.source]
            .into_iter()
            .find_map(|address| Some(self.service_at(subnet, address)?.1))
    }

    /// The Amazon service with this address, for hosts of this subnet.
    pub(super) fn service_at(
        &self,
        subnet: SubnetIndex,
        address: IpAddr,
    ) -> Option<(HostIndex, Exempt)> {
        // They are last in the list: if the last host is not a service, there are none.
        self.plan.hosts.last()?.service?;
        let realm = Realm::Service(self.subnet(subnet).vpc);
        match self.owners.get(&address_in(realm, address))? {
            Owner::Host(host) => Some((*host, self.host(*host).service?.1)),
            Owner::Nat(_) => None,
        }
    }
}
