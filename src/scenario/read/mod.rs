//! Parses JSON text into a [`Scenario`], and finds every problem in it.
//!
//! There are two steps. The first turns JSON into typed members and ignores what they
//! refer to; the second is [`Scenario::validate`]. A text that fails in the first step
//! skips the second: half a document would give errors that only follow from the first.

mod duplicate_keys;
mod fields;
mod foreign;
mod host;
mod network;
mod script;
mod value;

use serde_json::Value;

use self::fields::Fields;
pub use self::script::ACTIONS;
use super::document::Scenario;
use super::limits;
use super::problem::{Expected, FileProblem, Findings, Problem, ScenarioErrors};

/// The version of the format that this release reads and writes.
pub const FORMAT_VERSION: u32 = 1;

/// A parsed document, and its warnings.
#[derive(Clone, Debug, PartialEq)]
pub struct Parsed {
    /// The document, without explicit defaults.
    pub scenario: Scenario,
    /// Unknown members, cleared bits, AWS quotas that are exceeded …
    pub warnings: Vec<Problem>,
}

impl Scenario {
    /// Parses and validates a scenario file.
    ///
    /// # Errors
    ///
    /// [`ScenarioErrors`] with every problem.
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

/// Reads a text; `None` if something is wrong with its members.
fn read(text: &str, findings: &mut Findings) -> Result<Option<Scenario>, ScenarioErrors> {
    let (bytes, limit) = (text.len(), limits::TEXT_BYTES);
    if bytes > limit {
        return Err(ScenarioErrors::one(
            "",
            FileProblem::TooLong { bytes, limit },
        ));
    }
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let value: Value = serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
    if let Some(problem) = foreign::json(&value) {
        return Err(ScenarioErrors::one("", problem));
    }
    Ok(document(value, text, findings).filter(|_| findings.problems.is_empty()))
}

/// Why a text is not JSON. A file of another program is named as one; otherwise the
/// parser's error has a line and a column.
fn not_json(text: &str, error: &serde_json::Error) -> ScenarioErrors {
    if let Some(problem) = foreign::text(text) {
        return ScenarioErrors::one("", problem);
    }
    let place = format!("line {}, column {}", error.line(), error.column());
    let described = error.to_string();
    let reason = described.split(" at line ").next().unwrap_or_default();
    let problem = if reason == "recursion limit exceeded" {
        FileProblem::TooDeep
    } else {
        FileProblem::Syntax {
            reason: reason.to_owned(),
        }
    };
    ScenarioErrors::one(place, problem)
}

/// Reads the top level; `None` if this release cannot read the version.
fn document(value: Value, text: &str, findings: &mut Findings) -> Option<Scenario> {
    let mut fields = Fields::of(value, String::new(), findings);
    let version = fields.required("portcullis", Expected::Version, value::format_version)?;
    if version != i64::from(FORMAT_VERSION) {
        let newest = FORMAT_VERSION;
        fields.problem("portcullis", FileProblem::Newer { version, newest });
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
