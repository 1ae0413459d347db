//! From a trace to the journeys of its packets.

use std::cell::RefCell;
use std::rc::Rc;

use super::super::drawing::Drawing;
use super::super::wiring::Waypoint;
use super::active::Active;
use super::light_log::{Log, LogBuilder};
use super::{Ending, Journey, Journeys, PathKey, Stop, Ways};
use crate::net::{PacketNumber, SimTime, SortedMap};
use crate::policy::{Direction, translated};
use crate::scenario::Scenario;
use crate::sim::{Drop, Sender, Setup, TraceEntry, TraceEvent};
use crate::topology::{Gate, HostIndex, Topology};
use crate::words;

/// Makes journeys of entries as they come, so that a long trace need not be read at once.
#[derive(Clone, Debug)]
pub struct JourneysBuilder {
    drawing: Rc<Drawing>,
    ways: Ways,
    packets: Vec<Journey>,
    /// Where each packet is, and which way it last passed something.
    spots: Vec<(Waypoint, Direction)>,
    /// By flow, the packets that lie where they were dropped.
    lying: SortedMap<u32, Vec<usize>>,
    topology: Rc<Topology>,
    topologies: Vec<(usize, Rc<Topology>)>,
    clock: Vec<SimTime>,
    log: LogBuilder,
}

impl JourneysBuilder {
    /// Before the first entry; `drawing` was laid out from the same document.
    #[must_use]
    pub fn new(scenario: &Scenario, drawing: &Rc<Drawing>, setup: &Rc<Setup>) -> Self {
        let topology = &setup.topology;
        Self {
            drawing: Rc::clone(drawing),
            ways: Ways::new(scenario, drawing),
            packets: Vec::new(),
            spots: Vec::new(),
            lying: SortedMap::new(),
            topology: Rc::clone(topology),
            topologies: vec![(0, Rc::clone(topology))],
            clock: Vec::new(),
            log: LogBuilder::new(setup),
        }
    }

    /// Takes in the next entry of the trace.
    pub fn take_in(&mut self, entry: &TraceEntry) {
        let index = self.clock.len();
        if let TraceEvent::Changed { topology, .. } = &entry.event {
            self.topology = Rc::clone(topology);
            self.topologies.push((index, Rc::clone(topology)));
        }
        self.follow(index, &entry.event);
        self.log.take_in(index, entry);
        self.clock.push(entry.at);
    }

    /// The journeys of all that was taken in.
    #[must_use]
    pub fn finish(self, scenario: &Scenario) -> Journeys {
        Journeys {
            drawing: self.drawing,
            active: Active::new(&self.packets, self.clock.len()),
            packets: self.packets,
            ways: self.ways.lines,
            clock: self.clock,
            log: Log::new(self.log, scenario),
            topologies: self.topologies,
            lit: RefCell::default(),
        }
    }

    /// What is drawn, and what it was laid out for.
    #[must_use]
    pub const fn drawing(&self) -> &Rc<Drawing> {
        &self.drawing
    }

    fn follow(&mut self, index: usize, event: &TraceEvent) {
        match event {
            TraceEvent::Sent { packet, origin, .. } => {
                for lying in self.lying.remove(&packet.flow_index).unwrap_or_default() {
                    self.packets[lying].leaves = index;
                }
                let spot = match origin {
                    Sender::Host(host) => self.card(*host),
                    Sender::Gateway(gateway, _) => Waypoint::Gateway(gateway.place()),
                };
                let way = self.ways.number(PathKey::At(spot));
                self.spots.push((spot, Direction::Outbound));
                self.packets.push(Journey {
                    packet: **packet,
                    translations: Vec::new(),
                    stops: vec![Stop { entry: index, way }],
                    ending: Ending::UnderWay,
                    leaves: usize::MAX,
                });
            }
            TraceEvent::Passed {
                packet,
                gate,
                direction,
                reason,
                ..
            } => {
                let Some(at) = self.journey(*packet) else {
                    return;
                };
                if let Some(spot) = self.spot(*gate, *direction) {
                    self.go(at, index, spot);
                }
                self.spots[at].1 = *direction;
                let journey = &mut self.packets[at];
                let before = *journey.packet_at(index);
                let after = translated(&before, *direction, reason);
                if after != before {
                    journey.translations.push((index, after));
                }
            }
            TraceEvent::Dropped(drop) => self.stop(index, drop),
            TraceEvent::Delivered { packet, host, .. } => {
                let Some(at) = self.journey(*packet) else {
                    return;
                };
                let card = self.card(*host);
                self.go(at, index, card);
                self.packets[at].ending = Ending::Delivered;
                self.packets[at].leaves = index;
            }
            TraceEvent::Host { .. } | TraceEvent::Changed { .. } | TraceEvent::Ended { .. } => {}
        }
    }

    /// Where a host is; Amazon's own services answer at the router.
    fn card(&self, host: HostIndex) -> Waypoint {
        match self.topology.host(host).service {
            Some((vpc, _)) => Waypoint::Router(vpc.place()),
            None => Waypoint::Card(host.place()),
        }
    }

    fn go(&mut self, at: usize, entry: usize, to: Waypoint) {
        let from = self.spots[at].0;
        let way = self.ways.number(PathKey::Between(from, to));
        self.packets[at].stops.push(Stop { entry, way });
        self.spots[at].0 = to;
    }

    fn stop(&mut self, entry: usize, drop: &Drop) {
        let Some(at) = self.journey(drop.packet) else {
            return;
        };
        let (from, direction) = self.spots[at];
        let letters = words::label(self.packets[at].packet_at(entry))
            .chars()
            .count();
        let (way, stamp) = match self.spot(drop.gate, drop.direction) {
            Some(spot) => (
                self.ways
                    .number(PathKey::Stopped(from, spot, drop.direction, letters)),
                self.ways.rest(spot, drop.direction, letters).stamp,
            ),
            None => (
                self.ways.number(PathKey::Beyond(from, direction, letters)),
                self.ways.beyond(from, direction, letters).stamp,
            ),
        };
        let journey = &mut self.packets[at];
        journey.stops.push(Stop { entry, way });
        journey.ending = Ending::Dropped { drop: *drop, stamp };
        self.lying.or_default(drop.flow_index).push(at);
    }

    /// Packets are numbered from 1 in the order in which they are sent.
    fn journey(&self, number: PacketNumber) -> Option<usize> {
        let at = (number.0 as usize).checked_sub(1)?;
        (at < self.packets.len()).then_some(at)
    }

    /// Where a gate is, if it is anywhere.
    fn spot(&self, gate: Gate, direction: Direction) -> Option<Waypoint> {
        Some(match gate {
            Gate::Groups(host) => Waypoint::Ring(host.place()),
            Gate::Acl { subnet, .. } => Waypoint::Lane(subnet.place(), direction),
            Gate::RouteTable { subnet, .. } => {
                Waypoint::Router(self.topology.subnet(subnet).vpc.place())
            }
            Gate::Gateway(gateway) => Waypoint::Gateway(gateway.place()),
            Gate::Network => return None,
        })
    }
}
