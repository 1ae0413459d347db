//! Many packets at one place: bundled, counted, and none lost.

use portcullis::picture::geometry::Rect;
use portcullis::picture::light::{Pill, Tint};
use portcullis::picture::{Playhead, Shape};
use serde_json::json;

use crate::samples::Show;

/// So many clients in one subnet, which all ask one server at the same moment.
fn crowd(clients: usize) -> Show {
    let hosts = (0..clients)
        .map(|index| json!({ "id": format!("client-{index}"), "subnet": "a", "groups": ["open"] }));
    let script = (0..clients).map(|index| {
        json!({ "at": 0, "open": { "id": format!("c{index}"), "from": format!("client-{index}"),
            "to": "server", "port": 443, "request": 10 } })
    });
    let server =
        json!({ "id": "server", "subnet": "b", "groups": ["open"], "listen": ["tcp 443"] });
    let document = json!({
        "portcullis": 1,
        "vpcs": [{ "id": "vpc", "cidr": "10.0.0.0/16" }],
        "subnets": [
            { "id": "a", "vpc": "vpc", "cidr": "10.0.1.0/24" },
            { "id": "b", "vpc": "vpc", "cidr": "10.0.2.0/24" },
        ],
        "hosts": hosts.chain([server]).collect::<Vec<_>>(),
        "security_groups": [
            { "id": "open", "vpc": "vpc", "inbound": ["tcp 443 from 0.0.0.0/0"] },
        ],
        "script": script.collect::<Vec<_>>(),
    });
    Show::of(&document.to_string(), Shape::Wide)
}

/// Every place of which a test asks: after each entry, and half way to the next.
fn places(show: &Show) -> Vec<Playhead> {
    show.places(2)
}

#[test]
fn a_crowd_on_one_link_is_one_pill_with_its_number() {
    let show = crowd(40);
    let mut largest: Option<Pill> = None;
    for place in places(&show) {
        for pill in show.journeys.pills(place) {
            if largest
                .as_ref()
                .is_none_or(|largest| largest.count < pill.count)
            {
                largest = Some(pill);
            }
        }
    }
    let largest = largest.unwrap();
    assert!(largest.count > 20, "{largest:?}");
    assert_eq!(largest.text, format!("{} × SYN →443", largest.count));
    assert_eq!(largest.tint, Tint::Several);
}

#[test]
fn none_is_lost_in_a_bundle_and_few_are_not_bundled() {
    for (clients, most) in [(3, 1), (40, 40)] {
        let show = crowd(clients);
        for place in places(&show) {
            let pills = show.journeys.pills(place);
            let dots = show.journeys.dots(place);
            let count: usize = pills.iter().map(|pill| pill.count).sum();
            assert_eq!(count, dots.len(), "{clients} at {place:?}");
            assert!(pills.iter().all(|pill| pill.count <= most), "{pills:?}");
        }
    }
}

#[test]
fn what_is_seen_of_a_part_is_what_is_there() {
    let show = crowd(40);
    let bounds = show.drawing.bounds;
    let all_places = places(&show);
    let place = *all_places
        .iter()
        .max_by_key(|&&place| show.journeys.pills(place).len())
        .unwrap();
    let all = show.journeys.pills(place);
    let middle = all[all.len() / 2].at;
    let seen = Rect::new(bounds.x, middle.y - 150.0, bounds.width, 300.0);
    let part = show.journeys.pills_in(place, seen);
    let there = |pill: &&Pill| seen.contains(pill.at);
    let expected: Vec<&Pill> = all.iter().filter(there).collect();
    assert!(!expected.is_empty());
    assert_eq!(part.iter().filter(there).collect::<Vec<_>>(), expected);
}

#[test]
fn a_bundle_tells_how_many_more_there_are() {
    let show = crowd(40);
    let all = places(&show);
    let (place, bundle) = all
        .iter()
        .find_map(|&place| {
            let pills = show.journeys.pills(place);
            Some((place, pills.into_iter().find(|pill| pill.count > 1)?))
        })
        .unwrap();
    let name = show.journeys.name(place, &bundle);
    assert!(
        name.starts_with(&format!("packet {}, SYN ", bundle.packet)),
        "{name}"
    );
    assert!(
        name.ends_with(&format!(", and {} more", bundle.count - 1)),
        "{name}"
    );
}
