//! Polylines: joined, cut and compared.
//!
//! All ways of one network start at its router, so the way between two places is what
//! is left of their two ways where they part: no search is needed.

use super::geometry::{Point, Rect};

/// Closer than this, two places are one.
const NEAR: f64 = 0.01;

/// The line without points that add nothing: repeated ones, and those on a straight way.
#[must_use]
pub(super) fn tidy(points: impl IntoIterator<Item = Point>) -> Vec<Point> {
    let mut line: Vec<Point> = Vec::new();
    for point in points {
        if line.last().is_some_and(|last| last.distance(point) < NEAR) {
            continue;
        }
        if let [.., before, last] = line[..]
            && is_straight(before, last, point)
        {
            line.pop();
        }
        line.push(point);
    }
    line
}

/// The line without its last `cut` units; its first point at least stays.
#[must_use]
pub(super) fn without_end(points: &[Point], cut: f64) -> Vec<Point> {
    let mut line = points.to_vec();
    let mut left = cut;
    while let [.., before, last] = line[..] {
        let leg = before.distance(last);
        line.pop();
        if leg > left {
            line.push(last.towards(before, left / leg));
            break;
        }
        left -= leg;
    }
    line
}

/// From the end of one line to the end of another that starts at the same place.
#[must_use]
pub(super) fn between_ends(one: &[Point], other: &[Point]) -> Vec<Point> {
    let (mut one, mut other) = (one.to_vec(), other.to_vec());
    let mut index = 0;
    while let (Some(&first), Some(&second)) = (one.get(index), other.get(index)) {
        if first.distance(second) >= NEAR {
            // Both go the same way, one of them farther: give the other its corner.
            let Some(&start) = index.checked_sub(1).and_then(|at| one.get(at)) else {
                break;
            };
            let (near, far) = (start.distance(first), start.distance(second));
            if near < far && is_straight(start, first, second) {
                other.insert(index, first);
            } else if far < near && is_straight(start, second, first) {
                one.insert(index, second);
            } else {
                break;
            }
        }
        index += 1;
    }
    let fork = index.saturating_sub(1);
    let back = one[fork.min(one.len())..].iter().rev();
    let forth = other[(fork + 1).min(other.len())..].iter();
    tidy(back.chain(forth).copied())
}

/// Whether `middle` lies on the straight way from `start` to `end`.
fn is_straight(start: Point, middle: Point, end: Point) -> bool {
    let detour = start.distance(middle) + middle.distance(end) - start.distance(end);
    detour < 0.001
}

/// `point` with its axes exchanged, if `turned`.
#[must_use]
pub(super) const fn turn(point: Point, turned: bool) -> Point {
    if turned {
        Point::new(point.y, point.x)
    } else {
        point
    }
}

/// `rect` with its axes exchanged, if `turned`.
#[must_use]
pub(super) const fn turn_rect(rect: Rect, turned: bool) -> Rect {
    if turned {
        Rect::new(rect.y, rect.x, rect.height, rect.width)
    } else {
        rect
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f64, f64)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point::new(x, y)).collect()
    }

    #[test]
    fn two_ways_join_where_they_part() {
        let one = line(&[(0.0, 0.0), (10.0, 0.0), (10.0, 5.0), (20.0, 5.0)]);
        for (case, other, expected) in [
            (
                "at a corner",
                line(&[(0.0, 0.0), (10.0, 0.0), (10.0, -5.0)]),
                line(&[(20.0, 5.0), (10.0, 5.0), (10.0, -5.0)]),
            ),
            (
                "farther on the same way",
                line(&[(0.0, 0.0), (10.0, 0.0), (10.0, 9.0), (20.0, 9.0)]),
                line(&[(20.0, 5.0), (10.0, 5.0), (10.0, 9.0), (20.0, 9.0)]),
            ),
            (
                "one is part of the other",
                line(&[(0.0, 0.0), (10.0, 0.0)]),
                line(&[(20.0, 5.0), (10.0, 5.0), (10.0, 0.0)]),
            ),
            ("the same", one.clone(), line(&[(20.0, 5.0)])),
            (
                "at the very start",
                line(&[(0.0, 0.0), (0.0, 9.0)]),
                line(&[
                    (20.0, 5.0),
                    (10.0, 5.0),
                    (10.0, 0.0),
                    (0.0, 0.0),
                    (0.0, 9.0),
                ]),
            ),
        ] {
            assert_eq!(between_ends(&one, &other), expected, "{case}");
        }
    }

    #[test]
    fn a_line_loses_its_end() {
        let bend = line(&[(0.0, 0.0), (10.0, 0.0), (10.0, 10.0)]);
        assert_eq!(
            without_end(&bend, 4.0),
            line(&[(0.0, 0.0), (10.0, 0.0), (10.0, 6.0)])
        );
        assert_eq!(without_end(&bend, 15.0), line(&[(0.0, 0.0), (5.0, 0.0)]));
        assert_eq!(without_end(&bend, 99.0), line(&[(0.0, 0.0)]));
    }
}
