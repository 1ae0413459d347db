//! The application without a screen: what can be done, and what there is to see.
//!
//! [`Editor::update`] takes one [`Action`](action::Action) whole and gives back what the
//! world outside must do ([`Effect`](effect::Effect)). The page reads [`view`]s and holds
//! no rule of the network. The document in an editor always compiles: an edit that
//! would break it is refused with the reason.

pub mod action;
mod apply_edit;
mod arrange;
mod background_run;
mod camera;
mod clipboard;
mod completion;
mod default_scenario;
mod document_ops;
mod edit;
pub mod effect;
mod file_actions;
mod filter;
pub mod form;
mod ghost;
mod history;
pub mod keys;
pub mod library;
mod live_edit;
mod opening;
mod panel;
pub mod pause_points;
mod playback;
mod rebuilt;
mod replay;
pub mod rules;
mod run_data;
mod selected;
pub mod selection;
mod timeline;
mod tool;
mod update;
pub mod view;

pub use edit::Edit;
pub use history::History;
pub use live_edit::ApplyMode;
pub use opening::{EXAMPLES, title_of};
pub use timeline::Timeline;

use background_run::{BackgroundRun, Outcomes, ResumePoint};
use filter::Filter;
use form::Forms;
use ghost::Ghost;
use pause_points::PausePoint;
use playback::TableThrottle;
use replay::Replay;
use rules::RulesState;
use run_data::RunData;
use selected::Selected;
use selection::Selection;
use tool::{Gesture, Prompt};
use view::Revisions;
use view::frame::{CameraView, DamagedLinkView, SessionView};
use view::inspector::ComplaintView;
use view::rules::CompletionView;
use view::timeline::{SPEEDS, TransportView};

use crate::picture::Playhead;
use crate::scenario::{Scenario, ViewState};

/// The whole application.
#[derive(Clone, Debug)]
pub struct Editor {
    scenario: Scenario,
    history: History,
    /// The last run, with all that is read from it.
    run_data: RunData,
    /// The same run, to be looked into at the playhead.
    replay: Replay,
    /// The run whose end is simulated elsewhere, how many were, and what the last edit was.
    background_run: Option<BackgroundRun>,
    runs: u64,
    edited: Option<(String, Outcomes)>,
    /// The first packet of the sequence, if somebody has paged in it.
    sequence_from: Option<usize>,
    /// Where the playhead belongs once the run is whole.
    resume: Option<ResumePoint>,
    /// The run before the last edit, to compare with.
    ghost: Option<Ghost>,
    timeline: Timeline,
    /// Which packets the table shows.
    filter: Filter,
    playhead: Playhead,
    transport: TransportView,
    /// At what playing stops by itself.
    pause: PausePoint,
    reduced_motion: bool,
    /// Whether what is opened begins to play by itself.
    autoplay: bool,
    /// Show time that playing with reduced motion has saved up for its next jump.
    waiting: f64,
    table_throttle: TableThrottle,
    session: SessionView,
    selected: Selected,
    complaint: Option<ComplaintView>,
    forms: Forms,
    /// The table of rules that is shown.
    table: RulesState,
    completion: Option<CompletionView>,
    gesture: Gesture,
    /// The first end of what is being drawn by turns.
    link_source: Option<Selection>,
    /// A question that is open.
    prompt: Option<Prompt>,
    /// The two hosts that a typed answer to it is about.
    typed_for: Option<(String, String)>,
    /// Size of the drawing's place on the screen, in pixels.
    size: (f64, f64),
    /// Where the visitor has put the camera; none: the whole drawing is shown.
    camera: Option<CameraView>,
    damaged: Option<DamagedLinkView>,
    /// Whether the document belongs to the visitor and is kept for the next visit.
    own: bool,
    revisions: Revisions,
}

impl Default for Editor {
    fn default() -> Self {
        Self::new(true, false)
    }
}

impl Editor {
    /// The application with its first scenario. Where it does not play by itself it stands
    /// at the beginning, and with reduced motion at the first drop.
    #[must_use]
    pub fn new(autoplay: bool, reduced_motion: bool) -> Self {
        let run_data = RunData::default();
        let mut editor = Self {
            scenario: Scenario::default(),
            history: History::default(),
            replay: Replay::new(std::rc::Rc::clone(&run_data.setup)),
            run_data,
            background_run: None,
            runs: 0,
            edited: None,
            resume: None,
            sequence_from: None,
            ghost: None,
            timeline: Timeline::default(),
            filter: Filter::default(),
            playhead: Playhead::default(),
            transport: TransportView {
                playing: false,
                speed: 3,
                skip_idle: true,
                looping: false,
            },
            pause: PausePoint::Never,
            reduced_motion,
            autoplay,
            waiting: 0.0,
            table_throttle: TableThrottle::default(),
            session: SessionView {
                ladder_gates: true,
                ..SessionView::default()
            },
            selected: Selected::nothing(),
            complaint: None,
            forms: Forms::default(),
            table: RulesState::default(),
            completion: None,
            gesture: Gesture::default(),
            link_source: None,
            prompt: None,
            typed_for: None,
            size: (1036.0, 584.0),
            camera: None,
            damaged: None,
            own: false,
            revisions: Revisions::default(),
        };
        editor
            .show(default_scenario::scenario(), false)
            .expect("the first example compiles, and a test opens it");
        editor
    }

    /// The document.
    #[must_use]
    pub const fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// Where the playhead stands.
    #[must_use]
    pub const fn playhead_position(&self) -> Playhead {
        self.playhead
    }

    /// How often each slice has changed.
    #[must_use]
    pub const fn revisions(&self) -> Revisions {
        self.revisions
    }

    /// The part of a share link from `z1.` on, with the playhead in it.
    #[must_use]
    pub fn link(&self) -> String {
        let view = ViewState {
            t: Some(timeline::simulated(&self.run_data.run.trace, self.playhead)),
            e: u32::try_from(self.playhead.entry)
                .ok()
                .filter(|&entry| entry > 0),
            sel: self.selected().map(|target| {
                let (kind, id) = target.name();
                format!("{kind}-{id}")
            }),
        };
        let view = if self.playhead.entry == 0 {
            ViewState::default()
        } else {
            view
        };
        let codec = crate::scenario::Codec::Deflated;
        self.scenario
            .link_with(None, codec, &view)
            .trim_start_matches('#')
            .to_owned()
    }

    fn speed(&self) -> f64 {
        SPEEDS
            .get(self.transport.speed)
            .map_or(1.0, |(speed, _)| *speed)
    }
}
