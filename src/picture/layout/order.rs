//! In which order the keyboard goes through a drawing: as one would read it aloud.
//!
//! First the internet, then VPC by VPC: the VPC, its gateways, its router, and each
//! subnet with its gate, its NAT gateways and its hosts. Among equals, by where they
//! stand: row by row, and in a row from left to right.

use super::super::drawing::{Drawing, Piece};
use super::super::geometry::Point;
use super::Cast;
use crate::scenario::GatewayKind;

/// Things closer in height than this are about level.
const LEVEL: f64 = 48.0;

pub(super) fn of(cast: &Cast, drawing: &Drawing) -> Vec<Piece> {
    let scenario = cast.scenario;
    let vpcs = scenario.vpcs.len();
    let internet = super::indices(&scenario.hosts, |host| host.subnet.is_none());
    let mut order = read(internet.into_iter().map(Piece::Host).collect(), drawing);
    for area in read((0..vpcs).map(Piece::Area).collect(), drawing) {
        let Piece::Area(vpc) = area else { continue };
        order.push(area);
        let id = &scenario.vpcs[vpc].id;
        let gateways = super::indices(&scenario.gateways, |gateway| match &gateway.kind {
            GatewayKind::Internet { vpc } => vpc == id,
            GatewayKind::Peering { vpcs: [one, _] } => one == id,
            GatewayKind::Nat { .. } => false,
        });
        let gateways = gateways.into_iter().map(|index| Piece::Node(vpcs + index));
        order.extend(read(gateways.collect(), drawing));
        order.push(Piece::Node(vpc));
        let subnets = cast.subnets_of(vpc);
        let subnets = subnets.into_iter().map(|subnet| Piece::Area(vpcs + subnet));
        for area in read(subnets.collect(), drawing) {
            let Piece::Area(index) = area else { continue };
            let (hosts, gateways) = &cast.inhabitants[index - vpcs];
            order.extend([area, Piece::Gate(index - vpcs)]);
            let gateways = gateways.iter().map(|&index| Piece::Node(vpcs + index));
            order.extend(read(gateways.collect(), drawing));
            let hosts = hosts.iter().map(|&host| Piece::Host(host));
            order.extend(read(hosts.collect(), drawing));
        }
    }
    order
}

/// Puts pieces in the order of reading.
#[inline(never)]
fn read(mut pieces: Vec<Piece>, drawing: &Drawing) -> Vec<Piece> {
    let corner = |piece: &Piece| match *piece {
        Piece::Area(index) => drawing.areas[index].frame.corner(),
        Piece::Node(index) => drawing.nodes[index].frame().corner(),
        Piece::Gate(index) => drawing.gates[index].frame().corner(),
        Piece::Host(index) => drawing.hosts[index].frame.corner(),
    };
    let mut order = Vec::new();
    // Row by row: the uppermost of those that are left, and whoever is about level with it.
    let mut row = f64::NEG_INFINITY;
    while !pieces.is_empty() {
        let (mut next, mut top) = (None, f64::INFINITY);
        for (index, piece) in pieces.iter().enumerate() {
            let Point { x, y } = corner(piece);
            top = top.min(y);
            if y <= row && next.is_none_or(|(_, left)| x < left) {
                next = Some((index, x));
            }
        }
        match next {
            Some((index, _)) => order.push(pieces.remove(index)),
            None => row = top + LEVEL,
        }
    }
    order
}
