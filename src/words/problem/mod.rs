//! What is wrong with a document: the sentences for its problems and warnings.
//!
//! A sentence begins in lower case, because a place stands before it, and ends without a
//! full stop. It says what was found, then what to write.

mod address;
mod file;
mod filter;
mod link;
mod name;
mod network;
mod script;
mod size;
mod value;

use std::fmt::{self, Display, Formatter};

use super::counted;
use crate::scenario::{CutRun, Problem, ProblemKind, ScenarioErrors};

impl Problem {
    /// The sentence without its place, on one line.
    #[must_use]
    pub fn message(&self) -> String {
        printable(&self.kind.to_string())
    }
}

/// `hosts[2].ip: …`
impl Display for Problem {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        if self.place.is_empty() {
            return formatter.write_str(&self.message());
        }
        write!(formatter, "{}: {}", printable(&self.place), self.message())
    }
}

/// A line for each problem.
impl Display for ScenarioErrors {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let lines: Vec<String> = self.problems.iter().map(ToString::to_string).collect();
        formatter.write_str(&lines.join("\n"))
    }
}

impl Display for ProblemKind {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let rest = |count, one| format!("and {}", counted(count, one));
        let sentence = match self {
            Self::File(problem) => file::sentence(problem),
            Self::Value(problem) => value::sentence(problem),
            Self::Member(problem) => value::member(problem),
            Self::Size(problem) => size::sentence(problem),
            Self::Id(problem) => problem.to_string(),
            Self::Name(problem) => name::sentence(problem),
            Self::Address(problem) => address::sentence(problem),
            Self::Host(problem) => address::host(problem),
            Self::Network(problem) => network::sentence(problem),
            Self::Route(problem) => network::route(problem),
            Self::Filter(problem) => filter::sentence(problem),
            Self::Script(problem) => script::sentence(problem),
            Self::Expect(problem) => script::expect(problem),
            Self::MoreProblems(count) => rest(*count, "more problem"),
            Self::MoreWarnings(count) => rest(*count, "more warning"),
        };
        formatter.write_str(&sentence)
    }
}

impl Display for CutRun {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "the run was stopped after {} trace entries; the outcomes of its flows are undecided",
            self.entries
        )
    }
}

/// A text that stays on its line: control characters become escapes.
fn printable(text: &str) -> String {
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

/// `` `a`, `b` or `c` ``
fn alternatives(words: &[&str]) -> String {
    let words: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => only.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

/// `did you mean …?` if some name is spelled nearly the same, or else what is expected.
fn meant(near: Option<&str>, expected: impl FnOnce() -> String) -> String {
    near.map_or_else(expected, |near| format!("did you mean `{near}`?"))
}
