//! Packets, drawn on a canvas above the drawing, with buttons laid over them.
//!
//! A canvas, because hundreds of moving elements would not keep up with the frames; on it,
//! all packets of one colour are one path, filled once. The buttons are for the pointer, the
//! keyboard and screen readers; more than fifty at once would help none of them.

use super::list::{self, Child};
use super::store::Store;
use crate::browser::{element, size, theme};
use crate::editor::selection::Selection;
use crate::editor::view::Slice::{Camera, Drawing, Playhead};
use crate::editor::view::frame::CameraView;
use crate::picture::geometry::Point;
use crate::picture::light::{Pill, Tint};
use crate::picture::markup::{Markup, decimal, write_markup};
use crate::picture::svg::tint_property;
use std::f64::consts::{PI, TAU};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// How many packets can be reached by pointer and keyboard at once.
const REACHABLE: usize = 50;
/// Half the width of a packet that was stopped and is seen from afar, in pixels.
const DOT: f64 = 5.0;

/// What the packets look like now.
struct Seen {
    pills: Vec<Pill>,
    camera: CameraView,
    /// Of the canvas, in pixels.
    size: (f64, f64),
}

/// Among more packets than these nobody sees how round a dot is.
const ROUND: usize = 1_500;
/// So many buttons go along with their packets in each frame; more follow a little behind,
/// as tables do: nobody presses one of a hundred that are under way.
const ALONG: usize = 12;

/// Shows the packets now, and wherever they go.
pub fn bind(store: Store) {
    let mut palette = Palette::default();
    let mut spots = Vec::new();
    let mut glance = 0;
    store.watch(
        &[Drawing, Playhead, Camera],
        Box::new(move || {
            let seen = store.read(|editor| Seen {
                camera: editor.camera(),
                size: editor.size(),
                pills: editor.pills(),
            });
            if let Some(canvas) = element::find_as("canvas") {
                palette.renew();
                draw(&canvas, &palette, &seen);
            }
            let now = store.read(|editor| editor.revisions().playhead_throttled);
            if seen.pills.len() <= ALONG || now != glance || !store.is_playing() {
                glance = now;
                spots = seen.show_spots(store, &spots);
            }
        }),
    );
}

impl Seen {
    /// Pills grow with the drawing, and do not shrink with it: their text stays legible.
    fn scale(&self) -> f64 {
        self.camera.zoom.max(1.0)
    }

    /// The style of a button: where it is and how large.
    fn place(&self, pill: &Pill) -> String {
        let place = self.camera.to_screen(pill.at);
        let (width, height) = if self.camera.is_afar() {
            (4.0 * DOT, 4.0 * DOT)
        } else {
            let scale = self.scale();
            (Pill::width(&pill.text) * scale, Pill::HEIGHT * scale)
        };
        format!(
            "transform:translate({}px,{}px);width:{}px;height:{}px",
            (place.x - width / 2.0).round(),
            (place.y - height / 2.0).round(),
            width.round(),
            height.round()
        )
    }

    /// Buttons stay the same elements while they move: one that is being pressed or has the
    /// focus must not be made anew in each frame.
    fn show_spots(&self, store: Store, before: &Vec<Child>) -> Vec<Child> {
        let reachable = || self.pills.iter().take(REACHABLE);
        let spot = |pill: &Pill| {
            let (kind, id) = Selection::Packet(pill.packet).name();
            let name = store.read(|editor| editor.pill_name(pill));
            let mut markup = Markup::default();
            write_markup!(
                markup,
                "<button class='packet-spot' type='button' data-do='select " (kind) " " (&id) "' aria-label='" (name) "'></button>"
            );
            Child {
                key: id,
                markup: markup.into_string(),
            }
        };
        let spots: Vec<Child> = reachable().map(spot).collect();
        list::show("spots", Some(before), &spots);
        if let Some(parent) = element::find("spots") {
            for (pill, spot) in reachable().zip(element::children(&parent)) {
                element::set_style(&spot, &self.place(pill));
            }
        }
        spots
    }
}

/// The theme's colours: asking the style sheets for them in each frame would cost more than
/// drawing.
#[derive(Default)]
struct Palette {
    /// Whether they are those of the dark theme; none: not read yet.
    dark: Option<bool>,
    /// One for each of [`TINTS`].
    tints: Vec<String>,
    text: String,
    face: String,
}

const TINTS: [Tint; 9] = [
    Tint::Connection(0),
    Tint::Connection(1),
    Tint::Connection(2),
    Tint::Connection(3),
    Tint::Connection(4),
    Tint::Connection(5),
    Tint::State,
    Tint::Denied,
    Tint::Several,
];

impl Palette {
    fn renew(&mut self) {
        let dark = Some(theme::is_dark());
        if self.dark != dark {
            *self = Self {
                dark,
                tints: TINTS
                    .map(|tint| theme::property(tint_property(tint)))
                    .into(),
                text: theme::property("--on-fill"),
                face: theme::property("--mono"),
            };
        }
    }
}

fn draw(canvas: &HtmlCanvasElement, palette: &Palette, seen: &Seen) {
    let ratio = size::pixel_ratio();
    fit(canvas, seen.size.0 * ratio, seen.size.1 * ratio);
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) =
        context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return;
    };
    // These fail only for numbers that are not finite, which no place is.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, seen.size.0, seen.size.1);
    if seen.camera.is_afar() {
        dots(&context, palette, seen);
    } else {
        outlines(&context, palette, seen);
        words(&context, palette, seen);
    }
    context.set_global_alpha(1.0);
}

/// All pills of one colour as one path. Those that are fading are as faint as they are, each
/// by itself.
fn outlines(context: &CanvasRenderingContext2d, palette: &Palette, seen: &Seen) {
    for (tint, colour) in TINTS.iter().zip(&palette.tints) {
        context.set_fill_style_str(colour);
        context.begin_path();
        let of_tint = || seen.pills.iter().filter(|pill| pill.tint == *tint);
        context.set_global_alpha(1.0);
        for pill in of_tint().filter(|pill| pill.presence >= 1.0) {
            outline(context, seen, pill);
        }
        context.fill();
        for pill in of_tint().filter(|pill| pill.presence < 1.0) {
            context.set_global_alpha(pill.presence);
            context.begin_path();
            outline(context, seen, pill);
            context.fill();
        }
    }
}

fn words(context: &CanvasRenderingContext2d, palette: &Palette, seen: &Seen) {
    context.set_fill_style_str(&palette.text);
    let size = decimal(11.0 * seen.scale());
    context.set_font(&format!("600 {size}px {}", palette.face));
    context.set_text_align("center");
    context.set_text_baseline("middle");
    for pill in &seen.pills {
        context.set_global_alpha(pill.presence);
        let place = seen.camera.to_screen(pill.at);
        let _ = context.fill_text(&pill.text, place.x, place.y + 0.5);
    }
}

/// Adds a pill's outline to the path.
fn outline(context: &CanvasRenderingContext2d, seen: &Seen, pill: &Pill) {
    let Point { x, y } = seen.camera.to_screen(pill.at);
    let scale = seen.scale();
    let radius = Pill::HEIGHT * scale / 2.0;
    let half = Pill::width(&pill.text) * scale / 2.0 - radius;
    context.move_to(x - half, y + radius);
    let _ = context.arc(x - half, y, radius, PI / 2.0, PI * 1.5);
    let _ = context.arc(x + half, y, radius, PI * 1.5, PI * 0.5 + TAU);
}

/// From afar a packet is a dot, and a larger square where it was stopped: words would lie on
/// one another. Of those that lie on the same pixels one is drawn. Rectangles are drawn five
/// times as fast as circles, and there may be thousands: two make a dot, and among very many
/// one.
fn dots(context: &CanvasRenderingContext2d, palette: &Palette, seen: &Seen) {
    let round = seen.pills.len() <= ROUND;
    let spot = |pill: &Pill| {
        let place = seen.camera.to_screen(pill.at);
        (place.x.round(), place.y.round())
    };
    for (tint, colour) in TINTS.iter().zip(&palette.tints) {
        context.set_fill_style_str(colour);
        let mut drawn = (f64::NAN, f64::NAN);
        let mut dots: Vec<((f64, f64), &Pill)> = Vec::new();
        let of_tint = seen.pills.iter().filter(|pill| pill.tint == *tint);
        dots.extend(of_tint.map(|pill| (spot(pill), pill)));
        dots.sort_unstable_by(|(one, _), (other, _)| {
            one.0.total_cmp(&other.0).then(one.1.total_cmp(&other.1))
        });
        for ((x, y), pill) in dots {
            if pill.presence >= 1.0 && drawn == (x, y) {
                continue;
            }
            if pill.presence >= 1.0 {
                drawn = (x, y);
            }
            context.set_global_alpha(pill.presence);
            if pill.stopped {
                context.fill_rect(x - DOT, y - DOT, 2.0 * DOT, 2.0 * DOT);
            } else {
                context.fill_rect(x - 4.0, y - 3.0, 8.0, 6.0);
                if round {
                    context.fill_rect(x - 3.0, y - 4.0, 6.0, 8.0);
                }
            }
        }
    }
}

/// Gives the canvas as many device pixels as it covers; setting them clears it.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the size of a screen"
)]
fn fit(canvas: &HtmlCanvasElement, width: f64, height: f64) {
    let (width, height) = (width.round() as u32, height.round() as u32);
    if canvas.width() != width || canvas.height() != height {
        canvas.set_width(width);
        canvas.set_height(height);
    }
}
