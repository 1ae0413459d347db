//! The last step of the layout: adds names, labels, gates, wires and bounds.

use super::super::drawing::{
    AclGate, Area, AreaKind, Caption, Drawing, HostCard, Inward, Node, NodeKind, Wire,
};
use super::super::geometry::{Point, Rect};
use super::super::wiring::Wiring;
use super::{Cast, Ground, Shape, card::letters, order};
use crate::scenario::{GatewayKind, implied_acl};
use crate::words::drawing::{
    DEFAULT, ROUTER, acl_label, internet_gateway_label, nat_gateway_label, peering_label,
    router_label, subnet_label, vpc_label,
};

pub(super) fn drawing(cast: &Cast, ground: Ground, shape: Shape) -> Drawing {
    let inward = match shape {
        Shape::Wide => Inward::Right,
        Shape::Narrow => Inward::Down,
    };
    let mut drawing = Drawing {
        areas: areas(cast, &ground, inward),
        gates: gates(cast, &ground, inward),
        nodes: nodes(cast, &ground),
        ..Drawing::default()
    };
    let has_internet = cast.scenario.hosts.iter().any(|host| host.subnet.is_none())
        || drawing
            .nodes
            .iter()
            .any(|node| node.kind == NodeKind::InternetGateway);
    if has_internet {
        drawing.captions.push(Caption {
            at: ground.caption,
            text: "Internet".into(),
        });
    }
    drawing.hosts = ground.cards;
    let wiring = Wiring::new(cast.scenario, &drawing);
    drawing.wires = wiring
        .wires(|host| cast.busy.contains(&*cast.scenario.hosts[host].id))
        .into_iter()
        .map(|(points, dotted)| Wire { points, dotted })
        .collect();
    drawing.bounds = bounds(&drawing);
    drawing.order = order::of(cast, &drawing);
    drawing
}

/// The ground that a card needs: its ring, the tab on it, and the state below.
pub(super) fn host_room(card: &HostCard) -> Rect {
    let outline = card.outline();
    Rect::new(outline.x, outline.y, outline.width, outline.height + 24.0)
}

/// The ground that a node needs, with the name above it.
pub(super) fn node_room(center: Point) -> Rect {
    Rect::new(center.x - 32.0, center.y - 40.0, 64.0, 64.0)
}

fn areas(cast: &Cast, ground: &Ground, inward: Inward) -> Vec<Area> {
    let hosts = |subnet: usize| cast.inhabitants[subnet].0.len();
    let vpcs =
        cast.scenario
            .vpcs
            .iter()
            .zip(&ground.vpcs)
            .enumerate()
            .map(|(index, (vpc, &frame))| {
                let cidrs: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
                let subnets = cast.subnets_of(index);
                Area {
                    label: vpc_label(
                        &vpc.id,
                        &cidrs.join(", "),
                        subnets.len(),
                        subnets.iter().map(|&subnet| hosts(subnet)).sum(),
                    ),
                    id: vpc.id.clone(),
                    kind: AreaKind::Vpc,
                    frame,
                    name: vpc.id.clone(),
                    cidr: cidrs.join(", "),
                    label_at: Point::new(frame.x + 20.0, frame.y + 24.0),
                }
            });
    let subnets = cast.scenario.subnets.iter().zip(&ground.subnets);
    let subnets = subnets.enumerate().map(|(index, (subnet, &frame))| Area {
        label: subnet_label(
            &subnet.id,
            &subnet.cidr.to_string(),
            &subnet.vpc,
            cast.is_public(index),
            hosts(index),
        ),
        id: subnet.id.clone(),
        kind: if cast.is_public(index) {
            AreaKind::PublicSubnet
        } else {
            AreaKind::PrivateSubnet
        },
        frame,
        name: subnet.id.clone(),
        cidr: subnet.cidr.to_string(),
        label_at: match inward {
            Inward::Right => Point::new(frame.x + 34.0, frame.y + 24.0),
            Inward::Down => Point::new(frame.x + 14.0, frame.y + 68.0),
        },
    });
    vpcs.chain(subnets).collect()
}

fn gates(cast: &Cast, ground: &Ground, inward: Inward) -> Vec<AclGate> {
    let subnets = cast.scenario.subnets.iter().zip(&ground.subnets);
    let gate = |(subnet, frame): (&crate::scenario::Subnet, &Rect)| {
        let acl = cast.scenario.acl_of_subnet(subnet);
        let middle = frame.center();
        AclGate {
            subnet: subnet.id.clone(),
            center: match inward {
                Inward::Right => Point::new(frame.x, middle.y),
                Inward::Down => Point::new(middle.x, frame.y),
            },
            inward,
            label: acl_label(&acl, &subnet.id),
            acl: if acl == implied_acl(&subnet.vpc) {
                DEFAULT.into()
            } else {
                acl
            },
        }
    };
    subnets.map(gate).collect()
}

fn nodes(cast: &Cast, ground: &Ground) -> Vec<Node> {
    let routers = cast.scenario.vpcs.iter().zip(&ground.routers);
    let routers = routers.map(|(vpc, &center)| Node {
        id: vpc.id.clone(),
        kind: NodeKind::Router,
        center,
        name: ROUTER.into(),
        label: router_label(&vpc.id),
    });
    let gateways = cast.scenario.gateways.iter().zip(&ground.gateways);
    let gateways = gateways.map(|(gateway, &center)| {
        let (kind, label) = match &gateway.kind {
            GatewayKind::Internet { vpc } => (
                NodeKind::InternetGateway,
                internet_gateway_label(&gateway.id, vpc),
            ),
            GatewayKind::Nat { subnet, .. } => {
                (NodeKind::NatGateway, nat_gateway_label(&gateway.id, subnet))
            }
            GatewayKind::Peering { vpcs: [one, other] } => {
                (NodeKind::Peering, peering_label(&gateway.id, [one, other]))
            }
        };
        Node {
            id: gateway.id.clone(),
            kind,
            center,
            name: gateway.id.clone(),
            label,
        }
    });
    routers.chain(gateways).collect()
}

/// The smallest rectangle that holds all of it, and has room for a callout.
fn bounds(drawing: &Drawing) -> Rect {
    let areas = drawing.areas.iter().map(|area| area.frame);
    let hosts = drawing.hosts.iter().map(host_room);
    let nodes = drawing.nodes.iter().map(|node| node_room(node.center));
    let gates = drawing.gates.iter().map(AclGate::frame);
    let captions = drawing.captions.iter().map(|caption| {
        let width = letters(&caption.text) * 7.0;
        Rect::new(caption.at.x, caption.at.y - 12.0, width, 14.0)
    });
    let corners = drawing.wires.iter().flat_map(|wire| &wire.points);
    let corners = corners.map(|point| Rect::new(point.x, point.y, 0.0, 0.0));
    let all = areas
        .chain(hosts)
        .chain(nodes)
        .chain(gates)
        .chain(captions)
        .chain(corners)
        .reduce(Rect::union)
        .unwrap_or(Rect::new(0.0, 0.0, 0.0, 0.0));
    all.union(Rect::new(all.x, all.y, 360.0, 200.0))
}
