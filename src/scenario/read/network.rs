//! Parses the networks and filters: VPCs, subnets, gateways, tables, groups, ACLs.

use ipnet::{IpNet, Ipv4Net};

use super::fields::Fields;
use super::value;
use crate::scenario::document::{
    Gateway, GatewayKind, Id, NetworkAcl, PrefixList, Route, RouteTable, RouteTarget,
    SecurityGroup, Subnet, Vpc,
};
use crate::scenario::problem::{Expected, Found, MemberProblem, NameKind, Notation, ValueProblem};

/// The placeholder for a prefix that could not be read.
const NO_PREFIX: IpNet = IpNet::V4(Ipv4Net::new_assert(std::net::Ipv4Addr::UNSPECIFIED, 0));

const A_VPC: Expected = Expected::NameOf(&[NameKind::Vpc]);

pub(super) fn id(fields: &mut Fields<'_>) -> Id {
    fields
        .required("id", Expected::Id, value::id)
        .unwrap_or_default()
}

/// The VPC of an element. Without the member it follows from an implied name
/// (`prod.main`), or it is the only VPC. Printing always writes it.
fn vpc(fields: &mut Fields<'_>, id: &str, vpcs: &[Vpc]) -> Id {
    if fields.has("vpc") {
        return fields.value("vpc", value::reference).unwrap_or_default();
    }
    let implied = id
        .rsplit_once('.')
        .filter(|(_, part)| matches!(*part, "default" | "default-acl" | "main"))
        .and_then(|(owner, _)| vpcs.iter().find(|vpc| vpc.id == owner));
    match (implied, vpcs) {
        (Some(vpc), _) | (None, [vpc]) => vpc.id.clone(),
        _ => {
            fields.missing("vpc", A_VPC);
            Id::new()
        }
    }
}

pub(super) fn vpc_entry(fields: &mut Fields<'_>) -> Vpc {
    let id = id(fields);
    if fields.has("cidr") && fields.has("cidrs") {
        fields.problem("cidrs", MemberProblem::BesideCidr);
    }
    let one = fields.value("cidr", value::ipv4_cidr);
    let several = fields.list("cidrs", value::ipv4_cidr);
    Vpc {
        id,
        cidrs: one.into_iter().chain(several.unwrap_or_default()).collect(),
        ipv6: fields.value("ipv6", value::ipv6_cidr),
        position: fields.value("pos", value::position),
        size: fields.value("size", value::size),
        unknown: fields.rest(),
    }
}

pub(super) fn subnet(fields: &mut Fields<'_>) -> Subnet {
    Subnet {
        id: id(fields),
        vpc: fields
            .required("vpc", A_VPC, value::reference)
            .unwrap_or_default(),
        cidr: fields
            .required(
                "cidr",
                Expected::Notation(Notation::Ipv4Cidr),
                value::ipv4_cidr,
            )
            .unwrap_or_default(),
        ipv6: fields.value("ipv6", value::ipv6_cidr),
        acl: fields.value("acl", value::reference),
        routes: fields.value("routes", value::reference),
        position: fields.value("pos", value::position),
        size: fields.value("size", value::size),
        unknown: fields.rest(),
    }
}

pub(super) fn gateway(fields: &mut Fields<'_>, vpcs: &[Vpc]) -> Gateway {
    let id = id(fields);
    let kinds = || Expected::Choice(vec!["internet", "nat", "peering"]);
    let kind = fields.required("kind", kinds(), value::text);
    let kind = match kind.as_deref() {
        Some("internet") => GatewayKind::Internet {
            vpc: vpc(fields, &id, vpcs),
        },
        Some("nat") => GatewayKind::Nat {
            subnet: fields
                .required(
                    "subnet",
                    Expected::NameOf(&[NameKind::Subnet]),
                    value::reference,
                )
                .unwrap_or_default(),
            ip: fields.value("ip", value::ipv4),
            public_ip: fields.value("public_ip", value::ipv4),
        },
        Some("peering") => GatewayKind::Peering {
            vpcs: peers(fields),
        },
        other => {
            if let Some(other) = other {
                let problem = ValueProblem::Unexpected {
                    found: Found::text(other),
                    expected: kinds(),
                };
                fields.problem("kind", problem);
            }
            GatewayKind::Internet { vpc: Id::new() }
        }
    };
    Gateway {
        id,
        kind,
        position: fields.value("pos", value::position),
        unknown: fields.rest(),
    }
}

#[inline(never)]
fn peers(fields: &mut Fields<'_>) -> [Id; 2] {
    if !fields.has("vpcs") {
        fields.missing("vpcs", Expected::TwoVpcs);
        return Default::default();
    }
    let Some(names) = fields.list("vpcs", value::reference) else {
        return Default::default();
    };
    let count = names.len();
    names.try_into().unwrap_or_else(|_| {
        fields.problem("vpcs", MemberProblem::PeeringCount(count));
        Default::default()
    })
}

pub(super) fn route_table(fields: &mut Fields<'_>, vpcs: &[Vpc]) -> RouteTable {
    let id = id(fields);
    RouteTable {
        vpc: vpc(fields, &id, vpcs),
        id,
        routes: fields.objects("routes", route),
        unknown: fields.rest(),
    }
}

fn route(fields: &mut Fields<'_>) -> Route {
    let to = fields.required("to", Expected::Notation(Notation::Cidr), value::cidr);
    let via = fields.required(
        "via",
        Expected::Notation(Notation::RouteTarget),
        value::text,
    );
    Route {
        to: to.unwrap_or(NO_PREFIX),
        via: match via.as_deref() {
            None | Some("blackhole") => RouteTarget::Blackhole,
            Some(gateway) => RouteTarget::Gateway(gateway.to_owned()),
        },
        unknown: fields.rest(),
    }
}

pub(super) fn security_group(fields: &mut Fields<'_>, vpcs: &[Vpc]) -> SecurityGroup {
    let id = id(fields);
    SecurityGroup {
        vpc: vpc(fields, &id, vpcs),
        id,
        inbound: fields
            .list("inbound", value::inbound_rule)
            .unwrap_or_default(),
        outbound: fields.list("outbound", value::outbound_rule),
        position: fields.value("pos", value::position),
        unknown: fields.rest(),
    }
}

pub(super) fn network_acl(fields: &mut Fields<'_>, vpcs: &[Vpc]) -> NetworkAcl {
    let id = id(fields);
    NetworkAcl {
        vpc: vpc(fields, &id, vpcs),
        id,
        inbound: fields
            .list("inbound", value::inbound_entry)
            .unwrap_or_default(),
        outbound: fields
            .list("outbound", value::outbound_entry)
            .unwrap_or_default(),
        position: fields.value("pos", value::position),
        unknown: fields.rest(),
    }
}

#[inline(never)]
pub(super) fn prefix_list(fields: &mut Fields<'_>) -> PrefixList {
    PrefixList {
        id: id(fields),
        cidrs: fields.list("cidrs", value::cidr).unwrap_or_default(),
        unknown: fields.rest(),
    }
}
