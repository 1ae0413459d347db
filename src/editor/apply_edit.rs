//! Making edits, taking them back, and running the document again.
//!
//! An edit is made whole or not at all: the document that would follow is compiled
//! first. What happens then plays from the start, unless it is what happened before.

use super::arrange;
use super::background_run::{Outcomes, ResumePoint};
use super::effect::Effect;
use super::ghost::Ghost;
use super::replay::Replay;
use super::run_data::RunData;
use super::{ApplyMode, Editor, Timeline, live_edit, timeline};
use crate::picture::Playhead;
use crate::picture::layout::Shape;
use crate::scenario::{Problem, Scenario};
use crate::words;
use std::rc::Rc;

/// Outcomes named in one sentence.
const MOST_OUTCOMES: usize = 3;

impl Editor {
    /// Puts `next` in the place of the document, unless it does not compile.
    ///
    /// # Errors
    ///
    /// The first reason why it does not; then everything stays as it was.
    #[inline(never)]
    pub(super) fn apply(&mut self, name: &str, mut next: Scenario) -> Result<Vec<Effect>, String> {
        self.give_up_gesture();
        // As it would read back: explicit defaults are taken out.
        next.normalise();
        if next == self.scenario {
            return Ok(Vec::new());
        }
        let at = self.moment_of_edits();
        let is_wanted_now = self.session.apply == ApplyMode::AtThisMoment;
        let timed = if is_wanted_now {
            live_edit::timed(&self.scenario, &next, at)
        } else {
            None
        };
        let is_timed = timed.is_some();
        let mut name = name.to_owned();
        if let Some(timed) = timed {
            next = timed;
            next.normalise();
            name = format!("{name} at {} s", words::seconds(at));
        }
        if self.run_data.shape == Shape::Wide {
            let _ = arrange::pin_layout(&self.run_data.drawing, &mut next);
        }
        let setup = next.compile().map_err(|errors| {
            errors
                .problems
                .first()
                .map(Problem::message)
                .unwrap_or_default()
        })?;
        let run_data = RunData::new(&next, setup, self.run_data.shape);
        let is_begun_only = run_data.run.is_cut || self.run_data.run.is_cut;
        let before = self.run_data.outcomes();
        let mut news = if is_begun_only {
            String::new()
        } else {
            changed_outcomes(&before, &run_data)
        };
        self.edited = is_begun_only.then(|| (name.clone(), before));
        let same = run_data.run.trace.is_equivalent(&self.run_data.run.trace);
        let before = std::mem::replace(&mut self.run_data, run_data);
        if !same {
            self.ghost = Ghost::of(before, &news);
        }
        if is_wanted_now && !is_timed && !same && next.script == self.scenario.script {
            news.push_str(" It cannot change while packets flow, so it holds from the start.");
        }
        // What a form offers was made from the document as it was.
        self.forms.leave();
        self.history
            .apply(name.clone(), "", &mut self.scenario, next);
        self.rebuild_timeline();
        if is_timed {
            // All up to here has happened as before; what is seen next is the change.
            self.seek_or_resume(ResumePoint::Time(at));
        } else if !same {
            self.resume = None;
            self.playhead = Playhead::default();
            self.transport.playing = true;
        }
        self.own = true;
        self.changed_document();
        let mut effects = vec![self.autosave()];
        if news.is_empty() {
            effects.push(Effect::Announce(format!("{name}.")));
        } else {
            effects.push(Effect::Toast(format!("{name}. {}", news.trim_start())));
        }
        Ok(effects)
    }

    /// As [`Editor::apply`]; a refusal is shown for a moment.
    pub(super) fn apply_or_toast(&mut self, name: &str, next: Scenario) -> Vec<Effect> {
        self.apply(name, next)
            .unwrap_or_else(|message| vec![Effect::Toast(message)])
    }

    /// Makes an edit of the drawing alone: the run and the playhead stay. Steps of the same
    /// `series` that follow one another are taken back together.
    #[inline(never)]
    pub(super) fn apply_layout(
        &mut self,
        name: &str,
        series: &str,
        mut next: Scenario,
    ) -> Vec<Effect> {
        self.give_up_gesture();
        next.normalise();
        if next == self.scenario {
            self.redraw();
            return Vec::new();
        }
        if self.run_data.shape == Shape::Wide {
            let _ = arrange::pin_layout(&self.run_data.drawing, &mut next);
        }
        self.forms.leave();
        self.history
            .apply(name.to_owned(), series, &mut self.scenario, next);
        self.ghost = None;
        self.run_data.relayout(&self.scenario, self.run_data.shape);
        self.own = true;
        self.changed_document();
        vec![self.autosave(), Effect::Announce(name.to_owned())]
    }

    #[inline(never)]
    pub(super) fn undo(&mut self) -> Vec<Effect> {
        self.give_up_gesture();
        let Some(name) = self.history.undo(&mut self.scenario) else {
            return Vec::new();
        };
        self.replay_in_place();
        vec![
            self.autosave(),
            Effect::Announce(format!("Taken back: {name}")),
        ]
    }

    #[inline(never)]
    pub(super) fn redo(&mut self) -> Vec<Effect> {
        self.give_up_gesture();
        let Some(name) = self.history.redo(&mut self.scenario) else {
            return Vec::new();
        };
        self.replay_in_place();
        vec![
            self.autosave(),
            Effect::Announce(format!("Done again: {name}")),
        ]
    }

    /// Runs the document again; the playhead stays at its simulated time, the camera where
    /// it is.
    pub(super) fn replay_in_place(&mut self) {
        let seen = self.camera();
        let now = timeline::simulated(&self.run_data.run.trace, self.playhead);
        if let Ok(setup) = self.scenario.compile() {
            let run_data = RunData::new(&self.scenario, setup, self.run_data.shape);
            let same = run_data.run.trace.is_equivalent(&self.run_data.run.trace);
            self.run_data = run_data;
            self.ghost = None;
            self.rebuild_timeline();
            if !same {
                self.seek_or_resume(ResumePoint::Time(now));
            }
        }
        self.complaint = None;
        self.forms.leave();
        self.own = true;
        self.changed_document();
        self.keep_camera(seen);
    }

    /// Shows what the document says: a gesture was given up.
    pub(super) fn redraw(&mut self) {
        self.run_data.relayout(&self.scenario, self.run_data.shape);
        self.changed_document();
    }

    pub(super) fn autosave(&self) -> Effect {
        Effect::Autosave(self.scenario.to_json_pretty())
    }

    pub(super) fn rebuild_timeline(&mut self) {
        self.replay = Replay::new(Rc::clone(&self.run_data.setup));
        self.filter_again();
        let latency = self.scenario.settings.latency;
        let skip_idle = self.transport.skip_idle;
        self.timeline = Timeline::new(&self.run_data.run.trace, latency, skip_idle);
    }
}

/// Which flows end otherwise than before, in a sentence: "c1: connected, before: timed out."
pub(super) fn changed_outcomes(before: &Outcomes, after: &RunData) -> String {
    let mut sentences = Vec::new();
    let mut rest = 0;
    for (plan, report) in after.setup.flows.iter().zip(&after.run.flows) {
        let old = before.iter().find(|(name, _)| *name == plan.name);
        let now = words::outcome_phrase(report.outcome);
        let sentence = match old {
            Some((_, old)) if *old == report.outcome => continue,
            Some((_, old)) => {
                let old = words::outcome_phrase(*old);
                format!("{}: {now}, before: {old}.", plan.name)
            }
            None => format!("{}: {now}.", plan.name),
        };
        if sentences.len() < MOST_OUTCOMES {
            sentences.push(sentence);
        } else {
            rest += 1;
        }
    }
    if rest > 0 {
        sentences.push(words::timeline::and_more_flows(rest));
    }
    sentences.join(" ")
}
