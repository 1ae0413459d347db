//! Header, session, camera, and the drawing with its lights and pills.

use std::rc::Rc;

use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::editor::view::frame::{CameraView, DamagedLinkView, HeaderView, SessionView};
use crate::editor::view::inspector::ComplaintView;
use crate::picture::drawing::Drawing;
use crate::picture::geometry::Point;
use crate::picture::layout::Shape;
use crate::picture::light::{Clock, Lights, Pill};
use crate::topology::Gate;
use crate::words;

/// The drawing is not shown larger than this by itself, nor smaller.
const FIT: std::ops::RangeInclusive<f64> = 0.05..=1.25;
const MARGIN: f64 = 24.0;
const NARROW_MARGIN: f64 = 12.0;
/// A narrow drawing is shown at least this large, and in part, rather than illegible.
const LEGIBLE: f64 = 0.8;

impl Editor {
    /// The header.
    #[must_use]
    pub fn header(&self) -> HeaderView {
        let title = &self.scenario.title;
        HeaderView {
            title: if title.is_empty() {
                words::page::UNTITLED.into()
            } else {
                title.clone()
            },
            edited: self.history.is_changed(),
            undo: self.history.undo_name().map(words::timeline::undo),
            redo: self.history.redo_name().map(words::timeline::redo),
        }
    }

    /// What is being done, apart from the document.
    #[must_use]
    pub const fn session(&self) -> SessionView {
        self.session
    }

    /// What is selected, if it is one thing.
    #[must_use]
    pub fn selected(&self) -> Option<Selection> {
        match &*self.selected {
            [only] => Some(only.clone()),
            _ => None,
        }
    }

    /// All that is selected.
    #[must_use]
    pub fn selection(&self) -> &[Selection] {
        &self.selected
    }

    /// What is wrong with the rule that is being typed.
    #[must_use]
    pub fn complaint(&self) -> Option<ComplaintView> {
        self.complaint.clone()
    }

    /// The link that could not be opened, as long as its page is shown.
    #[must_use]
    pub fn damaged_link(&self) -> Option<DamagedLinkView> {
        self.damaged.clone()
    }

    /// Whether the document is the visitor's own.
    #[must_use]
    pub const fn is_own(&self) -> bool {
        self.own
    }

    /// Where the camera is: put there, or so that the whole drawing is seen.
    #[must_use]
    pub fn camera(&self) -> CameraView {
        self.camera.unwrap_or_else(|| self.fit_camera())
    }

    /// Shows the whole drawing; of a narrow one on a low screen, what is selected.
    pub(in crate::editor) fn fit_camera(&self) -> CameraView {
        let narrow = self.run_data.shape == Shape::Narrow;
        let bounds = self.run_data.drawing.bounds;
        // On the screen, so that words at the rim of a large drawing have room too.
        let margin = if narrow { NARROW_MARGIN } else { MARGIN };
        let (width, height) = self.size;
        let share = |screen: f64, drawn: f64| (screen - 2.0 * margin).max(1.0) / drawn.max(1.0);
        let (across, along) = (share(width, bounds.width), share(height, bounds.height));
        let least = if narrow {
            LEGIBLE.min(across)
        } else {
            *FIT.start()
        };
        let zoom = across.min(along).max(least).clamp(*FIT.start(), *FIT.end());
        let bounds = bounds.grown(margin / zoom);
        let mut middle = bounds.center();
        let seen = height / zoom;
        if seen < bounds.height {
            let focus = self.focus().map_or(bounds.y, |focus| focus.y);
            middle.y = focus.clamp(bounds.y + seen / 2.0, bounds.bottom() - seen / 2.0);
        }
        let offset = Point::new(
            width / 2.0 - middle.x * zoom,
            height / 2.0 - middle.y * zoom,
        );
        CameraView { zoom, offset }
    }

    /// Where what is selected is drawn; of a packet, where it was stopped.
    fn focus(&self) -> Option<Point> {
        match self.selected.first()? {
            Selection::Packet(number) => {
                let topology = &self.run_data.run.trace.start;
                match self.run_data.packet(*number)?.drop?.gate {
                    Gate::Groups(at) => {
                        self.middle(&Selection::Host(topology.host(at).name.to_string()))
                    }
                    Gate::Acl { subnet, .. } => {
                        self.middle(&Selection::Gate(topology.subnet(subnet).name.to_string()))
                    }
                    Gate::RouteTable { .. } | Gate::Gateway(_) | Gate::Network => None,
                }
            }
            other => self.middle(other),
        }
    }

    /// Everything that stands still.
    #[must_use]
    pub fn drawing(&self) -> &Drawing {
        &self.run_data.drawing
    }

    /// What the moment adds to it.
    #[must_use]
    pub fn lights(&self) -> Rc<Lights> {
        self.run_data.journeys.lights(self.playhead.entry)
    }

    /// What connections do at each host, with the time left.
    #[must_use]
    pub fn clocks(&self) -> Vec<Clock> {
        self.run_data.journeys.clocks(self.playhead)
    }

    /// Packets under way, and those that lie where they were dropped, as far as they are on
    /// the screen; from afar without words.
    #[must_use]
    pub fn pills(&self) -> Vec<Pill> {
        let journeys = &self.run_data.journeys;
        if self.camera().is_afar() {
            journeys.dots(self.playhead)
        } else {
            journeys.pills_in(self.playhead, self.seen())
        }
    }

    /// What a screen reader says of one of them.
    #[must_use]
    pub fn pill_name(&self, pill: &Pill) -> String {
        self.run_data.journeys.name(self.playhead, pill)
    }
}
