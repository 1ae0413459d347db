//! From a drawing to its wires.

use super::super::drawing::{Drawing, Inward, NodeKind};
use super::super::geometry::{Point, Rect};
use super::super::polyline::{tidy, turn, turn_rect};
use super::{GateEnd, GatewayEnd, HostEnd, Wiring, obstacles};
use crate::scenario::{GatewayKind, Scenario};

/// From a ring to the upright wire before it.
const BEFORE_RING: f64 = 20.0;
/// The least distance from the middle of a node or gate to a bend.
const BEND: f64 = 44.0;

impl Wiring {
    /// The wires of a drawing that was laid out from this document.
    pub(in super::super) fn new(scenario: &Scenario, drawing: &Drawing) -> Self {
        let turned = drawing.gates.iter().any(|gate| gate.inward == Inward::Down);
        let upright = Upright {
            scenario,
            drawing,
            turned,
        };
        let routers: Vec<Point> = scenario
            .vpcs
            .iter()
            .zip(&drawing.nodes)
            .map(|(_, node)| turn(node.center, turned))
            .collect();
        let gates = upright.gates(&routers);
        let mut hosts = Vec::new();
        for (index, host) in scenario.hosts.iter().enumerate() {
            let subnet = host
                .subnet
                .as_ref()
                .and_then(|id| scenario.subnets.iter().position(|subnet| subnet.id == *id));
            hosts.push(HostEnd {
                subnet,
                way: Vec::new(),
                ring: upright.ring(index).center(),
            });
        }
        let mut wiring = Self {
            turned,
            hosts,
            gateways: vec![GatewayEnd::default(); scenario.gateways.len()],
            gates,
            routers,
            junction: Point::default(),
        };
        upright.attach_gateways(&mut wiring);
        upright.attach_inhabitants(&mut wiring);
        upright.attach_internet(&mut wiring);
        wiring
    }
}

/// A document and its drawing, seen so that subnets are entered to the right.
struct Upright<'a> {
    scenario: &'a Scenario,
    drawing: &'a Drawing,
    turned: bool,
}

impl Upright<'_> {
    fn card(&self, host: usize) -> Rect {
        turn_rect(self.drawing.hosts[host].frame, self.turned)
    }

    fn ring(&self, host: usize) -> Rect {
        let card = &self.drawing.hosts[host];
        let rect = if card.groups.is_empty() {
            card.frame
        } else {
            card.ring()
        };
        turn_rect(rect, self.turned)
    }

    fn outline(&self, host: usize) -> Rect {
        turn_rect(self.drawing.hosts[host].outline(), self.turned)
    }

    fn area(&self, index: usize) -> Rect {
        turn_rect(self.drawing.areas[index].frame, self.turned)
    }

    fn gateway(&self, index: usize) -> Point {
        let node = &self.drawing.nodes[self.scenario.vpcs.len() + index];
        turn(node.center, self.turned)
    }

    fn vpc_named(&self, id: &str) -> Option<usize> {
        self.scenario.vpcs.iter().position(|vpc| vpc.id == id)
    }

    /// From the routers to the gates: along the router's own line, then to the gate,
    /// or around other subnets that stand between.
    fn gates(&self, routers: &[Point]) -> Vec<GateEnd> {
        let vpcs = self.scenario.vpcs.len();
        let subnets: Vec<Rect> = (0..self.scenario.subnets.len())
            .map(|subnet| self.area(vpcs + subnet))
            .collect();
        let gates = self.scenario.subnets.iter().zip(&self.drawing.gates);
        gates
            .map(|(subnet, gate)| {
                let center = turn(gate.center, self.turned);
                let vpc = self.vpc_named(&subnet.vpc);
                let Some(router) = vpc.map(|vpc| routers[vpc]) else {
                    return GateEnd {
                        vpc,
                        center,
                        way: vec![center],
                    };
                };
                let between = obstacles(&subnets, center.y, router.x, center.x - 1.0);
                let around = between.map(|rect| rect.y - 12.0).reduce(f64::min);
                let way = match around {
                    None => tidy([router, Point::new(router.x, center.y), center]),
                    Some(y) => tidy([
                        router,
                        Point::new(router.x + BEND, router.y),
                        Point::new(router.x + BEND, y),
                        Point::new(center.x - 32.0, y),
                        Point::new(center.x - 32.0, center.y),
                        center,
                    ]),
                };
                GateEnd { vpc, center, way }
            })
            .collect()
    }

    /// From the routers to internet gateways and peering connections.
    fn attach_gateways(&self, wiring: &mut Wiring) {
        let vpcs = self.scenario.vpcs.len();
        let subnets: Vec<Rect> = (0..self.scenario.subnets.len())
            .map(|subnet| self.area(vpcs + subnet))
            .collect();
        for (index, gateway) in self.scenario.gateways.iter().enumerate() {
            let center = self.gateway(index);
            let end = &mut wiring.gateways[index];
            end.center = center;
            match &gateway.kind {
                GatewayKind::Nat { .. } => {}
                GatewayKind::Internet { vpc } => {
                    if let Some(vpc) = self.vpc_named(vpc) {
                        let router = wiring.routers[vpc];
                        let bend = Point::new(router.x, center.y);
                        end.routed.push((vpc, tidy([router, bend, center])));
                    }
                }
                GatewayKind::Peering { vpcs } => {
                    for vpc in vpcs.iter().filter_map(|id| self.vpc_named(id)) {
                        let router = wiring.routers[vpc];
                        let side = if center.y < router.y { -BEND } else { BEND };
                        let y = router.y + side;
                        let between = obstacles(&subnets, y, router.x, center.x);
                        let around = between.map(|rect| rect.bottom() + 12.0).reduce(f64::max);
                        let y = around.unwrap_or(y);
                        let way = [
                            router,
                            Point::new(router.x, y),
                            Point::new(center.x, y),
                            center,
                        ];
                        end.routed.push((vpc, tidy(way)));
                    }
                }
            }
        }
    }

    /// From the gates to hosts and NAT gateways in their subnets.
    fn attach_inhabitants(&self, wiring: &mut Wiring) {
        for (subnet, gate) in wiring.gates.iter().enumerate() {
            let id = &self.scenario.subnets[subnet].id;
            let hosts: Vec<usize> = (0..wiring.hosts.len())
                .filter(|&host| wiring.hosts[host].subnet == Some(subnet))
                .collect();
            let is_here = |kind: &GatewayKind| matches!(kind, GatewayKind::Nat { subnet: home, .. } if home == id);
            let nodes: Vec<usize> = (0..wiring.gateways.len())
                .filter(|&index| is_here(&self.scenario.gateways[index].kind))
                .collect();
            let hosts_outlines = hosts.iter().map(|&host| self.outline(host));
            let node_frames = nodes.iter().map(|&index| {
                let node = &self.drawing.nodes[self.scenario.vpcs.len() + index];
                turn_rect(node.frame(), self.turned)
            });
            let outlines: Vec<Rect> = hosts_outlines.chain(node_frames).collect();
            let subnet_ways = SubnetWiring {
                gate: gate.center,
                feed: outlines
                    .iter()
                    .map(|rect| rect.y)
                    .fold(gate.center.y - 20.0, f64::min)
                    - 14.0,
                trunk: outlines
                    .iter()
                    .map(|rect| rect.x - BEFORE_RING + 4.0)
                    .fold(f64::INFINITY, f64::min)
                    .max(gate.center.x + BEND),
                outlines,
            };
            for &host in &hosts {
                let (card, ring) = (self.card(host), self.ring(host));
                let y = level(card, gate.center.y);
                let end = &mut wiring.hosts[host];
                end.way = subnet_ways.to(Point::new(card.x, y), ring.x - BEFORE_RING);
                end.ring = Point::new(ring.x, y);
            }
            for index in nodes {
                let center = self.gateway(index);
                let way = subnet_ways.to(center, center.x - BEND);
                wiring.gateways[index].inside = Some((subnet, way));
            }
        }
    }

    /// From one bus before the internet gateways to them and to the hosts outside.
    fn attach_internet(&self, wiring: &mut Wiring) {
        let hosts: Vec<usize> = (0..wiring.hosts.len())
            .filter(|&host| wiring.hosts[host].subnet.is_none())
            .collect();
        let cards: Vec<Rect> = hosts.iter().map(|&host| self.card(host)).collect();
        let vpcs: Vec<Rect> = (0..self.scenario.vpcs.len())
            .map(|vpc| self.area(vpc))
            .collect();
        let doors: Vec<usize> = (0..wiring.gateways.len())
            .filter(|&index| {
                self.drawing.nodes[vpcs.len() + index].kind == NodeKind::InternetGateway
            })
            .collect();
        let first_door = doors.first().map(|&door| wiring.gateways[door].center);
        let nearest = doors
            .iter()
            .map(|&door| wiring.gateways[door].center.x)
            .reduce(f64::min);
        let farthest = |limit: f64| {
            let before = cards.iter().map(|card| card.right());
            before
                .filter(|&right| right < limit - 40.0)
                .reduce(f64::max)
        };
        let bus = match nearest {
            Some(door) => farthest(door).map_or(door - 57.0, |right| right.midpoint(door)),
            None => farthest(f64::INFINITY).unwrap_or_default() + 57.0,
        };
        let y = first_door.map_or_else(
            || cards.first().map_or(0.0, |card| card.center().y),
            |door| door.y,
        );
        wiring.junction = Point::new(bus, y);
        for door in doors {
            let end = &mut wiring.gateways[door];
            let center = end.center;
            let between = obstacles(&vpcs, center.y, bus, center.x - 1.0);
            let around = between.map(|rect| rect.y - 14.0).reduce(f64::min);
            end.outside = Some(match around {
                None => tidy([wiring.junction, Point::new(bus, center.y), center]),
                Some(y) => tidy([
                    wiring.junction,
                    Point::new(bus, y),
                    Point::new(center.x - BEND, y),
                    Point::new(center.x - BEND, center.y),
                    center,
                ]),
            });
        }
        for (&host, &card) in hosts.iter().zip(&cards) {
            let y = level(card, wiring.junction.y);
            let edge = Point::new(
                if card.right() <= bus {
                    card.right()
                } else {
                    card.x
                },
                y,
            );
            let mut others = cards.clone();
            others.retain(|other| *other != card);
            let is_blocked = obstacles(&others, y, edge.x, bus).next().is_some();
            let way = if is_blocked {
                let beside = edge.x + 20.0;
                let gap = card.bottom() + BEND;
                tidy([
                    wiring.junction,
                    Point::new(bus, gap),
                    Point::new(beside, gap),
                    Point::new(beside, y),
                    edge,
                ])
            } else {
                tidy([wiring.junction, Point::new(bus, y), edge])
            };
            wiring.hosts[host].way = way;
            wiring.hosts[host].ring = edge;
        }
    }
}

/// What the wires of one subnet have in common.
struct SubnetWiring {
    gate: Point,
    outlines: Vec<Rect>,
    /// The level above all cards where wires to farther columns run.
    feed: f64,
    /// The first upright wire.
    trunk: f64,
}

impl SubnetWiring {
    /// From the gate to `end`, turning at `bend` from the upright to the level.
    fn to(&self, end: Point, bend: f64) -> Vec<Point> {
        let Self {
            gate, feed, trunk, ..
        } = *self;
        let is_blocked = bend > gate.x
            && (obstacles(&self.outlines, gate.y, gate.x, bend)
                .any(|rect| rect.right() < bend || rect.x > gate.x && rect.x < bend));
        if is_blocked {
            return tidy([
                gate,
                Point::new(trunk, gate.y),
                Point::new(trunk, feed),
                Point::new(bend, feed),
                Point::new(bend, end.y),
                end,
            ]);
        }
        tidy([gate, Point::new(bend, gate.y), Point::new(bend, end.y), end])
    }
}

/// Where a level wire meets a card: at its own level if the card is there, else in the middle.
fn level(card: Rect, wire: f64) -> f64 {
    if card.y + 12.0 <= wire && wire <= card.bottom() - 12.0 {
        wire
    } else {
        card.center().y
    }
}
