//! Sentences with words set apart.

/// A sentence, as runs of one style each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sentence(pub Vec<Run>);

/// Words of one style.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
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
        self.0.push(Run {
            style,
            text: text.into(),
        });
        self
    }
}

/// What a verdict, a tick or a tag says, which its colour and its shape repeat.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Nothing was decided.
    #[default]
    Neutral,
    /// A rule admitted.
    Allow,
    /// A tracked connection admitted.
    State,
    /// Dropped.
    Deny,
    /// Needs a look.
    Warn,
}

impl Tone {
    /// The class name that carries its colour and its shape.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Allow => "allow",
            Self::State => "state",
            Self::Deny => "deny",
            Self::Warn => "warn",
        }
    }
}

/// A short word in a coloured box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// What it says in colour.
    pub tone: Tone,
    /// What it says in words.
    pub text: String,
}
