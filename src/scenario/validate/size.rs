//! Checks the [`limits`] of a document.

use crate::net::SimTime;
use crate::scenario::document::{Scenario, ScriptAction};
use crate::scenario::limits;
use crate::scenario::problem::{Counted, Findings, SizeProblem};

/// Everything that is too large.
pub(super) fn check(scenario: &Scenario, findings: &mut Findings) {
    text_lengths(scenario, findings);
    list_lengths(scenario, findings);
    if findings.problems.is_empty() {
        amounts(scenario, findings);
        times(scenario, findings);
    }
}

fn at_most(findings: &mut Findings, place: &str, found: usize, limit: usize, counted: Counted) {
    if found > limit {
        let problem = SizeProblem::TooMany {
            found,
            counted,
            limit,
        };
        findings.problem(place, problem);
    }
}

fn text_lengths(scenario: &Scenario, findings: &mut Findings) {
    let title = scenario.title.chars().count();
    let notes = scenario.notes.chars().count();
    at_most(
        findings,
        "title",
        title,
        limits::TITLE_CHARACTERS,
        Counted::Characters,
    );
    at_most(
        findings,
        "notes",
        notes,
        limits::NOTES_CHARACTERS,
        Counted::Characters,
    );
}

fn list_lengths(scenario: &Scenario, findings: &mut Findings) {
    for (list, length) in [
        ("vpcs", scenario.vpcs.len()),
        ("subnets", scenario.subnets.len()),
        ("gateways", scenario.gateways.len()),
        ("route_tables", scenario.route_tables.len()),
        ("hosts", scenario.hosts.len()),
        ("security_groups", scenario.security_groups.len()),
        ("network_acls", scenario.network_acls.len()),
        ("prefix_lists", scenario.prefix_lists.len()),
    ] {
        at_most(findings, list, length, limits::ENTRIES, Counted::Entries);
    }
    let entries = limits::SCRIPT_ENTRIES;
    at_most(
        findings,
        "script",
        scenario.script.len(),
        entries,
        Counted::Entries,
    );
    at_most(
        findings,
        "expect",
        scenario.expect.len(),
        entries,
        Counted::Entries,
    );
    let mut inner = |place: String, length, limit, things| {
        at_most(findings, &place, length, limit, things);
    };
    for (index, vpc) in scenario.vpcs.iter().enumerate() {
        let place = format!("vpcs[{index}].cidrs");
        inner(place, vpc.cidrs.len(), limits::ROUTES, Counted::Blocks);
    }
    for (index, table) in scenario.route_tables.iter().enumerate() {
        let place = format!("route_tables[{index}].routes");
        inner(place, table.routes.len(), limits::ROUTES, Counted::Routes);
    }
    for (index, host) in scenario.hosts.iter().enumerate() {
        let groups = host.groups.as_ref().map_or(0, Vec::len);
        let reserved = host.ports.reserved.len();
        let place = format!("hosts[{index}]");
        inner(
            format!("{place}.groups"),
            groups,
            limits::PER_HOST,
            Counted::Groups,
        );
        inner(
            format!("{place}.listen"),
            host.listen.len(),
            limits::PER_HOST,
            Counted::Services,
        );
        inner(
            format!("{place}.ports.reserved"),
            reserved,
            limits::PER_HOST,
            Counted::Ports,
        );
    }
    for (index, group) in scenario.security_groups.iter().enumerate() {
        let outbound = group.outbound.as_ref().map_or(0, Vec::len);
        let place = format!("security_groups[{index}]");
        inner(
            format!("{place}.inbound"),
            group.inbound.len(),
            limits::RULES,
            Counted::Rules,
        );
        inner(
            format!("{place}.outbound"),
            outbound,
            limits::RULES,
            Counted::Rules,
        );
    }
    for (index, acl) in scenario.network_acls.iter().enumerate() {
        let place = format!("network_acls[{index}]");
        inner(
            format!("{place}.inbound"),
            acl.inbound.len(),
            limits::RULES,
            Counted::Rules,
        );
        inner(
            format!("{place}.outbound"),
            acl.outbound.len(),
            limits::RULES,
            Counted::Rules,
        );
    }
    for (index, list) in scenario.prefix_lists.iter().enumerate() {
        let place = format!("prefix_lists[{index}].cidrs");
        inner(place, list.cidrs.len(), limits::RULES, Counted::Prefixes);
    }
}

/// Flows and bytes, each `count` included.
fn amounts(scenario: &Scenario, findings: &mut Findings) {
    let mut flows: u64 = 0;
    let mut total: u64 = 0;
    for (index, entry) in scenario.script.iter().enumerate() {
        let (count, bytes) = match &entry.action {
            ScriptAction::Open(open) => {
                (open.count.unwrap_or(1), vec![open.request, open.response])
            }
            ScriptAction::Send(send) => {
                (send.count, vec![send.request, send.response.unwrap_or(0)])
            }
            ScriptAction::Ping(ping) => (ping.count, Vec::new()),
            ScriptAction::Data { bytes, .. } => (0, vec![*bytes]),
            _ => continue,
        };
        let place = format!("script[{index}]");
        flows += u64::from(count);
        for bytes in bytes {
            total += u64::from(bytes) * u64::from(count.max(1));
            let (found, limit) = (bytes as usize, limits::BYTES as usize);
            at_most(findings, &place, found, limit, Counted::Bytes);
        }
    }
    if flows > limits::FLOWS {
        let (found, limit) = (flows, limits::FLOWS);
        findings.problem("script", SizeProblem::Flows { found, limit });
    }
    if total > limits::TOTAL_BYTES {
        let (found, limit) = (total, limits::TOTAL_BYTES);
        findings.problem("script", SizeProblem::Bytes { found, limit });
    }
}

fn times(scenario: &Scenario, findings: &mut Findings) {
    let latest = SimTime::from_secs(limits::SECONDS);
    let mut check = |place: String, time: SimTime| {
        if time > latest {
            let (found, limit) = (time, limits::SECONDS);
            findings.problem(place, SizeProblem::Seconds { found, limit });
        }
    };
    check("settings.latency".to_owned(), scenario.settings.latency);
    for (index, host) in scenario.hosts.iter().enumerate() {
        let place = format!("hosts[{index}].ports.time_wait");
        check(place, host.ports.time_wait.unwrap_or_default());
    }
    for (index, entry) in scenario.script.iter().enumerate() {
        let place = format!("script[{index}]");
        check(format!("{place}.at"), entry.at);
        let (every, count) = match &entry.action {
            ScriptAction::Open(open) => (open.every, open.count.unwrap_or(1)),
            ScriptAction::Send(send) => {
                check(format!("{place}.send.delay"), send.delay);
                (send.every, send.count)
            }
            ScriptAction::Ping(ping) => (ping.every, ping.count),
            _ => continue,
        };
        // The last one starts this long after the first.
        let span = every.times(u64::from(count).max(2) - 1);
        check(format!("{place}.every"), entry.at + span);
    }
}
