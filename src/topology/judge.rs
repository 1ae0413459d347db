//! Decisions of route tables, internet gateways and peering connections: the stateless gates.

use std::net::IpAddr;

use super::{
    Checkpoint, Gate, GatewayIndex, GatewayKind, NextHop, Owner, Realm, Route, SubnetIndex,
    Topology, VpcIndex, address_in,
};
use crate::net::{Family, Flow, IcmpError, IcmpMessage, Packet, Payload};
use crate::policy::{Direction, NotPublic, Reason};

impl Topology {
    /// The decision of a subnet's route table about a packet.
    #[must_use]
    pub fn judge_route(&self, subnet: SubnetIndex, packet: &Packet) -> Reason {
        match self.route(subnet, packet.destination) {
            None => Reason::NoRoute,
            Some(Route {
                to,
                target: NextHop::Local,
            }) => Reason::LocalRoute { to },
            Some(Route {
                to,
                target: NextHop::Gateway(_),
            }) => Reason::Route { to },
            Some(Route {
                to,
                target: NextHop::Blackhole,
            }) => Reason::Blackhole { to },
        }
    }

    /// The decision of an internet gateway about a packet, and the packet after it.
    ///
    /// It keeps no state: IPv4 addresses are translated one to one, IPv6 passes. It takes
    /// nothing from private or shared addresses, and sends nothing to them (Reachability
    /// Analyzer: `IGW_SOURCE_ADDRESS_NOT_IN_RFC1918_INGRESS`,
    /// `IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS`, and the same for RFC 6598).
    #[must_use]
    pub fn judge_internet_gateway(
        &self,
        gateway: GatewayIndex,
        packet: &Packet,
        direction: Direction,
    ) -> (Reason, Packet) {
        let GatewayKind::Internet { vpc } = self.gateway(gateway).kind else {
            return (Reason::UnknownAddress, *packet);
        };
        let flow = packet.quoted_flow().map_or(packet.flow(), Flow::reversed);
        match (packet.family(), direction) {
            (Family::V6, Direction::Outbound) => (Reason::Forwarded, *packet),
            (Family::V6, Direction::Inbound) => {
                let known = self.owner(Some(vpc), packet.destination).is_some();
                (
                    if known {
                        Reason::Forwarded
                    } else {
                        Reason::UnknownAddress
                    },
                    *packet,
                )
            }
            (Family::V4, Direction::Outbound) => {
                let public = self.public_address(vpc, packet.source);
                match (public, NotPublic::of(packet.destination)) {
                    (None, _) => (Reason::NoPublicAddress, *packet),
                    (Some(_), Some(range)) => (Reason::PrivateDestination(range), *packet),
                    (Some(public), None) => (
                        Reason::Translated {
                            from: packet.source,
                            to: public,
                        },
                        packet.with_source(public, flow.source_port),
                    ),
                }
            }
            (Family::V4, Direction::Inbound) => {
                let private = self.private_address(packet.destination);
                match (private, NotPublic::of(packet.source)) {
                    (_, Some(range)) => (Reason::PrivateSource(range), *packet),
                    (None, None) => (Reason::UnknownAddress, *packet),
                    (Some(private), None) => (
                        Reason::Translated {
                            from: packet.destination,
                            to: private,
                        },
                        packet.with_destination(private, flow.destination_port),
                    ),
                }
            }
        }
    }

    /// Whether a peering connection carries a packet: from one of its VPCs to the other.
    #[must_use]
    #[inline(never)]
    pub fn judge_peering(&self, gateway: GatewayIndex, packet: &Packet) -> Reason {
        let GatewayKind::Peering { vpcs: [one, other] } = self.gateway(gateway).kind else {
            return Reason::NotInPeeredVpcs;
        };
        let joins = |from, to| {
            self.is_in_vpc(from, packet.source) && self.is_in_vpc(to, packet.destination)
        };
        if joins(one, other) || joins(other, one) {
            Reason::Forwarded
        } else {
            Reason::NotInPeeredVpcs
        }
    }

    /// Whether AWS does not document a gate's decision: an assumption.
    #[must_use]
    pub fn is_assumed(
        &self,
        gate: Gate,
        direction: Direction,
        packet: &Packet,
        reason: &Reason,
    ) -> bool {
        let peer = match direction {
            Direction::Inbound => packet.source,
            Direction::Outbound => packet.destination,
        };
        match (reason, gate, &packet.payload) {
            // From one host of a VPC to another's public address: out, and in again.
            (Reason::Translated { .. }, Gate::Gateway(gateway), _) => {
                self.internet_gateway_for(peer) == Some(gateway)
            }
            // How the port is chosen.
            (Reason::PortTranslated { .. }, _, _) => direction == Direction::Outbound,
            // AWS documents only for "packet too big" that it needs a rule.
            (Reason::NoGroupRule { .. }, _, Payload::Icmp(IcmpMessage::Error { error, .. })) => {
                *error != IcmpError::PacketTooBig
            }
            _ => reason.is_assumed(),
        }
    }

    /// The gate at a checkpoint, and the direction a packet passes it in.
    #[must_use]
    pub fn gate(&self, checkpoint: Checkpoint) -> (Gate, Direction) {
        match checkpoint {
            Checkpoint::Groups { host, direction } => (Gate::Groups(host), direction),
            Checkpoint::Acl {
                subnet, direction, ..
            } => (
                Gate::Acl {
                    acl: self.subnet(subnet).acl,
                    subnet,
                },
                direction,
            ),
            Checkpoint::Routes { subnet } => {
                let table = self.subnet(subnet).table;
                (Gate::RouteTable { table, subnet }, Direction::Outbound)
            }
            Checkpoint::InternetGateway { gateway, direction }
            | Checkpoint::Nat { gateway, direction } => (Gate::Gateway(gateway), direction),
            Checkpoint::Peering { gateway } => (Gate::Gateway(gateway), Direction::Outbound),
            Checkpoint::Nowhere | Checkpoint::Host(_) => (Gate::Network, Direction::Inbound),
        }
    }

    fn public_address(&self, vpc: VpcIndex, private: IpAddr) -> Option<IpAddr> {
        match self.owner(Some(vpc), private)? {
            Owner::Host(host) => self.host(host).public,
            Owner::Nat(gateway) => match self.gateway(gateway).kind {
                GatewayKind::Nat { public, .. } => public,
                _ => None,
            },
        }
    }

    fn private_address(&self, public: IpAddr) -> Option<IpAddr> {
        match self.owners.get(&address_in(Realm::Public, public))? {
            Owner::Host(host) => self.host(*host).address(Family::V4),
            Owner::Nat(gateway) => match self.gateway(*gateway).kind {
                GatewayKind::Nat { private, .. } => Some(private),
                _ => None,
            },
        }
    }
}
