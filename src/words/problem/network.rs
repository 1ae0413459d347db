//! VPCs, subnets, gateways and routes.

use crate::scenario::{NetworkProblem, RouteProblem};

pub(super) fn sentence(problem: &NetworkProblem) -> String {
    match problem {
        NetworkProblem::VpcBlockSize(cidr) => {
            format!("found {cidr}; AWS allows VPC blocks from /16 to /28")
        }
        NetworkProblem::VpcBlocksOverlap { cidr, other } => {
            format!("found {cidr}, which overlaps {other}; the blocks of a VPC must not overlap")
        }
        NetworkProblem::BlocksQuota { found, quota } => format!(
            "found {found} IPv4 blocks; AWS's quota is {quota} for a VPC unless raised"
        ),
        NetworkProblem::SubnetSize(cidr) => format!("found {cidr}; a subnet is from /16 to /28"),
        NetworkProblem::OutsideVpc { cidr, vpc, blocks } => {
            let blocks: Vec<String> = blocks.iter().map(ToString::to_string).collect();
            let blocks = blocks.join(", ");
            format!("found {cidr}, which is not inside `{vpc}` ({blocks})")
        }
        NetworkProblem::Ipv6SubnetSize(cidr) => format!("found {cidr}; an IPv6 subnet is a /64"),
        NetworkProblem::VpcWithoutIpv6 { cidr, vpc } => {
            format!("found {cidr}, but VPC `{vpc}` has no `ipv6`; give it one")
        }
        NetworkProblem::SubnetsOverlap {
            cidr,
            subnet,
            other,
        } => format!("found {cidr}, which overlaps subnet `{subnet}` ({other})"),
        NetworkProblem::SecondInternetGateway { vpc, first } => format!(
            "found a second internet gateway of `{vpc}` beside `{first}`; a VPC has one"
        ),
        NetworkProblem::NatLoop { subnet } => format!(
            "the route table of its own subnet `{subnet}` routes back to this NAT gateway; route that subnet to an internet gateway"
        ),
        NetworkProblem::NatWithoutPublicIp => {
            "this NAT gateway has no `public_ip`, so an internet gateway drops its packets; give it one".into()
        }
        NetworkProblem::PeeringWithItself(vpc) => {
            format!("found `{vpc}` twice; a peering joins two VPCs")
        }
        NetworkProblem::PeeringOverlap {
            vpcs: [one, other],
            block,
        } => format!(
            "found `{one}` and `{other}`, which overlap in {block}; peered VPCs must not overlap"
        ),
        NetworkProblem::NatWithoutAddress => {
            "found no free address in its subnet; make the subnet larger".into()
        }
    }
}

pub(super) fn route(problem: &RouteProblem) -> String {
    match problem {
        RouteProblem::Quota { found, quota } => {
            format!("found {found} routes; AWS's quota is {quota} in a table")
        }
        RouteProblem::Twice(to) => {
            format!("found a second route to {to}; a table has one for each CIDR")
        }
        RouteProblem::Local => {
            "found `local`; every table has its local routes, so remove this one".into()
        }
        RouteProblem::OtherVpc { gateway, vpc } => {
            format!("found `{gateway}`, which is not a gateway of VPC `{vpc}`")
        }
        RouteProblem::NatIpv6 { gateway, to } => {
            format!("found NAT gateway `{gateway}` for {to}; NAT gateways forward IPv4 only")
        }
        RouteProblem::OwnBlock(to) => format!(
            "found {to}, a block of the VPC itself; every table has a local route for it, so remove this one"
        ),
        RouteProblem::MoreSpecific { to, block, gateway } => format!(
            "found {to}, more specific than the local route {block}; such a route can lead to a NAT gateway, not to `{gateway}`"
        ),
        RouteProblem::NotOneSubnet { to, block } => format!(
            "found {to}, inside the VPC's block {block}; a route there covers exactly one subnet"
        ),
    }
}
