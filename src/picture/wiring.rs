//! Where the wires run, and along them the way from any place to any other.
//!
//! Everything is reckoned as if "into the subnet" were to the right; a drawing whose
//! gates lie is turned about its diagonal first, and every answer turned back.
//!
//! All ways of a VPC begin at its router and all ways of the internet at one bus, so a
//! way between two places is found where their two ways part.

mod build;

use super::geometry::{Point, Rect};
use super::polyline::{between_ends, tidy, turn, without_end};
use crate::net::sort;
use crate::policy::Direction;

/// Somewhere a packet can be; things are numbered as in the document and the topology.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Waypoint {
    /// The edge of a host's card.
    Card(usize),
    /// The ring of a host's security groups.
    Ring(usize),
    /// A lane of a subnet's gate.
    Lane(usize, Direction),
    /// A gateway.
    Gateway(usize),
    /// The router of a VPC.
    Router(usize),
}

/// From the middle of a gate to one of its lanes.
const LANE: f64 = 18.0;
/// How far from a gate's middle, inside the subnet, packets keep to their lane.
const LANE_INSIDE: f64 = 96.0;
/// The same outside, where the router is near.
const LANE_OUTSIDE: f64 = 28.0;
/// How long a packet takes, along the wire, to get from the wire to its lane.
const SHIFT: f64 = 22.0;

/// The wires of one drawing.
#[derive(Clone, Debug)]
pub(super) struct Wiring {
    turned: bool,
    hosts: Vec<HostEnd>,
    gates: Vec<GateEnd>,
    routers: Vec<Point>,
    gateways: Vec<GatewayEnd>,
    /// Where all wires of the internet meet.
    junction: Point,
}

/// How a host is attached.
#[derive(Clone, Debug)]
struct HostEnd {
    /// Its subnet; `None`: on the internet.
    subnet: Option<usize>,
    /// From the middle of the subnet's gate, or from the junction, to the card.
    way: Vec<Point>,
    /// Where the way meets the ring.
    ring: Point,
}

/// How a gate is attached.
#[derive(Clone, Debug)]
struct GateEnd {
    vpc: Option<usize>,
    center: Point,
    /// From the router to the middle of the gate.
    way: Vec<Point>,
}

/// How a gateway is attached.
#[derive(Clone, Debug, Default)]
struct GatewayEnd {
    center: Point,
    /// For a NAT gateway, its subnet and the way from the middle of the gate.
    inside: Option<(usize, Vec<Point>)>,
    /// By VPC, the way from the router.
    routed: Vec<(usize, Vec<Point>)>,
    /// For an internet gateway, the way from the junction.
    outside: Option<Vec<Point>>,
}

/// A network of wires that has one beginning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Root {
    Vpc(usize),
    Internet,
}

impl Wiring {
    /// Where a place is.
    pub(super) fn point(&self, spot: Waypoint) -> Point {
        turn(self.upright(spot), self.turned)
    }

    /// From one place to another along the wires; straight where no wires lead.
    pub(super) fn way(&self, from: Waypoint, to: Waypoint) -> Vec<Point> {
        let way = self.upright_way(from, to);
        way.into_iter()
            .map(|point| turn(point, self.turned))
            .collect()
    }

    fn upright_way(&self, from: Waypoint, to: Waypoint) -> Vec<Point> {
        if let Some(way) = self.way_inside(from, to) {
            return way;
        }
        for root in self.roots(from) {
            if let (Some(one), Some(other)) = (self.root_to(root, from), self.root_to(root, to)) {
                return between_ends(&one, &other);
            }
        }
        tidy([self.upright(from), self.upright(to)])
    }

    /// The way between two places in one subnet, or to its gate.
    fn way_inside(&self, from: Waypoint, to: Waypoint) -> Option<Vec<Point>> {
        match (from, to) {
            (Waypoint::Lane(subnet, direction), _) => {
                let way = self.gate_to(to).filter(|(home, _)| *home == subnet)?.1;
                let mut way = self.lane_end(&way, subnet, direction, LANE_INSIDE);
                way.reverse();
                Some(way)
            }
            (_, Waypoint::Lane(subnet, direction)) => {
                let way = self.gate_to(from).filter(|(home, _)| *home == subnet)?.1;
                Some(self.lane_end(&way, subnet, direction, LANE_INSIDE))
            }
            _ => {
                let (home, one) = self.gate_to(from)?;
                let (other_home, other) = self.gate_to(to)?;
                (home == other_home).then(|| between_ends(&one, &other))
            }
        }
    }

    /// The subnet that a place is inside of, and the way from the middle of its gate.
    fn gate_to(&self, spot: Waypoint) -> Option<(usize, Vec<Point>)> {
        match spot {
            Waypoint::Card(host) => {
                let end = &self.hosts[host];
                Some((end.subnet?, end.way.clone()))
            }
            Waypoint::Ring(host) => {
                let end = &self.hosts[host];
                let mut way = end.way.clone();
                way.pop();
                way.push(end.ring);
                Some((end.subnet?, way))
            }
            Waypoint::Gateway(gateway) => self.gateways[gateway].inside.clone(),
            Waypoint::Lane(..) | Waypoint::Router(_) => None,
        }
    }

    /// `way` starts at the middle of a gate; the same way reversed, ending in a lane.
    fn lane_end(
        &self,
        way: &[Point],
        subnet: usize,
        direction: Direction,
        reach: f64,
    ) -> Vec<Point> {
        let lane = self.lane(subnet, direction);
        let run = way.get(1).map_or(1.0, |next| next.x - way[0].x);
        let toward = if run < 0.0 { -1.0 } else { 1.0 };
        let reversed: Vec<Point> = way.iter().rev().copied().collect();
        // Short of room, lane and wire are joined by a steeper piece.
        let length = run.abs();
        let reach = reach.min((length - SHIFT - 2.0).max(length / 2.0));
        let shift = SHIFT.min(length - reach);
        let mut points = without_end(&reversed, reach + shift);
        points.push(Point::new(lane.x + toward * reach, lane.y));
        points.push(lane);
        points
    }

    fn lane(&self, subnet: usize, direction: Direction) -> Point {
        let Point { x, y } = self.gates[subnet].center;
        match direction {
            Direction::Inbound => Point::new(x, y - LANE),
            Direction::Outbound => Point::new(x, y + LANE),
        }
    }

    /// The networks that a place belongs to.
    fn roots(&self, spot: Waypoint) -> Vec<Root> {
        let vpc_of = |subnet: usize| self.gates[subnet].vpc.map(Root::Vpc).into_iter().collect();
        match spot {
            Waypoint::Card(host) | Waypoint::Ring(host) => {
                let subnet = self.hosts[host].subnet;
                subnet.map_or_else(|| vec![Root::Internet], vpc_of)
            }
            Waypoint::Lane(subnet, _) => vpc_of(subnet),
            Waypoint::Router(vpc) => vec![Root::Vpc(vpc)],
            Waypoint::Gateway(gateway) => {
                let end = &self.gateways[gateway];
                if let Some((subnet, _)) = end.inside {
                    return vpc_of(subnet);
                }
                let routed = end.routed.iter().map(|(vpc, _)| Root::Vpc(*vpc));
                let outside = end.outside.iter().map(|_| Root::Internet);
                routed.chain(outside).collect()
            }
        }
    }

    /// The way from the beginning of a network to a place in it.
    fn root_to(&self, root: Root, spot: Waypoint) -> Option<Vec<Point>> {
        if !self.roots(spot).contains(&root) {
            return None;
        }
        if let Some((subnet, inside)) = self.gate_to(spot) {
            let outside = self.gates[subnet].way.iter();
            return Some(tidy(outside.chain(&inside).copied()));
        }
        match (spot, root) {
            (Waypoint::Card(host) | Waypoint::Ring(host), _) => Some(self.hosts[host].way.clone()),
            (Waypoint::Router(vpc), _) => Some(vec![self.routers[vpc]]),
            (Waypoint::Lane(subnet, direction), _) => {
                let mut back = self.gates[subnet].way.clone();
                back.reverse();
                Some(self.lane_end(&back, subnet, direction, LANE_OUTSIDE))
            }
            (Waypoint::Gateway(gateway), Root::Internet) => self.gateways[gateway].outside.clone(),
            (Waypoint::Gateway(gateway), Root::Vpc(vpc)) => {
                let mut routed = self.gateways[gateway].routed.iter();
                let (_, way) = routed.find(|(home, _)| *home == vpc)?;
                Some(way.clone())
            }
        }
    }

    fn upright(&self, spot: Waypoint) -> Point {
        match spot {
            Waypoint::Card(host) => {
                let end = &self.hosts[host];
                end.way.last().copied().unwrap_or(end.ring)
            }
            Waypoint::Ring(host) => self.hosts[host].ring,
            Waypoint::Lane(subnet, direction) => self.lane(subnet, direction),
            Waypoint::Gateway(gateway) => self.gateways[gateway].center,
            Waypoint::Router(vpc) => self.routers[vpc],
        }
    }

    /// Everything to be drawn, and whether dotted: those of hosts that are not `busy`.
    pub(super) fn wires(&self, busy: impl Fn(usize) -> bool) -> Vec<(Vec<Point>, bool)> {
        let mut wires: Vec<(Vec<Point>, bool)> = Vec::new();
        for gateway in &self.gateways {
            let inside = gateway.inside.iter().map(|(_, way)| way);
            let routed = gateway.routed.iter().map(|(_, way)| way);
            let all = inside.chain(routed).chain(&gateway.outside);
            wires.extend(all.map(|way| (way.clone(), false)));
        }
        wires.extend(self.gates.iter().map(|gate| (gate.way.clone(), false)));
        for (index, host) in self.hosts.iter().enumerate() {
            wires.push((host.way.clone(), host.subnet.is_none() && !busy(index)));
        }
        for (way, _) in &mut wires {
            for point in way {
                *point = turn(*point, self.turned);
            }
        }
        wires.retain(|(way, _)| way.len() > 1);
        // Dotted ones lie below: where they share a way, the way has been travelled.
        sort(&mut wires, |(_, one), (_, other)| other.cmp(one));
        wires
    }
}

/// Where a straight way at `y` from `from` to `to` first meets one of these, if it does.
fn obstacles(rects: &[Rect], y: f64, from: f64, to: f64) -> impl Iterator<Item = &Rect> {
    let (low, high) = (from.min(to), from.max(to));
    rects
        .iter()
        .filter(move |rect| rect.y < y && y < rect.bottom() && rect.x < high && low < rect.right())
}
