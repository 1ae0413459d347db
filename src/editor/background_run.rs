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
    pub(super) fn seek_or_resume(&mut self, resume: ResumePoint) {
        let last = self.last_entry();
        let entries = &self.run_data.run.trace.entries;
        let (place, is_there) = match resume {
            ResumePoint::Entry(entry) => (Playhead::at(entry.min(last)), entry <= last),
            ResumePoint::Time(at) => {
                let end = entries.last().map_or(SimTime::ZERO, |entry| entry.at);
                (self.place_at(at), at < end)
            }
        };
        self.playhead = place;
        let is_begun_only = self.run_data.run.is_cut && !self.run_data.is_complete;
        self.resume = Some(resume).filter(|_| is_begun_only && !is_there);
    }

    /// Whether the end of the run is still being simulated.
    #[must_use]
    pub const fn is_simulating(&self) -> bool {
        self.background_run.is_some()
    }

    /// Asks for the rest of the run that is shown, if it was not all simulated here.
    #[inline(never)]
    pub(super) fn request_background_run(&mut self) -> Vec<Effect> {
        if !self.run_data.run.is_cut || self.run_data.is_complete {
            if self.background_run.take().is_some() {
                self.revisions.session += 1;
                return vec![Effect::StopRun];
            }
            return Vec::new();
        }
        let setup = &self.run_data.setup;
        let is_asked = |pending: &BackgroundRun| Rc::ptr_eq(&pending.setup, setup);
        if self.background_run.as_ref().is_some_and(is_asked) {
            return Vec::new();
        }
        self.runs += 1;
        self.background_run = Some(BackgroundRun {
            number: self.runs,
            setup: Rc::clone(setup),
            entries: Vec::new(),
            topology: Rc::clone(&setup.topology),
            packets: Vec::new(),
            journeys: JourneysBuilder::new(&self.scenario, &self.run_data.drawing, setup),
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
    pub(super) fn receive_run_chunk(&mut self, number: u64, bytes: &[u8]) -> Vec<Effect> {
        let Some(pending) = &mut self.background_run else {
            return Vec::new();
        };
        if pending.number != number {
            return Vec::new();
        }
        match from_bytes(bytes) {
            Ok(Said::Entries(entries)) => {
                pending.take(entries);
                Vec::new()
            }
            Ok(Said::End { flows, is_cut }) => self.adopt_background_run(flows, is_cut),
            Err(_) => self.run_fallback(number),
        }
    }

    /// The run cannot be had from elsewhere: it is simulated here, however long that takes.
    #[inline(never)]
    pub(super) fn run_fallback(&mut self, number: u64) -> Vec<Effect> {
        let Some(pending) = self
            .background_run
            .as_mut()
            .filter(|pending| pending.number == number)
        else {
            return Vec::new();
        };
        let setup = Rc::clone(&pending.setup);
        let run = Run::new(Rc::clone(&setup), SimTime::MAX, limits::SHOWN_ENTRIES);
        pending.journeys = JourneysBuilder::new(&self.scenario, &self.run_data.drawing, &setup);
        pending.packets.clear();
        pending.entries.clear();
        pending.take(run.trace.entries);
        self.adopt_background_run(run.flows, run.is_cut)
    }

    /// All of it is there.
    fn adopt_background_run(&mut self, mut flows: Vec<FlowReport>, is_cut: bool) -> Vec<Effect> {
        let Some(pending) = self.background_run.take() else {
            return Vec::new();
        };
        let trace = Trace::new(Rc::clone(&pending.setup.topology), pending.entries);
        for report in &mut flows {
            report.drops.clear();
        }
        trace.report_drops(&mut flows);
        let is_drawn = Rc::ptr_eq(pending.journeys.drawing(), &self.run_data.drawing);
        self.run_data.run = Run {
            trace,
            flows,
            is_cut,
        };
        self.run_data.is_complete = true;
        self.run_data.packets = pending.packets;
        if is_drawn {
            self.run_data.journeys = pending.journeys.finish(&self.scenario);
        } else {
            // Something was moved meanwhile.
            self.run_data.relayout(&self.scenario, self.run_data.shape);
        }
        self.run_data.forget_what_was_read();
        self.rebuild_timeline();
        if let Some(resume) = self.resume.take() {
            self.seek_or_resume(resume);
        }
        self.changed_document();
        let mut effects = vec![Effect::StopRun];
        if let Some((name, before)) = pending.before {
            let news = super::apply_edit::changed_outcomes(&before, &self.run_data);
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
