//! VPCs, subnets, gateways and the routes to them.

use super::{addresses, names};
use crate::scenario::{
    Gateway, GatewayKind, Id, Position, Route, RouteTable, RouteTarget, Scenario, Size, Subnet,
    Unknown, Vpc,
};
use ipnet::{IpNet, Ipv4Net};

/// Where a container is drawn, when that was said.
pub(in crate::editor) type Placement = Option<(Position, Size)>;

/// Draws a VPC; gives its name.
pub(in crate::editor) fn add_vpc(scenario: &mut Scenario, place: Placement) -> Id {
    let id = if scenario.vpcs.is_empty() {
        names::free_like(scenario, "vpc")
    } else {
        names::free(scenario, "vpc-")
    };
    scenario.vpcs.push(Vpc {
        id: id.clone(),
        cidrs: vec![addresses::free_vpc_block(scenario)],
        position: place.map(|(position, _)| position),
        size: place.map(|(_, size)| size),
        ..Vpc::default()
    });
    id
}

/// Draws a subnet in a VPC; gives its name.
///
/// # Errors
///
/// A sentence when the VPC has no room for one.
pub(in crate::editor) fn add_subnet(
    scenario: &mut Scenario,
    vpc: &str,
    place: Placement,
) -> Result<Id, String> {
    let id = names::free(scenario, "subnet-");
    scenario.subnets.push(Subnet {
        id: id.clone(),
        vpc: vpc.to_owned(),
        cidr: addresses::free_subnet_block(scenario, vpc)?,
        ipv6: None,
        acl: None,
        routes: None,
        position: place.map(|(position, _)| position),
        size: place.map(|(_, size)| size),
        unknown: Unknown::new(),
    });
    Ok(id)
}

/// Attaches an internet gateway to a VPC; gives its name. A VPC has one at most, so one
/// that is there is taken.
pub(in crate::editor) fn add_internet_gateway(
    scenario: &mut Scenario,
    vpc: &str,
    at: Option<Position>,
) -> Id {
    if let Some(id) = internet_gateway_of(scenario, vpc) {
        return id;
    }
    let id = names::free_like(scenario, "igw");
    add_gateway(scenario, &id, GatewayKind::Internet { vpc: vpc.into() }, at);
    id
}

/// The internet gateway of a VPC.
pub(in crate::editor) fn internet_gateway_of(scenario: &Scenario, vpc: &str) -> Option<Id> {
    let gateways = scenario.gateways.iter();
    gateways
        .filter(
            |gateway| matches!(&gateway.kind, GatewayKind::Internet { vpc: home } if home == vpc),
        )
        .map(|gateway| gateway.id.clone())
        .next()
}

/// Puts a NAT gateway with a public address into a subnet; gives its name.
///
/// # Errors
///
/// A sentence when the subnet is full.
pub(in crate::editor) fn add_nat_gateway(
    scenario: &mut Scenario,
    subnet: &str,
    at: Option<Position>,
) -> Result<Id, String> {
    let kind = GatewayKind::Nat {
        subnet: subnet.into(),
        ip: Some(addresses::free_in_subnet(scenario, subnet)?),
        public_ip: addresses::free_public(scenario),
    };
    let id = names::free_like(scenario, "nat");
    add_gateway(scenario, &id, kind, at);
    Ok(id)
}

/// Moves a NAT gateway into a subnet, with an address that is free there.
///
/// # Errors
///
/// A sentence when the subnet is full.
pub(in crate::editor) fn settle_nat_gateway(
    scenario: &mut Scenario,
    id: &str,
    to: &str,
) -> Result<(), String> {
    let free = addresses::free_in_subnet(scenario, to)?;
    let mut gateways = scenario.gateways.iter_mut();
    if let Some(gateway) = gateways.find(|gateway| gateway.id == id)
        && let GatewayKind::Nat { subnet, ip, .. } = &mut gateway.kind
    {
        to.clone_into(subnet);
        *ip = Some(free);
    }
    Ok(())
}

/// Joins two VPCs by a peering connection, with a route to the other in each of their route tables;
/// gives its name. Without the routes nothing would cross it.
pub(in crate::editor) fn add_peering(scenario: &mut Scenario, vpcs: [&str; 2]) -> Id {
    let id = names::free_like(scenario, "pcx");
    let kind = GatewayKind::Peering {
        vpcs: vpcs.map(str::to_owned),
    };
    add_gateway(scenario, &id, kind, None);
    let [one, other] = vpcs;
    for (from, to) in [(one, other), (other, one)] {
        let Some(blocks) = scenario.vpc(to).map(|vpc| vpc.cidrs.clone()) else {
            continue;
        };
        let tables: Vec<Id> = scenario
            .every_route_table()
            .iter()
            .filter(|table| table.vpc == from)
            .map(|table| table.id.clone())
            .collect();
        for table in tables {
            for block in &blocks {
                add_route(scenario, &table, IpNet::V4(*block), &id);
            }
        }
    }
    id
}

fn add_gateway(scenario: &mut Scenario, id: &str, kind: GatewayKind, position: Option<Position>) {
    scenario.gateways.push(Gateway {
        id: id.to_owned(),
        kind,
        position,
        unknown: Unknown::new(),
    });
}

/// Gives a subnet a default route to a gateway, in a table of its own if its table serves
/// others too; gives the table's name.
pub(in crate::editor) fn route_subnet(
    scenario: &mut Scenario,
    subnet: &str,
    gateway: &str,
) -> Option<Id> {
    let index = scenario.subnets.iter().position(|each| each.id == subnet)?;
    let table = scenario.route_table_of_subnet(&scenario.subnets[index]);
    let users = scenario
        .subnets
        .iter()
        .filter(|other| scenario.route_table_of_subnet(other) == table)
        .count();
    let table = if users > 1 || scenario.subnets[index].routes.is_none() {
        let mut own = scenario.route_table(&table)?.into_owned();
        own.id = names::free_like(scenario, &format!("rtb-{subnet}"));
        let id = own.id.clone();
        scenario.route_tables.push(own);
        scenario.subnets[index].routes = Some(id.clone());
        id
    } else {
        table
    };
    let every = IpNet::V4(Ipv4Net::new_assert(std::net::Ipv4Addr::UNSPECIFIED, 0));
    if let Some(written) = scenario
        .route_tables
        .iter_mut()
        .find(|each| each.id == table)
    {
        written.routes.retain(|route| route.to != every);
    }
    add_route(scenario, &table, every, gateway);
    Some(table)
}

/// Adds a route to a table, which is written into the document if it was implied.
fn add_route(scenario: &mut Scenario, table: &str, to: IpNet, gateway: &str) {
    let Some(table) = written_route_table(scenario, table) else {
        return;
    };
    let via = RouteTarget::Gateway(gateway.to_owned());
    match table.routes.iter_mut().find(|route| route.to == to) {
        // What led nowhere since its gateway is gone leads somewhere again.
        Some(route) if route.via == RouteTarget::Blackhole => route.via = via,
        Some(_) => {}
        None => table.routes.push(Route {
            to,
            via,
            unknown: Unknown::new(),
        }),
    }
}

/// A route table as an entry of the document, which it becomes if it was implied.
pub(in crate::editor) fn written_route_table<'a>(
    scenario: &'a mut Scenario,
    id: &str,
) -> Option<&'a mut RouteTable> {
    if !scenario.route_tables.iter().any(|table| table.id == id) {
        let implied = scenario.route_table(id)?.into_owned();
        scenario.route_tables.push(implied);
    }
    scenario
        .route_tables
        .iter_mut()
        .find(|table| table.id == id)
}

/// Adds an empty route table to a VPC; gives its name.
pub(in crate::editor) fn add_route_table(scenario: &mut Scenario, vpc: &str) -> Id {
    let id = names::free_like(scenario, "rtb-new");
    scenario.route_tables.push(RouteTable {
        id: id.clone(),
        vpc: vpc.to_owned(),
        ..RouteTable::default()
    });
    id
}

/// Adds a prefix list with a block for documentation in it; gives its name.
pub(in crate::editor) fn add_prefix_list(scenario: &mut Scenario) -> Id {
    let id = names::free(scenario, "pl-");
    let example = Ipv4Net::new_assert(std::net::Ipv4Addr::new(203, 0, 113, 0), 24);
    scenario.prefix_lists.push(crate::scenario::PrefixList {
        id: id.clone(),
        cidrs: vec![IpNet::V4(example)],
        unknown: Unknown::new(),
    });
    id
}
