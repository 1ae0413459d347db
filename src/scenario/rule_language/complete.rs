//! What may come at the caret, and which part of the text it replaces.
//!
//! Only the words before the caret count, and the word that the caret is in or behind is
//! the one that is completed. Which groups, addresses and numbers there are is not known
//! here: the answer names the kind of word.

use std::ops::Range;

use super::syntax::{Expected, Field, RuleForm, Span, words};
use crate::net::{Family, Protocol, Transport};

/// A kind of word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// The number of a network ACL rule.
    Number,
    /// `allow` or `deny`.
    Action,
    /// A protocol.
    Protocol,
    /// Ports, or the preposition.
    Ports(Transport),
    /// An ICMP type, or the preposition.
    IcmpType(Family),
    /// `from` or `to`.
    Preposition,
    /// The source or destination.
    Peer,
    /// Nothing but a comment.
    Nothing,
}

/// The word at the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What it can be.
    pub next: Next,
    /// Its part before the caret.
    pub typed: String,
    /// The characters that a completion replaces: the whole word, also after the caret.
    pub span: Range<usize>,
}

/// What may come at a caret, which is after this many characters.
#[must_use]
pub fn complete(text: &str, caret: usize, form: RuleForm) -> Completion {
    let byte = text
        .char_indices()
        .nth(caret)
        .map_or(text.len(), |(byte, _)| byte);
    let before = &text[..byte];
    let done: Vec<Span> = words(before).collect();
    let (done, typed) = match &*done {
        [done @ .., last] if last.end == byte => (done, &before[last.start..]),
        _ => (&*done, ""),
    };
    let caret = before.chars().count();
    let is_in_word = |letter: &char| !letter.is_whitespace() && *letter != '#';
    let behind = if typed.is_empty() {
        0
    } else {
        text[byte..].chars().take_while(is_in_word).count()
    };
    let next = if before.contains('#') {
        Next::Nothing
    } else {
        next(before, done, form)
    };
    Completion {
        next,
        typed: typed.to_owned(),
        span: caret - typed.chars().count()..caret + behind,
    }
}

/// What may come after some words.
fn next(text: &str, done: &[Span], form: RuleForm) -> Next {
    let word = |span: &Span| &text[span.start..span.end];
    let mut expected = Expected::first(form);
    let mut protocol = "";
    for (index, span) in done.iter().enumerate() {
        let following = done.get(index + 1).map(word);
        if expected.place(word(span), following) == Some(Field::Protocol) {
            protocol = word(span);
        }
    }
    match expected.field {
        Some(Field::Number) => match form {
            RuleForm::Acl => Next::Number,
            RuleForm::Group => Next::Protocol,
        },
        Some(Field::Action) => Next::Action,
        Some(Field::Protocol) => Next::Protocol,
        Some(Field::Ports) => after_protocol(protocol),
        Some(Field::Preposition) => Next::Preposition,
        Some(Field::Peer) => Next::Peer,
        Some(Field::Comment) | None => Next::Nothing,
    }
}

fn after_protocol(word: &str) -> Next {
    match super::traffic::protocol_of(word) {
        Some(Protocol::TCP) => Next::Ports(Transport::Tcp),
        Some(Protocol::UDP) => Next::Ports(Transport::Udp),
        Some(Protocol::ICMP) => Next::IcmpType(Family::V4),
        Some(Protocol::ICMPV6) => Next::IcmpType(Family::V6),
        Some(_) | None => Next::Preposition,
    }
}
