//! Pasting: a document put into another.
//!
//! What a copy only needs (its VPC, a subnet, a group) is found again where it is. What was
//! meant to be copied comes in a second time, with names and addresses that are free.

use super::copy::COPIED;
use super::{addresses, ids::every_id, names};
use crate::editor::selection::Selection;
use crate::net::SortedMap;
use crate::scenario::{
    Gateway, GatewayKind, Host, Id, Position, PrefixList, Scenario, ScriptAction, Subnet,
    implied_acl, implied_group, implied_route_table,
};

/// A copy stands beside its original.
const ASIDE: i32 = 40;

/// Puts a copy into a document; gives what came in, to be selected.
///
/// # Errors
///
/// A sentence when there is nothing in it, or no room for it.
#[inline(never)]
pub(in crate::editor) fn paste(
    scenario: &mut Scenario,
    mut copy: Scenario,
) -> Result<Vec<Selection>, String> {
    let marked = copy.unknown.remove(COPIED);
    let meant: Vec<Id> = match &marked {
        Some(list) => list
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(|id| id.as_str().map(str::to_owned))
            .collect(),
        // A whole document was pasted: all of it is meant.
        None => all_names(&copy),
    };
    let new_names = new_names(scenario, &copy, &meant);
    every_id(&mut copy, &mut |id| {
        if let Some(new) = new_names.get(id.as_str()) {
            id.clone_from(new);
        } else if let Some((start, word)) = id.rsplit_once('.')
            && let Some(new) = new_names.get(start)
        {
            *id = format!("{new}.{word}");
        }
    });
    let mut arrived = Vec::new();
    for mut vpc in copy.vpcs {
        if scenario.vpc(&vpc.id).is_none() {
            vpc.position = aside(vpc.position);
            arrived.push(Selection::Vpc(vpc.id.clone()));
            scenario.vpcs.push(vpc);
        }
    }
    let mut moved = Vec::new();
    for mut subnet in copy.subnets {
        if scenario.subnet(&subnet.id).is_none() {
            let overlaps = |other: &&Subnet| {
                other.vpc == subnet.vpc
                    && (other.cidr.contains(&subnet.cidr) || subnet.cidr.contains(&other.cidr))
            };
            if scenario.subnets.iter().any(|other| overlaps(&other)) {
                subnet.cidr = addresses::free_subnet_block(scenario, &subnet.vpc)?;
                subnet.ipv6 = None;
                moved.push(subnet.id.clone());
            }
            subnet.position = aside(subnet.position);
            arrived.push(Selection::Subnet(subnet.id.clone()));
            scenario.subnets.push(subnet);
        } else {
            moved.push(subnet.id.clone());
        }
    }
    for gateway in copy.gateways {
        arrive_gateway(scenario, gateway, &moved, &mut arrived)?;
    }
    add_missing(&mut scenario.route_tables, copy.route_tables, |one| &one.id);
    add_missing(&mut scenario.security_groups, copy.security_groups, |one| {
        &one.id
    });
    add_missing(&mut scenario.network_acls, copy.network_acls, |one| &one.id);
    add_missing(&mut scenario.prefix_lists, copy.prefix_lists, |one| &one.id);
    for host in copy.hosts {
        arrive_host(scenario, host, &moved, &mut arrived)?;
    }
    scenario.script.extend(copy.script);
    if arrived.is_empty() {
        return Err("There is nothing in it to paste".into());
    }
    Ok(arrived)
}

/// What is there already under its name stays as it is.
fn add_missing<T>(there: &mut Vec<T>, copies: Vec<T>, id: fn(&T) -> &Id) {
    for copy in copies {
        if !there.iter().any(|one| id(one) == id(&copy)) {
            there.push(copy);
        }
    }
}

fn arrive_host(
    scenario: &mut Scenario,
    mut host: Host,
    moved: &[Id],
    arrived: &mut Vec<Selection>,
) -> Result<(), String> {
    let is_taken = |scenario: &Scenario| {
        let hosts = &scenario.hosts;
        hosts
            .iter()
            .any(|other| other.subnet.is_none() && other.ip == host.ip)
    };
    match &host.subnet {
        Some(subnet) if moved.contains(subnet) => {
            host.ip = Some(addresses::free_in_subnet(scenario, subnet)?);
            host.ipv6 = None;
        }
        None if is_taken(scenario) => host.ip = addresses::free_internet(scenario),
        _ => {}
    }
    let hosts = &scenario.hosts;
    if host.public_ip.is_some() && hosts.iter().any(|other| other.public_ip == host.public_ip) {
        host.public_ip = addresses::free_public(scenario);
    }
    // There is no next free IPv6 address.
    if hosts.iter().any(|other| other.ipv6 == host.ipv6) {
        host.ipv6 = None;
    }
    host.position = aside(host.position);
    // Copies of copies do not hide one another.
    while host.position.is_some() && hosts.iter().any(|other| other.position == host.position) {
        host.position = aside(host.position);
    }
    arrived.push(Selection::Host(host.id.clone()));
    scenario.hosts.push(host);
    Ok(())
}

fn arrive_gateway(
    scenario: &mut Scenario,
    mut gateway: Gateway,
    moved: &[Id],
    arrived: &mut Vec<Selection>,
) -> Result<(), String> {
    if scenario.gateways.iter().any(|each| each.id == gateway.id) {
        return Ok(());
    }
    if let GatewayKind::Nat {
        subnet,
        ip,
        public_ip,
    } = &mut gateway.kind
    {
        if moved.contains(subnet) {
            *ip = Some(addresses::free_in_subnet(scenario, subnet)?);
        }
        *public_ip = addresses::free_public(scenario);
    }
    gateway.position = aside(gateway.position);
    arrived.push(Selection::Gateway(gateway.id.clone()));
    scenario.gateways.push(gateway);
    Ok(())
}

/// What everything of a copy is called in the document: what is there already and was not
/// meant to be copied keeps its name, the rest gets one that is free.
fn new_names(scenario: &Scenario, copy: &Scenario, meant: &[Id]) -> SortedMap<Id, Id> {
    let mut names: SortedMap<Id, Id> = SortedMap::new();
    let mut grown = scenario.clone();
    let mut vpc_stays = Vec::new();
    let mut rename = |id: &Id, grown: &mut Scenario| {
        let new = names::free_like(grown, id);
        // Held, so that the next one does not get it too.
        grown.prefix_lists.push(PrefixList {
            id: new.clone(),
            ..Default::default()
        });
        names.insert(id.clone(), new);
    };
    for vpc in &copy.vpcs {
        let same = scenario
            .vpc(&vpc.id)
            .is_some_and(|there| there.cidrs == vpc.cidrs);
        if same && !meant.contains(&vpc.id) {
            vpc_stays.push(vpc.id.clone());
        } else {
            rename(&vpc.id, &mut grown);
        }
    }
    for subnet in &copy.subnets {
        let same = vpc_stays.contains(&subnet.vpc)
            && scenario
                .subnet(&subnet.id)
                .is_some_and(|there| there.cidr == subnet.cidr && there.vpc == subnet.vpc);
        if !same || meant.contains(&subnet.id) {
            rename(&subnet.id, &mut grown);
        }
    }
    for gateway in &copy.gateways {
        // A VPC has one way to the internet at most.
        let there = match &gateway.kind {
            GatewayKind::Internet { vpc } if vpc_stays.contains(vpc) => {
                super::network::internet_gateway_of(scenario, vpc)
            }
            _ => None,
        };
        if there.as_ref() != Some(&gateway.id) {
            rename(&gateway.id, &mut grown);
        }
    }
    // What a VPC has by itself is named after it, whatever that is called here.
    let is_implied = |id: &Id| {
        copy.vpcs.iter().any(|vpc| {
            *id == implied_group(&vpc.id)
                || *id == implied_acl(&vpc.id)
                || *id == implied_route_table(&vpc.id)
        })
    };
    for table in &copy.route_tables {
        let same = vpc_stays.contains(&table.vpc) && scenario.route_tables.contains(table);
        if !same && !is_implied(&table.id) {
            rename(&table.id, &mut grown);
        }
    }
    for group in &copy.security_groups {
        let same = vpc_stays.contains(&group.vpc) && scenario.security_groups.contains(group);
        if (!same || meant.contains(&group.id)) && !is_implied(&group.id) {
            rename(&group.id, &mut grown);
        }
    }
    for acl in &copy.network_acls {
        let same = vpc_stays.contains(&acl.vpc) && scenario.network_acls.contains(acl);
        if (!same || meant.contains(&acl.id)) && !is_implied(&acl.id) {
            rename(&acl.id, &mut grown);
        }
    }
    for list in &copy.prefix_lists {
        if !scenario.prefix_lists.contains(list) {
            rename(&list.id, &mut grown);
        }
    }
    for host in &copy.hosts {
        rename(&host.id, &mut grown);
    }
    for entry in &copy.script {
        match &entry.action {
            ScriptAction::Open(open) => rename(&open.id, &mut grown),
            ScriptAction::Send(send) => rename(&send.id, &mut grown),
            ScriptAction::Ping(ping) => rename(&ping.id, &mut grown),
            _ => {}
        }
    }
    names
}

fn all_names(copy: &Scenario) -> Vec<Id> {
    let mut names = Vec::new();
    let mut copy = copy.clone();
    every_id(&mut copy, &mut |id| names.push(id.clone()));
    names
}

fn aside(position: Option<Position>) -> Option<Position> {
    position.map(|Position { x, y }| Position {
        x: x.saturating_add(ASIDE),
        y: y.saturating_add(ASIDE),
    })
}
