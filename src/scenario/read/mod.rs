//! From JSON text to a [`Scenario`], with every problem found on the way.
//!
//! Reading has two halves. The first makes typed members out of JSON and knows
//! nothing of what they refer to; the second is [`Scenario::validate`]. A text that
//! fails in the first is not given to the second: half a drawing would raise
//! questions that its author cannot answer.

mod duplicate_keys;
mod fields;
mod host;
mod network;
mod script;
mod value;

use serde_json::Value;

use self::fields::Fields;
use super::document::Scenario;
use super::limits;
use super::problem::{Findings, Problem, ScenarioErrors};

/// The version of the format that this release reads and writes.
pub const FORMAT_VERSION: u32 = 1;

/// A document as it was read, and what is worth knowing about it.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The document, with explicit defaults left out.
    pub scenario: Scenario,
    /// Unknown members, cleared bits, quotas of AWS exceeded …
    pub warnings: Vec<Problem>,
}

impl Scenario {
    /// Reads and validates a scenario file.
    ///
    /// # Errors
    ///
    /// [`ScenarioErrors`] with everything that must be changed before it can run.
    pub fn from_json(text: &str) -> Result<Parsed, ScenarioErrors> {
        let mut findings = Findings::default();
        if let Some(mut scenario) = read(text, &mut findings)? {
            findings = scenario.validate_further(findings);
            if findings.problems.is_empty() {
                scenario.normalise();
                return Ok(Parsed {
                    scenario,
                    warnings: findings.warnings,
                });
            }
        }
        Err(ScenarioErrors {
            problems: findings.problems,
        })
    }
}

/// Reads a text; nothing when something is wrong with its members.
fn read(text: &str, findings: &mut Findings) -> Result<Option<Scenario>, ScenarioErrors> {
    if text.len() > limits::TEXT_BYTES {
        let message = format!(
            "found a text of {} bytes; the limit is {} bytes",
            text.len(),
            limits::TEXT_BYTES
        );
        return Err(ScenarioErrors::one("", message));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| syntax_error(&error))?;
    Ok(document(value, text, findings).filter(|_| findings.problems.is_empty()))
}

fn syntax_error(error: &serde_json::Error) -> ScenarioErrors {
    let place = format!("line {}, column {}", error.line(), error.column());
    let described = error.to_string();
    let reason = described.split(" at line ").next().unwrap_or_default();
    let message = if reason == "recursion limit exceeded" {
        "found a value nested deeper than 127 levels, the limit".to_owned()
    } else {
        format!("this is not JSON: {reason}")
    };
    ScenarioErrors::one(place, message)
}

/// Reads the top level; nothing when the version is not one to read.
fn document(value: Value, text: &str, findings: &mut Findings) -> Option<Scenario> {
    let mut fields = Fields::of(value, String::new(), findings);
    let expected = "`\"portcullis\": 1`, which says that this is a scenario, and its format";
    let version = fields.required("portcullis", expected, value::format_version)?;
    if version != i64::from(FORMAT_VERSION) {
        let message = format!(
            "this file needs format {version}; this release reads {FORMAT_VERSION}, so open it with a newer release"
        );
        fields.problem("portcullis", message);
        return None;
    }
    let mut scenario = Scenario {
        title: fields.value("title", value::text).unwrap_or_default(),
        notes: fields.value("notes", value::text).unwrap_or_default(),
        seed: fields.value("seed", value::seed).unwrap_or_default(),
        vpcs: fields.objects("vpcs", network::vpc_entry),
        ..Scenario::default()
    };
    let vpcs = &scenario.vpcs;
    scenario.subnets = fields.objects("subnets", network::subnet);
    scenario.gateways = fields.objects("gateways", |entry| network::gateway(entry, vpcs));
    scenario.route_tables =
        fields.objects("route_tables", |entry| network::route_table(entry, vpcs));
    scenario.hosts = fields.objects("hosts", host::host);
    scenario.security_groups = fields.objects("security_groups", |entry| {
        network::security_group(entry, vpcs)
    });
    scenario.network_acls =
        fields.objects("network_acls", |entry| network::network_acl(entry, vpcs));
    scenario.prefix_lists = fields.objects("prefix_lists", network::prefix_list);
    scenario.settings = fields
        .object("settings", host::settings)
        .unwrap_or_default();
    scenario.script = fields.objects("script", |entry| script::entry(entry, &scenario));
    scenario.expect = fields.objects("expect", script::expectation);
    scenario.unknown = fields.rest();
    duplicate_keys::find(text, findings);
    Some(scenario)
}
