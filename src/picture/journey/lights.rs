//! From an entry to the lights.

use std::rc::Rc;

use super::super::drawing::Inward;
use super::super::light::{GateLight, HostLight, Lights, Remembered, Tint, Trail};
use super::super::polyline::tidy;
use super::light_state::{Acting, LightState};
use super::pills::connection;
use super::{Ending, Journey, Journeys};
use crate::sim::Drop;

impl Journeys {
    /// What is lit once an entry has happened.
    #[must_use]
    pub fn lights(&self, entry: usize) -> Rc<Lights> {
        let entry = entry.min(self.clock.len().saturating_sub(1));
        let mut lit = self.lit.borrow_mut();
        match &*lit {
            Some((at, lights)) if *at == entry => Rc::clone(lights),
            _ => {
                let lights = Rc::new(self.light(entry));
                *lit = Some((entry, Rc::clone(&lights)));
                lights
            }
        }
    }

    fn light(&self, entry: usize) -> Lights {
        self.log.look(entry, |state| self.lit_by(state, entry))
    }

    fn lit_by(&self, state: &LightState, entry: usize) -> Lights {
        let mut lights = Lights::default();
        let hosts = state.hosts.iter().zip(&state.rings);
        lights.hosts.extend(hosts.map(|(host, ring)| HostLight {
            ring: ring.0,
            ports: host.port_lights(),
            exhausted: host.exhausted,
        }));
        lights
            .gates
            .extend(state.lanes.iter().map(|lanes| GateLight {
                inbound: lanes[0].0,
                outbound: lanes[1].0,
            }));
        if let Some(acting) = state.acting {
            let remembered = state.remembered.map(|(_, packet, _)| packet);
            lights.trails = self.trails(acting, remembered, entry);
        }
        lights.remembered = state.remembered.map(|(host, packet, from)| Remembered {
            host: self.drawing.hosts[host as usize].id.clone(),
            packet: packet.into(),
            from: from.into(),
        });
        let lying: Vec<(&Journey, Drop)> = self.lying(entry).collect();
        for (journey, _) in &lying {
            if let Ending::Dropped { stamp, .. } = journey.ending
                && !lights.stamps.contains(&stamp)
            {
                lights.stamps.push(stamp);
            }
        }
        let newest = lying.iter().max_by_key(|(journey, _)| journey.last());
        // A narrow screen has no room for a note beside a gate; the sentence of the moment says it.
        let has_room = !self
            .drawing
            .gates
            .iter()
            .any(|gate| gate.inward == Inward::Down);
        if has_room {
            lights.callout = newest.map(|(journey, drop)| self.callout(journey, drop, &lying));
            lights.memories = self.memories(state, lights.callout.as_ref(), &lying);
        }
        lights
    }

    /// The packets that lie where they were dropped.
    fn lying(&self, entry: usize) -> impl Iterator<Item = (&Journey, Drop)> {
        let seen = self.active.at(&self.packets, entry);
        seen.filter_map(move |journey| match journey.ending {
            Ending::Dropped { drop, .. } if journey.last() <= entry && entry < journey.leaves => {
                Some((journey, drop))
            }
            _ => None,
        })
    }

    /// The ways of the last packet, and of the one that it answers.
    fn trails(&self, acting: Acting, remembered: Option<u32>, entry: usize) -> Vec<Trail> {
        let journey = |number: u32| self.packets.get((number as usize).checked_sub(1)?);
        let before = acting.before.and_then(journey);
        let last = journey(acting.packet);
        let mut trails = Vec::new();
        for journey in before.into_iter().chain(last) {
            let mut points = Vec::new();
            for stop in journey.stops.iter().filter(|stop| stop.entry <= entry) {
                points.extend(self.ways[stop.way as usize].iter().copied());
            }
            let dropped = matches!(journey.ending, Ending::Dropped { .. });
            let tint = if remembered == Some(journey.packet.number.0) {
                Tint::State
            } else if dropped && journey.last() <= entry {
                Tint::Denied
            } else {
                connection(journey.packet.flow_index)
            };
            let points = tidy(points);
            if points.len() > 1 {
                trails.push(Trail { points, tint });
            }
        }
        trails
    }
}

impl Journey {
    /// The last entry about it.
    pub(super) fn last(&self) -> usize {
        self.stops.last().map_or(0, |stop| stop.entry)
    }
}
