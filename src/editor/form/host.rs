//! The form of a host.

use super::build::Builder;
use crate::editor::selection::Selection;
use crate::editor::view::form::{CheckView, EntryView, ItemView, ListView};
use crate::editor::view::text::Tag;
use crate::net::OsPreset;
use crate::scenario::{Addresses, Timeouts};

/// Services that are suggested.
pub(super) const SERVICES: [&str; 9] = [
    "tcp 22", "tcp 80", "tcp 443", "tcp 3306", "tcp 3389", "tcp 5432", "tcp 8080", "udp 53",
    "udp 123",
];

const ALGORITHMS: [(&str, &str); 6] = [
    ("", "as the system does"),
    ("sequential", "sequential"),
    ("random", "random"),
    ("hash", "hash of the addresses"),
    ("double_hash", "double hash"),
    ("increments", "random increments"),
];

pub(super) fn form(form: &mut Builder<'_>, id: &str, connections: Vec<(Tag, String)>) {
    let scenario = form.scenario;
    let Some(host) = scenario.host(id) else {
        return;
    };
    let inside = host.subnet.is_some();
    let given = Addresses::of(scenario).host(id).unwrap_or_default();
    form.head("Host", "", "Remove host");
    form.name(id);
    let subnets = scenario.subnets.iter();
    let mut places = vec![(String::new(), "none: internet".to_owned())];
    places.extend(subnets.map(|subnet| (subnet.id.clone(), subnet.id.clone())));
    let subnet = host.subnet.clone().unwrap_or_default();
    form.named("subnet", "Subnet", places, subnet);
    let free = given.ip.map(|ip| ip.to_string()).unwrap_or_default();
    let address = if inside {
        "Private IPv4 address"
    } else {
        "IPv4 address"
    };
    form.text("ip", address).placeholder(free);
    if inside {
        let public = form.text("public_ip", "Public IPv4 address");
        public.placeholder("none");
        if host.public_ip.is_none() {
            public.button("Give one", "give-public");
        }
    }
    let systems: Vec<(&str, &str)> = OsPreset::ALL
        .iter()
        .map(|system| match system {
            OsPreset::Linux => ("", system.title()),
            other => (other.name(), other.title()),
        })
        .collect();
    let system = form.choice("os", "System", &systems);
    if host.os.is_assumed() {
        system.hint("partly assumed");
    }
    let range = host.os.ephemeral_range();
    form.text("ports.range", "Ephemeral ports")
        .placeholder(format!("{}-{}", range.low(), range.high()));
    services(form, id);
    if inside {
        groups(form, id);
    }
    form.part("");
    form.facts("Connections", connections);
    more(form, id);
}

fn services(form: &mut Builder<'_>, id: &str) {
    let Some(host) = form.scenario.host(id) else {
        return;
    };
    let items = host.listen.iter().map(|service| ItemView {
        text: service.to_string(),
        about: service.well_known_name().unwrap_or_default().to_owned(),
        target: None,
        removable: true,
    });
    let items: Vec<ItemView> = items.collect();
    let listens = |text: &&str| !items.iter().any(|item| item.text == **text);
    let suggestions = SERVICES.iter().copied().filter(listens);
    let entry = EntryView {
        label: "Service".into(),
        placeholder: "tcp 22".into(),
        suggestions: suggestions.map(str::to_owned).collect(),
    };
    form.list(
        "listen",
        "Listens on",
        ListView {
            items,
            entry: Some(entry),
            empty: "nothing".into(),
        },
    );
}

fn groups(form: &mut Builder<'_>, id: &str) {
    let scenario = form.scenario;
    let Some((host, vpc)) = scenario
        .host(id)
        .and_then(|host| Some((host, scenario.vpc_of_host(host)?)))
    else {
        return;
    };
    let worn = scenario.groups_of_host(host);
    let groups = scenario.every_security_group();
    let checks = groups
        .iter()
        .filter(|group| group.vpc == vpc.id)
        .map(|group| CheckView {
            name: group.id.clone(),
            on: worn.contains(&group.id),
            target: Some(Selection::Group(group.id.clone())),
        });
    form.checks("groups", "Security groups", checks.collect())
        .button("New group", "new-group");
}

/// What few hosts need.
fn more(form: &mut Builder<'_>, id: &str) {
    let Some(host) = form.scenario.host(id) else {
        return;
    };
    let (os, nitro, inside) = (host.os, host.nitro, host.subnet.is_some());
    form.folded("More");
    form.text("ipv6", "IPv6 address").placeholder("none").wide();
    form.choice("ports.algorithm", "Ports are chosen", &ALGORITHMS);
    form.text("ports.reserved", "Never chosen")
        .placeholder("none");
    form.text("ports.time_wait", "TIME-WAIT (s)")
        .placeholder(os.time_wait().to_string());
    form.switch("ports.reuse_time_wait", "Takes over TIME-WAIT");
    if !inside {
        return;
    }
    form.choice(
        "nitro",
        "Network card",
        &[("", "before Nitro v6"), ("v6", "Nitro v6")],
    );
    form.text("timeouts.tcp", "Idle TCP (s)")
        .placeholder(Timeouts::default_tcp(nitro).to_string());
    form.text("timeouts.udp", "Idle UDP (s)")
        .placeholder(Timeouts::DEFAULT_UDP.to_string());
    form.text("timeouts.udp_stream", "Idle UDP stream (s)")
        .placeholder(Timeouts::DEFAULT_UDP_STREAM.to_string());
}
