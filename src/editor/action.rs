//! Everything that a person or the passing of show time can do.

use super::target::{Sheet, Target, Tool, Way};
use crate::picture::geometry::Point;

/// One thing done. Each is handled whole before the next.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Moves the playhead by show time, while playing.
    Advance {
        /// Milliseconds on the wall since the last frame.
        milliseconds: f64,
    },
    /// Starts or stops playing; at the end it starts again from the beginning.
    TogglePlaying,
    /// Moves the playhead.
    Move(Step),
    /// Puts the playhead at a place of the track, from 0 to 1.
    Seek(f64),
    /// Puts the playhead at the first event at or after a time, in microseconds.
    SeekTime(u64),
    /// Sets how fast show time runs; an index into the speeds of the view.
    SetSpeed(usize),
    /// Whether silences are shown shortened.
    SetSkipIdle(bool),
    /// Whether the visitor asked for less motion: playing then jumps from event to event.
    SetReducedMotion(bool),

    /// Selects, or selects nothing.
    Select(Option<Target>),
    /// Takes up a tool.
    ChooseTool(Tool),
    /// Shows a sheet on a narrow screen.
    ShowSheet(Sheet),
    /// Tells the size of the drawing's place on the screen, in pixels.
    Resize {
        /// Its width.
        width: f64,
        /// Its height.
        height: f64,
    },
    /// Moves the camera by pixels.
    Pan {
        /// To the right.
        x: f64,
        /// Downwards.
        y: f64,
    },
    /// Brings the drawing nearer, about a point of the screen that stays where it is.
    Zoom {
        /// Above 1 is nearer.
        factor: f64,
        /// In pixels; the middle when absent.
        about: Option<Point>,
    },
    /// Shows the whole drawing.
    Fit,
    /// Something the pointer did on the drawing.
    Pointer(Pointer),
    /// Moves what is selected by steps of the grid.
    Nudge {
        /// To the right.
        x: i32,
        /// Downwards.
        y: i32,
    },
    /// Takes what is selected out of the drawing.
    Delete,

    /// Tells what stands in the box for a new rule, to be checked while it is typed.
    TypeRule {
        /// An ACL's or a group's id.
        gate: String,
        /// Which of its two lists.
        way: Way,
        /// The rule as typed.
        text: String,
    },
    /// Adds the rule as typed, if it is one.
    AddRule {
        /// An ACL's or a group's id.
        gate: String,
        /// Which of its two lists.
        way: Way,
        /// The rule as typed.
        text: String,
    },
    /// Removes a rule.
    RemoveRule {
        /// An ACL's or a group's id.
        gate: String,
        /// Which of its two lists.
        way: Way,
        /// Its place in the list.
        index: usize,
    },
    /// Takes back the last edit.
    Undo,
    /// Does it again.
    Redo,

    /// Asks for an example.
    OpenExample(String),
    /// Shows the scenario in a file or an example.
    OpenText {
        /// The name it came under.
        name: String,
        /// What it holds.
        text: String,
        /// Where it came from.
        origin: Origin,
    },
    /// Shows the scenario in an address, which begins behind the `#`.
    OpenLink(String),
    /// Leaves the page that explains a damaged link.
    LeaveDamagedLink,
    /// Makes a link to the drawing and copies it.
    ShareLink,
    /// Saves the drawing as a file.
    Export,

    /// Begins an empty drawing.
    New {
        /// What it is called.
        title: String,
    },
    /// Gives the drawing another title.
    Rename(String),
    /// Shows what another tab has made of this drawing.
    Follow(String),
}

/// Where a text that is opened came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// An example. It becomes the visitor's own with the first edit.
    Example,
    /// A file of the visitor's, which is to be kept from now on.
    File,
    /// What was kept on the last visit.
    Kept,
}

/// Where the playhead goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// To the beginning.
    Start,
    /// To the end.
    End,
    /// An event back.
    Back,
    /// An event on.
    Forward,
    /// To the event before this one in the same flow.
    BackInFlow,
    /// To the next event of the same flow.
    ForwardInFlow,
    /// To the next verdict.
    NextVerdict,
}

/// What the pointer did, in the drawing's own units.
#[derive(Clone, Debug, PartialEq)]
pub enum Pointer {
    /// It was pressed, perhaps on something.
    Down {
        /// Where.
        at: Point,
        /// On what.
        on: Option<Target>,
    },
    /// It moved while pressed.
    Drag(Point),
    /// It was let go.
    Up(Point),
    /// The gesture was given up.
    Cancel,
}
