//! The second part of a rule: `from` or `to`, and whom it is about.

use std::net::IpAddr;

use ipnet::IpNet;

use super::words::{Word, Words};
use super::{RuleError, preposition};
use crate::policy::Direction;
use crate::scenario::document::Peer;
use crate::scenario::id::check_id;
use crate::scenario::prefix;
use crate::scenario::problem::ValueProblem;

/// Reads `from` or `to`, whichever goes with the direction.
pub(super) fn read_preposition(
    words: &mut Words<'_>,
    direction: Direction,
) -> Result<(), RuleError> {
    let expected = preposition(direction);
    let word = words.take(|| {
        format!("`{expected}` is missing; an {direction} rule goes on with `{expected} 0.0.0.0/0` or another peer")
    })?;
    if word.text == expected {
        return Ok(());
    }
    let message = if matches!(word.text, "from" | "to") {
        format!(
            "found `{}`; an {direction} rule says `{expected}`",
            word.text
        )
    } else {
        format!("found `{}`; expected `{expected}`", word.shown())
    };
    Err(word.error(message))
}

/// Reads the peer of a group rule.
pub(super) fn read_peer(
    words: &mut Words<'_>,
    direction: Direction,
    notes: &mut Vec<ValueProblem>,
) -> Result<Peer, RuleError> {
    let word = words.take(|| {
        format!(
            "the peer is missing after `{}`; write a CIDR, a security group, a prefix list or `self`",
            preposition(direction)
        )
    })?;
    if word.text == "self" {
        return Ok(Peer::Itself);
    }
    if matches!(word.text, "any" | "all") {
        return Err(everybody(word));
    }
    if let Some(gone) = word.text.strip_prefix("stale:") {
        return match check_id(gone) {
            Ok(()) => Ok(Peer::Stale(gone.to_owned())),
            Err(problem) => Err(word.error_at("stale:".len(), problem.to_string())),
        };
    }
    if looks_like_address(word.text) {
        return cidr(word, notes).map(Peer::Cidr);
    }
    match check_id(word.text) {
        Ok(()) => Ok(Peer::Named(word.text.to_owned())),
        Err(_) => Err(word.error(format!(
            "found `{}`; a peer is a CIDR, the name of a security group or prefix list, or `self`",
            word.shown()
        ))),
    }
}

/// Reads the prefix of an ACL entry.
pub(super) fn read_cidr(
    words: &mut Words<'_>,
    direction: Direction,
    notes: &mut Vec<ValueProblem>,
) -> Result<IpNet, RuleError> {
    let word = words.take(|| {
        format!(
            "the CIDR is missing after `{}`; write 0.0.0.0/0 for everybody",
            preposition(direction)
        )
    })?;
    if matches!(word.text, "any" | "all") {
        return Err(everybody(word));
    }
    if !looks_like_address(word.text) {
        return Err(word.error(format!(
            "found `{}`; a network ACL knows only CIDRs, not groups or lists",
            word.shown()
        )));
    }
    cidr(word, notes)
}

fn cidr(word: Word<'_>, notes: &mut Vec<ValueProblem>) -> Result<IpNet, RuleError> {
    let written = prefix::prefix(word.text).map_err(|problem| word.error(problem.to_string()))?;
    notes.extend(written.note(word.text));
    Ok(written.prefix)
}

fn everybody(word: Word<'_>) -> RuleError {
    word.error(format!(
        "found `{}`; write 0.0.0.0/0 for every IPv4 address, ::/0 for every IPv6 address",
        word.text
    ))
}

/// No id has `/` or `:` in it, or begins with a digit.
fn looks_like_address(text: &str) -> bool {
    text.contains(['/', ':'])
        || text.starts_with(|letter: char| letter.is_ascii_digit())
        || text.parse::<IpAddr>().is_ok()
}
