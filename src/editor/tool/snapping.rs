//! Being level with others: edges and middles that nearly meet are made to.

use super::{GRID, on_grid};
use crate::picture::geometry::{Point, Rect};

/// What something can be level with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Other {
    pub(super) frame: Rect,
    /// Whether its edges count: those of small things, such as gates, are nobody's aim.
    pub(super) has_edges: bool,
}

/// How far to move what has this border, about `by`: so that it is level with others
/// that are within reach, else on the grid. With lines that show what it is level with.
pub(super) fn snap(
    frame: Rect,
    by: Point,
    others: &[Other],
    reach: f64,
) -> (Point, Vec<(Point, Point)>) {
    let upright = axis((frame.x, frame.width), by.x, reach, others, |other| {
        (other.x, other.width)
    });
    let lying = axis((frame.y, frame.height), by.y, reach, others, |other| {
        (other.y, other.height)
    });
    let to = frame.moved(upright.0, lying.0);
    let mut guides = Vec::new();
    if let Some((x, other)) = upright.1 {
        let both = to.union(other);
        guides.push((Point::new(x, both.y), Point::new(x, both.bottom())));
    }
    if let Some((y, other)) = lying.1 {
        let both = to.union(other);
        guides.push((Point::new(both.x, y), Point::new(both.right(), y)));
    }
    (Point::new(upright.0, lying.0), guides)
}

/// Along one axis: how far to move, and where that meets whom.
fn axis(
    (start, length): (f64, f64),
    by: f64,
    reach: f64,
    others: &[Other],
    side: impl Fn(&Rect) -> (f64, f64),
) -> (f64, Option<(f64, Rect)>) {
    // What hardly moved stays where it was, level or not.
    let stays = by.abs() < GRID / 2.0;
    let (by, reach) = if stays { (0.0, 0.5) } else { (by, reach) };
    let mut best: Option<(f64, f64, Rect)> = None;
    for other in others {
        let pairs = edges((start + by, length), side(&other.frame));
        let counted = if other.has_edges { pairs.len() } else { 1 };
        for (own, line) in &pairs[..counted] {
            let shift = line - own;
            let least = best.map_or(reach, |(shift, ..)| shift.abs());
            if shift.abs() < least {
                best = Some((shift, *line, other.frame));
            }
        }
    }
    match best {
        Some((shift, line, frame)) => (by + shift, Some((line, frame))),
        None if stays => (0.0, None),
        None => (on_grid(start + by) - start, None),
    }
}

/// Places along one axis that may meet: middles, equal edges, edges that touch.
fn edges((own, own_length): (f64, f64), (other, other_length): (f64, f64)) -> [(f64, f64); 5] {
    let (end, other_end) = (own + own_length, other + other_length);
    [
        (own.midpoint(end), other.midpoint(other_end)),
        (own, other),
        (end, other_end),
        (own, other_end),
        (end, other),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_nearly_level_is_made_so_and_all_else_stands_on_the_grid() {
        let frame = Rect::new(0.0, 0.0, 100.0, 50.0);
        let frame_of_other = Rect::new(303.0, 200.0, 60.0, 40.0);
        for (case, by, expected, guides) in [
            ("far from everything", (10.0, 9.0), (12.0, 8.0), 0),
            ("along one axis", (10.0, 1.0), (12.0, 0.0), 0),
            ("left edges", (300.0, 100.0), (303.0, 100.0), 1),
            ("right edges", (265.0, 100.0), (263.0, 100.0), 1),
            ("middles", (150.0, 197.0), (152.0, 195.0), 1),
            ("both ways", (300.0, 197.0), (303.0, 195.0), 2),
        ] {
            let by = Point::new(by.0, by.1);
            let other = Other {
                frame: frame_of_other,
                has_edges: true,
            };
            let (by, lines) = snap(frame, by, &[other], 6.0);
            assert_eq!((by.x, by.y), expected, "{case}");
            assert_eq!(lines.len(), guides, "{case}");
        }
    }
}
