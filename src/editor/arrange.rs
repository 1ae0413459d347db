//! What was not touched stays where it is drawn, and containers hold what is put into them.
//!
//! Things without a position are laid out by the picture, and a new neighbour would move
//! them. So whatever an edit would move without meaning to is given the position that it
//! had on the screen, and a container of a given size grows to its contents.

use crate::net::SortedMap;
use crate::picture::drawing::{AreaKind, Drawing};
use crate::picture::geometry::{Point, Rect};
use crate::picture::layout::{Shape, drawing};
use crate::scenario::{GatewayKind, Id, Position, Scenario, Size};

/// Room around a card in its subnet, for ring, tab and state.
const AROUND_CARD: f64 = 24.0;
/// Room around a subnet in its VPC.
const AROUND_SUBNET: f64 = 24.0;

/// How often what was pinned may move something else, before it is left at that.
const MOST_ROUNDS: usize = 4;

/// Keeps in place what `next` would move though nobody meant it, then lets containers
/// grow; gives the drawing of what comes of it.
///
/// A drawing in which nothing has a position is laid out anew as a whole.
#[inline(never)]
pub(in crate::editor) fn pin_layout(before: &Drawing, next: &mut Scenario) -> Drawing {
    let mut now = drawing(next, Shape::Wide);
    if !is_placed(next) {
        return now;
    }
    let mut pinned = Vec::new();
    for _ in 0..MOST_ROUNDS {
        let news = pin(before, &now, next);
        if news.is_empty() {
            break;
        }
        pinned.extend(news);
        now = drawing(next, Shape::Wide);
    }
    if keep_widths(before, &now, next, &pinned) {
        now = drawing(next, Shape::Wide);
    }
    if grow(&now, next) {
        now = drawing(next, Shape::Wide);
    }
    now
}

/// Whether anything in the document has a position.
fn is_placed(scenario: &Scenario) -> bool {
    scenario.hosts.iter().any(|host| host.position.is_some())
        || scenario.subnets.iter().any(|each| each.position.is_some())
        || scenario.vpcs.iter().any(|vpc| vpc.position.is_some())
        || scenario.gateways.iter().any(|each| each.position.is_some())
}

/// Gives what has moved the position it had, and tells what has one now that had none.
fn pin(before: &Drawing, after: &Drawing, next: &mut Scenario) -> Vec<Id> {
    let mut pinned = Vec::new();
    let mut places: SortedMap<&str, Point> = SortedMap::new();
    for host in &before.hosts {
        places.insert(&host.id, host.frame.corner());
    }
    for area in &before.areas {
        places.insert(&area.id, area.frame.corner());
    }
    for node in &before.nodes {
        places.insert(&node.id, node.frame().corner());
    }
    let moved = |id: &str, now: Point| {
        let then = places.get(&id)?;
        (then.distance(now) >= 1.0).then(|| position(*then))
    };
    for (host, card) in next.hosts.iter_mut().zip(&after.hosts) {
        if host.position.is_none() {
            host.position = moved(&host.id, card.frame.corner());
            pinned.extend(host.position.map(|_| host.id.clone()));
        }
    }
    for area in &after.areas {
        let place = moved(&area.id, area.frame.corner());
        if area.kind == AreaKind::Vpc {
            continue;
        }
        if let Some(subnet) = next.subnets.iter_mut().find(|each| each.id == area.id)
            && subnet.position.is_none()
            && place.is_some()
        {
            subnet.position = place;
            pinned.push(subnet.id.clone());
        }
    }
    for node in &after.nodes {
        if let Some(gateway) = next.gateways.iter_mut().find(|each| each.id == node.id)
            && gateway.position.is_none()
            && matches!(gateway.kind, GatewayKind::Nat { .. })
        {
            gateway.position = moved(&node.id, node.frame().corner());
            pinned.extend(gateway.position.map(|_| gateway.id.clone()));
        }
    }
    pinned
}

/// Subnets that are laid out below one another are as wide as the widest of them; one that
/// stands by itself keeps that width. Says whether one had to.
fn keep_widths(before: &Drawing, after: &Drawing, next: &mut Scenario, pinned: &[Id]) -> bool {
    let mut changed = false;
    for subnet in &mut next.subnets {
        let frame = |drawing: &Drawing| {
            let mut areas = drawing.areas.iter();
            areas
                .find(|area| area.id == subnet.id)
                .map(|area| area.frame)
        };
        if pinned.contains(&subnet.id)
            && subnet.size.is_none()
            && let (Some(then), Some(now)) = (frame(before), frame(after))
            && then.width > now.width
        {
            let (_, size) = place(Rect::new(now.x, now.y, then.width, now.height));
            subnet.size = Some(size);
            changed = true;
        }
    }
    changed
}

/// Lets containers of a given size hold what stands in them; says whether one had to grow.
fn grow(now: &Drawing, next: &mut Scenario) -> bool {
    let mut grown = false;
    let mut subnets: SortedMap<String, Rect> = SortedMap::new();
    for subnet in &mut next.subnets {
        let Some(area) = now.areas.iter().find(|area| area.id == subnet.id) else {
            continue;
        };
        let mut frame = area.frame;
        for (host, card) in next.hosts.iter().zip(&now.hosts) {
            if host.subnet.as_ref() == Some(&subnet.id) {
                frame = frame.union(card.frame.grown(AROUND_CARD));
            }
        }
        if subnet.size.is_some() && frame != area.frame {
            let (at, size) = place(frame);
            subnet.position = Some(at);
            subnet.size = Some(size);
            grown = true;
        }
        subnets.insert(subnet.id.clone(), frame);
    }
    for vpc in &mut next.vpcs {
        let area = now.areas.iter().find(|area| area.id == vpc.id);
        let Some(area) = area.filter(|_| vpc.size.is_some()) else {
            continue;
        };
        let mut frame = area.frame;
        for subnet in next.subnets.iter().filter(|subnet| subnet.vpc == vpc.id) {
            if let Some(inner) = subnets.get(&subnet.id) {
                frame = frame.union(inner.grown(AROUND_SUBNET));
            }
        }
        if frame != area.frame {
            let (at, size) = place(frame);
            vpc.position = Some(at);
            vpc.size = Some(size);
            grown = true;
        }
    }
    grown
}

/// A frame as the document writes it.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "`as` keeps a length within a u32"
)]
pub(in crate::editor) fn place(frame: Rect) -> (Position, Size) {
    (
        position(frame.corner()),
        Size {
            width: frame.width.round() as u32,
            height: frame.height.round() as u32,
        },
    )
}

/// A place as the document writes it.
#[allow(
    clippy::cast_possible_truncation,
    reason = "`as` keeps a place within an i32"
)]
pub(in crate::editor) fn position(at: Point) -> Position {
    Position {
        x: at.x.round() as i32,
        y: at.y.round() as i32,
    }
}
