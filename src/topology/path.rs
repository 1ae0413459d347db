//! The path of a packet: the next checkpoint.
//!
//! Outbound gates decide on departure, inbound ones on arrival. One link connects subnet and
//! subnet, subnet and gateway, gateway and internet host, VPC and peered VPC.

use std::net::IpAddr;

use super::{
    Checkpoint, GatewayIndex, GatewayKind, HostIndex, NextHop, Onward, Owner, Realm, Route,
    SubnetIndex, Topology, VpcIndex, address_in,
};
use crate::net::{Family, Packet, covers};
use crate::policy::Direction;

impl Topology {
    /// The first step of a packet that this host sends.
    #[must_use]
    pub fn departure(&self, host: HostIndex, packet: &Packet) -> Onward {
        let to = packet.destination;
        if to.is_loopback() || self.host(host).addresses.contains(&to) {
            return Onward::Here(Checkpoint::Host(host));
        }
        match (self.host(host).subnet, self.host(host).service) {
            (None, None) => self.across_internet(packet, None),
            (None, Some((vpc, _))) => self.entering(vpc, packet.destination),
            (Some(_), _) => Onward::Here(Checkpoint::Groups {
                host,
                direction: Direction::Outbound,
            }),
        }
    }

    /// The next step of a packet, in its present form, after this checkpoint.
    #[must_use]
    pub fn onward(&self, passed: Checkpoint, packet: &Packet) -> Onward {
        match passed {
            Checkpoint::Groups {
                host,
                direction: Direction::Inbound,
            } => Onward::Here(Checkpoint::Host(host)),
            Checkpoint::Groups {
                host,
                direction: Direction::Outbound,
            } => {
                let subnet = self
                    .host(host)
                    .subnet
                    .expect("only hosts in subnets have security groups");
                let is_service = self.service_at(subnet, packet.destination).is_some();
                if self.is_in_subnet(subnet, packet.destination) && !is_service {
                    Onward::Link(self.inside(subnet, packet.destination))
                } else {
                    Onward::Here(outbound_acl(subnet))
                }
            }
            Checkpoint::Acl {
                subnet,
                direction: Direction::Outbound,
                ..
            } => match self.service_at(subnet, packet.destination) {
                Some((service, _)) => Onward::Link(Checkpoint::Host(service)),
                None => Onward::Here(Checkpoint::Routes { subnet }),
            },
            Checkpoint::Acl {
                toward: Some(gateway),
                ..
            } => {
                let direction = self.nat_direction(gateway, packet);
                Onward::Here(Checkpoint::Nat { gateway, direction })
            }
            Checkpoint::Acl {
                subnet,
                toward: None,
                ..
            } => Onward::Here(self.inside(subnet, packet.destination)),
            Checkpoint::Routes { subnet } => self.along_route(subnet, packet),
            Checkpoint::InternetGateway {
                gateway,
                direction: Direction::Outbound,
            } => self.across_internet(packet, Some(gateway)),
            Checkpoint::InternetGateway {
                gateway,
                direction: Direction::Inbound,
            } => match self.gateway(gateway).kind {
                GatewayKind::Internet { vpc } => self.entering(vpc, packet.destination),
                _ => Onward::Here(Checkpoint::Nowhere),
            },
            Checkpoint::Nat { gateway, .. } => {
                let GatewayKind::Nat { subnet, .. } = self.gateway(gateway).kind else {
                    return Onward::Here(Checkpoint::Nowhere);
                };
                if self.is_in_subnet(subnet, packet.destination) {
                    Onward::Link(self.inside(subnet, packet.destination))
                } else {
                    Onward::Here(outbound_acl(subnet))
                }
            }
            Checkpoint::Peering { gateway } => match self.gateway(gateway).kind {
                GatewayKind::Peering { vpcs } => vpcs
                    .into_iter()
                    .find(|&vpc| self.is_in_vpc(vpc, packet.destination))
                    .map_or(Onward::Here(Checkpoint::Nowhere), |vpc| {
                        self.entering(vpc, packet.destination)
                    }),
                _ => Onward::Here(Checkpoint::Nowhere),
            },
            Checkpoint::Nowhere | Checkpoint::Host(_) => Onward::Here(passed),
        }
    }

    /// Whether an address is in this host's VPC, or in one peered with it.
    #[must_use]
    pub fn is_inside(&self, host: HostIndex, remote: IpAddr) -> bool {
        let Some(ours) = self.vpc_of(host) else {
            return false;
        };
        (0..self.plan.vpcs.len())
            .map(VpcIndex::new)
            .filter(|&vpc| vpc == ours || self.are_peered(ours, vpc))
            .any(|vpc| self.is_in_vpc(vpc, remote))
    }

    /// The longest route of a subnet's table that covers an address.
    ///
    /// No route covers `169.254.168.0/22` and `fd00:ec2::/32`, which AWS never forwards.
    #[must_use]
    pub fn route(&self, subnet: SubnetIndex, destination: IpAddr) -> Option<Route> {
        if is_never_forwarded(destination) {
            return None;
        }
        let table = self.table(self.subnet(subnet).table);
        table
            .routes
            .iter()
            .copied()
            .find(|route| covers(&route.to, destination))
    }

    /// The owner of an address in a VPC, or on the internet.
    #[must_use]
    pub fn owner(&self, vpc: Option<VpcIndex>, address: IpAddr) -> Option<Owner> {
        let realm = vpc.map_or(Realm::Internet, Realm::Vpc);
        self.owners.get(&address_in(realm, address)).copied()
    }

    fn along_route(&self, subnet: SubnetIndex, packet: &Packet) -> Onward {
        let vpc = self.subnet(subnet).vpc;
        let gateway = match self.route(subnet, packet.destination) {
            Some(Route {
                target: NextHop::Local,
                ..
            }) => {
                return self.entering(vpc, packet.destination);
            }
            Some(Route {
                target: NextHop::Gateway(gateway),
                ..
            }) => gateway,
            _ => match self.peered_nat_gateway(subnet, packet.destination) {
                Some((peering, _)) => peering,
                None => return Onward::Here(Checkpoint::Nowhere),
            },
        };
        match self.gateway(gateway).kind {
            GatewayKind::Internet { .. } => Onward::Link(Checkpoint::InternetGateway {
                gateway,
                direction: Direction::Outbound,
            }),
            GatewayKind::Nat { subnet: home, .. } if home == subnet => {
                Onward::Link(Checkpoint::Nat {
                    gateway,
                    direction: Direction::Outbound,
                })
            }
            GatewayKind::Nat { subnet: home, .. } => Onward::Link(inbound_acl(home, Some(gateway))),
            GatewayKind::Peering { .. } => Onward::Here(Checkpoint::Peering { gateway }),
        }
    }

    /// Over one link to the owner of an address in a VPC.
    fn entering(&self, vpc: VpcIndex, destination: IpAddr) -> Onward {
        let subnet = (0..self.plan.subnets.len())
            .map(SubnetIndex::new)
            .filter(|&subnet| self.subnet(subnet).vpc == vpc)
            .find(|&subnet| self.is_in_subnet(subnet, destination));
        Onward::Link(match subnet {
            None => Checkpoint::Nowhere,
            Some(subnet) => match self.owner(Some(vpc), destination) {
                Some(Owner::Nat(gateway)) => inbound_acl(subnet, Some(gateway)),
                _ => inbound_acl(subnet, None),
            },
        })
    }

    /// To the owner of an address in this subnet, after its ACL.
    fn inside(&self, subnet: SubnetIndex, destination: IpAddr) -> Checkpoint {
        match self.owner(Some(self.subnet(subnet).vpc), destination) {
            Some(Owner::Host(host)) => Checkpoint::Groups {
                host,
                direction: Direction::Inbound,
            },
            Some(Owner::Nat(gateway)) => Checkpoint::Nat {
                gateway,
                direction: Direction::Inbound,
            },
            None => Checkpoint::Nowhere,
        }
    }

    /// From the internet, or from the internet gateway `from`, to a public address.
    fn across_internet(&self, packet: &Packet, from: Option<GatewayIndex>) -> Onward {
        if let Some(Owner::Host(host)) = self.owner(None, packet.destination) {
            return Onward::Link(Checkpoint::Host(host));
        }
        match self.internet_gateway_for(packet.destination) {
            Some(gateway) => {
                let inbound = Checkpoint::InternetGateway {
                    gateway,
                    direction: Direction::Inbound,
                };
                if from == Some(gateway) {
                    Onward::Here(inbound)
                } else {
                    Onward::Link(inbound)
                }
            }
            None => Onward::Link(Checkpoint::Nowhere),
        }
    }

    /// The internet gateway of the VPC that has this public address.
    pub(super) fn internet_gateway_for(&self, address: IpAddr) -> Option<GatewayIndex> {
        let vpc = match self.owners.get(&address_in(Realm::Public, address)) {
            Some(Owner::Host(host)) => self.vpc_of(*host)?,
            Some(Owner::Nat(gateway)) => match self.gateway(*gateway).kind {
                GatewayKind::Nat { subnet, .. } => self.subnet(subnet).vpc,
                _ => return None,
            },
            None if Family::of(address) == Family::V6 => (0..self.plan.vpcs.len())
                .map(VpcIndex::new)
                .find(|&vpc| self.is_in_vpc(vpc, address))?,
            None => return None,
        };
        (0..self.plan.gateways.len()).map(GatewayIndex::new).find(|&gateway| {
            matches!(self.gateway(gateway).kind, GatewayKind::Internet { vpc: at } if at == vpc)
        })
    }

    fn nat_direction(&self, gateway: GatewayIndex, packet: &Packet) -> Direction {
        match self.gateway(gateway).kind {
            GatewayKind::Nat { private, .. } if private == packet.destination => Direction::Inbound,
            _ => Direction::Outbound,
        }
    }

    pub(super) fn is_in_subnet(&self, subnet: SubnetIndex, address: IpAddr) -> bool {
        self.subnet(subnet)
            .prefixes
            .iter()
            .any(|prefix| covers(prefix, address))
    }

    pub(super) fn is_in_vpc(&self, vpc: VpcIndex, address: IpAddr) -> bool {
        self.plan.vpcs[vpc.place()]
            .prefixes
            .iter()
            .any(|prefix| covers(prefix, address))
    }
}

/// Source: AWS, "Subnet route tables".
fn is_never_forwarded(destination: IpAddr) -> bool {
    match destination {
        IpAddr::V4(address) => {
            let [first, second, third, _] = address.octets();
            [first, second, third & 0xfc] == [169, 254, 168]
        }
        IpAddr::V6(address) => address.segments()[..2] == [0xfd00, 0x0ec2],
    }
}

const fn outbound_acl(subnet: SubnetIndex) -> Checkpoint {
    Checkpoint::Acl {
        subnet,
        direction: Direction::Outbound,
        toward: None,
    }
}

const fn inbound_acl(subnet: SubnetIndex, toward: Option<GatewayIndex>) -> Checkpoint {
    Checkpoint::Acl {
        subnet,
        direction: Direction::Inbound,
        toward,
    }
}
