//! Being level with others: edges and middles that nearly meet are made to.

use super::{GRID, on_grid};
use crate::picture::geometry::{Point, Rect};

/// How far to move what has this border, about `by`: so that it is level with others
/// that are within reach, else on the grid. With lines that show what it is level with.
pub(super) fn level(
    frame: Rect,
    by: Point,
    others: &[Rect],
    reach: f64,
) -> (Point, Vec<(Point, Point)>) {
    let moved = frame.moved(by.x, by.y);
    let upright = nearest(others, reach, |other| {
        edges((moved.x, moved.width), (other.x, other.width))
    });
    let lying = nearest(others, reach, |other| {
        edges((moved.y, moved.height), (other.y, other.height))
    });
    let to = moved.moved(
        upright.map_or(to_grid(frame.x, by.x), |(shift, ..)| shift),
        lying.map_or(to_grid(frame.y, by.y), |(shift, ..)| shift),
    );
    let mut guides = Vec::new();
    if let Some((_, x, other)) = upright {
        let both = to.union(other);
        guides.push((Point::new(x, both.y), Point::new(x, both.bottom())));
    }
    if let Some((_, y, other)) = lying {
        let both = to.union(other);
        guides.push((Point::new(both.x, y), Point::new(both.right(), y)));
    }
    (Point::new(to.x - frame.x, to.y - frame.y), guides)
}

/// From where a move ends to the grid; what hardly moved stays beside it, if it stood there.
fn to_grid(from: f64, by: f64) -> f64 {
    if by.abs() < GRID / 2.0 {
        return -by;
    }
    on_grid(from + by) - (from + by)
}

/// The least shift that makes one of the pairs meet, where they meet, and with what.
fn nearest(
    others: &[Rect],
    reach: f64,
    pairs: impl Fn(&Rect) -> [(f64, f64); 5],
) -> Option<(f64, f64, Rect)> {
    let mut best: Option<(f64, f64, Rect)> = None;
    for other in others {
        for (own, line) in pairs(other) {
            let shift = line - own;
            let least = best.map_or(reach, |(shift, ..)| shift.abs());
            if shift.abs() < least {
                best = Some((shift, line, *other));
            }
        }
    }
    best
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
        let other = Rect::new(303.0, 200.0, 60.0, 40.0);
        for (case, by, expected, guides) in [
            ("far from everything", (10.0, 9.0), (12.0, 8.0), 0),
            ("left edges", (300.0, 100.0), (303.0, 100.0), 1),
            ("right edges", (265.0, 100.0), (263.0, 100.0), 1),
            ("middles", (150.0, 197.0), (152.0, 195.0), 1),
            ("both ways", (300.0, 197.0), (303.0, 195.0), 2),
        ] {
            let by = Point::new(by.0, by.1);
            let (by, lines) = level(frame, by, &[other], 6.0);
            assert_eq!((by.x, by.y), expected, "{case}");
            assert_eq!(lines.len(), guides, "{case}");
        }
    }
}
