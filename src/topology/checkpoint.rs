//! Checkpoints: the places where a gate decides about a packet.

use super::{AclIndex, GatewayIndex, HostIndex, SubnetIndex, TableIndex};
use crate::policy::Direction;
use serde::{Deserialize, Serialize};

/// A place where a gate decides about a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Checkpoint {
    /// The security groups of a host.
    Groups {
        /// The host.
        host: HostIndex,
        /// Inbound or outbound.
        direction: Direction,
    },
    /// The network ACL of a subnet.
    Acl {
        /// The subnet.
        subnet: SubnetIndex,
        /// Inbound or outbound.
        direction: Direction,
        /// The NAT gateway in the subnet that a route sends the packet to, if one does.
        toward: Option<GatewayIndex>,
    },
    /// The route table of a subnet.
    Routes {
        /// The subnet that the packet leaves.
        subnet: SubnetIndex,
    },
    /// An internet gateway.
    InternetGateway {
        /// The gateway.
        gateway: GatewayIndex,
        /// Into the VPC, or out of it.
        direction: Direction,
    },
    /// A NAT gateway.
    Nat {
        /// The gateway.
        gateway: GatewayIndex,
        /// Back to a host inside, or out.
        direction: Direction,
    },
    /// A peering connection.
    Peering {
        /// The gateway.
        gateway: GatewayIndex,
    },
    /// A network in which no host has the destination's address.
    Nowhere,
    /// The host that the packet is for.
    Host(HostIndex),
}

/// The next step of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// To a checkpoint at the same place, at once.
    Here(Checkpoint),
    /// Over one link, which takes its latency.
    Link(Checkpoint),
}

/// The gate at a checkpoint, for traces and pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Gate {
    /// The security groups of a host.
    Groups(HostIndex),
    /// A network ACL, at one of its subnets.
    Acl {
        /// The ACL.
        acl: AclIndex,
        /// The subnet that it is associated with here.
        subnet: SubnetIndex,
    },
    /// A route table, as one of its subnets uses it.
    RouteTable {
        /// The table.
        table: TableIndex,
        /// The subnet that the packet leaves.
        subnet: SubnetIndex,
    },
    /// A gateway of any kind.
    Gateway(GatewayIndex),
    /// No gate: the network itself.
    Network,
}
