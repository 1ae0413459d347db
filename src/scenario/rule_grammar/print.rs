//! Rules as text, in the one form that files have.

use super::preposition;
use crate::policy::Direction;
use crate::scenario::document::{AclEntry, GroupRule, Peer};
use crate::scenario::spelling;

/// `tcp 22 from 10.0.0.0/8 # admins`
#[must_use]
pub fn print_group_rule(rule: &GroupRule, direction: Direction) -> String {
    let peer = match &rule.peer {
        Peer::Cidr(prefix) => prefix.trunc().to_string(),
        Peer::Named(id) => id.clone(),
        Peer::Itself => "self".to_owned(),
        Peer::Stale(id) => format!("stale:{id}"),
    };
    let traffic = rule.traffic;
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
