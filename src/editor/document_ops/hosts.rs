//! Hosts: new ones, and those that move into a subnet or out of it.

use super::{addresses, names};
use crate::scenario::{Host, Id, Position, Scenario, Timeouts};

/// Draws a host in a subnet, or on the internet when there is none; gives its name.
///
/// # Errors
///
/// A sentence when the subnet is full.
pub(in crate::editor) fn add(
    scenario: &mut Scenario,
    subnet: Option<&str>,
    position: Option<Position>,
) -> Result<Id, String> {
    let ip = match subnet {
        Some(subnet) => Some(addresses::free_in_subnet(scenario, subnet)?),
        None => addresses::free_internet(scenario),
    };
    let id = names::free(scenario, "host-");
    scenario.hosts.push(Host {
        id: id.clone(),
        subnet: subnet.map(str::to_owned),
        ip,
        position,
        ..Host::default()
    });
    Ok(id)
}

/// Moves a host into a subnet, or out to the internet, with an address that is free there.
///
/// A host that leaves its VPC leaves its security groups; one that goes out to the
/// internet keeps its public address as its own.
///
/// # Errors
///
/// A sentence when the subnet is full.
pub(in crate::editor) fn settle(
    scenario: &mut Scenario,
    id: &str,
    subnet: Option<&str>,
) -> Result<(), String> {
    let Some(at) = scenario.hosts.iter().position(|host| host.id == id) else {
        return Ok(());
    };
    if scenario.hosts[at].subnet.as_deref() == subnet {
        return Ok(());
    }
    let ip = match subnet {
        Some(subnet) => Some(addresses::free_in_subnet(scenario, subnet)?),
        None => scenario.hosts[at]
            .public_ip
            .or_else(|| addresses::free_internet(scenario)),
    };
    let vpc_before = scenario
        .vpc_of_host(&scenario.hosts[at])
        .map(|vpc| vpc.id.clone());
    let vpc_after = subnet
        .and_then(|subnet| scenario.subnet(subnet))
        .map(|subnet| subnet.vpc.clone());
    let host = &mut scenario.hosts[at];
    host.subnet = subnet.map(str::to_owned);
    host.ip = ip;
    // An IPv6 address belongs to one subnet's prefix; there is no next free one.
    host.ipv6 = None;
    if vpc_before != vpc_after {
        host.groups = None;
    }
    if subnet.is_none() {
        host.public_ip = None;
        host.timeouts = Timeouts::default();
    }
    Ok(())
}
