//! Callout: the note that explains a drop, placed where it hides nothing.

use super::super::geometry::{Point, Rect};
use super::super::light::{Callout, Pill};
use super::dropped::width;
use super::{Ending, Journey, Journeys, ground};
use crate::sim::Drop;
use crate::words;

/// Height of a note of two lines.
const HEIGHT: f64 = 56.0;
/// Widths of one letter of the title, and of the detail.
const TITLE_LETTER: f64 = 6.8;
const DETAIL_LETTER: f64 = 6.6;

impl Journeys {
    /// The note about the drop of a journey, beside what else lies there.
    pub(super) fn callout(
        &self,
        journey: &Journey,
        drop: &Drop,
        lying: &[(&Journey, Drop)],
    ) -> Callout {
        let entry = journey.last();
        let before = self.topologies.partition_point(|&(from, _)| from <= entry);
        let topology = &self.topologies[before.saturating_sub(1)].1;
        let title = words::drop_heading(topology, drop);
        let detail = words::drop_rule(topology, drop, Some(journey.packet_at(entry)));
        let wide = |text: &str, letter: f64| letters(text) * letter + 28.0;
        let bounds = self.drawing.bounds;
        let size = wide(&title, TITLE_LETTER)
            .max(wide(&detail, DETAIL_LETTER))
            .min(bounds.width);
        let anchor = match journey.ending {
            Ending::Dropped { stamp, .. } => stamp,
            _ => bounds.center(),
        };
        let obstacles = self.obstacles(anchor, lying);
        let frame = best(anchor, (size, HEIGHT), bounds, &obstacles);
        // The leader touches the rim of the stamp, not its cross.
        let toward = Point::new(
            anchor.x.clamp(frame.x, frame.right()),
            anchor.y.clamp(frame.y, frame.bottom()),
        );
        let away = anchor.distance(toward);
        let anchor = if away > 12.0 {
            anchor.towards(toward, 12.0 / away)
        } else {
            anchor
        };
        Callout {
            frame,
            anchor,
            title,
            detail,
        }
    }

    /// What a note near a place must not hide, and how bad it would be.
    pub(super) fn obstacles(&self, at: Point, lying: &[(&Journey, Drop)]) -> Vec<(Rect, f64)> {
        let near = Rect::new(at.x - 400.0, at.y - 300.0, 800.0, 600.0);
        let mut obstacles = Vec::new();
        for card in &self.drawing.hosts {
            let outline = card.outline();
            let height = outline.height + 24.0;
            obstacles.push((Rect { height, ..outline }, 4.0));
        }
        for gate in &self.drawing.gates {
            let frame = gate.frame();
            let named = Rect::new(frame.x - 10.0, frame.y - 22.0, frame.width + 20.0, 22.0);
            obstacles.push((frame.union(named), 6.0));
        }
        for node in &self.drawing.nodes {
            let frame = node.frame();
            let named = Rect::new(frame.x, frame.y - 16.0, frame.width, 16.0);
            obstacles.push((frame.union(named), 2.5));
        }
        for (journey, _) in lying.iter().take(100) {
            let way = journey
                .stops
                .last()
                .map(|stop| &self.ways[stop.way as usize]);
            if let Some(&at) = way.and_then(|way| way.last()) {
                let text = words::label(journey.packet_at(journey.last()));
                let lies = ground(at, Pill::width(&text).max(width(4)));
                obstacles.push((lies.grown(2.0), 6.0));
            }
        }
        for area in &self.drawing.areas {
            let at = area.label_at;
            let long = letters(&area.name) * 7.0 + letters(&area.cidr) * 7.0 + 30.0;
            obstacles.push((Rect::new(at.x, at.y - 12.0, long, 16.0), 1.0));
        }
        obstacles.retain(|(rect, _)| rect.overlaps(near));
        obstacles
    }
}

/// The place that hides least; of equal ones the first, which is below the gate.
pub(super) fn best(
    anchor: Point,
    (width, height): (f64, f64),
    bounds: Rect,
    obstacles: &[(Rect, f64)],
) -> Rect {
    let mut best: Option<(f64, Rect)> = None;
    for (index, (x, y)) in offsets(width, height).enumerate() {
        let frame = inside(Rect::new(anchor.x + x, anchor.y + y, width, height), bounds);
        let hidden: f64 = obstacles
            .iter()
            .map(|(rect, weight)| frame.grown(4.0).overlap(*rect) * weight)
            .sum();
        let covers =
            frame
                .grown(12.0)
                .overlap(Rect::new(anchor.x - 10.0, anchor.y - 10.0, 20.0, 20.0));
        // Where little else differs, nearer is better.
        let far = f64::from(u32::try_from(index).unwrap_or(u32::MAX));
        let cost = hidden + covers * 8.0 + far;
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, frame));
        }
    }
    best.map_or(
        Rect::new(anchor.x, anchor.y, width, height),
        |(_, frame)| frame,
    )
}

/// From the anchor to the corner of the note, the best first.
fn offsets(width: f64, height: f64) -> impl Iterator<Item = (f64, f64)> {
    let rows = [
        36.0,
        60.0,
        -height - 36.0,
        -height - 76.0,
        -height - 100.0,
        100.0,
        -height - 124.0,
        150.0,
        -height - 150.0,
        210.0,
    ];
    let columns = [0.52, 0.8, 0.2, 1.05, -0.05, 1.3, -0.3];
    rows.into_iter()
        .flat_map(move |y| columns.into_iter().map(move |share| (-share * width, y)))
}

fn inside(frame: Rect, bounds: Rect) -> Rect {
    let x = frame.x.min(bounds.right() - frame.width).max(bounds.x);
    let y = frame.y.min(bounds.bottom() - frame.height).max(bounds.y);
    Rect { x, y, ..frame }
}

pub(super) fn letters(text: &str) -> f64 {
    f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX))
}
