//! The playhead: played, stepped, dragged.
//!
//! All three put it at a place of the trace; nothing else tells what is shown.

use super::Editor;
use super::action::{Action, PlayheadMove};
use super::effect::Effect;
use super::view::timeline::SPEEDS;
use crate::net::SimTime;
use crate::picture::Playhead;
use crate::sim::TraceEvent;
use crate::words;

/// With reduced motion, playing jumps this often.
const JUMP: f64 = 900.0;
/// While time passes, tables and sentences follow this often, in milliseconds.
const TABLE_INTERVAL: f64 = 100.0;

/// Whether tables and sentences have followed the playhead.
#[derive(Clone, Debug, Default)]
pub(super) struct TableThrottle {
    /// Milliseconds since they last did.
    since: f64,
    /// Whether it has gone on since.
    unread: bool,
}

impl Editor {
    pub(super) fn last_entry(&self) -> usize {
        self.run_data.run.trace.entries.len().saturating_sub(1)
    }

    pub(super) fn place_at(&self, at: SimTime) -> Playhead {
        let entries = &self.run_data.run.trace.entries;
        Playhead::at(
            entries
                .partition_point(|entry| entry.at <= at)
                .saturating_sub(1),
        )
    }

    pub(super) fn seek_time(&mut self, at: SimTime) {
        let entries = &self.run_data.run.trace.entries;
        let entry = entries
            .partition_point(|entry| entry.at < at)
            .min(self.last_entry());
        self.seek(Playhead::at(entry));
    }

    pub(super) fn seek(&mut self, place: Playhead) {
        self.resume = None;
        self.sequence_from = None;
        if place.entry != self.playhead.entry {
            self.revisions.entry += 1;
        }
        self.table_throttle.unread = true;
        if !self.transport.playing {
            self.refresh_tables(TABLE_INTERVAL);
        }
        self.playhead = place;
        self.revisions.playhead += 1;
    }

    /// Lets tables and sentences follow, when time rests or enough of it has passed.
    pub(super) fn refresh_tables(&mut self, milliseconds: f64) {
        let throttle = &mut self.table_throttle;
        throttle.since += milliseconds;
        if throttle.unread && (throttle.since >= TABLE_INTERVAL || !self.transport.playing) {
            self.revisions.playhead_throttled += 1;
            *throttle = TableThrottle::default();
        }
    }

    /// How time is shown: fast or slow, with its silences, again and again.
    pub(super) fn set_pace(&mut self, pace: &Action) {
        match pace {
            Action::SetSpeed(speed) => {
                self.transport.speed = (*speed).min(SPEEDS.len() - 1);
                self.revisions.session += 1;
            }
            Action::SetLooping(looping) => {
                self.transport.looping = *looping;
                self.revisions.session += 1;
            }
            Action::PauseAt(index) => {
                if let Some(point) = self.pause_points().into_iter().nth(*index) {
                    self.pause = point;
                    self.revisions.session += 1;
                }
            }
            Action::SetSkipIdle(skip) => {
                self.transport.skip_idle = *skip;
                self.rebuild_timeline();
                self.revisions.session += 1;
                self.changed_document();
            }
            Action::SetReducedMotion(reduced) => {
                self.reduced_motion = *reduced;
                if *reduced {
                    self.transport.playing = false;
                    self.revisions.session += 1;
                }
            }
            _ => {}
        }
    }

    pub(super) fn toggle_playing(&mut self) {
        let at_end = self.timeline.show(self.playhead) + 1.0 >= self.timeline.length()
            || self.playhead.entry >= self.last_entry();
        if !self.transport.playing && at_end {
            self.seek(Playhead::default());
        }
        self.transport.playing = !self.transport.playing;
        self.refresh_tables(TABLE_INTERVAL);
        self.waiting = 0.0;
        self.revisions.session += 1;
    }

    pub(super) fn advance(&mut self, milliseconds: f64) -> Vec<Effect> {
        if !self.transport.playing {
            return Vec::new();
        }
        if self.run_data.run.trace.entries.is_empty() {
            self.transport.playing = false;
            self.revisions.session += 1;
            return Vec::new();
        }
        // A tab that was hidden comes back with a long frame; it must not skip what happened.
        let passed = milliseconds.clamp(0.0, 100.0) * self.speed();
        if self.reduced_motion {
            self.waiting += passed;
            if self.waiting < JUMP {
                return Vec::new();
            }
            self.waiting = 0.0;
            let before = self.playhead.entry;
            let effects = self.step(PlayheadMove::Forward);
            let at_end = self.playhead.entry >= self.last_entry();
            let stop = self.pause_among(before + 1..=self.playhead.entry);
            if let Some(entry) = stop {
                self.seek(Playhead::at(entry));
            } else if at_end && self.transport.looping {
                self.seek(Playhead::default());
            }
            self.transport.playing = stop.is_none() && (!at_end || self.transport.looping);
            self.revisions.session += 1;
            return effects;
        }
        let before = self.playhead.entry;
        let show = self.timeline.show(self.playhead) + passed;
        let next = self.timeline.place(show);
        if let Some(entry) = self.pause_among(before + 1..=next.entry) {
            self.transport.playing = false;
            self.revisions.session += 1;
            self.seek(Playhead::at(entry));
            return self.tell(before + 1);
        }
        if show >= self.timeline.length() && self.is_simulating() {
            // The rest of the run is on its way: it goes on when that is there.
            return Vec::new();
        }
        if show >= self.timeline.length() {
            if self.transport.looping {
                self.seek(Playhead::default());
                return Vec::new();
            }
            self.transport.playing = false;
            self.revisions.session += 1;
        }
        self.seek(next);
        self.tell(before + 1)
    }

    /// Says what has happened from an entry on, as far as it is worth saying aloud.
    pub(super) fn tell(&self, from: usize) -> Vec<Effect> {
        let entries = &self.run_data.run.trace.entries;
        let to = (self.playhead.entry + 1).min(entries.len());
        let news = (from.min(to)..to).rev().find(|&index| {
            matches!(
                entries[index].event,
                TraceEvent::Dropped(_) | TraceEvent::Ended { .. } | TraceEvent::Changed { .. }
            )
        });
        news.map(|index| {
            Effect::Announce(words::moment(
                &self.run_data.setup,
                &self.run_data.run.trace,
                index,
            ))
        })
        .into_iter()
        .collect()
    }

    #[inline(never)]
    pub(super) fn step(&mut self, step: PlayheadMove) -> Vec<Effect> {
        self.transport.playing = false;
        self.refresh_tables(TABLE_INTERVAL);
        self.revisions.session += 1;
        let entries = &self.run_data.run.trace.entries;
        if entries.is_empty() {
            return Vec::new();
        }
        let now = self.playhead.entry;
        let flow = self.run_data.flow_at(now);
        let after = now + 1..entries.len();
        // Between two entries, a step back goes to the one that has happened.
        let before = 0..if self.playhead.fraction > 0.0 {
            now + 1
        } else {
            now
        };
        let shows = |&entry: &usize| is_shown(&entries[entry].event);
        let same_flow = |entry: &usize| shows(entry) && self.run_data.flow_at(*entry) == flow;
        let is_verdict = |&entry: &usize| is_verdict(&entries[entry].event);
        let entry = match step {
            PlayheadMove::Start => Some(0),
            PlayheadMove::End => Some(self.last_entry()),
            PlayheadMove::Forward => after.clone().find(shows).or(Some(self.last_entry())),
            PlayheadMove::Back => before.rev().find(shows).or(Some(0)),
            PlayheadMove::ForwardInFlow => after.clone().find(same_flow),
            PlayheadMove::BackInFlow => before.rev().find(same_flow),
            PlayheadMove::NextVerdict => after.clone().find(is_verdict),
        };
        let Some(entry) = entry else {
            return Vec::new();
        };
        self.seek(Playhead::at(entry));
        if step == PlayheadMove::End {
            return vec![Effect::Announce(self.ending())];
        }
        vec![Effect::Announce(words::moment(
            &self.run_data.setup,
            &self.run_data.run.trace,
            entry,
        ))]
    }
}

/// Whether stepping stops at an entry: what can be seen, and how flows end.
const fn is_shown(event: &TraceEvent) -> bool {
    !matches!(event, TraceEvent::Host { .. })
}

const fn is_verdict(event: &TraceEvent) -> bool {
    matches!(event, TraceEvent::Passed { .. } | TraceEvent::Dropped(_))
}
