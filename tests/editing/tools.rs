//! Each tool, by pointer and by keyboard, and what it refuses.

use portcullis::editor::Editor;
use portcullis::editor::action::Action;
use portcullis::editor::effect::Effect;
use portcullis::editor::selection::{GatewayTool, Selection, Tool};
use portcullis::scenario::{Route, RouteTarget, Scenario, implied_acl};

use super::{document, drag, empty, outcome, press};

fn take(editor: &mut Editor, tool: Tool) {
    editor.update(Action::ChooseTool(tool));
}

fn host(id: &str) -> Selection {
    Selection::Host(id.into())
}

/// The option of the open prompt that contains `text`.
fn answer(editor: &mut Editor, text: &str) -> Vec<Effect> {
    let view = editor
        .prompt()
        .unwrap_or_else(|| panic!("nothing is asked"));
    let at = view
        .options
        .iter()
        .position(|option| option.text.contains(text));
    editor.update(Action::AnswerPrompt(
        at.unwrap_or_else(|| panic!("{text}: {view:?}")),
    ))
}

fn valid(editor: &Editor) -> &Scenario {
    let read = Scenario::from_json(&document(editor));
    assert_eq!(
        read.map(|parsed| &parsed.scenario == editor.scenario()),
        Ok(true)
    );
    editor.scenario()
}

#[test]
fn a_network_is_drawn_by_pointer() {
    let mut editor = empty();
    take(&mut editor, Tool::Vpc);
    drag(&mut editor, None, (340.0, 40.0), (1000.0, 400.0));
    take(&mut editor, Tool::Subnet);
    drag(&mut editor, None, (500.0, 80.0), (960.0, 300.0));
    take(&mut editor, Tool::Host);
    press(&mut editor, 120.0, 200.0);
    take(&mut editor, Tool::Host);
    press(&mut editor, 760.0, 200.0);
    let drawn = valid(&editor);
    assert_eq!(drawn.vpcs[0].cidrs[0].to_string(), "10.0.0.0/16");
    assert_eq!(drawn.subnets[0].cidr.to_string(), "10.0.1.0/24");
    assert_eq!(drawn.hosts[0].subnet, None);
    assert_eq!(drawn.hosts[1].subnet.as_deref(), Some("subnet-1"));
    assert_eq!(
        drawn.hosts[1].ip.map(|ip| ip.to_string()).as_deref(),
        Some("10.0.1.4")
    );
    take(&mut editor, Tool::Gateway);
    press(&mut editor, 520.0, 110.0);
    let drawn = valid(&editor);
    assert_eq!(drawn.gateways[0].id, "igw");
    assert_eq!(drawn.subnets[0].routes.as_deref(), Some("rtb-subnet-1"));
    take(&mut editor, Tool::Connection);
    drag(
        &mut editor,
        Some(host("host-1")),
        (120.0, 200.0),
        (760.0, 200.0),
    );
    answer(&mut editor, "SSH");
    let drawn = valid(&editor);
    assert_eq!(drawn.script.len(), 1);
    assert_eq!(
        drawn.hosts[1].listen.len(),
        1,
        "the server begins to listen"
    );
    assert_eq!(editor.selected(), Some(Selection::Flow("c1".into())));
    // Each is one undo step with a label.
    let mut names = Vec::new();
    while let Some(name) = editor.header().undo {
        names.push(name);
        editor.update(Action::Undo);
    }
    assert_eq!(
        names,
        [
            "Undo: Connected host-1 to host-2",
            "Undo: Added a route from subnet-1 to igw",
            "Undo: Added host-2",
            "Undo: Added host-1",
            "Undo: Added subnet-1",
            "Undo: Added vpc",
        ]
    );
}

#[test]
fn the_same_network_is_drawn_by_keyboard() {
    let mut editor = empty();
    for (tool, on) in [
        (Tool::Vpc, None),
        (Tool::Subnet, Some(Selection::Vpc("vpc".into()))),
        (Tool::Host, None),
        (Tool::Host, Some(Selection::Subnet("subnet-1".into()))),
        (Tool::Gateway, Some(Selection::Subnet("subnet-1".into()))),
    ] {
        take(&mut editor, tool);
        editor.update(Action::Use(on));
    }
    take(&mut editor, Tool::Connection);
    editor.update(Action::Use(Some(host("host-1"))));
    assert!(
        editor.hint().text.starts_with("From host-1."),
        "{:?}",
        editor.hint()
    );
    editor.update(Action::Use(Some(host("host-2"))));
    answer(&mut editor, "ping");
    let drawn = valid(&editor);
    assert_eq!(drawn.hosts[1].subnet.as_deref(), Some("subnet-1"));
    assert!(drawn.hosts.iter().all(|host| host.position.is_none()));
    assert_eq!(drawn.script.len(), 1);
}

#[test]
fn a_subnet_drawn_outside_a_vpc_adds_one() {
    let mut editor = empty();
    take(&mut editor, Tool::Subnet);
    drag(&mut editor, None, (500.0, 100.0), (900.0, 300.0));
    assert_eq!(valid(&editor).vpcs.len(), 1);
    editor.update(Action::Undo);
    assert!(editor.scenario().vpcs.is_empty(), "both were one step");
}

#[test]
fn an_item_in_an_impossible_place_is_refused_with_a_reason() {
    let cases: [(&str, Tool, Option<Selection>); 6] = [
        (
            "needs a subnet",
            Tool::Host,
            Some(Selection::Vpc("vpc".into())),
        ),
        (
            "one host to another",
            Tool::Connection,
            Some(Selection::Subnet("public-a".into())),
        ),
        ("is on the internet", Tool::Group, Some(host("laptop"))),
        (
            "is associated with a host",
            Tool::Group,
            Some(Selection::Subnet("public-a".into())),
        ),
        (
            "is associated with a subnet",
            Tool::Acl,
            Some(host("laptop")),
        ),
        (
            "already has igw",
            Tool::Gateway,
            Some(Selection::Vpc("vpc".into())),
        ),
    ];
    for (expected, tool, on) in cases {
        let mut editor = Editor::default();
        let before = document(&editor);
        take(&mut editor, tool);
        let effects = editor.update(Action::Use(on));
        let told = effects
            .iter()
            .any(|effect| matches!(effect, Effect::Toast(sentence) if sentence.contains(expected)));
        assert!(told, "{expected}: {effects:?}");
        assert_eq!(document(&editor), before, "{expected}");
    }
}

#[test]
fn groups_are_attached_detached_and_shared() {
    let mut editor = Editor::default();
    take(&mut editor, Tool::Group);
    editor.update(Action::Use(Some(host("sftp"))));
    answer(&mut editor, "New group");
    let worn = |editor: &Editor, id: &str| {
        valid(editor)
            .host(id)
            .unwrap()
            .groups
            .clone()
            .unwrap_or_default()
    };
    assert_eq!(worn(&editor, "sftp"), ["sg-sftp", "sg-sftp-2"]);
    take(&mut editor, Tool::Group);
    editor.update(Action::Use(Some(host("sftp"))));
    answer(&mut editor, "sg-sftp-2");
    assert_eq!(worn(&editor, "sftp"), ["sg-sftp"]);
    take(&mut editor, Tool::Host);
    editor.update(Action::Use(Some(Selection::Subnet("public-a".into()))));
    assert_eq!(worn(&editor, "host-1"), [""; 0], "the VPC's default group");
    let (from, to) = (middle(&editor, "sftp"), middle(&editor, "host-1"));
    take(&mut editor, Tool::Group);
    drag(&mut editor, Some(host("sftp")), from, to);
    assert_eq!(worn(&editor, "host-1"), ["sg-sftp"]);
}

fn middle(editor: &Editor, id: &str) -> (f64, f64) {
    let drawing = editor.drawing();
    let card = drawing.hosts.iter().find(|card| card.id == id).unwrap();
    let middle = card.frame.center();
    (middle.x, middle.y)
}

#[test]
fn an_acl_is_associated_with_a_subnet() {
    let mut editor = Editor::default();
    take(&mut editor, Tool::Acl);
    editor.update(Action::Use(Some(Selection::Gate("public-a".into()))));
    let default = implied_acl("vpc");
    answer(&mut editor, &default);
    assert_eq!(
        valid(&editor).subnets[0].acl,
        None,
        "a default is never written"
    );
    assert_eq!(editor.selected(), Some(Selection::Gate("public-a".into())));
    editor.update(Action::Select(None));
    assert_eq!(outcome(&editor), "CONNECTED");
}

#[test]
fn a_connection_takes_any_port_and_refuses_an_invalid_one() {
    let mut editor = Editor::default();
    take(&mut editor, Tool::Connection);
    editor.update(Action::Use(Some(host("laptop"))));
    editor.update(Action::Use(Some(host("sftp"))));
    editor.update(Action::AnswerPromptTyped("tcp 99999".into()));
    assert!(!editor.prompt().unwrap().complaint.is_empty());
    editor.update(Action::AnswerPromptTyped("tcp 8443".into()));
    assert_eq!(editor.prompt(), None);
    assert_eq!(valid(&editor).script.len(), 2);
}

#[test]
fn a_nat_gateway_is_placed_in_a_subnet_and_a_peering_joins_two_vpcs() {
    let mut editor = Editor::default();
    editor.update(Action::ChooseTool(Tool::Gateway));
    editor.update(Action::ChooseGateway(GatewayTool::Nat));
    editor.update(Action::Use(Some(Selection::Subnet("public-a".into()))));
    assert_eq!(editor.selected(), Some(Selection::Gateway("nat".into())));
    take(&mut editor, Tool::Vpc);
    editor.update(Action::Use(None));
    take(&mut editor, Tool::Gateway);
    editor.update(Action::ChooseGateway(GatewayTool::Peering));
    editor.update(Action::Use(Some(Selection::Vpc("vpc".into()))));
    editor.update(Action::Use(Some(Selection::Vpc("vpc-1".into()))));
    let drawn = valid(&editor);
    assert_eq!(drawn.gateways.len(), 3);
    let routed = drawn.route_tables.iter().flat_map(|table| &table.routes);
    let over = |route: &&Route| route.via == RouteTarget::Gateway("pcx".into());
    assert_eq!(routed.filter(over).count(), 3, "two tables there, one here");
}

#[test]
fn deleting_a_group_in_use_asks_first() {
    let mut editor = Editor::default();
    editor.update(Action::Select(Some(Selection::Group("sg-sftp".into()))));
    editor.update(Action::Delete);
    assert!(editor.prompt().unwrap().about.contains("sftp"));
    answer(&mut editor, "Keep");
    assert_eq!(valid(&editor).security_groups.len(), 1);
    editor.update(Action::Delete);
    answer(&mut editor, "Delete");
    assert!(valid(&editor).security_groups.is_empty());
    assert_eq!(editor.scenario().hosts[1].groups, None);
}

#[test]
fn escape_cancels_one_thing_at_a_time() {
    let mut editor = Editor::default();
    take(&mut editor, Tool::Connection);
    editor.update(Action::Use(Some(host("laptop"))));
    editor.update(Action::Use(Some(host("sftp"))));
    editor.update(Action::Escape);
    assert_eq!(
        (editor.prompt(), editor.session().tool),
        (None, Tool::Connection)
    );
    editor.update(Action::Escape);
    assert_eq!(editor.session().tool, Tool::Select);
}

#[test]
fn other_items_keep_their_place_on_the_drawing() {
    let mut editor = Editor::default();
    editor.update(Action::OpenText {
        name: "plain".into(),
        text: r#"{"portcullis": 1, "vpcs": [{"id": "vpc", "cidr": "10.0.0.0/16"}],
            "subnets": [{"id": "a", "vpc": "vpc", "cidr": "10.0.1.0/24"},
                        {"id": "b", "vpc": "vpc", "cidr": "10.0.2.0/24"}],
            "hosts": [{"id": "one", "subnet": "a"}, {"id": "two", "subnet": "b"}]}"#
            .into(),
        origin: portcullis::editor::action::DocumentSource::File,
    });
    let before = (middle(&editor, "one"), middle(&editor, "two"));
    for x in [560.0, 900.0, 1000.0] {
        take(&mut editor, Tool::Host);
        press(&mut editor, x, 240.0);
    }
    assert_eq!(valid(&editor).hosts.len(), 5);
    assert_eq!((middle(&editor, "one"), middle(&editor, "two")), before);
}

#[test]
fn the_defaults_of_a_vpc_cannot_be_deleted() {
    for target in [
        Selection::Group("vpc.default".into()),
        Selection::Acl("vpc.default-acl".into()),
        Selection::Routes("vpc.main".into()),
    ] {
        let mut editor = Editor::default();
        let before = document(&editor);
        editor.update(Action::Select(Some(target)));
        let effects = editor.update(Action::Delete);
        assert!(
            format!("{effects:?}").contains("cannot be deleted"),
            "{effects:?}"
        );
        assert_eq!((document(&editor), editor.prompt()), (before, None));
    }
}

#[test]
fn a_peering_that_is_drawn_again_carries_traffic() {
    let mut editor = Editor::default();
    take(&mut editor, Tool::Vpc);
    editor.update(Action::Use(None));
    let peer = |editor: &mut Editor| {
        take(editor, Tool::Gateway);
        editor.update(Action::ChooseGateway(GatewayTool::Peering));
        editor.update(Action::Use(Some(Selection::Vpc("vpc".into()))));
        editor.update(Action::Use(Some(Selection::Vpc("vpc-1".into()))));
    };
    peer(&mut editor);
    editor.update(Action::Delete);
    peer(&mut editor);
    let routes = valid(&editor)
        .route_tables
        .iter()
        .flat_map(|table| &table.routes);
    let nowhere = |route: &&Route| route.via == RouteTarget::Blackhole;
    assert_eq!(routes.filter(nowhere).count(), 0);
}
