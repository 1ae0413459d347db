//! Copies: what is selected, as a document of its own.
//!
//! A copy is a scenario like any other, so it can be pasted into a second tab, a mail or a
//! file. It has what its hosts need to be a document: their VPC, their subnet, the groups
//! they wear. What was meant to be copied is named in a member of its own, `copied`.

use crate::editor::selection::Selection;
use crate::scenario::{Destination, GatewayKind, Id, RouteTarget, Scenario, ScriptAction};

/// The member of a copy that names what was meant to be copied.
pub(super) const COPIED: &str = "copied";
/// What is selected, with all that it needs, as a document; none when there is nothing in it.
#[inline(never)]
pub(in crate::editor) fn copy(scenario: &Scenario, selected: &[Selection]) -> Option<Scenario> {
    let is_meant = |target: &Selection| selected.contains(target);
    let mut copied: Vec<Id> = Vec::new();
    let mut copy = scenario.clone();
    copy.title = String::new();
    copy.notes = String::new();
    copy.expect.clear();
    copy.unknown.clear();

    let meant_vpc = |id: &Id| is_meant(&Selection::Vpc(id.clone()));
    let meant_subnet = |id: &Id| {
        let home = scenario.subnet(id).map(|subnet| &subnet.vpc);
        is_meant(&Selection::Subnet(id.clone())) || home.is_some_and(meant_vpc)
    };
    copy.hosts.retain(|host| {
        is_meant(&Selection::Host(host.id.clone()))
            || host.subnet.as_ref().is_some_and(meant_subnet)
    });
    copy.gateways.retain(|gateway| {
        is_meant(&Selection::Gateway(gateway.id.clone()))
            || match &gateway.kind {
                GatewayKind::Internet { vpc } => meant_vpc(vpc),
                GatewayKind::Nat { subnet, .. } => meant_subnet(subnet),
                GatewayKind::Peering { vpcs } => vpcs.iter().all(meant_vpc),
            }
    });
    let needs_subnet =
        |id: &Id| {
            meant_subnet(id)
            || copy.hosts.iter().any(|host| host.subnet.as_ref() == Some(id))
            || copy.gateways.iter().any(
                |gateway| matches!(&gateway.kind, GatewayKind::Nat { subnet, .. } if subnet == id),
            )
        };
    let mut subnets = copy.subnets.clone();
    subnets.retain(|subnet| needs_subnet(&subnet.id));
    for subnet in &mut subnets {
        if !meant_subnet(&subnet.id) {
            // It is only there so that its hosts have one.
            subnet.acl = None;
            subnet.routes = None;
        }
    }
    copy.subnets = subnets;
    let needs_table = |id: &Id| {
        copy.subnets
            .iter()
            .any(|each| each.routes.as_ref() == Some(id))
    };
    let mut tables = copy.route_tables.clone();
    tables.retain(|table| needs_table(&table.id) || meant_vpc(&table.vpc));
    for table in &mut tables {
        table.routes.retain(|route| match &route.via {
            RouteTarget::Gateway(id) => copy.gateways.iter().any(|gateway| gateway.id == *id),
            RouteTarget::Blackhole => true,
        });
    }
    copy.route_tables = tables;
    let mut acls = copy.network_acls.clone();
    acls.retain(|acl| {
        meant_vpc(&acl.vpc)
            || is_meant(&Selection::Acl(acl.id.clone()))
            || copy
                .subnets
                .iter()
                .any(|each| each.acl.as_ref() == Some(&acl.id))
    });
    copy.network_acls = acls;
    copy_groups(&mut copy, selected);
    copy_script(&mut copy);
    let vpcs: Vec<Id> = copy
        .subnets
        .iter()
        .map(|subnet| subnet.vpc.clone())
        .chain(copy.security_groups.iter().map(|group| group.vpc.clone()))
        .chain(copy.network_acls.iter().map(|acl| acl.vpc.clone()))
        .chain(
            copy.gateways
                .iter()
                .flat_map(|gateway| match &gateway.kind {
                    GatewayKind::Internet { vpc } => vec![vpc.clone()],
                    GatewayKind::Peering { vpcs } => vpcs.to_vec(),
                    GatewayKind::Nat { .. } => Vec::new(),
                }),
        )
        .collect();
    copy.vpcs
        .retain(|vpc| meant_vpc(&vpc.id) || vpcs.contains(&vpc.id));

    copied.extend(copy.vpcs.iter().map(|vpc| vpc.id.clone()).filter(meant_vpc));
    let subnets = copy.subnets.iter().map(|subnet| subnet.id.clone());
    copied.extend(subnets.filter(meant_subnet));
    copied.extend(copy.hosts.iter().map(|host| host.id.clone()));
    copied.extend(copy.gateways.iter().map(|gateway| gateway.id.clone()));
    for target in selected {
        if let Selection::Group(id) | Selection::Acl(id) = target {
            copied.push(id.clone());
        }
    }
    if copied.is_empty() {
        return None;
    }
    copy.unknown.insert(COPIED.into(), copied.into());
    Some(copy)
}

/// The groups that hosts of a copy wear, those that were selected, and those that rules of
/// both name; and the prefix lists of all of them.
fn copy_groups(copy: &mut Scenario, selected: &[Selection]) {
    let mut needed: Vec<Id> = copy
        .hosts
        .iter()
        .flat_map(|host| copy.groups_of_host(host))
        .chain(selected.iter().flat_map(|target| match target {
            Selection::Group(id) => vec![id.clone()],
            Selection::Vpc(vpc) => {
                let groups = copy.security_groups.iter();
                let own = groups.filter(|group| group.vpc == *vpc);
                own.map(|group| group.id.clone()).collect()
            }
            _ => Vec::new(),
        }))
        .collect();
    let mut at = 0;
    while let Some(id) = needed.get(at).cloned() {
        at += 1;
        let groups = copy.security_groups.iter();
        for group in groups.filter(|group| group.id == id) {
            let outbound = group.outbound.iter().flatten();
            for rule in group.inbound.iter().chain(outbound) {
                if let Some(peer) = rule.peer.named()
                    && !needed.contains(peer)
                {
                    needed.push(peer.clone());
                }
            }
        }
    }
    copy.security_groups
        .retain(|group| needed.contains(&group.id));
    copy.prefix_lists.retain(|list| needed.contains(&list.id));
}

/// The flows between hosts of a copy.
fn copy_script(copy: &mut Scenario) {
    let hosts = &copy.hosts;
    let is_there = |id: &Id| hosts.iter().any(|host| host.id == *id);
    let reached = |to: &Destination| match to {
        Destination::Host(id) => is_there(id),
        Destination::Address(_) => true,
    };
    copy.script.retain(|entry| match &entry.action {
        ScriptAction::Open(open) => is_there(&open.from) && reached(&open.to),
        ScriptAction::Send(send) => is_there(&send.from) && reached(&send.to),
        ScriptAction::Ping(ping) => is_there(&ping.from) && reached(&ping.to),
        _ => false,
    });
}
