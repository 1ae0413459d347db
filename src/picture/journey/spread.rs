//! Moves pills that would hide one another apart.
//!
//! How far one moves depends on places alone and never jumps: two pills that meet slide
//! past each other. The one sent first stays where it is.

use super::super::geometry::Point;
use super::super::light::Pill;
use super::spatial_index::Near;

/// A pill where it would be if it were alone.
pub(super) struct Standing {
    pub(super) at: Point,
    pub(super) width: f64,
    pub(super) presence: f64,
    /// Whether it gives way upwards.
    pub(super) upward: bool,
}

/// From one pill to the next one below it.
const STEP: f64 = Pill::HEIGHT + 2.0;
/// How many may stand in one pile; the rest share the last place.
const PILE: f64 = 12.0;
/// Over how many units of approach a pill gives way.
const SOFT: f64 = 24.0;

/// Where each pill is to be.
pub(super) fn spread(standing: &[Standing]) -> Vec<Point> {
    let widest = standing.iter().map(|pill| pill.width).fold(1.0, f64::max);
    let mut near = Near::new(standing.len(), (widest, 2.0 * PILE * STEP));
    let mut found = Vec::new();
    let mut shifts: Vec<f64> = Vec::with_capacity(standing.len());
    for (index, pill) in standing.iter().enumerate() {
        let sign = if pill.upward { -1.0 } else { 1.0 };
        let mut shift = 0.0_f64;
        near.around(pill.at, &mut found);
        for &before in &found {
            let other = &standing[before];
            let apart = (other.at.x - pill.at.x).abs();
            let beside = other.width.midpoint(pill.width);
            if apart >= beside {
                continue;
            }
            let closeness = ((beside - apart) / SOFT).clamp(0.0, 1.0) * other.presence;
            // How far the other stands in the direction that this one gives way to.
            let ahead = (other.at.y + shifts[before] - pill.at.y) * sign - shift;
            let meets = ((ahead + STEP) / (STEP / 2.0)).clamp(0.0, 1.0)
                * ((STEP - ahead) / (STEP / 2.0)).clamp(0.0, 1.0);
            shift += closeness * meets * (ahead + STEP).max(0.0);
        }
        near.add(pill.at, index);
        shifts.push(shift.min(PILE * STEP) * sign);
    }
    let moved = standing.iter().zip(shifts);
    moved
        .map(|(pill, shift)| Point::new(pill.at.x, pill.at.y + shift))
        .collect()
}
