//! What is kept of one drawing: a line about it, and below it the document.
//!
//! The line makes a list of drawings without reading a single document:
//!
//! ```text
//! 1 1764547200000 k3f9.12,b07x.4 SFTP through a network ACL
//! ```
//!
//! the version of this form, when it was saved, its revision, its title. A value without
//! such a line is a document, or nothing that can be read; either way it is shown and left
//! as it is.

use crate::editor::title_of;

/// The version of the form.
const FORM: &str = "1";
/// So many characters of the title stand in the line.
const TITLE: usize = 200;
/// So many tabs are remembered in a revision.
const TABS: usize = 8;

/// One drawing as it is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DrawingRecord {
    /// What it is called; empty when it cannot be read.
    pub title: String,
    /// When it was saved, in milliseconds since 1970; 0 when that is not known.
    pub saved: u64,
    /// Whose work is in it.
    pub revision: Revision,
    /// The document.
    pub text: String,
}

impl DrawingRecord {
    /// Reads what is kept, whatever it is.
    #[must_use]
    pub fn read(value: &str) -> Self {
        Self::with_line(value).unwrap_or_else(|| Self {
            title: title_of(value).unwrap_or_default(),
            text: value.to_owned(),
            ..Self::default()
        })
    }

    fn with_line(value: &str) -> Option<Self> {
        let (line, text) = value.split_once('\n')?;
        let mut words = line.splitn(4, ' ');
        if words.next()? != FORM {
            return None;
        }
        Some(Self {
            saved: words.next()?.parse().ok()?,
            revision: Revision::read(words.next()?),
            title: words.next()?.to_owned(),
            text: text.to_owned(),
        })
    }

    /// What is to be kept.
    #[must_use]
    pub fn print(&self) -> String {
        let title: String = self
            .title
            .chars()
            .map(|character| match character {
                control if control.is_control() => ' ',
                other => other,
            })
            .take(TITLE)
            .collect();
        let Self {
            saved,
            revision,
            text,
            ..
        } = self;
        format!("{FORM} {saved} {} {title}\n{text}", revision.print())
    }
}

/// Which tabs have written a drawing, and how often each: `k3f9.12,b07x.4`, the last
/// writer first.
///
/// A tab that wrote twelve times sees from it whether what is kept now was made from its
/// twelfth writing, or by somebody who has not seen that.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Revision(Vec<(String, u32)>);

impl Revision {
    fn read(text: &str) -> Self {
        let tabs = text.split(',').filter_map(|part| {
            let (tab, count) = part.split_once('.')?;
            Some((tab.to_owned(), count.parse().ok()?))
        });
        Self(tabs.take(TABS).collect())
    }

    fn print(&self) -> String {
        if self.0.is_empty() {
            return "-".into();
        }
        let tabs = self.0.iter().map(|(tab, count)| format!("{tab}.{count}"));
        tabs.collect::<Vec<_>>().join(",")
    }

    /// How many writings of a tab are in it.
    #[must_use]
    pub fn of(&self, tab: &str) -> u32 {
        let found = self.0.iter().find(|(name, _)| name == tab);
        found.map_or(0, |(_, count)| *count)
    }

    /// The revision after this one, written by a tab.
    #[must_use]
    pub fn next(&self, tab: &str) -> Self {
        let mut tabs = vec![(tab.to_owned(), self.of(tab).saturating_add(1))];
        let others = self.0.iter().filter(|(name, _)| name != tab);
        tabs.extend(others.take(TABS - 1).cloned());
        Self(tabs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_printed_is_read_again() {
        let revision = Revision::default().next("a").next("b").next("a");
        for (case, title, read) in [
            ("plain", "Two hosts", "Two hosts"),
            ("empty", "", ""),
            ("spaces", " a  b ", " a  b "),
            ("a line break", "a\nb", "a b"),
        ] {
            let entry = DrawingRecord {
                title: title.into(),
                saved: 1_764_547_200_000,
                revision: revision.clone(),
                text: "{\n  \"portcullis\": 1\n}\n".into(),
            };
            let expected = DrawingRecord {
                title: read.into(),
                ..entry.clone()
            };
            assert_eq!(DrawingRecord::read(&entry.print()), expected, "{case}");
        }
    }

    #[test]
    fn what_has_no_line_is_a_document_or_cannot_be_read() {
        for (case, value, title) in [
            (
                "a document",
                "{\"portcullis\": 1, \"title\": \"Mine\"}",
                "Mine",
            ),
            ("of a later form", "2 17 a.1 Mine\n{}", ""),
            ("cut short", "1 17", ""),
            ("no time", "1 soon a.1 Mine\n{}", ""),
            ("nothing", "", ""),
        ] {
            let entry = DrawingRecord::read(value);
            assert_eq!((entry.title.as_str(), entry.saved), (title, 0), "{case}");
            assert_eq!(entry.text, value, "{case}: nothing of it is lost");
        }
    }

    #[test]
    fn a_revision_counts_the_writings_of_the_last_tabs() {
        let mut revision = Revision::default();
        for tab in ["a", "b", "a", "a"] {
            revision = revision.next(tab);
        }
        assert_eq!(revision.print(), "a.3,b.1");
        assert_eq!(
            (revision.of("a"), revision.of("b"), revision.of("c")),
            (3, 1, 0)
        );
        for tab in ["c", "d", "e", "f", "g", "h", "i"] {
            revision = revision.next(tab);
        }
        assert_eq!(
            revision.of("b"),
            0,
            "the oldest of more than eight is forgotten"
        );
        assert_eq!(revision.of("a"), 3);
    }
}
