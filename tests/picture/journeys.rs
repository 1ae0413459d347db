//! Where packets are, and what is lit, at places of a trace.

use portcullis::picture::geometry::Point;
use portcullis::picture::light::{Light, Pill, Tint};
use portcullis::picture::{Place, Shape};

use crate::samples::{SFTP, Show, WIDE_WORLD};

fn pill(show: &Show, packet: u64, place: Place) -> Option<Pill> {
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
        let pill = pill(&show, packet, Place::at(entry)).expect(case);
        assert!(pill.at.distance(expected) < 0.1, "{case}: {:?}", pill.at);
    }
    let stopped = pill(&show, 2, Place::at(answer[2])).unwrap();
    assert!(stopped.stopped);
    assert_eq!(stopped.tint, Tint::Denied);
    assert_eq!(stopped.text, "SYN·ACK 22→33956");
    let lights = show.journeys.lights(answer[2]);
    assert_eq!(lights.stamps, [Point::new(476.0, 204.0)]);
    assert_eq!(lights.hosts["sftp"].ring, Light::State);
    assert_eq!(lights.gates["public-a"].inbound, Light::Rule);
    assert_eq!(lights.gates["public-a"].outbound, Light::Denied);
    assert_eq!(lights.hosts["laptop"].ports_in_use, [33_956]);
    assert_eq!(
        lights.hosts["laptop"].state.as_deref(),
        Some("SYN-SENT, again in 1 s")
    );
    let callout = lights.callout.unwrap();
    assert_eq!(callout.title, "Blocked by acl-public, outbound");
    assert_eq!(callout.detail, "rule * DENY all");
    println!("{callout:?} {:?} {:?}", lights.trails, lights.remembered);
}

#[test]
fn dump() {
    for shape in [Shape::Wide, Shape::Narrow] {
        for text in [SFTP, WIDE_WORLD] {
            let show = Show::of(text, shape);
            println!("{:#?}", show.drawing.bounds);
        }
    }
}
