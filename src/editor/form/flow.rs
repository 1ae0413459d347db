//! The form of what the script opens, sends or pings, and how it is meant to end.

use super::build::{Builder, flow_index};
use super::{FormEdit, Made, member};
use crate::editor::view::form::FieldView;
use crate::net::{Service, Transport};
use crate::scenario::{Destination, ExpectedOutcome, Id, Scenario, ScriptAction};
use crate::sim::Outcome;
use crate::words;
use serde_json::{Value, json};

/// The action of an entry as the file names it.
pub(super) const fn action_name(action: &ScriptAction) -> &'static str {
    match action {
        ScriptAction::Send(_) => "send",
        ScriptAction::Ping(_) => "ping",
        _ => "open",
    }
}

pub(super) fn form(form: &mut Builder<'_>, id: &str) {
    let scenario = form.scenario;
    let Some(entry) = flow_index(scenario, id).and_then(|at| scenario.script.get(at)) else {
        return;
    };
    let name = action_name(&entry.action);
    let (kind, from, to, service) = match &entry.action {
        ScriptAction::Open(open) => {
            let service = Some((Transport::Tcp, open.port));
            ("TCP connection", &open.from, &open.to, service)
        }
        ScriptAction::Send(send) => {
            let service = Some((Transport::Udp, send.port));
            ("UDP datagrams", &send.from, &send.to, service)
        }
        ScriptAction::Ping(ping) => ("Ping", &ping.from, &ping.to, None),
        _ => return,
    };
    form.head(kind, "", "Remove connection");
    form.name(id);
    form.text("at", "Begins at (s)").placeholder("0");
    let hosts = scenario.hosts.iter();
    let hosts: Vec<(Id, Id)> = hosts
        .map(|host| (host.id.clone(), host.id.clone()))
        .collect();
    form.named(&key(name, "from"), "From", hosts.clone(), from.clone());
    let to = match to {
        Destination::Host(host) => host.clone(),
        Destination::Address(address) => address.to_string(),
    };
    let names = hosts.into_iter().map(|(id, _)| id).collect();
    form.text(&key(name, "to"), "To").suggest(names).value = to;
    if let Some((transport, port)) = service {
        let known = Service { transport, port }.well_known_name();
        let mut field = form.text(&key(name, "port"), "Port");
        if let Some(known) = known {
            field = field.hint(known);
        }
        let _: &FieldView = field;
        form.text(&key(name, "source_port"), "Source port")
            .placeholder("ephemeral");
        form.text(&key(name, "request"), "Request (bytes)")
            .placeholder("0");
        let none = if name == "send" { "none" } else { "0" };
        form.text(&key(name, "response"), "Response (bytes)")
            .placeholder(none);
    }
    form.text(&key(name, "count"), "How many").placeholder("1");
    let every = if name == "ping" { "1" } else { "0" };
    form.text(&key(name, "every"), "Every (s)")
        .placeholder(every);
    if name == "open" {
        let ways = [
            ("", "the client, once answered"),
            ("server", "the server"),
            ("reset", "a reset"),
            ("never", "nobody"),
        ];
        form.choice("open.close", "Closed by", &ways).wide();
    }
    if name == "send" {
        form.text("send.delay", "Answered after (s)")
            .placeholder("0");
    }
    form.part("How it is meant to end");
    let expectation = scenario.expect.iter().find(|each| each.flow == id);
    let mut outcomes = vec![(String::new(), "nothing is expected".to_owned())];
    outcomes.extend(
        Outcome::ALL
            .iter()
            .filter(|outcome| **outcome != Outcome::Pending)
            .map(|outcome| {
                let word = outcome.name();
                (word.to_owned(), word.replace('_', " "))
            }),
    );
    let outcome = match expectation.map(|each| &each.outcome) {
        None => String::new(),
        Some(ExpectedOutcome::Every(outcome)) => outcome.name().to_owned(),
        Some(ExpectedOutcome::Shares(shares)) => {
            outcomes.push((SHARES.to_owned(), words::expected_shares(shares)));
            SHARES.to_owned()
        }
    };
    form.named("outcome", "Outcome", outcomes, outcome);
    let blocked = expectation.and_then(|each| each.blocked_by.as_ref());
    form.text("blocked_by", "First blocked by")
        .placeholder("acl-a outbound *")
        .value = blocked.map(ToString::to_string).unwrap_or_default();
}

fn key(action: &str, member: &str) -> String {
    format!("{action}.{member}")
}

/// The choice that keeps the shares of the file: a form cannot edit them.
const SHARES: &str = "shares";

/// How a flow is meant to end: an entry of its own in the file, which goes when nothing is
/// expected any more.
pub(super) fn expect(scenario: &Scenario, flow: &str, field: &str, text: &str) -> Made {
    let at = scenario.expect.iter().position(|each| each.flow == flow);
    let name = format!("Expect another end of {flow}");
    let text = text.trim();
    if field == "outcome" && text == SHARES {
        return Ok(FormEdit::new(name, scenario.clone()));
    }
    let Some(at) = at else {
        if text.is_empty() {
            return Ok(FormEdit::new(name, scenario.clone()));
        }
        let mut entry = json!({ "flow": flow, "outcome": "timed_out" });
        entry[field] = Value::String(text.to_owned());
        let mut all = scenario.to_value();
        let mut list = all["expect"].take();
        match &mut list {
            Value::Array(list) => list.push(entry),
            other => *other = Value::Array(vec![entry]),
        }
        let next = member::put(scenario, "expect", Some(&list))?;
        return Ok(FormEdit::new(name, next));
    };
    if field == "outcome" && text.is_empty() {
        let mut next = scenario.clone();
        next.expect.remove(at);
        return Ok(FormEdit::new(name, next));
    }
    let next = member::set(scenario, &format!("expect[{at}]"), field, text)?;
    Ok(FormEdit::new(name, next))
}
