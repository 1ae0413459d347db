//! Prints the drawing and the settings as JSON.

use serde_json::Value;

use super::each;
use super::members::{Members, millionths, shown};
use crate::net::{OsPreset, SimTime};
use crate::policy::{Direction, NonSyn, RelatedIcmp};
use crate::scenario::document::{
    AclEntry, AlgorithmName, Gateway, GatewayKind, GroupRule, Host, NetworkAcl, Nitro,
    PortOverrides, PrefixList, Route, RouteTable, RouteTarget, SecurityGroup, Settings, Subnet,
    Timeouts, Vpc,
};
use crate::scenario::rule_language::{print_acl_entry, print_group_rule};
use crate::scenario::spelling;

pub(super) fn vpc(vpc: &Vpc) -> Members {
    let mut members = Members::default();
    members.put("id", vpc.id.as_str());
    match &vpc.cidrs[..] {
        [one] => members.put("cidr", one.to_string()),
        several => members.list("cidrs", shown(several)),
    }
    members.shown("ipv6", vpc.ipv6.as_ref());
    members.position(vpc.position);
    members.size(vpc.size);
    members.unknown(&vpc.unknown);
    members
}

pub(super) fn subnet(subnet: &Subnet) -> Members {
    let mut members = Members::default();
    members.put("id", subnet.id.as_str());
    members.put("vpc", subnet.vpc.as_str());
    members.put("cidr", subnet.cidr.to_string());
    members.shown("ipv6", subnet.ipv6.as_ref());
    members.shown("acl", subnet.acl.as_ref());
    members.shown("routes", subnet.routes.as_ref());
    members.position(subnet.position);
    members.size(subnet.size);
    members.unknown(&subnet.unknown);
    members
}

pub(super) fn gateway(gateway: &Gateway) -> Members {
    let mut members = Members::default();
    members.put("id", gateway.id.as_str());
    match &gateway.kind {
        GatewayKind::Internet { vpc } => {
            members.put("kind", "internet");
            members.put("vpc", vpc.as_str());
        }
        GatewayKind::Nat {
            subnet,
            ip,
            public_ip,
        } => {
            members.put("kind", "nat");
            members.put("subnet", subnet.as_str());
            members.shown("ip", ip.as_ref());
            members.shown("public_ip", public_ip.as_ref());
        }
        GatewayKind::Peering { vpcs } => {
            members.put("kind", "peering");
            members.put("vpcs", shown(vpcs));
        }
    }
    members.position(gateway.position);
    members.unknown(&gateway.unknown);
    members
}

pub(super) fn route_table(table: &RouteTable) -> Members {
    let mut members = Members::default();
    members.put("id", table.id.as_str());
    members.put("vpc", table.vpc.as_str());
    members.list("routes", each(&table.routes, route));
    members.unknown(&table.unknown);
    members
}

fn route(route: &Route) -> Members {
    let mut members = Members::default();
    members.put("to", route.to.to_string());
    let via = match &route.via {
        RouteTarget::Gateway(gateway) => gateway.as_str(),
        RouteTarget::Blackhole => "blackhole",
    };
    members.put("via", via);
    members.unknown(&route.unknown);
    members
}

pub(super) fn host(host: &Host) -> Members {
    let mut members = Members::default();
    members.put("id", host.id.as_str());
    members.shown("subnet", host.subnet.as_ref());
    members.shown("ip", host.ip.as_ref());
    members.shown("ipv6", host.ipv6.as_ref());
    members.shown("public_ip", host.public_ip.as_ref());
    if let Some(groups) = &host.groups {
        members.put("groups", shown(groups));
    }
    members.list("listen", shown(&host.listen));
    if host.os != OsPreset::default() {
        members.put("os", host.os.name());
    }
    members.object("ports", ports(&host.ports));
    if host.nitro != Nitro::default() {
        members.put("nitro", spelling::word(&spelling::NITRO, host.nitro));
    }
    members.object("timeouts", timeouts(&host.timeouts));
    members.position(host.position);
    members.unknown(&host.unknown);
    members
}

fn ports(ports: &PortOverrides) -> Members {
    let mut members = Members::default();
    if let Some(range) = ports.range {
        members.put("range", vec![range.low(), range.high()]);
    }
    if ports.algorithm != AlgorithmName::default() {
        let word = spelling::word(&spelling::ALGORITHMS, ports.algorithm);
        members.put("algorithm", word);
    }
    let reserved = ports.reserved.iter().map(|&port| Value::from(port));
    members.list("reserved", reserved.collect());
    members.optional_time("time_wait", ports.time_wait);
    if ports.reuse_time_wait {
        members.put("reuse_time_wait", true);
    }
    members.unknown(&ports.unknown);
    members
}

pub(super) fn timeouts(timeouts: &Timeouts) -> Members {
    let mut members = Members::default();
    members.optional_time("tcp", timeouts.tcp);
    members.optional_time("udp", timeouts.udp);
    members.optional_time("udp_stream", timeouts.udp_stream);
    members.unknown(&timeouts.unknown);
    members
}

pub(super) fn security_group(group: &SecurityGroup) -> Members {
    let mut members = Members::default();
    members.put("id", group.id.as_str());
    members.put("vpc", group.vpc.as_str());
    members.list("inbound", group_rules(&group.inbound, Direction::Inbound));
    if let Some(outbound) = &group.outbound {
        members.put("outbound", group_rules(outbound, Direction::Outbound));
    }
    members.position(group.position);
    members.unknown(&group.unknown);
    members
}

fn group_rules(rules: &[GroupRule], direction: Direction) -> Vec<Value> {
    rules
        .iter()
        .map(|rule| Value::String(print_group_rule(rule, direction)))
        .collect()
}

pub(super) fn network_acl(acl: &NetworkAcl) -> Members {
    let mut members = Members::default();
    members.put("id", acl.id.as_str());
    members.put("vpc", acl.vpc.as_str());
    members.list("inbound", entries(&acl.inbound, Direction::Inbound));
    members.list("outbound", entries(&acl.outbound, Direction::Outbound));
    members.position(acl.position);
    members.unknown(&acl.unknown);
    members
}

fn entries(entries: &[AclEntry], direction: Direction) -> Vec<Value> {
    entries
        .iter()
        .map(|entry| Value::String(print_acl_entry(entry, direction)))
        .collect()
}

pub(super) fn prefix_list(list: &PrefixList) -> Members {
    let mut members = Members::default();
    members.put("id", list.id.as_str());
    members.list("cidrs", shown(&list.cidrs));
    members.unknown(&list.unknown);
    members
}

pub(super) fn settings(settings: &Settings) -> Members {
    let mut members = Members::default();
    members.time("latency", settings.latency, SimTime::from_millis(10));
    if settings.non_syn != NonSyn::default() {
        let word = spelling::word(&spelling::NON_SYN, settings.non_syn);
        members.put("non_syn", word);
    }
    if settings.related_icmp != RelatedIcmp::default() {
        let word = spelling::word(&spelling::RELATED_ICMP, settings.related_icmp);
        members.put("related_icmp", word);
    }
    members.optional_number("conntrack_max", settings.conntrack_max);
    if settings.loss > 0 {
        members.put("loss", millionths(settings.loss));
    }
    members.unknown(&settings.unknown);
    members
}
