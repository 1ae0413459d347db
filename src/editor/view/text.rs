//! Sentences with words set apart.

pub use crate::words::{Tag, Tone};

/// A sentence, as runs of one style each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<TextRun>);

/// Words of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRun {
    /// How they are set.
    pub style: Style,
    /// The words.
    pub text: String,
}

/// How words are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// As the rest.
    Plain,
    /// Strong: a name.
    Strong,
    /// In the fixed-width face: a port, an address, a rule.
    Code,
    /// Struck through: the field on which a rule failed.
    Struck,
}

impl Sentence {
    /// Adds words as the rest.
    #[must_use]
    pub fn plain(self, text: impl Into<String>) -> Self {
        self.run(Style::Plain, text)
    }

    /// Adds a name.
    #[must_use]
    pub fn strong(self, text: impl Into<String>) -> Self {
        self.run(Style::Strong, text)
    }

    /// Adds a port, an address or a rule.
    #[must_use]
    pub fn code(self, text: impl Into<String>) -> Self {
        self.run(Style::Code, text)
    }

    fn run(mut self, style: Style, text: impl Into<String>) -> Self {
        self.0.push(TextRun {
            style,
            text: text.into(),
        });
        self
    }
}
