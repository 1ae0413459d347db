//! A run of the document, and what is read from it again and again.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::panel::Reachability;
use crate::formats::flow_log::FlowLog;
use crate::net::{Packet, SimTime};
use crate::picture::Journeys;
use crate::picture::drawing::Drawing;
use crate::picture::layout::{Shape, drawing};
use crate::scenario::{Scenario, limits};
use crate::sim::{Drop, Run, Setup, Trace, TraceEntry, TraceEvent};

/// With more entries than these, packets do not follow what is being moved.
const SKETCHED: usize = 2_000;

/// A run, and its index.
#[derive(Clone, Debug)]
pub(super) struct RunData {
    pub(super) setup: Rc<Setup>,
    pub(super) run: Run,
    pub(super) packets: Vec<PacketIndex>,
    pub(super) drawing: Rc<Drawing>,
    pub(super) journeys: Journeys,
    pub(super) shape: Shape,
    /// Whether nothing more comes of the run; else it is only cut if there is more.
    pub(super) is_complete: bool,
    /// The flow logs as far as somebody has looked.
    pub(super) flow_log: RefCell<FlowLog>,
    /// Who reaches whom, once somebody has looked.
    pub(super) reach: OnceCell<Reachability>,
}

/// One packet of the trace.
#[derive(Clone, Copy, Debug)]
pub(super) struct PacketIndex {
    /// The packet as it was sent.
    pub(super) packet: Packet,
    /// How often the same was sent before.
    pub(super) retry: u8,
    /// The entry in which it was sent.
    pub(super) sent: usize,
    /// The entry in which it ended, if the trace goes that far.
    pub(super) ended: Option<usize>,
    /// Where and why, if it was dropped.
    pub(super) drop: Option<Drop>,
}

impl Default for RunData {
    fn default() -> Self {
        let empty = Scenario::default();
        let setup = empty
            .compile_validated()
            .expect("the empty document compiles");
        Self::new(&empty, setup, Shape::Wide)
    }
}

impl RunData {
    /// Runs a document, and what it compiles to, from the beginning.
    pub(super) fn new(scenario: &Scenario, setup: Rc<Setup>, shape: Shape) -> Self {
        let run = Run::new(Rc::clone(&setup), SimTime::MAX, limits::ENTRIES_AT_ONCE);
        let drawing = Rc::new(drawing(scenario, shape));
        let journeys = Journeys::new(scenario, &drawing, &setup, &run.trace);
        Self {
            packets: index(&run.trace),
            setup,
            run,
            drawing,
            journeys,
            shape,
            is_complete: false,
            flow_log: RefCell::default(),
            reach: OnceCell::new(),
        }
    }

    /// Draws the same run again: something was moved, or the screen has another shape.
    pub(super) fn relayout(&mut self, scenario: &Scenario, shape: Shape) {
        self.shape = shape;
        self.drawing = Rc::new(drawing(scenario, shape));
        self.journeys = Journeys::new(scenario, &self.drawing, &self.setup, &self.run.trace);
    }

    /// Draws what a gesture shows. With many packets they are left where they were until
    /// it ends: finding their ways anew for each movement of the pointer takes too long.
    pub(super) fn sketch(&mut self, scenario: &Scenario, drawing: Drawing) {
        self.drawing = Rc::new(drawing);
        if self.run.trace.entries.len() <= SKETCHED {
            self.journeys = Journeys::new(scenario, &self.drawing, &self.setup, &self.run.trace);
        }
    }

    /// The run is another one: what was read from it is read again.
    pub(super) fn forget_what_was_read(&mut self) {
        self.flow_log = RefCell::default();
    }

    /// A packet by its number.
    pub(super) fn packet(&self, number: u64) -> Option<&PacketIndex> {
        let index = usize::try_from(number.checked_sub(1)?).ok()?;
        self.packets.get(index)
    }

    /// Which flow an entry is about.
    pub(super) fn flow_at(&self, entry: usize) -> Option<u32> {
        self.run.trace.entries.get(entry)?.event.flow_index()
    }
}

/// The packets of a trace.
fn index(trace: &Trace) -> Vec<PacketIndex> {
    let mut packets = Vec::new();
    for (entry, item) in trace.entries.iter().enumerate() {
        PacketIndex::take_in(&mut packets, entry, item);
    }
    packets
}

impl PacketIndex {
    /// Takes in the next entry. Packets are numbered from 1 in the order in which they were
    /// sent, so the list is its own index.
    pub(super) fn take_in(packets: &mut Vec<Self>, entry: usize, item: &TraceEntry) {
        let (number, drop) = match &item.event {
            TraceEvent::Sent { packet, retry, .. } => {
                packets.push(Self {
                    packet: **packet,
                    retry: *retry,
                    sent: entry,
                    ended: None,
                    drop: None,
                });
                return;
            }
            TraceEvent::Delivered { packet, .. } => (packet.0, None),
            TraceEvent::Dropped(drop) => (drop.packet.0, Some(*drop)),
            _ => return,
        };
        let index = usize::try_from(number)
            .unwrap_or(usize::MAX)
            .wrapping_sub(1);
        if let Some(packet) = packets.get_mut(index) {
            packet.ended = Some(entry);
            packet.drop = drop;
        }
    }
}
