//! Labels of the page's frame: header, tools, timeline, Details, notices.
//!
//! `index.html` shows most of these before the program has loaded, so it holds them a
//! second time; `tests/architecture.rs` fails when the two differ.

/// The title of the browser tab before a drawing is open.
pub const TAB_TITLE: &str = "Portcullis: watch packets meet security groups and network ACLs";
/// What search engines show below the title.
pub const DESCRIPTION: &str = "Watch a packet's ports, see which gate let it pass or stopped it, and why: AWS security groups, network ACLs and ephemeral ports, simulated in your browser.";
/// The name of the product.
pub const PRODUCT: &str = "Portcullis";
/// The link behind the logo.
pub const START_PAGE: &str = "Portcullis, start page";

// Header.

/// Leaves a shared drawing for the visitor's own.
pub const BACK_TO_MY_DRAWING: &str = "Back to my drawing";
/// The menu of the visitor's drawings.
pub const DRAWINGS: &str = "Drawings";
/// The menu of examples.
pub const EXAMPLES: &str = "Examples";
/// Undoes the last edit.
pub const UNDO: &str = "Undo";
/// Redoes the last edit undone.
pub const REDO: &str = "Redo";
/// Opens a scenario file.
pub const OPEN: &str = "Open";
/// Saves the scenario as a file, or a changed rule.
pub const SAVE: &str = "Save";
/// Shows the lines that embed the drawing in another page.
pub const EMBED: &str = "Embed";
/// Switches between light and dark.
pub const THEME: &str = "Theme";
/// The tooltip of [`THEME`].
pub const THEME_TITLE: &str = "Theme: light or dark";
/// Copies a link to the drawing.
pub const SHARE_LINK: &str = "Share link";
/// The header's buttons on a phone.
pub const MENU: &str = "Menu";
/// Starts an empty drawing.
pub const NEW_DRAWING: &str = "New drawing";
/// Opens a scenario file, where there is room for two words.
pub const OPEN_FILE: &str = "Open file";
/// Saves the scenario as a file, where there is room for two words.
pub const SAVE_FILE: &str = "Save file";
/// The heading of the list of drawings.
pub const YOUR_DRAWINGS: &str = "Your drawings";
/// The list of drawings while it is empty.
pub const NO_DRAWINGS: &str =
    "None yet. What you draw is saved here automatically, in this browser only.";
/// Renames a drawing.
pub const RENAME: &str = "Rename";
/// Renames the drawing with this title.
pub const RENAME_ONE: &str = "Rename $title";
/// Deletes a drawing or a rule.
pub const DELETE: &str = "Delete";
/// Deletes the drawing with this title.
pub const DELETE_ONE: &str = "Delete $title";
/// The field of a drawing's new name.
pub const NAME: &str = "Name";
/// Said after a drawing was deleted, beside a button that brings it back.
pub const DELETED_ONE: &str = "Deleted “$title”";

// Tools.

/// The toolbar.
pub const TOOLS: &str = "Tools";
/// The tools' names, each followed by its tooltip with the key.
pub const TOOL_NAMES: [[&str; 2]; 9] = [
    ["Select", "Select (V)"],
    ["Host", "Host (H)"],
    ["Subnet", "Subnet (N)"],
    ["VPC", "VPC (P)"],
    ["Connection", "Connection (C)"],
    ["Security group", "Security group (G)"],
    ["Network ACL", "Network ACL (A)"],
    ["Gateway", "Gateway (I)"],
    ["Note", "Note (T)"],
];
/// The kinds of gateway that the Gateway tool places.
pub const GATEWAY_KINDS: [&str; 3] = ["Internet", "NAT", "Peering"];
/// Zooms in.
pub const ZOOM_IN: &str = "Zoom in";
/// Zooms out.
pub const ZOOM_OUT: &str = "Zoom out";
/// Zooms so that the whole drawing is visible.
pub const FIT: &str = "Fit";
/// The tooltip of [`FIT`].
pub const FIT_TITLE: &str = "Zoom to fit";
/// The dialog of keyboard shortcuts.
pub const SHORTCUTS: &str = "Keyboard shortcuts";
/// The tooltip of its button.
pub const SHORTCUTS_TITLE: &str = "Keyboard shortcuts (?)";

// Diagram.

/// The landmark of the drawing.
pub const DIAGRAM: &str = "Network diagram";
/// The drawing inside the landmark.
pub const DRAWING: &str = "Drawing";
/// Describes the still picture that is shown while the program loads.
pub const STILL_PICTURE: &str =
    "A laptop's packet reaches a server; a network ACL drops the reply.";
/// What is written in the still picture.
pub const STILL_NAMES: [&str; 4] = ["laptop", "203.0.113.10", "sftp", "10.0.1.20"];
/// Shown while the program loads.
pub const LOADING: &str = "Loading the playground …";
/// Shown where scripts are off.
pub const NEEDS_JAVASCRIPT: &str =
    "Portcullis runs in the browser and needs JavaScript. Nothing you draw leaves this page.";
/// An empty drawing.
pub const EMPTY_DRAWING: &str =
    "Nothing drawn yet. Pick a tool, VPC (P) or Host (H), and click anywhere, or open an example.";
/// The tooltip of [`EDITS_APPLY_NOW`].
pub const APPLY_FROM_START_AGAIN: &str = "Apply edits from the start again";
/// Shown while edits apply at the playhead.
pub const EDITS_APPLY_NOW: &str = "Edits apply at this moment";
/// Hides the ghost of the run before the last edit.
pub const HIDE_PREVIOUS_RUN: &str = "Hide the previous run";
/// Shown while a file is dragged over the page.
pub const DROP_FILE: &str = "Drop the file to open it";
/// The file picker.
pub const SCENARIO_FILE: &str = "Scenario file";

// Notices about saving.

/// The browser's storage is full.
pub const NOT_SAVED_FULL: &str = "Not saved: the browser’s storage for this page is full.";
/// The browser refuses storage.
pub const NOT_SAVED_FORBIDDEN: &str = "Not saved: this browser doesn’t let this page store data.";
/// The list of drawings is full.
pub const NOT_SAVED_MANY: &str = "Not saved: you already have 200 drawings, the maximum.";
/// What to do about any of them.
pub const SAVE_AS_FILE: &str = "Save it as a file before you close this page.";
/// Tries to save again.
pub const TRY_AGAIN: &str = "Try again";
/// Closes a notice or a dialog.
pub const CLOSE: &str = "Close";
/// Two tabs changed one drawing.
pub const CONFLICT: &str = "Another tab changed this drawing too. Your version is not saved yet.";
/// Keeps this tab's version beside the other.
pub const KEEP_BOTH: &str = "Keep both";
/// Shows the other tab's version.
pub const SHOW_OTHER: &str = "Show the other version";
/// Another tab deleted the drawing.
pub const DELETED_ELSEWHERE: &str = "This drawing was deleted in another tab.";
/// Saves it again.
pub const KEEP_IT: &str = "Keep it";

// Timeline.

/// The landmark of the timeline.
pub const TIMELINE: &str = "Timeline";
/// Goes to the start.
pub const RESTART: &str = "Restart";
/// The tooltip of [`RESTART`].
pub const RESTART_TITLE: &str = "Restart (Home)";
/// Goes back one event.
pub const STEP_BACK: &str = "Step back";
/// The tooltip of [`STEP_BACK`].
pub const STEP_BACK_TITLE: &str = "Step back (left arrow)";
/// Starts playback.
pub const PLAY: &str = "Play";
/// Stops playback; also the heading of the list of pause points.
pub const PAUSE: &str = "Pause";
/// Goes forward one event.
pub const STEP_FORWARD: &str = "Step forward";
/// The tooltip of [`STEP_FORWARD`].
pub const STEP_FORWARD_TITLE: &str = "Step forward (right arrow)";
/// Shown while a worker simulates a long run.
pub const SIMULATING: &str = "Simulating the rest …";
/// The slider.
pub const PLAYHEAD: &str = "Playhead";
/// The choice of speed.
pub const SPEED: &str = "Speed";
/// Shortens silences.
pub const SKIP_IDLE: &str = "Skip idle";
/// Starts again at the end.
pub const LOOP: &str = "Loop";
/// The menu of playback.
pub const PLAYBACK_OPTIONS: &str = "Playback options";
/// The tooltip of [`PLAYBACK_OPTIONS`].
pub const PLAYBACK_OPTIONS_TITLE: &str = "Loop, pause points, transcript";
/// Opens the transcript.
pub const TRANSCRIPT_MENU: &str = "Transcript …";
/// Opens an embedded drawing in the full page.
pub const OPEN_FULL: &str = "Open in Portcullis";

// Details and Inspector.

/// The two panels on a phone.
pub const SHEETS: &str = "Sheets";
/// The landmark of the tables.
pub const DETAILS: &str = "Details";
/// The landmark of the selection.
pub const INSPECTOR: &str = "Inspector";
/// The filter above the packets.
pub const FILTER_PACKETS: &str = "Filter packets";
/// Examples of filters.
pub const FILTER_EXAMPLES: &str = "port 22, host sftp, blocked, flow c1";
/// The columns of the packets.
pub const PACKET_COLUMNS: [&str; 7] = [
    "#",
    "Time",
    "Source",
    "Destination",
    "Proto",
    "Info",
    "Verdict",
];
/// The names of the tabs in Details.
pub const TABS: [&str; 7] = [
    "Packets",
    "Sequence",
    "Sockets",
    "Tracked connections",
    "Ephemeral ports",
    "Flow logs",
    "Reachability",
];
/// The table of packets while it is empty.
pub const NO_PACKETS: &str = "No packet is sent in this scenario.";
/// The table of packets while no row matches the filter.
pub const NO_PACKET_MATCHES: &str = "No packet matches this filter.";
/// Shows a lane for each gate in the sequence.
pub const GATES: &str = "Gates";
/// Shows earlier packets of the sequence.
pub const EARLIER: &str = "Earlier";
/// Shows later packets of the sequence.
pub const LATER: &str = "Later";
/// The undo button while there is nothing to undo.
pub const NOTHING_TO_UNDO: &str = "Nothing to undo";
/// The redo button while there is nothing to redo.
pub const NOTHING_TO_REDO: &str = "Nothing to redo";
/// The title of a new drawing.
pub const UNTITLED: &str = "Untitled";

/// The button of a packet's row, for screen readers.
#[must_use]
pub fn packet_row(number: u64) -> String {
    format!("packet {number}")
}
