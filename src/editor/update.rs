//! One action, whole: what it changes here, and what it asks of the world outside.

use super::action::{Action, Step};
use super::edit::Edit;
use super::effect::Effect;
use super::played::Played;
use super::target::Target;
use super::view::frame::CameraView;
use super::view::timeline::SPEEDS;
use super::{Editor, Timeline, timeline};
use crate::net::SimTime;
use crate::picture::Place;
use crate::picture::geometry::Point;
use crate::picture::layout::Shape;
use crate::sim::TraceEvent;
use crate::words;

/// Narrower than this, the drawing stands upright.
const NARROW: f64 = 560.0;
const ZOOMS: std::ops::RangeInclusive<f64> = 0.05..=4.0;
/// With reduced motion, playing jumps this often.
const JUMP: f64 = 900.0;

impl Editor {
    /// Does one action, and says what the world outside must do about it.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Advance { milliseconds } => return self.advance(milliseconds),
            Action::TogglePlaying => self.toggle_playing(),
            Action::Move(step) => return self.step(step),
            Action::Seek(share) => {
                self.seek(
                    self.timeline
                        .place(share.clamp(0.0, 1.0) * self.timeline.length()),
                );
            }
            Action::SeekTime(micros) => self.seek_time(SimTime::from_micros(micros)),
            Action::SetSpeed(speed) => {
                self.transport.speed = speed.min(SPEEDS.len() - 1);
                self.revisions.session += 1;
            }
            Action::SetSkipIdle(skip) => {
                self.transport.skip_idle = skip;
                self.retime();
                self.revisions.session += 1;
                self.changed_document();
            }
            Action::SetReducedMotion(reduced) => {
                self.reduced_motion = reduced;
                if reduced {
                    self.transport.playing = false;
                    self.revisions.session += 1;
                }
            }
            Action::Select(target) => self.select(target),
            Action::ChooseTool(tool) => {
                self.session.tool = tool;
                self.revisions.session += 1;
            }
            Action::ShowSheet(sheet) => {
                self.session.sheet = sheet;
                self.revisions.session += 1;
            }
            Action::Resize { width, height } => self.resize(width, height),
            Action::Pan { x, y } => self.pan(x, y),
            Action::Zoom { factor, about } => self.zoom(factor, about),
            Action::Fit => {
                self.camera = None;
                self.revisions.camera += 1;
            }
            Action::Pointer(pointer) => return self.pointer(pointer),
            Action::Nudge { x, y } => return self.nudge(x, y),
            Action::Delete => return self.delete(),
            Action::TypeRule { gate, way, text } => self.type_rule(&gate, way, &text),
            Action::AddRule { gate, way, text } => return self.add_rule(&gate, way, &text),
            Action::RemoveRule { gate, way, index } => {
                return self.remove_rule(&gate, way, index);
            }
            Action::Undo => return self.undo(),
            Action::Redo => return self.redo(),
            Action::OpenExample(id) => return vec![Effect::FetchExample(id)],
            Action::OpenText { name, text, origin } => return self.open_text(&name, &text, origin),
            Action::OpenLink(link) => return self.open_link(&link),
            Action::LeaveDamagedLink => {
                self.damaged = None;
                self.revisions.session += 1;
                return vec![Effect::ClearAddress];
            }
            Action::ShareLink => return vec![Effect::Share(self.link())],
            Action::Export => return self.export(),
            Action::New { title } => return self.begin_new(title),
            Action::Rename(title) => return self.rename(title),
            Action::Follow(text) => return self.follow(&text),
        }
        Vec::new()
    }

    /// Makes an edit, unless the document would no longer compile.
    ///
    /// An edit of the network replays it from the start, so that its effect is seen.
    #[inline(never)]
    pub(super) fn make(&mut self, name: &str, edit: Edit) -> Result<Vec<Effect>, String> {
        let mut next = self.scenario.clone();
        let _ = edit.clone().apply(&mut next);
        let setup = next.compile().map_err(|errors| {
            errors
                .problems
                .first()
                .map(|problem| problem.message.clone())
                .unwrap_or_default()
        })?;
        self.played = Played::new(&next, setup, self.played.shape);
        self.history.make(name.to_owned(), edit, &mut self.scenario);
        self.retime();
        self.place = Place::default();
        self.transport.playing = true;
        self.own = true;
        self.changed_document();
        Ok(vec![
            self.save(),
            Effect::Announce(format!("{name}. The scenario plays again.")),
        ])
    }

    /// Makes an edit of the drawing alone: the run and the playhead stay.
    pub(super) fn make_drawn(&mut self, name: &str, edit: Edit) -> Vec<Effect> {
        self.history.make(name.to_owned(), edit, &mut self.scenario);
        self.played.draw(&self.scenario, self.played.shape);
        self.own = true;
        self.changed_document();
        vec![self.save(), Effect::Announce(name.to_owned())]
    }

    #[inline(never)]
    fn undo(&mut self) -> Vec<Effect> {
        let Some(name) = self.history.undo(&mut self.scenario) else {
            return Vec::new();
        };
        self.replay_in_place();
        vec![self.save(), Effect::Announce(format!("Taken back: {name}"))]
    }

    #[inline(never)]
    fn redo(&mut self) -> Vec<Effect> {
        let Some(name) = self.history.redo(&mut self.scenario) else {
            return Vec::new();
        };
        self.replay_in_place();
        vec![self.save(), Effect::Announce(format!("Done again: {name}"))]
    }

    /// Runs the document again; the playhead stays at its simulated time.
    pub(super) fn replay_in_place(&mut self) {
        let now = timeline::simulated(&self.played.run.trace, self.place);
        if let Ok(setup) = self.scenario.compile() {
            let played = Played::new(&self.scenario, setup, self.played.shape);
            let same = played.run.trace.entries.len() == self.played.run.trace.entries.len();
            self.played = played;
            self.retime();
            if !same {
                self.place = self.place_at(now);
            }
        }
        self.own = true;
        self.changed_document();
    }

    pub(super) fn save(&self) -> Effect {
        Effect::Save(self.scenario.to_json_pretty())
    }

    pub(super) fn retime(&mut self) {
        let latency = self.scenario.settings.latency;
        let skip_idle = self.transport.skip_idle;
        self.timeline = Timeline::new(&self.played.run.trace, latency, skip_idle);
    }

    pub(super) const fn changed_document(&mut self) {
        self.revisions.document += 1;
        self.revisions.session += 1;
        self.revisions.camera += 1;
        self.changed_place();
    }

    pub(super) const fn changed_place(&mut self) {
        self.revisions.moment += 1;
        self.revisions.place += 1;
    }

    fn last_entry(&self) -> usize {
        self.played.run.trace.entries.len().saturating_sub(1)
    }

    fn place_at(&self, at: SimTime) -> Place {
        let entries = &self.played.run.trace.entries;
        Place::at(
            entries
                .partition_point(|entry| entry.at <= at)
                .saturating_sub(1),
        )
    }

    fn seek_time(&mut self, at: SimTime) {
        let entries = &self.played.run.trace.entries;
        let entry = entries
            .partition_point(|entry| entry.at < at)
            .min(self.last_entry());
        self.seek(Place::at(entry));
    }

    fn seek(&mut self, place: Place) {
        if place.entry != self.place.entry {
            self.revisions.moment += 1;
        }
        self.place = place;
        self.revisions.place += 1;
    }

    fn toggle_playing(&mut self) {
        let at_end = self.timeline.show(self.place) + 1.0 >= self.timeline.length()
            || self.place.entry >= self.last_entry();
        if !self.transport.playing && at_end {
            self.seek(Place::default());
        }
        self.transport.playing = !self.transport.playing;
        self.waiting = 0.0;
        self.revisions.session += 1;
    }

    fn advance(&mut self, milliseconds: f64) -> Vec<Effect> {
        if !self.transport.playing {
            return Vec::new();
        }
        if self.played.run.trace.entries.is_empty() {
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
            let effects = self.step(Step::Forward);
            self.transport.playing = self.place.entry < self.last_entry();
            self.revisions.session += 1;
            return effects;
        }
        let before = self.place.entry;
        let show = self.timeline.show(self.place) + passed;
        if show >= self.timeline.length() {
            self.transport.playing = false;
            self.revisions.session += 1;
        }
        self.seek(self.timeline.place(show));
        self.tell(before + 1)
    }

    /// Says what has happened from an entry on, as far as it is worth saying aloud.
    fn tell(&self, from: usize) -> Vec<Effect> {
        let entries = &self.played.run.trace.entries;
        let to = (self.place.entry + 1).min(entries.len());
        let news = (from.min(to)..to).rev().find(|&index| {
            matches!(
                entries[index].event,
                TraceEvent::Dropped(_) | TraceEvent::Ended { .. } | TraceEvent::Changed { .. }
            )
        });
        news.map(|index| {
            Effect::Announce(words::moment(
                &self.played.setup,
                &self.played.run.trace,
                index,
            ))
        })
        .into_iter()
        .collect()
    }

    #[inline(never)]
    fn step(&mut self, step: Step) -> Vec<Effect> {
        self.transport.playing = false;
        self.revisions.session += 1;
        let entries = &self.played.run.trace.entries;
        let now = self.place.entry;
        let flow = self.played.flow_at(now);
        let after = now + 1..entries.len();
        // Between two entries, a step back goes to the one that has happened.
        let before = 0..if self.place.fraction > 0.0 {
            now + 1
        } else {
            now
        };
        let shows = |&entry: &usize| is_shown(&entries[entry].event);
        let same_flow = |entry: &usize| shows(entry) && self.played.flow_at(*entry) == flow;
        let is_verdict = |&entry: &usize| is_verdict(&entries[entry].event);
        let entry = match step {
            Step::Start => Some(0),
            Step::End => Some(self.last_entry()),
            Step::Forward => after.clone().find(shows).or(Some(self.last_entry())),
            Step::Back => before.rev().find(shows).or(Some(0)),
            Step::ForwardInFlow => after.clone().find(same_flow),
            Step::BackInFlow => before.rev().find(same_flow),
            Step::NextVerdict => after.clone().find(is_verdict),
        };
        let Some(entry) = entry else {
            return Vec::new();
        };
        self.seek(Place::at(entry));
        if step == Step::End {
            return vec![Effect::Announce(self.ending())];
        }
        vec![Effect::Announce(words::moment(
            &self.played.setup,
            &self.played.run.trace,
            entry,
        ))]
    }

    fn select(&mut self, target: Option<Target>) {
        if let Some(Target::Packet(number)) = &target
            && let Some(packet) = self.played.packet(*number)
        {
            // It is looked at where it ended, and one that is under way where it is.
            let (now, end) = (self.place.entry, packet.ended.unwrap_or(packet.sent));
            self.transport.playing = false;
            if now < packet.sent || end <= now {
                self.seek(Place::at(end));
            }
        }
        if target.is_some() {
            self.session.sheet = super::target::Sheet::Inspector;
        }
        self.selected = target;
        self.complaint = None;
        self.revisions.session += 1;
        self.revisions.camera += 1;
    }

    fn resize(&mut self, width: f64, height: f64) {
        self.size = (width.max(1.0), height.max(1.0));
        let shape = if width < NARROW {
            Shape::Narrow
        } else {
            Shape::Wide
        };
        if shape != self.played.shape {
            self.camera = None;
            self.played.draw(&self.scenario, shape);
            self.changed_document();
        }
        self.revisions.camera += 1;
    }

    pub(super) fn pan(&mut self, x: f64, y: f64) {
        let mut camera = self.camera();
        camera.offset = Point::new(camera.offset.x + x, camera.offset.y + y);
        self.camera = Some(camera);
        self.revisions.camera += 1;
    }

    fn zoom(&mut self, factor: f64, about: Option<Point>) {
        let old = self.camera();
        let about = about.unwrap_or(Point::new(self.size.0 / 2.0, self.size.1 / 2.0));
        let kept = old.to_drawing(about);
        let zoom = (old.zoom * factor).clamp(*ZOOMS.start(), *ZOOMS.end());
        let offset = Point::new(about.x - kept.x * zoom, about.y - kept.y * zoom);
        self.camera = Some(CameraView { zoom, offset });
        self.revisions.camera += 1;
    }
}

/// Whether stepping stops at an entry: what can be seen, and how flows end.
const fn is_shown(event: &TraceEvent) -> bool {
    !matches!(event, TraceEvent::Host { .. })
}

const fn is_verdict(event: &TraceEvent) -> bool {
    matches!(event, TraceEvent::Passed { .. } | TraceEvent::Dropped(_))
}
