//! The members of one JSON object, taken one by one; what is left over is unknown.
//!
//! Nothing stops at the first mistake: each is noted with its place, and reading
//! goes on with nothing in that member's stead. A document with problems is never
//! handed out, so what stands in for a missing member does not matter.

use serde_json::{Map, Value};

use super::value::{Notes, found};
use crate::scenario::document::Unknown;
use crate::scenario::problem::Findings;
use crate::scenario::spelling;

/// How one JSON value becomes a member: its error says what was found and expected.
pub(super) type ReadValue<T> = fn(&Value, &mut Notes) -> Result<T, String>;

/// An object being read.
pub(super) struct Fields<'a> {
    place: String,
    members: Map<String, Value>,
    findings: &'a mut Findings,
}

impl<'a> Fields<'a> {
    /// The members of an object; a value of another kind is a problem, and has none.
    pub(super) fn of(value: Value, place: String, findings: &'a mut Findings) -> Self {
        let members = match value {
            Value::Object(members) => members,
            other => {
                let message = format!("found {}; expected an object `{{ … }}`", found(&other));
                findings.problem(place.clone(), message);
                Map::new()
            }
        };
        Self {
            place,
            members,
            findings,
        }
    }

    /// Where a member stands in the file.
    pub(super) fn place_of(&self, key: &str) -> String {
        if self.place.is_empty() {
            key.to_owned()
        } else {
            format!("{}.{key}", self.place)
        }
    }

    /// Whether a member is there and not yet taken.
    pub(super) fn has(&self, key: &str) -> bool {
        self.members.contains_key(key)
    }

    /// Whether a member is an object, and not yet taken.
    pub(super) fn is_object(&self, key: &str) -> bool {
        self.members.get(key).is_some_and(Value::is_object)
    }

    /// The keys not yet taken.
    pub(super) fn keys(&self) -> impl Iterator<Item = &str> {
        self.members.keys().map(String::as_str)
    }

    /// Notes a problem with a member; with an empty key, with the object.
    pub(super) fn problem(&mut self, key: &str, message: impl Into<String>) {
        let place = if key.is_empty() {
            self.place.clone()
        } else {
            self.place_of(key)
        };
        self.findings.problem(place, message);
    }

    /// Takes a member as it is.
    pub(super) fn take(&mut self, key: &str) -> Option<Value> {
        self.members.shift_remove(key)
    }

    /// Puts a member back, to be taken again in another way.
    pub(super) fn put_back(&mut self, key: &str, value: Value) {
        self.members.insert(key.to_owned(), value);
    }

    /// Takes a member.
    pub(super) fn value<T>(&mut self, key: &str, read: ReadValue<T>) -> Option<T> {
        let value = self.take(key)?;
        self.judge(self.place_of(key), &value, read)
    }

    /// Takes a member that must be there; `expected` says what it is.
    pub(super) fn required<T>(
        &mut self,
        key: &str,
        expected: &str,
        read: ReadValue<T>,
    ) -> Option<T> {
        if self.has(key) {
            return self.value(key, read);
        }
        self.problem(key, format!("is missing; expected {expected}"));
        None
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

    /// Takes one of a few words.
    pub(super) fn choice<T: Copy>(&mut self, key: &str, table: &[(&'static str, T)]) -> Option<T> {
        let value = self.take(key)?;
        let choice = value
            .as_str()
            .and_then(|word| spelling::choice(table, word));
        if choice.is_none() {
            let words = spelling::alternatives(table.iter().map(|(word, _)| *word));
            self.problem(key, format!("found {}; expected {words}", found(&value)));
        }
        choice
    }

    /// What is left: members this release does not know, each named in a warning.
    pub(super) fn rest(&mut self) -> Unknown {
        let rest = std::mem::take(&mut self.members);
        for key in rest.keys() {
            self.findings.warn(
                self.place_of(key),
                "this release does not know this member; it is kept as it is",
            );
        }
        rest
    }

    fn array(&mut self, key: &str) -> Option<Vec<Value>> {
        match self.take(key)? {
            Value::Array(items) => Some(items),
            other => {
                let message = format!("found {}; expected a list `[ … ]`", found(&other));
                self.problem(key, message);
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
            Err(message) => {
                self.findings.problem(place, message);
                None
            }
        }
    }
}
