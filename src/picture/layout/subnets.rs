//! Subnets in the wide shape: hosts and NAT gateways on a grid, each subnet for itself.
//!
//! What has a position keeps it, and the grid leaves out the cells that it covers.

use super::super::drawing::HostCard;
use super::super::geometry::{Point, Rect};
use super::finish::{host_room, node_room};
use super::grid::{Grid, columns};
use super::{Cast, Ground};
use crate::scenario::Position;

/// From a subnet's corner to that of its first card.
const CARD_IN_SUBNET: Point = Point::new(168.0, 76.0);
/// The middle of a node, seen from the corner of its border.
const NODE_MIDDLE: Point = Point::new(24.0, 21.0);

/// Lays out each subnet for itself; which of them are where they must be?
pub(super) fn stand(cast: &Cast, ground: &mut Ground) -> Vec<bool> {
    let mut fixed = Vec::new();
    let mut taken = stand_given(cast, ground);
    for (index, subnet) in cast.scenario.subnets.iter().enumerate() {
        let (hosts, gateways) = &cast.inhabitants[index];
        let host_at = |host: &usize| cast.scenario.hosts[*host].position.map(point);
        let gateway_at = |gateway: &usize| cast.scenario.gateways[*gateway].position;
        let given = hosts.iter().filter_map(host_at);
        let given = given.chain(gateways.iter().filter_map(gateway_at).map(point));
        let corner = given.reduce(|one, other| Point::new(one.x.min(other.x), one.y.min(other.y)));
        let around = corner
            .map(|corner| Point::new(corner.x - CARD_IN_SUBNET.x, corner.y - CARD_IN_SUBNET.y));
        let origin = subnet.position.map(point).or(around);
        fixed.push(origin.is_some());
        let origin = origin.unwrap_or_default();

        let free_gateways = gateways.iter().copied();
        let free_gateways = free_gateways.filter(|gateway| gateway_at(gateway).is_none());
        let free_hosts = hosts.iter().copied();
        let free_hosts = free_hosts.filter(|host| host_at(host).is_none());
        let free: Vec<Inhabitant> = free_gateways
            .map(Inhabitant::Gateway)
            .chain(free_hosts.map(Inhabitant::Host))
            .collect();
        if fixed[index] {
            stand_on_grid(ground, origin, &free, &taken);
            taken.extend(free.iter().map(|inhabitant| inhabitant.room(ground)));
        } else {
            stand_on_grid(ground, origin, &free, &[]);
        }

        let cards = hosts.iter().map(|&host| ground.cards[host].frame);
        let nodes = gateways
            .iter()
            .map(|&gateway| node_room(ground.gateways[gateway]));
        let content = cards
            .chain(nodes)
            .map(|rect| Rect::new(rect.x, rect.y, rect.width + 60.0, rect.height + 68.0))
            .fold(Rect::new(origin.x, origin.y, 490.0, 160.0), Rect::union);
        ground.subnets.push(match subnet.size {
            Some(size) => Rect::new(origin.x, origin.y, size.width.into(), size.height.into()),
            None => content,
        });
    }
    fixed
}

/// Somebody in a subnet, by index in the document.
#[derive(Clone, Copy)]
enum Inhabitant {
    Gateway(usize),
    Host(usize),
}

impl Inhabitant {
    fn room(self, ground: &Ground) -> Rect {
        match self {
            Self::Gateway(gateway) => node_room(ground.gateways[gateway]),
            Self::Host(host) => host_room(&ground.cards[host]),
        }
    }
}

/// Puts everything with a position where it belongs; what ground does that take?
fn stand_given(cast: &Cast, ground: &mut Ground) -> Vec<Rect> {
    let mut taken = Vec::new();
    for (index, host) in cast.scenario.hosts.iter().enumerate() {
        if let Some(position) = host.position {
            place(&mut ground.cards[index], point(position));
            taken.push(host_room(&ground.cards[index]));
        }
    }
    for (index, gateway) in cast.scenario.gateways.iter().enumerate() {
        if let Some(position) = gateway.position {
            ground.gateways[index] = node_at(position);
            taken.push(node_room(node_at(position)));
        }
    }
    taken
}

/// Puts those without a position on the grid of their subnet.
fn stand_on_grid(ground: &mut Ground, origin: Point, free: &[Inhabitant], taken: &[Rect]) {
    let cards = free.iter().filter_map(|inhabitant| match inhabitant {
        Inhabitant::Host(host) => Some(ground.cards[*host].frame),
        Inhabitant::Gateway(_) => None,
    });
    let grid = grid(origin, free.len(), cards);
    let middle = |at: Point| Point::new(at.x + NODE_MIDDLE.x, at.y + 38.0);
    let places = grid.places(free.len(), taken, |index, at| match free[index] {
        Inhabitant::Gateway(_) => node_room(middle(at)),
        Inhabitant::Host(host) => {
            let mut card = ground.cards[host].clone();
            place(&mut card, at);
            host_room(&card)
        }
    });
    for (&inhabitant, at) in free.iter().zip(places) {
        match inhabitant {
            Inhabitant::Gateway(gateway) => ground.gateways[gateway] = middle(at),
            Inhabitant::Host(host) => place(&mut ground.cards[host], at),
        }
    }
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

pub(super) fn place(card: &mut HostCard, at: Point) {
    card.frame.x = at.x;
    card.frame.y = at.y;
}

pub(super) fn point(position: Position) -> Point {
    Point::new(f64::from(position.x), f64::from(position.y))
}

pub(super) fn node_at(position: Position) -> Point {
    let corner = point(position);
    Point::new(corner.x + NODE_MIDDLE.x, corner.y + NODE_MIDDLE.y)
}
