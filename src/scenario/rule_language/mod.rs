//! The rule language: `tcp 22 from 10.0.0.0/8 # admins`, `100 deny all to ::/0`.
//!
//! Files, links, the rule form and the rule line all use it, and only this module looks
//! inside a rule's text. [`RuleSyntax`] splits a text into fields and accepts unfinished
//! text. From it come the four things that callers need: the document's rule
//! ([`parse_group_rule`], [`parse_acl_entry`]), the canonical text ([`print_group_rule`],
//! [`print_acl_entry`]), what may come at the caret ([`complete`]) and a text with one
//! field replaced ([`RuleSyntax::set`]).
//!
//! The canonical text names protocols, leaves out `any` and the full port range, and has
//! no host bits in a CIDR.
//!
//! Source: the scenario format, "Rules".

mod complete;
mod edit;
mod error;
mod parse;
mod peer;
mod print;
mod syntax;
mod traffic;

use crate::policy::Direction;

pub use complete::{Completion, Next, complete};
pub use error::{
    ActionProblem, IcmpPart, NumberProblem, PeerProblem, PortsProblem, PrepositionProblem,
    ProtocolProblem, RuleError, RuleProblem,
};
pub(super) use parse::{acl_entry, group_rule};
pub use parse::{parse_acl_entry, parse_group_rule};
pub use print::{print_acl_entry, print_group_rule};
pub use syntax::{Field, RuleForm, RuleSyntax};
pub(super) use syntax::{implied_direction, looks_like_acl_entry};

/// The largest number of a network ACL rule.
pub const LARGEST_ACL_NUMBER: u16 = 32_766;

/// The word before the peer: `from` for inbound rules, `to` for outbound ones.
#[must_use]
pub const fn preposition(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    }
}
