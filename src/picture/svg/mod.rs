//! The markup of each shape, in SVG.
//!
//! Written as text, because the page and the exported picture both need it, and
//! because it is a tenth of the size of the same written as components.

mod background;
mod elements;
mod ladder;
mod marks;

pub use background::background;
pub use elements::{gate, host, node};
pub use ladder::ladder;
pub use marks::{clocks, marks, memories, tint_property, trails};

use super::geometry::{Point, Rect};
use super::markup::{Markup, ToMarkup, write_markup};

/// Width of one letter of the fixed-width face at 11 units.
const LETTER: f64 = 6.6;

/// How many letters `text` has, as a length.
fn letters(text: &str) -> f64 {
    f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX))
}

/// Adds a rectangle of a class.
pub fn rect(markup: &mut Markup, class: &'static str, frame: Rect, radius: f64) {
    let Rect {
        x,
        y,
        width,
        height,
    } = frame;
    write_markup!(markup, "<rect class='" (class) "' x='" (x) "' y='" (y) "' width='" (width) "' height='" (height) "' rx='" (radius) "'/>");
}

/// Adds words of a class, standing on `at`.
fn words(markup: &mut Markup, class: &'static str, at: Point, words: &str) {
    write_markup!(markup, "<text class='" (class) "' x='" (at.x) "' y='" (at.y) "'>" (words) "</text>");
}

/// A polyline whose corners are rounded, as the value of a `d` attribute.
struct Path<'a>(&'a [Point]);

impl ToMarkup for Path<'_> {
    fn show(&self, markup: &mut Markup) {
        const RADIUS: f64 = 10.0;
        let points = self.0;
        for (index, point) in points.iter().enumerate() {
            match (index, points.get(index + 1)) {
                (0, _) => write_markup!(markup, "M" (point.x) " " (point.y)),
                (_, None) => write_markup!(markup, "L" (point.x) " " (point.y)),
                (_, Some(next)) => {
                    let before = points[index - 1];
                    let bend = RADIUS
                        .min(point.distance(before) / 2.0)
                        .min(point.distance(*next) / 2.0);
                    let enter = point.towards(before, bend / point.distance(before).max(1.0));
                    let leave = point.towards(*next, bend / point.distance(*next).max(1.0));
                    write_markup!(
                        markup,
                        "L" (enter.x) " " (enter.y) "Q" (point.x) " " (point.y) " " (leave.x) " " (leave.y)
                    );
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_corner_is_rounded_and_a_straight_line_is_not() {
        let corners = [
            Point::new(0.0, 0.0),
            Point::new(50.0, 0.0),
            Point::new(50.0, 50.0),
        ];
        for (corners, expected) in [
            (&corners[..2], "M0 0L50 0"),
            (&corners[..], "M0 0L40 0Q50 0 50 10L50 50"),
        ] {
            let mut markup = Markup::default();
            Path(corners).show(&mut markup);
            assert_eq!(markup.into_string(), expected);
        }
    }
}
