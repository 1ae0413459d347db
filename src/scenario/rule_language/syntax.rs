//! The syntax tree of a rule: which part of the text is which field.
//!
//! Splitting never fails. A field can be missing, and its text can be wrong; both become
//! errors only when the document's rule is made from the tree. A word that does not fit
//! where it is written belongs to the next field that it could have been meant for:
//! `allow tcp` in a network ACL is an action and a protocol without a number.

use std::borrow::Cow;

use crate::net::Protocol;
use crate::policy::Direction;
use crate::scenario::spelling;

/// Whose rule a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RuleForm {
    /// A security group's: `tcp 22 from self`.
    Group,
    /// A network ACL's: `100 allow tcp 22 from 0.0.0.0/0`.
    Acl,
}

/// A part of a rule's text, in the order in which they are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Field {
    /// `100`
    Number,
    /// `allow` or `deny`
    Action,
    /// `tcp`
    Protocol,
    /// `22`, `1024-65535`, or an ICMP type
    Ports,
    /// `from` or `to`
    Preposition,
    /// `10.0.0.0/8`
    Peer,
    /// What follows `#`
    Comment,
}

impl Field {
    /// Every field, from left to right.
    pub const ALL: [Self; 7] = [
        Self::Number,
        Self::Action,
        Self::Protocol,
        Self::Ports,
        Self::Preposition,
        Self::Peer,
        Self::Comment,
    ];
}

/// A part of a text, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) start: usize,
    pub(super) end: usize,
}

/// A rule's text, and where its fields are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleSyntax<'a> {
    pub(super) text: Cow<'a, str>,
    pub(super) form: RuleForm,
    /// By [`Field`].
    pub(super) fields: [Option<Span>; 7],
    /// What is written between the peer and the comment.
    pub(super) rest: Option<Span>,
    /// Where the `#` is.
    pub(super) hash: Option<usize>,
}

impl<'a> RuleSyntax<'a> {
    /// Splits a text into fields.
    #[must_use]
    pub fn read(text: impl Into<Cow<'a, str>>, form: RuleForm) -> Self {
        let text = text.into();
        let hash = text.find('#');
        let mut fields = [None; 7];
        let mut rest: Option<Span> = None;
        let mut expected = Expected::first(form);
        let spans: Vec<Span> = words(rule_part(&text)).collect();
        for (index, &span) in spans.iter().enumerate() {
            let next = spans.get(index + 1);
            let next = next.map(|next| &text[next.start..next.end]);
            match expected.place(&text[span.start..span.end], next) {
                Some(field) => fields[field as usize] = Some(span),
                None => rest.get_or_insert(span).end = span.end,
            }
        }
        fields[Field::Comment as usize] = hash.and_then(|hash| trimmed(&text, hash + 1));
        Self {
            text,
            form,
            fields,
            rest,
            hash,
        }
    }

    /// The text as it is written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text of a field; empty where the field is missing.
    #[must_use]
    pub fn field(&self, field: Field) -> &str {
        self.span(field)
            .map_or("", |span| &self.text[span.start..span.end])
    }

    /// The character at which a field begins, or at which it is missing.
    #[must_use]
    pub fn position(&self, field: Field) -> usize {
        let byte = match self.span(field) {
            Some(span) => span.start,
            None => self.gap(field),
        };
        self.character(byte)
    }

    pub(super) const fn span(&self, field: Field) -> Option<Span> {
        self.fields[field as usize]
    }

    /// The byte before which a missing field belongs: where the next one begins, or the
    /// end of the rule.
    pub(super) fn gap(&self, field: Field) -> usize {
        let later = &self.fields[field as usize..Field::Comment as usize];
        let next = later.iter().flatten().next().or(self.rest.as_ref());
        next.map_or_else(|| self.end(), |next| next.start)
    }

    /// The byte after the last word before the comment.
    pub(super) fn end(&self) -> usize {
        self.text[..self.hash.unwrap_or(self.text.len())]
            .trim_end()
            .len()
    }

    /// Counts the characters before a byte.
    pub(super) fn character(&self, byte: usize) -> usize {
        self.text[..byte].chars().count()
    }
}

/// The field that the next word belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Expected {
    form: RuleForm,
    /// None after the peer.
    pub(super) field: Option<Field>,
}

impl Expected {
    /// What is expected at the beginning of a rule.
    pub(super) const fn first(form: RuleForm) -> Self {
        Self {
            form,
            field: Some(Field::Number),
        }
    }

    /// The field of a word, given the word after it. None for words after the peer.
    pub(super) fn place(&mut self, word: &str, next: Option<&str>) -> Option<Field> {
        let traffic = if is_preposition(word) {
            Field::Preposition
        } else {
            Field::Protocol
        };
        let is_traffic = is_preposition(word) || is_protocol_name(word);
        let field = match self.field? {
            Field::Number if is_action(word) => Field::Action,
            Field::Number => match self.form {
                RuleForm::Acl if !is_traffic => Field::Number,
                // A number has no place here, but the action after it says what it is.
                RuleForm::Group if next.is_some_and(is_action) => Field::Number,
                RuleForm::Acl | RuleForm::Group => traffic,
            },
            Field::Action if !is_traffic => Field::Action,
            Field::Action | Field::Protocol => traffic,
            Field::Ports if !is_preposition(word) => Field::Ports,
            Field::Ports | Field::Preposition => Field::Preposition,
            Field::Peer | Field::Comment => Field::Peer,
        };
        self.field = match field {
            Field::Number => Some(Field::Action),
            Field::Action => Some(Field::Protocol),
            Field::Protocol => Some(Field::Ports),
            Field::Ports => Some(Field::Preposition),
            Field::Preposition => Some(Field::Peer),
            Field::Peer | Field::Comment => None,
        };
        Some(field)
    }
}

/// The direction that the words of a rule imply: `from` is inbound, `to` is outbound.
pub(in crate::scenario) fn implied_direction(text: &str) -> Option<Direction> {
    let rule = rule_part(text);
    words(rule).find_map(|span| match &rule[span.start..span.end] {
        "from" => Some(Direction::Inbound),
        "to" => Some(Direction::Outbound),
        _ => None,
    })
}

/// Whether a text looks like a network ACL rule: its second word is the action.
pub(in crate::scenario) fn looks_like_acl_entry(text: &str) -> bool {
    let rule = rule_part(text);
    words(rule)
        .nth(1)
        .is_some_and(|span| is_action(&rule[span.start..span.end]))
}

pub(super) fn is_action(word: &str) -> bool {
    spelling::choice(&spelling::ACL_ACTIONS, word).is_some()
}

pub(super) fn is_preposition(word: &str) -> bool {
    matches!(word, "from" | "to")
}

fn is_protocol_name(word: &str) -> bool {
    word == "all" || Protocol::from_name(word).is_some()
}

/// The text before the comment.
fn rule_part(text: &str) -> &str {
    text.split_once('#').map_or(text, |(rule, _)| rule)
}

/// The words of a text.
pub(super) fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(|letter: char| !letter.is_whitespace())?;
        let length = text[start..].find(char::is_whitespace);
        rest = length.map_or(text.len(), |length| start + length);
        Some(Span { start, end: rest })
    })
}

/// The text from a byte on, without the space around it.
fn trimmed(text: &str, from: usize) -> Option<Span> {
    let part = text[from..].trim_start();
    let start = text.len() - part.len();
    let end = start + part.trim_end().len();
    (start < end).then_some(Span { start, end })
}
