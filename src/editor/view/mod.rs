//! What there is to see: plain data, compared to decide what is drawn anew.
//!
//! Every text in a view is ready to be shown. The drawing itself is
//! [`Drawing`](crate::picture::drawing::Drawing), lit by
//! [`Lights`](crate::picture::light::Lights), crossed by
//! [`Pill`](crate::picture::light::Pill)s.

pub mod details;
pub mod form;
pub mod frame;
pub mod header;
pub mod hint;
pub mod inspector;
pub mod preview;
pub mod prompt;
pub mod rules;
pub mod table;
pub mod text;
pub mod timeline;

/// How often each slice of the application has changed. A view is built anew only when
/// the count of its slice has moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Revisions {
    /// The document, and with it the trace.
    pub document: u64,
    /// Which event the playhead stands at.
    pub entry: u64,
    /// The same for what is read and not watched: tables and sentences, of which nobody
    /// reads sixty in a second. While time passes it follows a little behind.
    pub playhead_throttled: u64,
    /// Exactly where the playhead stands.
    pub playhead: u64,
    /// Selection, tool, sheets, what is being typed.
    pub session: u64,
    /// Camera.
    pub camera: u64,
    /// What a gesture shows before it is an edit.
    pub gesture: u64,
    /// Where things stand: with the document, and while they are being moved.
    pub drawing: u64,
}

/// One slice, named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slice {
    /// See [`Revisions::document`].
    Document,
    /// See [`Revisions::entry`].
    Entry,
    /// See [`Revisions::playhead_throttled`].
    PlayheadThrottled,
    /// See [`Revisions::playhead`].
    Playhead,
    /// See [`Revisions::session`].
    Session,
    /// See [`Revisions::camera`].
    Camera,
    /// See [`Revisions::gesture`].
    Gesture,
    /// See [`Revisions::drawing`].
    Drawing,
}
