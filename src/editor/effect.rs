//! What the world outside must do about an action.

/// One thing for the page to do. None of them comes back as a change of the drawing
/// except through a new action.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Another drawing is shown from now on: what was kept before belongs to another one.
    Opened,
    /// Keep the drawing for the next visit.
    Autosave(String),
    /// Put the share link into the address, and the whole address on the clipboard.
    Share(String),
    /// Take the link out of the address.
    ClearAddress,
    /// Say a sentence to whoever listens: the live region.
    Announce(String),
    /// Show a sentence for a moment.
    Toast(String),
    /// Explain, until it is closed, why a text could not be opened.
    Refused {
        /// The name it came under.
        name: String,
        /// Each problem with its place.
        problems: Vec<String>,
    },
    /// Put the keyboard's focus on the element of this id.
    Focus(String),
    /// Put it on a thing of the drawing, by its kind and id, if it is shown there.
    FocusThing(&'static str, String),
    /// Fetch an example and open its text.
    FetchExample(String),
    /// Simulate a scenario beside the page and send its run in pieces; no other is wanted.
    Run {
        /// Which run this is.
        number: u64,
        /// The scenario.
        text: String,
    },
    /// No run is wanted any more.
    StopRun,
    /// Hand over a file.
    Download {
        /// Its name.
        name: String,
        /// What it holds.
        text: String,
    },
}
