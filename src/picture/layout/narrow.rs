//! The narrow shape: everything below one another, for a screen of 390 units.
//!
//! Positions of the document are not used: they were chosen for the wide shape.

use super::super::geometry::{Point, Rect};
use super::{Cast, Ground};
use crate::net::sort;
use crate::scenario::GatewayKind;

/// The line that everything stands on.
const MIDDLE: f64 = 195.0;
/// The widest card.
const WIDEST: f64 = 240.0;
/// From a subnet's upper border to its first card: gate, a pill before it, the name.
const CARD_IN_SUBNET: f64 = 96.0;

pub(super) fn ground(cast: &Cast) -> Ground {
    let scenario = cast.scenario;
    let mut ground = Ground {
        cards: cast.cards(WIDEST),
        gateways: vec![Point::default(); scenario.gateways.len()],
        routers: vec![Point::default(); scenario.vpcs.len()],
        vpcs: vec![Rect::default(); scenario.vpcs.len()],
        subnets: vec![Rect::default(); scenario.subnets.len()],
        caption: Point::new(24.0, 28.0),
    };
    let mut top = 44.0;
    for (index, host) in scenario.hosts.iter().enumerate() {
        if host.subnet.is_none() {
            top = stand(&mut ground, index, top) + 40.0;
        }
    }
    top += 30.0;
    for vpc in 0..scenario.vpcs.len() {
        top = stand_vpc(cast, &mut ground, vpc, top) + 130.0;
    }
    let vpc_of = |id: &str| scenario.vpcs.iter().position(|vpc| vpc.id == id);
    let mut beside = 0.0;
    for (index, gateway) in scenario.gateways.iter().enumerate() {
        ground.gateways[index] = match &gateway.kind {
            GatewayKind::Internet { vpc } => vpc_of(vpc).map_or(Point::default(), |vpc| {
                Point::new(MIDDLE, ground.vpcs[vpc].y)
            }),
            GatewayKind::Peering { vpcs: [one, other] } => {
                let lower = vpc_of(one).max(vpc_of(other));
                beside += 64.0;
                lower.map_or(Point::default(), |vpc| {
                    Point::new(MIDDLE + 60.0 + beside, ground.vpcs[vpc].y - 60.0)
                })
            }
            GatewayKind::Nat { .. } => continue,
        };
    }
    ground
}

fn stand_vpc(cast: &Cast, ground: &mut Ground, vpc: usize, top: f64) -> f64 {
    ground.routers[vpc] = Point::new(MIDDLE, top + 60.0);
    let mut bottom = top + 84.0;
    let mut subnets = cast.subnets_of(vpc);
    sort(&mut subnets, |&one, &other| {
        cast.is_public(other).cmp(&cast.is_public(one))
    });
    for subnet in subnets {
        let frame_top = bottom + 38.0;
        let mut next = frame_top + CARD_IN_SUBNET;
        let (hosts, gateways) = &cast.inhabitants[subnet];
        for &gateway in gateways {
            ground.gateways[gateway] = Point::new(MIDDLE, next + 18.0);
            next += 98.0;
        }
        for &host in hosts {
            next = stand(ground, host, next) + 100.0;
        }
        bottom = (next - 48.0).max(frame_top + 150.0);
        ground.subnets[subnet] = Rect::new(32.0, frame_top, 326.0, bottom - frame_top);
    }
    ground.vpcs[vpc] = Rect::new(8.0, top, 374.0, bottom + 20.0 - top);
    bottom + 20.0
}

/// Puts a card on the line; where does it end?
fn stand(ground: &mut Ground, host: usize, top: f64) -> f64 {
    let frame = &mut ground.cards[host].frame;
    frame.x = MIDDLE - frame.width / 2.0;
    frame.y = top;
    frame.bottom()
}
