//! Where packets are, and what is lit, at places of a trace.

use std::collections::BTreeSet;

use portcullis::picture::geometry::{Point, Rect};
use portcullis::picture::light::{Light, Pill, PortLight, Tint};
use portcullis::picture::{Playhead, Shape};
use portcullis::policy::Direction;
use portcullis::sim::{Sender, TraceEvent};
use portcullis::topology::Gate;
use proptest::prelude::*;

use crate::generator::{Draws, document};
use crate::samples::{SFTP, Show, WIDE_WORLD, read};

fn pill(show: &Show, packet: u64, place: Playhead) -> Option<Pill> {
    let pills = show.journeys.pills(place);
    pills.into_iter().find(|pill| pill.packet == packet)
}

#[test]
fn the_syn_passes_gateway_lane_and_ring_and_its_answer_stops_in_the_other_lane() {
    let show = Show::of(SFTP, Shape::Wide);
    let (syn, answer) = (show.entries(1), show.entries(2));
    for (case, packet, entry, expected) in [
        ("sent", 1, syn[0], Point::new(228.0, 186.0)),
        (
            "at the internet gateway",
            1,
            syn[1],
            Point::new(342.0, 186.0),
        ),
        ("in the inbound lane", 1, syn[2], Point::new(496.0, 168.0)),
        ("at the ring", 1, syn[3], Point::new(648.0, 186.0)),
        ("at the card", 1, syn[4], Point::new(664.0, 186.0)),
        (
            "the answer at the card",
            2,
            answer[0],
            Point::new(664.0, 186.0),
        ),
        (
            "the answer at the ring",
            2,
            answer[1],
            Point::new(648.0, 186.0),
        ),
        (
            "the answer beside the gate",
            2,
            answer[2],
            Point::new(584.8, 204.0),
        ),
    ] {
        let pill = pill(&show, packet, Playhead::at(entry)).expect(case);
        assert!(pill.at.distance(expected) < 0.1, "{case}: {:?}", pill.at);
    }
    let stopped = pill(&show, 2, Playhead::at(answer[2])).unwrap();
    assert!(stopped.stopped);
    assert_eq!(stopped.tint, Tint::Denied);
    assert_eq!(stopped.text, "SYN·ACK 22→33956");
    let lights = show.journeys.lights(answer[2]);
    assert_eq!(lights.stamps, [Point::new(476.0, 204.0)]);
    assert_eq!(show.host(&lights, "sftp").ring, Light::State);
    assert_eq!(show.gate(&lights, "public-a").inbound, Light::Rule);
    assert_eq!(show.gate(&lights, "public-a").outbound, Light::Denied);
    let ports = &show.host(&lights, "laptop").ports;
    assert_eq!(
        *ports,
        [PortLight {
            port: 33_956,
            waiting: false
        }]
    );
    let callout = lights.callout.clone().unwrap();
    assert_eq!(callout.title, "Blocked by acl-public, outbound");
    assert_eq!(callout.detail, "rule * DENY all");
    assert!(show.drawing.bounds.holds(callout.frame));
    let hidden = |frame: Rect| callout.frame.overlaps(frame);
    assert!(!show.drawing.hosts.iter().any(|host| hidden(host.outline())));
    assert!(!show.drawing.gates.iter().any(|gate| hidden(gate.frame())));
    let notes: Vec<_> = lights
        .memories
        .iter()
        .map(|memory| (&*memory.text, memory.remembered))
        .collect();
    assert_eq!(
        notes,
        [("#1 203.0.113.10:33956 ⇄ :22", true), ("stateless", false)]
    );
    for memory in &lights.memories {
        assert!(show.drawing.bounds.holds(memory.frame), "{memory:?}");
        assert!(!memory.frame.overlaps(callout.frame), "{memory:?}");
    }
    let remembered = lights.remembered.clone().unwrap();
    assert_eq!(
        (&*remembered.host, remembered.packet, remembered.from),
        ("sftp", 2, 1)
    );
}

#[test]
fn a_dropped_packet_lies_until_its_flow_sends_again() {
    let show = Show::of(SFTP, Shape::Wide);
    let (answer, again) = (show.entries(2), show.entries(3));
    for (case, entry, expected) in [
        ("before it is sent", answer[0] - 1, None),
        ("dropped", answer[2], Some(1.0)),
        ("in the silence", again[0] - 1, Some(1.0)),
        ("when the flow begins anew", again[0], Some(1.0)),
        ("after that", again[1], None),
    ] {
        let found = pill(&show, 2, Playhead::at(entry)).map(|pill| pill.presence);
        assert_eq!(found, expected, "{case}");
    }
    assert!(show.journeys.lights(again[0]).stamps.is_empty());
    assert_eq!(
        show.host(&show.journeys.lights(again[0]), "sftp").ring,
        Light::Idle
    );
}

#[test]
fn a_packet_moves_by_simulated_time_where_time_passes() {
    let show = Show::of(SFTP, Shape::Wide);
    let syn = show.entries(1);
    let half = Playhead {
        entry: syn[0],
        fraction: 0.5,
    };
    assert_eq!(pill(&show, 1, half).unwrap().at, Point::new(285.0, 186.0));
}

#[test]
fn every_packet_starts_at_its_sender() {
    for shape in [Shape::Wide, Shape::Narrow] {
        for text in [SFTP, WIDE_WORLD] {
            let show = Show::of(text, shape);
            let mut drawn = 0;
            for (index, entry) in show.trace.entries.iter().enumerate() {
                let TraceEvent::Sent { packet, origin, .. } = &entry.event else {
                    continue;
                };
                let number = u64::from(packet.number.0);
                let pills = show.journeys.pills(Playhead::at(index));
                let pill = pills.iter().find(|pill| pill.packet == number).unwrap();
                // Amazon's own services are not drawn; they answer at the router.
                if let Sender::Host(host) = origin
                    && let Some(end) = show.drawing.hosts.get(host.place())
                {
                    let frame = end.frame;
                    // Several sent at once stand below one another.
                    let column = frame
                        .grown(1.0)
                        .union(Rect::new(frame.x, frame.y, 1.0, 400.0));
                    let reach = if shape == Shape::Wide {
                        column
                    } else {
                        column.grown(70.0)
                    };
                    assert!(
                        reach.holds(Rect::new(pill.at.x, pill.at.y, 0.0, 0.0)),
                        "{pill:?} {frame:?}"
                    );
                    drawn += 1;
                }
            }
            assert!(
                drawn >= 5,
                "only {drawn} packets have a sender on the drawing"
            );
        }
    }
}

#[test]
fn packets_move_without_jumps() {
    const STEPS: u32 = 64;
    for shape in [Shape::Wide, Shape::Narrow] {
        let show = Show::of(WIDE_WORLD, shape);
        let mut before: Vec<Pill> = Vec::new();
        let mut steps = 0;
        for place in show.places(STEPS) {
            let now = show.journeys.pills(place);
            for pill in &now {
                let Some(last) = before.iter().find(|last| last.packet == pill.packet) else {
                    continue;
                };
                let moved = pill.at.distance(last.at);
                assert!(moved < 60.0, "{place:?}: {moved} from {last:?} to {pill:?}");
                steps += usize::from(moved > 0.0);
            }
            before = now;
        }
        assert!(steps > 1_000, "only {steps} moves");
    }
}

#[test]
fn a_way_follows_the_gates_of_the_trace() {
    let show = Show::of(WIDE_WORLD, Shape::Wide);
    let drawing = &show.drawing;
    let mut seen = 0;
    for (index, entry) in show.trace.entries.iter().enumerate() {
        let TraceEvent::Passed {
            packet,
            gate,
            direction,
            ..
        } = &entry.event
        else {
            continue;
        };
        let number = u64::from(packet.0);
        let at = pill(&show, number, Playhead::at(index)).unwrap().at;
        let expected = match gate {
            Gate::Acl { subnet, .. } => {
                let center = drawing.gates[subnet.place()].center;
                let lane = if *direction == Direction::Inbound {
                    -18.0
                } else {
                    18.0
                };
                Point::new(center.x, center.y + lane)
            }
            Gate::Gateway(gateway) => {
                drawing.nodes[show.scenario.vpcs.len() + gateway.place()].center
            }
            Gate::RouteTable { subnet, .. } => {
                let vpc = show.trace.start.subnet(*subnet).vpc.place();
                drawing.nodes[vpc].center
            }
            Gate::Groups(host) => {
                let ring = drawing.hosts[host.place()].ring();
                Point::new(ring.x, at.y)
            }
            Gate::Network => continue,
        };
        // Only beside another pill it gives way, downwards.
        assert!(
            (at.x - expected.x).abs() < 0.1,
            "{number} at {gate:?}: {at:?}"
        );
        assert!(
            at.y > expected.y - 0.1 && at.y < expected.y + 290.0,
            "{number} at {gate:?}: {at:?}"
        );
        seen += 1;
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn pills_at_one_place_can_be_read() {
    let show = Show::of(WIDE_WORLD, Shape::Wide);
    let three = (0..show.trace.entries.len())
        .map(|entry| show.journeys.pills(Playhead::at(entry)))
        .find(|pills| {
            pills
                .iter()
                .filter(|pill| pill.text.ends_with("→8080"))
                .count()
                == 3
        })
        .unwrap();
    for (index, one) in three.iter().enumerate() {
        for other in &three[index + 1..] {
            let beside = (one.at.x - other.at.x).abs()
                >= Pill::width(&one.text).midpoint(Pill::width(&other.text));
            let below = (one.at.y - other.at.y).abs() >= Pill::HEIGHT;
            assert!(beside || below, "{one:?} {other:?}");
        }
    }
}

#[test]
fn each_kind_of_drop_has_a_stamp_and_where_there_is_room_a_note() {
    for shape in [Shape::Wide, Shape::Narrow] {
        let show = Show::of(WIDE_WORLD, shape);
        let mut gates = BTreeSet::new();
        for (index, entry) in show.trace.entries.iter().enumerate() {
            let TraceEvent::Dropped(drop) = &entry.event else {
                continue;
            };
            gates.insert(show.trace.start.gate_kind(drop.gate));
            let lights = show.journeys.lights(index);
            assert!(!lights.stamps.is_empty());
            if shape == Shape::Narrow {
                assert_eq!(lights.callout, None);
                continue;
            }
            let callout = lights.callout.clone().unwrap();
            assert!(show.drawing.bounds.holds(callout.frame), "{callout:?}");
            for host in &show.drawing.hosts {
                assert!(
                    !host.frame.overlaps(callout.frame),
                    "{callout:?} on {}",
                    host.id
                );
            }
        }
        let expected = [
            "internet_gateway",
            "nat_gateway",
            "network",
            "network_acl",
            "route_table",
            "security_group",
        ];
        assert_eq!(gates, BTreeSet::from(expected));
    }
}

proptest! {
    #![proptest_config(crate::property::cases(32))]

    #[test]
    fn any_document_can_be_shown_at_any_moment(numbers in prop::collection::vec(any::<u32>(), 0..120)) {
        let document = document(&mut Draws::of(numbers)).to_string();
        if read(&document).compile().is_err() {
            return Ok(());
        }
        for shape in [Shape::Wide, Shape::Narrow] {
            let show = Show::of(&document, shape);
            let places = show.places(2);
            for &place in places.iter().step_by(places.len().div_ceil(60).max(1)) {
                let lights = show.journeys.lights(place.entry);
                prop_assert_eq!(lights.hosts.len(), show.drawing.hosts.len());
                for pill in show.journeys.pills(place) {
                    prop_assert!(pill.at.x.is_finite() && pill.at.y.is_finite(), "{pill:?}");
                    prop_assert!((0.0..=1.0).contains(&pill.presence), "{pill:?}");
                }
            }
        }
    }

    #[test]
    fn scrubbing_back_and_forth_shows_the_same(
        jumps in prop::collection::vec((any::<prop::sample::Index>(), 0.0..1.0), 1..40),
    ) {
        let show = Show::of(SFTP, Shape::Wide);
        let place = |(entry, fraction): &(prop::sample::Index, f64)| Playhead {
            entry: entry.index(show.trace.entries.len()),
            fraction: *fraction,
        };
        let see = |place: Playhead| (show.journeys.pills(place), show.journeys.lights(place.entry));
        let forth: Vec<_> = jumps.iter().map(place).map(see).collect();
        let back: Vec<_> = jumps.iter().rev().map(place).map(see).collect();
        prop_assert!(forth.iter().eq(back.iter().rev()));
    }
}

#[test]
fn where_nothing_happens_nothing_is_lit() {
    let show = Show::of(
        r#"{ "portcullis": 1, "hosts": [{ "id": "a", "ip": "192.0.2.1" }] }"#,
        Shape::Wide,
    );
    assert_eq!(show.journeys.pills(Playhead::default()), []);
    let lights = show.journeys.lights(0);
    assert_eq!(lights.hosts[0].ring, Light::Idle);
    assert_eq!(lights.callout, None);
}
