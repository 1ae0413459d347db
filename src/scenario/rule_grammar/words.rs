//! A rule's text cut into words that know where they stand.

use super::RuleError;
use crate::scenario::id::shortened;

/// One word, and the character it begins at.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl Word<'_> {
    pub(super) fn error(&self, message: String) -> RuleError {
        RuleError {
            at: self.at,
            message,
        }
    }

    /// An error at a character inside the word.
    pub(super) fn error_at(&self, offset: usize, message: String) -> RuleError {
        RuleError {
            at: self.at + offset,
            message,
        }
    }

    /// The word as messages quote it.
    pub(super) fn shown(&self) -> String {
        shortened(self.text)
    }
}

/// The words of a rule that are still to be read.
#[derive(Debug)]
pub(super) struct Words<'a> {
    list: Vec<Word<'a>>,
    next: usize,
    end: usize,
}

impl<'a> Words<'a> {
    /// The words before `#`, and the description after it.
    pub(super) fn of(text: &'a str) -> (Self, Option<String>) {
        let (rule, description) = match text.split_once('#') {
            Some((rule, description)) => (rule, Some(description.trim())),
            None => (text, None),
        };
        let mut words = Vec::new();
        let mut start = None;
        let mut end = 0;
        for (at, (byte, letter)) in rule.char_indices().enumerate() {
            match (letter.is_whitespace(), start) {
                (false, None) => start = Some((at, byte)),
                (true, Some((at, from))) => {
                    words.push(Word {
                        text: &rule[from..byte],
                        at,
                    });
                    start = None;
                }
                _ => {}
            }
            if !letter.is_whitespace() {
                end = at + 1;
            }
        }
        if let Some((at, from)) = start {
            words.push(Word {
                text: &rule[from..],
                at,
            });
        }
        let description = description
            .filter(|description| !description.is_empty())
            .map(str::to_owned);
        (
            Self {
                list: words,
                next: 0,
                end,
            },
            description,
        )
    }

    /// Every word, read or not.
    pub(super) fn all(&self) -> impl Iterator<Item = Word<'a>> + '_ {
        self.list.iter().copied()
    }

    /// The next word, left in place.
    pub(super) fn peek(&self) -> Option<Word<'a>> {
        self.ahead(0)
    }

    /// A word further on, left in place.
    pub(super) fn ahead(&self, count: usize) -> Option<Word<'a>> {
        self.list.get(self.next + count).copied()
    }

    /// The next word; without one, an error with this message at the end.
    pub(super) fn take(&mut self, missing: impl FnOnce() -> String) -> Result<Word<'a>, RuleError> {
        let Some(word) = self.peek() else {
            return Err(RuleError {
                at: self.end,
                message: missing(),
            });
        };
        self.next += 1;
        Ok(word)
    }

    /// Nothing may follow.
    pub(super) fn end(&self) -> Result<(), RuleError> {
        match self.peek() {
            None => Ok(()),
            Some(word) => Err(word.error(format!(
                "found `{}` after the end of the rule; a rule has one peer, and a description begins with `#`",
                word.shown()
            ))),
        }
    }
}

/// Digits only, at most `largest`.
pub(super) fn number(text: &str, largest: u32) -> Option<u32> {
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|&number| digits && number <= largest)
}
