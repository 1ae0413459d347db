//! Makes one of packets that lie so close together that none could be read.
//!
//! A few give way to one another ([`spread`](super::spread)); more become one pill with
//! their number on it. Which ones depends on places alone, and the one sent first leads.

use super::super::geometry::Point;
use super::super::light::Pill;
use super::spatial_index::Near;

/// As close as this, across and down, are two that hide one another.
const CLOSE: (f64, f64) = (90.0, Pill::HEIGHT);
/// How many such still give way to one another.
const FEW: usize = 6;

/// The bundles in the order of their first members; what stands by itself is one of one.
/// `alike` tells which may be in one bundle at all.
pub(super) fn bundle(places: &[Point], alike: impl Fn(usize, usize) -> bool) -> Vec<Vec<usize>> {
    let mut bundles: Vec<Vec<usize>> = Vec::with_capacity(places.len());
    let mut near = Near::new(places.len(), CLOSE);
    let mut found = Vec::new();
    for (index, &at) in places.iter().enumerate() {
        near.around(at, &mut found);
        let close = |&leader: &usize| {
            let other = places[leader];
            (other.x - at.x).abs() < CLOSE.0
                && (other.y - at.y).abs() < CLOSE.1
                && alike(leader, index)
        };
        let leader = found.iter().copied().find(close);
        if leader.is_none() {
            near.add(at, index);
        }
        bundles.push(Vec::new());
        bundles[leader.unwrap_or(index)].push(index);
    }
    for first in 0..bundles.len() {
        if bundles[first].len() <= FEW {
            for member in std::mem::take(&mut bundles[first]) {
                bundles[member] = vec![member];
            }
        }
    }
    bundles.retain(|bundle| !bundle.is_empty());
    bundles
}
