//! What stands where.

use portcullis::picture::drawing::{AreaKind, Drawing, HostCard, Inward, NodeKind, Piece};
use portcullis::picture::geometry::{Point, Rect};
use portcullis::picture::{Shape, drawing};
use portcullis::scenario::Scenario;
use proptest::prelude::*;

use crate::samples::{SFTP, WIDE_WORLD, read};

fn sftp() -> Drawing {
    drawing(&read(SFTP), Shape::Wide)
}

#[test]
fn the_first_example_stands_where_it_was_designed() {
    let drawing = sftp();
    let node = |kind| {
        let mut nodes = drawing.nodes.iter();
        nodes.find(|node| node.kind == kind).unwrap().center
    };
    assert_eq!(node(NodeKind::InternetGateway), Point::new(342.0, 186.0));
    assert_eq!(node(NodeKind::Router), Point::new(420.0, 186.0));
    assert_eq!(drawing.gates[0].center, Point::new(496.0, 186.0));
    assert_eq!(drawing.gates[0].inward, Inward::Right);
    for (case, index, expected) in [
        ("laptop", 0, Rect::new(48.0, 150.0, 180.0, 72.0)),
        ("sftp", 1, Rect::new(664.0, 152.0, 196.0, 76.0)),
    ] {
        assert_eq!(drawing.hosts[index].frame, expected, "{case}");
    }
    for (case, index, expected) in [
        ("vpc", 0, Rect::new(342.0, 34.0, 668.0, 286.0)),
        ("public-a", 1, Rect::new(496.0, 76.0, 490.0, 220.0)),
    ] {
        assert_eq!(drawing.areas[index].frame, expected, "{case}");
    }
    assert_eq!(drawing.captions[0].at, Point::new(48.0, 56.0));
    let level = |wire: &Vec<Point>| wire.iter().all(|point| (point.y - 186.0).abs() < 0.01);
    assert!(drawing.wires.iter().all(|wire| level(&wire.points)));
}

#[test]
fn what_a_screen_reader_says_begins_with_the_kind() {
    let sftp = sftp();
    let world = drawing(&read(WIDE_WORLD), Shape::Wide);
    for (expected, label) in [
        ("host laptop, 203.0.113.10", &sftp.hosts[0].label),
        (
            "host sftp, 10.0.1.20, listening on tcp 22",
            &sftp.hosts[1].label,
        ),
        (
            "network ACL acl-public of subnet public-a",
            &sftp.gates[0].label,
        ),
        ("router of VPC vpc", &sftp.nodes[0].label),
        ("internet gateway igw of VPC vpc", &sftp.nodes[1].label),
        (
            "network ACL prod.default-acl of subnet inner",
            &world.gates[0].label,
        ),
        ("NAT gateway nat in subnet outer", &world.nodes[3].label),
        (
            "peering connection pcx between VPCs prod and data",
            &world.nodes[4].label,
        ),
        (
            "host app, 10.0.2.4, listening on tcp 8080, udp 53",
            &world.hosts[3].label,
        ),
    ] {
        assert_eq!(label, expected);
    }
    assert_eq!(world.gates[0].acl, "default");
}

#[test]
fn the_keyboard_goes_through_a_drawing_as_one_would_read_it() {
    let names = |drawing: &Drawing| -> Vec<String> {
        let of = |piece: &Piece| match *piece {
            Piece::Area(index) => drawing.areas[index].label.clone(),
            Piece::Node(index) => drawing.nodes[index].label.clone(),
            Piece::Gate(index) => drawing.gates[index].label.clone(),
            Piece::Host(index) => drawing.hosts[index].label.clone(),
        };
        let pieces = drawing.order.iter().map(of);
        let whole = |label: String| label.split(", listening").next().unwrap().to_owned();
        pieces.map(whole).collect()
    };
    assert_eq!(
        names(&sftp()),
        [
            "host laptop, 203.0.113.10",
            "VPC vpc, 10.0.0.0/16, 1 subnet, 1 host",
            "internet gateway igw of VPC vpc",
            "router of VPC vpc",
            "subnet public-a, 10.0.1.0/24, in VPC vpc, public, 1 host",
            "network ACL acl-public of subnet public-a",
            "host sftp, 10.0.1.20",
        ]
    );
    for shape in [Shape::Wide, Shape::Narrow] {
        let world = drawing(&read(WIDE_WORLD), shape);
        let pieces = names(&world);
        let at = |begin: &str| {
            let mut pieces = pieces.iter();
            pieces.position(|name| name.starts_with(begin)).unwrap()
        };
        let count = world.areas.len() + world.nodes.len() + world.gates.len() + world.hosts.len();
        assert_eq!(pieces.len(), count, "each once: {pieces:#?}");
        // Public subnets stand above private ones, whatever the document's order.
        for (before, after) in [
            ("VPC prod", "router of VPC prod"),
            (
                "subnet outer",
                "network ACL prod.default-acl of subnet outer",
            ),
            (
                "network ACL prod.default-acl of subnet outer",
                "NAT gateway nat",
            ),
            ("NAT gateway nat", "subnet inner"),
            ("subnet inner", "host app"),
            ("host app", "VPC data"),
            ("VPC data", "subnet store"),
        ] {
            assert!(at(before) < at(after), "{before}, {after}: {pieces:#?}");
        }
    }
}

#[test]
fn hosts_of_one_row_follow_one_another_however_tall_they_are() {
    let mut scenario = made(&[1], &[12, 0], &[], false);
    // One that opens connections has a taller card.
    let script = r#"{ "portcullis": 1, "hosts": [ { "id": "h0", "ip": "203.0.113.1" } ],
      "script": [ { "at": 0, "open": { "id": "c", "from": "h0", "to": "h0", "port": 1 } } ] }"#;
    scenario.script = read(script).script;
    let drawing = drawing(&scenario, Shape::Wide);
    assert!(drawing.hosts[0].frame.height > drawing.hosts[1].frame.height);
    let hosts: Vec<usize> = drawing
        .order
        .iter()
        .filter_map(|piece| match piece {
            Piece::Host(index) => Some(*index),
            _ => None,
        })
        .collect();
    assert_eq!(hosts, (0..12).collect::<Vec<_>>());
}

#[test]
fn each_group_on_a_ring_has_its_part_of_the_names() {
    let mut scenario = read(SFTP);
    let groups = ["sg-sftp", "vpc.default"].map(str::to_owned);
    scenario.hosts[1].groups = Some(groups.to_vec());
    let drawing = drawing(&scenario, Shape::Wide);
    let sftp = &drawing.hosts[1];
    let worn: Vec<(&str, &str)> = sftp
        .groups
        .iter()
        .map(|worn| (&*worn.id, &*worn.name))
        .collect();
    assert_eq!(worn, [("sg-sftp", "sg-sftp"), ("vpc.default", "default")]);
    let [one, other] = sftp.tabs()[..] else {
        panic!("two groups: {:?}", sftp.tabs());
    };
    assert!((one.right() - other.x).abs() < 0.01);
    assert!(sftp.tab().grown(0.01).holds(one.union(other)));
}

#[test]
fn a_subnet_with_a_route_to_an_internet_gateway_is_public() {
    let world = drawing(&read(WIDE_WORLD), Shape::Wide);
    let kinds: Vec<(&str, AreaKind)> = world
        .areas
        .iter()
        .map(|area| (&*area.id, area.kind))
        .collect();
    assert_eq!(
        kinds,
        [
            ("prod", AreaKind::Vpc),
            ("data", AreaKind::Vpc),
            ("inner", AreaKind::PrivateSubnet),
            ("outer", AreaKind::PublicSubnet),
            ("store", AreaKind::PrivateSubnet),
        ]
    );
}

#[test]
fn only_a_host_that_opens_connections_shows_its_ephemeral_ports() {
    let drawing = sftp();
    assert_eq!(drawing.hosts[0].ephemeral, Some((32_768, 60_999)));
    assert_eq!(drawing.hosts[1].ephemeral, None);
}

#[test]
fn two_hundred_hosts_stand_apart() {
    for shape in [Shape::Wide, Shape::Narrow] {
        let scenario = made(&[3, 1], &[200, 7, 0, 40], &[], true);
        let drawing = drawing(&scenario, shape);
        assert_eq!(drawing.hosts.len(), 287);
        well_laid_out(&drawing, &scenario, &|_| true);
    }
}

proptest! {
    #![proptest_config(crate::property::cases(256))]

    #[test]
    fn whatever_is_drawn_is_finite_and_apart(
        vpcs in prop::collection::vec(0_usize..4, 0..4),
        hosts in prop::collection::vec(0_usize..14, 1..9),
        given in prop::collection::vec((0_usize..60, -900_i32..2_000, -900_i32..2_000), 0..6),
        peered in any::<bool>(),
        wide in any::<bool>(),
    ) {
        let scenario = made(&vpcs, &hosts, &given, peered);
        let shape = if wide { Shape::Wide } else { Shape::Narrow };
        let drawing = drawing(&scenario, shape);
        let is_automatic = |host: usize| !wide || scenario.hosts[host].position.is_none();
        well_laid_out(&drawing, &scenario, &is_automatic);
    }
}

/// A document with so many subnets in each VPC, so many hosts in each subnet and, last,
/// on the internet, some of them with positions.
fn made(vpcs: &[usize], hosts: &[usize], given: &[(usize, i32, i32)], peered: bool) -> Scenario {
    let (mut networks, mut subnets, mut gateways, mut members) =
        (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let mut counts = hosts.iter().copied().cycle();
    let mut member = |subnet: Option<String>, count: usize| {
        for _ in 0..count {
            let number = members.len();
            let mut host = format!(r#"{{ "id": "h{number}""#);
            let place = match &subnet {
                Some(subnet) => format!(r#", "subnet": "{subnet}""#),
                None => format!(r#", "ip": "203.0.{}.{}""#, number / 250, number % 250 + 1),
            };
            host += &place;
            if number % 3 == 0 {
                host += r#", "listen": ["tcp 22", "tcp 443", "udp 53", "tcp 8080"]"#;
            }
            if let Some((_, x, y)) = given.iter().find(|(at, ..)| *at == number) {
                let position = format!(r#", "pos": [{x}, {y}]"#);
                host += &position;
            }
            members.push(host + " }");
        }
    };
    for (vpc, &count) in vpcs.iter().enumerate() {
        networks.push(format!(
            r#"{{ "id": "v{vpc}", "cidr": "10.{vpc}.0.0/16" }}"#
        ));
        gateways.push(format!(
            r#"{{ "id": "igw{vpc}", "kind": "internet", "vpc": "v{vpc}" }}"#
        ));
        if peered && vpc > 0 {
            gateways.push(format!(
                r#"{{ "id": "p{vpc}", "kind": "peering", "vpcs": ["v{}", "v{vpc}"] }}"#,
                (vpc - 1) / 2
            ));
        }
        for subnet in 0..count {
            let id = format!("s{vpc}-{subnet}");
            subnets.push(format!(
                r#"{{ "id": "{id}", "vpc": "v{vpc}", "cidr": "10.{vpc}.{subnet}.0/24" }}"#
            ));
            if subnet == 0 {
                gateways.push(format!(
                    r#"{{ "id": "nat{vpc}", "kind": "nat", "subnet": "{id}" }}"#
                ));
            }
            member(Some(id), counts.next().expect("a made document holds it"));
        }
    }
    member(None, *hosts.last().expect("a made document holds it"));
    read(&format!(
        r#"{{ "portcullis": 1, "vpcs": [{}], "subnets": [{}], "gateways": [{}], "hosts": [{}] }}"#,
        networks.join(","),
        subnets.join(","),
        gateways.join(","),
        members.join(",")
    ))
}

fn well_laid_out(drawing: &Drawing, scenario: &Scenario, is_automatic: &dyn Fn(usize) -> bool) {
    let finite = |rect: Rect| {
        let sides = [rect.x, rect.y, rect.width, rect.height];
        assert!(sides.iter().all(|side| side.is_finite()), "{rect:?}");
        assert!(
            drawing.bounds.grown(0.01).holds(rect),
            "{rect:?} is out of bounds"
        );
    };
    drawing.areas.iter().for_each(|area| finite(area.frame));
    drawing.nodes.iter().for_each(|node| finite(node.frame()));
    drawing.gates.iter().for_each(|gate| finite(gate.frame()));
    drawing.hosts.iter().for_each(|host| finite(host.outline()));
    for point in drawing.wires.iter().flat_map(|wire| &wire.points) {
        finite(Rect::new(point.x, point.y, 0.0, 0.0));
    }
    let cards: Vec<&HostCard> = drawing.hosts.iter().collect();
    let automatic: Vec<usize> = (0..cards.len())
        .filter(|&host| is_automatic(host))
        .collect();
    for (index, &one) in automatic.iter().enumerate() {
        for &other in &automatic[index + 1..] {
            assert!(
                !cards[one].outline().overlaps(cards[other].outline()),
                "{} and {}",
                cards[one].id,
                cards[other].id
            );
        }
        if let Some(subnet) = &scenario.hosts[one].subnet {
            let mut areas = drawing.areas.iter();
            let area = areas
                .find(|area| area.id == *subnet)
                .expect("a made document holds it");
            assert!(area.frame.holds(cards[one].outline()), "{}", cards[one].id);
        }
    }
}
