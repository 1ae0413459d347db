//! SVG of the sequence diagram.

use super::super::geometry::Point;
use super::super::ladder::{Ladder, Rail, Rung};
use super::super::light::Light;
use super::super::markup::{Markup, write_markup};
use super::{LETTER, letters, tint_property, words};
use crate::words::drawing::SEQUENCE;

/// The whole ladder; of the packets, the `selected` one is marked.
#[must_use]
pub fn ladder(ladder: &Ladder, selected: Option<u64>) -> Markup {
    let mut markup = Markup::default();
    write_markup!(
        markup,
        "<svg class='ladder' role='group' aria-label='" (SEQUENCE) "' width='" (ladder.width) "' height='" (ladder.height)
        "' preserveAspectRatio='xMinYMin' viewBox='0 0 " (ladder.width) " " (ladder.height) "'>"
    );
    for Rail {
        x,
        name,
        about,
        is_gate,
    } in &ladder.rails
    {
        let class = if *is_gate { "rail gate" } else { "rail" };
        write_markup!(
            markup,
            "<line class='" (class) "' x1='" (x) "' y1='44' x2='" (x) "' y2='" (ladder.height) "'/>"
        );
        let class = if *is_gate {
            "rail-name gate"
        } else {
            "rail-name"
        };
        write_markup!(markup, "<text class='" (class) "' x='" (x) "' y='18'>" (name) "</text>");
        words(&mut markup, "rail-about mono", Point::new(*x, 34.0), about);
    }
    for (at, length) in &ladder.silences {
        let width = letters(length) * LETTER + 20.0;
        write_markup!(
            markup,
            "<g class='ladder-silence'><rect x='" (at.x - 34.0) "' y='" (at.y) "' width='" (width) "' height='24' rx='7'/><text x='"
            (at.x - 34.0 + width / 2.0) "' y='" (at.y + 16.0) "'>" (length) "</text></g>"
        );
    }
    for rung in &ladder.rungs {
        show(&mut markup, rung, selected == Some(rung.packet));
    }
    write_markup!(markup, "</svg>");
    markup
}

fn show(markup: &mut Markup, rung: &Rung, chosen: bool) {
    let class = match (chosen, rung.later) {
        (true, _) => "rung chosen",
        (false, true) => "rung later",
        (false, false) => "rung",
    };
    let (from, to) = (rung.from, rung.to);
    let rightward = to.x >= from.x;
    let (left, right) = (from.x.min(to.x), from.x.max(to.x));
    write_markup!(
        markup,
        "<g class='" (class) "' role='button' tabindex='0' data-do='select packet " (rung.packet) "' data-kind='packet' data-id='" (rung.packet)
        "' aria-label='" (&rung.label) "' style='--tint:var(" (tint_property(rung.tint)) ")'><rect class='rung-spot' x='4' y='"
        (from.y - 18.0) "' width='" (right.max(left + 120.0) + 40.0) "' height='32' rx='6'/>"
    );
    words(
        markup,
        "rung-time mono",
        Point::new(8.0, from.y + 4.0),
        &rung.time,
    );
    // The head of the arrow stops short of the rail.
    let head = if rung.stopped.is_some() { 0.0 } else { 4.0 };
    let tip = Point::new(if rightward { to.x - head } else { to.x + head }, to.y);
    write_markup!(
        markup,
        "<path class='rung-line' d='M" (from.x) " " (from.y) "L" (tip.x) " " (tip.y) "'/>"
    );
    if rung.stopped.is_none() {
        let back = if rightward { tip.x - 7.0 } else { tip.x + 7.0 };
        write_markup!(
            markup,
            "<path class='rung-line' d='M" (back) " " (tip.y - 4.5) "L" (tip.x) " " (tip.y) "L" (back) " " (tip.y + 3.5) "'/>"
        );
    }
    let (near, far) = if rightward { (6.0, -6.0) } else { (-6.0, 6.0) };
    let (start, end) = if rightward {
        ("rung-port mono", "rung-port mono end")
    } else {
        ("rung-port mono end", "rung-port mono")
    };
    words(
        markup,
        start,
        Point::new(from.x + near, from.y - 5.0),
        &rung.source_port,
    );
    if rung.stopped.is_none() {
        words(
            markup,
            end,
            Point::new(to.x + far, to.y - 6.0),
            &rung.destination_port,
        );
    }
    let middle = Point::new(
        f64::midpoint(left, right),
        f64::midpoint(from.y, to.y) - 6.0,
    );
    words(markup, "rung-text mono", middle, &rung.text);
    for (at, light) in &rung.marks {
        let mark = match light {
            Light::Rule => "M-3 0l2.200 2.200L3-2.500",
            Light::State => "M2.800-1a3 3 0 1 0 .2 1.800M3-3v2.200H.8",
            Light::Denied => "M-2.500-2.500l5 5m0-5l-5 5",
            Light::Idle => continue,
        };
        write_markup!(
            markup,
            "<g class='rung-mark " (light.class()) "' transform='translate(" (at.x) " " (at.y) ")'><circle r='7'/><path d='" (mark) "'/></g>"
        );
    }
    if let Some(rule) = &rung.stopped {
        let (x, class) = if rightward {
            (to.x + 12.0, "rung-rule")
        } else {
            (to.x - 12.0, "rung-rule end")
        };
        let text = format!("{} {rule}", rung.destination_port);
        words(markup, class, Point::new(x, to.y + 4.0), text.trim());
    }
    write_markup!(markup, "</g>");
}
