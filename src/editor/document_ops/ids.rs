//! Every place of a document in which an id stands: of a thing, or of one that is meant.

use crate::scenario::{
    Destination, GatewayKind, GroupRule, Id, RouteTarget, RuleChange, Scenario, ScriptAction,
};

/// Calls `visit` with each id of the document.
pub(in crate::editor) fn every_id(scenario: &mut Scenario, visit: &mut dyn FnMut(&mut Id)) {
    for vpc in &mut scenario.vpcs {
        visit(&mut vpc.id);
    }
    for subnet in &mut scenario.subnets {
        visit(&mut subnet.id);
        visit(&mut subnet.vpc);
        subnet.acl.iter_mut().for_each(&mut *visit);
        subnet.routes.iter_mut().for_each(&mut *visit);
    }
    for gateway in &mut scenario.gateways {
        visit(&mut gateway.id);
        match &mut gateway.kind {
            GatewayKind::Internet { vpc } => visit(vpc),
            GatewayKind::Nat { subnet, .. } => visit(subnet),
            GatewayKind::Peering { vpcs } => vpcs.iter_mut().for_each(&mut *visit),
        }
    }
    for table in &mut scenario.route_tables {
        visit(&mut table.id);
        visit(&mut table.vpc);
        for route in &mut table.routes {
            if let RouteTarget::Gateway(id) = &mut route.via {
                visit(id);
            }
        }
    }
    for host in &mut scenario.hosts {
        visit(&mut host.id);
        host.subnet.iter_mut().for_each(&mut *visit);
        host.groups.iter_mut().flatten().for_each(&mut *visit);
    }
    for group in &mut scenario.security_groups {
        visit(&mut group.id);
        visit(&mut group.vpc);
        let outbound = group.outbound.iter_mut().flatten();
        for rule in group.inbound.iter_mut().chain(outbound) {
            peer(rule, visit);
        }
    }
    for acl in &mut scenario.network_acls {
        visit(&mut acl.id);
        visit(&mut acl.vpc);
    }
    for list in &mut scenario.prefix_lists {
        visit(&mut list.id);
    }
    for entry in &mut scenario.script {
        action(&mut entry.action, visit);
    }
    for expectation in &mut scenario.expect {
        visit(&mut expectation.flow);
        if let Some(blocked) = &mut expectation.blocked_by {
            visit(&mut blocked.gate);
        }
    }
}

fn peer(rule: &mut GroupRule, visit: &mut dyn FnMut(&mut Id)) {
    rule.peer.named_mut().into_iter().for_each(visit);
}

fn action(action: &mut ScriptAction, visit: &mut dyn FnMut(&mut Id)) {
    let (id, from, to) = match action {
        ScriptAction::Open(open) => (&mut open.id, &mut open.from, &mut open.to),
        ScriptAction::Send(send) => (&mut send.id, &mut send.from, &mut send.to),
        ScriptAction::Ping(ping) => (&mut ping.id, &mut ping.from, &mut ping.to),
        ScriptAction::Data { flow: id, .. }
        | ScriptAction::Close { flow: id, .. }
        | ScriptAction::Listen { host: id, .. }
        | ScriptAction::Unlisten { host: id, .. }
        | ScriptAction::SetTimeouts { host: id, .. } => return visit(id),
        ScriptAction::AddRule(change) | ScriptAction::RemoveRule(change) => {
            return match change {
                RuleChange::Group { group, rule, .. } => {
                    visit(group);
                    peer(rule, visit);
                }
                RuleChange::Acl { acl, .. } => visit(acl),
            };
        }
        ScriptAction::SetGroups { host, groups } => {
            visit(host);
            return groups.iter_mut().for_each(&mut *visit);
        }
        ScriptAction::SetAcl { subnet, acl } => {
            visit(subnet);
            return visit(acl);
        }
        ScriptAction::SetRoutes { subnet, routes } => {
            visit(subnet);
            return visit(routes);
        }
    };
    visit(id);
    visit(from);
    if let Destination::Host(host) = to {
        visit(host);
    }
}
