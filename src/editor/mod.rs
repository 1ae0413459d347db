//! The application without a screen: what can be done, and what there is to see.
//!
//! [`Editor::update`] takes one [`Action`](action::Action) whole and gives back what the
//! world outside must do ([`Effect`](effect::Effect)). The page reads [`view`]s and holds
//! no rule of the network. The document in an editor always compiles: an edit that
//! would break it is refused with the reason.

pub mod action;
mod edit;
pub mod effect;
mod gesture;
mod history;
pub mod keys;
mod network_edit;
mod opening;
mod panel;
mod played;
pub mod shelf;
pub mod target;
mod timeline;
mod update;
pub mod view;
mod whole;

pub use edit::Edit;
pub use history::History;
pub use opening::{EXAMPLES, title_of};
pub use timeline::Timeline;

use gesture::Gesture;
use played::Played;
use target::Target;
use view::Revisions;
use view::frame::{CameraView, DamagedLinkView, SessionView};
use view::inspector::ComplaintView;
use view::timeline::{SPEEDS, TransportView};

use crate::picture::Place;
use crate::scenario::{Scenario, ViewState};

/// The whole application.
#[derive(Debug)]
pub struct Editor {
    scenario: Scenario,
    history: History,
    /// The last run, with all that is read from it.
    played: Played,
    timeline: Timeline,
    place: Place,
    transport: TransportView,
    reduced_motion: bool,
    /// Whether what is opened begins to play by itself.
    autoplay: bool,
    /// Show time that playing with reduced motion has saved up for its next jump.
    waiting: f64,
    session: SessionView,
    selected: Option<Target>,
    complaint: Option<ComplaintView>,
    gesture: Gesture,
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
        let mut editor = Self {
            scenario: Scenario::default(),
            history: History::default(),
            played: Played::default(),
            timeline: Timeline::default(),
            place: Place::default(),
            transport: TransportView {
                playing: false,
                speed: 3,
                skip_idle: true,
            },
            reduced_motion,
            autoplay,
            waiting: 0.0,
            session: SessionView::default(),
            selected: None,
            complaint: None,
            gesture: Gesture::default(),
            size: (1036.0, 584.0),
            camera: None,
            damaged: None,
            own: false,
            revisions: Revisions::default(),
        };
        editor
            .show(opening::first_scenario(), false)
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
    pub const fn place(&self) -> Place {
        self.place
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
            t: Some(timeline::simulated(&self.played.run.trace, self.place)),
            e: u32::try_from(self.place.entry)
                .ok()
                .filter(|&entry| entry > 0),
            sel: self.selected.as_ref().map(|target| {
                let (kind, id) = target.name();
                format!("{kind}-{id}")
            }),
        };
        let view = if self.place.entry == 0 {
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
