//! The rest of a run that is too long for one frame: it is simulated beside the page, comes
//! in pieces, and takes the place of its beginning when it is whole.
//!
//! The beginning is shown meanwhile. It is the same to the bit, so the playhead stays.

use std::rc::Rc;

use super::Editor;
use super::effect::Effect;
use super::run_data::{PacketIndex, RunData};
use crate::formats::trace_bytes::{Said, change_again, from_bytes};
use crate::net::SimTime;
use crate::picture::{JourneysBuilder, Playhead};
use crate::scenario::limits;
use crate::sim::{FlowReport, Outcome, Run, Setup, Trace, TraceEntry};
use crate::topology::Topology;

/// A run on its way.
#[derive(Clone, Debug)]
pub(super) struct BackgroundRun {
    /// Which of the runs that were asked for.
    number: u64,
    setup: Rc<Setup>,
    entries: Vec<TraceEntry>,
    topology: Rc<Topology>,
    packets: Vec<PacketIndex>,
    journeys: JourneysBuilder,
    /// How flows ended before the edit that made this run, and what that edit is called.
    before: Option<(String, Outcomes)>,
}

/// Where the playhead belongs in a run of which only the beginning is there.
#[derive(Clone, Copy, Debug)]
pub(super) enum ResumePoint {
    /// At an entry.
    Entry(usize),
    /// At a simulated time.
    Time(SimTime),
}

/// How each flow ended, by name.
pub(super) type Outcomes = Vec<(Rc<str>, Outcome)>;

impl Editor {
    /// Puts the playhead at a simulated time, now or as soon as the run goes so far.
    pub(super) fn place_or_resume(&mut self, resume: ResumePoint) {
        let last = self.last_entry();
        let entries = &self.played.run.trace.entries;
        let (place, is_there) = match resume {
            ResumePoint::Entry(entry) => (Playhead::at(entry.min(last)), entry <= last),
            ResumePoint::Time(at) => {
                let end = entries.last().map_or(SimTime::ZERO, |entry| entry.at);
                (self.place_at(at), at < end)
            }
        };
        self.place = place;
        let is_begun_only = self.played.run.is_cut && !self.played.is_whole;
        self.resume = Some(resume).filter(|_| is_begun_only && !is_there);
    }

    /// Whether the end of the run is still being simulated.
    #[must_use]
    pub const fn is_simulating(&self) -> bool {
        self.coming.is_some()
    }

    /// Asks for the rest of the run that is shown, if it was not all simulated here.
    #[inline(never)]
    pub(super) fn ask_for_the_rest(&mut self) -> Vec<Effect> {
        if !self.played.run.is_cut || self.played.is_whole {
            if self.coming.take().is_some() {
                self.revisions.session += 1;
                return vec![Effect::StopRun];
            }
            return Vec::new();
        }
        let setup = &self.played.setup;
        let is_asked = |coming: &BackgroundRun| Rc::ptr_eq(&coming.setup, setup);
        if self.coming.as_ref().is_some_and(is_asked) {
            return Vec::new();
        }
        self.runs += 1;
        self.coming = Some(BackgroundRun {
            number: self.runs,
            setup: Rc::clone(setup),
            entries: Vec::new(),
            topology: Rc::clone(&setup.topology),
            packets: Vec::new(),
            journeys: JourneysBuilder::new(&self.scenario, &self.played.drawing, setup),
            before: self.edited.take(),
        });
        self.revisions.session += 1;
        vec![Effect::Run {
            number: self.runs,
            text: self.scenario.to_json_pretty(),
        }]
    }

    /// A piece of the run has come. What belongs to one that nobody waits for is passed over.
    #[inline(never)]
    pub(super) fn run_said(&mut self, number: u64, bytes: &[u8]) -> Vec<Effect> {
        let Some(coming) = &mut self.coming else {
            return Vec::new();
        };
        if coming.number != number {
            return Vec::new();
        }
        match from_bytes(bytes) {
            Ok(Said::Entries(entries)) => {
                coming.take(entries);
                Vec::new()
            }
            Ok(Said::End { flows, is_cut }) => self.run_came(flows, is_cut),
            Err(_) => self.run_here(number),
        }
    }

    /// The run cannot be had from elsewhere: it is simulated here, however long that takes.
    #[inline(never)]
    pub(super) fn run_here(&mut self, number: u64) -> Vec<Effect> {
        let Some(coming) = self
            .coming
            .as_mut()
            .filter(|coming| coming.number == number)
        else {
            return Vec::new();
        };
        let setup = Rc::clone(&coming.setup);
        let run = Run::new(Rc::clone(&setup), SimTime::MAX, limits::SHOWN_ENTRIES);
        coming.journeys = JourneysBuilder::new(&self.scenario, &self.played.drawing, &setup);
        coming.packets.clear();
        coming.entries.clear();
        coming.take(run.trace.entries);
        self.run_came(run.flows, run.is_cut)
    }

    /// All of it is there.
    fn run_came(&mut self, mut flows: Vec<FlowReport>, is_cut: bool) -> Vec<Effect> {
        let Some(coming) = self.coming.take() else {
            return Vec::new();
        };
        let trace = Trace::new(Rc::clone(&coming.setup.topology), coming.entries);
        for report in &mut flows {
            report.drops.clear();
        }
        trace.report_drops(&mut flows);
        let is_drawn = Rc::ptr_eq(coming.journeys.drawing(), &self.played.drawing);
        self.played.run = Run {
            trace,
            flows,
            is_cut,
        };
        self.played.is_whole = true;
        self.played.packets = coming.packets;
        if is_drawn {
            self.played.journeys = coming.journeys.finish(&self.scenario);
        } else {
            // Something was moved meanwhile.
            self.played.draw(&self.scenario, self.played.shape);
        }
        self.played.forget_what_was_read();
        self.retime();
        if let Some(resume) = self.resume.take() {
            self.place_or_resume(resume);
        }
        self.changed_document();
        let mut effects = vec![Effect::StopRun];
        if let Some((name, before)) = coming.before {
            let news = super::apply_edit::changed_outcomes(&before, &self.played);
            if !news.is_empty() {
                effects.push(Effect::Toast(format!("{name}. {news}")));
            }
        }
        effects
    }
}

impl BackgroundRun {
    fn take(&mut self, entries: Vec<TraceEntry>) {
        for mut entry in entries {
            self.topology = change_again(&mut entry, &self.setup, &self.topology);
            PacketIndex::take_in(&mut self.packets, self.entries.len(), &entry);
            self.journeys.take_in(&entry);
            self.entries.push(entry);
        }
    }
}

impl RunData {
    /// How each flow ends.
    pub(super) fn outcomes(&self) -> Outcomes {
        let plans = self.setup.flows.iter().zip(&self.run.flows);
        plans
            .map(|(plan, report)| (Rc::clone(&plan.name), report.outcome))
            .collect()
    }
}
