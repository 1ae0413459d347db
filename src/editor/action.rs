//! Everything that a person or the passing of show time can do.

use super::form::FormAction as FormStep;
use super::live_edit::ApplyMode;
use super::rules::RuleAction;
use super::selection::{GatewayTool, Selection, Sheet, Tool};
use super::view::table::Tab;
use crate::picture::geometry::Point;
use crate::policy::Direction;

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
    Move(PlayheadMove),
    /// Puts the playhead at a place of the track, from 0 to 1.
    Seek(f64),
    /// Puts the playhead at the first event at or after a time, in microseconds.
    SeekTime(u64),
    /// Sets how fast show time runs; an index into the speeds of the view.
    SetSpeed(usize),
    /// Whether playing begins again at the end.
    SetLooping(bool),
    /// Chooses where playing stops by itself, by its place in the list.
    PauseAt(usize),
    /// Whether silences are shown shortened.
    SetSkipIdle(bool),
    /// Whether the visitor asked for less motion: playing then jumps from event to event.
    SetReducedMotion(bool),

    /// Selects, or selects nothing.
    Select(Option<Selection>),
    /// Selects something too, or no longer.
    AlsoSelect(Selection),
    /// Selects every host, subnet, VPC and gateway.
    SelectAll,
    /// Takes up a tool.
    ChooseTool(Tool),
    /// Chooses what the Gateway tool places.
    ChooseGateway(GatewayTool),
    /// Uses the tool in hand on a thing, or on nothing, without a pointer.
    Use(Option<Selection>),
    /// Answers the question that is open, by the place of the answer.
    AnswerPrompt(usize),
    /// Answers it in words.
    AnswerPromptTyped(String),
    /// Leaves the question open.
    ClosePrompt,
    /// Gives up what is going on: a gesture, a question, a tool, the selection.
    Escape,
    /// Shows only the packets that meet these conditions.
    SetFilter(String),
    /// Shows only the flow of the packet that is selected, or all again.
    FollowFlow,
    /// Shows a tab of the Details.
    ShowTab(Tab),
    /// Whether gates have rails of their own in the sequence.
    ShowLadderGates(bool),
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
    /// Draws what is selected a second time.
    Duplicate,
    /// Draws what is in the text of a scenario.
    Paste(String),

    /// Tells what stands in the box for a new rule, to be checked while it is typed.
    TypeRule {
        /// An ACL's or a group's id.
        gate: String,
        /// Which of its two lists.
        direction: Direction,
        /// The rule as typed.
        text: String,
        /// How many characters stand before the caret; none when nothing is to be offered.
        caret: Option<usize>,
    },
    /// Adds the rule as typed, if it is one.
    AddRule {
        /// An ACL's or a group's id.
        gate: String,
        /// Which of its two lists.
        direction: Direction,
        /// The rule as typed.
        text: String,
    },
    /// Removes a rule.
    RemoveRule {
        /// An ACL's or a group's id.
        gate: String,
        /// Which of its two lists.
        direction: Direction,
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
        origin: DocumentSource,
    },
    /// Shows the scenario in an address, which begins behind the `#`.
    OpenLink(String),
    /// Leaves the page that explains a damaged link.
    LeaveDamagedLink,
    /// Makes a link to the drawing and copies it.
    ShareLink,
    /// Saves the drawing as a file.
    Save,

    /// Resizes the container that is selected by steps of the grid.
    Stretch {
        /// The right border to the right.
        x: i32,
        /// The lower border downwards.
        y: i32,
    },
    /// Brings a place of the drawing into the middle of the screen.
    LookAt(Point),
    /// Does something in a form of the Inspector.
    Form {
        /// The thing that the form is about; none: the scenario.
        of: Option<Selection>,
        /// What.
        step: FormStep,
    },
    /// Does something in the table of a gate's rules.
    Rules {
        /// An ACL's or a group's id.
        gate: String,
        /// Which of its two lists.
        direction: Direction,
        /// What.
        step: RuleAction,
    },
    /// Begins an empty drawing.
    New {
        /// What it is called.
        title: String,
    },
    /// Gives the drawing another title.
    Rename(String),
    /// Shows what another tab has made of this drawing.
    AdoptFromOtherTab(String),
    /// Edits hold from the start, or from the moment at which they are made.
    ApplyEdits(ApplyMode),
    /// Compares with the run before the last edit no longer.
    HideGhost,
    /// Shows earlier packets in the sequence, or later ones.
    PageSequence {
        /// Whether later ones.
        later: bool,
    },
    /// A piece of a run that was asked for has come, as bytes.
    RunChunk {
        /// Which run.
        number: u64,
        /// What it says.
        bytes: Vec<u8>,
    },
    /// A run that was asked for cannot be had from elsewhere.
    RunFallback(u64),
}

/// Where a text that is opened came from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentSource {
    /// An example. It becomes the visitor's own with the first edit.
    Example,
    /// A file of the visitor's, which is to be kept from now on.
    File,
    /// What was kept on the last visit.
    Kept,
}

/// Where the playhead goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PlayheadMove {
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
        on: Option<Selection>,
        /// Whether shift was held: it is selected besides what is selected.
        extend: bool,
    },
    /// It moved while pressed.
    Drag(Point),
    /// It was let go.
    Up(Point),
    /// The gesture was given up.
    Cancel,
}
