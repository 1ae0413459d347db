//! The words that files use for choices.

use super::document::{AlgorithmName, Close, CloseHow, Nitro, Side};
use crate::policy::{AclAction, Direction, NonSyn, RelatedIcmp};

pub(super) const ALGORITHMS: [(&str, AlgorithmName); 6] = [
    ("os", AlgorithmName::Os),
    ("sequential", AlgorithmName::Sequential),
    ("random", AlgorithmName::Random),
    ("hash", AlgorithmName::Hash),
    ("double_hash", AlgorithmName::DoubleHash),
    ("increments", AlgorithmName::Increments),
];

pub(super) const NITRO: [(&str, Nitro); 1] = [("v6", Nitro::V6)];

pub(super) const NON_SYN: [(&str, NonSyn); 2] =
    [("loose", NonSyn::Loose), ("strict", NonSyn::Strict)];

pub(super) const RELATED_ICMP: [(&str, RelatedIcmp); 2] =
    [("aws", RelatedIcmp::Aws), ("linux", RelatedIcmp::Linux)];

pub(super) const CLOSES: [(&str, Close); 4] = [
    ("client", Close::Client),
    ("server", Close::Server),
    ("reset", Close::Reset),
    ("never", Close::Never),
];

pub(super) const SIDES: [(&str, Side); 2] = [("client", Side::Client), ("server", Side::Server)];

pub(super) const CLOSE_HOWS: [(&str, CloseHow); 2] =
    [("fin", CloseHow::Fin), ("reset", CloseHow::Reset)];

pub(super) const DIRECTIONS: [(&str, Direction); 2] = [
    ("inbound", Direction::Inbound),
    ("outbound", Direction::Outbound),
];

pub(super) const ACL_ACTIONS: [(&str, AclAction); 2] =
    [("allow", AclAction::Allow), ("deny", AclAction::Deny)];

/// The word for a choice; empty if it has none.
pub(super) fn word<T: Copy + PartialEq>(table: &[(&'static str, T)], choice: T) -> &'static str {
    table
        .iter()
        .find(|(_, found)| *found == choice)
        .map_or("", |(word, _)| word)
}

/// The choice that this word stands for.
pub(super) fn choice<T: Copy>(table: &[(&'static str, T)], word: &str) -> Option<T> {
    table
        .iter()
        .find(|(found, _)| *found == word)
        .map(|(_, choice)| *choice)
}
