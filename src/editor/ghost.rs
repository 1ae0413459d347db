//! The outcome before the last edit, kept as a ghost to compare with.

use super::Editor;
use super::run_data::RunData;
use super::timeline::simulated;
use crate::net::SimTime;
use crate::picture::Playhead;
use crate::picture::light::Pill;
use crate::sim::Trace;

/// A run with more entries than these is not kept.
const MOST: usize = 20_000;
/// Ghosts shown at once.
const SHOWN: usize = 30;
/// Nearer than this to the packet that it was, a ghost says nothing.
const NEAR: f64 = 12.0;

/// A run as it was before an edit.
#[derive(Clone, Debug)]
pub(super) struct Ghost {
    /// What ends otherwise now, in a sentence.
    news: String,
    run_data: RunData,
}

impl Ghost {
    /// A run to compare with; none if nothing ends otherwise, or it is too large to keep.
    pub(super) fn of(run_data: RunData, news: &str) -> Option<Self> {
        let keeps = !news.is_empty() && run_data.run.trace.entries.len() <= MOST;
        keeps.then(|| Self {
            news: news.to_owned(),
            run_data,
        })
    }
}

impl Editor {
    /// What ends otherwise since the last edit, in a sentence, while it is compared.
    #[must_use]
    pub fn comparison(&self) -> Option<&str> {
        self.ghost.as_ref().map(|ghost| &*ghost.news)
    }

    /// Where packets would be at this moment, had the last edit not been made; those that
    /// are just there now are left out.
    #[must_use]
    #[inline(never)]
    pub fn ghosts(&self) -> Vec<Pill> {
        let Some(ghost) = &self.ghost else {
            return Vec::new();
        };
        if self.camera().is_afar() {
            return Vec::new();
        }
        let now = simulated(&self.run_data.run.trace, self.playhead);
        let place = place_at(&ghost.run_data.run.trace, now);
        let present = self.pills();
        let mut ghosts = ghost.run_data.journeys.pills(place);
        ghosts.retain(|ghost| {
            !present.iter().any(|pill| {
                pill.text == ghost.text
                    && pill.stopped == ghost.stopped
                    && pill.at.distance(ghost.at) < NEAR
            })
        });
        ghosts.truncate(SHOWN);
        ghosts
    }

    /// Compares no longer.
    pub(super) fn hide_ghost(&mut self) {
        if self.ghost.take().is_some() {
            self.revisions.session += 1;
        }
    }
}

/// The place of a trace at a simulated time, between two entries too.
fn place_at(trace: &Trace, now: SimTime) -> Playhead {
    let entries = &trace.entries;
    let after = entries.partition_point(|entry| entry.at <= now);
    let Some(entry) = after.checked_sub(1) else {
        return Playhead::default();
    };
    let Some(next) = entries.get(after) else {
        return Playhead::at(entry);
    };
    let (from, to) = (entries[entry].at, next.at);
    #[allow(
        clippy::cast_precision_loss,
        reason = "a share of a span of microseconds"
    )]
    let share = |span: SimTime| span.as_micros() as f64;
    Playhead {
        entry,
        fraction: (share(now - from) / share(to - from)).min(0.999_999),
    }
}
