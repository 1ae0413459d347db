//! Dragging and dropping hosts, gateways and groups.

use crate::{
    WORLD, area, card, carry, carry_host, document, drag, host, named, press, toast, undo, world,
};
use portcullis::editor::Editor;
use portcullis::editor::action::Action;
use portcullis::editor::action::DocumentSource;
use portcullis::editor::action::Pointer;
use portcullis::editor::selection::Selection;
use portcullis::picture::geometry::Point;
use portcullis::scenario::Host;
use portcullis::scenario::Position;
use portcullis::scenario::Scenario;

#[test]
fn a_host_dropped_in_another_subnet_gets_the_next_free_address() {
    let mut editor = world();
    let before = document(&editor);
    carry_host(&mut editor, "reader", (900.0, 120.0));
    // AWS reserves the first four addresses, and the NAT gateway has the next.
    let reader = host(&editor, "reader");
    assert_eq!(reader.subnet.as_deref(), Some("front"));
    assert_eq!(reader.ip, Some([10, 0, 1, 5].into()));
    assert_eq!(undo(&editor), "Undo: Moved reader to front");
    assert!(area(&editor, "front").holds(card(&editor, "reader")));

    carry_host(&mut editor, "web", (0.0, 330.0));
    assert_eq!(host(&editor, "web").subnet.as_deref(), Some("back"));
    assert_eq!(host(&editor, "web").ip, Some([10, 0, 2, 5].into()));
    editor.update(Action::Undo);
    editor.update(Action::Undo);
    assert_eq!(document(&editor), before);
}

#[test]
fn a_host_dragged_out_of_all_vpcs_is_on_the_internet() {
    let mut editor = world();
    carry_host(&mut editor, "web", (-640.0, 260.0));
    let web = host(&editor, "web");
    assert_eq!((web.subnet.clone(), &web.groups), (None, &None));
    assert_eq!(web.ip, Some([203, 0, 113, 12].into()));
    assert_eq!(undo(&editor), "Undo: Moved web to the internet");
}

#[test]
fn a_host_cannot_be_dropped_in_a_vpc_outside_its_subnets() {
    let mut editor = world();
    let before = document(&editor);
    let effects = carry_host(&mut editor, "web", (-340.0, 60.0));
    assert_eq!(
        toast(&effects),
        "A host in vpc must be in one of its subnets"
    );
    assert_eq!((document(&editor), undo(&editor)), (before, String::new()));
    assert_eq!(card(&editor, "web").corner(), Point::new(680.0, 180.0));
}

#[test]
fn a_host_dropped_across_the_border_of_its_subnet_is_moved_inside() {
    let mut editor = world();
    carry_host(&mut editor, "web", (-180.0, -80.0));
    let web = host(&editor, "web");
    assert_eq!(web.subnet.as_deref(), Some("front"));
    assert_eq!(web.position, Some(Position { x: 544, y: 144 }));
    assert_eq!(undo(&editor), "Undo: Moved web");
}

#[test]
fn a_host_cannot_be_dropped_in_a_full_subnet() {
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
        origin: DocumentSource::File,
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
fn a_dragged_host_is_previewed_and_the_document_changes_on_drop() {
    let mut editor = world();
    let before = document(&editor);
    let middle = card(&editor, "reader").center();
    press(&mut editor, middle, Some(named("reader")), false);
    drag(&mut editor, middle, Point::new(900.0, 240.0));
    assert_eq!(editor.preview().over, Some(area(&editor, "front")));
    let shown = &editor.drawing().hosts[0];
    assert_eq!(shown.address, "10.0.1.5");
    assert_eq!(document(&editor), before);
    // Between two subnets a drop is refused.
    drag(
        &mut editor,
        Point::new(900.0, 240.0),
        Point::new(420.0, 390.0),
    );
    assert!(editor.preview().ghost.is_some());
}

#[test]
fn the_selection_moves_together_as_one_undo_step() {
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
    assert_eq!(undo(&editor), "Undo: Moved 3 hosts");
    assert_eq!(editor.selection().len(), 3);
    let corner = |id: &str| card(&editor, id).corner();
    assert_eq!(
        corner("writer"),
        Point::new(corner("reader").x, corner("reader").y + 200.0)
    );
    assert_eq!(
        corner("writer"),
        Point::new(corner("web").x - 640.0, corner("web").y + 120.0)
    );
    assert_eq!(card(&editor, "data"), data);
    editor.update(Action::Undo);
    assert_eq!((document(&editor), undo(&editor)), (before, String::new()));
}

#[test]
fn consecutive_arrow_keys_are_one_undo_step() {
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
    assert_eq!(undo(&editor), "Undo: Moved 2 hosts");
    editor.update(Action::Undo);
    assert_eq!((document(&editor), undo(&editor)), (first, String::new()));
}

#[test]
fn a_group_on_a_ring_is_selected_and_moves_its_host() {
    let mut editor = Editor::default();
    let sftp = &editor.drawing().hosts[1];
    assert_eq!(sftp.groups[0].id, "sg-sftp");
    let tab = sftp.tabs()[0].center();
    let group = Selection::Group("sg-sftp".into());
    press(&mut editor, tab, Some(group.clone()), false);
    editor.update(Action::Pointer(Pointer::Up(tab)));
    assert_eq!(editor.selection(), std::slice::from_ref(&group));
    carry(&mut editor, group, tab, (0.0, 12.0));
    assert_eq!(undo(&editor), "Undo: Moved sftp");
}
