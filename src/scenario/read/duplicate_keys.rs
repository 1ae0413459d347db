//! Finds keys that an object has twice.
//!
//! The JSON reader keeps the last of them and says nothing, so something written
//! would be lost. The text is known to be valid JSON here, which keeps this small:
//! only strings, brackets and commas matter.

use crate::net::SortedSet;

use crate::scenario::problem::Findings;

/// What encloses the current character.
enum Container {
    /// An object: keys seen so far, the present key, and whether a key comes next.
    Object {
        seen: SortedSet<String>,
        key: String,
        key_next: bool,
    },
    /// A list, at this index.
    List(usize),
}

/// Notes each key that occurs a second time in its object.
pub(super) fn find(text: &str, findings: &mut Findings) {
    let mut stack: Vec<Container> = Vec::new();
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match bytes[at] {
            b'"' => {
                let end = end_of_string(bytes, at);
                if let Some(Container::Object {
                    seen,
                    key,
                    key_next,
                }) = stack.last_mut()
                    && *key_next
                {
                    *key_next = false;
                    *key = serde_json::from_str(&text[at..end])
                        .expect("the text was read as JSON before, and this is one of its strings");
                    if !seen.insert(key.clone()) {
                        findings.problem(place(&stack), "is written twice; write it once");
                    }
                }
                at = end;
                continue;
            }
            b'{' => stack.push(Container::Object {
                seen: SortedSet::new(),
                key: String::new(),
                key_next: true,
            }),
            b'[' => stack.push(Container::List(0)),
            b'}' | b']' => drop(stack.pop()),
            b',' => match stack.last_mut() {
                Some(Container::Object { key_next, .. }) => *key_next = true,
                Some(Container::List(index)) => *index += 1,
                None => {}
            },
            _ => {}
        }
        at += 1;
    }
}

/// The byte after the closing quote of the string that opens at `start`.
fn end_of_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while at < bytes.len() && bytes[at] != b'"' {
        at += if bytes[at] == b'\\' { 2 } else { 1 };
    }
    (at + 1).min(bytes.len())
}

fn place(stack: &[Container]) -> String {
    let mut place = String::new();
    for inside in stack {
        match inside {
            Container::Object { key, .. } => {
                if !place.is_empty() {
                    place.push('.');
                }
                place.push_str(key);
            }
            Container::List(index) => {
                place.push('[');
                place.push_str(&index.to_string());
                place.push(']');
            }
        }
    }
    place
}
