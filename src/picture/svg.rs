//! The markup of each shape, in SVG.
//!
//! Written as text, not as components, because the page and the exported picture
//! both need it. Everything that a person may have written passes [`escape`], so a
//! name can never become markup.

use super::drawing::{
    Area, AreaKind, Caption, Drawing, Gate, HostCard, Inward, Node, NodeKind, Wire,
};
use super::geometry::{Point, Rect};
use super::light::{Callout, GateLight, HostLight, Light, Lights, Tint, Trail};
use std::fmt::Write as _;

/// Width of one letter of the fixed-width face at 11 units.
const LETTER: f64 = 6.6;

/// `text` with the five characters that mean something in markup replaced.
#[must_use]
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(character),
        }
    }
    escaped
}

/// What lies under the hosts: areas, captions, wires and nodes.
#[must_use]
pub fn ground(drawing: &Drawing) -> String {
    let mut markup = String::new();
    drawing
        .areas
        .iter()
        .for_each(|shape| area(&mut markup, shape));
    drawing
        .captions
        .iter()
        .for_each(|shape| caption(&mut markup, shape));
    drawing
        .wires
        .iter()
        .for_each(|shape| wire(&mut markup, shape));
    markup
}

/// The ways that packets have just come; they lie between wires and nodes.
#[must_use]
pub fn trails(lights: &Lights) -> String {
    let mut markup = String::new();
    for Trail { points, tint } in &lights.trails {
        let _ = write!(
            markup,
            "<path class='trail' style='stroke:var({})' d='{}'/>",
            tint_property(*tint),
            path(points)
        );
    }
    markup
}

/// Stamps and the callout, which lie above everything but the packets.
#[must_use]
pub fn marks(lights: &Lights) -> String {
    let mut markup = String::new();
    for Point { x, y } in &lights.stamps {
        let _ = write!(
            markup,
            "<g class='stamp'><circle cx='{x}' cy='{y}' r='10'/><path d='M{} {}l8 8m0-8l-8 8'/></g>",
            x - 4.0,
            y - 4.0
        );
    }
    if let Some(shape) = &lights.callout {
        callout(&mut markup, shape);
    }
    markup
}

/// The inside of a gateway or router.
#[must_use]
pub fn node(node: &Node) -> String {
    let Point { x, y } = node.center;
    let mut markup = String::new();
    let word = match node.kind {
        NodeKind::Router => {
            let _ = write!(
                markup,
                "<circle class='card' cx='{x}' cy='{y}' r='16'/><path class='node-mark' d='M{} {y}h14M{x} {}v14'/>",
                x - 7.0,
                y - 7.0
            );
            None
        }
        NodeKind::InternetGateway => Some("IGW"),
        NodeKind::NatGateway => Some("NAT"),
        NodeKind::Peering => Some("PCX"),
    };
    if let Some(word) = word {
        let _ = write!(
            markup,
            "<rect class='card' x='{}' y='{}' width='42' height='36' rx='9'/><text class='node-word small' x='{x}' y='{}'>{word}</text>",
            x - 21.0,
            y - 18.0,
            y + 4.0
        );
    }
    let _ = write!(
        markup,
        "<text class='node-label small' x='{x}' y='{}'>{}</text>",
        y - 26.0,
        escape(&node.name)
    );
    markup
}

/// The inside of a host: ring, card, words, chips and the strip of ephemeral ports.
#[must_use]
pub fn host(card: &HostCard, light: &HostLight) -> String {
    let mut markup = String::new();
    if !card.groups.is_empty() {
        ring(&mut markup, card, light.ring);
    }
    let Rect {
        x,
        y,
        width,
        height,
    } = card.frame;
    let (left, right) = (x + 16.0, x + width - 16.0);
    let _ = write!(
        markup,
        "<rect class='card' x='{x}' y='{y}' width='{width}' height='{height}' rx='12'/>\
         <text class='name' x='{left}' y='{}'>{}</text><text class='system small' x='{right}' y='{}'>{}</text>\
         <text class='address mono note' x='{left}' y='{}'>{}</text>",
        y + 26.0,
        escape(&card.id),
        y + 26.0,
        escape(&card.system),
        y + 44.0,
        escape(&card.address)
    );
    if let Some(address) = &card.public_address {
        let _ = write!(
            markup,
            "<text class='public-address mono small' x='{right}' y='{}'>{}</text>",
            y + 44.0,
            escape(address)
        );
    }
    let mut chip_x = left;
    for chip in &card.chips {
        let width = letters(chip) * LETTER + 14.0;
        let _ = write!(
            markup,
            "<rect class='chip' x='{chip_x}' y='{}' width='{width}' height='18' rx='5'/><text class='chip-text mono small' x='{}' y='{}'>{}</text>",
            y + 52.0,
            chip_x + width / 2.0,
            y + 65.0,
            escape(chip)
        );
        chip_x += width + 6.0;
    }
    if let Some(range) = card.ephemeral {
        strip(
            &mut markup,
            Rect::new(left, y + height - 20.0, right - left, 7.0),
            range,
            &light.ports_in_use,
        );
    }
    if let Some(state) = &light.state {
        let width = letters(state) * LETTER + 18.0;
        let top = if card.groups.is_empty() {
            y + height + 6.0
        } else {
            y + height + 22.0
        };
        let _ = write!(
            markup,
            "<g class='host-state'><rect x='{}' y='{top}' width='{width}' height='20' rx='10'/><text class='mono small' x='{}' y='{}'>{}</text></g>",
            x + (card.frame.width - width) / 2.0,
            x + card.frame.width / 2.0,
            top + 14.0,
            escape(state)
        );
    }
    markup
}

/// The inside of a network ACL's gate.
#[must_use]
pub fn gate(gate: &Gate, light: GateLight) -> String {
    let Rect {
        x,
        y,
        width,
        height,
    } = gate.frame();
    let Point {
        x: middle,
        y: centre,
    } = gate.center;
    let mut markup = String::new();
    let _ = write!(
        markup,
        "<text class='gate-name small' x='{middle}' y='{}'>{}</text><rect class='card' x='{x}' y='{y}' width='{width}' height='{height}' rx='10'/>",
        y - 9.0,
        escape(&gate.acl)
    );
    let (split, inbound, outbound) = match gate.inward {
        Inward::Right => (
            format!("M{} {centre}h{}", x + 6.0, width - 12.0),
            (
                format!("M{} {}h17m-4.5-4.5l4.5 4.5-4.5 4.5", middle - 9.0, y + 13.0),
                Point::new(middle, y + 31.0),
            ),
            (
                format!(
                    "M{} {}h-17m4.5-4.5l-4.5 4.5 4.5 4.5",
                    middle + 9.0,
                    centre + 13.0
                ),
                Point::new(middle, centre + 31.0),
            ),
        ),
        Inward::Down => (
            format!("M{middle} {}v{}", y + 6.0, height - 12.0),
            (
                format!("M{} {}v15m-4.5-4.5l4.5 4.5 4.5-4.5", x + 14.0, y + 12.5),
                Point::new(x + 31.0, centre + 4.0),
            ),
            (
                format!(
                    "M{} {}v-15m-4.5 4.5l4.5-4.5 4.5 4.5",
                    middle + 12.0,
                    y + 27.5
                ),
                Point::new(middle + 31.0, centre + 4.0),
            ),
        ),
    };
    let _ = write!(markup, "<path class='gate-split' d='{split}'/>");
    for (light, word, (arrow, at)) in [
        (light.inbound, "in", inbound),
        (light.outbound, "out", outbound),
    ] {
        let _ = write!(
            markup,
            "<g class='lane {}'><path d='{arrow}'/><text class='small' text-anchor='middle' x='{}' y='{}'>{word}</text></g>",
            light.class(),
            at.x,
            at.y
        );
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

fn area(markup: &mut String, area: &Area) {
    let (class, radius, kind) = match area.kind {
        AreaKind::Vpc => ("vpc", 18, "VPC "),
        AreaKind::PublicSubnet => ("public", 14, ""),
        AreaKind::PrivateSubnet => ("private", 14, ""),
    };
    let Rect {
        x,
        y,
        width,
        height,
    } = area.frame;
    let _ = write!(
        markup,
        "<rect class='area {class}' x='{x}' y='{y}' width='{width}' height='{height}' rx='{radius}'/>\
         <text class='area-label note' x='{}' y='{}'>{kind}{} <tspan class='mono' dx='4'>{}</tspan></text>",
        area.label_at.x,
        area.label_at.y,
        escape(&area.name),
        escape(&area.cidr)
    );
}

fn caption(markup: &mut String, caption: &Caption) {
    let _ = write!(
        markup,
        "<text class='area-label note' x='{}' y='{}'>{}</text>",
        caption.at.x,
        caption.at.y,
        escape(&caption.text)
    );
}

fn wire(markup: &mut String, wire: &Wire) {
    let dotted = if wire.dotted { " dotted" } else { "" };
    let _ = write!(
        markup,
        "<path class='wire{dotted}' d='{}'/>",
        path(&wire.points)
    );
}

/// All groups of a host share one ring; their names stand side by side on its upper edge.
fn ring(markup: &mut String, card: &HostCard, light: Light) {
    let Rect {
        x,
        y,
        width,
        height,
    } = card.ring();
    let names = card.groups.join(" + ");
    let tab = (letters(&names) * 6.2 + 24.0).min(width - 40.0);
    let middle = x + width / 2.0;
    let _ = write!(
        markup,
        "<g class='ring {}'><rect x='{x}' y='{y}' width='{width}' height='{height}' rx='20'/>\
         <rect class='ring-name' x='{}' y='{}' width='{tab}' height='20' rx='10'/><text class='small' x='{middle}' y='{}'>{}</text></g>",
        light.class(),
        middle - tab / 2.0,
        y - 10.0,
        y + 4.0,
        escape(&names)
    );
}

fn strip(markup: &mut String, frame: Rect, (low, high): (u16, u16), in_use: &[u16]) {
    let Rect {
        x,
        y,
        width,
        height,
    } = frame;
    let place = |port: u16| x + width * f64::from(port) / 65_536.0;
    let _ = write!(
        markup,
        "<rect class='strip' x='{x}' y='{y}' width='{width}' height='{height}' rx='3.5'/>\
         <rect class='strip-range' x='{}' y='{y}' width='{}' height='{height}'/>",
        place(low),
        place(high) - place(low)
    );
    for port in in_use {
        let _ = write!(
            markup,
            "<rect class='strip-tick' x='{}' y='{}' width='2.5' height='{}'/>",
            place(*port) - 1.25,
            y - 1.5,
            height + 3.0
        );
    }
}

fn callout(markup: &mut String, callout: &Callout) {
    let Rect {
        x,
        y,
        width,
        height,
    } = callout.frame;
    let Point { x: to_x, y: to_y } = callout.anchor;
    let from_y = if to_y < y { y } else { y + height };
    let from_x = to_x.clamp(x + 14.0, x + width - 14.0);
    let _ = write!(
        markup,
        "<g class='callout'><path class='leader' d='M{from_x} {from_y}L{to_x} {to_y}'/>\
         <rect class='card' x='{x}' y='{y}' width='{width}' height='{height}' rx='8'/>\
         <text class='title note' x='{}' y='{}'>{}</text><text class='detail mono small' x='{}' y='{}'>{}</text></g>",
        x + 14.0,
        y + 22.0,
        escape(&callout.title),
        x + 14.0,
        y + 42.0,
        escape(&callout.detail)
    );
}

/// A polyline whose corners are rounded, as the value of a `d` attribute.
fn path(points: &[Point]) -> String {
    const RADIUS: f64 = 10.0;
    let mut data = String::new();
    for (index, point) in points.iter().enumerate() {
        match (index, points.get(index + 1)) {
            (0, _) => {
                let _ = write!(data, "M{} {}", point.x, point.y);
            }
            (_, None) => {
                let _ = write!(data, "L{} {}", point.x, point.y);
            }
            (_, Some(next)) => {
                let before = points[index - 1];
                let bend = RADIUS
                    .min(point.distance(before) / 2.0)
                    .min(point.distance(*next) / 2.0);
                let enter = point.towards(before, bend / point.distance(before).max(1.0));
                let leave = point.towards(*next, bend / point.distance(*next).max(1.0));
                let _ = write!(
                    data,
                    "L{} {}Q{} {} {} {}",
                    enter.x, enter.y, point.x, point.y, leave.x, leave.y
                );
            }
        }
    }
    data
}

/// How many letters `text` has, as a length.
fn letters(text: &str) -> f64 {
    f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_never_becomes_markup() {
        assert_eq!(escape("a<b>&\"c'"), "a&lt;b&gt;&amp;&quot;c&#39;");
        let caption = Caption {
            at: Point::default(),
            text: "<script>".into(),
        };
        let markup = ground(&Drawing {
            captions: vec![caption],
            ..Drawing::default()
        });
        assert!(markup.contains("&lt;script&gt;"), "{markup}");
    }

    #[test]
    fn a_corner_is_rounded_and_a_straight_line_is_not() {
        assert_eq!(
            path(&[Point::new(0.0, 0.0), Point::new(50.0, 0.0)]),
            "M0 0L50 0"
        );
        let bend = path(&[
            Point::new(0.0, 0.0),
            Point::new(50.0, 0.0),
            Point::new(50.0, 50.0),
        ]);
        assert_eq!(bend, "M0 0L40 0Q50 0 50 10L50 50");
    }
}
