//! Clock, track and the sentence of the moment.

use crate::editor::Editor;
use crate::editor::timeline::simulated;
use crate::editor::view::text::Tone;
use crate::editor::view::timeline::{
    MomentView, PlayheadView, Silence, Tick, TrackView, TransportView,
};
use crate::net::SimTime;
use crate::picture::layout::Shape;
use crate::policy::Reason;
use crate::sim::TraceEvent;
use crate::words;

/// A track shows at most this many ticks; of those that fall together the gravest stays.
const PLACES: usize = 400;
/// Labels of silences keep at least this share of the track from one another.
const APART: f64 = 0.17;
/// The same on a phone.
const APART_ON_PHONE: f64 = 0.28;

impl Editor {
    /// What the transport's buttons show.
    #[must_use]
    pub const fn transport(&self) -> TransportView {
        self.transport
    }

    /// Playhead and clock.
    #[must_use]
    pub fn playhead(&self) -> PlayheadView {
        let clock = words::clock(simulated(&self.run_data.run.trace, self.playhead));
        let (clock, fraction) = clock.split_at(clock.len() - 3);
        PlayheadView {
            at: (self.timeline.show(self.playhead) / self.timeline.length().max(1.0)).min(1.0),
            clock: clock.into(),
            clock_fraction: fraction.into(),
        }
    }

    /// What has just happened.
    #[must_use]
    pub fn moment(&self) -> MomentView {
        let trace = &self.run_data.run.trace;
        let count = trace.entries.len();
        let Some(entry) = trace.entries.get(self.playhead.entry) else {
            return MomentView {
                sentence: words::timeline::NO_TRAFFIC.into(),
                tone: Tone::Neutral,
                spoken: words::timeline::NO_TRAFFIC_SPOKEN.into(),
            };
        };
        MomentView {
            sentence: words::moment(&self.run_data.setup, trace, self.playhead.entry),
            tone: tone(&entry.event),
            spoken: words::timeline::playhead(
                &entry.at.to_string(),
                self.playhead.entry + 1,
                count,
            ),
        }
    }

    /// Ticks and silences.
    #[must_use]
    pub fn track(&self) -> TrackView {
        let mut places: Vec<Option<Tick>> = vec![None; PLACES + 1];
        for (index, entry) in self.run_data.run.trace.entries.iter().enumerate() {
            if !is_ticked(&entry.event) {
                continue;
            }
            let tick = Tick {
                at: self.timeline.on_track(index),
                tone: tone(&entry.event),
            };
            #[allow(
                clippy::cast_possible_truncation,
                clippy::cast_sign_loss,
                clippy::cast_precision_loss,
                reason = "a share of a few hundred places"
            )]
            let place = &mut places[(tick.at * PLACES as f64) as usize];
            if place.is_none_or(|other| gravity(other.tone) <= gravity(tick.tone)) {
                *place = Some(tick);
            }
        }
        TrackView {
            ticks: places.into_iter().flatten().collect(),
            silences: self.silences(),
        }
    }
}

impl Editor {
    /// The silences, the longest first to get a place: labels must not lie on one another.
    fn silences(&self) -> Vec<Silence> {
        let mut longest: Vec<(f64, SimTime)> = self.timeline.silences().collect();
        if self.has_changes() {
            self.make_room_for_flags(&mut longest);
        }
        longest.sort_by(|(_, one), (_, other)| other.cmp(one));
        let apart = match self.run_data.shape {
            Shape::Narrow => APART_ON_PHONE,
            Shape::Wide => APART,
        };
        let mut shown: Vec<Silence> = Vec::new();
        for (at, length) in longest {
            if shown.iter().all(|other| (other.at - at).abs() >= apart) {
                let text = words::timeline::idle(&duration(length));
                shown.push(Silence { at, text });
            }
        }
        shown.sort_by(|one, other| one.at.total_cmp(&other.at));
        shown
    }
}

/// Verdicts of filters, drops, and how flows end; not the steps between.
const fn is_ticked(event: &TraceEvent) -> bool {
    match event {
        TraceEvent::Passed { reason, .. } => matches!(
            reason,
            Reason::GroupRule { .. } | Reason::Tracked { .. } | Reason::AclEntry { .. }
        ),
        TraceEvent::Dropped(_) | TraceEvent::Changed { .. } | TraceEvent::Ended { .. } => true,
        TraceEvent::Sent { .. } | TraceEvent::Delivered { .. } | TraceEvent::Host { .. } => false,
    }
}

fn tone(event: &TraceEvent) -> Tone {
    match event {
        TraceEvent::Passed { reason, .. } => match reason {
            Reason::Tracked { .. } | Reason::Related { .. } => Tone::State,
            Reason::GroupRule { .. } | Reason::AclEntry { .. } => Tone::Allow,
            _ => Tone::Neutral,
        },
        TraceEvent::Dropped(_) => Tone::Deny,
        TraceEvent::Ended { outcome, .. } => words::outcome_tone(*outcome),
        TraceEvent::Changed { .. } => Tone::Warn,
        TraceEvent::Sent { .. } | TraceEvent::Delivered { .. } | TraceEvent::Host { .. } => {
            Tone::Neutral
        }
    }
}

const fn gravity(tone: Tone) -> u8 {
    match tone {
        Tone::Neutral => 0,
        Tone::Allow => 1,
        Tone::State => 2,
        Tone::Warn => 3,
        Tone::Deny => 4,
    }
}

/// `2 s`, `1 min 4 s`, rounded to what matters.
fn duration(span: SimTime) -> String {
    words::timeline::minutes(span.as_micros() / 1_000_000)
}
