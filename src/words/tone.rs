//! Tones: what the colour and the shape of a verdict, a tick or a tag say.
//!
//! Every view takes the tone of an outcome from [`outcome_tone`], so that one flow is not
//! red in one table and amber in the next.

use crate::sim::Outcome;

/// What a verdict, a tick or a tag says, repeated by its colour and its shape.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// No verdict.
    #[default]
    Neutral,
    /// A rule allowed it.
    Allow,
    /// A tracked connection allowed it.
    State,
    /// Dropped.
    Deny,
    /// Needs a look.
    Warn,
}

/// A short word in a coloured box.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tag {
    /// What it says in colour.
    pub tone: Tone,
    /// What it says in words.
    pub text: String,
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

/// The tone of an outcome: red when packets were lost, amber when the client was told why.
#[must_use]
pub const fn outcome_tone(outcome: Outcome) -> Tone {
    match outcome {
        Outcome::Connected | Outcome::Replied | Outcome::Sent => Tone::Allow,
        Outcome::Pending => Tone::Neutral,
        Outcome::Refused | Outcome::Reset | Outcome::NoPort => Tone::Warn,
        Outcome::Broken
        | Outcome::TimedOut
        | Outcome::NoReply
        | Outcome::Lost
        | Outcome::Unreachable => Tone::Deny,
    }
}

/// An outcome in a coloured box: `TIMED OUT`.
#[must_use]
pub fn outcome_tag(outcome: Outcome) -> (Tone, String) {
    let text = outcome.name().replace('_', " ").to_ascii_uppercase();
    (outcome_tone(outcome), text)
}
