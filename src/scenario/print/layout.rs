//! JSON layout: short objects and lists stay on one line.
//!
//! The top level, and each list of objects in it, always has a line for every
//! entry, so that a change to one host changes one line of the file.

use serde_json::{Map, Value};

/// The longest line, in columns.
const COLUMNS: usize = 110;

/// The text of a value, ending in a newline.
pub(super) fn pretty(value: &Value) -> String {
    let mut text = String::new();
    write(&mut text, value, 0, 0);
    text.push('\n');
    text
}

/// Writes a value at `indent` spaces, on a line that is already `used` columns long.
fn write(text: &mut String, value: &Value, indent: usize, used: usize) {
    if !is_always_broken(value, indent) {
        let mut line = String::new();
        if on_one_line(&mut line, value, COLUMNS.saturating_sub(used)) {
            text.push_str(&line);
            return;
        }
    }
    match value {
        Value::Array(items) => {
            text.push('[');
            for (index, item) in items.iter().enumerate() {
                new_line(text, index, indent + 2);
                write(text, item, indent + 2, indent + 3);
            }
            new_line(text, 0, indent);
            text.push(']');
        }
        Value::Object(members) => {
            text.push('{');
            for (index, (key, value)) in members.iter().enumerate() {
                new_line(text, index, indent + 2);
                let key = Value::from(key.as_str()).to_string();
                text.push_str(&key);
                text.push_str(": ");
                write(text, value, indent + 2, indent + 5 + key.chars().count());
            }
            new_line(text, 0, indent);
            text.push('}');
        }
        plain => text.push_str(&plain.to_string()),
    }
}

fn is_always_broken(value: &Value, indent: usize) -> bool {
    match value {
        Value::Object(members) => indent == 0 && !members.is_empty(),
        Value::Array(items) => indent == 2 && items.iter().any(Value::is_object),
        _ => false,
    }
}

fn new_line(text: &mut String, index: usize, indent: usize) {
    if index > 0 {
        text.push(',');
    }
    text.push('\n');
    text.extend(std::iter::repeat_n(' ', indent));
}

/// Writes a value without a line break. Returns false when it does not fit into `room`.
fn on_one_line(line: &mut String, value: &Value, room: usize) -> bool {
    match value {
        Value::Array(items) => {
            line.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    line.push_str(", ");
                }
                if !on_one_line(line, item, room) {
                    return false;
                }
            }
            line.push(']');
        }
        Value::Object(members) => {
            if !members_on_one_line(line, members, room) {
                return false;
            }
        }
        plain => line.push_str(&plain.to_string()),
    }
    line.chars().count() <= room
}

fn members_on_one_line(line: &mut String, members: &Map<String, Value>, room: usize) -> bool {
    if members.is_empty() {
        line.push_str("{}");
        return true;
    }
    line.push_str("{ ");
    for (index, (key, value)) in members.iter().enumerate() {
        if index > 0 {
            line.push_str(", ");
        }
        line.push_str(&Value::from(key.as_str()).to_string());
        line.push_str(": ");
        if !on_one_line(line, value, room) {
            return false;
        }
    }
    line.push_str(" }");
    true
}
