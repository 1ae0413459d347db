//! Documents that the tests draw and run.

use std::rc::Rc;

use portcullis::net::SimTime;
use portcullis::picture::drawing::Drawing;
use portcullis::picture::light::{Clock, GateLight, HostLight, Lights};
use portcullis::picture::{Journeys, Playhead, Shape, drawing};
use portcullis::scenario::Scenario;
use portcullis::sim::{Run, Trace, TraceEvent};

pub(crate) const SFTP: &str = include_str!("../../public/scenarios/sftp.json");

/// Two peered VPCs, a NAT gateway, two hosts in one subnet, an address that nobody has.
pub(crate) const WIDE_WORLD: &str = include_str!("world.json");

/// A document with all that is made of it.
pub(crate) struct Show {
    pub(crate) scenario: Scenario,
    pub(crate) drawing: Rc<Drawing>,
    pub(crate) trace: Trace,
    pub(crate) journeys: Journeys,
}

pub(crate) fn read(text: &str) -> Scenario {
    Scenario::from_json(text)
        .expect("the document is good")
        .scenario
}

impl Show {
    pub(crate) fn of(text: &str, shape: Shape) -> Self {
        let scenario = read(text);
        let drawing = Rc::new(drawing(&scenario, shape));
        let setup = scenario.compile().expect("it compiles");
        let run = Run::new(Rc::clone(&setup), SimTime::from_secs(1_000), 4_000);
        let trace = run.trace;
        let journeys = Journeys::new(&scenario, &drawing, &setup, &trace);
        Self {
            scenario,
            drawing,
            trace,
            journeys,
        }
    }

    /// The entries about a packet.
    pub(crate) fn entries(&self, packet: u32) -> Vec<usize> {
        let about = |event: &TraceEvent| event.packet().is_some_and(|number| number.0 == packet);
        let entries = self.trace.entries.iter().enumerate();
        entries
            .filter(|(_, entry)| about(&entry.event))
            .map(|(index, _)| index)
            .collect()
    }

    /// The light of a host, by its id.
    pub(crate) fn host<'a>(&self, lights: &'a Lights, id: &str) -> &'a HostLight {
        let place = self.drawing.hosts.iter().position(|card| card.id == id);
        &lights.hosts[place.expect("there is such a host")]
    }

    /// The light of a gate, by the id of its subnet.
    pub(crate) fn gate(&self, lights: &Lights, subnet: &str) -> GateLight {
        let gates = &self.drawing.gates;
        let place = gates.iter().position(|gate| gate.subnet == subnet);
        lights.gates[place.expect("there is such a gate")]
    }

    /// What the card of a host says of its connections.
    pub(crate) fn clock(&self, place: Playhead, id: &str) -> Option<Clock> {
        let mut clocks = self.journeys.clocks(place).into_iter();
        clocks.find(|clock| self.drawing.hosts[clock.host].id == id)
    }

    /// Every place, in steps of a fraction of an entry.
    pub(crate) fn places(&self, steps: u32) -> Vec<Playhead> {
        let entries = 0..self.trace.entries.len();
        let places = entries.flat_map(|entry| {
            (0..steps).map(move |step| Playhead {
                entry,
                fraction: f64::from(step) / f64::from(steps),
            })
        });
        places.collect()
    }
}
