//! Points, rectangles and polylines, in the drawing's own units: one unit is one
//! pixel when the drawing is shown at its natural size, and `y` grows downwards.

/// A place in the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    /// Units from the left.
    pub x: f64,
    /// Units from the top.
    pub y: f64,
}

impl Point {
    /// The point at `x`, `y`.
    #[must_use]
    pub const fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The distance to `other`.
    #[must_use]
    pub fn distance(self, other: Self) -> f64 {
        let (x, y) = (self.x - other.x, self.y - other.y);
        (x * x + y * y).sqrt()
    }

    /// The point that lies `fraction` of the way to `other`.
    #[must_use]
    pub fn towards(self, other: Self, fraction: f64) -> Self {
        Self::new(
            self.x + (other.x - self.x) * fraction,
            self.y + (other.y - self.y) * fraction,
        )
    }
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Top edge.
    pub y: f64,
    /// Width, never negative.
    pub width: f64,
    /// Height, never negative.
    pub height: f64,
}

impl Rect {
    /// Whether a point lies in it.
    #[must_use]
    pub fn contains(&self, point: Point) -> bool {
        (self.x..=self.x + self.width).contains(&point.x)
            && (self.y..=self.y + self.height).contains(&point.y)
    }

    /// The rectangle whose upper left corner is at `x`, `y`.
    #[must_use]
    pub const fn new(x: f64, y: f64, width: f64, height: f64) -> Self {
        Self {
            x,
            y,
            width,
            height,
        }
    }

    /// The upper left corner.
    #[must_use]
    pub const fn corner(self) -> Point {
        Point::new(self.x, self.y)
    }

    /// The point in the middle.
    #[must_use]
    pub fn center(self) -> Point {
        Point::new(self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// The x of the right edge.
    #[must_use]
    pub fn right(self) -> f64 {
        self.x + self.width
    }

    /// The y of the lower edge.
    #[must_use]
    pub fn bottom(self) -> f64 {
        self.y + self.height
    }

    /// This rectangle with `margin` added on each side.
    #[must_use]
    pub fn grown(self, margin: f64) -> Self {
        Self::new(
            self.x - margin,
            self.y - margin,
            self.width + 2.0 * margin,
            self.height + 2.0 * margin,
        )
    }

    /// This rectangle moved by `x` and `y`.
    #[must_use]
    pub const fn moved(self, x: f64, y: f64) -> Self {
        Self::new(self.x + x, self.y + y, self.width, self.height)
    }

    /// Whether the two have more than a border in common.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.overlap(other) > 0.0
    }

    /// How much ground the two have in common.
    #[must_use]
    pub fn overlap(self, other: Self) -> f64 {
        let width = self.right().min(other.right()) - self.x.max(other.x);
        let height = self.bottom().min(other.bottom()) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }

    /// Whether `other` lies within this one.
    #[must_use]
    pub fn holds(self, other: Self) -> bool {
        self.x <= other.x
            && self.y <= other.y
            && self.right() >= other.right()
            && self.bottom() >= other.bottom()
    }

    /// The smallest rectangle that holds this one and `other`.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(
            x,
            y,
            self.right().max(other.right()) - x,
            self.bottom().max(other.bottom()) - y,
        )
    }
}

/// The place `fraction` of the way along `points`, and the direction of travel
/// there as a unit vector. Empty lines give the origin; a line of one point, that point.
#[must_use]
pub fn along(points: &[Point], fraction: f64) -> (Point, Point) {
    let legs = || {
        points
            .windows(2)
            .map(|leg| (leg[0], leg[1], leg[0].distance(leg[1])))
    };
    let mut left = fraction.clamp(0.0, 1.0) * legs().map(|(_, _, length)| length).sum::<f64>();
    let mut last = (
        points.first().copied().unwrap_or_default(),
        Point::new(1.0, 0.0),
    );
    for (from, to, length) in legs() {
        if length <= 0.0 {
            continue;
        }
        let direction = Point::new((to.x - from.x) / length, (to.y - from.y) / length);
        if left <= length {
            return (from.towards(to, left / length), direction);
        }
        left -= length;
        last = (to, direction);
    }
    last
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_along_a_line_is_measured_by_length() {
        let bend = [
            Point::new(0.0, 0.0),
            Point::new(10.0, 0.0),
            Point::new(10.0, 30.0),
        ];
        for (case, fraction, expected, direction) in [
            (
                "the beginning",
                0.0,
                Point::new(0.0, 0.0),
                Point::new(1.0, 0.0),
            ),
            (
                "before the bend",
                0.125,
                Point::new(5.0, 0.0),
                Point::new(1.0, 0.0),
            ),
            (
                "behind the bend",
                0.5,
                Point::new(10.0, 10.0),
                Point::new(0.0, 1.0),
            ),
            ("the end", 1.0, Point::new(10.0, 30.0), Point::new(0.0, 1.0)),
            (
                "beyond the end",
                7.0,
                Point::new(10.0, 30.0),
                Point::new(0.0, 1.0),
            ),
        ] {
            assert_eq!(along(&bend, fraction), (expected, direction), "{case}");
        }
    }

    #[test]
    fn a_line_without_length_has_a_place_too() {
        assert_eq!(along(&[], 0.5).0, Point::default());
        assert_eq!(
            along(&[Point::new(3.0, 4.0); 2], 0.5).0,
            Point::new(3.0, 4.0)
        );
    }
}
