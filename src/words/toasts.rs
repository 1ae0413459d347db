//! Toasts of the page: what happened to a file, a link, the clipboard or a saved drawing.

/// A text is on the clipboard.
pub const COPIED: &str = "Copied";
/// The clipboard is refused, and the text can be selected instead.
pub const SELECT_AND_COPY: &str = "The browser blocks the clipboard; select the text and copy it";
/// The clipboard is refused.
pub const CLIPBOARD_BLOCKED: &str = "The browser blocks the clipboard";
/// The clipboard is refused, and the link is in the address bar.
pub const LINK_IN_ADDRESS_BAR: &str =
    "The browser blocks the clipboard; copy the link from the address bar";
/// An example did not load.
pub const EXAMPLE_NOT_LOADED: &str =
    "The example could not be loaded; check your connection and try again";
/// A file did not load.
pub const FILE_NOT_READ: &str = "The file could not be read";
/// The drawing is saved after all.
pub const SAVED: &str = "Saved";
/// The drawing is not saved, also after another try.
pub const STILL_NOT_SAVED: &str = "Still not saved";
/// The other tab's version is of a newer release, or damaged.
pub const OTHER_VERSION_UNREADABLE: &str =
    "This page can’t read the other version; reload the page, or keep both";
/// A drawing kept its name.
pub const NOT_RENAMED: &str = "The drawing could not be renamed";
/// A drawing was not deleted.
pub const NOT_DELETED: &str = "The drawing could not be deleted";
/// A drawing that is not stored.
pub const IN_THIS_TAB_ONLY: &str = "Not saved, in this tab only";
/// A drawing without a time at which it was saved.
pub const FROM_EARLIER_VERSION: &str = "Saved by an earlier version";
/// A drawing that this release cannot read.
pub const UNREADABLE_DRAWING: &str = "Unreadable drawing";
/// The name of what the browser stored, if it cannot be opened.
pub const STORED_DRAWING: &str = "The drawing stored in this browser";
/// The state of the drawing: not stored.
pub const NOT_SAVED: &str = "not saved";
/// The state of the drawing: about to be stored.
pub const EDITED: &str = "edited";

/// A file was saved.
#[must_use]
pub fn downloaded(name: &str) -> String {
    format!("{name} is in your downloads")
}

/// A link is on the clipboard; `is_long`: some programs truncate it.
#[must_use]
pub fn link_copied(length: usize, is_long: bool) -> String {
    let advice = if is_long {
        "; some programs truncate links this long, so send a file instead (Save)"
    } else {
        ""
    };
    format!("Link copied, {length} characters{advice}")
}

/// The query parameter `t` of an address is no time.
#[must_use]
pub fn time_ignored(text: &str) -> String {
    format!("Portcullis ignores t={text}: write a number of seconds, for example 2.4")
}

/// A drawing of the list was opened.
#[must_use]
pub fn opened(title: &str) -> String {
    format!("Opened: {title}")
}

/// When a drawing was saved, from words such as "3 minutes ago".
#[must_use]
pub fn saved_when(ago: &str) -> String {
    format!("Saved {ago}")
}

/// The state of the drawing while `tabs` tabs show it.
#[must_use]
pub fn saved_in_tabs(tabs: usize) -> String {
    format!("saved, in {tabs} tabs")
}

/// Both versions of a conflict are kept, this one under a new title.
#[must_use]
pub fn both_kept(title: &str) -> String {
    format!("Both versions are kept; this one is now {title}")
}
