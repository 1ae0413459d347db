//! Normalisation: removes explicit defaults, so that one meaning has one form.
//!
//! The parser and the printer both normalise, so a document equals the one that is parsed
//! from its text.

use super::defaults::{default_outbound, implied_acl, implied_group, implied_route_table};
use super::document::{
    AclEntry, GroupRule, Nitro, Peer, PortOverrides, RuleChange, Scenario, ScriptAction, Timeouts,
};
use crate::net::{Family, OsPreset, PortRange, Protocol, SimTime, Transport};
use crate::policy::{IcmpTypes, Traffic};

impl Timeouts {
    /// AWS's default for idle established TCP.
    #[must_use]
    pub const fn default_tcp(nitro: Nitro) -> SimTime {
        match nitro {
            Nitro::Earlier => SimTime::from_secs(432_000),
            Nitro::V6 => SimTime::from_secs(350),
        }
    }

    /// AWS's default for UDP in one direction, or with one exchange.
    pub const DEFAULT_UDP: SimTime = SimTime::from_secs(30);

    /// AWS's default for UDP with more than one exchange.
    pub const DEFAULT_UDP_STREAM: SimTime = SimTime::from_secs(180);

    fn normalise(&mut self, nitro: Nitro) {
        drop_default(&mut self.tcp, &Self::default_tcp(nitro));
        drop_default(&mut self.udp, &Self::DEFAULT_UDP);
        drop_default(&mut self.udp_stream, &Self::DEFAULT_UDP_STREAM);
    }
}

impl PortOverrides {
    fn normalise(&mut self, os: OsPreset) {
        drop_default(&mut self.range, &os.ephemeral_range());
        drop_default(&mut self.time_wait, &os.time_wait());
    }
}

impl Scenario {
    /// Removes explicit defaults, and gives rules their canonical form.
    ///
    /// The meaning stays the same. [`Scenario::from_json`] returns normalised documents;
    /// a document that is edited is normalised when it is printed.
    pub fn normalise(&mut self) {
        for index in 0..self.security_groups.len() {
            let ipv6 = self.has_ipv6(&self.security_groups[index].vpc);
            let group = &mut self.security_groups[index];
            group.inbound.iter_mut().for_each(normalise_rule);
            group.outbound.iter_mut().flatten().for_each(normalise_rule);
            drop_default(&mut group.outbound, &default_outbound(ipv6));
        }
        for acl in &mut self.network_acls {
            let entries = acl.inbound.iter_mut().chain(&mut acl.outbound);
            entries.for_each(normalise_entry);
        }
        self.normalise_prefixes();
        for subnet in &mut self.subnets {
            drop_default(&mut subnet.acl, &implied_acl(&subnet.vpc));
            drop_default(&mut subnet.routes, &implied_route_table(&subnet.vpc));
        }
        for index in 0..self.hosts.len() {
            let vpc = self
                .vpc_of_host(&self.hosts[index])
                .map(|vpc| vpc.id.clone());
            let host = &mut self.hosts[index];
            if let Some(vpc) = vpc {
                drop_default(&mut host.groups, &vec![implied_group(&vpc)]);
            }
            host.ports.normalise(host.os);
            host.timeouts.normalise(host.nitro);
        }
        self.normalise_script();
        self.drop_implied_entries();
    }

    fn normalise_prefixes(&mut self) {
        for vpc in &mut self.vpcs {
            vpc.cidrs.iter_mut().for_each(|cidr| *cidr = cidr.trunc());
            vpc.ipv6 = vpc.ipv6.map(|prefix| prefix.trunc());
        }
        for subnet in &mut self.subnets {
            subnet.cidr = subnet.cidr.trunc();
            subnet.ipv6 = subnet.ipv6.map(|prefix| prefix.trunc());
        }
        for route in self
            .route_tables
            .iter_mut()
            .flat_map(|table| &mut table.routes)
        {
            route.to = route.to.trunc();
        }
        for cidr in self
            .prefix_lists
            .iter_mut()
            .flat_map(|list| &mut list.cidrs)
        {
            *cidr = cidr.trunc();
        }
    }

    fn normalise_script(&mut self) {
        for index in 0..self.script.len() {
            match &mut self.script[index].action {
                ScriptAction::AddRule(change) | ScriptAction::RemoveRule(change) => match change {
                    RuleChange::Group { rule, .. } => normalise_rule(rule),
                    RuleChange::Acl { entry, .. } => normalise_entry(entry),
                },
                ScriptAction::SetTimeouts { host, .. } => {
                    let host = host.clone();
                    let nitro = self.host(&host).map_or(Nitro::default(), |host| host.nitro);
                    if let ScriptAction::SetTimeouts { timeouts, .. } =
                        &mut self.script[index].action
                    {
                        timeouts.normalise(nitro);
                    }
                }
                _ => {}
            }
        }
    }

    /// Removes entries that equal the defaults of a VPC.
    fn drop_implied_entries(&mut self) {
        let vpcs = &self.vpcs;
        self.security_groups.retain(|group| {
            !vpcs
                .iter()
                .any(|vpc| group.id == implied_group(&vpc.id) && *group == vpc.default_group())
        });
        self.network_acls.retain(|acl| {
            !vpcs
                .iter()
                .any(|vpc| acl.id == implied_acl(&vpc.id) && *acl == vpc.default_acl())
        });
        self.route_tables.retain(|table| {
            !vpcs.iter().any(|vpc| {
                table.id == implied_route_table(&vpc.id) && *table == vpc.main_route_table()
            })
        });
    }
}

fn drop_default<T: PartialEq>(member: &mut Option<T>, default: &T) {
    if member.as_ref() == Some(default) {
        *member = None;
    }
}

fn normalise_rule(rule: &mut GroupRule) {
    normalise_traffic(&mut rule.traffic);
    normalise_description(&mut rule.description);
    match &mut rule.peer {
        Peer::Cidr(prefix) => *prefix = prefix.trunc(),
        Peer::Named(_) | Peer::Itself | Peer::Stale(_) => {}
    }
}

fn normalise_entry(entry: &mut AclEntry) {
    normalise_traffic(&mut entry.traffic);
    normalise_description(&mut entry.description);
    entry.cidr = entry.cidr.trunc();
}

fn normalise_description(description: &mut Option<String>) {
    if let Some(text) = description {
        let trimmed = text.trim();
        if trimmed.is_empty() {
            *description = None;
        } else if trimmed.len() < text.len() {
            *text = trimmed.to_owned();
        }
    }
}

/// A protocol that has ports or types becomes that kind of traffic, not a bare number.
fn normalise_traffic(traffic: &mut Traffic) {
    let Traffic::Other(protocol) = *traffic else {
        return;
    };
    let ports = PortRange::ALL;
    let types = IcmpTypes::Any;
    *traffic = match protocol {
        Protocol::TCP => Traffic::Ports {
            transport: Transport::Tcp,
            ports,
        },
        Protocol::UDP => Traffic::Ports {
            transport: Transport::Udp,
            ports,
        },
        Protocol::ICMP => Traffic::Icmp {
            family: Family::V4,
            types,
        },
        Protocol::ICMPV6 => Traffic::Icmp {
            family: Family::V6,
            types,
        },
        other => Traffic::Other(other),
    };
}
