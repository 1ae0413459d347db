//! The places where a packet is judged, and where it goes from there.

use super::{AclIndex, GatewayIndex, HostIndex, SubnetIndex, TableIndex};
use crate::policy::Direction;
use serde::{Deserialize, Serialize};

/// A place where something is decided about a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Checkpoint {
    /// The groups around a host.
    Groups {
        /// The host.
        host: HostIndex,
        /// Towards it, or away.
        direction: Direction,
    },
    /// The ACL at a subnet's edge.
    Acl {
        /// The subnet.
        subnet: SubnetIndex,
        /// Into it, or out.
        direction: Direction,
        /// The NAT gateway inside that the packet goes to, whatever its destination says.
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
        /// Into the VPC, or out.
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
    /// Somewhere on the way, where nobody has the destination's address.
    Nowhere,
    /// The host that the packet is for.
    Host(HostIndex),
}

/// How a packet goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Onward {
    /// To a checkpoint at the same place, at once.
    Here(Checkpoint),
    /// Over one link, which takes its latency.
    Link(Checkpoint),
}

/// What decides at a checkpoint, for traces and pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Gate {
    /// The groups that a host wears.
    Groups(HostIndex),
    /// A network ACL, at one of its subnets.
    Acl {
        /// The ACL.
        acl: AclIndex,
        /// The subnet whose edge it guards here.
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
    /// No gate at all: the network itself.
    Network,
}
