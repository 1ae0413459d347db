//! Validates route tables: destinations, and the gateways that they lead to.
//!
//! Source: AWS, "Configure route tables": a route more specific than a local route leads
//! to a NAT gateway only, and covers exactly one subnet.

use crate::net::SortedSet;

use ipnet::IpNet;

use super::Check;
use crate::scenario::document::{Gateway, GatewayKind, Route, RouteTable, RouteTarget};
use crate::scenario::problem::NameKind;
use crate::scenario::problem::RouteProblem;

/// AWS's quota on the routes of a table.
const ROUTES_PER_TABLE: usize = 500;

impl Check<'_> {
    pub(super) fn route_tables(&mut self) {
        for (index, table) in self.scenario.route_tables.iter().enumerate() {
            let place = format!("route_tables[{index}]");
            self.owner(&place, &table.id, &table.vpc);
            if table.routes.len() > ROUTES_PER_TABLE {
                let found = table.routes.len();
                self.warn(
                    place.as_str(),
                    RouteProblem::Quota {
                        found,
                        quota: ROUTES_PER_TABLE,
                    },
                );
            }
            let mut seen = SortedSet::new();
            for (at, route) in table.routes.iter().enumerate() {
                let place = format!("{place}.routes[{at}]");
                if !seen.insert(route.to.trunc()) {
                    self.problem(format!("{place}.to"), RouteProblem::Twice(route.to));
                }
                self.route(&place, table, route);
            }
        }
    }

    /// The VPC of a group, ACL or table exists. An implied name belongs to its own VPC.
    pub(super) fn owner(&mut self, place: &str, id: &str, vpc: &str) {
        let place = format!("{place}.vpc");
        if self.refers(&place, vpc, &[NameKind::Vpc])
            && let Some(implied) = self.names.implied_by(id)
        {
            self.same_vpc(&place, id, vpc, implied);
        }
    }

    fn route(&mut self, place: &str, table: &RouteTable, route: &Route) {
        let RouteTarget::Gateway(via) = &route.via else {
            self.inside_vpc(place, table, route, None);
            return;
        };
        let via_place = format!("{place}.via");
        if via == "local" {
            self.problem(via_place, RouteProblem::Local);
            return;
        }
        if !self.refers(&via_place, via, &[NameKind::Gateway]) {
            return;
        }
        let gateway = self
            .scenario
            .gateways
            .iter()
            .find(|gateway| gateway.id == *via);
        let Some(gateway) = gateway else {
            return;
        };
        let serves = match &gateway.kind {
            GatewayKind::Internet { vpc } => *vpc == table.vpc,
            GatewayKind::Peering { vpcs } => vpcs.contains(&table.vpc),
            GatewayKind::Nat { subnet, .. } => self
                .scenario
                .subnet(subnet)
                .is_none_or(|subnet| subnet.vpc == table.vpc),
        };
        if !serves {
            self.problem(
                via_place.as_str(),
                RouteProblem::OtherVpc {
                    gateway: via.clone(),
                    vpc: table.vpc.clone(),
                },
            );
        }
        if matches!(gateway.kind, GatewayKind::Nat { .. }) && matches!(route.to, IpNet::V6(_)) {
            self.problem(
                via_place,
                RouteProblem::NatIpv6 {
                    gateway: via.clone(),
                    to: route.to,
                },
            );
        }
        self.inside_vpc(place, table, route, Some(gateway));
    }

    /// A route inside the VPC's own blocks, which local routes cover.
    fn inside_vpc(
        &mut self,
        place: &str,
        table: &RouteTable,
        route: &Route,
        gateway: Option<&Gateway>,
    ) {
        let Some(vpc) = self.scenario.vpc(&table.vpc) else {
            return;
        };
        let blocks = vpc.cidrs.iter().map(|cidr| IpNet::V4(*cidr));
        let mut blocks = blocks.chain(vpc.ipv6.map(IpNet::V6));
        let Some(block) = blocks.find(|block| block.contains(&route.to)) else {
            return;
        };
        let place = format!("{place}.to");
        let to = route.to;
        if to == block {
            self.problem(place, RouteProblem::OwnBlock(to));
            return;
        }
        let Some(gateway) = gateway else {
            return;
        };
        let is_nat = matches!(gateway.kind, GatewayKind::Nat { .. });
        let is_subnet = self
            .scenario
            .subnets
            .iter()
            .any(|subnet| subnet.vpc == vpc.id && IpNet::V4(subnet.cidr) == to);
        if !is_nat {
            self.problem(
                place,
                RouteProblem::MoreSpecific {
                    to,
                    block,
                    gateway: gateway.id.clone(),
                },
            );
        } else if !is_subnet {
            self.problem(place, RouteProblem::NotOneSubnet { to, block });
        }
    }
}
