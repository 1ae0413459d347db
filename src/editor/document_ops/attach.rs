//! Security groups around hosts, and network ACLs at subnets.

use super::names;
use crate::scenario::{Id, NetworkAcl, Scenario, SecurityGroup};

/// Makes a security group with no inbound rule and everything outbound, as AWS does; gives
/// its name.
pub(in crate::editor) fn new_group(scenario: &mut Scenario, vpc: &str, name: &str) -> Id {
    let id = names::free_like(scenario, name);
    scenario.security_groups.push(SecurityGroup {
        id: id.clone(),
        vpc: vpc.to_owned(),
        ..SecurityGroup::default()
    });
    id
}

/// Puts a security group around a host, which until then may have had its VPC's default
/// group; that one goes.
///
/// # Errors
///
/// A sentence when the host is on the internet, where there are no groups.
pub(in crate::editor) fn put_on(
    scenario: &mut Scenario,
    host: &str,
    group: &str,
) -> Result<(), String> {
    let worn = worn(scenario, host)?;
    if worn.iter().any(|id| id == group) {
        return Ok(());
    }
    let default = scenario
        .host(host)
        .and_then(|host| scenario.vpc_of_host(host))
        .map(|vpc| crate::scenario::implied_group(&vpc.id));
    let written = scenario.hosts.iter_mut().find(|each| each.id == host);
    if let Some(host) = written {
        let mut groups = host.groups.take().unwrap_or_default();
        groups.push(group.to_owned());
        host.groups = (groups.len() > 1 || Some(&groups[0]) != default.as_ref()).then_some(groups);
    }
    Ok(())
}

/// Makes a security group for a host and puts it around it; gives its name.
///
/// # Errors
///
/// As [`put_on`].
pub(in crate::editor) fn put_on_new(scenario: &mut Scenario, host: &str) -> Result<Id, String> {
    worn(scenario, host)?;
    let vpc = scenario
        .host(host)
        .and_then(|host| scenario.vpc_of_host(host))
        .map(|vpc| vpc.id.clone())
        .unwrap_or_default();
    let group = new_group(scenario, &vpc, &format!("sg-{host}"));
    put_on(scenario, host, &group)?;
    Ok(group)
}

/// Takes a security group off a host; one without any has its VPC's default group again.
///
/// # Errors
///
/// As [`put_on`].
pub(in crate::editor) fn take_off(
    scenario: &mut Scenario,
    host: &str,
    group: &str,
) -> Result<(), String> {
    worn(scenario, host)?;
    if let Some(host) = scenario.hosts.iter_mut().find(|each| each.id == host) {
        let mut groups = host.groups.take().unwrap_or_default();
        groups.retain(|id| id != group);
        host.groups = (!groups.is_empty()).then_some(groups);
    }
    Ok(())
}

fn worn(scenario: &Scenario, host: &str) -> Result<Vec<Id>, String> {
    match scenario.host(host) {
        Some(found) if found.subnet.is_some() => Ok(scenario.groups_of_host(found)),
        Some(_) => Err(format!(
            "{host} is on the internet, where there are no security groups; move it into a subnet first"
        )),
        None => Err(format!("there is no host `{host}`")),
    }
}

/// Makes a network ACL without an entry, which denies everything, as AWS does; gives its name.
pub(in crate::editor) fn new_acl(scenario: &mut Scenario, vpc: &str, name: &str) -> Id {
    let id = names::free_like(scenario, name);
    scenario.network_acls.push(NetworkAcl {
        id: id.clone(),
        vpc: vpc.to_owned(),
        ..NetworkAcl::default()
    });
    id
}

/// Lets an ACL guard a subnet; none is its VPC's default ACL.
pub(in crate::editor) fn guard(scenario: &mut Scenario, subnet: &str, acl: Option<&str>) {
    if let Some(subnet) = scenario.subnets.iter_mut().find(|each| each.id == subnet) {
        let default = crate::scenario::implied_acl(&subnet.vpc);
        subnet.acl = acl.filter(|acl| *acl != default).map(str::to_owned);
    }
}
