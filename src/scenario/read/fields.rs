//! The members of one JSON object, taken one by one; those left over are unknown.
//!
//! Reading does not stop at the first mistake: each is recorded with its place, and the
//! member gets a placeholder. A document with problems is never returned, so the
//! placeholder has no effect.

use serde_json::{Map, Value};

use super::value::Notes;
use crate::scenario::document::Unknown;
use crate::scenario::id::nearest;
use crate::scenario::problem::{
    Expected, Findings, Found, MemberProblem, ProblemKind, ValueProblem,
};
use crate::scenario::spelling;

/// Reads one JSON value as a member, and records in the notes what it changed.
pub(super) type ReadValue<T> = fn(&Value, &mut Notes) -> Result<T, ValueProblem>;

/// An object being read.
pub(super) struct Fields<'a> {
    place: String,
    members: Map<String, Value>,
    /// Every key that was asked for: the members that this object can have.
    known: Vec<String>,
    findings: &'a mut Findings,
}

impl<'a> Fields<'a> {
    /// The members of an object. A value of another type is a problem, and has no members.
    pub(super) fn of(value: Value, place: String, findings: &'a mut Findings) -> Self {
        let members = match value {
            Value::Object(members) => members,
            other => {
                let problem = ValueProblem::Unexpected {
                    found: Found::of(&other),
                    expected: Expected::Object,
                };
                findings.problem(place.clone(), problem);
                Map::new()
            }
        };
        Self {
            place,
            members,
            known: Vec::new(),
            findings,
        }
    }

    /// The place of a member in the file.
    pub(super) fn place_of(&self, key: &str) -> String {
        if self.place.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.place)
        }
    }

    /// Whether a member is there, and not taken yet.
    pub(super) fn has(&self, key: &str) -> bool {
        self.members.contains_key(key)
    }

    /// Whether a member is an object, and not taken yet.
    pub(super) fn is_object(&self, key: &str) -> bool {
        self.members.get(key).is_some_and(Value::is_object)
    }

    /// The keys that are not taken yet.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// Records a problem with a member or, with an empty key, with the object.
    pub(super) fn problem(&mut self, key: &str, kind: impl Into<ProblemKind>) {
        let place = if key.is_empty() {
            self.place.clone()
        } else {
            self.place_of(key)
        };
        self.findings.problem(place, kind);
    }

    /// Takes a member as it is.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        if !self.known.iter().any(|known| known == key) {
            self.known.push(key.to_owned());
        }
        self.members.shift_remove(key)
    }

    /// Puts a member back, to take it again in another way.
    pub(super) fn put_back(&mut self, key: &str, value: Value) {
        self.members.insert(key.to_owned(), value);
    }

    /// Takes a member.
    pub(super) fn value<T>(&mut self, key: &str, read: ReadValue<T>) -> Option<T> {
        let value = self.take(key)?;
        self.judge(self.place_of(key), &value, read)
    }

    /// Takes a member that must be there.
    pub(super) fn required<T>(
        &mut self,
        key: &str,
        expected: Expected,
        read: ReadValue<T>,
    ) -> Option<T> {
        if self.has(key) {
            return self.value(key, read);
        }
        self.missing(key, expected);
        None
    }

    /// Records that a member is missing.
    pub(super) fn missing(&mut self, key: &str, expected: Expected) {
        // Its misspelling, if there is one, is named in a warning.
        drop(self.take(key));
        self.problem(key, MemberProblem::Missing(expected));
    }

    /// Takes a list of plain values.
    pub(super) fn list<T>(&mut self, key: &str, read: ReadValue<T>) -> Option<Vec<T>> {
        let items = self.array(key)?;
        let place = self.place_of(key);
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            list.extend(self.judge(format!("{place}[{index}]"), item, read));
        }
        Some(list)
    }

    /// Takes a list of objects.
    pub(super) fn objects<T>(&mut self, key: &str, read: impl Fn(&mut Fields<'_>) -> T) -> Vec<T> {
        let place = self.place_of(key);
        let items = self.array(key).unwrap_or_default();
        let mut list = Vec::with_capacity(items.len());
        for (index, item) in items.into_iter().enumerate() {
            let place = format!("{place}[{index}]");
            list.push(read(&mut Fields::of(item, place, self.findings)));
        }
        list
    }

    /// Takes an object.
    pub(super) fn object<T>(
        &mut self,
        key: &str,
        read: impl FnOnce(&mut Fields<'_>) -> T,
    ) -> Option<T> {
        let value = self.take(key)?;
        let place = self.place_of(key);
        Some(read(&mut Fields::of(value, place, self.findings)))
    }

    /// Takes a word out of a table.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, table: &[(&'static str, T)]) -> Option<T> {
        let value = self.take(key)?;
        let choice = value
            .as_str()
            .and_then(|word| spelling::choice(table, word));
        if choice.is_none() {
            let words = table.iter().map(|(word, _)| *word).collect();
            let problem = ValueProblem::Unexpected {
                found: Found::of(&value),
                expected: Expected::Choice(words),
            };
            self.problem(key, problem);
        }
        choice
    }

    /// Takes the rest: members that this release does not know, each with a warning.
    pub(super) fn rest(&mut self) -> Unknown {
        let rest = std::mem::take(&mut self.members);
        for key in rest.keys() {
            let near = nearest(key, self.known.iter().map(String::as_str)).map(str::to_owned);
            self.findings
                .warn(self.place_of(key), MemberProblem::Unknown { near });
        }
        rest
    }

    fn array(&mut self, key: &str) -> Option<Vec<Value>> {
        match self.take(key)? {
            Value::Array(items) => Some(items),
            other => {
                let problem = ValueProblem::Unexpected {
                    found: Found::of(&other),
                    expected: Expected::List,
                };
                self.problem(key, problem);
                None
            }
        }
    }

    fn judge<T>(&mut self, place: String, value: &Value, read: ReadValue<T>) -> Option<T> {
        let mut notes = Vec::new();
        let result = read(value, &mut notes);
        for note in notes {
            self.findings.warn(place.clone(), note);
        }
        match result {
            Ok(value) => Some(value),
            Err(problem) => {
                self.findings.problem(place, problem);
                None
            }
        }
    }
}
