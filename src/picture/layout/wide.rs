//! The wide shape: the internet at the left, VPCs below one another at the right.
//!
//! A VPC, a subnet or a host with a position keeps it, and what surrounds it is grown
//! around it. The rest is stacked below.

use super::super::drawing::HostCard;
use super::super::geometry::{Point, Rect};
use super::grid::{Grid, columns};
use super::{Cast, Ground};
use crate::scenario::{GatewayKind, Position};

/// Left edge of the first VPC, and top of everything.
const VPC_AT: Point = Point::new(342.0, 34.0);
/// From a VPC's corner to that of its first subnet.
const SUBNET_IN_VPC: Point = Point::new(154.0, 42.0);
/// From a subnet's corner to that of its first card.
const CARD_IN_SUBNET: Point = Point::new(168.0, 76.0);
/// Right edge and top of the first card on the internet.
const INTERNET_AT: Point = Point::new(228.0, 150.0);
/// The widest card.
const WIDEST: f64 = 320.0;
/// The middle of a node, seen from the corner of its border.
const NODE_MIDDLE: Point = Point::new(24.0, 21.0);

pub(super) fn ground(cast: &Cast) -> Ground {
    let mut ground = Ground {
        cards: cast.cards(WIDEST),
        gateways: vec![Point::default(); cast.scenario.gateways.len()],
        ..Ground::default()
    };
    let fixed = subnets(cast, &mut ground);
    vpcs(cast, &mut ground, &fixed);
    routers(cast, &mut ground);
    gateways(cast, &mut ground);
    internet(cast, &mut ground);
    ground
}

/// Lays out each subnet for itself; which of them are where they must be?
fn subnets(cast: &Cast, ground: &mut Ground) -> Vec<bool> {
    let mut fixed = Vec::new();
    for (index, subnet) in cast.scenario.subnets.iter().enumerate() {
        let (hosts, gateways) = &cast.inhabitants[index];
        let given = |index: &usize| cast.scenario.hosts[*index].position;
        let given_gateway = |index: &usize| cast.scenario.gateways[*index].position;
        let positions = || {
            let hosts = hosts.iter().filter_map(given);
            hosts
                .chain(gateways.iter().filter_map(given_gateway))
                .map(point)
        };
        let corner =
            positions().reduce(|one, other| Point::new(one.x.min(other.x), one.y.min(other.y)));
        let around = corner
            .map(|corner| Point::new(corner.x - CARD_IN_SUBNET.x, corner.y - CARD_IN_SUBNET.y));
        let origin = subnet.position.map(point).or(around);
        fixed.push(origin.is_some());
        let origin = origin.unwrap_or_default();

        let mut taken: Vec<Rect> = Vec::new();
        for &host in hosts {
            if let Some(position) = given(&host) {
                let card = &mut ground.cards[host];
                place(card, point(position));
                taken.push(room(card));
            }
        }
        for &gateway in gateways {
            if let Some(position) = given_gateway(&gateway) {
                ground.gateways[gateway] = node_at(position);
                taken.push(node_room(node_at(position)));
            }
        }
        let free_gateways: Vec<usize> = gateways
            .iter()
            .copied()
            .filter(|gateway| given_gateway(gateway).is_none())
            .collect();
        let free_hosts: Vec<usize> = hosts
            .iter()
            .copied()
            .filter(|host| given(host).is_none())
            .collect();
        let count = free_gateways.len() + free_hosts.len();
        let grid = grid(
            origin,
            count,
            free_hosts.iter().map(|&host| ground.cards[host].frame),
        );
        let room_at = |index: usize, at: Point| match index.checked_sub(free_gateways.len()) {
            None => node_room(Point::new(at.x + NODE_MIDDLE.x, at.y + 38.0)),
            Some(index) => {
                let mut card = ground.cards[free_hosts[index]].clone();
                place(&mut card, at);
                room(&card)
            }
        };
        let places = grid.places(count, &taken, room_at);
        for (index, at) in places.into_iter().enumerate() {
            match index.checked_sub(free_gateways.len()) {
                None => {
                    ground.gateways[free_gateways[index]] =
                        Point::new(at.x + NODE_MIDDLE.x, at.y + 38.0)
                }
                Some(index) => place(&mut ground.cards[free_hosts[index]], at),
            }
        }

        let content = hosts.iter().map(|&host| ground.cards[host].frame);
        let nodes = gateways
            .iter()
            .map(|&gateway| node_room(ground.gateways[gateway]));
        let mut frame = Rect::new(origin.x, origin.y, 490.0, 160.0);
        for rect in content.chain(nodes) {
            frame = frame.union(Rect::new(
                rect.x,
                rect.y,
                rect.width + 60.0,
                rect.height + 68.0,
            ));
        }
        if let Some(size) = subnet.size {
            frame = Rect::new(
                origin.x,
                origin.y,
                f64::from(size.width),
                f64::from(size.height),
            );
        }
        ground.subnets.push(frame);
    }
    fixed
}

/// The grid of those hosts and gateways of a subnet that have no position.
fn grid(origin: Point, count: usize, cards: impl Iterator<Item = Rect>) -> Grid {
    let (width, height) = cards.fold((48.0_f64, 64.0_f64), |(width, height), card| {
        (width.max(card.width), height.max(card.height))
    });
    let columns = columns(count);
    let feed = if columns > 1 { 20.0 } else { 0.0 };
    Grid {
        origin: Point::new(
            origin.x + CARD_IN_SUBNET.x,
            origin.y + CARD_IN_SUBNET.y + feed,
        ),
        step_x: width + 84.0,
        step_y: height + 88.0,
        columns,
    }
}

/// Frames each VPC around its subnets, and puts those without a place below the others.
fn vpcs(cast: &Cast, ground: &mut Ground, fixed: &[bool]) {
    let mut floating = Vec::new();
    for (index, vpc) in cast.scenario.vpcs.iter().enumerate() {
        let subnets = cast.subnets_of(index);
        let (set, mut free): (Vec<usize>, Vec<usize>) =
            subnets.iter().partition(|&&subnet| fixed[subnet]);
        let set_frame = set
            .iter()
            .map(|&subnet| ground.subnets[subnet])
            .reduce(Rect::union);
        let inside = vpc.position.map(|position| {
            Point::new(
                f64::from(position.x) + SUBNET_IN_VPC.x,
                f64::from(position.y) + SUBNET_IN_VPC.y,
            )
        });
        let start = match (set_frame, inside) {
            (Some(set), Some(inside)) => Point::new(set.x.max(inside.x), set.bottom() + 26.0),
            (Some(set), None) => Point::new(set.x, set.bottom() + 26.0),
            (None, Some(inside)) => inside,
            (None, None) => Point::new(VPC_AT.x + SUBNET_IN_VPC.x, VPC_AT.y + SUBNET_IN_VPC.y),
        };
        // Public subnets first: they stand nearer to the gateway.
        free.sort_by_key(|&subnet| !cast.is_public(subnet));
        let widest = free.iter().fold(0.0_f64, |widest, &subnet| {
            widest.max(ground.subnets[subnet].width)
        });
        let mut top = start.y;
        for &subnet in &free {
            let from = ground.subnets[subnet];
            if cast.scenario.subnets[subnet].size.is_none() {
                ground.subnets[subnet].width = widest;
            }
            move_subnet(cast, ground, subnet, start.x - from.x, top - from.y);
            top = ground.subnets[subnet].bottom() + 26.0;
        }
        let content = subnets
            .iter()
            .map(|&subnet| ground.subnets[subnet])
            .reduce(Rect::union);
        let content = content.unwrap_or(Rect::new(start.x, start.y, 120.0, 100.0));
        let corner = vpc.position.map_or(
            Point::new(content.x - SUBNET_IN_VPC.x, content.y - SUBNET_IN_VPC.y),
            point,
        );
        let frame = match vpc.size {
            Some(size) => Rect::new(
                corner.x,
                corner.y,
                f64::from(size.width),
                f64::from(size.height),
            ),
            None => Rect::new(
                corner.x,
                corner.y,
                (content.right() + 24.0 - corner.x).max(200.0),
                (content.bottom() + 24.0 - corner.y).max(120.0),
            ),
        };
        if vpc.position.is_none() && set.is_empty() {
            floating.push(index);
        }
        ground.vpcs.push(frame);
    }
    stack(cast, ground, &floating);
}

/// Puts VPCs without a place below those that have one, and below one another.
fn stack(cast: &Cast, ground: &mut Ground, floating: &[usize]) {
    let standing = (0..ground.vpcs.len()).filter(|vpc| !floating.contains(vpc));
    let lowest = standing
        .map(|vpc| occupied(cast, ground, vpc).bottom())
        .reduce(f64::max);
    let mut top = lowest.map_or(VPC_AT.y, |lowest| lowest + 100.0);
    for &vpc in floating {
        let frame = ground.vpcs[vpc];
        let (x, y) = (VPC_AT.x - frame.x, top - frame.y);
        ground.vpcs[vpc] = frame.moved(x, y);
        for subnet in cast.subnets_of(vpc) {
            move_subnet(cast, ground, subnet, x, y);
        }
        top = occupied(cast, ground, vpc).bottom() + 100.0;
    }
}

/// A VPC's border with all that stands in it, be its given size large enough or not.
fn occupied(cast: &Cast, ground: &Ground, vpc: usize) -> Rect {
    let mut all = ground.vpcs[vpc];
    for subnet in cast.subnets_of(vpc) {
        all = all.union(ground.subnets[subnet]);
        for &host in &cast.inhabitants[subnet].0 {
            all = all.union(room(&ground.cards[host]));
        }
    }
    all
}

fn move_subnet(cast: &Cast, ground: &mut Ground, subnet: usize, x: f64, y: f64) {
    ground.subnets[subnet] = ground.subnets[subnet].moved(x, y);
    let (hosts, gateways) = &cast.inhabitants[subnet];
    for &host in hosts {
        let card = &mut ground.cards[host];
        card.frame = card.frame.moved(x, y);
    }
    for &gateway in gateways {
        let at = ground.gateways[gateway];
        ground.gateways[gateway] = Point::new(at.x + x, at.y + y);
    }
}

/// A router stands before the gates of its VPC, level with the first that is public.
fn routers(cast: &Cast, ground: &mut Ground) {
    for vpc in 0..ground.vpcs.len() {
        let frame = ground.vpcs[vpc];
        let subnets = cast.subnets_of(vpc);
        let first = subnets
            .iter()
            .copied()
            .min_by_key(|&subnet| !cast.is_public(subnet));
        let left = subnets
            .iter()
            .map(|&subnet| ground.subnets[subnet].x)
            .reduce(f64::min);
        let x = left.map_or(frame.x + 78.0, |left| {
            if left - frame.x >= 130.0 {
                left - 76.0
            } else {
                left.midpoint(frame.x)
            }
        });
        let y = first.map_or(frame.center().y, |subnet| ground.subnets[subnet].center().y);
        ground.routers.push(Point::new(x, y));
    }
}

/// Internet gateways on the left border of their VPC, peering between two VPCs.
fn gateways(cast: &Cast, ground: &mut Ground) {
    let vpc_of = |id: &str| cast.scenario.vpcs.iter().position(|vpc| vpc.id == id);
    let (mut doors, mut side) = (vec![0.0; ground.vpcs.len()], 0.0);
    for (index, gateway) in cast.scenario.gateways.iter().enumerate() {
        let automatic = match &gateway.kind {
            GatewayKind::Internet { vpc } => vpc_of(vpc).map(|vpc| {
                let at = Point::new(ground.vpcs[vpc].x, ground.routers[vpc].y + doors[vpc]);
                doors[vpc] += 76.0;
                at
            }),
            GatewayKind::Peering { vpcs: [one, other] } => {
                vpc_of(one).zip(vpc_of(other)).map(|(one, other)| {
                    between(ground, one, other).unwrap_or_else(|| {
                        side += 76.0;
                        let left = ground.vpcs[one].x.min(ground.vpcs[other].x);
                        let middle = ground.routers[one].towards(ground.routers[other], 0.5);
                        Point::new(left - side, middle.y)
                    })
                })
            }
            GatewayKind::Nat { .. } => continue,
        };
        ground.gateways[index] = gateway
            .position
            .map(node_at)
            .or(automatic)
            .unwrap_or_default();
    }
}

/// Between two VPCs, if nothing else stands there.
fn between(ground: &Ground, one: usize, other: usize) -> Option<Point> {
    let (one, other) = (ground.vpcs[one], ground.vpcs[other]);
    let (upper, lower) = if one.y <= other.y {
        (one, other)
    } else {
        (other, one)
    };
    let at = if lower.y - upper.bottom() >= 60.0 {
        Point::new(
            upper.x.max(lower.x) + 40.0,
            upper.bottom().midpoint(lower.y) + 8.0,
        )
    } else {
        let (left, right) = if one.x <= other.x {
            (one, other)
        } else {
            (other, one)
        };
        Point::new(
            left.right().midpoint(right.x),
            (upper.y + 60.0).max(lower.y + 60.0),
        )
    };
    let free = |frame: &Rect| !frame.overlaps(node_room(at));
    let straight = Rect::new(at.x - 1.0, upper.bottom(), 2.0, lower.y - upper.bottom());
    let clear = ground
        .vpcs
        .iter()
        .all(|frame| free(frame) && !frame.overlaps(straight));
    let alone = ground
        .gateways
        .iter()
        .all(|other| other.distance(at) > 60.0);
    (clear && alone).then_some(at)
}

/// Hosts on the internet: a column that grows downwards, then to the left.
fn internet(cast: &Cast, ground: &mut Ground) {
    let hosts = super::indices(&cast.scenario.hosts, |host| host.subnet.is_none());
    let (set, free): (Vec<usize>, Vec<usize>) = hosts
        .iter()
        .partition(|&&host| cast.scenario.hosts[host].position.is_some());
    let mut taken: Vec<Rect> = ground.vpcs.clone();
    for host in set {
        let position = cast.scenario.hosts[host].position.unwrap_or_default();
        place(&mut ground.cards[host], point(position));
        taken.push(room(&ground.cards[host]));
    }
    let widest = free.iter().fold(180.0_f64, |widest, &host| {
        widest.max(ground.cards[host].frame.width)
    });
    let left = ground
        .vpcs
        .iter()
        .map(|vpc| vpc.x)
        .reduce(f64::min)
        .unwrap_or(VPC_AT.x);
    let grid = Grid {
        origin: Point::new(left - (VPC_AT.x - INTERNET_AT.x) - widest, INTERNET_AT.y),
        step_x: -(widest + 72.0),
        step_y: 136.0,
        columns: free.len().div_ceil(6).min(columns(free.len())).max(1),
    };
    // Cards of one column end at one line, where their wires begin.
    let stand = |card: &mut HostCard, at: Point| {
        let x = at.x + widest - card.frame.width;
        place(card, Point::new(x, at.y));
    };
    let places = grid.places(free.len(), &taken, |index, at| {
        let mut card = ground.cards[free[index]].clone();
        stand(&mut card, at);
        room(&card)
    });
    for (&host, at) in free.iter().zip(places) {
        stand(&mut ground.cards[host], at);
    }
    let frames = || hosts.iter().map(|&host| ground.cards[host].frame);
    let x = frames().map(|frame| frame.x).reduce(f64::min);
    let y = frames().map(|frame| frame.y - 24.0).fold(56.0, f64::min);
    ground.caption = Point::new(x.unwrap_or(48.0), y);
}

fn place(card: &mut HostCard, at: Point) {
    card.frame.x = at.x;
    card.frame.y = at.y;
}

/// The ground that a card needs: its ring, the tab on it, and the state below.
fn room(card: &HostCard) -> Rect {
    super::finish::host_room(card)
}

fn node_room(center: Point) -> Rect {
    super::finish::node_room(center)
}

fn point(position: Position) -> Point {
    Point::new(f64::from(position.x), f64::from(position.y))
}

fn node_at(position: Position) -> Point {
    let corner = point(position);
    Point::new(corner.x + NODE_MIDDLE.x, corner.y + NODE_MIDDLE.y)
}
