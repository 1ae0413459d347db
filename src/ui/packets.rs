//! Packets, drawn on a canvas above the drawing, with buttons laid over them.
//!
//! A canvas, because hundreds of moving elements would not keep up with the frames.
//! The buttons are for the pointer, the keyboard and screen readers; more than fifty at
//! once would help none of them.

use super::store::{Editor, Store};
use crate::browser::{size, theme};
use crate::editor::action::Action;
use crate::editor::target::Target;
use crate::editor::view::Slice;
use crate::editor::view::frame::CameraView;
use crate::picture::light::{Pill, Tint};
use crate::picture::svg::tint_property;
use leptos::prelude::*;
use std::f64::consts::{PI, TAU};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

/// How many packets can be reached by pointer and keyboard at once.
const REACHABLE: usize = 50;

pub fn packets(store: Store) -> AnyView {
    let canvas = NodeRef::<leptos::html::Canvas>::new();
    let pills = store.view(&[Slice::Document, Slice::Place], Editor::pills);
    let camera = store.view(&[Slice::Camera, Slice::Document], Editor::camera);
    Effect::new(move || {
        let _theme = store.dark.get();
        let camera = camera.get();
        if let Some(canvas) = canvas.get() {
            pills.with(|pills| draw(&canvas, pills, camera));
        }
    });
    let reachable = move || {
        pills.with(|pills| {
            pills
                .iter()
                .take(REACHABLE)
                .map(|pill| pill.packet)
                .collect::<Vec<_>>()
        })
    };
    let spot = move |packet: u64| {
        let found =
            move || pills.with(|pills| pills.iter().find(|pill| pill.packet == packet).cloned());
        let style = move || {
            let pill = found()?;
            let camera = camera.get();
            let place = camera.to_screen(pill.at);
            Some(format!(
                "left:{:.1}px;top:{:.1}px;width:{:.0}px;height:{:.0}px",
                place.x,
                place.y,
                Pill::width(&pill.text) * scale(camera),
                Pill::HEIGHT * scale(camera)
            ))
        };
        let label = move || found().map(|pill| pill.label);
        view! {
            <button class="packet-spot" type="button" style=style aria-label=label on:click=move |_| store.dispatch(Action::Select(Some(Target::Packet(packet))))></button>
        }
    };
    view! {
        <canvas aria-hidden="true" node_ref=canvas></canvas>
        <For each=reachable key=|packet| *packet children=spot />
    }
    .into_any()
}

/// Pills grow with the drawing, and do not shrink with it: their text stays legible.
fn scale(camera: CameraView) -> f64 {
    camera.zoom.max(1.0)
}

fn draw(canvas: &HtmlCanvasElement, pills: &[Pill], camera: CameraView) {
    let frame = canvas.get_bounding_client_rect();
    let ratio = size::pixel_ratio();
    fit(canvas, frame.width() * ratio, frame.height() * ratio);
    let context = canvas
        .get_context("2d")
        .ok()
        .flatten()
        .and_then(|context| context.dyn_into::<CanvasRenderingContext2d>().ok());
    let Some(context) = context else { return };
    // These fail only for numbers that are not finite, which no place is.
    let _ = context.set_transform(ratio, 0.0, 0.0, ratio, 0.0, 0.0);
    context.clear_rect(0.0, 0.0, frame.width(), frame.height());
    let scale = scale(camera);
    context.set_font(&format!(
        "600 {}px {}",
        11.0 * scale,
        theme::property("--mono")
    ));
    context.set_text_align("center");
    context.set_text_baseline("middle");
    let on_fill = theme::property("--on-fill");
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
    context.set_fill_style_str(&on_fill);
    for pill in pills {
        context.set_global_alpha(pill.presence);
        let place = camera.to_screen(pill.at);
        let _ = context.fill_text(&pill.text, place.x, place.y + 0.5);
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
