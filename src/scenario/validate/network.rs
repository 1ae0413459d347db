//! VPCs, their subnets, and the gateways between them.

use ipnet::IpNet;

use super::Check;
use super::names::Kind;
use crate::scenario::document::{GatewayKind, RouteTarget, Subnet, Vpc};
use crate::scenario::prefix::overlap;

/// AWS's default quota on the IPv4 blocks of a VPC.
const BLOCKS_PER_VPC: usize = 5;

impl Check<'_> {
    pub(super) fn vpcs(&mut self) {
        for (index, vpc) in self.scenario.vpcs.iter().enumerate() {
            let place = format!("vpcs[{index}]");
            for (at, cidr) in vpc.cidrs.iter().enumerate() {
                if !(16..=28).contains(&cidr.prefix_len()) {
                    let message = format!("found {cidr}; AWS takes blocks from /16 to /28");
                    self.warn(place.as_str(), message);
                }
                let earlier = vpc.cidrs[..at]
                    .iter()
                    .find(|earlier| overlap(IpNet::V4(**earlier), IpNet::V4(*cidr)));
                if let Some(earlier) = earlier {
                    let message = format!(
                        "found {cidr}, which overlaps {earlier}; the blocks of a VPC are apart"
                    );
                    self.problem(format!("{place}.cidrs[{at}]"), message);
                }
            }
            if vpc.cidrs.len() > BLOCKS_PER_VPC {
                let found = vpc.cidrs.len();
                let message = format!(
                    "found {found} IPv4 blocks; AWS's quota is {BLOCKS_PER_VPC} for a VPC unless raised"
                );
                self.warn(place, message);
            }
        }
    }

    pub(super) fn subnets(&mut self) {
        for (index, subnet) in self.scenario.subnets.iter().enumerate() {
            let place = format!("subnets[{index}]");
            let length = subnet.cidr.prefix_len();
            if !(16..=28).contains(&length) {
                let message = format!("found {}; a subnet is from /16 to /28", subnet.cidr);
                self.problem(format!("{place}.cidr"), message);
            }
            if self.refers(&format!("{place}.vpc"), &subnet.vpc, &[Kind::Vpc])
                && let Some(vpc) = self.scenario.vpc(&subnet.vpc)
            {
                self.subnet_in_vpc(&place, subnet, vpc);
            }
            self.overlaps(&place, subnet, &self.scenario.subnets[..index]);
            if let Some(acl) = &subnet.acl {
                self.acl_of_vpc(&format!("{place}.acl"), acl, &subnet.vpc);
            }
            if let Some(table) = &subnet.routes {
                self.route_table_of_vpc(&format!("{place}.routes"), table, &subnet.vpc);
            }
        }
    }

    fn subnet_in_vpc(&mut self, place: &str, subnet: &Subnet, vpc: &Vpc) {
        if !vpc.cidrs.iter().any(|block| block.contains(&subnet.cidr)) {
            let blocks: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
            let message = format!(
                "found {}, which is not inside `{}` ({})",
                subnet.cidr,
                vpc.id,
                blocks.join(", ")
            );
            self.problem(format!("{place}.cidr"), message);
        }
        let Some(prefix) = subnet.ipv6 else {
            return;
        };
        if prefix.prefix_len() != 64 {
            let message = format!("found {prefix}; an IPv6 subnet is a /64");
            self.problem(format!("{place}.ipv6"), message);
        }
        match vpc.ipv6 {
            Some(block) if block.contains(&prefix) => {}
            Some(block) => {
                let message = format!("found {prefix}, which is not inside `{}` ({block})", vpc.id);
                self.problem(format!("{place}.ipv6"), message);
            }
            None => {
                let message = format!(
                    "found {prefix}, but `{}` has no `ipv6`; give it one",
                    vpc.id
                );
                self.problem(format!("{place}.ipv6"), message);
            }
        }
    }

    fn overlaps(&mut self, place: &str, subnet: &Subnet, earlier: &[Subnet]) {
        for other in earlier.iter().filter(|other| other.vpc == subnet.vpc) {
            if overlap(IpNet::V4(subnet.cidr), IpNet::V4(other.cidr)) {
                let message = format!(
                    "found {}, which overlaps subnet `{}` ({})",
                    subnet.cidr, other.id, other.cidr
                );
                self.problem(format!("{place}.cidr"), message);
            }
            if let (Some(own), Some(theirs)) = (subnet.ipv6, other.ipv6)
                && overlap(IpNet::V6(own), IpNet::V6(theirs))
            {
                let message = format!(
                    "found {own}, which overlaps subnet `{}` ({theirs})",
                    other.id
                );
                self.problem(format!("{place}.ipv6"), message);
            }
        }
    }

    /// An ACL by name, of this VPC.
    pub(super) fn acl_of_vpc(&mut self, place: &str, acl: &str, vpc: &str) {
        if self.refers(place, acl, &[Kind::NetworkAcl])
            && let Some(owner) = self.scenario.network_acl(acl).map(|acl| acl.vpc.clone())
        {
            self.same_vpc(place, acl, &owner, vpc);
        }
    }

    /// A route table by name, of this VPC.
    pub(super) fn route_table_of_vpc(&mut self, place: &str, table: &str, vpc: &str) {
        if self.refers(place, table, &[Kind::RouteTable])
            && let Some(owner) = self
                .scenario
                .route_table(table)
                .map(|table| table.vpc.clone())
        {
            self.same_vpc(place, table, &owner, vpc);
        }
    }

    /// Says so when something belongs to another VPC than it should.
    pub(super) fn same_vpc(&mut self, place: &str, name: &str, owner: &str, vpc: &str) {
        if owner != vpc {
            let message = format!("found `{name}`, which belongs to VPC `{owner}`, not to `{vpc}`");
            self.problem(place, message);
        }
    }

    pub(super) fn gateways(&mut self) {
        for (index, gateway) in self.scenario.gateways.iter().enumerate() {
            let place = format!("gateways[{index}]");
            match &gateway.kind {
                GatewayKind::Internet { vpc } => {
                    self.refers(&format!("{place}.vpc"), vpc, &[Kind::Vpc]);
                    let earlier = self.scenario.gateways[..index].iter().find(|other| {
                        matches!(&other.kind, GatewayKind::Internet { vpc: theirs } if theirs == vpc)
                    });
                    if let Some(earlier) = earlier {
                        let message = format!(
                            "found a second internet gateway of `{vpc}` beside `{}`; a VPC has one",
                            earlier.id
                        );
                        self.problem(format!("{place}.vpc"), message);
                    }
                }
                GatewayKind::Nat {
                    subnet, public_ip, ..
                } => {
                    self.refers(&format!("{place}.subnet"), subnet, &[Kind::Subnet]);
                    if self.is_routed_to(subnet, &gateway.id) {
                        let message = format!(
                            "the routes of its own subnet `{subnet}` lead back to this NAT gateway; give that subnet a route to an internet gateway"
                        );
                        self.warn(place.as_str(), message);
                    }
                    if public_ip.is_none() {
                        self.warn(
                            place,
                            "this NAT gateway has no `public_ip`, so nothing that it translates gets past an internet gateway",
                        );
                    }
                }
                GatewayKind::Peering { vpcs } => self.peering(&place, vpcs),
            }
        }
    }

    /// Whether a route of a subnet's table leads to this gateway.
    fn is_routed_to(&self, subnet: &str, gateway: &str) -> bool {
        let Some(subnet) = self.scenario.subnet(subnet) else {
            return false;
        };
        let name = self.scenario.route_table_of_subnet(subnet);
        let mut tables = self.scenario.route_tables.iter();
        tables.find(|table| table.id == *name).is_some_and(|table| {
            let leads_to =
                |via: &RouteTarget| matches!(via, RouteTarget::Gateway(id) if id == gateway);
            table.routes.iter().any(|route| leads_to(&route.via))
        })
    }

    fn peering(&mut self, place: &str, vpcs: &[String; 2]) {
        for (index, vpc) in vpcs.iter().enumerate() {
            self.refers(&format!("{place}.vpcs[{index}]"), vpc, &[Kind::Vpc]);
        }
        let place = format!("{place}.vpcs");
        if vpcs[0] == vpcs[1] {
            self.problem(
                place,
                format!("found `{}` twice; peering joins two VPCs", vpcs[0]),
            );
            return;
        }
        if let (Some(one), Some(other)) = (self.scenario.vpc(&vpcs[0]), self.scenario.vpc(&vpcs[1]))
        {
            let clash = blocks(one)
                .into_iter()
                .find(|block| blocks(other).iter().any(|theirs| overlap(*block, *theirs)));
            if let Some(block) = clash {
                let message = format!(
                    "found `{}` and `{}`, which overlap in {block}; peered VPCs have addresses of their own",
                    one.id, other.id
                );
                self.problem(place, message);
            }
        }
    }
}

fn blocks(vpc: &Vpc) -> Vec<IpNet> {
    let ipv4 = vpc.cidrs.iter().map(|cidr| IpNet::V4(*cidr));
    ipv4.chain(vpc.ipv6.map(IpNet::V6)).collect()
}
