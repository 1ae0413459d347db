//! Packets, drawn on a canvas above the drawing, with buttons laid over them.
//!
//! A canvas, because hundreds of moving elements would not keep up with the frames.
//! The buttons are for the pointer, the keyboard and screen readers; more than fifty at
//! once would help none of them.

use super::list::{self, Child};
use super::store::{Editor, Store};
use crate::browser::{element, size, theme};
use crate::editor::target::Target;
use crate::editor::view::Slice::{Camera, Drawing, Place};
use crate::editor::view::frame::CameraView;
use crate::picture::light::{Pill, Tint};
use crate::picture::markup::{Markup, decimal, write_markup};
use crate::picture::svg::tint_property;
use std::f64::consts::{PI, TAU};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// How many packets can be reached by pointer and keyboard at once.
const REACHABLE: usize = 50;
/// At a smaller zoom packets are dots.
const FROM_AFAR: f64 = 0.5;
/// Radius of such a dot, in pixels.
const DOT: f64 = 5.0;

/// Shows the packets now, and wherever they go.
pub fn bind(store: Store) {
    // Not compared with what was drawn before: the theme may have changed, or the size.
    store.watch(
        &[Drawing, Place, Camera],
        Box::new(move || {
            if let Some(canvas) = element::find_as("canvas") {
                let (pills, camera) = store.read(|editor| (editor.pills(), editor.camera()));
                draw(&canvas, &pills, camera);
            }
        }),
    );
    // Buttons stay the same elements while they move: one that is being pressed or has
    // the focus must not be made anew in each frame.
    store.show(
        &[Drawing, Place, Camera],
        |editor| (spots(editor), places(editor)),
        |before, (spots, places)| {
            list::show("spots", before.map(|(before, _)| before), spots);
            if let Some(parent) = element::find("spots") {
                for (place, spot) in places.iter().zip(element::children(&parent)) {
                    element::set_style(&spot, place);
                }
            }
        },
    );
}

/// The style of each button: where it is and how large.
fn places(editor: &Editor) -> Vec<String> {
    let camera = editor.camera();
    let scale = scale(camera);
    let style = |pill: Pill| {
        let place = camera.to_screen(pill.at);
        let (width, height) = if camera.zoom < FROM_AFAR {
            (4.0 * DOT, 4.0 * DOT)
        } else {
            (Pill::width(&pill.text) * scale, Pill::HEIGHT * scale)
        };
        format!(
            "left:{}px;top:{}px;width:{}px;height:{}px",
            decimal(place.x.round()),
            decimal(place.y.round()),
            decimal(width.round()),
            decimal(height.round())
        )
    };
    editor
        .pills()
        .into_iter()
        .take(REACHABLE)
        .map(style)
        .collect()
}

fn spots(editor: &Editor) -> Vec<Child> {
    let spot = |pill: Pill| {
        let (kind, id) = Target::Packet(pill.packet).name();
        let mut markup = Markup::default();
        write_markup!(
            markup,
            "<button class='packet-spot' type='button' data-do='select " (kind) " " (&id) "' aria-label='" (pill.label) "'></button>"
        );
        Child {
            key: id,
            markup: markup.into_string(),
        }
    };
    editor
        .pills()
        .into_iter()
        .take(REACHABLE)
        .map(spot)
        .collect()
}

/// Pills grow with the drawing, and do not shrink with it: their text stays legible.
fn scale(camera: CameraView) -> f64 {
    camera.zoom.max(1.0)
}

fn draw(canvas: &HtmlCanvasElement, pills: &[Pill], camera: CameraView) {
    let frame = canvas.get_bounding_client_rect();
    let ratio = size::pixel_ratio();
    fit(canvas, frame.width() * ratio, frame.height() * ratio);
    let context = canvas.get_context("2d").ok().flatten();
    let Some(context) =
        context.and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok())
    else {
        return;
    };
    // These fail only for numbers that are not finite, which no place is.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, frame.width(), frame.height());
    let scale = scale(camera);
    if camera.zoom < FROM_AFAR {
        dots(&context, pills, camera);
        return;
    }
    context.set_font(&format!(
        "600 {}px {}",
        decimal(11.0 * scale),
        theme::property("--mono")
    ));
    context.set_text_align("center");
    context.set_text_baseline("middle");
    for tint in tints(pills) {
        context.set_fill_style_str(&theme::property(tint_property(tint)));
        for pill in pills.iter().filter(|pill| pill.tint == tint) {
            context.set_global_alpha(pill.presence);
            let place = camera.to_screen(pill.at);
            let radius = Pill::HEIGHT * scale / 2.0;
            let half = Pill::width(&pill.text) * scale / 2.0 - radius;
            context.begin_path();
            let _ = context.arc(place.x - half, place.y, radius, PI / 2.0, PI * 1.5);
            let _ = context.arc(place.x + half, place.y, radius, PI * 1.5, PI * 0.5 + TAU);
            context.fill();
        }
    }
    context.set_fill_style_str(&theme::property("--on-fill"));
    for pill in pills {
        context.set_global_alpha(pill.presence);
        let place = camera.to_screen(pill.at);
        let _ = context.fill_text(&pill.text, place.x, place.y + 0.5);
    }
    context.set_global_alpha(1.0);
}

/// From afar a packet is a dot, and a square where it was stopped: words would lie on one another.
fn dots(context: &CanvasRenderingContext2d, pills: &[Pill], camera: CameraView) {
    for tint in tints(pills) {
        context.set_fill_style_str(&theme::property(tint_property(tint)));
        for pill in pills.iter().filter(|pill| pill.tint == tint) {
            context.set_global_alpha(pill.presence);
            let place = camera.to_screen(pill.at);
            if pill.stopped {
                context.fill_rect(place.x - DOT, place.y - DOT, 2.0 * DOT, 2.0 * DOT);
            } else {
                context.begin_path();
                let _ = context.arc(place.x, place.y, DOT, 0.0, TAU);
                context.fill();
            }
        }
    }
    context.set_global_alpha(1.0);
}

/// The tints in use, so that each is looked up once.
fn tints(pills: &[Pill]) -> Vec<Tint> {
    let mut tints = Vec::new();
    for pill in pills {
        if !tints.contains(&pill.tint) {
            tints.push(pill.tint);
        }
    }
    tints
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
