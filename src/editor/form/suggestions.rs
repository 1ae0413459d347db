//! What would work in place of what was refused: an address that is free, the subnet in
//! which the address lies. Each has been tried before it is offered.

use std::net::Ipv4Addr;

use super::{FormEdit, Suggestion, actions, member};
use crate::editor::document_ops::{addresses, hosts};
use crate::editor::selection::Selection;
use crate::scenario::{GatewayKind, Scenario};

/// What may be offered for a field of a thing; often nothing.
pub(super) fn offers(
    scenario: &Scenario,
    of: &Selection,
    field: &str,
    text: &str,
) -> Vec<Suggestion> {
    let free = match (of, field) {
        (Selection::Host(id), "ip") => {
            let subnet = scenario.host(id).and_then(|host| host.subnet.as_deref());
            match subnet {
                Some(subnet) => addresses::free_in_subnet(scenario, subnet).ok(),
                None => addresses::free_internet(scenario),
            }
        }
        (Selection::Gateway(id), "ip") => {
            let mut gateways = scenario.gateways.iter();
            let gateway = gateways.find(|gateway| gateway.id == *id);
            match gateway.map(|gateway| &gateway.kind) {
                Some(GatewayKind::Nat { subnet, .. }) => {
                    addresses::free_in_subnet(scenario, subnet).ok()
                }
                _ => None,
            }
        }
        (_, "public_ip") => addresses::free_public(scenario),
        _ => None,
    };
    let moved = match of {
        Selection::Host(id) if field == "ip" => move_with(scenario, id, text),
        _ => None,
    };
    let used = free.and_then(|free| set(scenario, of, field, free));
    moved.into_iter().chain(used).collect()
}

/// The field with this address.
fn set(scenario: &Scenario, of: &Selection, field: &str, address: Ipv4Addr) -> Option<Suggestion> {
    let place = actions::place(scenario, of)?;
    let next = member::set(scenario, &place, field, &address.to_string()).ok()?;
    let (_, id) = of.name();
    Some(Suggestion {
        text: format!("Use {address}, which is free"),
        change: FormEdit::new(format!("Give {id} the address {address}"), next),
    })
}

/// The host in the subnet in which the typed address lies.
fn move_with(scenario: &Scenario, id: &str, text: &str) -> Option<Suggestion> {
    let address: Ipv4Addr = text.parse().ok()?;
    let here = scenario.host(id)?.subnet.as_deref();
    let mut subnets = scenario.subnets.iter();
    let subnet = subnets
        .find(|subnet| subnet.cidr.contains(&address) && Some(subnet.id.as_str()) != here)?;
    let mut next = scenario.clone();
    hosts::settle(&mut next, id, Some(&subnet.id)).ok()?;
    let host = next.hosts.iter_mut().find(|host| host.id == id)?;
    host.ip = Some(address);
    next.compile().ok()?;
    Some(Suggestion {
        text: format!("Move it to {}", subnet.id),
        change: FormEdit::new(format!("Move {id} to {}", subnet.id), next),
    })
}
