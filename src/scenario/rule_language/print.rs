//! The canonical text of a rule, which is the text in files.

use std::fmt;

use super::preposition;
use crate::policy::{Direction, STALE};
use crate::scenario::document::{AclEntry, GroupRule, Peer};
use crate::scenario::spelling;

/// The text of a peer in a rule.
impl fmt::Display for Peer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Cidr(prefix) => prefix.trunc().fmt(formatter),
            Self::Named(id) => formatter.write_str(id),
            Self::Itself => formatter.write_str("self"),
            Self::Stale(id) => write!(formatter, "{STALE}{id}"),
        }
    }
}

/// `tcp 22 from 10.0.0.0/8 # admins`
#[must_use]
pub fn print_group_rule(rule: &GroupRule, direction: Direction) -> String {
    let (traffic, peer) = (rule.traffic, &rule.peer);
    let rule_text = format!("{traffic} {} {peer}", preposition(direction));
    with_description(rule_text, rule.description.as_deref())
}

/// `100 allow tcp 22 from 0.0.0.0/0 # SFTP`
#[must_use]
pub fn print_acl_entry(entry: &AclEntry, direction: Direction) -> String {
    let entry_text = format!(
        "{} {} {} {} {}",
        entry.number,
        spelling::word(&spelling::ACL_ACTIONS, entry.action),
        entry.traffic,
        preposition(direction),
        entry.cidr.trunc()
    );
    with_description(entry_text, entry.description.as_deref())
}

fn with_description(rule: String, description: Option<&str>) -> String {
    match description.map(str::trim) {
        Some(description) if !description.is_empty() => format!("{rule} # {description}"),
        _ => rule,
    }
}
