//! Validates VPCs, subnets and gateways.

use ipnet::IpNet;

use super::Check;
use crate::scenario::document::{GatewayKind, RouteTarget, Subnet, Vpc};
use crate::scenario::prefix::overlap;
use crate::scenario::problem::NameKind;
use crate::scenario::problem::{NameProblem, NetworkProblem};

/// AWS's default quota on the IPv4 blocks of a VPC.
const BLOCKS_PER_VPC: usize = 5;

impl Check<'_> {
    pub(super) fn vpcs(&mut self) {
        for (index, vpc) in self.scenario.vpcs.iter().enumerate() {
            let place = format!("vpcs[{index}]");
            for (at, cidr) in vpc.cidrs.iter().enumerate() {
                if !(16..=28).contains(&cidr.prefix_len()) {
                    self.warn(place.as_str(), NetworkProblem::VpcBlockSize(*cidr));
                }
                let earlier = vpc.cidrs[..at]
                    .iter()
                    .find(|earlier| overlap(IpNet::V4(**earlier), IpNet::V4(*cidr)));
                if let Some(earlier) = earlier {
                    self.problem(
                        format!("{place}.cidrs[{at}]"),
                        NetworkProblem::VpcBlocksOverlap {
                            cidr: *cidr,
                            other: *earlier,
                        },
                    );
                }
            }
            if vpc.cidrs.len() > BLOCKS_PER_VPC {
                let found = vpc.cidrs.len();
                self.warn(
                    place,
                    NetworkProblem::BlocksQuota {
                        found,
                        quota: BLOCKS_PER_VPC,
                    },
                );
            }
        }
    }

    pub(super) fn subnets(&mut self) {
        for (index, subnet) in self.scenario.subnets.iter().enumerate() {
            let place = format!("subnets[{index}]");
            let length = subnet.cidr.prefix_len();
            if !(16..=28).contains(&length) {
                self.problem(
                    format!("{place}.cidr"),
                    NetworkProblem::SubnetSize(subnet.cidr),
                );
            }
            if self.refers(&format!("{place}.vpc"), &subnet.vpc, &[NameKind::Vpc])
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
            let problem = NetworkProblem::OutsideVpc {
                cidr: subnet.cidr.into(),
                vpc: vpc.id.clone(),
                blocks: vpc.cidrs.iter().copied().map(IpNet::V4).collect(),
            };
            self.problem(format!("{place}.cidr"), problem);
        }
        let Some(prefix) = subnet.ipv6 else {
            return;
        };
        if prefix.prefix_len() != 64 {
            self.problem(
                format!("{place}.ipv6"),
                NetworkProblem::Ipv6SubnetSize(prefix),
            );
        }
        match vpc.ipv6 {
            Some(block) if block.contains(&prefix) => {}
            Some(block) => {
                self.problem(
                    format!("{place}.ipv6"),
                    NetworkProblem::OutsideVpc {
                        cidr: prefix.into(),
                        vpc: vpc.id.clone(),
                        blocks: vec![block.into()],
                    },
                );
            }
            None => {
                self.problem(
                    format!("{place}.ipv6"),
                    NetworkProblem::VpcWithoutIpv6 {
                        cidr: prefix,
                        vpc: vpc.id.clone(),
                    },
                );
            }
        }
    }

    fn overlaps(&mut self, place: &str, subnet: &Subnet, earlier: &[Subnet]) {
        for other in earlier.iter().filter(|other| other.vpc == subnet.vpc) {
            if overlap(IpNet::V4(subnet.cidr), IpNet::V4(other.cidr)) {
                let problem = NetworkProblem::SubnetsOverlap {
                    cidr: subnet.cidr.into(),
                    subnet: other.id.clone(),
                    other: other.cidr.into(),
                };
                self.problem(format!("{place}.cidr"), problem);
            }
            if let (Some(own), Some(theirs)) = (subnet.ipv6, other.ipv6)
                && overlap(IpNet::V6(own), IpNet::V6(theirs))
            {
                self.problem(
                    format!("{place}.ipv6"),
                    NetworkProblem::SubnetsOverlap {
                        cidr: own.into(),
                        subnet: other.id.clone(),
                        other: theirs.into(),
                    },
                );
            }
        }
    }

    /// An ACL by name, of this VPC.
    pub(super) fn acl_of_vpc(&mut self, place: &str, acl: &str, vpc: &str) {
        if self.refers(place, acl, &[NameKind::NetworkAcl])
            && let Some(owner) = self.scenario.network_acl(acl).map(|acl| acl.vpc.clone())
        {
            self.same_vpc(place, acl, &owner, vpc);
        }
    }

    /// A route table by name, of this VPC.
    pub(super) fn route_table_of_vpc(&mut self, place: &str, table: &str, vpc: &str) {
        if self.refers(place, table, &[NameKind::RouteTable])
            && let Some(owner) = self
                .scenario
                .route_table(table)
                .map(|table| table.vpc.clone())
        {
            self.same_vpc(place, table, &owner, vpc);
        }
    }

    /// Something of another VPC than expected is a problem.
    pub(super) fn same_vpc(&mut self, place: &str, name: &str, owner: &str, vpc: &str) {
        if owner != vpc {
            self.problem(
                place,
                NameProblem::OtherVpc {
                    name: name.to_owned(),
                    owner: owner.to_owned(),
                    vpc: vpc.to_owned(),
                },
            );
        }
    }

    pub(super) fn gateways(&mut self) {
        for (index, gateway) in self.scenario.gateways.iter().enumerate() {
            let place = format!("gateways[{index}]");
            match &gateway.kind {
                GatewayKind::Internet { vpc } => {
                    self.refers(&format!("{place}.vpc"), vpc, &[NameKind::Vpc]);
                    let earlier = self.scenario.gateways[..index].iter().find(|other| {
                        matches!(&other.kind, GatewayKind::Internet { vpc: theirs } if theirs == vpc)
                    });
                    if let Some(earlier) = earlier {
                        self.problem(
                            format!("{place}.vpc"),
                            NetworkProblem::SecondInternetGateway {
                                vpc: vpc.clone(),
                                first: earlier.id.clone(),
                            },
                        );
                    }
                }
                GatewayKind::Nat {
                    subnet, public_ip, ..
                } => {
                    self.refers(&format!("{place}.subnet"), subnet, &[NameKind::Subnet]);
                    if self.is_routed_to(subnet, &gateway.id) {
                        self.warn(
                            place.as_str(),
                            NetworkProblem::NatLoop {
                                subnet: subnet.clone(),
                            },
                        );
                    }
                    if public_ip.is_none() {
                        self.warn(place, NetworkProblem::NatWithoutPublicIp);
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
            self.refers(&format!("{place}.vpcs[{index}]"), vpc, &[NameKind::Vpc]);
        }
        let place = format!("{place}.vpcs");
        if vpcs[0] == vpcs[1] {
            self.problem(place, NetworkProblem::PeeringWithItself(vpcs[0].clone()));
            return;
        }
        if let (Some(one), Some(other)) = (self.scenario.vpc(&vpcs[0]), self.scenario.vpc(&vpcs[1]))
        {
            let clash = blocks(one)
                .into_iter()
                .find(|block| blocks(other).iter().any(|theirs| overlap(*block, *theirs)));
            if let Some(block) = clash {
                self.problem(
                    place,
                    NetworkProblem::PeeringOverlap {
                        vpcs: [one.id.clone(), other.id.clone()],
                        block,
                    },
                );
            }
        }
    }
}

fn blocks(vpc: &Vpc) -> Vec<IpNet> {
    let ipv4 = vpc.cidrs.iter().map(|cidr| IpNet::V4(*cidr));
    ipv4.chain(vpc.ipv6.map(IpNet::V6)).collect()
}
