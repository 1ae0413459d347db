//! The scenario document: parse, print, validate, link, compile, check and report.
//!
//! [`Scenario::from_json`] parses a file and reports every problem with its place;
//! [`Scenario::to_json_pretty`] prints its canonical form. In memory a document is plain
//! data: names stay names, order stays order, and unknown members are kept. Defaults are
//! not filled in: `defaults` and `addresses` look them up, so the page and the simulation
//! use the same ones.
//!
//! Format: `README.md`, "The scenario file", version 1.

mod addresses;
mod compile;
mod decimal;
mod defaults;
mod document;
mod expectation;
mod id;
pub mod limits;
mod link;
mod normalise;
mod prefix;
mod print;
mod problem;
mod read;
mod report;
mod rewrite;
pub mod rule_language;
mod spelling;
mod validate;

pub use addresses::{Addresses, HostAddresses, NatAddresses, usable_addresses};
pub use defaults::{
    default_acl_entries, default_outbound, implied_acl, implied_group, implied_route_table,
};
pub use document::*;
pub use expectation::{Checked, CheckedShare, Compared};
pub use id::{check_id, is_of_flow};
pub use link::{Codec, LinkError, OpenedLink, ViewState, salvage};
pub use problem::{
    AddressProblem, Counted, ExpectProblem, Expected, FileProblem, FilterProblem, Findings,
    FlowShape, ForeignFormat, Found, HostProblem, IdProblem, IntegerKind, MemberProblem, NameKind,
    NameProblem, NetworkProblem, Notation, PrefixProblem, Problem, ProblemKind, RouteProblem,
    ScenarioErrors, ScriptProblem, SizeProblem, ValueProblem,
};
pub use read::{ACTIONS, FORMAT_VERSION, Parsed};
pub use report::{CutRun, cut_warning, write_report};
pub use rule_language::{
    LARGEST_ACL_NUMBER, RuleError, RuleProblem, parse_acl_entry, parse_group_rule, print_acl_entry,
    print_group_rule,
};
