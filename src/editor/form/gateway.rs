//! The form of a gateway.

use super::build::Builder;
use crate::editor::selection::Selection;
use crate::scenario::{Addresses, GatewayKind};

pub(super) fn form(form: &mut Builder<'_>, id: &str) {
    let scenario = form.scenario;
    let mut gateways = scenario.gateways.iter();
    let Some(gateway) = gateways.find(|gateway| gateway.id == id) else {
        return;
    };
    match &gateway.kind {
        GatewayKind::Internet { vpc } => {
            form.head(
                "Internet gateway",
                "Translates between a host's private and its public address; a host without a public one does not get past it.",
                "Remove gateway",
            );
            form.name(id);
            let vpcs = scenario.vpcs.iter();
            let vpcs = vpcs.map(|vpc| (vpc.id.clone(), vpc.id.clone())).collect();
            form.named("vpc", "VPC", vpcs, vpc.clone());
        }
        GatewayKind::Nat {
            subnet, public_ip, ..
        } => {
            form.head(
                "NAT gateway",
                "Lets hosts without a public address open connections to the outside, under its own.",
                "Remove gateway",
            );
            form.name(id);
            let subnets = scenario.subnets.iter();
            let subnets = subnets.map(|each| (each.id.clone(), each.id.clone()));
            form.named("subnet", "Subnet", subnets.collect(), subnet.clone());
            let given = Addresses::of(scenario).nat_gateway(id).unwrap_or_default();
            let free = given.ip.map(|ip| ip.to_string()).unwrap_or_default();
            form.text("ip", "Private IPv4 address").placeholder(free);
            let public = form.text("public_ip", "Public IPv4 address");
            public.placeholder("none");
            if public_ip.is_none() {
                public.button("Give one", "give-public");
            }
        }
        GatewayKind::Peering { vpcs } => {
            form.head(
                "Peering connection",
                "Joins two VPCs; each needs a route to the other's blocks.",
                "Remove peering connection",
            );
            form.name(id).wide();
            let names: Vec<(String, String)> = scenario
                .vpcs
                .iter()
                .map(|vpc| (vpc.id.clone(), vpc.id.clone()))
                .collect();
            form.named("vpc-0", "One VPC", names.clone(), vpcs[0].clone());
            form.named("vpc-1", "The other", names, vpcs[1].clone());
        }
    }
    form.part("");
    let naming = scenario.every_route_table();
    let naming = naming.iter().filter(|table| {
        let mut routes = table.routes.iter();
        routes.any(
            |route| matches!(&route.via, crate::scenario::RouteTarget::Gateway(via) if via == id),
        )
    });
    let naming = naming.map(|table| {
        let target = Selection::Routes(table.id.clone());
        super::network::item(&table.id, "", target)
    });
    form.list(
        "",
        "Routes lead here from",
        crate::editor::view::form::ListView {
            items: naming.collect(),
            entry: None,
            empty: "no route table".into(),
        },
    );
}
