//! SVG of trails, stamps and the callout.

use super::super::drawing::Drawing;
use super::super::geometry::{Point, Rect};
use super::super::light::{Clock, Lights, Tint, TrackingNote, Trail};
use super::super::markup::{Markup, write_markup};
use super::{LETTER, Path, letters, rect, words};

/// The ways that packets have just come; they lie between wires and hosts.
#[must_use]
pub fn trails(lights: &Lights) -> Markup {
    let mut markup = Markup::default();
    for Trail { points, tint } in &lights.trails {
        write_markup!(markup, "<path class='trail' style='stroke:var(" (tint_property(*tint)) ")' d='" (Path(points)) "'/>");
    }
    markup
}

/// Notes about tracked connections and stateless ACLs, with a line to where the packet passed.
#[must_use]
pub fn memories(lights: &Lights) -> Markup {
    let mut markup = Markup::default();
    for memory in &lights.memories {
        let TrackingNote { frame, anchor, .. } = memory;
        let to = Point::new(
            anchor.x.clamp(frame.x, frame.right()),
            anchor.y.clamp(frame.y, frame.bottom()),
        );
        let class = if memory.remembered { "" } else { " none" };
        write_markup!(markup, "<g class='memory" (class) "'><path d='" (Path(&[*anchor, to])) "'/>");
        rect(&mut markup, "", *frame, 11.0);
        let at = Point::new(frame.center().x, frame.y + 15.0);
        words(&mut markup, "mono small", at, &memory.text);
        markup.raw("</g>");
    }
    markup
}

/// Connection states, on a tab under each card; a TIME-WAIT fades as it runs out.
#[must_use]
pub fn clocks(drawing: &Drawing, clocks: &[Clock]) -> Markup {
    let mut markup = Markup::default();
    for clock in clocks {
        let Some(card) = drawing.hosts.get(clock.host) else {
            continue;
        };
        let width = letters(&clock.text) * LETTER + 18.0;
        let top = card.outline().bottom() + 2.0;
        let middle = card.frame.center().x;
        let class = if clock.exhausted { " deny" } else { "" };
        write_markup!(markup, "<g class='host-state" (class) "' opacity='" (0.7 + 0.3 * clock.left) "'>");
        rect(
            &mut markup,
            "",
            Rect::new(middle - width / 2.0, top, width, 20.0),
            10.0,
        );
        words(
            &mut markup,
            "mono small",
            Point::new(middle, top + 14.0),
            &clock.text,
        );
        markup.raw("</g>");
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
        Tint::Several => "--ink-soft",
    }
}
