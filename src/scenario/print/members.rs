//! The members of one JSON object, in the format's order and without defaults.

use std::fmt::Display;

use serde_json::{Map, Number, Value};

use crate::net::SimTime;
use crate::scenario::document::{Position, Size, Unknown};

/// An object being written.
#[derive(Default)]
pub(super) struct Members(Map<String, Value>);

impl Members {
    /// Writes a member, even if it is a default.
    pub(super) fn put(&mut self, key: &str, value: impl Into<Value>) {
        self.0.insert(key.to_owned(), value.into());
    }

    /// Writes text, unless it is empty.
    pub(super) fn text(&mut self, key: &str, text: &str) {
        if !text.is_empty() {
            self.put(key, text);
        }
    }

    /// Writes a value that displays as the format has it, if it is there.
    pub(super) fn shown<T: Display>(&mut self, key: &str, value: Option<&T>) {
        if let Some(value) = value {
            self.put(key, value.to_string());
        }
    }

    /// Writes a number, unless it is the default.
    pub(super) fn number(&mut self, key: &str, number: impl Into<u64>, default: u64) {
        let number = number.into();
        if number != default {
            self.put(key, number);
        }
    }

    /// Writes a number, if it is there.
    pub(super) fn optional_number(&mut self, key: &str, number: Option<impl Into<u64>>) {
        if let Some(number) = number {
            self.put(key, number.into());
        }
    }

    /// Writes a time in seconds, unless it is the default.
    pub(super) fn time(&mut self, key: &str, time: SimTime, default: SimTime) {
        if time != default {
            self.put(key, seconds(time));
        }
    }

    /// Writes a time in seconds, if it is there.
    pub(super) fn optional_time(&mut self, key: &str, time: Option<SimTime>) {
        if let Some(time) = time {
            self.put(key, seconds(time));
        }
    }

    /// Writes a list, unless it is empty.
    pub(super) fn list(&mut self, key: &str, items: Vec<Value>) {
        if !items.is_empty() {
            self.put(key, items);
        }
    }

    /// Writes an object, unless it has no members.
    pub(super) fn object(&mut self, key: &str, members: Self) {
        if !members.0.is_empty() {
            self.put(key, members.finish());
        }
    }

    /// Writes a position.
    pub(super) fn position(&mut self, position: Option<Position>) {
        if let Some(Position { x, y }) = position {
            self.put("pos", vec![x, y]);
        }
    }

    /// Writes a size.
    pub(super) fn size(&mut self, size: Option<Size>) {
        if let Some(Size { width, height }) = size {
            self.put("size", vec![width, height]);
        }
    }

    /// Writes unknown members, after the known ones.
    pub(super) fn unknown(&mut self, unknown: &Unknown) {
        for (key, value) in unknown {
            if !self.0.contains_key(key) {
                self.0.insert(key.clone(), value.clone());
            }
        }
    }

    /// The object.
    pub(super) fn finish(self) -> Value {
        Value::Object(self.0)
    }
}

/// Each item as it displays.
pub(super) fn shown<T: Display>(items: &[T]) -> Vec<Value> {
    items
        .iter()
        .map(|item| Value::String(item.to_string()))
        .collect()
}

pub(super) fn seconds(time: SimTime) -> Value {
    decimal(&time.to_string())
}

/// A share in millionths, as a decimal number.
pub(super) fn millionths(share: u32) -> Value {
    let decimals = format!("{:06}", share % 1_000_000);
    let decimals = decimals.trim_end_matches('0');
    let whole = share / 1_000_000;
    if decimals.is_empty() {
        decimal(&whole.to_string())
    } else {
        decimal(&format!("{whole}.{decimals}"))
    }
}

fn decimal(digits: &str) -> Value {
    let number: Number = digits
        .parse()
        .expect("digits with at most one point between them are a JSON number");
    Value::Number(number)
}
