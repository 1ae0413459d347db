//! What is wrong with a document, or worth knowing about it: a place and a sentence.
//!
//! Problems and warnings have one shape; which of the two it is, is said by the
//! list it stands in. A place is a path into the file (`hosts[2].ip`), so that it
//! serves whoever looks at the text as well as the page, which marks the thing.

use std::fmt;

use thiserror::Error;

/// How many problems, and how many warnings, are kept; one more says how many there are besides.
const MOST: usize = 200;

/// One thing to say about one place.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// Where: `security_groups[0].inbound[2]`; empty for the whole document.
    pub place: String,
    /// What was found, and what to do.
    pub message: String,
}

/// `hosts[2].ip: …`
impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            formatter.write_str(&self.message)
        } else {
            write!(formatter, "{}: {}", self.place, self.message)
        }
    }
}

/// Everything found about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What keeps the document from running.
    pub problems: Vec<Problem>,
    /// What is worth knowing, and keeps nothing from running.
    pub warnings: Vec<Problem>,
    more_problems: usize,
    more_warnings: usize,
}

impl Findings {
    /// Adds a problem; beyond the first 200 they are only counted.
    pub(super) fn problem(&mut self, place: impl Into<String>, message: impl Into<String>) {
        let (list, more) = (&mut self.problems, &mut self.more_problems);
        add(list, more, "problem", &place.into(), &message.into());
    }

    /// Adds a warning; beyond the first 200 they are only counted.
    pub(super) fn warn(&mut self, place: impl Into<String>, message: impl Into<String>) {
        let (list, more) = (&mut self.warnings, &mut self.more_warnings);
        add(list, more, "warning", &place.into(), &message.into());
    }

    /// Whether further problems are no longer kept.
    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= MOST
    }
}

fn add(list: &mut Vec<Problem>, more: &mut usize, what: &str, place: &str, message: &str) {
    if list.len() < MOST {
        let (place, message) = (printable(place), printable(message));
        list.push(Problem { place, message });
        return;
    }
    *more += 1;
    list.truncate(MOST);
    list.push(Problem {
        place: String::new(),
        message: format!("and {}", counted(*more, &format!("more {what}"))),
    });
}

/// A text that stays on its line: control characters as escapes.
pub(super) fn printable(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_control() {
            line.extend(letter.escape_default());
        } else {
            line.push(letter);
        }
    }
    line
}

/// Why a text is not a scenario: every problem found, one a line.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("{}", lines(&self.problems))]
pub struct ScenarioErrors {
    /// At least one.
    pub problems: Vec<Problem>,
}

impl ScenarioErrors {
    pub(super) fn one(place: impl Into<String>, message: impl Into<String>) -> Self {
        let mut findings = Findings::default();
        findings.problem(place, message);
        Self {
            problems: findings.problems,
        }
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
    lines.join("\n")
}

/// `"1 rule"`, `"3 rules"`.
pub(super) fn counted(count: usize, thing: &str) -> String {
    if count == 1 {
        format!("1 {thing}")
    } else {
        format!("{count} {thing}s")
    }
}
