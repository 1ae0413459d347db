//! AWS's own services as hosts: the DNS resolver, instance metadata, time, the VPC router.
//!
//! They are not in the document. A service exists if the script sends to its address. It
//! is named after its VPC (`prod/resolver`), the router after its subnet
//! (`public-a/router`).
//!
//! Sources: AWS, "Control traffic to your AWS resources using security groups" (what no
//! filter reads), "Understanding Amazon DNS" (base plus two), "Subnet sizing" (the router).
//!
//! Not modelled: the protocols of these services. They only respond.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::Ipv4Net;

use crate::policy::{Exempt, IdleTimeouts, service_at};
use crate::scenario::document::{Destination, Id, Scenario, ScriptAction};
use crate::topology::{Host, VpcIndex};

/// One service that the script sends to.
#[derive(Debug)]
pub(super) struct ScriptedService {
    /// Its name in the trace.
    pub(super) name: Id,
    /// Its kind.
    pub(super) kind: Exempt,
    vpc: VpcIndex,
    addresses: Vec<IpAddr>,
}

/// The services that the script sends to, in the order of their first use.
pub(super) fn of(scenario: &Scenario) -> Vec<ScriptedService> {
    let mut services: Vec<ScriptedService> = Vec::new();
    for entry in &scenario.script {
        let (from, to) = match &entry.action {
            ScriptAction::Open(open) => (&open.from, &open.to),
            ScriptAction::Send(send) => (&send.from, &send.to),
            ScriptAction::Ping(ping) => (&ping.from, &ping.to),
            _ => continue,
        };
        let Destination::Address(address) = *to else {
            continue;
        };
        let Some((name, kind, vpc)) = service(scenario, from, address) else {
            continue;
        };
        match services.iter_mut().find(|known| known.name == name) {
            Some(known) if known.addresses.contains(&address) => {}
            Some(known) => known.addresses.push(address),
            None => services.push(ScriptedService {
                name,
                kind,
                vpc: VpcIndex::new(vpc),
                addresses: vec![address],
            }),
        }
    }
    services
}

/// The service that a host reaches at an address: its name, its kind, and the VPC's index.
fn service(scenario: &Scenario, from: &str, address: IpAddr) -> Option<(Id, Exempt, usize)> {
    let own = scenario.subnet(scenario.host(from)?.subnet.as_deref()?)?;
    let place = scenario.vpcs.iter().position(|vpc| vpc.id == own.vpc)?;
    let vpc = &scenario.vpcs[place];
    let of_vpc = |kind: Exempt| (format!("{}/{}", vpc.id, kind.short_name()), kind, place);
    if let Some(kind) = service_at(address) {
        return Some(of_vpc(kind));
    }
    let IpAddr::V4(address) = address else {
        return None;
    };
    let is_resolver = vpc
        .cidrs
        .first()
        .is_some_and(|block| after_base(*block, 2) == Some(address));
    if is_resolver {
        return Some(of_vpc(Exempt::Resolver));
    }
    let router = scenario
        .subnets
        .iter()
        .find(|subnet| subnet.vpc == own.vpc && after_base(subnet.cidr, 1) == Some(address))?;
    let kind = Exempt::Router;
    Some((format!("{}/{}", router.id, kind.short_name()), kind, place))
}

fn after_base(block: Ipv4Net, offset: u32) -> Option<Ipv4Addr> {
    let base = u32::from(block.network());
    base.checked_add(offset).map(Ipv4Addr::from)
}

impl ScriptedService {
    /// The host that responds for it.
    pub(super) fn host(&self) -> Host {
        Host {
            name: self.name.as_str().into(),
            addresses: self.addresses.clone(),
            public: None,
            subnet: None,
            groups: Vec::new(),
            timeouts: IdleTimeouts::DEFAULT,
            service: Some((self.vpc, self.kind)),
        }
    }
}
