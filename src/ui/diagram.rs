//! The drawing: SVG that stands still, lit by the moment, under a canvas of packets.
//!
//! The inside of each element is markup from [`picture::svg`](crate::picture::svg),
//! as in an exported picture. What can be selected is found by its `data-kind`, so one
//! handler serves all.

use super::header;
use super::icon::{self, icon};
use super::packets;
use super::store::{Editor, Store};
use crate::browser::size;
use crate::editor::action::{Action, Pointer};
use crate::editor::target::Target;
use crate::editor::view::Slice;
use crate::picture::drawing::Drawing;
use crate::picture::geometry::{Point, Rect};
use crate::picture::light::Light;
use crate::picture::svg;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, KeyboardEvent, PointerEvent, WheelEvent};

pub fn diagram(store: Store) -> AnyView {
    let place = NodeRef::<leptos::html::Main>::new();
    let camera = store.view(&[Slice::Camera, Slice::Document], Editor::camera);
    place.on_load(move |element| {
        size::watch(&element, move |width, height| {
            store.dispatch(Action::Resize { width, height });
        });
    });
    let transform = move || {
        let camera = camera.get();
        format!(
            "translate({:.2} {:.2}) scale({:.4})",
            camera.offset.x, camera.offset.y, camera.zoom
        )
    };
    let wheel = move |event: WheelEvent| {
        if store.embedded {
            return;
        }
        event.prevent_default();
        store.dispatch(if event.ctrl_key() || event.meta_key() {
            let about = Some(Point::new(
                f64::from(event.offset_x()),
                f64::from(event.offset_y()),
            ));
            Action::Zoom {
                factor: (-event.delta_y() / 300.0).exp(),
                about,
            }
        } else {
            Action::Pan {
                x: -event.delta_x(),
                y: -event.delta_y(),
            }
        });
    };
    view! {
        <main class="diagram" aria-label="Network diagram" node_ref=place on:wheel=wheel>
            {store.embedded.then(|| header::title_unseen(store))}
            <svg
                role="group"
                aria-label="Drawing"
                style=move || format!("--zoom:{:.3}", camera.get().zoom)
                on:pointerdown=move |event| press(store, &event)
                on:pointermove=move |event| drag(store, &event)
                on:pointerup=move |event| store.dispatch(Action::Pointer(Pointer::Up(at(store, &event))))
                on:pointercancel=move |_| store.dispatch(Action::Pointer(Pointer::Cancel))
                on:keydown=move |event| enter(store, &event)
            >
                <defs>
                    <pattern id="dots" width="20" height="20" patternUnits="userSpaceOnUse" patternTransform=transform>
                        <circle class="dot" cx="1" cy="1" r="1"></circle>
                    </pattern>
                </defs>
                <rect width="100%" height="100%" fill="url(#dots)"></rect>
                <g transform=transform>{layers(store)}</g>
            </svg>
            {packets::packets(store)}
            <div class="view-buttons">
                {view_button("Zoom out", icon::MINUS, move || store.dispatch(Action::Zoom { factor: 0.8, about: None }))}
                {view_button("Fit", icon::FIT, move || store.dispatch(Action::Fit))}
                {view_button("Zoom in", icon::PLUS, move || store.dispatch(Action::Zoom { factor: 1.25, about: None }))}
            </div>
        </main>
    }
    .into_any()
}

/// From the ground up: areas and wires, trails, nodes, gates, hosts, marks.
fn layers(store: Store) -> AnyView {
    let drawing = store.view(&[Slice::Document], Editor::drawing);
    let lights = store.view(&[Slice::Document, Slice::Moment], Editor::lights);
    let selected = store.view(&[Slice::Session], Editor::selected);
    let names = move |pick: fn(&Drawing) -> Vec<String>| drawing.with(pick);
    let node = move |id: String| {
        let found = find(drawing, id.clone(), |drawing, id| {
            drawing.nodes.iter().find(|node| node.id == id).cloned()
        });
        let inside = move || found.get().map(|node| svg::node(&node));
        let spot = spot(&Target::Gateway(id), move || {
            found.get().map(|node| (node.frame(), node.label))
        });
        view! { <g class="node"><g aria-hidden="true" inner_html=inside></g>{spot}</g> }
    };
    let gate = move |subnet: String| {
        let found = find(drawing, subnet.clone(), |drawing, id| {
            drawing.gates.iter().find(|gate| gate.subnet == id).cloned()
        });
        let light = find(lights, subnet.clone(), |lights, id| {
            lights.gates.get(id).copied().unwrap_or_default()
        });
        let target = Target::Gate(subnet);
        let spot = spot(&target, move || {
            found
                .get()
                .map(|gate| (gate.frame().grown(4.0), gate.label))
        });
        let class = move || {
            let light = light.get();
            let lit = [light.inbound, light.outbound];
            let lit = if lit.contains(&Light::Denied) {
                "gate lit-deny"
            } else if lit.contains(&Light::Rule) {
                "gate lit-rule"
            } else {
                "gate"
            };
            with_choice(lit, selected.read().as_ref() == Some(&target))
        };
        let inside = move || found.get().map(|gate| svg::gate(&gate, light.get()));
        view! { <g class=class><g aria-hidden="true" inner_html=inside></g>{spot}</g> }
    };
    let host = move |id: String| {
        let found = find(drawing, id.clone(), |drawing, id| {
            drawing.hosts.iter().find(|host| host.id == id).cloned()
        });
        let light = find(lights, id.clone(), |lights, id| {
            lights.hosts.get(id).cloned().unwrap_or_default()
        });
        let target = Target::Host(id);
        let spot = spot(&target, move || {
            found.get().map(|host| (host.outline(), host.label))
        });
        let class = move || {
            let open = matches!(light.read().ring, Light::Rule | Light::State);
            with_choice(
                if open { "host open" } else { "host" },
                selected.read().as_ref() == Some(&target),
            )
        };
        let inside = move || found.get().map(|host| svg::host(&host, &light.get()));
        view! { <g class=class><g aria-hidden="true" inner_html=inside></g>{spot}</g> }
    };
    view! {
        <g aria-hidden="true" inner_html=move || drawing.with(svg::ground)></g>
        <g inner_html=move || lights.with(svg::trails)></g>
        <For each=move || names(|drawing| drawing.nodes.iter().map(|node| node.id.clone()).collect()) key=Clone::clone children=node />
        <For each=move || names(|drawing| drawing.hosts.iter().map(|host| host.id.clone()).collect()) key=Clone::clone children=host />
        <For each=move || names(|drawing| drawing.gates.iter().map(|gate| gate.subnet.clone()).collect()) key=Clone::clone children=gate />
        <g aria-hidden="true" inner_html=move || lights.with(svg::marks)></g>
    }
    .into_any()
}

/// One element of a view, by its id.
fn find<V, T>(view: Memo<V>, id: String, pick: fn(&V, &str) -> T) -> Memo<T>
where
    V: PartialEq + Send + Sync + 'static,
    T: PartialEq + Send + Sync + 'static,
{
    Memo::new(move |_| view.with(|view| pick(view, &id)))
}

/// What receives pointer and focus in an element's place, and has its name.
fn spot(
    target: &Target,
    found: impl Fn() -> Option<(Rect, String)> + Send + Sync + Copy + 'static,
) -> AnyView {
    let (kind, id) = target.name();
    let frame = move || found().map(|(frame, _)| frame).unwrap_or_default();
    view! {
        <rect
            class="spot"
            role="button"
            tabindex="0"
            data-kind=kind
            data-id=id
            aria-label=move || found().map(|(_, label)| label)
            x=move || frame().x
            y=move || frame().y
            width=move || frame().width
            height=move || frame().height
            rx="16"
        ></rect>
    }
    .into_any()
}

fn with_choice(class: &str, chosen: bool) -> String {
    if chosen {
        format!("{class} chosen")
    } else {
        class.to_owned()
    }
}

fn view_button(name: &'static str, path: &'static str, act: impl Fn() + 'static) -> AnyView {
    view! {
        <button class="button square" type="button" aria-label=name title=name on:click=move |_| act()>
            {icon(path)}
        </button>
    }
    .into_any()
}

/// What an event happened on, if it can be selected.
fn target_of(target: Option<EventTarget>) -> Option<Target> {
    let element = target?
        .dyn_into::<Element>()
        .ok()?
        .closest("[data-kind]")
        .ok()??;
    Target::parse(
        &element.get_attribute("data-kind")?,
        &element.get_attribute("data-id")?,
    )
}

/// Where a pointer is, in the drawing's units.
fn at(store: Store, event: &PointerEvent) -> Point {
    let svg = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    let frame = svg.map(|svg| svg.get_bounding_client_rect());
    let (left, top) = frame.map_or((0.0, 0.0), |frame| (frame.left(), frame.top()));
    let pixel = Point::new(
        f64::from(event.client_x()) - left,
        f64::from(event.client_y()) - top,
    );
    store.read(Editor::camera).to_drawing(pixel)
}

fn press(store: Store, event: &PointerEvent) {
    if event.button() != 0 {
        return;
    }
    if let Some(svg) = event
        .current_target()
        .and_then(|target| target.dyn_into::<Element>().ok())
    {
        // Refused for a pointer that is up again already.
        let _ = svg.set_pointer_capture(event.pointer_id());
    }
    store.dispatch(Action::Pointer(Pointer::Down {
        at: at(store, event),
        on: target_of(event.target()),
    }));
}

fn drag(store: Store, event: &PointerEvent) {
    if event.buttons() & 1 == 1 {
        store.dispatch(Action::Pointer(Pointer::Drag(at(store, event))));
    }
}

fn enter(store: Store, event: &KeyboardEvent) {
    if matches!(event.key().as_str(), "Enter" | " ")
        && let Some(target) = target_of(event.target())
    {
        event.prevent_default();
        event.stop_propagation();
        store.dispatch(Action::Select(Some(target)));
    }
}
