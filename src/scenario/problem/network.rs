//! Problems with VPCs, subnets, gateways and routes.

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

/// Why a VPC, subnet or gateway is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NetworkProblem {
    /// A block of a VPC that AWS does not allow. A warning.
    VpcBlockSize(Ipv4Net),
    /// Two blocks of one VPC overlap.
    VpcBlocksOverlap {
        /// The block.
        cidr: Ipv4Net,
        /// The earlier one.
        other: Ipv4Net,
    },
    /// More blocks than AWS's quota. A warning.
    BlocksQuota {
        /// How many there are.
        found: usize,
        /// The quota.
        quota: usize,
    },
    /// A subnet that is too large or too small.
    SubnetSize(Ipv4Net),
    /// A subnet outside its VPC.
    OutsideVpc {
        /// The subnet's block.
        cidr: IpNet,
        /// The VPC.
        vpc: String,
        /// The VPC's blocks.
        blocks: Vec<IpNet>,
    },
    /// An IPv6 subnet that is not a /64.
    Ipv6SubnetSize(Ipv6Net),
    /// An IPv6 subnet in a VPC without IPv6.
    VpcWithoutIpv6 {
        /// The subnet's block.
        cidr: Ipv6Net,
        /// The VPC.
        vpc: String,
    },
    /// Two subnets overlap.
    SubnetsOverlap {
        /// The block.
        cidr: IpNet,
        /// The other subnet.
        subnet: String,
        /// Its block.
        other: IpNet,
    },
    /// A VPC with two internet gateways.
    SecondInternetGateway {
        /// The VPC.
        vpc: String,
        /// The first gateway.
        first: String,
    },
    /// A NAT gateway to which its own subnet routes. A warning.
    NatLoop {
        /// The subnet.
        subnet: String,
    },
    /// A NAT gateway without a public address. A warning.
    NatWithoutPublicIp,
    /// A peering of a VPC with itself.
    PeeringWithItself(String),
    /// A peering of VPCs that overlap.
    PeeringOverlap {
        /// The two VPCs.
        vpcs: [String; 2],
        /// A block of the first that overlaps the second.
        block: IpNet,
    },
    /// A NAT gateway without a free address in its subnet.
    NatWithoutAddress,
}

/// Why a route is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteProblem {
    /// More routes than AWS's quota. A warning.
    Quota {
        /// How many there are.
        found: usize,
        /// The quota.
        quota: usize,
    },
    /// A second route to one CIDR.
    Twice(IpNet),
    /// A local route, which is implied.
    Local,
    /// A gateway that does not serve the VPC.
    OtherVpc {
        /// The gateway.
        gateway: String,
        /// The VPC.
        vpc: String,
    },
    /// IPv6 to a NAT gateway.
    NatIpv6 {
        /// The gateway.
        gateway: String,
        /// The destination.
        to: IpNet,
    },
    /// A route to a block of the VPC itself.
    OwnBlock(IpNet),
    /// A route inside the VPC to something else than a NAT gateway.
    MoreSpecific {
        /// The destination.
        to: IpNet,
        /// The VPC's block.
        block: IpNet,
        /// The gateway.
        gateway: String,
    },
    /// A route inside the VPC to less or more than one subnet.
    NotOneSubnet {
        /// The destination.
        to: IpNet,
        /// The VPC's block.
        block: IpNet,
    },
}
