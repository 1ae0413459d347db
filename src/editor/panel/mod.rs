//! Panels: what the page shows, read from the document, the run and the playhead.

mod changes;
mod frame;
mod header;
mod highlight;
mod host;
mod packet;
mod packets;
mod rules;
mod sequence;
mod summary;
mod tables;

pub(super) use tables::Reachability;
mod time;

use super::Editor;
use super::selection::Selection;
use super::view::inspector::InspectorView;
use super::view::text::{Tag, Tone};
use crate::sim::Outcome;
use crate::words;

fn tag(tone: Tone, text: impl Into<String>) -> Tag {
    Tag {
        tone,
        text: text.into(),
    }
}

/// An outcome in a coloured box.
fn outcome(outcome: Outcome) -> Tag {
    let (tone, text) = words::outcome_tag(outcome);
    tag(tone, text)
}

impl Editor {
    /// What the Inspector shows: what is selected, or else what the scenario is about.
    #[must_use]
    pub fn inspector(&self) -> InspectorView {
        let view = match self.selected() {
            Some(Selection::Packet(number)) => self.packet_view(number).map(InspectorView::Packet),
            Some(Selection::Gate(subnet)) => self
                .gate_view(&subnet)
                .map(|view| InspectorView::Rules(Box::new(view))),
            Some(Selection::Acl(id)) => self
                .acl_view(&id)
                .map(|view| InspectorView::Rules(Box::new(view))),
            Some(Selection::Group(id)) => self
                .group_view(&id)
                .map(|view| InspectorView::Rules(Box::new(view))),
            _ if self.has_form() => self.form().map(InspectorView::Form),
            _ => None,
        };
        view.unwrap_or_else(|| InspectorView::Nothing(self.summary()))
    }
}
