//! What becomes of the document when something is done in a form.

use serde_json::{Value, json};

use super::build::flow_index;
use super::network::route_line;
use super::{
    FormEdit, Made, Rejection, Suggestion, flow, member, readdress, scheduled_change, suggestions,
};
use crate::editor::document_ops::{addresses, attach, hosts, names, network};
use crate::editor::selection::Selection;
use crate::net::Service;
use crate::scenario::{GatewayKind, Id, Scenario};

/// A field gets another value.
pub(super) fn set(scenario: &Scenario, of: Option<&Selection>, field: &str, text: &str) -> Made {
    let text_trimmed = text.trim();
    let Some(of) = of else {
        let name = match field {
            "title" => "Change the title".to_owned(),
            "notes" => "Change the notes".to_owned(),
            other => format!("Change {}", said(other)),
        };
        return Ok(FormEdit::new(name, member::set(scenario, "", field, text)?));
    };
    let id = id_of(scenario, of);
    match (of, field) {
        (_, "name") => rename(scenario, of, &id, text_trimmed),
        (Selection::Host(_), "subnet") => settle(scenario, &id, text_trimmed),
        (Selection::Subnet(_), "cidr") => readdress::subnet(scenario, &id, text_trimmed),
        (Selection::Vpc(_) | Selection::Router(_), "cidrs") => readdress::vpc(scenario, &id, text),
        (Selection::Subnet(_), "acl") => {
            let mut next = scenario.clone();
            attach::guard(&mut next, &id, Some(text_trimmed));
            Ok(FormEdit::new(
                format!("Guard {id} with {text_trimmed}"),
                next,
            ))
        }
        (Selection::Gateway(_), "subnet") => settle_gateway(scenario, &id, text_trimmed),
        (Selection::Gateway(_), "vpc-0" | "vpc-1") => peer(scenario, &id, field, text_trimmed),
        (Selection::Flow(_), "outcome" | "blocked_by") => flow::expect(scenario, &id, field, text),
        _ => {
            let Some(place) = place(scenario, of) else {
                return Err(gone(&id));
            };
            let name = format!("Change {} of {id}", said(field));
            match member::set(scenario, &place, field, text) {
                Ok(next) => Ok(FormEdit::new(name, next)),
                Err(message) => Err(Rejection {
                    offers: suggestions::offers(scenario, of, field, text_trimmed),
                    message,
                }),
            }
        }
    }
}

/// Which thing a form is about; of a gate, the ACL that stands there.
fn id_of(scenario: &Scenario, of: &Selection) -> Id {
    match of {
        Selection::Gate(subnet) => scenario
            .subnet(subnet)
            .map_or_else(|| subnet.clone(), |subnet| scenario.acl_of_subnet(subnet)),
        Selection::Change(index) => scheduled_change::name(scenario, *index),
        other => other.name().1,
    }
}

fn gone(id: &str) -> Rejection {
    format!("there is no `{id}` any more").into()
}

/// A field as the name of a step says it: `ports.range` is "ephemeral ports".
fn said(field: &str) -> String {
    let last = field.rsplit('.').next().unwrap_or(field);
    match last {
        "ip" => "the address".into(),
        "ipv6" => "the IPv6 address".into(),
        "public_ip" => "the public address".into(),
        "os" => "the system".into(),
        "range" => "the ephemeral ports".into(),
        "routes" => "the route table".into(),
        "at" => "the beginning".into(),
        "to" => "the destination".into(),
        "from" => "the source".into(),
        other => format!("the {}", other.replace('_', " ")),
    }
}

/// Where a thing stands in the file.
pub(super) fn place(scenario: &Scenario, of: &Selection) -> Option<String> {
    let id = of.name().1;
    let (list, index) = match of {
        Selection::Host(_) => (
            "hosts",
            scenario.hosts.iter().position(|each| each.id == id),
        ),
        Selection::Vpc(_) | Selection::Router(_) => {
            ("vpcs", scenario.vpcs.iter().position(|each| each.id == id))
        }
        Selection::Subnet(_) => (
            "subnets",
            scenario.subnets.iter().position(|each| each.id == id),
        ),
        Selection::Gateway(_) => (
            "gateways",
            scenario.gateways.iter().position(|each| each.id == id),
        ),
        Selection::Prefixes(_) => (
            "prefix_lists",
            scenario.prefix_lists.iter().position(|each| each.id == id),
        ),
        Selection::Flow(_) => ("script", flow_index(scenario, &id)),
        Selection::Change(index) => ("script", Some(*index)),
        _ => return None,
    };
    Some(format!("{list}[{}]", index?))
}

fn rename(scenario: &Scenario, of: &Selection, from: &str, to: &str) -> Made {
    let mut next = scenario.clone();
    if let Err(message) = names::rename(&mut next, from, to) {
        let free = names::free_like(scenario, to);
        let offer = rename_to(scenario, of, from, &free).map(|change| Suggestion {
            text: format!("Use {free}"),
            change,
        });
        return Err(Rejection {
            message,
            offers: offer.into_iter().collect(),
        });
    }
    rename_to(scenario, of, from, to)
        .ok_or_else(|| format!("`{to}` follows from another name; choose another").into())
}

fn rename_to(scenario: &Scenario, of: &Selection, from: &str, to: &str) -> Option<FormEdit> {
    let mut next = scenario.clone();
    names::rename(&mut next, from, to).ok()?;
    next.compile().ok()?;
    let change = FormEdit::new(format!("Rename {from} to {to}"), next);
    let (kind, _) = of.name();
    Some(match of {
        Selection::Gate(_) => change,
        _ => change.selecting(Selection::parse(kind, to)?),
    })
}

fn settle(scenario: &Scenario, id: &str, subnet: &str) -> Made {
    let mut next = scenario.clone();
    let subnet = (!subnet.is_empty()).then_some(subnet);
    hosts::settle(&mut next, id, subnet)?;
    let place = subnet.unwrap_or("the internet");
    Ok(FormEdit::new(format!("Move {id} to {place}"), next))
}

/// A NAT gateway moves into another subnet, with an address that is free there.
fn settle_gateway(scenario: &Scenario, id: &str, place: &str) -> Made {
    if !scenario.gateways.iter().any(|gateway| gateway.id == id) {
        return Err(gone(id));
    }
    let mut next = scenario.clone();
    network::settle_nat_gateway(&mut next, id, place)?;
    Ok(FormEdit::new(format!("Move {id} to {place}"), next))
}

fn peer(scenario: &Scenario, id: &str, field: &str, vpc: &str) -> Made {
    let mut next = scenario.clone();
    let mut gateways = next.gateways.iter_mut();
    let Some(gateway) = gateways.find(|gateway| gateway.id == id) else {
        return Err(gone(id));
    };
    if let GatewayKind::Peering { vpcs } = &mut gateway.kind {
        vpc.clone_into(&mut vpcs[usize::from(field == "vpc-1")]);
    }
    Ok(FormEdit::new(format!("Peer {vpc} by {id}"), next))
}

/// A list gets another thing.
pub(super) fn add(scenario: &Scenario, of: Option<&Selection>, field: &str, text: &str) -> Made {
    let Some(of) = of else {
        return Err(gone(field));
    };
    let (id, text) = (of.name().1, text.trim());
    match field {
        "listen" => {
            let service: Service = text
                .parse()
                .map_err(|error| format!("found `{text}`; {error}"))?;
            let mut next = scenario.clone();
            let Some(host) = next.hosts.iter_mut().find(|host| host.id == id) else {
                return Err(gone(&id));
            };
            if host.listen.contains(&service) {
                return Err(format!("{id} listens on {service} already").into());
            }
            host.listen.push(service);
            Ok(FormEdit::new(format!("Let {id} listen on {service}"), next))
        }
        "route" => add_route(scenario, &id, text),
        _ => {
            let Some(place) = place(scenario, of) else {
                return Err(gone(&id));
            };
            let lists = &scenario.prefix_lists;
            let list = lists.iter().find(|list| list.id == id);
            let blocks = list.map(|list| list.cidrs.as_slice()).unwrap_or_default();
            let mut blocks: Vec<String> = blocks.iter().map(ToString::to_string).collect();
            blocks.push(text.to_owned());
            let next = member::set(scenario, &place, "cidrs", &blocks.join(", "))?;
            Ok(FormEdit::new(format!("Add {text} to {id}"), next))
        }
    }
}

fn add_route(scenario: &Scenario, id: &str, text: &str) -> Made {
    let (to, via) = text
        .split_once(" via ")
        .ok_or_else(|| "a route is written as `0.0.0.0/0 via igw`".to_owned())?;
    let mut written = scenario.clone();
    if network::written_route_table(&mut written, id).is_none() {
        return Err(gone(id));
    }
    let index = written.route_tables.iter().position(|each| each.id == id);
    let Some(index) = index else {
        return Err(gone(id));
    };
    let value = written.to_value();
    // A main table without routes is not written into the file, so it is put there whole.
    let found = value.get("route_tables").and_then(Value::as_array);
    let mut tables = found.cloned().unwrap_or_default();
    let route = json!({ "to": to.trim(), "via": via.trim() });
    let mut own = tables.iter_mut().filter(|table| table["id"] == *id);
    if let Some(table) = own.next() {
        match &mut table["routes"] {
            Value::Array(routes) => routes.push(route),
            other => *other = Value::Array(vec![route]),
        }
    } else {
        let vpc = &written.route_tables[index].vpc;
        tables.push(json!({ "id": id, "vpc": vpc, "routes": [route] }));
    }
    let next = member::put(scenario, "route_tables", Some(&Value::Array(tables)))?;
    Ok(FormEdit::new(format!("Add route {to} to {id}"), next))
}

/// A list loses a thing.
pub(super) fn remove(
    scenario: &Scenario,
    of: Option<&Selection>,
    field: &str,
    index: usize,
) -> Made {
    let Some(of) = of else {
        return Err(gone(field));
    };
    let id = of.name().1;
    let mut next = scenario.clone();
    let name = match field {
        "listen" => {
            let host = next.hosts.iter_mut().find(|host| host.id == id);
            let Some(host) = host.filter(|host| index < host.listen.len()) else {
                return Err(gone(&id));
            };
            let service = host.listen.remove(index);
            format!("Let {id} no longer listen on {service}")
        }
        "route" => {
            let local = scenario
                .route_table(&id)
                .and_then(|table| Some(scenario.vpc(&table.vpc)?.cidrs.len()));
            let table = network::written_route_table(&mut next, &id);
            let (Some(local), Some(table)) = (local, table) else {
                return Err(gone(&id));
            };
            // Local routes stand first, and are not in the file.
            let at = index.wrapping_sub(local);
            if at >= table.routes.len() {
                return Err(gone(&id));
            }
            let route = table.routes.remove(at);
            format!("Remove route {} from {id}", route_line(&route))
        }
        _ => {
            let list = next.prefix_lists.iter_mut().find(|list| list.id == id);
            let Some(list) = list.filter(|list| index < list.cidrs.len()) else {
                return Err(gone(&id));
            };
            let block = list.cidrs.remove(index);
            format!("Remove {block} from {id}")
        }
    };
    Ok(FormEdit::new(name, next))
}

/// One of several is chosen, or no longer.
pub(super) fn check(
    scenario: &Scenario,
    of: Option<&Selection>,
    _field: &str,
    group: &str,
    on: bool,
) -> Made {
    let Some(Selection::Host(host)) = of else {
        return Err(gone(group));
    };
    let mut next = scenario.clone();
    if on {
        attach::put_on(&mut next, host, group)?;
        return Ok(FormEdit::new(format!("Put {group} on {host}"), next));
    }
    let default = scenario
        .host(host)
        .and_then(|host| scenario.vpc_of_host(host))
        .map(|vpc| crate::scenario::implied_group(&vpc.id));
    let worn = scenario.host(host).and_then(|host| host.groups.as_ref());
    if worn.is_none_or(|worn| worn.len() == 1) && default.as_deref() == Some(group) {
        let message = format!(
            "a host in a subnet has at least one group; choose another for {host} and this one goes"
        );
        return Err(message.into());
    }
    attach::take_off(&mut next, host, group)?;
    Ok(FormEdit::new(format!("Take {group} off {host}"), next))
}

/// A button is pressed.
pub(super) fn press(scenario: &Scenario, of: Option<&Selection>, button: &str) -> Made {
    let (verb, rest) = button.split_once(' ').unwrap_or((button, ""));
    let mut next = scenario.clone();
    match (verb, of) {
        ("give-public", Some(of)) => {
            let free = addresses::free_public(scenario)
                .ok_or_else(|| "every address of 198.51.100.0/24 is given away".to_owned())?;
            set(scenario, Some(of), "public_ip", &free.to_string())
        }
        ("new-group", Some(Selection::Host(host))) => {
            let group = attach::put_on_new(&mut next, host)?;
            let change = FormEdit::new(format!("Put {group} on {host}"), next);
            Ok(change.selecting(Selection::Group(group)))
        }
        ("new-group", _) => {
            let group = attach::new_group(&mut next, rest, "sg-new");
            let change = FormEdit::new(format!("Add security group {group}"), next);
            Ok(change.selecting(Selection::Group(group)))
        }
        ("new-acl", _) => {
            let acl = attach::new_acl(&mut next, rest, "acl-new");
            let change = FormEdit::new(format!("Add network ACL {acl}"), next);
            Ok(change.selecting(Selection::Acl(acl)))
        }
        ("new-table", _) => {
            let table = network::add_route_table(&mut next, rest);
            let change = FormEdit::new(format!("Add route table {table}"), next);
            Ok(change.selecting(Selection::Routes(table)))
        }
        ("new-prefixes", _) => {
            let list = network::add_prefix_list(&mut next);
            let change = FormEdit::new(format!("Add prefix list {list}"), next);
            Ok(change.selecting(Selection::Prefixes(list)))
        }
        ("route", Some(Selection::Subnet(subnet))) => {
            network::route_subnet(&mut next, subnet, rest).ok_or_else(|| gone(subnet))?;
            Ok(FormEdit::new(format!("Route {subnet} to {rest}"), next))
        }
        _ => Err(gone(rest)),
    }
}
