//! The form of the scenario itself: its words, its settings, and all that it holds.

use super::build::Builder;
use super::network::{item, parts_of};
use crate::editor::selection::Selection;
use crate::editor::view::form::ListView;
use crate::scenario::{GatewayKind, ScriptAction};
use crate::words;

pub(super) fn form(form: &mut Builder<'_>) {
    let scenario = form.scenario;
    form.head("Scenario", "", "");
    let title = &scenario.title;
    form.title(if title.is_empty() { "Untitled" } else { title });
    form.text("title", "Title").placeholder("Untitled").wide();
    let notes = form.text("notes", "Notes");
    notes.kind = crate::editor::view::form::FieldKind::Area;
    notes.wide();
    form.part("");
    connections(form);
    for vpc in &scenario.vpcs {
        parts_of(form, &vpc.id, &vpc.id);
    }
    let lists = scenario.prefix_lists.iter().map(|list| {
        let count = words::counted(list.cidrs.len(), "block");
        item(&list.id, count, Selection::Prefixes(list.id.clone()))
    });
    let lists = ListView {
        items: lists.collect(),
        entry: None,
        empty: "none".into(),
    };
    form.list("", "Prefix lists", lists)
        .button("New prefix list", "new-prefixes");
    places(form);
    form.folded("Settings");
    form.text("settings.latency", "Latency of a link (s)")
        .placeholder("0.01");
    form.text("seed", "Seed").placeholder("0");
    form.choice(
        "settings.non_syn",
        "First packet without SYN",
        &[("", "let in by a rule"), ("strict", "dropped")],
    );
    form.choice(
        "settings.related_icmp",
        "ICMP errors",
        &[("", "as in AWS"), ("linux", "as in Linux")],
    );
    form.text("settings.conntrack_max", "Tracked flows, at most")
        .placeholder("no limit");
    form.text("settings.loss", "Lost on a link (0 to 1)")
        .placeholder("0");
}

fn connections(form: &mut Builder<'_>) {
    let flows = form.scenario.script.iter().filter_map(|entry| {
        let (id, from, to) = match &entry.action {
            ScriptAction::Open(open) => (&open.id, &open.from, &open.to),
            ScriptAction::Send(send) => (&send.id, &send.from, &send.to),
            ScriptAction::Ping(ping) => (&ping.id, &ping.from, &ping.to),
            _ => return None,
        };
        let to = match to {
            crate::scenario::Destination::Host(host) => host.clone(),
            crate::scenario::Destination::Address(address) => address.to_string(),
        };
        let about = format!("{from} to {to}");
        Some(item(id, about, Selection::Flow(id.clone())))
    });
    let list = ListView {
        items: flows.collect(),
        entry: None,
        empty: "none: draw one with the Connection tool (C)".into(),
    };
    form.list("", "Connections", list);
    let changes = form.scenario.script.iter().enumerate();
    let changes = changes.filter_map(|(index, entry)| {
        let what = words::timed_change(&entry.action)?;
        let at = format!("{} s", words::seconds(entry.at));
        Some(item(&what, at, Selection::Change(index)))
    });
    let items: Vec<_> = changes.collect();
    if !items.is_empty() {
        let list = ListView {
            items,
            entry: None,
            empty: String::new(),
        };
        form.list("", "While packets flow", list);
    }
}

/// VPCs and gateways, which are on the drawing too.
fn places(form: &mut Builder<'_>) {
    let scenario = form.scenario;
    let vpcs = scenario.vpcs.iter().map(|vpc| {
        let blocks: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
        item(&vpc.id, blocks.join(", "), Selection::Vpc(vpc.id.clone()))
    });
    let gateways = scenario.gateways.iter().map(|gateway| {
        let kind = match gateway.kind {
            GatewayKind::Internet { .. } => "internet gateway",
            GatewayKind::Nat { .. } => "NAT gateway",
            GatewayKind::Peering { .. } => "peering connection",
        };
        item(&gateway.id, kind, Selection::Gateway(gateway.id.clone()))
    });
    let list = ListView {
        items: vpcs.chain(gateways).collect(),
        entry: None,
        empty: "none".into(),
    };
    form.list("", "VPCs and gateways", list);
}
