//! Route tables: what a route may lead to, and where.
//!
//! Source: AWS, "Configure route tables": nothing more specific than a local route
//! may lead to a gateway, except a whole subnet to a NAT gateway.

use crate::net::SortedSet;

use ipnet::IpNet;

use super::Check;
use super::names::Kind;
use crate::scenario::document::{Gateway, GatewayKind, Route, RouteTable, RouteTarget};

/// AWS's quota on the routes of a table.
const ROUTES_PER_TABLE: usize = 500;

impl Check<'_> {
    pub(super) fn route_tables(&mut self) {
        for (index, table) in self.scenario.route_tables.iter().enumerate() {
            let place = format!("route_tables[{index}]");
            self.owner(&place, &table.id, &table.vpc);
            if table.routes.len() > ROUTES_PER_TABLE {
                let found = table.routes.len();
                let message =
                    format!("found {found} routes; AWS's quota is {ROUTES_PER_TABLE} in a table");
                self.warn(place.as_str(), message);
            }
            let mut seen = SortedSet::new();
            for (at, route) in table.routes.iter().enumerate() {
                let place = format!("{place}.routes[{at}]");
                if !seen.insert(route.to.trunc()) {
                    let message = format!(
                        "found a second route to {}; a table has one for each CIDR",
                        route.to
                    );
                    self.problem(format!("{place}.to"), message);
                }
                self.route(&place, table, route);
            }
        }
    }

    /// The VPC of a group, ACL or table exists; one with an implied name belongs to that VPC.
    pub(super) fn owner(&mut self, place: &str, id: &str, vpc: &str) {
        let place = format!("{place}.vpc");
        if self.refers(&place, vpc, &[Kind::Vpc])
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
            self.problem(
                via_place,
                "found `local`; local routes are there by themselves, so leave this one out",
            );
            return;
        }
        if !self.refers(&via_place, via, &[Kind::Gateway]) {
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
            let message = format!("found `{via}`, which does not serve VPC `{}`", table.vpc);
            self.problem(via_place.as_str(), message);
        }
        if matches!(gateway.kind, GatewayKind::Nat { .. }) && matches!(route.to, IpNet::V6(_)) {
            let message = format!(
                "found NAT gateway `{via}` for {}; NAT gateways carry IPv4 only",
                route.to
            );
            self.problem(via_place, message);
        }
        self.inside_vpc(place, table, route, Some(gateway));
    }

    /// A route inside the VPC's own blocks, which local routes cover already.
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
            let message =
                format!("found {to}, the VPC's own block; its local route is there by itself");
            self.problem(place, message);
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
        let via = &gateway.id;
        if !is_nat {
            let message = format!(
                "found {to}, more specific than the local route {block}; such a route cannot lead to `{via}`, only to a NAT gateway"
            );
            self.problem(place, message);
        } else if !is_subnet {
            let message = format!(
                "found {to}, inside the VPC's block {block}; a route there covers exactly one subnet"
            );
            self.problem(place, message);
        }
    }
}
