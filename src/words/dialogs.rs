//! Texts of the dialogs and of the page that explains a damaged link.

/// The heading of the page for a link that cannot be read.
pub const LINK_DAMAGED: &str = "This link could not be opened";
/// Nothing is lost by a damaged link.
pub const NOTHING_CHANGED: &str = "Your own drawings are unchanged.";
/// Leaves the damaged link for the visitor's drawing.
pub const GO_TO_MY_DRAWING: &str = "Go to my drawing";
/// Leaves it for the first example.
pub const OPEN_SFTP_EXAMPLE: &str = "Open the SFTP example";
/// Folds out what could be read of a damaged link.
pub const READABLE_PART_SUMMARY: &str = "Show the part that could be read";
/// That part.
pub const READABLE_PART: &str = "The part that could be read";

/// The heading for a file that cannot be opened.
pub const NOT_OPENED: &str = "The file could not be opened";
/// Above the list of problems.
pub const PROBLEMS_IN_FILE: &str = "Your drawing is unchanged. Problems in the file:";

/// What to do with the lines that embed a drawing.
pub const EMBED_ABOUT: &str =
    "Paste this into your page. The drawing is part of the address; no server stores it.";
/// The format of these lines.
pub const HTML: &str = "HTML";
/// Copies a text to the clipboard.
pub const COPY: &str = "Copy";

/// The heading of the transcript.
pub const TRANSCRIPT: &str = "Transcript";
/// What the transcript is.
pub const TRANSCRIPT_ABOUT: &str =
    "Every event of the run, in the sentences that a screen reader announces.";
/// Saves the transcript as a file.
pub const DOWNLOAD: &str = "Download";

/// Above the list of shortcuts.
pub const SHORTCUTS_ABOUT: &str = "Shortcuts are off while you type.";
/// What each shortcut does, in the order of the list.
pub const SHORTCUT_MEANINGS: [&str; 18] = [
    "Play or pause",
    "Step back or forward one event",
    "Step within one connection",
    "Next verdict",
    "Go to the start or the end",
    "Undo; with Shift, redo",
    "Save file; with O, open one",
    "Tools: Select, Host, Subnet, VPC",
    "Connection, Security group, Network ACL, Gateway",
    "Note: edit the notes",
    "Use the tool on the focused item; with Shift, add it to the selection",
    "Move the focused item; with Shift, further; with Ctrl, resize",
    "Copy, cut, paste; between tabs too",
    "Duplicate; select all",
    "Delete the selection",
    "Cancel the gesture, the tool or the selection",
    "Zoom in, zoom out, zoom to fit",
    "Show this list",
];
/// Switches shortcuts of one letter on or off.
pub const SINGLE_LETTER_KEYS: &str = "Single-letter keys";
/// Leaves a question unanswered, or a change unmade.
pub const CANCEL: &str = "Cancel";
/// Answers the question of where a connection goes.
pub const CONNECT: &str = "Connect";

/// The heading for a file or an example that cannot be opened.
#[must_use]
pub fn not_opened(name: &str) -> String {
    format!("{name} could not be opened")
}
