//! The canvas, driven through `Editor::update`: camera, selection, moving, resizing.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod containers;
mod gestures;
mod moving;
#[path = "../property/mod.rs"]
mod property;

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, DocumentSource, Pointer};
use portcullis::editor::effect::Effect;
use portcullis::editor::selection::Selection;
use portcullis::picture::geometry::{Point, Rect};
use portcullis::scenario::Host;

/// Two subnets at fixed positions in a VPC with room around them.
const WORLD: &str = r#"{ "portcullis": 1, "title": "World",
  "vpcs": [ { "id": "vpc", "cidr": "10.0.0.0/16" } ],
  "subnets": [
    { "id": "front", "vpc": "vpc", "cidr": "10.0.1.0/28", "pos": [500, 100], "size": [600, 260] },
    { "id": "back", "vpc": "vpc", "cidr": "10.0.2.0/28", "pos": [500, 420], "size": [600, 260] }
  ],
  "gateways": [
    { "id": "igw", "kind": "internet", "vpc": "vpc" },
    { "id": "nat", "kind": "nat", "subnet": "front", "pos": [960, 280] }
  ],
  "hosts": [
    { "id": "reader", "ip": "203.0.113.10", "pos": [40, 100] },
    { "id": "writer", "ip": "203.0.113.11", "pos": [40, 300] },
    { "id": "web", "subnet": "front", "ip": "10.0.1.7", "pos": [680, 180] },
    { "id": "data", "subnet": "back", "ip": "10.0.2.4", "pos": [680, 520] }
  ],
  "script": [ { "at": 0, "open": { "id": "c1", "from": "reader", "to": "writer", "port": 80 } } ] }"#;

fn world() -> Editor {
    let mut editor = Editor::default();
    let effects = editor.update(Action::OpenText {
        name: "world.json".into(),
        text: WORLD.into(),
        origin: DocumentSource::File,
    });
    assert!(effects.contains(&Effect::Opened), "{effects:?}");
    editor
}

fn document(editor: &Editor) -> String {
    editor.scenario().to_json_pretty()
}

fn host<'a>(editor: &'a Editor, id: &str) -> &'a Host {
    let mut hosts = editor.scenario().hosts.iter();
    hosts.find(|host| host.id == id).unwrap()
}

fn card(editor: &Editor, id: &str) -> Rect {
    let mut hosts = editor.drawing().hosts.iter();
    hosts.find(|host| host.id == id).unwrap().frame
}

fn area(editor: &Editor, id: &str) -> Rect {
    let mut areas = editor.drawing().areas.iter();
    areas.find(|area| area.id == id).unwrap().frame
}

fn named(id: &str) -> Selection {
    Selection::Host(id.into())
}

fn press(editor: &mut Editor, at: Point, on: Option<Selection>, extend: bool) {
    editor.update(Action::Pointer(Pointer::Down { at, on, extend }));
}

fn drag(editor: &mut Editor, from: Point, to: Point) {
    for step in 1..=8_u8 {
        let at = from.towards(to, f64::from(step) / 8.0);
        editor.update(Action::Pointer(Pointer::Drag(at)));
    }
}

/// Drags an item by its centre and drops it.
fn carry(editor: &mut Editor, thing: Selection, middle: Point, by: (f64, f64)) -> Vec<Effect> {
    let to = Point::new(middle.x + by.0, middle.y + by.1);
    press(editor, middle, Some(thing), false);
    drag(editor, middle, to);
    editor.update(Action::Pointer(Pointer::Up(to)))
}

fn carry_host(editor: &mut Editor, id: &str, by: (f64, f64)) -> Vec<Effect> {
    let middle = card(editor, id).center();
    carry(editor, named(id), middle, by)
}

fn toast(effects: &[Effect]) -> &str {
    let mut toasts = effects.iter().filter_map(|effect| match effect {
        Effect::Toast(text) => Some(text.as_str()),
        _ => None,
    });
    toasts.next().unwrap_or_default()
}

fn undo(editor: &Editor) -> String {
    editor.header().undo.unwrap_or_default()
}
