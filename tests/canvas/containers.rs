//! Moving and resizing VPCs and subnets with their contents.

use crate::{area, card, carry, carry_host, document, drag, press, toast, undo, world};
use portcullis::editor::Editor;
use portcullis::editor::action::Action;
use portcullis::editor::action::DocumentSource;
use portcullis::editor::action::Pointer;
use portcullis::editor::selection::Selection;
use portcullis::picture::geometry::Point;
use portcullis::scenario::Position;

#[test]
fn a_subnet_moves_with_everything_in_it() {
    let mut editor = world();
    let front = area(&editor, "front");
    let web = card(&editor, "web");
    let name = Point::new(front.x + 60.0, front.y + 20.0);
    let on = Some(Selection::Subnet("front".into()));
    press(&mut editor, name, on, false);
    let to = Point::new(name.x + 200.0, name.y);
    drag(&mut editor, name, to);
    editor.update(Action::Pointer(Pointer::Up(to)));
    assert_eq!(undo(&editor), "Undo: Moved front");
    assert_eq!(area(&editor, "front"), front.moved(200.0, 0.0));
    assert_eq!(card(&editor, "web"), web.moved(200.0, 0.0));
    let nat = editor.scenario().gateways[1].position;
    assert_eq!(nat, Some(Position { x: 1160, y: 280 }));
    assert!(area(&editor, "vpc").holds(area(&editor, "front")));
    assert!(area(&editor, "vpc").holds(area(&editor, "back")));
}

#[test]
fn a_vpc_moves_with_its_subnets_and_takes_no_other_items() {
    let mut editor = world();
    let (web, vpc) = (card(&editor, "web"), area(&editor, "vpc"));
    let name = Point::new(vpc.x + 40.0, vpc.y + 20.0);
    let members = |editor: &Editor| -> Vec<Option<String>> {
        let hosts = editor.scenario().hosts.iter();
        hosts.map(|host| host.subnet.clone()).collect()
    };
    let before = members(&editor);
    carry(
        &mut editor,
        Selection::Vpc("vpc".into()),
        name,
        (-400.0, 80.0),
    );
    assert_eq!(undo(&editor), "Undo: Moved vpc");
    // Its corner was off the grid and is now on it.
    assert_eq!(area(&editor, "vpc"), vpc.moved(-402.0, 82.0));
    assert_eq!(card(&editor, "web"), web.moved(-402.0, 82.0));
    assert!(area(&editor, "vpc").overlaps(card(&editor, "reader")));
    assert_eq!(members(&editor), before);
}

#[test]
fn dragging_inside_a_container_pans_until_it_is_selected() {
    let mut editor = world();
    let before = document(&editor);
    let front = Selection::Subnet("front".into());
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
    assert_eq!(undo(&editor), "Undo: Moved front");
}

#[test]
fn a_container_is_not_resized_below_its_contents() {
    let mut editor = world();
    editor.update(Action::Select(Some(Selection::Subnet("front".into()))));
    let front = area(&editor, "front");
    let corner = Point::new(front.right(), front.bottom());
    press(&mut editor, corner, None, false);
    let to = Point::new(corner.x - 500.0, corner.y - 16.0);
    drag(&mut editor, corner, to);
    let effects = editor.update(Action::Pointer(Pointer::Up(to)));
    let kept = area(&editor, "front");
    assert_eq!(kept.corner(), front.corner());
    // The NAT gateway is the rightmost and the lowest item.
    assert_eq!((kept.width, kept.height), (520.0, 244.0));
    assert_eq!(
        toast(&effects),
        "front keeps room for web and nat: at least 520 wide"
    );
    assert_eq!(undo(&editor), "Undo: Resized front");

    let effects = editor.update(Action::Stretch { x: 5, y: 0 });
    assert_eq!((area(&editor, "front").width, toast(&effects)), (540.0, ""));
    editor.update(Action::Stretch { x: 5, y: 0 });
    editor.update(Action::Undo);
    // Consecutive key presses are one undo step.
    assert_eq!(area(&editor, "front"), kept);
}

#[test]
fn automatic_subnets_keep_place_and_width_when_a_host_in_them_moves() {
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
        origin: DocumentSource::File,
    });
    let before = ["vpc", "many", "few"].map(|id| area(&editor, id));
    let others = ["a", "b", "c", "d"].map(|id| card(&editor, id));
    carry_host(&mut editor, "e", (16.0, 0.0));
    assert_eq!(["vpc", "many", "few"].map(|id| area(&editor, id)), before);
    assert_eq!(["a", "b", "c", "d"].map(|id| card(&editor, id)), others);
}
