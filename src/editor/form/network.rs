//! The forms of VPCs, subnets, route tables and prefix lists.

use super::build::Builder;
use crate::editor::document_ops::network::internet_gateway_of;
use crate::editor::selection::Selection;
use crate::editor::view::form::{EntryView, ItemView, ListView};
use crate::scenario::{
    GatewayKind, Id, Route, RouteTable, RouteTarget, Scenario, implied_route_table,
};
use crate::words;

/// One thing of a list that can be selected.
pub(super) fn item(id: &str, about: impl Into<String>, target: Selection) -> ItemView {
    ItemView {
        text: id.to_owned(),
        about: about.into(),
        target: Some(target),
        removable: false,
    }
}

fn items(items: Vec<ItemView>) -> ListView {
    ListView {
        items,
        entry: None,
        empty: "none".into(),
    }
}

pub(super) fn vpc(form: &mut Builder<'_>, id: &str) {
    // A router is not taken out of its VPC.
    let remove = if form.is_router() { "" } else { "Remove VPC" };
    form.head("VPC", "", remove);
    form.name(id);
    form.text("cidrs", "IPv4 CIDR blocks");
    blocks_if_one(form, id);
    form.text("ipv6", "IPv6 CIDR block")
        .placeholder("none")
        .wide();
    form.part("");
    let scenario = form.scenario;
    let subnets = scenario.subnets.iter().filter(|subnet| subnet.vpc == id);
    let subnets = subnets.map(|subnet| {
        let target = Selection::Subnet(subnet.id.clone());
        item(&subnet.id, subnet.cidr.to_string(), target)
    });
    form.list("", "Subnets", items(subnets.collect()));
    parts_of(form, id, id);
}

/// A single block is written under another key.
fn blocks_if_one(form: &mut Builder<'_>, id: &str) {
    let blocks = form.scenario.vpc(id).map(|vpc| vpc.cidrs.clone());
    let blocks: Vec<String> = blocks.iter().flatten().map(ToString::to_string).collect();
    form.last().value = blocks.join(", ");
}

/// Lists of what belongs to a VPC, with buttons for new ones; `named` is said on them.
pub(super) fn parts_of(form: &mut Builder<'_>, vpc: &str, named: &str) {
    let scenario = form.scenario;
    let behind = if named.is_empty() || scenario.vpcs.len() < 2 {
        String::new()
    } else {
        format!(" in {named}")
    };
    let groups = scenario.every_security_group();
    let groups = groups.iter().filter(|group| group.vpc == vpc);
    let groups = groups.map(|group| {
        let (wearers, _) = crate::editor::document_ops::remove::users_of_group(scenario, &group.id);
        let worn = words::counted(wearers.len(), "host");
        item(&group.id, worn, Selection::Group(group.id.clone()))
    });
    let label = format!("Security groups{behind}");
    form.list("", &label, items(groups.collect()))
        .button("New security group", format!("new-group {vpc}"));
    let acls = scenario.every_network_acl();
    let acls = acls.iter().filter(|acl| acl.vpc == vpc).map(|acl| {
        let guarded = guarded_by(scenario, &acl.id);
        let about = words::counted(guarded.len(), "subnet");
        item(&acl.id, about, Selection::Acl(acl.id.clone()))
    });
    let label = format!("Network ACLs{behind}");
    form.list("", &label, items(acls.collect()))
        .button("New network ACL", format!("new-acl {vpc}"));
    let tables = scenario.every_route_table();
    let tables = tables.iter().filter(|table| table.vpc == vpc).map(|table| {
        let users = users_of_table(scenario, &table.id);
        let about = words::counted(users.len(), "subnet");
        item(&table.id, about, Selection::Routes(table.id.clone()))
    });
    let label = format!("Route tables{behind}");
    form.list("", &label, items(tables.collect()))
        .button("New route table", format!("new-table {vpc}"));
}

/// The subnets that an ACL guards.
pub(in crate::editor) fn guarded_by(scenario: &Scenario, acl: &str) -> Vec<Id> {
    let subnets = scenario.subnets.iter();
    let guarded = subnets.filter(|subnet| scenario.acl_of_subnet(subnet) == acl);
    guarded.map(|subnet| subnet.id.clone()).collect()
}

/// The subnets that use a route table.
fn users_of_table(scenario: &Scenario, table: &str) -> Vec<Id> {
    let subnets = scenario.subnets.iter();
    let users = subnets.filter(|subnet| scenario.route_table_of_subnet(subnet) == table);
    users.map(|subnet| subnet.id.clone()).collect()
}

pub(super) fn subnet(form: &mut Builder<'_>, id: &str) {
    let scenario = form.scenario;
    let Some(subnet) = scenario.subnet(id) else {
        return;
    };
    form.head("Subnet", "", "Remove subnet");
    form.name(id);
    form.text("cidr", "IPv4 CIDR block");
    form.text("ipv6", "IPv6 CIDR block")
        .placeholder("none")
        .wide();
    let own = |ids: Vec<(Id, Id)>| {
        let ids = ids.into_iter().filter(|(_, vpc)| *vpc == subnet.vpc);
        ids.map(|(id, _)| (id.clone(), id)).collect::<Vec<_>>()
    };
    let acls = scenario.every_network_acl();
    let acls = acls.iter().map(|acl| (acl.id.clone(), acl.vpc.clone()));
    let guarding = scenario.acl_of_subnet(subnet);
    let acl = format!("select acl {guarding}");
    form.named("acl", "Network ACL", own(acls.collect()), guarding)
        .button("Its rules", acl);
    let tables = scenario.every_route_table();
    let tables = tables
        .iter()
        .map(|each| (each.id.clone(), each.vpc.clone()));
    let table = scenario.route_table_of_subnet(subnet);
    form.named(
        "routes",
        "Route table",
        own(tables.collect()),
        table.clone(),
    )
    .button("Its routes", format!("select routes {table}"));
    form.part("");
    let found = scenario.route_table(&table);
    let Some(found) = found else { return };
    let has_default = found.routes.iter().any(|route| route.to.prefix_len() == 0);
    let ways = ways_out(scenario, id);
    let list = items(route_items(scenario, &found, false));
    let field = form.list("", "Routes", list);
    if !has_default {
        for way in ways {
            field.button(format!("Route to {way}"), format!("route {way}"));
        }
        field.hint("No default route: nothing reaches the internet from here.");
    }
    let inside = scenario.hosts.iter();
    let inside = inside.filter(|host| host.subnet.as_deref() == Some(id));
    let addresses = crate::scenario::Addresses::of(scenario);
    let hosts = inside.map(|host| {
        let given = addresses.host(&host.id).unwrap_or_default().ip;
        let about = given.map(|ip| ip.to_string()).unwrap_or_default();
        item(&host.id, about, Selection::Host(host.id.clone()))
    });
    form.list("", "Hosts", items(hosts.collect()));
}

/// Gateways to which a subnet's default route may lead: its VPC's own, and NAT gateways
/// that stand in other subnets of it.
fn ways_out(scenario: &Scenario, subnet: &str) -> Vec<Id> {
    let Some(vpc) = scenario.subnet(subnet).map(|subnet| subnet.vpc.as_str()) else {
        return Vec::new();
    };
    let nat = scenario.gateways.iter().filter(|gateway| {
        matches!(&gateway.kind, GatewayKind::Nat { subnet: home, .. }
            if home != subnet && scenario.subnet(home).is_some_and(|home| home.vpc == vpc))
    });
    let internet = internet_gateway_of(scenario, vpc);
    internet
        .into_iter()
        .chain(nat.map(|gateway| gateway.id.clone()))
        .collect()
}

/// A route as it is typed.
pub(super) fn route_line(route: &Route) -> String {
    let via = match &route.via {
        RouteTarget::Gateway(id) => id.as_str(),
        RouteTarget::Blackhole => "blackhole",
    };
    format!("{} via {via}", route.to)
}

fn route_items(scenario: &Scenario, table: &RouteTable, removable: bool) -> Vec<ItemView> {
    let local = scenario.vpc(&table.vpc);
    let local = local.iter().flat_map(|vpc| vpc.cidrs.iter());
    let local = local.map(|block| ItemView {
        text: format!("{block} local"),
        ..ItemView::default()
    });
    let written = table.routes.iter().map(|route| ItemView {
        text: route_line(route),
        about: match route.via {
            RouteTarget::Blackhole => "leads nowhere: its gateway is gone".into(),
            RouteTarget::Gateway(_) => String::new(),
        },
        target: match &route.via {
            RouteTarget::Gateway(id) => Some(Selection::Gateway(id.clone())),
            RouteTarget::Blackhole => None,
        },
        removable,
    });
    local.chain(written).collect()
}

pub(super) fn routes(form: &mut Builder<'_>, id: &str) {
    let scenario = form.scenario;
    let Some(table) = scenario.route_table(id) else {
        return;
    };
    let users = users_of_table(scenario, id);
    let is_main = id == implied_route_table(&table.vpc);
    let about = match (users.is_empty(), is_main) {
        (true, _) => "No subnet uses it.".to_owned(),
        (false, _) => format!("Used by {}. The longest prefix wins.", users.join(", ")),
    };
    let remove = if is_main { "" } else { "Remove route table" };
    form.head("Route table", about, remove);
    if !is_main {
        form.name(id);
    }
    form.fact("VPC", table.vpc.clone());
    let entry = EntryView {
        label: "Route".into(),
        placeholder: "0.0.0.0/0 via igw".into(),
        suggestions: suggested_routes(scenario, &table.vpc),
    };
    let list = ListView {
        items: route_items(scenario, &table, true),
        entry: Some(entry),
        empty: String::new(),
    };
    form.list("route", "Routes", list);
    let subnets = users.iter().map(|subnet| {
        let target = Selection::Subnet(subnet.clone());
        item(subnet, "", target)
    });
    form.list("", "Used by", items(subnets.collect()));
}

fn suggested_routes(scenario: &Scenario, vpc: &str) -> Vec<String> {
    let mut routes = Vec::new();
    for gateway in &scenario.gateways {
        match &gateway.kind {
            GatewayKind::Internet { vpc: home } if home == vpc => {
                routes.push(format!("0.0.0.0/0 via {}", gateway.id));
            }
            GatewayKind::Nat { subnet, .. }
                if scenario.subnet(subnet).is_some_and(|home| home.vpc == vpc) =>
            {
                routes.push(format!("0.0.0.0/0 via {}", gateway.id));
            }
            GatewayKind::Peering { vpcs } if vpcs.iter().any(|each| each == vpc) => {
                let other = vpcs.iter().find(|each| *each != vpc);
                let blocks = other.and_then(|other| scenario.vpc(other));
                for block in blocks.iter().flat_map(|vpc| vpc.cidrs.iter()) {
                    routes.push(format!("{block} via {}", gateway.id));
                }
            }
            _ => {}
        }
    }
    routes
}

pub(super) fn prefixes(form: &mut Builder<'_>, id: &str) {
    let scenario = form.scenario;
    let mut lists = scenario.prefix_lists.iter();
    let Some(list) = lists.find(|list| list.id == id) else {
        return;
    };
    form.head(
        "Prefix list",
        "A name for several CIDR blocks, for rules of security groups.",
        "Remove prefix list",
    );
    form.name(id).wide();
    let blocks = list.cidrs.iter().map(|block| ItemView {
        text: block.to_string(),
        removable: true,
        ..ItemView::default()
    });
    let entry = EntryView {
        label: "CIDR block".into(),
        placeholder: "203.0.113.0/24".into(),
        suggestions: Vec::new(),
    };
    form.list(
        "block",
        "CIDR blocks",
        ListView {
            items: blocks.collect(),
            entry: Some(entry),
            empty: "none: it matches nothing".into(),
        },
    );
    let (_, naming) = crate::editor::document_ops::remove::users_of_group(scenario, id);
    let naming = naming.iter().map(|group| {
        let target = Selection::Group(group.clone());
        item(group, "", target)
    });
    form.list("", "Named by", items(naming.collect()));
}
