//! The canvas through `Editor::update` alone: camera, selecting, moving, resizing.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, Origin, Pointer, Step};
use portcullis::editor::effect::Effect;
use portcullis::editor::target::{Target, Tool};
use portcullis::picture::geometry::{Point, Rect};
use portcullis::scenario::{Host, Position, Scenario};
use proptest::prelude::*;

/// Two subnets, each at a place of its own, in a VPC that holds them loosely.
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
        origin: Origin::File,
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

fn named(id: &str) -> Target {
    Target::Host(id.into())
}

fn press(editor: &mut Editor, at: Point, on: Option<Target>, extend: bool) {
    editor.update(Action::Pointer(Pointer::Down { at, on, extend }));
}

fn drag(editor: &mut Editor, from: Point, to: Point) {
    for step in 1..=8_u8 {
        let at = from.towards(to, f64::from(step) / 8.0);
        editor.update(Action::Pointer(Pointer::Drag(at)));
    }
}

/// Drags the middle of a thing by so much, and lets go.
fn carry(editor: &mut Editor, thing: Target, middle: Point, by: (f64, f64)) -> Vec<Effect> {
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

#[test]
fn a_host_put_down_in_another_subnet_gets_the_next_free_address() {
    let mut editor = world();
    let before = document(&editor);
    carry_host(&mut editor, "reader", (900.0, 120.0));
    // The first four addresses are kept by AWS, and the NAT gateway has the next.
    let reader = host(&editor, "reader");
    assert_eq!(reader.subnet.as_deref(), Some("front"));
    assert_eq!(reader.ip, Some([10, 0, 1, 5].into()));
    assert_eq!(undo(&editor), "Undo: Move reader to front");
    assert!(area(&editor, "front").holds(card(&editor, "reader")));

    carry_host(&mut editor, "web", (0.0, 330.0));
    assert_eq!(host(&editor, "web").subnet.as_deref(), Some("back"));
    assert_eq!(host(&editor, "web").ip, Some([10, 0, 2, 5].into()));
    editor.update(Action::Undo);
    editor.update(Action::Undo);
    assert_eq!(document(&editor), before);
}

#[test]
fn a_host_that_is_dragged_out_of_everything_is_on_the_internet() {
    let mut editor = world();
    carry_host(&mut editor, "web", (-640.0, 260.0));
    let web = host(&editor, "web");
    assert_eq!((web.subnet.clone(), &web.groups), (None, &None));
    assert_eq!(web.ip, Some([203, 0, 113, 12].into()));
    assert_eq!(undo(&editor), "Undo: Move web to the internet");
}

#[test]
fn a_host_cannot_stand_in_a_vpc_outside_its_subnets() {
    let mut editor = world();
    let before = document(&editor);
    let effects = carry_host(&mut editor, "web", (-340.0, 60.0));
    assert_eq!(
        toast(&effects),
        "A host of vpc stands in one of its subnets"
    );
    assert_eq!((document(&editor), undo(&editor)), (before, String::new()));
    assert_eq!(card(&editor, "web").corner(), Point::new(680.0, 180.0));
}

#[test]
fn a_host_at_the_border_of_its_subnet_is_kept_inside() {
    let mut editor = world();
    carry_host(&mut editor, "web", (-180.0, -80.0));
    let web = host(&editor, "web");
    assert_eq!(web.subnet.as_deref(), Some("front"));
    assert_eq!(web.position, Some(Position { x: 544, y: 144 }));
    assert_eq!(undo(&editor), "Undo: Move web");
}

#[test]
fn a_full_subnet_takes_nobody_in() {
    let mut scenario = Scenario::from_json(WORLD).unwrap().scenario;
    for last in [5, 6, 8, 9, 10, 11, 12, 13, 14] {
        scenario.hosts.push(Host {
            id: format!("h{last}"),
            subnet: Some("front".into()),
            ip: Some([10, 0, 1, last].into()),
            ..Host::default()
        });
    }
    let mut editor = Editor::default();
    editor.update(Action::OpenText {
        name: "full.json".into(),
        text: scenario.to_json_pretty(),
        origin: Origin::File,
    });
    let before = document(&editor);
    let effects = carry_host(&mut editor, "reader", (620.0, 20.0));
    assert_eq!(
        toast(&effects),
        "front is full: 10.0.1.0/28 has no free address left"
    );
    assert_eq!(document(&editor), before);
}

#[test]
fn while_a_host_is_over_a_subnet_it_is_shown_there_and_the_document_waits() {
    let mut editor = world();
    let before = document(&editor);
    let middle = card(&editor, "reader").center();
    press(&mut editor, middle, Some(named("reader")), false);
    drag(&mut editor, middle, Point::new(900.0, 240.0));
    assert_eq!(editor.preview().over, Some(area(&editor, "front")));
    let shown = &editor.drawing().hosts[0];
    assert_eq!(shown.address, "10.0.1.5");
    assert_eq!(document(&editor), before);
    // Between two subnets it may not be put down.
    drag(
        &mut editor,
        Point::new(900.0, 240.0),
        Point::new(420.0, 390.0),
    );
    assert!(editor.preview().ghost.is_some());
}

#[test]
fn all_that_is_selected_moves_together_as_one_step() {
    let mut editor = world();
    let before = document(&editor);
    for id in ["reader", "writer", "web"] {
        let at = card(&editor, id).center();
        press(&mut editor, at, Some(named(id)), true);
        editor.update(Action::Pointer(Pointer::Up(at)));
    }
    assert_eq!(editor.selection().len(), 3);
    let data = card(&editor, "data");
    carry_host(&mut editor, "writer", (-23.0, 41.0));
    assert_eq!(undo(&editor), "Undo: Move 3 hosts");
    assert_eq!(editor.selection().len(), 3);
    let corner = |id: &str| card(&editor, id).corner();
    assert_eq!(corner("writer").y - corner("reader").y, 200.0);
    assert_eq!(corner("writer").y - corner("web").y, 120.0);
    assert_eq!(card(&editor, "data"), data);
    editor.update(Action::Undo);
    assert_eq!((document(&editor), undo(&editor)), (before, String::new()));
}

#[test]
fn a_subnet_moves_with_everything_in_it() {
    let mut editor = world();
    let front = area(&editor, "front");
    let web = card(&editor, "web");
    let name = Point::new(front.x + 60.0, front.y + 20.0);
    let on = Some(Target::Subnet("front".into()));
    press(&mut editor, name, on, false);
    let to = Point::new(name.x + 200.0, name.y);
    drag(&mut editor, name, to);
    editor.update(Action::Pointer(Pointer::Up(to)));
    assert_eq!(undo(&editor), "Undo: Move front");
    assert_eq!(area(&editor, "front"), front.moved(200.0, 0.0));
    assert_eq!(card(&editor, "web"), web.moved(200.0, 0.0));
    let nat = editor.scenario().gateways[1].position;
    assert_eq!(nat, Some(Position { x: 1160, y: 280 }));
    assert!(area(&editor, "vpc").holds(area(&editor, "front")));
    assert!(area(&editor, "vpc").holds(area(&editor, "back")));
}

#[test]
fn a_vpc_moves_with_its_subnets_and_over_others_it_takes_nobody() {
    let mut editor = world();
    let (web, vpc) = (card(&editor, "web"), area(&editor, "vpc"));
    let name = Point::new(vpc.x + 40.0, vpc.y + 20.0);
    let members = |editor: &Editor| -> Vec<Option<String>> {
        let hosts = editor.scenario().hosts.iter();
        hosts.map(|host| host.subnet.clone()).collect()
    };
    let before = members(&editor);
    carry(&mut editor, Target::Vpc("vpc".into()), name, (-400.0, 80.0));
    assert_eq!(undo(&editor), "Undo: Move vpc");
    // Its corner was beside the grid, and now is on it.
    assert_eq!(area(&editor, "vpc"), vpc.moved(-402.0, 82.0));
    assert_eq!(card(&editor, "web"), web.moved(-402.0, 82.0));
    assert!(area(&editor, "vpc").overlaps(card(&editor, "reader")));
    assert_eq!(members(&editor), before);
}

#[test]
fn the_ground_of_a_container_is_ground_until_it_is_selected() {
    let mut editor = world();
    let before = document(&editor);
    let front = Target::Subnet("front".into());
    let ground = Point::new(560.0, 340.0);
    let camera = editor.camera();
    press(&mut editor, ground, Some(front.clone()), false);
    drag(&mut editor, ground, Point::new(620.0, 340.0));
    editor.update(Action::Pointer(Pointer::Up(ground)));
    assert_eq!(document(&editor), before);
    assert_ne!(editor.camera(), camera);
    assert_eq!(editor.selection(), []);
    press(&mut editor, ground, Some(front.clone()), false);
    editor.update(Action::Pointer(Pointer::Up(ground)));
    assert_eq!(editor.selection(), std::slice::from_ref(&front));
    carry(&mut editor, front, ground, (40.0, 0.0));
    assert_eq!(undo(&editor), "Undo: Move front");
}

#[test]
fn a_container_is_not_made_smaller_than_what_it_holds() {
    let mut editor = world();
    editor.update(Action::Select(Some(Target::Subnet("front".into()))));
    let front = area(&editor, "front");
    let corner = Point::new(front.right(), front.bottom());
    press(&mut editor, corner, None, false);
    let to = Point::new(corner.x - 500.0, corner.y - 16.0);
    drag(&mut editor, corner, to);
    let effects = editor.update(Action::Pointer(Pointer::Up(to)));
    let kept = area(&editor, "front");
    assert_eq!(kept.corner(), front.corner());
    // The NAT gateway stands furthest to the right, and lowest.
    assert_eq!((kept.width, kept.height), (520.0, 244.0));
    assert_eq!(
        toast(&effects),
        "front keeps room for web and nat: at least 520 wide"
    );
    assert_eq!(undo(&editor), "Undo: Resize front");

    let effects = editor.update(Action::Stretch { x: 5, y: 0 });
    assert_eq!((area(&editor, "front").width, toast(&effects)), (540.0, ""));
    editor.update(Action::Stretch { x: 5, y: 0 });
    editor.update(Action::Undo);
    // Keys that follow one another are one step.
    assert_eq!(area(&editor, "front"), kept);
}

#[test]
fn what_lies_inside_a_frame_is_selected() {
    let mut editor = world();
    let from = Point::new(20.0, 40.0);
    press(&mut editor, from, None, true);
    drag(&mut editor, from, Point::new(300.0, 420.0));
    assert!(editor.preview().frame.is_some());
    editor.update(Action::Pointer(Pointer::Up(from)));
    assert_eq!(editor.selection(), [named("reader"), named("writer")]);
    // Another one adds to it.
    let from = Point::new(480.0, 80.0);
    press(&mut editor, from, Some(Target::Vpc("vpc".into())), true);
    drag(&mut editor, from, Point::new(1110.0, 380.0));
    editor.update(Action::Pointer(Pointer::Up(from)));
    assert_eq!(
        editor.selection(),
        [
            named("reader"),
            named("writer"),
            named("web"),
            Target::Gateway("nat".into()),
            Target::Subnet("front".into())
        ]
    );
}

#[test]
fn steps_of_the_keys_that_follow_one_another_are_taken_back_together() {
    let mut editor = world();
    let first = document(&editor);
    editor.update(Action::Select(Some(named("reader"))));
    editor.update(Action::AlsoSelect(named("web")));
    for _ in 0..4 {
        editor.update(Action::Nudge { x: 1, y: 5 });
    }
    assert_eq!(
        host(&editor, "reader").position,
        Some(Position { x: 56, y: 180 })
    );
    assert_eq!(undo(&editor), "Undo: Move 2 hosts");
    editor.update(Action::Undo);
    assert_eq!((document(&editor), undo(&editor)), (first, String::new()));
}

#[test]
fn a_gesture_that_is_given_up_leaves_no_trace() {
    let front = Point::new(1100.0, 360.0);
    for (case, from, on) in [
        ("a host", Point::new(130.0, 130.0), Some(named("reader"))),
        ("a subnet by its name", Point::new(560.0, 120.0), None),
        ("a handle", front, None),
        ("a frame", Point::new(20.0, 20.0), None),
    ] {
        for end in [Action::Pointer(Pointer::Cancel), Action::Escape] {
            let mut editor = world();
            editor.update(Action::Select(Some(Target::Subnet("front".into()))));
            let before = (document(&editor), editor.drawing().clone(), editor.camera());
            let selected = editor.selection().to_vec();
            press(&mut editor, from, on.clone(), case == "a frame");
            drag(&mut editor, from, Point::new(from.x + 300.0, from.y + 90.0));
            editor.update(end);
            let after = (document(&editor), editor.drawing().clone(), editor.camera());
            assert!(before == after, "{case}");
            assert_eq!(editor.selection(), selected, "{case}");
            assert_eq!(undo(&editor), "", "{case}");
            // And what the pointer does afterwards is nobody's.
            editor.update(Action::Pointer(Pointer::Up(from)));
            assert_eq!(undo(&editor), "", "{case}");
        }
    }
}

#[test]
fn undo_moves_neither_the_playhead_nor_the_camera() {
    let mut editor = world();
    for _ in 0..3 {
        editor.update(Action::Move(Step::Forward));
    }
    carry_host(&mut editor, "reader", (-900.0, 700.0));
    let seen = (editor.place(), editor.camera());
    editor.update(Action::Undo);
    assert_eq!((editor.place(), editor.camera()), seen);
    editor.update(Action::Redo);
    assert_eq!((editor.place(), editor.camera()), seen);
}

#[test]
fn the_camera_does_not_follow_what_is_dragged() {
    let mut editor = world();
    let camera = editor.camera();
    let middle = card(&editor, "reader").center();
    press(&mut editor, middle, Some(named("reader")), false);
    for step in 0..20_u8 {
        let at = Point::new(100.0 - f64::from(step) * 60.0, 120.0);
        editor.update(Action::Pointer(Pointer::Drag(at)));
        assert_eq!(editor.camera(), camera);
    }
    editor.update(Action::Pointer(Pointer::Cancel));
    // It still shows everything, whatever the size of the screen becomes.
    editor.update(Action::Resize {
        width: 700.0,
        height: 500.0,
    });
    assert_ne!(editor.camera(), camera);
}

#[test]
fn a_group_on_a_ring_is_selected_and_moves_its_host() {
    let mut editor = Editor::default();
    let sftp = &editor.drawing().hosts[1];
    assert_eq!(sftp.groups[0].id, "sg-sftp");
    let tab = sftp.tabs()[0].center();
    let group = Target::Group("sg-sftp".into());
    press(&mut editor, tab, Some(group.clone()), false);
    editor.update(Action::Pointer(Pointer::Up(tab)));
    assert_eq!(editor.selection(), [group.clone()]);
    carry(&mut editor, group, tab, (0.0, 12.0));
    assert_eq!(undo(&editor), "Undo: Move sftp");
}

#[test]
fn a_router_stays_and_dragging_it_moves_the_ground() {
    let mut editor = world();
    editor.update(Action::ChooseTool(Tool::Select));
    let node = editor.drawing().nodes[0].center;
    let before = (document(&editor), editor.camera());
    carry(
        &mut editor,
        Target::Router("vpc".into()),
        node,
        (80.0, 40.0),
    );
    assert_eq!(document(&editor), before.0);
    assert_ne!(editor.camera(), before.1);
}

#[test]
fn what_is_nearly_level_with_another_is_made_so_and_a_line_shows_it() {
    let mut editor = world();
    let (reader, writer) = (card(&editor, "reader"), card(&editor, "writer"));
    let from = writer.center();
    press(&mut editor, from, Some(named("writer")), false);
    drag(&mut editor, from, Point::new(from.x + 83.0, from.y - 197.0));
    let guides = editor.preview().guides;
    assert!(!guides.is_empty());
    editor.update(Action::Pointer(Pointer::Up(from)));
    assert_eq!(card(&editor, "writer").center().y, reader.center().y);
    assert_eq!(editor.preview().guides, []);
}

#[test]
fn subnets_that_were_laid_out_keep_their_place_and_width_when_a_host_of_theirs_is_moved() {
    let text = r#"{ "portcullis": 1, "vpcs": [ { "id": "vpc", "cidr": "10.0.0.0/16" } ],
      "subnets": [ { "id": "many", "vpc": "vpc", "cidr": "10.0.1.0/24" },
                   { "id": "few", "vpc": "vpc", "cidr": "10.0.2.0/24" } ],
      "hosts": [ { "id": "a", "subnet": "many" }, { "id": "b", "subnet": "many" },
                 { "id": "c", "subnet": "many" }, { "id": "d", "subnet": "many" },
                 { "id": "e", "subnet": "few" } ] }"#;
    let mut editor = Editor::default();
    editor.update(Action::OpenText {
        name: "laid-out.json".into(),
        text: text.into(),
        origin: Origin::File,
    });
    let before = ["vpc", "many", "few"].map(|id| area(&editor, id));
    let others = ["a", "b", "c", "d"].map(|id| card(&editor, id));
    carry_host(&mut editor, "e", (16.0, 0.0));
    assert_eq!(["vpc", "many", "few"].map(|id| area(&editor, id)), before);
    assert_eq!(["a", "b", "c", "d"].map(|id| card(&editor, id)), others);
}

fn gesture() -> impl Strategy<Value = Action> {
    let point = (-100.0..1300.0_f64, -50.0..800.0_f64).prop_map(|(x, y)| Point::new(x, y));
    let target = prop_oneof![
        Just(named("reader")),
        Just(named("web")),
        Just(named("data")),
        Just(Target::Gateway("nat".into())),
        Just(Target::Gateway("igw".into())),
        Just(Target::Subnet("front".into())),
        Just(Target::Subnet("back".into())),
        Just(Target::Vpc("vpc".into())),
        Just(Target::Router("vpc".into())),
    ];
    prop_oneof![
        2 => target.clone().prop_map(|target| Action::Select(Some(target))),
        2 => target.clone().prop_map(Action::AlsoSelect),
        4 => (point.clone(), proptest::option::of(target), any::<bool>()).prop_map(
            |(at, on, extend)| Action::Pointer(Pointer::Down { at, on, extend })
        ),
        8 => point.clone().prop_map(|at| Action::Pointer(Pointer::Drag(at))),
        4 => point.prop_map(|at| Action::Pointer(Pointer::Up(at))),
        1 => Just(Action::Pointer(Pointer::Cancel)),
        1 => Just(Action::Escape),
        1 => Just(Action::Undo),
        1 => Just(Action::Delete),
        1 => Just(Action::Resize { width: 500.0, height: 400.0 }),
        1 => Just(Action::Resize { width: 1000.0, height: 600.0 }),
        2 => (-9..9_i32, -9..9_i32).prop_map(|(x, y)| Action::Nudge { x, y }),
        2 => (-90..90_i32, -90..90_i32).prop_map(|(x, y)| Action::Stretch { x, y }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_pointer_does_the_document_is_valid_and_undo_leads_back(
        actions in proptest::collection::vec(gesture(), 1..40),
    ) {
        let mut editor = world();
        let first = document(&editor);
        for action in actions {
            editor.update(action.clone());
            let read = Scenario::from_json(&document(&editor));
            prop_assert!(read.is_ok(), "after {action:?}: {:?}", read.err());
        }
        editor.update(Action::Escape);
        while editor.header().undo.is_some() {
            editor.update(Action::Undo);
        }
        prop_assert_eq!(document(&editor), first);
    }
}
