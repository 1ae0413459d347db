//! Taking things out of a document, with all that would be left pointing at nothing.
//!
//! A container goes with what stands in it. A route to a gateway that is gone leads
//! nowhere from then on, as in AWS, and is not deleted. A host that loses its last
//! group has its VPC's default group.

use super::attach;
use crate::editor::selection::Selection;
use crate::scenario::{
    Destination, GatewayKind, GroupRule, Id, RouteTarget, RuleChange, Scenario, ScriptAction,
    is_of_flow,
};

/// Takes `target` out, if it is there.
pub(in crate::editor) fn remove(scenario: &mut Scenario, target: &Selection) {
    match target {
        Selection::Host(id) => remove_host(scenario, id),
        Selection::Subnet(id) => remove_subnet(scenario, id),
        Selection::Vpc(id) => remove_vpc(scenario, id),
        Selection::Gateway(id) => remove_gateway(scenario, id),
        Selection::Group(id) => remove_group(scenario, id),
        Selection::Acl(id) => remove_acl(scenario, id),
        Selection::Gate(subnet) => attach::guard(scenario, subnet, None),
        Selection::Routes(id) => remove_routes(scenario, id),
        Selection::Prefixes(id) => {
            scenario.prefix_lists.retain(|list| list.id != *id);
            remove_peer(scenario, id);
        }
        Selection::Flow(id) => remove_flow(scenario, id),
        Selection::Change(index) if *index < scenario.script.len() => {
            scenario.script.remove(*index);
        }
        Selection::Packet(_) | Selection::Router(_) | Selection::Change(_) => {}
    }
}

/// What speaks of a security group: hosts that wear it, groups whose rules name it.
pub(in crate::editor) fn users_of_group(scenario: &Scenario, id: &str) -> (Vec<Id>, Vec<Id>) {
    let wearers = scenario.hosts.iter().filter(|host| {
        host.subnet.is_some() && scenario.groups_of_host(host).iter().any(|worn| worn == id)
    });
    let named = |rule: &GroupRule| rule.peer.named().is_some_and(|name| name == id);
    let naming = scenario.security_groups.iter().filter(|group| {
        let outbound = group.outbound.iter().flatten();
        group.id != id && group.inbound.iter().chain(outbound).any(named)
    });
    (
        wearers.map(|host| host.id.clone()).collect(),
        naming.map(|group| group.id.clone()).collect(),
    )
}

fn remove_host(scenario: &mut Scenario, id: &str) {
    let needs = |to: &Destination| *to == Destination::Host(id.to_owned());
    let flows: Vec<Id> = scenario
        .script
        .iter()
        .filter_map(|entry| match &entry.action {
            ScriptAction::Open(open) if open.from == id || needs(&open.to) => Some(open.id.clone()),
            ScriptAction::Send(send) if send.from == id || needs(&send.to) => Some(send.id.clone()),
            ScriptAction::Ping(ping) if ping.from == id || needs(&ping.to) => Some(ping.id.clone()),
            _ => None,
        })
        .collect();
    for flow in flows {
        remove_flow(scenario, &flow);
    }
    scenario.script.retain(|entry| {
        !matches!(&entry.action,
            ScriptAction::Listen { host, .. }
            | ScriptAction::Unlisten { host, .. }
            | ScriptAction::SetGroups { host, .. }
            | ScriptAction::SetTimeouts { host, .. } if host == id)
    });
    scenario.hosts.retain(|host| host.id != id);
}

fn remove_flow(scenario: &mut Scenario, id: &str) {
    scenario.script.retain(|entry| match &entry.action {
        ScriptAction::Open(open) => open.id != id,
        ScriptAction::Send(send) => send.id != id,
        ScriptAction::Ping(ping) => ping.id != id,
        ScriptAction::Data { flow, .. } | ScriptAction::Close { flow, .. } => !is_of_flow(flow, id),
        _ => true,
    });
    scenario
        .expect
        .retain(|expectation| !is_of_flow(&expectation.flow, id));
}

fn remove_subnet(scenario: &mut Scenario, id: &str) {
    let hosts = scenario.hosts.iter();
    let hosts = hosts.filter(|host| host.subnet.as_deref() == Some(id));
    for host in hosts.map(|host| host.id.clone()).collect::<Vec<Id>>() {
        remove_host(scenario, &host);
    }
    remove_gateways(
        scenario,
        |kind| matches!(kind, GatewayKind::Nat { subnet, .. } if subnet == id),
    );
    scenario.script.retain(|entry| {
        !matches!(&entry.action,
            ScriptAction::SetAcl { subnet, .. } | ScriptAction::SetRoutes { subnet, .. } if subnet == id)
    });
    scenario.subnets.retain(|subnet| subnet.id != id);
}

fn remove_vpc(scenario: &mut Scenario, id: &str) {
    let subnets = scenario.subnets.iter().filter(|subnet| subnet.vpc == id);
    for subnet in subnets.map(|subnet| subnet.id.clone()).collect::<Vec<Id>>() {
        remove_subnet(scenario, &subnet);
    }
    remove_gateways(scenario, |kind| match kind {
        GatewayKind::Internet { vpc } => vpc == id,
        GatewayKind::Peering { vpcs } => vpcs.iter().any(|vpc| vpc == id),
        GatewayKind::Nat { .. } => false,
    });
    scenario.route_tables.retain(|table| table.vpc != id);
    let groups = scenario.every_security_group();
    let groups = groups.iter().filter(|group| group.vpc == id);
    for group in groups.map(|group| group.id.clone()).collect::<Vec<Id>>() {
        remove_group(scenario, &group);
    }
    let acls = scenario.every_network_acl();
    let acls = acls.iter().filter(|acl| acl.vpc == id);
    for acl in acls.map(|acl| acl.id.clone()).collect::<Vec<Id>>() {
        remove_acl(scenario, &acl);
    }
    scenario.vpcs.retain(|vpc| vpc.id != id);
}

fn remove_gateways(scenario: &mut Scenario, goes: impl Fn(&GatewayKind) -> bool) {
    let gateways = scenario.gateways.iter();
    let gone = gateways.filter(|gateway| goes(&gateway.kind));
    for id in gone.map(|gateway| gateway.id.clone()).collect::<Vec<Id>>() {
        remove_gateway(scenario, &id);
    }
}

fn remove_gateway(scenario: &mut Scenario, id: &str) {
    scenario.gateways.retain(|gateway| gateway.id != id);
    for table in &mut scenario.route_tables {
        for route in &mut table.routes {
            if matches!(&route.via, RouteTarget::Gateway(via) if via == id) {
                route.via = RouteTarget::Blackhole;
            }
        }
    }
    forget_gate(scenario, id);
}

fn remove_group(scenario: &mut Scenario, id: &str) {
    for host in &mut scenario.hosts {
        if let Some(groups) = &mut host.groups {
            groups.retain(|worn| worn != id);
            if groups.is_empty() {
                host.groups = None;
            }
        }
    }
    for entry in &mut scenario.script {
        if let ScriptAction::SetGroups { groups, .. } = &mut entry.action {
            groups.retain(|worn| worn != id);
        }
    }
    scenario.script.retain(|entry| match &entry.action {
        ScriptAction::SetGroups { groups, .. } => !groups.is_empty(),
        ScriptAction::AddRule(RuleChange::Group { group, .. })
        | ScriptAction::RemoveRule(RuleChange::Group { group, .. }) => group != id,
        _ => true,
    });
    scenario.security_groups.retain(|group| group.id != id);
    remove_peer(scenario, id);
    forget_gate(scenario, id);
}

/// Takes out the rules that name a group or a prefix list.
fn remove_peer(scenario: &mut Scenario, id: &str) {
    let stays = |rule: &GroupRule| rule.peer.named().is_none_or(|name| name != id);
    for group in &mut scenario.security_groups {
        group.inbound.retain(stays);
        if let Some(outbound) = &mut group.outbound {
            outbound.retain(stays);
        }
    }
    scenario.script.retain(|entry| match &entry.action {
        ScriptAction::AddRule(RuleChange::Group { rule, .. })
        | ScriptAction::RemoveRule(RuleChange::Group { rule, .. }) => stays(rule),
        _ => true,
    });
}

fn remove_acl(scenario: &mut Scenario, id: &str) {
    for subnet in &mut scenario.subnets {
        if subnet.acl.as_deref() == Some(id) {
            subnet.acl = None;
        }
    }
    scenario.script.retain(|entry| match &entry.action {
        ScriptAction::SetAcl { acl, .. }
        | ScriptAction::AddRule(RuleChange::Acl { acl, .. })
        | ScriptAction::RemoveRule(RuleChange::Acl { acl, .. }) => acl != id,
        _ => true,
    });
    scenario.network_acls.retain(|acl| acl.id != id);
    forget_gate(scenario, id);
}

fn remove_routes(scenario: &mut Scenario, id: &str) {
    for subnet in &mut scenario.subnets {
        if subnet.routes.as_deref() == Some(id) {
            subnet.routes = None;
        }
    }
    scenario.script.retain(
        |entry| !matches!(&entry.action, ScriptAction::SetRoutes { routes, .. } if routes == id),
    );
    scenario.route_tables.retain(|table| table.id != id);
    forget_gate(scenario, id);
}

/// No expectation can name a gate that is gone.
fn forget_gate(scenario: &mut Scenario, id: &str) {
    for expectation in &mut scenario.expect {
        if expectation
            .blocked_by
            .as_ref()
            .is_some_and(|blocked| blocked.gate == id)
        {
            expectation.blocked_by = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sftp;
    use super::*;

    #[test]
    fn whatever_is_taken_out_the_rest_is_a_document() {
        for target in [
            Selection::Host("laptop".into()),
            Selection::Host("sftp".into()),
            Selection::Subnet("public-a".into()),
            Selection::Vpc("vpc".into()),
            Selection::Gateway("igw".into()),
            Selection::Group("sg-sftp".into()),
            Selection::Acl("acl-public".into()),
            Selection::Gate("public-a".into()),
            Selection::Routes("rtb-public".into()),
            Selection::Flow("c1".into()),
        ] {
            let mut rest = sftp();
            remove(&mut rest, &target);
            assert_ne!(rest, sftp(), "{target:?}");
            let read = Scenario::from_json(&rest.to_json_compact());
            assert_eq!(read.map(|parsed| parsed.scenario), Ok(rest), "{target:?}");
        }
    }

    #[test]
    fn a_group_tells_who_uses_it() {
        let mut scenario = sftp();
        attach::new_group(&mut scenario, "vpc", "sg-web");
        scenario.security_groups[1].inbound.push(GroupRule {
            traffic: crate::policy::Traffic::All,
            peer: crate::scenario::Peer::Named("sg-sftp".into()),
            description: None,
        });
        assert_eq!(
            users_of_group(&scenario, "sg-sftp"),
            (vec!["sftp".into()], vec!["sg-web".into()])
        );
    }
}
