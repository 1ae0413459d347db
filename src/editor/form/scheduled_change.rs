//! The form of what the script changes while packets flow: when, and what.

use super::build::Builder;
use crate::net::SimTime;
use crate::scenario::{Scenario, ScriptAction};
use crate::words;

/// How a step names a change: "the change at 1.046 s".
pub(super) fn name(scenario: &Scenario, index: usize) -> String {
    let at = scenario
        .script
        .get(index)
        .map_or(SimTime::ZERO, |entry| entry.at);
    format!("the change at {} s", words::seconds(at))
}

pub(super) fn form(form: &mut Builder<'_>, index: usize) {
    let Some(entry) = form.scenario.script.get(index) else {
        return;
    };
    let Some(what) = words::timed_change(&entry.action) else {
        return;
    };
    form.head(
        "Change in time",
        "It happens while packets flow, each time this is played.",
        "Remove change",
    );
    form.title(what);
    form.text("at", "Happens at (s)").placeholder("0");
    match &entry.action {
        ScriptAction::AddRule(change) | ScriptAction::RemoveRule(change) => {
            let (gate, direction, _) = words::changed_rule(change);
            form.fact("In", format!("{gate}, {direction}"));
            let name = match &entry.action {
                ScriptAction::AddRule(_) => "add_rule.rule",
                _ => "remove_rule.rule",
            };
            form.text(name, "Rule").wide();
        }
        ScriptAction::Data { .. } => {
            form.text("data.bytes", "Bytes").placeholder("1");
            let sides = [("client", "the client"), ("server", "the server")];
            form.choice("data.side", "Sent by", &sides);
        }
        ScriptAction::Close { .. } => {
            let sides = [("client", "the client"), ("server", "the server")];
            form.choice("close.side", "By", &sides);
        }
        ScriptAction::Listen { .. } => {
            form.text("listen.service", "Service");
        }
        ScriptAction::Unlisten { .. } => {
            form.text("unlisten.service", "Service");
        }
        _ => {}
    }
}
