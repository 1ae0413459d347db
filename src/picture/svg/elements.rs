//! SVG of what can be selected: hosts, gates, gateways.

use super::super::drawing::{AclGate, HostCard, Inward, Node, NodeKind};
use super::super::geometry::{Point, Rect};
use super::super::light::{GateLight, HostLight, Light};
use super::super::markup::{Markup, write_markup};
use super::{LETTER, letters, rect, words};

/// A range of fewer ports is shown port by port.
const FEW_PORTS: u16 = 64;

/// A gateway or a router.
#[must_use]
pub fn node(node: &Node) -> Markup {
    let Point { x, y } = node.center;
    let mut markup = Markup::default();
    let word = match node.kind {
        NodeKind::Router => "",
        NodeKind::InternetGateway => "IGW",
        NodeKind::NatGateway => "NAT",
        NodeKind::Peering => "PCX",
    };
    if word.is_empty() {
        write_markup!(
            markup,
            "<circle class='card' cx='" (x) "' cy='" (y) "' r='16'/><path class='node-mark' d='M" (x - 7.0) " " (y) "h14M" (x) " " (y - 7.0) "v14'/>"
        );
    } else {
        rect(
            &mut markup,
            "card",
            Rect::new(x - 21.0, y - 18.0, 42.0, 36.0),
            9.0,
        );
        words(&mut markup, "node-word small", Point::new(x, y + 4.0), word);
    }
    words(
        &mut markup,
        "node-label small",
        Point::new(x, y - 26.0),
        &node.name,
    );
    markup
}

/// A host: ring, card, words, chips and the strip of ephemeral ports. From `afar`, where
/// none of the rest could be read, ring and card.
#[must_use]
pub fn host(card: &HostCard, light: &HostLight, afar: bool) -> Markup {
    let mut markup = Markup::default();
    if !card.groups.is_empty() {
        ring(&mut markup, card, light.ring, afar);
    }
    if afar {
        rect(&mut markup, "card", card.frame, 12.0);
        return markup;
    }
    let Rect {
        x,
        y,
        width,
        height,
    } = card.frame;
    let (left, right) = (x + 16.0, x + width - 16.0);
    rect(&mut markup, "card", card.frame, 12.0);
    words(&mut markup, "name", Point::new(left, y + 26.0), &card.id);
    words(
        &mut markup,
        "system small",
        Point::new(right, y + 26.0),
        &card.system,
    );
    words(
        &mut markup,
        "address mono note",
        Point::new(left, y + 44.0),
        &card.address,
    );
    if let Some(address) = &card.public_address {
        words(
            &mut markup,
            "public-address mono small",
            Point::new(right, y + 44.0),
            address,
        );
    }
    let mut chip_x = left;
    for chip in &card.chips {
        let width = letters(chip) * LETTER + 14.0;
        rect(
            &mut markup,
            "chip",
            Rect::new(chip_x, y + 52.0, width, 18.0),
            5.0,
        );
        words(
            &mut markup,
            "chip-text mono small",
            Point::new(chip_x + width / 2.0, y + 65.0),
            chip,
        );
        chip_x += width + 6.0;
    }
    if let Some(range) = card.ephemeral {
        strip(
            &mut markup,
            Rect::new(left, y + height - 20.0, right - left, 7.0),
            range,
            light,
        );
    }
    markup
}

/// A network ACL's gate, with its two lanes.
#[must_use]
pub fn gate(gate: &AclGate, light: GateLight) -> Markup {
    let frame = gate.frame();
    let Rect { x, y, .. } = frame;
    let mut markup = Markup::default();
    words(
        &mut markup,
        "gate-name small",
        Point::new(gate.center.x, y - 9.0),
        &gate.acl,
    );
    rect(&mut markup, "card", frame, 10.0);
    // Drawn about the upper left corner, so that each arrow is a text of this program.
    let (split, arrows, word_places): (_, [&'static str; 2], [Point; 2]) = match gate.inward {
        Inward::Right => (
            "M6 38h28",
            [
                "M11 13h17m-4.5-4.5l4.5 4.5-4.5 4.5",
                "M29 51h-17m4.5-4.5l-4.5 4.5 4.5 4.5",
            ],
            [Point::new(20.0, 31.0), Point::new(20.0, 69.0)],
        ),
        Inward::Down => (
            "M44 6v28",
            [
                "M14 12.5v15m-4.5-4.5l4.5 4.5 4.5-4.5",
                "M56 27.5v-15m-4.5 4.5l4.5-4.5 4.5 4.5",
            ],
            [Point::new(31.0, 24.0), Point::new(74.0, 24.0)],
        ),
    };
    write_markup!(markup, "<g transform='translate(" (x) " " (y) ")'><path class='gate-split' d='" (split) "'/>");
    let lights = [light.inbound, light.outbound];
    for (index, word) in ["in", "out"].into_iter().enumerate() {
        write_markup!(markup, "<g class='lane " (lights[index].class()) "'><path d='" (arrows[index]) "'/>");
        words(&mut markup, "small", word_places[index], word);
        write_markup!(markup, "</g>");
    }
    write_markup!(markup, "</g>");
    markup
}

/// All groups of a host share one ring; their names stand side by side on its upper edge.
fn ring(markup: &mut Markup, card: &HostCard, light: Light, afar: bool) {
    let frame = card.ring();
    let class = if afar { "" } else { light.class() };
    write_markup!(markup, "<g class='ring " (class) "'>");
    rect(markup, "ring-line", frame, 20.0);
    if !afar {
        rect(markup, "ring-name", card.tab(), 10.0);
        words(
            markup,
            "small",
            Point::new(frame.center().x, frame.y + 4.0),
            &card.ring_names(),
        );
    }
    write_markup!(markup, "</g>");
}

/// The ports in use: of all there are, or of a range too narrow to be seen among them.
fn strip(markup: &mut Markup, frame: Rect, (low, high): (u16, u16), light: &HostLight) {
    let narrow = high - low < FEW_PORTS;
    let (first, count) = if narrow {
        (f64::from(low), f64::from(high - low) + 1.0)
    } else {
        (0.0, 65_536.0)
    };
    let Rect { x, width, .. } = frame;
    let place = |port: u16| x + width * (f64::from(port) - first) / count;
    write_markup!(markup, "<g class='ports" (if light.exhausted { " exhausted" } else { "" }) "'>");
    rect(markup, "strip", frame, 3.5);
    let range = Rect {
        x: place(low),
        width: place(high) - place(low),
        ..frame
    };
    if !narrow {
        rect(markup, "strip-range", range, 0.0);
    }
    for light in &light.ports {
        let class = if light.waiting {
            "strip-tick waiting"
        } else {
            "strip-tick"
        };
        let tick = if narrow {
            Rect::new(
                place(light.port) + 1.0,
                frame.y,
                width / count - 2.0,
                frame.height,
            )
        } else {
            Rect::new(
                place(light.port) - 1.25,
                frame.y - 1.5,
                2.5,
                frame.height + 3.0,
            )
        };
        rect(markup, class, tick, 0.0);
    }
    markup.raw("</g>");
}
