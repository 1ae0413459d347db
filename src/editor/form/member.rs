//! Members of the document as lines of text, and back.
//!
//! A field is a member of the file, found by its place (`hosts[2].ports.range`). What
//! was typed becomes the JSON that it most probably means, and the reader of files
//! judges it: a port that is no number is given to it as the text that it is.

use serde_json::{Map, Number, Value};

use crate::scenario::{Problem, Scenario};

/// What may stand between the two ends of a range.
const RANGE: [char; 3] = ['-', '–', ','];

/// How a member is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ValueKind {
    Text,
    Number,
    Flag,
    /// Two numbers, as `49152-65535`.
    Range,
    /// Several, with commas between them.
    Numbers,
    /// Several, with commas between them.
    Texts,
}

/// How the member behind the last dot of a place is written.
fn written(key: &str) -> ValueKind {
    match key.rsplit('.').next().unwrap_or(key) {
        "seed" | "latency" | "conntrack_max" | "loss" | "time_wait" | "tcp" | "udp"
        | "udp_stream" | "port" | "source_port" | "count" | "every" | "request" | "response"
        | "delay" | "at" => ValueKind::Number,
        "reuse_time_wait" => ValueKind::Flag,
        "range" => ValueKind::Range,
        "reserved" => ValueKind::Numbers,
        "cidrs" => ValueKind::Texts,
        _ => ValueKind::Text,
    }
}

/// A member as a line of text; nothing when it is not written.
pub(super) fn line(owner: &Value, key: &str) -> String {
    let mut value = owner;
    for name in key.split('.') {
        let Some(inner) = value.get(name) else {
            return String::new();
        };
        value = inner;
    }
    match value {
        Value::Array(items) => {
            let items: Vec<String> = items.iter().map(word).collect();
            let between = if written(key) == ValueKind::Range {
                "-"
            } else {
                ", "
            };
            items.join(between)
        }
        other => word(other),
    }
}

fn word(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// What a line of text means as a member; nothing when it is empty.
pub(super) fn meant(key: &str, text: &str) -> Option<Value> {
    let text = if key == "notes" { text } else { text.trim() };
    if text.is_empty() {
        return None;
    }
    let parts = || {
        text.split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
    };
    Some(match written(key) {
        ValueKind::Text => Value::String(text.to_owned()),
        ValueKind::Number => number(text),
        ValueKind::Flag => Value::Bool(text == "true"),
        ValueKind::Numbers => parts().map(number).collect(),
        ValueKind::Texts => parts().map(|part| Value::String(part.to_owned())).collect(),
        ValueKind::Range => match text.split_once(RANGE) {
            Some((low, high)) => Value::Array(vec![number(low.trim()), number(high.trim())]),
            None => Value::String(text.to_owned()),
        },
    })
}

/// A number, if it is one; else the text, for the reader to complain about.
fn number(text: &str) -> Value {
    let found: Result<Number, _> = text.parse();
    found.map_or_else(|_| Value::String(text.to_owned()), Value::Number)
}

/// The document in which the member at `owner` and `key` is what was typed; with nothing
/// typed it is not written.
///
/// # Errors
///
/// The problem to show: the one with this member, or else the first.
pub(super) fn set(
    scenario: &Scenario,
    owner: &str,
    key: &str,
    text: &str,
) -> Result<Scenario, String> {
    if written(key) == ValueKind::Range && !text.trim().is_empty() && !text.contains(RANGE) {
        let found = text.trim();
        return Err(format!(
            "found `{found}`; write the lowest and the highest port, as 49152-65535"
        ));
    }
    let place = if owner.is_empty() {
        key.to_owned()
    } else {
        format!("{owner}.{key}")
    };
    put(scenario, &place, meant(key, text).as_ref())
}

/// The document with a member put at a place, or taken out there.
///
/// # Errors
///
/// As [`set`].
pub(super) fn put(
    scenario: &Scenario,
    place: &str,
    member: Option<&Value>,
) -> Result<Scenario, String> {
    let made = scenario.rewritten(&|document| insert(document, place, member));
    made.map_err(|errors| {
        // `hosts[1].ip` is not `hosts[1].ipv6`.
        let own = |problem: &&Problem| {
            let rest = problem.place.strip_prefix(place);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
        };
        let shown = errors.problems.iter().find(own);
        let problem = shown.or_else(|| errors.problems.first());
        problem.map_or_else(String::new, |problem| told(scenario, place, problem))
    })
}

fn insert(document: &mut Value, place: &str, member: Option<&Value>) {
    let mut value = document;
    let (path, last) = place.rsplit_once('.').unwrap_or(("", place));
    for step in path.split('.').filter(|step| !step.is_empty()) {
        let (name, index) = match step.split_once('[') {
            Some((name, rest)) => (name, rest.trim_end_matches(']').parse::<usize>().ok()),
            None => (step, None),
        };
        let Some(members) = value.as_object_mut() else {
            return;
        };
        let inner = members
            .entry(name)
            .or_insert_with(|| Value::Object(Map::new()));
        value = match index {
            None => inner,
            Some(index) => match inner.get_mut(index) {
                Some(item) => item,
                None => return,
            },
        };
    }
    if let Some(members) = value.as_object_mut() {
        if last == "cidrs" {
            // One block is written as `cidr`.
            members.shift_remove("cidr");
        }
        match member {
            Some(member) => members.insert(last.to_owned(), member.clone()),
            None => members.shift_remove(last),
        };
    }
}

/// A problem for somebody who looks at a drawing: things by their names, and the one that
/// the problem is with, if that is not the one being edited.
fn told(scenario: &Scenario, place: &str, problem: &Problem) -> String {
    let message = named(scenario, &problem.message());
    let owner = |place: &str| {
        let end = place.find(']').map_or(0, |end| end + 1);
        place[..end].to_owned()
    };
    let (edited, wrong) = (owner(place), owner(&problem.place));
    if wrong.is_empty() || wrong == edited {
        return message;
    }
    format!("{}: {message}", named(scenario, &wrong))
}

/// `hosts[1].ip` as the name of the second host.
fn named(scenario: &Scenario, message: &str) -> String {
    let words = message.split(' ').map(|word| {
        let (list, rest) = word.split_once('[')?;
        let (index, _) = rest.split_once(']')?;
        let index: usize = index.parse().ok()?;
        match list {
            "hosts" => scenario.hosts.get(index).map(|host| host.id.clone()),
            "subnets" => scenario.subnets.get(index).map(|subnet| subnet.id.clone()),
            "gateways" => scenario.gateways.get(index).map(|each| each.id.clone()),
            "vpcs" => scenario.vpcs.get(index).map(|vpc| vpc.id.clone()),
            "route_tables" => scenario.route_tables.get(index).map(|each| each.id.clone()),
            _ => None,
        }
    });
    let words: Vec<String> = words
        .zip(message.split(' '))
        .map(|(name, word)| name.unwrap_or_else(|| word.to_owned()))
        .collect();
    words.join(" ")
}
