//! What would work in place of what was refused: an address that is free, the subnet in
//! which the address lies. Each has been tried before it is offered.

use std::net::Ipv4Addr;

use super::{Change, Offer, change, member};
use crate::editor::draw::{addresses, hosts};
use crate::editor::target::Target;
use crate::scenario::{GatewayKind, Scenario};

/// What may be offered for a field of a thing; often nothing.
pub(super) fn offers(scenario: &Scenario, of: &Target, field: &str, text: &str) -> Vec<Offer> {
    let free = match (of, field) {
        (Target::Host(id), "ip") => {
            let subnet = scenario.host(id).and_then(|host| host.subnet.as_deref());
            match subnet {
                Some(subnet) => addresses::free_in_subnet(scenario, subnet).ok(),
                None => addresses::free_internet(scenario),
            }
        }
        (Target::Gateway(id), "ip") => {
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
        Target::Host(id) if field == "ip" => move_with(scenario, id, text),
        _ => None,
    };
    let used = free.and_then(|free| set(scenario, of, field, free));
    moved.into_iter().chain(used).collect()
}

/// The field with this address.
fn set(scenario: &Scenario, of: &Target, field: &str, address: Ipv4Addr) -> Option<Offer> {
    let place = change::place(scenario, of)?;
    let next = member::set(scenario, &place, field, &address.to_string()).ok()?;
    let (_, id) = of.name();
    Some(Offer {
        text: format!("Use {address}, which is free"),
        change: Change::new(format!("Give {id} the address {address}"), next),
    })
}

/// The host in the subnet in which the typed address lies.
fn move_with(scenario: &Scenario, id: &str, text: &str) -> Option<Offer> {
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
    Some(Offer {
        text: format!("Move it to {}", subnet.id),
        change: Change::new(format!("Move {id} to {}", subnet.id), next),
    })
}
