//! Replacing one field of a rule's text. Everything else stays as it is written.

use super::syntax::{Field, RuleSyntax, Span};

impl RuleSyntax<'_> {
    /// Replaces a field; an empty text removes it.
    ///
    /// The tree keeps what belongs to which field, also where the text alone would be
    /// split in another way: after the protocol is removed from `tcp 22 from self`, 22 is
    /// still the port and no protocol number.
    pub fn set(&mut self, field: Field, text: &str) {
        let text = text.trim().replace(['\n', '\r'], " ");
        match (self.span(field), text.is_empty()) {
            (Some(span), false) => {
                self.splice(span, &text);
                self.fields[field as usize] = Some(Span {
                    start: span.start,
                    end: span.start + text.len(),
                });
            }
            (Some(span), true) => self.remove(field, span),
            (None, false) => self.insert(field, &text),
            (None, true) => {}
        }
    }

    fn remove(&mut self, field: Field, span: Span) {
        let after = self.text.len() - self.text[span.end..].trim_start().len();
        let removed = match (field, self.hash) {
            (Field::Comment, Some(_)) => Span {
                start: self.end(),
                end: self.text.len(),
            },
            // The last word takes the space before it along, any other one that after it.
            _ if Some(after) == self.hash || after == self.text.len() => Span {
                start: self.text[..span.start].trim_end().len(),
                end: span.end,
            },
            _ => Span {
                start: span.start,
                end: after,
            },
        };
        self.fields[field as usize] = None;
        if field == Field::Comment {
            self.hash = None;
        }
        self.splice(removed, "");
    }

    fn insert(&mut self, field: Field, text: &str) {
        if field == Field::Comment {
            self.append_comment(text);
            return;
        }
        let (place, end) = (self.gap(field), self.end());
        let (before, behind) = match (place < end, place == 0) {
            (true, _) => ("", " "),
            (false, true) => ("", ""),
            (false, false) => (" ", ""),
        };
        let part = Span {
            start: place,
            end: place,
        };
        self.splice(part, &format!("{before}{text}{behind}"));
        let start = place + before.len();
        self.fields[field as usize] = Some(Span {
            start,
            end: start + text.len(),
        });
    }

    /// A `#` that has nothing after it is replaced.
    fn append_comment(&mut self, comment: &str) {
        let end = self.end();
        let text = self.text.to_mut();
        text.truncate(end);
        text.push_str(if end == 0 { "# " } else { " # " });
        let start = text.len();
        text.push_str(comment);
        let end = text.len();
        self.hash = Some(start - "# ".len());
        self.fields[Field::Comment as usize] = Some(Span { start, end });
    }

    /// Replaces a part of the text, and moves the fields after it.
    fn splice(&mut self, part: Span, with: &str) {
        self.text.to_mut().replace_range(part.start..part.end, with);
        let move_byte = |byte: &mut usize| {
            if *byte >= part.end {
                *byte = *byte - part.end + part.start + with.len();
            }
        };
        let later = self.fields.iter_mut().chain([&mut self.rest]).flatten();
        for span in later.filter(|span| span.start >= part.end) {
            move_byte(&mut span.start);
            move_byte(&mut span.end);
        }
        self.hash.iter_mut().for_each(move_byte);
    }
}
