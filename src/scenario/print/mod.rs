//! Prints a [`Scenario`] as canonical JSON text.
//!
//! Members are in the order of the format's tables; unknown members follow in the order of
//! the file. A default is never written. Printing is idempotent.

mod drawing;
mod layout;
mod members;
mod script;

use serde_json::Value;

use self::members::Members;
use super::document::Scenario;
use super::read::FORMAT_VERSION;

impl Scenario {
    /// The document as a file: indented by two spaces, short objects on one line.
    #[must_use]
    pub fn to_json_pretty(&self) -> String {
        layout::pretty(&self.to_value())
    }

    /// The document without spaces, for links.
    #[must_use]
    pub fn to_json_compact(&self) -> String {
        self.to_value().to_string()
    }

    /// The document as a JSON value, in canonical form.
    #[must_use]
    pub fn to_value(&self) -> Value {
        let mut scenario = self.clone();
        scenario.normalise();
        document(&scenario)
    }
}

fn document(scenario: &Scenario) -> Value {
    let mut members = Members::default();
    members.put("portcullis", FORMAT_VERSION);
    members.text("title", &scenario.title);
    members.text("notes", &scenario.notes);
    members.number("seed", scenario.seed, 0);
    members.list("vpcs", each(&scenario.vpcs, drawing::vpc));
    members.list("subnets", each(&scenario.subnets, drawing::subnet));
    members.list("gateways", each(&scenario.gateways, drawing::gateway));
    members.list(
        "route_tables",
        each(&scenario.route_tables, drawing::route_table),
    );
    members.list("hosts", each(&scenario.hosts, drawing::host));
    members.list(
        "security_groups",
        each(&scenario.security_groups, drawing::security_group),
    );
    members.list(
        "network_acls",
        each(&scenario.network_acls, drawing::network_acl),
    );
    members.list(
        "prefix_lists",
        each(&scenario.prefix_lists, drawing::prefix_list),
    );
    members.object("settings", drawing::settings(&scenario.settings));
    members.list("script", each(&scenario.script, script::entry));
    members.list("expect", each(&scenario.expect, script::expectation));
    members.unknown(&scenario.unknown);
    members.finish()
}

fn each<T>(items: &[T], print: fn(&T) -> Members) -> Vec<Value> {
    items.iter().map(|item| print(item).finish()).collect()
}
