//! What goes along when things are moved, and where they come to stand.
//!
//! A container takes with it what stands in it. A host belongs to the subnet that most
//! of its card lies on: at a border it is kept inside, further out it leaves.

use super::snapping::Other;
use crate::editor::arrange::{self, position};
use crate::editor::document_ops::{hosts, network};
use crate::editor::selection::Selection;
use crate::picture::drawing::{AclGate, AreaKind, Drawing, Node, NodeKind};
use crate::picture::geometry::{Point, Rect};
use crate::scenario::{GatewayKind, Id, Position, Scenario};

/// The share of a card that a subnet holds on to.
const HOLD: f64 = 1.0 / 3.0;
/// Room between a thing and the border of what it stands in: left, top, right, bottom.
pub(super) type Room = (f64, f64, f64, f64);
/// For gate and name at the left and the top of a subnet, for a host's state below it.
pub(super) const CARD_ROOM: Room = (44.0, 44.0, 24.0, 44.0);
pub(super) const NODE_ROOM: Room = (32.0, 32.0, 12.0, 12.0);
/// Where a VPC's corner is, seen from its first subnet.
const AROUND: (f64, f64) = (154.0, 42.0);
/// With more things than these, none is level with another.
const MOST_OTHERS: usize = 200;

/// The document after a move.
pub(super) struct Carried {
    pub(super) next: Scenario,
    /// Where those went who changed their subnet; none: out to the internet.
    pub(super) landed: Vec<Option<Id>>,
    /// Whether something was kept inside its subnet.
    pub(super) kept: bool,
}

/// Whether a thing can be moved at all.
pub(super) const fn is_movable(thing: &Selection) -> bool {
    matches!(
        thing,
        Selection::Host(_) | Selection::Gateway(_) | Selection::Subnet(_) | Selection::Vpc(_)
    )
}

/// The border of a thing, without what surrounds it.
pub(super) fn frame_of(drawing: &Drawing, thing: &Selection) -> Option<Rect> {
    match thing {
        Selection::Host(id) => {
            let mut hosts = drawing.hosts.iter();
            hosts.find(|host| host.id == *id).map(|host| host.frame)
        }
        Selection::Gateway(id) => {
            let mut nodes = drawing.nodes.iter();
            nodes
                .find(|node| node.id == *id && node.kind != NodeKind::Router)
                .map(Node::frame)
        }
        Selection::Subnet(id) | Selection::Vpc(id) => {
            let mut areas = drawing.areas.iter();
            areas.find(|area| area.id == *id).map(|area| area.frame)
        }
        _ => None,
    }
}

/// What things that are moved may be level with.
pub(super) fn others(scenario: &Scenario, drawing: &Drawing, things: &[Selection]) -> Vec<Other> {
    let carried = with_contents(scenario, things);
    let stays = |thing: Selection| !carried.contains(&thing);
    let hosts = drawing.hosts.iter();
    let hosts = hosts.filter(|host| stays(Selection::Host(host.id.clone())));
    let nodes = drawing.nodes.iter();
    let nodes = nodes.filter(|node| stays(Selection::Gateway(node.id.clone())));
    let gates = drawing.gates.iter();
    let gates = gates.filter(|gate| stays(Selection::Subnet(gate.subnet.clone())));
    let areas = drawing.areas.iter();
    let areas = areas.filter(|area| stays(super::hit_test::container(area)));
    let large = hosts.map(|host| host.frame);
    let large = large.chain(areas.map(|area| area.frame));
    let small = nodes.map(Node::frame).chain(gates.map(AclGate::frame));
    let other = |has_edges| move |frame| Other { frame, has_edges };
    let others: Vec<Other> = large
        .map(other(true))
        .chain(small.map(other(false)))
        .collect();
    if others.len() > MOST_OTHERS {
        return Vec::new();
    }
    others
}

/// Moves things, and what stands in them. If it `lands`, a host goes into the subnet that
/// it comes to lie on.
///
/// # Errors
///
/// A sentence when something cannot stand there.
pub(super) fn carry(
    scenario: &Scenario,
    before: &Drawing,
    things: &[Selection],
    by: Point,
    lands: bool,
) -> Result<Carried, String> {
    let carried = with_contents(scenario, things);
    let mut next = scenario.clone();
    let mut landed = Vec::new();
    let mut kept = false;
    for thing in &carried {
        let Some(frame) = frame_of(before, thing) else {
            continue;
        };
        let to = frame.moved(by.x, by.y);
        match thing {
            Selection::Vpc(id) => {
                let empty = !scenario.subnets.iter().any(|subnet| subnet.vpc == *id);
                if let Some(vpc) = next.vpcs.iter_mut().find(|vpc| vpc.id == *id)
                    && (empty || vpc.position.is_some())
                {
                    vpc.position = Some(position(to.corner()));
                }
            }
            Selection::Subnet(id) => move_subnet(&mut next, id, to, before),
            Selection::Host(_) | Selection::Gateway(_) => {
                let home = home_of(scenario, thing);
                let goes_along = home
                    .as_ref()
                    .is_some_and(|home| carried.contains(&Selection::Subnet(home.clone())));
                let goes = if lands && !goes_along && may_settle(scenario, thing) {
                    landing(before, thing, to)?
                } else {
                    home.clone()
                };
                if goes != home {
                    settle(&mut next, thing, goes.as_deref())?;
                    landed.push(goes.clone());
                }
                let area = goes.and_then(|id| frame_of(before, &Selection::Subnet(id)));
                let corner = match area.filter(|_| !goes_along) {
                    Some(area) => inside(area, to, thing),
                    None => to.corner(),
                };
                kept |= corner != to.corner();
                place(&mut next, thing, position(corner));
            }
            _ => {}
        }
    }
    Ok(Carried { next, landed, kept })
}

/// Gives those that are not moved the places that they have in `shown`.
pub(super) fn keep_places(base: &mut Scenario, shown: &Scenario, things: &[Selection]) {
    let carried = with_contents(base, things);
    let stays = |thing: Selection| !carried.contains(&thing);
    for (host, now) in base.hosts.iter_mut().zip(&shown.hosts) {
        if host.position != now.position && stays(Selection::Host(host.id.clone())) {
            host.position = now.position;
        }
    }
    for (gateway, now) in base.gateways.iter_mut().zip(&shown.gateways) {
        if gateway.position != now.position && stays(Selection::Gateway(gateway.id.clone())) {
            gateway.position = now.position;
        }
    }
    for (subnet, now) in base.subnets.iter_mut().zip(&shown.subnets) {
        if subnet.position.is_none() && stays(Selection::Subnet(subnet.id.clone())) {
            subnet.position = now.position;
            subnet.size = now.size;
        }
    }
}

/// Things with all that stands in them, each once, containers first.
fn with_contents(scenario: &Scenario, things: &[Selection]) -> Vec<Selection> {
    let mut all: Vec<Selection> = things.to_vec();
    let add = |all: &mut Vec<Selection>, thing: Selection| {
        if !all.contains(&thing) {
            all.push(thing);
        }
    };
    for vpc in things {
        let Selection::Vpc(id) = vpc else { continue };
        for subnet in scenario.subnets.iter().filter(|subnet| subnet.vpc == *id) {
            add(&mut all, Selection::Subnet(subnet.id.clone()));
        }
        for gateway in &scenario.gateways {
            // One without a position follows the border of its VPC by itself.
            let on_it = matches!(&gateway.kind, GatewayKind::Internet { vpc } if vpc == id);
            if on_it && gateway.position.is_some() {
                add(&mut all, Selection::Gateway(gateway.id.clone()));
            }
        }
    }
    for subnet in all.clone() {
        let Selection::Subnet(id) = subnet else {
            continue;
        };
        for host in &scenario.hosts {
            if host.subnet.as_ref() == Some(&id) {
                add(&mut all, Selection::Host(host.id.clone()));
            }
        }
        for gateway in &scenario.gateways {
            if matches!(&gateway.kind, GatewayKind::Nat { subnet, .. } if *subnet == id) {
                add(&mut all, Selection::Gateway(gateway.id.clone()));
            }
        }
    }
    all
}

/// Moves a subnet alone. It keeps the size that it has beside others.
fn move_subnet(next: &mut Scenario, id: &str, to: Rect, before: &Drawing) {
    let Some(subnet) = next.subnets.iter_mut().find(|subnet| subnet.id == id) else {
        return;
    };
    let (at, size) = arrange::place(to);
    if subnet.position.is_none() && subnet.size.is_none() {
        subnet.size = Some(size);
    }
    subnet.position = Some(at);
    let vpc = subnet.vpc.clone();
    // A VPC that stands at a place, but is as large as its subnets, gives way.
    let area = frame_of(before, &Selection::Vpc(vpc.clone()));
    if let (Some(vpc), Some(area)) = (next.vpcs.iter_mut().find(|each| each.id == vpc), area)
        && vpc.size.is_none()
        && let Some(corner) = &mut vpc.position
        && !area.holds(to)
    {
        let least = position(Point::new(to.x - AROUND.0, to.y - AROUND.1));
        corner.x = corner.x.min(least.x);
        corner.y = corner.y.min(least.y);
    }
}

/// The subnet in which a host or a NAT gateway stands.
fn home_of(scenario: &Scenario, thing: &Selection) -> Option<Id> {
    super::subnet_of(scenario, thing)
}

/// Whether a thing belongs to the subnet that it stands on.
fn may_settle(scenario: &Scenario, thing: &Selection) -> bool {
    match thing {
        Selection::Host(_) => true,
        _ => home_of(scenario, thing).is_some(),
    }
}

/// The subnet that a thing comes to lie on; none is the internet.
fn landing(before: &Drawing, thing: &Selection, to: Rect) -> Result<Option<Id>, String> {
    let mut best = None;
    let mut most = HOLD * to.width * to.height;
    for area in &before.areas {
        let common = area.frame.overlap(to);
        if area.kind != AreaKind::Vpc && common >= most {
            best = Some(area.id.clone());
            most = common;
        }
    }
    if best.is_some() {
        return Ok(best);
    }
    if let Selection::Gateway(id) = thing {
        return Err(crate::words::tools::nat_gateway_needs_subnet(id));
    }
    let mut areas = before.areas.iter();
    match areas.find(|area| area.frame.contains(to.center())) {
        Some(vpc) => Err(crate::words::tools::host_outside_subnets(&vpc.id)),
        None => Ok(None),
    }
}

fn settle(next: &mut Scenario, thing: &Selection, subnet: Option<&str>) -> Result<(), String> {
    match (thing, subnet) {
        (Selection::Host(id), subnet) => hosts::settle(next, id, subnet),
        (Selection::Gateway(id), Some(subnet)) => network::settle_nat_gateway(next, id, subnet),
        _ => Ok(()),
    }
}

fn place(next: &mut Scenario, thing: &Selection, at: Position) {
    match thing {
        Selection::Host(id) => {
            if let Some(host) = next.hosts.iter_mut().find(|host| host.id == *id) {
                host.position = Some(at);
            }
        }
        Selection::Gateway(id) => {
            let mut gateways = next.gateways.iter_mut();
            if let Some(gateway) = gateways.find(|gateway| gateway.id == *id) {
                gateway.position = Some(at);
            }
        }
        _ => {}
    }
}

/// The nearest corner at which a thing lies inside a subnet.
fn inside(area: Rect, thing: Rect, kind: &Selection) -> Point {
    let (left, top, right, bottom) = match kind {
        Selection::Host(_) => CARD_ROOM,
        _ => NODE_ROOM,
    };
    let most_x = (area.right() - thing.width - right).max(area.x + left);
    let most_y = (area.bottom() - thing.height - bottom).max(area.y + top);
    Point::new(
        thing.x.clamp(area.x + left, most_x),
        thing.y.clamp(area.y + top, most_y),
    )
}
