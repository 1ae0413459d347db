//! What a moment leaves behind: trails, stamps and the callout.

use super::super::geometry::{Point, Rect};
use super::super::light::{Lights, Tint, Trail};
use super::super::markup::{Markup, write_markup};
use super::{Path, rect, words};

/// The ways that packets have just come; they lie between wires and hosts.
#[must_use]
pub fn trails(lights: &Lights) -> Markup {
    let mut markup = Markup::default();
    for Trail { points, tint } in &lights.trails {
        write_markup!(markup, "<path class='trail' style='stroke:var(" (tint_property(*tint)) ")' d='" (Path(points)) "'/>");
    }
    markup
}

/// Stamps and the callout, which lie above everything but the packets.
#[must_use]
pub fn marks(lights: &Lights) -> Markup {
    let mut markup = Markup::default();
    for Point { x, y } in &lights.stamps {
        write_markup!(markup, "<g class='stamp' transform='translate(" (x) " " (y) ")'><circle r='10'/><path d='M-4-4l8 8m0-8l-8 8'/></g>");
    }
    if let Some(callout) = &lights.callout {
        let Rect {
            x,
            y,
            width,
            height,
        } = callout.frame;
        let from_y = if callout.anchor.y < y { y } else { y + height };
        let from_x = callout.anchor.x.clamp(x + 14.0, x + width - 14.0);
        let leader = [Point::new(from_x, from_y), callout.anchor];
        write_markup!(markup, "<g class='callout'><path class='leader' d='" (Path(&leader)) "'/><g class='callout-body'>");
        rect(&mut markup, "card", callout.frame, 8.0);
        words(
            &mut markup,
            "title note",
            Point::new(x + 14.0, y + 22.0),
            &callout.title,
        );
        words(
            &mut markup,
            "detail mono small",
            Point::new(x + 14.0, y + 42.0),
            &callout.detail,
        );
        write_markup!(markup, "</g></g>");
    }
    markup
}

/// The custom property that holds the colour of `tint`.
#[must_use]
pub const fn tint_property(tint: Tint) -> &'static str {
    match tint {
        Tint::Connection(number) => match number % 6 {
            0 => "--connection-0",
            1 => "--connection-1",
            2 => "--connection-2",
            3 => "--connection-3",
            4 => "--connection-4",
            _ => "--connection-5",
        },
        Tint::State => "--state",
        Tint::Denied => "--deny",
    }
}
