//! Parses the script and the expectations.

use serde_json::Value;

use super::fields::Fields;
use super::{host, network, value};
use crate::net::{Service, Transport};
use crate::policy::Direction;
use crate::scenario::defaults::implied_acl;
use crate::scenario::document::{
    Destination, Expectation, ExpectedOutcome, ExpectedShare, Id, Open, Ping, RuleChange, Scenario,
    ScriptAction, ScriptEntry, Send, Side, Unknown,
};
use crate::scenario::id::{nearest, shortened};
use crate::scenario::problem::{
    Expected, Found, IntegerKind, MemberProblem, NameKind, Notation, ValueProblem,
};
use crate::scenario::{rule_language, spelling};
use crate::sim::Outcome;

/// The keys of all actions, in the order of the format's table.
pub const ACTIONS: [&str; 13] = [
    "open",
    "send",
    "ping",
    "data",
    "close",
    "listen",
    "unlisten",
    "add_rule",
    "remove_rule",
    "set_groups",
    "set_acl",
    "set_routes",
    "set_timeouts",
];

const A_HOST: Expected = Expected::NameOf(&[NameKind::Host]);
const A_FLOW: Expected = Expected::NameOf(&[NameKind::Flow]);
const A_FILTER: Expected = Expected::NameOf(&[NameKind::SecurityGroup, NameKind::NetworkAcl]);
const A_SUBNET: Expected = Expected::NameOf(&[NameKind::Subnet]);

/// Reads one entry. What `in` names decides whether a rule has the form of a group or of
/// an ACL, so the drawing is read first.
pub(super) fn entry(fields: &mut Fields<'_>, drawing: &Scenario) -> ScriptEntry {
    let at = fields.value("at", value::time).unwrap_or_default();
    let names: Vec<String> = fields
        .keys()
        .filter(|key| ACTIONS.contains(key))
        .map(str::to_owned)
        .collect();
    let action = match &names[..] {
        [name] => fields.object(name, |members| {
            (action(name, members, drawing), members.rest())
        }),
        [] => {
            let other = fields.keys().find(|&key| key != "at");
            let problem = other.map_or(MemberProblem::NoAction, |other| {
                let near = nearest(other, ACTIONS.into_iter()).map(str::to_owned);
                let found = shortened(other);
                MemberProblem::UnknownAction { found, near }
            });
            fields.problem("", problem);
            None
        }
        several => {
            fields.problem("", MemberProblem::SeveralActions(several.to_vec()));
            for name in several {
                drop(fields.take(name));
            }
            None
        }
    };
    let (action, action_unknown) = action.unwrap_or_else(|| (nothing(), Unknown::new()));
    ScriptEntry {
        at,
        action,
        unknown: fields.rest(),
        action_unknown,
    }
}

/// The placeholder for an action that could not be read.
fn nothing() -> ScriptAction {
    ScriptAction::SetGroups {
        host: Id::new(),
        groups: Vec::new(),
    }
}

fn reference(fields: &mut Fields<'_>, key: &str, expected: Expected) -> Id {
    fields
        .required(key, expected, value::reference)
        .unwrap_or_default()
}

fn action(name: &str, fields: &mut Fields<'_>, drawing: &Scenario) -> ScriptAction {
    match name {
        "open" => ScriptAction::Open(open(fields)),
        "send" => ScriptAction::Send(send(fields)),
        "ping" => ScriptAction::Ping(ping(fields)),
        "data" => ScriptAction::Data {
            flow: reference(fields, "flow", A_FLOW),
            side: side(fields),
            bytes: fields.value("bytes", value::amount).unwrap_or_default(),
        },
        "close" => ScriptAction::Close {
            flow: reference(fields, "flow", A_FLOW),
            side: side(fields),
            how: fields
                .choice("how", &spelling::CLOSE_HOWS)
                .unwrap_or_default(),
        },
        "listen" => ScriptAction::Listen {
            host: reference(fields, "host", A_HOST),
            service: service(fields),
        },
        "unlisten" => ScriptAction::Unlisten {
            host: reference(fields, "host", A_HOST),
            service: service(fields),
        },
        "add_rule" => rule_change(fields, drawing).map_or_else(nothing, ScriptAction::AddRule),
        "remove_rule" => {
            rule_change(fields, drawing).map_or_else(nothing, ScriptAction::RemoveRule)
        }
        "set_groups" => ScriptAction::SetGroups {
            host: reference(fields, "host", A_HOST),
            groups: groups(fields),
        },
        "set_acl" => ScriptAction::SetAcl {
            subnet: reference(fields, "subnet", A_SUBNET),
            acl: reference(fields, "acl", Expected::NameOf(&[NameKind::NetworkAcl])),
        },
        "set_routes" => ScriptAction::SetRoutes {
            subnet: reference(fields, "subnet", A_SUBNET),
            routes: reference(fields, "routes", Expected::NameOf(&[NameKind::RouteTable])),
        },
        _ => ScriptAction::SetTimeouts {
            host: reference(fields, "host", A_HOST),
            timeouts: fields
                .object("timeouts", host::timeouts)
                .unwrap_or_default(),
        },
    }
}

fn target(fields: &mut Fields<'_>) -> Destination {
    fields
        .required(
            "to",
            Expected::Notation(Notation::Destination),
            value::target,
        )
        .unwrap_or_else(|| Destination::Host(Id::new()))
}

fn port(fields: &mut Fields<'_>) -> u16 {
    fields
        .required("port", Expected::Integer(IntegerKind::Port), value::port)
        .unwrap_or_default()
}

fn open(fields: &mut Fields<'_>) -> Open {
    Open {
        id: network::id(fields),
        from: reference(fields, "from", A_HOST),
        to: target(fields),
        port: port(fields),
        source_port: fields.value("source_port", value::port),
        count: fields.value("count", value::count),
        every: fields.value("every", value::time).unwrap_or_default(),
        request: fields.value("request", value::amount).unwrap_or_default(),
        response: fields.value("response", value::amount).unwrap_or_default(),
        close: fields
            .choice("close", &spelling::CLOSES)
            .unwrap_or_default(),
    }
}

#[inline(never)]
fn send(fields: &mut Fields<'_>) -> Send {
    Send {
        id: network::id(fields),
        from: reference(fields, "from", A_HOST),
        to: target(fields),
        port: port(fields),
        source_port: fields.value("source_port", value::port),
        count: fields.value("count", value::count).unwrap_or(1),
        every: fields.value("every", value::time).unwrap_or_default(),
        request: fields.value("request", value::amount).unwrap_or_default(),
        response: fields.value("response", value::amount),
        delay: fields.value("delay", value::time).unwrap_or_default(),
    }
}

#[inline(never)]
fn ping(fields: &mut Fields<'_>) -> Ping {
    Ping {
        id: network::id(fields),
        from: reference(fields, "from", A_HOST),
        to: target(fields),
        count: fields.value("count", value::count).unwrap_or(1),
        every: fields.value("every", value::time).unwrap_or(Ping::EVERY),
    }
}

#[inline(never)]
fn side(fields: &mut Fields<'_>) -> Side {
    fields
        .choice("side", &spelling::SIDES)
        .unwrap_or(Side::Client)
}

#[inline(never)]
fn service(fields: &mut Fields<'_>) -> Service {
    fields
        .required(
            "service",
            Expected::Notation(Notation::Service),
            value::service,
        )
        .unwrap_or(Service {
            transport: Transport::Tcp,
            port: 1,
        })
}

#[inline(never)]
fn groups(fields: &mut Fields<'_>) -> Vec<Id> {
    if !fields.has("groups") {
        fields.missing("groups", Expected::GroupNames);
    }
    fields.list("groups", value::reference).unwrap_or_default()
}

#[inline(never)]
fn rule_change(fields: &mut Fields<'_>, drawing: &Scenario) -> Option<RuleChange> {
    let name = reference(fields, "in", A_FILTER);
    let written = fields.choice("direction", &spelling::DIRECTIONS);
    let text = match fields.take("rule") {
        Some(Value::String(text)) => text,
        Some(other) => {
            let problem = ValueProblem::Unexpected {
                found: Found::of(&other),
                expected: Expected::Notation(Notation::GroupRule),
            };
            fields.problem("rule", problem);
            return None;
        }
        None => {
            fields.missing("rule", Expected::Notation(Notation::GroupRule));
            return None;
        }
    };
    let Some(direction) = written.or_else(|| rule_language::implied_direction(&text)) else {
        fields.missing("direction", Expected::Choice(vec!["inbound", "outbound"]));
        return None;
    };
    let names_acl = drawing.network_acls.iter().any(|acl| acl.id == name)
        || drawing.vpcs.iter().any(|vpc| implied_acl(&vpc.id) == name);
    let names_group = drawing.security_groups.iter().any(|group| group.id == name);
    let inbound = direction == Direction::Inbound;
    let as_entry = names_acl || !names_group && rule_language::looks_like_acl_entry(&text);
    fields.put_back("rule", Value::String(text));
    if as_entry {
        let read = if inbound {
            value::inbound_entry
        } else {
            value::outbound_entry
        };
        let entry = fields.value("rule", read)?;
        Some(RuleChange::Acl {
            acl: name,
            direction,
            entry,
        })
    } else {
        let read = if inbound {
            value::inbound_rule
        } else {
            value::outbound_rule
        };
        let rule = fields.value("rule", read)?;
        Some(RuleChange::Group {
            group: name,
            direction,
            rule,
        })
    }
}

pub(super) fn expectation(fields: &mut Fields<'_>) -> Expectation {
    let flow = reference(fields, "flow", A_FLOW);
    if !fields.has("outcome") {
        fields.missing("outcome", Expected::Notation(Notation::Outcome));
    }
    Expectation {
        flow,
        outcome: expected_outcome(fields),
        blocked_by: fields.value("blocked_by", value::blocked_by),
        unknown: fields.rest(),
    }
}

fn expected_outcome(fields: &mut Fields<'_>) -> ExpectedOutcome {
    if fields.is_object("outcome") {
        let shares = fields.object("outcome", shares).unwrap_or_default();
        return ExpectedOutcome::Shares(shares);
    }
    let outcomes = Outcome::ALL.map(|outcome| (outcome.name(), outcome));
    let outcome = fields.choice("outcome", &outcomes);
    ExpectedOutcome::Every(outcome.unwrap_or(Outcome::Pending))
}

/// `{ "connected": [0.40, 0.50] }`. A key that is not an outcome is a problem: as an unknown
/// member it would be an expectation that is never checked.
fn shares(fields: &mut Fields<'_>) -> Vec<ExpectedShare> {
    let keys: Vec<String> = fields.keys().map(str::to_owned).collect();
    if keys.is_empty() {
        fields.problem("", MemberProblem::NoShares);
    }
    let mut shares = Vec::with_capacity(keys.len());
    for key in keys {
        let Some(outcome) = Outcome::from_name(&key) else {
            let problem = MemberProblem::UnknownOutcome {
                near: nearest(&key, Outcome::ALL.map(Outcome::name).into_iter()),
                found: shortened(&key),
            };
            fields.problem(&key, problem);
            drop(fields.take(&key));
            continue;
        };
        if let Some([low, high]) = fields.value(&key, value::share_range) {
            shares.push(ExpectedShare { outcome, low, high });
        }
    }
    shares
}
