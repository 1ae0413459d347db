//! Prints the script and the expectations as JSON.

use super::drawing;
use super::members::{Members, millionths, shown};
use crate::net::SimTime;
use crate::scenario::document::{
    BlockedBy, Close, CloseHow, Destination, Expectation, ExpectedOutcome, Open, Ping, RuleChange,
    ScriptAction, ScriptEntry, Send, Side,
};
use crate::scenario::rule_language::{print_acl_entry, print_group_rule};
use crate::scenario::spelling;

pub(super) fn entry(entry: &ScriptEntry) -> Members {
    let mut members = Members::default();
    members.time("at", entry.at, SimTime::ZERO);
    let (name, mut action) = action(&entry.action);
    action.unknown(&entry.action_unknown);
    members.put(name, action.finish());
    members.unknown(&entry.unknown);
    members
}

fn action(action: &ScriptAction) -> (&'static str, Members) {
    let mut members = Members::default();
    let name = match action {
        ScriptAction::Open(action) => {
            open(&mut members, action);
            "open"
        }
        ScriptAction::Send(action) => {
            send(&mut members, action);
            "send"
        }
        ScriptAction::Ping(action) => {
            ping(&mut members, action);
            "ping"
        }
        ScriptAction::Data { flow, side, bytes } => {
            members.put("flow", flow.as_str());
            put_side(&mut members, *side);
            members.number("bytes", *bytes, 0);
            "data"
        }
        ScriptAction::Close { flow, side, how } => {
            members.put("flow", flow.as_str());
            put_side(&mut members, *side);
            if *how != CloseHow::default() {
                members.put("how", spelling::word(&spelling::CLOSE_HOWS, *how));
            }
            "close"
        }
        ScriptAction::Listen { host, service } => {
            members.put("host", host.as_str());
            members.put("service", service.to_string());
            "listen"
        }
        ScriptAction::Unlisten { host, service } => {
            members.put("host", host.as_str());
            members.put("service", service.to_string());
            "unlisten"
        }
        ScriptAction::AddRule(change) => {
            rule_change(&mut members, change);
            "add_rule"
        }
        ScriptAction::RemoveRule(change) => {
            rule_change(&mut members, change);
            "remove_rule"
        }
        ScriptAction::SetGroups { host, groups } => {
            members.put("host", host.as_str());
            members.put("groups", shown(groups));
            "set_groups"
        }
        ScriptAction::SetAcl { subnet, acl } => {
            members.put("subnet", subnet.as_str());
            members.put("acl", acl.as_str());
            "set_acl"
        }
        ScriptAction::SetRoutes { subnet, routes } => {
            members.put("subnet", subnet.as_str());
            members.put("routes", routes.as_str());
            "set_routes"
        }
        ScriptAction::SetTimeouts { host, timeouts } => {
            members.put("host", host.as_str());
            members.object("timeouts", drawing::timeouts(timeouts));
            "set_timeouts"
        }
    };
    (name, members)
}

fn put_target(members: &mut Members, target: &Destination) {
    match target {
        Destination::Host(host) => members.put("to", host.as_str()),
        Destination::Address(address) => members.put("to", address.to_string()),
    }
}

fn put_side(members: &mut Members, side: Side) {
    if side != Side::Client {
        members.put("side", spelling::word(&spelling::SIDES, side));
    }
}

fn open(members: &mut Members, open: &Open) {
    members.put("id", open.id.as_str());
    members.put("from", open.from.as_str());
    put_target(members, &open.to);
    members.put("port", open.port);
    members.optional_number("source_port", open.source_port);
    members.optional_number("count", open.count);
    members.time("every", open.every, SimTime::ZERO);
    members.number("request", open.request, 0);
    members.number("response", open.response, 0);
    if open.close != Close::default() {
        members.put("close", spelling::word(&spelling::CLOSES, open.close));
    }
}

fn send(members: &mut Members, send: &Send) {
    members.put("id", send.id.as_str());
    members.put("from", send.from.as_str());
    put_target(members, &send.to);
    members.put("port", send.port);
    members.optional_number("source_port", send.source_port);
    members.number("count", send.count, 1);
    members.time("every", send.every, SimTime::ZERO);
    members.number("request", send.request, 0);
    members.optional_number("response", send.response);
    members.time("delay", send.delay, SimTime::ZERO);
}

fn ping(members: &mut Members, ping: &Ping) {
    members.put("id", ping.id.as_str());
    members.put("from", ping.from.as_str());
    put_target(members, &ping.to);
    members.number("count", ping.count, 1);
    members.time("every", ping.every, Ping::EVERY);
}

fn rule_change(members: &mut Members, change: &RuleChange) {
    let (name, direction, rule) = match change {
        RuleChange::Group {
            group,
            direction,
            rule,
        } => (group, direction, print_group_rule(rule, *direction)),
        RuleChange::Acl {
            acl,
            direction,
            entry,
        } => (acl, direction, print_acl_entry(entry, *direction)),
    };
    members.put("in", name.as_str());
    members.put("direction", direction.to_string());
    members.put("rule", rule);
}

pub(super) fn expectation(expectation: &Expectation) -> Members {
    let mut members = Members::default();
    members.put("flow", expectation.flow.as_str());
    match &expectation.outcome {
        ExpectedOutcome::Every(outcome) => members.put("outcome", outcome.name()),
        ExpectedOutcome::Shares(shares) => {
            let mut bounds = Members::default();
            for share in shares {
                let range = vec![millionths(share.low), millionths(share.high)];
                bounds.put(share.outcome.name(), range);
            }
            members.put("outcome", bounds.finish());
        }
    }
    if let Some(blocked_by) = &expectation.blocked_by {
        members.put("blocked_by", blocked_by.to_string());
    }
    members.unknown(&expectation.unknown);
    members
}

/// `acl-public outbound *`
impl std::fmt::Display for BlockedBy {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{} {} {}", self.gate, self.direction, self.rule)
    }
}
