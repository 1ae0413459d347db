//! The language of rules: `tcp 22 from 10.0.0.0/8 # admins`, `100 deny all to ::/0`.
//!
//! Files, links and the page's text fields all use it. An error carries the place
//! of the offending character, so that the page can mark it, and a sentence that
//! says what to write instead. Printing is canonical: protocols by name, `any` and
//! the full port range left out, prefixes without host bits.
//!
//! Source: the scenario format, "Rules".

mod peer;
mod print;
mod traffic;
mod words;

use thiserror::Error;

use self::words::Words;
use super::document::{AclEntry, GroupRule};
use super::problem::ValueProblem;
use super::spelling;
use crate::policy::Direction;

pub use self::print::{print_acl_entry, print_group_rule};

/// The largest number an ACL entry can have.
pub const LARGEST_ACL_NUMBER: u16 = 32_766;

/// Why a text is no rule.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{message} (at character {})", self.at + 1)]
pub struct RuleError {
    /// The character that is wrong, counted from zero; the length of the text when something is missing at its end.
    pub at: usize,
    /// What was found, and what to write.
    pub message: String,
}

/// Reads a rule of a security group.
///
/// # Errors
///
/// [`RuleError`] at the first thing that is not in the language.
pub fn parse_group_rule(text: &str, direction: Direction) -> Result<GroupRule, RuleError> {
    group_rule(text, direction, &mut Vec::new())
}

/// Reads an entry of a network ACL.
///
/// # Errors
///
/// [`RuleError`] at the first thing that is not in the language.
pub fn parse_acl_entry(text: &str, direction: Direction) -> Result<AclEntry, RuleError> {
    acl_entry(text, direction, &mut Vec::new())
}

/// As [`parse_group_rule`]; what was read otherwise than written goes into `notes`.
pub(super) fn group_rule(
    text: &str,
    direction: Direction,
    notes: &mut Vec<ValueProblem>,
) -> Result<GroupRule, RuleError> {
    let (mut words, description) = Words::of(text);
    if let Some(word) = words.ahead(1)
        && spelling::choice(&spelling::ACL_ACTIONS, word.text).is_some()
    {
        return Err(word.error(format!(
            "found `{}`; a security group only allows, so its rules begin with the protocol",
            word.text
        )));
    }
    let traffic = traffic::read(&mut words, direction)?;
    peer::read_preposition(&mut words, direction)?;
    let peer = peer::read_peer(&mut words, direction, notes)?;
    words.end()?;
    Ok(GroupRule {
        traffic,
        peer,
        description,
    })
}

/// As [`parse_acl_entry`]; what was read otherwise than written goes into `notes`.
pub(super) fn acl_entry(
    text: &str,
    direction: Direction,
    notes: &mut Vec<ValueProblem>,
) -> Result<AclEntry, RuleError> {
    let (mut words, description) = Words::of(text);
    let number = words.take(|| {
        "the number is missing; write a rule as `100 allow tcp 22 from 0.0.0.0/0`".to_owned()
    })?;
    if number.text == "*" {
        return Err(number.error(
            "found `*`; the closing entry is there by itself and cannot be written".to_owned(),
        ));
    }
    let Some(value) = words::number(number.text, u32::from(LARGEST_ACL_NUMBER))
        .and_then(|value| u16::try_from(value).ok())
        .filter(|&value| value > 0)
    else {
        return Err(number.error(format!(
            "found `{}`; an ACL rule begins with its number, from 1 to {LARGEST_ACL_NUMBER}",
            number.shown()
        )));
    };
    let action = words
        .take(|| "the action is missing; write `allow` or `deny` after the number".to_owned())?;
    let Some(action) = spelling::choice(&spelling::ACL_ACTIONS, action.text) else {
        return Err(action.error(format!(
            "found `{}`; write `allow` or `deny` after the number",
            action.shown()
        )));
    };
    let traffic = traffic::read(&mut words, direction)?;
    peer::read_preposition(&mut words, direction)?;
    let cidr = peer::read_cidr(&mut words, direction, notes)?;
    words.end()?;
    Ok(AclEntry {
        number: value,
        action,
        traffic,
        cidr,
        description,
    })
}

/// The direction that the words of a rule imply: `from` is inbound, `to` is outbound.
pub(super) fn implied_direction(text: &str) -> Option<Direction> {
    let (words, _) = Words::of(text);
    words.all().find_map(|word| match word.text {
        "from" => Some(Direction::Inbound),
        "to" => Some(Direction::Outbound),
        _ => None,
    })
}

/// Whether a text looks like an ACL entry rather than a group rule: its second word is the action.
pub(super) fn looks_like_acl_entry(text: &str) -> bool {
    let (words, _) = Words::of(text);
    words
        .ahead(1)
        .is_some_and(|word| spelling::choice(&spelling::ACL_ACTIONS, word.text).is_some())
}

/// `from` inbound, `to` outbound.
pub(super) const fn preposition(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    }
}
