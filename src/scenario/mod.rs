//! The shared document, the only thing that is edited: read, printed, validated, linked.
//!
//! [`Scenario::from_json`] reads a file and says everything that is wrong with it,
//! each thing with its place; [`Scenario::to_json_pretty`] prints it in the one form
//! that its content has. In between the document is plain data: names stay names,
//! order stays order, and what this release does not know is kept. What a document
//! means where it says nothing is answered by the look-ups of `defaults` and
//! `addresses`, so that the page and the simulation give one answer.
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
mod rule_grammar;
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
pub use problem::{Findings, Problem, ScenarioErrors};
pub use read::{FORMAT_VERSION, Parsed};
pub use report::{cut_warning, write_report};
pub use rule_grammar::{
    LARGEST_ACL_NUMBER, RuleError, parse_acl_entry, parse_group_rule, print_acl_entry,
    print_group_rule,
};
