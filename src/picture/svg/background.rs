//! SVG of the background: areas, captions and wires.

use super::super::drawing::{AreaKind, Drawing};
use super::super::markup::{Markup, write_markup};
use super::{Path, rect, words};

/// Areas, captions and wires, each one element, so that a page can change one of them.
#[must_use]
pub fn background(drawing: &Drawing) -> Vec<Markup> {
    let mut ground = Vec::new();
    for area in &drawing.areas {
        let mut markup = Markup::default();
        let (class, radius, kind) = match area.kind {
            AreaKind::Vpc => ("area vpc", 18.0, "VPC "),
            AreaKind::PublicSubnet => ("area public", 14.0, ""),
            AreaKind::PrivateSubnet => ("area private", 14.0, ""),
        };
        markup.raw("<g>");
        rect(&mut markup, class, area.frame, radius);
        write_markup!(
            markup,
            "<text class='area-label note' x='" (area.label_at.x) "' y='" (area.label_at.y) "'>" (kind) (&area.name)
            " <tspan class='mono' dx='4'>" (&area.cidr) "</tspan></text></g>"
        );
        ground.push(markup);
    }
    for caption in &drawing.captions {
        let mut markup = Markup::default();
        words(&mut markup, "area-label note", caption.at, &caption.text);
        ground.push(markup);
    }
    for wire in &drawing.wires {
        let mut markup = Markup::default();
        let class = if wire.dotted { "wire dotted" } else { "wire" };
        write_markup!(markup, "<path class='" (class) "' d='" (Path(&wire.points)) "'/>");
        ground.push(markup);
    }
    ground
}
