//! The sequence of packets as a ladder: hosts are its rails, packets its rungs.
//!
//! Time runs downwards, but not evenly: each packet has a rung of its own, and a long
//! silence is a gap with its length written in it. Ports stand at both ends of a rung,
//! so that the swap on the reply is read down the rail.

use super::geometry::Point;
use super::light::{Light, Tint};
use crate::net::{Packet, PacketNumber, SimTime};
use crate::policy::{Reason, translated};
use crate::sim::{Sender, Trace, TraceEvent};
use crate::topology::{Gate, HostIndex};
use crate::words;

/// Room at the left for times, between rails, between rungs, and above the first.
const LEFT: f64 = 84.0;
const APART: f64 = 240.0;
const APART_WITH_GATES: f64 = 150.0;
const RUNG: f64 = 34.0;
const TOP: f64 = 58.0;
/// How far a rung falls while its packet crosses.
const FALL: f64 = 12.0;
/// Room for a silence.
const GAP: f64 = 40.0;
/// A pause shorter than this is no silence.
const SILENCE: SimTime = SimTime::from_millis(500);

/// The ladder of some packets.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Ladder {
    /// How large it is.
    pub width: f64,
    /// How large it is.
    pub height: f64,
    /// From left to right.
    pub rails: Vec<Rail>,
    /// From top to bottom.
    pub rungs: Vec<Rung>,
    /// Stretches in which nothing happened: where, and how long.
    pub silences: Vec<(Point, String)>,
}

/// A host, or a gate between two.
#[derive(Clone, Debug, PartialEq)]
pub struct Rail {
    /// Where it hangs.
    pub x: f64,
    /// Its name.
    pub name: String,
    /// The text under it: an address, "stateful", "stateless".
    pub about: String,
    /// Whether it is a gate.
    pub is_gate: bool,
}

/// A packet.
#[derive(Clone, Debug, PartialEq)]
pub struct Rung {
    /// Its number.
    pub packet: u64,
    /// Where it was sent.
    pub from: Point,
    /// Where it arrived, or was stopped.
    pub to: Point,
    /// Its colour.
    pub tint: Tint,
    /// Its text.
    pub text: String,
    /// The port at its beginning.
    pub source_port: String,
    /// The port at its end.
    pub destination_port: String,
    /// When it was sent.
    pub time: String,
    /// Verdicts of gates on its way.
    pub marks: Vec<(Point, Light)>,
    /// Why it was dropped: "rule * DENY all".
    pub stopped: Option<String>,
    /// Whether it is not sent yet at the playhead.
    pub later: bool,
    /// Its label for screen readers.
    pub label: String,
}

/// What a rail represents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum RailKey {
    Host(HostIndex),
    Gate(Gate),
}

/// A packet's path: the hosts and gates it reached, with their verdicts.
struct PacketPath {
    packet: Packet,
    /// As its receiver saw it: a NAT gateway exchanges ports.
    seen: Packet,
    at: SimTime,
    sent: usize,
    stops: Vec<(RailKey, Option<Light>)>,
    dropped: Option<String>,
}

impl Ladder {
    /// The ladder of these packets, which are `later` when they are sent behind `now`.
    #[must_use]
    pub fn new(
        trace: &Trace,
        packets: impl Iterator<Item = (PacketNumber, u8)>,
        now: usize,
        with_gates: bool,
    ) -> Self {
        let ways: Vec<(PacketPath, u8)> = packets
            .filter_map(|(number, retry)| Some((way(trace, number, with_gates)?, retry)))
            .collect();
        let keys = order(&ways);
        let apart = if with_gates { APART_WITH_GATES } else { APART };
        let x = |key: RailKey| {
            let at = keys.iter().position(|other| *other == key);
            at.map(|at| LEFT + 40.0 + apart * place(at))
        };
        let mut ladder = Self {
            width: LEFT + 80.0 + apart * place(keys.len().saturating_sub(1)) + 60.0,
            ..Self::default()
        };
        for key in &keys {
            ladder
                .rails
                .push(rail(trace, *key, x(*key).unwrap_or_default()));
        }
        let mut y = TOP;
        let mut before: Option<SimTime> = None;
        for (way, retry) in &ways {
            if let Some(before) = before
                && way.at - before >= SILENCE
            {
                let length = words::drawing::silence(way.at - before);
                ladder
                    .silences
                    .push((Point::new(LEFT + 40.0, y + 4.0), length));
                y += GAP;
            }
            before = Some(way.at);
            ladder.rungs.extend(rung(way, *retry, y, now, &x));
            y += RUNG;
        }
        ladder.height = y + 16.0;
        ladder
    }
}

fn rung(
    way: &PacketPath,
    retry: u8,
    y: f64,
    now: usize,
    x: &dyn Fn(RailKey) -> Option<f64>,
) -> Option<Rung> {
    let (first, _) = way.stops.first()?;
    let (last, _) = way.stops.last()?;
    let from = Point::new(x(*first)?, y);
    let end = x(*last)?;
    let span = end - from.x;
    // Stopped at its own gate, a packet still shows which way it was going.
    let to = Point::new(end, y + if span.abs() < 1.0 { 0.0 } else { FALL });
    let at = |key: RailKey| {
        let x = x(key)?;
        let share = if span.abs() < 1.0 {
            0.0
        } else {
            (x - from.x) / span
        };
        Some(Point::new(x, y + FALL * share))
    };
    let stops = way.stops.iter();
    let marks = stops
        .filter_map(|(key, light)| Some((at(*key)?, (*light)?)))
        .collect();
    let flow = way.packet.flow();
    let port = |port: u16| {
        if flow.protocol.has_ports() {
            port.to_string()
        } else {
            String::new()
        }
    };
    let text = words::drawing::arrow_text(&way.packet, retry);
    #[allow(clippy::cast_possible_truncation, reason = "one of six colours")]
    let connection = (way.packet.flow_index % 6) as u8;
    Some(Rung {
        packet: u64::from(way.packet.number.0),
        from,
        to,
        tint: if way.dropped.is_some() {
            Tint::Denied
        } else {
            Tint::Connection(connection)
        },
        label: words::drawing::sequence_label(&way.packet, &text, way.dropped.as_deref()),
        text,
        source_port: port(flow.source_port),
        destination_port: port(way.seen.flow().destination_port),
        time: words::seconds(way.at),
        marks,
        stopped: way.dropped.clone(),
        later: way.sent > now,
    })
}

/// Where a packet came by.
fn way(trace: &Trace, number: PacketNumber, with_gates: bool) -> Option<PacketPath> {
    let sent = trace.sent_at(number)?;
    let TraceEvent::Sent { packet, origin, .. } = &trace.entries[sent].event else {
        return None;
    };
    let mut way = PacketPath {
        packet: **packet,
        seen: **packet,
        at: trace.entries[sent].at,
        sent,
        stops: vec![(sender(*origin), None)],
        dropped: None,
    };
    let mut current = **packet;
    for (index, entry) in trace.entries.iter().enumerate().skip(sent + 1) {
        match &entry.event {
            TraceEvent::Passed {
                packet,
                gate,
                direction,
                reason,
                ..
            } if *packet == number => {
                current = translated(&current, *direction, reason);
                let light = match reason {
                    Reason::Tracked { .. } | Reason::Related { .. } => Some(Light::State),
                    Reason::GroupRule { .. } | Reason::AclEntry { .. } => Some(Light::Rule),
                    _ => None,
                };
                if with_gates && light.is_some() {
                    way.stops.push((RailKey::Gate(*gate), light));
                }
            }
            TraceEvent::Delivered { packet, host, .. } if *packet == number => {
                way.stops.push((RailKey::Host(*host), None));
                break;
            }
            TraceEvent::Dropped(drop) if drop.packet == number => {
                way.stops
                    .push((RailKey::Gate(drop.gate), Some(Light::Denied)));
                let topology = trace.topology_at(index);
                way.dropped = Some(words::drop_rule(topology, drop, Some(&current)));
                break;
            }
            _ => {}
        }
    }
    way.seen = current;
    Some(way)
}

/// The rails from left to right: each new one beside those that the packet passed with it.
fn order(ways: &[(PacketPath, u8)]) -> Vec<RailKey> {
    let mut keys: Vec<RailKey> = Vec::new();
    for (way, _) in ways {
        let mut stops: Vec<RailKey> = way.stops.iter().map(|(key, _)| *key).collect();
        let known = |key: &RailKey| keys.iter().position(|other| other == key);
        let ends = (
            stops.iter().find_map(known),
            stops.iter().rev().find_map(known),
        );
        if let (Some(first), Some(last)) = ends
            && first > last
        {
            stops.reverse();
        }
        let mut at = 0;
        for stop in stops {
            if let Some(place) = keys.iter().position(|key| *key == stop) {
                at = place + 1;
            } else {
                keys.insert(at.min(keys.len()), stop);
                at += 1;
            }
        }
    }
    keys
}

/// The rail that a packet starts from: a NAT gateway that sends RST is a gate as well.
const fn sender(origin: Sender) -> RailKey {
    match origin {
        Sender::Host(host) => RailKey::Host(host),
        Sender::Gateway(gateway, _) => RailKey::Gate(Gate::Gateway(gateway)),
    }
}

fn rail(trace: &Trace, key: RailKey, x: f64) -> Rail {
    let topology = &trace.start;
    let (name, about, is_gate) = match key {
        RailKey::Host(host) => {
            let host = topology.host(host);
            let address = host.addresses.first();
            (
                host.name.to_string(),
                address.map(ToString::to_string).unwrap_or_default(),
                false,
            )
        }
        RailKey::Gate(gate) => (
            topology.gate_name(gate),
            match gate {
                Gate::Groups(_) => "stateful",
                Gate::Acl { .. } => "stateless",
                Gate::RouteTable { .. } => "routes",
                Gate::Gateway(_) => "gateway",
                Gate::Network => "",
            }
            .to_owned(),
            true,
        ),
    };
    Rail {
        x,
        name,
        about,
        is_gate,
    }
}

#[allow(clippy::cast_precision_loss, reason = "a ladder has a few dozen rails")]
fn place(index: usize) -> f64 {
    index as f64
}
