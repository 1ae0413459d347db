//! The wide shape: the internet at the left, VPCs below one another at the right.
//!
//! A VPC, a subnet or a host with a position keeps it, and what surrounds it is grown
//! around it. The rest is stacked below.

use super::super::drawing::HostCard;
use super::super::geometry::{Point, Rect};
use super::finish::{host_room, node_room};
use super::grid::{Grid, columns};
use super::subnets::{self, node_at, place, point};
use super::{Cast, Ground};
use crate::net::sort;
use crate::scenario::GatewayKind;

/// Left edge of the first VPC, and top of everything.
const VPC_AT: Point = Point::new(342.0, 34.0);
/// From a VPC's corner to that of its first subnet.
const SUBNET_IN_VPC: Point = Point::new(154.0, 42.0);
/// Right edge and top of the first card on the internet.
const INTERNET_AT: Point = Point::new(228.0, 150.0);
/// The widest card.
const WIDEST: f64 = 320.0;

pub(super) fn ground(cast: &Cast) -> Ground {
    let mut ground = Ground {
        cards: cast.cards(WIDEST),
        gateways: vec![Point::default(); cast.scenario.gateways.len()],
        ..Ground::default()
    };
    let fixed = subnets::stand(cast, &mut ground);
    vpcs(cast, &mut ground, &fixed);
    routers(cast, &mut ground);
    gateways(cast, &mut ground);
    internet(cast, &mut ground);
    ground
}

/// Frames each VPC around its subnets, and puts those without a place below the others.
fn vpcs(cast: &Cast, ground: &mut Ground, fixed: &[bool]) {
    let mut floating = Vec::new();
    let standing = (0..fixed.len()).filter(|&subnet| fixed[subnet]);
    let mut taken: Vec<Rect> = standing
        .flat_map(|subnet| rooms(cast, ground, subnet))
        .collect();
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
        sort(&mut free, |&one, &other| {
            cast.is_public(other).cmp(&cast.is_public(one))
        });
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
            if vpc.position.is_some() || !set.is_empty() {
                clear(cast, ground, subnet, &taken);
                taken.extend(rooms(cast, ground, subnet));
            }
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
#[inline(never)]
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
        all = rooms(cast, ground, subnet)
            .into_iter()
            .fold(all, Rect::union);
    }
    all
}

/// What a subnet covers: its frame and its hosts, which may have been put outside.
fn rooms(cast: &Cast, ground: &Ground, subnet: usize) -> Vec<Rect> {
    let hosts = cast.inhabitants[subnet].0.iter();
    let hosts = hosts.map(|&host| host_room(&ground.cards[host]));
    hosts.chain([ground.subnets[subnet]]).collect()
}

/// Moves a subnet down until it covers nothing that is taken.
#[inline(never)]
fn clear(cast: &Cast, ground: &mut Ground, subnet: usize, taken: &[Rect]) {
    loop {
        let rooms = rooms(cast, ground, subnet);
        let hit = taken
            .iter()
            .find(|taken| rooms.iter().any(|room| room.overlaps(**taken)));
        let Some(hit) = hit else { return };
        let top = rooms
            .iter()
            .map(|room| room.y)
            .fold(f64::INFINITY, f64::min);
        move_subnet(cast, ground, subnet, 0.0, hit.bottom() + 26.0 - top);
    }
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
#[inline(never)]
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
    taken.extend(set.iter().map(|&host| host_room(&ground.cards[host])));
    for subnet in 0..ground.subnets.len() {
        taken.extend(rooms(cast, ground, subnet));
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
        host_room(&card)
    });
    for (&host, at) in free.iter().zip(places) {
        stand(&mut ground.cards[host], at);
    }
    let frames = || hosts.iter().map(|&host| ground.cards[host].frame);
    let x = frames().map(|frame| frame.x).reduce(f64::min);
    let y = frames().map(|frame| frame.y - 24.0).fold(56.0, f64::min);
    ground.caption = Point::new(x.unwrap_or(48.0), y);
}
