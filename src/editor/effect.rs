//! What the world outside must do about an action.

/// One thing for the page to do. None of them comes back as a change of the drawing
/// except through a new action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Keep the drawing for the next visit.
    Save(String),
    /// Put a text on the clipboard, then say how it went.
    Copy {
        /// What to copy.
        text: String,
        /// What to say when it is there.
        said: String,
    },
    /// Put the share link into the address.
    SetAddress(String),
    /// Say a sentence to whoever listens: the live region.
    Announce(String),
    /// Show a sentence for a moment.
    Toast(String),
    /// Fetch an example and open its text.
    FetchExample(String),
    /// Hand over a file.
    Download {
        /// Its name.
        name: String,
        /// What it holds.
        text: String,
    },
}
