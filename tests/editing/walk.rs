//! A random walk: the next thing that a person might do with what is drawn.
//!
//! Things are named as they are in the document, fields as the forms have them, so that most
//! steps do something; a few name what is not there.

#![allow(unreachable_pub, reason = "public in its module, private in the test")]

use portcullis::editor::action::{Action, DocumentSource, PlayheadMove, Pointer};
use portcullis::editor::form::FormAction as FormStep;
use portcullis::editor::rules::{Complete, RuleAction};
use portcullis::editor::selection::{GatewayTool, Selection, Sheet, Tool, Way};
use portcullis::editor::view::rules::RulesTab;
use portcullis::editor::view::table::Tab;
use portcullis::editor::{ApplyMode, Editor};
use portcullis::picture::geometry::Point;
use portcullis::scenario::ScriptAction as Scripted;

use super::FIX;

/// A seeded source of choices (SplitMix64).
pub struct Choices(pub u64);

impl Choices {
    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, count: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(count.max(1)).unwrap()).unwrap()
    }

    const fn is(&mut self) -> bool {
        self.next() & 1 == 1
    }

    pub fn of<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    fn between(&mut self, low: i32, high: i32) -> i32 {
        low + i32::try_from(self.below(usize::try_from(high - low).unwrap())).unwrap()
    }
}

/// What is drawn and what the script does, and now and then something that is not there.
pub fn target(choices: &mut Choices, editor: &Editor) -> Selection {
    let drawn = editor.scenario();
    let mut things = vec![Selection::Host("gone".into()), Selection::Packet(1)];
    things.extend(
        drawn
            .hosts
            .iter()
            .map(|each| Selection::Host(each.id.clone())),
    );
    for subnet in &drawn.subnets {
        things.push(Selection::Subnet(subnet.id.clone()));
        things.push(Selection::Gate(subnet.id.clone()));
    }
    for vpc in &drawn.vpcs {
        things.push(Selection::Vpc(vpc.id.clone()));
        things.push(Selection::Router(vpc.id.clone()));
    }
    let gateways = drawn.gateways.iter();
    things.extend(gateways.map(|each| Selection::Gateway(each.id.clone())));
    let groups = drawn.every_security_group();
    things.extend(groups.iter().map(|each| Selection::Group(each.id.clone())));
    let acls = drawn.every_network_acl();
    things.extend(acls.iter().map(|each| Selection::Acl(each.id.clone())));
    let tables = drawn.every_route_table();
    things.extend(tables.iter().map(|each| Selection::Routes(each.id.clone())));
    let lists = drawn.prefix_lists.iter();
    things.extend(lists.map(|each| Selection::Prefixes(each.id.clone())));
    for (index, entry) in drawn.script.iter().enumerate() {
        things.push(match &entry.action {
            Scripted::Open(open) => Selection::Flow(open.id.clone()),
            Scripted::Send(send) => Selection::Flow(send.id.clone()),
            Scripted::Ping(ping) => Selection::Flow(ping.id.clone()),
            _ => Selection::Change(index),
        });
    }
    if editor.packet_count() > 0 {
        let number = 1 + choices.below(editor.packet_count());
        things.push(Selection::Packet(number.try_into().unwrap()));
    }
    choices.of(&things)
}

fn some_target(choices: &mut Choices, editor: &Editor) -> Option<Selection> {
    (choices.below(5) > 0).then(|| target(choices, editor))
}

/// The middle of a card, a corner of a container, or anywhere.
fn point(choices: &mut Choices, editor: &Editor) -> Point {
    let drawing = editor.drawing();
    let mut points: Vec<Point> = drawing
        .hosts
        .iter()
        .map(|card| card.frame.center())
        .collect();
    for area in &drawing.areas {
        points.push(area.name_frame().center());
        points.push(Point::new(area.frame.right(), area.frame.bottom()));
        points.push(area.frame.center());
    }
    let anywhere = Point::new(
        f64::from(choices.between(0, 1100)),
        f64::from(choices.between(0, 600)),
    );
    points.push(anywhere);
    if choices.is() {
        anywhere
    } else {
        choices.of(&points)
    }
}

/// An ACL or a group, and one of its lists.
fn gate(choices: &mut Choices, editor: &Editor) -> (String, Way) {
    let drawn = editor.scenario();
    let way = choices.of(&[Way::Inbound, Way::Outbound]);
    let selected = match editor.selected() {
        Some(Selection::Group(id) | Selection::Acl(id)) => Some(id),
        Some(Selection::Gate(id)) => drawn.subnet(&id).map(|subnet| drawn.acl_of_subnet(subnet)),
        _ => None,
    };
    if let Some(id) = selected.filter(|_| choices.below(5) > 0) {
        return (id, way);
    }
    let groups = drawn.every_security_group();
    let mut ids: Vec<String> = groups.iter().map(|each| each.id.clone()).collect();
    ids.extend(drawn.every_network_acl().iter().map(|each| each.id.clone()));
    if ids.is_empty() || choices.below(9) == 0 {
        ids.push("gone".into());
    }
    (choices.of(&ids), way)
}

fn rule(choices: &mut Choices, way: Way) -> String {
    let (number, port) = (choices.between(1, 400), choices.between(0, 65_536));
    let word = if way == Way::Inbound { "from" } else { "to" };
    choices.of(&[
        FIX.to_owned(),
        format!("tcp {port} {word} 10.0.0.0/8"),
        format!("all {word} 0.0.0.0/0"),
        format!("{number} deny tcp {port} {word} 203.0.113.0/24"),
        format!("{number} allow all {word} 0.0.0.0/0"),
        format!("{number} all"),
        "# nothing".to_owned(),
    ])
}

fn drawing(choices: &mut Choices, editor: &Editor, drawings: &[&str]) -> Action {
    if editor.choice().is_some() && choices.below(3) > 0 {
        return match choices.below(6) {
            0 => Action::ChooseTyped(choices.of(&["tcp 8443", "udp 53", "x"]).into()),
            1 => Action::LeaveChoice,
            _ => Action::Choose(choices.below(6)),
        };
    }
    match choices.below(19) {
        0..=2 => Action::ChooseTool(choices.of(&Tool::ALL)),
        3 => Action::ChooseGateway(choices.of(&GatewayTool::ALL)),
        4..=7 => Action::Use(some_target(choices, editor)),
        8 => Action::Choose(choices.below(8)),
        9 => Action::Escape,
        10..=12 => pointer(choices, editor),
        13 => Action::Delete,
        14 => Action::Duplicate,
        15 => Action::Paste(choices.of(drawings).into()),
        16 => Action::Nudge {
            x: choices.between(-3, 4),
            y: choices.between(-3, 4),
        },
        17 => Action::Stretch {
            x: choices.between(-9, 9),
            y: choices.between(-9, 9),
        },
        _ => Action::Rename(choices.of(&["Another", "A third"]).into()),
    }
}

/// The next part of a gesture, more often than not in its order.
fn pointer(choices: &mut Choices, editor: &Editor) -> Action {
    let at = point(choices, editor);
    Action::Pointer(match choices.below(9) {
        0..=3 => Pointer::Down {
            at,
            on: some_target(choices, editor),
            extend: choices.below(4) == 0,
        },
        4..=5 => Pointer::Drag(at),
        6..=7 => Pointer::Up(at),
        _ => Pointer::Cancel,
    })
}

const TEXTS: [&str; 26] = [
    "",
    "web",
    "sftp",
    "10.0.0.0/20",
    "10.0.1.9",
    "10.0.1.20",
    "198.51.100.7",
    "50000-50002",
    "windows",
    "tcp 80",
    "udp 53",
    "sg-sftp",
    "public-a",
    "subnet-1",
    "0.0.0.0/0 via igw",
    "22",
    "3",
    "timed_out",
    "connected",
    "acl-public outbound *",
    "10.0.9.0/24",
    "192.0.2.0/24",
    "2001:db8::/56",
    "0.5",
    "laptop",
    "true",
];

const FIELDS: [&str; 34] = [
    "name",
    "cidr",
    "cidrs",
    "ip",
    "ipv6",
    "public_ip",
    "subnet",
    "ports.range",
    "ports.reserved",
    "ports.algorithm",
    "ports.time_wait",
    "os",
    "listen",
    "groups",
    "acl",
    "routes",
    "route",
    "prefixes",
    "open.port",
    "open.count",
    "open.request",
    "open.close",
    "send.port",
    "outcome",
    "blocked_by",
    "title",
    "notes",
    "seed",
    "settings.latency",
    "settings.loss",
    "at",
    "vpc-1",
    "timeouts.tcp",
    "members",
];

fn forms(choices: &mut Choices, editor: &Editor) -> Action {
    let of = match editor.selected() {
        Some(selected) if choices.below(3) > 0 => Some(selected),
        _ => some_target(choices, editor),
    };
    let field = choices.of(&FIELDS).to_owned();
    let text = choices.of(&TEXTS).to_owned();
    let step = match choices.below(12) {
        0..=4 => FormStep::Set { field, text },
        5 | 6 => {
            let field = choices.of(&["listen", "route", "prefixes", "cidrs"]).into();
            FormStep::Add { field, text }
        }
        7 => {
            let field = choices.of(&["listen", "route", "prefixes", "cidrs"]).into();
            let index = choices.below(2);
            FormStep::Remove { field, index }
        }
        8 => {
            let groups = editor.scenario().every_security_group();
            let mut names: Vec<String> = groups.iter().map(|each| each.id.clone()).collect();
            names.push(text);
            FormStep::Check {
                field: "groups".into(),
                name: choices.of(&names),
                on: choices.is(),
            }
        }
        9 => {
            let presses = [
                "give-public",
                "new-group",
                "new-acl",
                "new-table",
                "new-prefixes",
            ];
            FormStep::Press(choices.of(&presses).into())
        }
        10 => FormStep::Take(choices.below(2)),
        _ => FormStep::Open(choices.is()),
    };
    Action::Form { of, step }
}

fn rules(choices: &mut Choices, editor: &Editor) -> Action {
    let (gate, way) = gate(choices, editor);
    let text = rule(choices, way);
    let index = choices.below(3);
    let step = match choices.below(18) {
        0..=2 => return Action::AddRule { gate, way, text },
        3 | 4 => return Action::RemoveRule { gate, way, index },
        5 | 6 => {
            let typed: String = text.chars().take(choices.below(text.len() + 1)).collect();
            let caret = choices.is().then(|| typed.chars().count());
            return Action::TypeRule {
                gate,
                way,
                text: typed,
                caret,
            };
        }
        7 => {
            RuleAction::Show(choices.of(&[RulesTab::Inbound, RulesTab::Outbound, RulesTab::UsedBy]))
        }
        8 => RuleAction::Open(choices.is().then_some(index)),
        9 => {
            let (field, text) = choices.of(&[
                ("ports", "8080"),
                ("peer", "10.0.0.0/16"),
                ("type", "SSH"),
                ("note", "why"),
                ("number", "7"),
            ]);
            RuleAction::Draft {
                field: field.into(),
                text: text.into(),
            }
        }
        10 => RuleAction::Save,
        11 => RuleAction::Replace { index, text },
        12 => RuleAction::Duplicate(index),
        13 => RuleAction::Move {
            index,
            up: choices.is(),
        },
        14 => RuleAction::Preset(choices.of(&["ssh", "dns", "ping", "linux", "none"]).into()),
        15 => RuleAction::Point(choices.is().then_some(index)),
        16 => RuleAction::PointBack(some_target(choices, editor)),
        _ => {
            RuleAction::Complete(choices.of(&[Complete::Next, Complete::Previous, Complete::Hide]))
        }
    };
    Action::Rules { gate, way, step }
}

const STEPS: [PlayheadMove; 7] = [
    PlayheadMove::Start,
    PlayheadMove::End,
    PlayheadMove::Back,
    PlayheadMove::Forward,
    PlayheadMove::BackInFlow,
    PlayheadMove::ForwardInFlow,
    PlayheadMove::NextVerdict,
];

fn selecting(choices: &mut Choices, editor: &Editor) -> Action {
    match choices.below(6) {
        0..=2 => Action::Select(some_target(choices, editor)),
        3 | 4 => Action::AlsoSelect(target(choices, editor)),
        _ => Action::SelectAll,
    }
}

fn playing(choices: &mut Choices) -> Action {
    match choices.below(13) {
        0 | 1 => Action::Seek(f64::from(choices.between(0, 1000)) / 1000.0),
        2 => Action::SeekTime(choices.next() % 3_000_000),
        3..=5 => Action::Move(choices.of(&STEPS)),
        6 => Action::TogglePlaying,
        7 | 8 => Action::Advance {
            milliseconds: f64::from(choices.between(0, 120)),
        },
        9 => Action::SetSpeed(choices.below(6)),
        10 => Action::PauseAt(choices.below(4)),
        11 => Action::SetLooping(choices.is()),
        _ => choices.of(&[
            Action::SetSkipIdle(false),
            Action::SetSkipIdle(true),
            Action::SetReducedMotion(true),
            Action::SetReducedMotion(false),
        ]),
    }
}

fn looking(choices: &mut Choices, editor: &Editor) -> Action {
    match choices.below(12) {
        0 => Action::ApplyEdits(choices.of(&[ApplyMode::AtThisMoment, ApplyMode::FromTheStart])),
        1 => Action::LeaveGhost,
        2 => Action::ShowTab(choices.of(&Tab::ALL)),
        3 => Action::ShowLadderGates(choices.is()),
        4 => Action::ShowSheet(choices.of(&[Sheet::None, Sheet::Details, Sheet::Inspector])),
        5 => Action::SetFilter(
            choices
                .of(&["", "port 22", "blocked", "flow c1", "no"])
                .into(),
        ),
        6 => Action::FollowFlow,
        7 => Action::Pan {
            x: f64::from(choices.between(-50, 50)),
            y: f64::from(choices.between(-50, 50)),
        },
        8 => Action::Zoom {
            factor: choices.of(&[0.8, 1.25]),
            about: choices.is().then_some(Point::new(200.0, 100.0)),
        },
        9 => Action::Fit,
        10 => Action::LookAt(point(choices, editor)),
        _ => Action::Resize {
            width: choices.of(&[390.0, 1036.0, 700.0]),
            height: choices.of(&[200.0, 584.0]),
        },
    }
}

fn whole(choices: &mut Choices, editor: &Editor, drawings: &[&str]) -> Action {
    let text = choices.of(drawings).to_owned();
    match choices.below(10) {
        0 => Action::OpenText {
            name: "drawing".into(),
            text: choices.of(&[text, "no drawing".into()]),
            origin: choices.of(&[
                DocumentSource::Example,
                DocumentSource::File,
                DocumentSource::Kept,
            ]),
        },
        1 | 2 => Action::Follow(text),
        3 => Action::OpenLink(choices.of(&[editor.link(), "z1.nolink".into()])),
        4 => Action::LeaveDamagedLink,
        5 => Action::New {
            title: "New".into(),
        },
        6 => Action::ShareLink,
        7 => Action::Export,
        8 => Action::OpenExample("live".into()),
        _ => Action::Rename("Whole".into()),
    }
}

/// A thing that is drawn, and where to press it.
fn pressed(choices: &mut Choices, editor: &Editor) -> Option<(Selection, Point)> {
    let drawing = editor.drawing();
    let mut things: Vec<(Selection, Point)> = Vec::new();
    for card in &drawing.hosts {
        things.push((Selection::Host(card.id.clone()), card.frame.center()));
    }
    for area in &drawing.areas {
        let target = if editor.scenario().vpc(&area.id).is_some() {
            Selection::Vpc(area.id.clone())
        } else {
            Selection::Subnet(area.id.clone())
        };
        things.push((target, area.name_frame().center()));
    }
    (!things.is_empty()).then(|| choices.of(&things))
}

/// A gesture from its beginning to its end.
fn gesture(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
    let mut plan = Vec::new();
    let tool = choices.of(&Tool::ALL);
    if choices.below(3) == 0 {
        plan.push(Action::ChooseTool(tool));
    } else if editor.session().tool != Tool::Select {
        plan.push(Action::ChooseTool(Tool::Select));
    }
    let (on, at) = match pressed(choices, editor) {
        Some((on, at)) => (Some(on), at),
        None => (None, point(choices, editor)),
    };
    let to = match pressed(choices, editor) {
        Some((_, to)) if choices.is() => to,
        _ => point(choices, editor),
    };
    let extend = choices.below(5) == 0;
    if let Some(on) = on.clone().filter(|_| choices.is()) {
        plan.push(Action::Select(Some(on)));
    }
    // A container that is selected has handles at its corners.
    let corner = editor.drawing().areas.first().map(|area| area.frame);
    let at = match (&on, corner) {
        (Some(Selection::Subnet(_) | Selection::Vpc(_)), Some(frame)) if choices.below(3) == 0 => {
            Point::new(frame.right(), frame.bottom())
        }
        _ => at,
    };
    plan.push(Action::Pointer(Pointer::Down { at, on, extend }));
    for share in [0.4, 1.0] {
        plan.push(Action::Pointer(Pointer::Drag(at.towards(to, share))));
    }
    plan.push(Action::Pointer(if choices.below(5) == 0 {
        Pointer::Cancel
    } else {
        Pointer::Up(to)
    }));
    plan
}

/// A tool used without a pointer, to the answer of its question.
fn by_turns(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
    let tool = choices.of(&[Tool::Connection, Tool::Group, Tool::Acl, Tool::Gateway]);
    let mut plan = vec![Action::ChooseTool(tool)];
    if tool == Tool::Gateway {
        plan.push(Action::ChooseGateway(choices.of(&GatewayTool::ALL)));
    }
    for _ in 0..2 {
        let on = match tool {
            Tool::Connection | Tool::Group => {
                let hosts = editor.drawing().hosts.iter();
                let hosts: Vec<Selection> =
                    hosts.map(|card| Selection::Host(card.id.clone())).collect();
                (!hosts.is_empty()).then(|| choices.of(&hosts))
            }
            _ => some_target(choices, editor),
        };
        plan.push(Action::Use(on));
    }
    plan.push(match choices.below(4) {
        0 => Action::ChooseTyped(choices.of(&["tcp 8443", "udp 53", "x"]).into()),
        1 => Action::LeaveChoice,
        _ => Action::Choose(choices.below(4)),
    });
    plan
}

/// A gate is selected, and something is done in its table.
fn in_table(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
    let drawn = editor.scenario();
    let groups = drawn.every_security_group();
    let mut gates: Vec<Selection> = groups
        .iter()
        .map(|each| Selection::Group(each.id.clone()))
        .collect();
    let acls = drawn.every_network_acl();
    gates.extend(acls.iter().map(|each| Selection::Acl(each.id.clone())));
    if gates.is_empty() {
        return vec![Action::ChooseTool(Tool::Vpc), Action::Use(None)];
    }
    let target = choices.of(&gates);
    let gate = target.name().1;
    let way = choices.of(&[Way::Inbound, Way::Outbound]);
    let tab = if way == Way::Inbound {
        RulesTab::Inbound
    } else {
        RulesTab::Outbound
    };
    let step = |step| Action::Rules {
        gate: gate.clone(),
        way,
        step,
    };
    let mut plan = vec![Action::Select(Some(target)), step(RuleAction::Show(tab))];
    if choices.is() {
        plan.push(Action::AddRule {
            gate: gate.clone(),
            way,
            text: rule(choices, way),
        });
    }
    match choices.below(5) {
        0 | 1 => {
            let (field, text) =
                choices.of(&[("ports", "8080"), ("peer", "10.0.0.0/16"), ("type", "SSH")]);
            plan.push(step(RuleAction::Open(Some(0))));
            plan.push(step(RuleAction::Draft {
                field: field.into(),
                text: text.into(),
            }));
            plan.push(step(RuleAction::Save));
        }
        2 => {
            let text = choices.of(&["", "1", "al", "tcp ", "icm"]).to_owned();
            plan.push(Action::TypeRule {
                gate: gate.clone(),
                way,
                caret: Some(text.len()),
                text,
            });
            plan.push(step(RuleAction::Complete(Complete::Next)));
            plan.push(step(RuleAction::Complete(
                choices.of(&[Complete::Previous, Complete::Hide]),
            )));
        }
        3 => {
            plan.push(step(RuleAction::Move {
                index: 0,
                up: false,
            }));
            plan.push(step(RuleAction::Point(Some(0))));
            plan.push(step(RuleAction::PointBack(Some(Selection::Group(
                gate.clone(),
            )))));
        }
        _ => {
            plan.push(step(RuleAction::Duplicate(0)));
            plan.push(step(RuleAction::Replace {
                index: 0,
                text: rule(choices, way),
            }));
        }
    }
    plan
}

/// What only does something after another action.
fn in_turn(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
    let drawn = editor.scenario();
    let host = drawn.hosts.last().map(|host| host.id.clone());
    let first = drawn.hosts.first().map(|host| host.id.clone());
    let set = |of: Option<Selection>, field: &str, text: String| Action::Form {
        of,
        step: FormStep::Set {
            field: field.into(),
            text,
        },
    };
    let packet =
        Selection::Packet(1 + u64::try_from(choices.below(editor.packet_count())).unwrap());
    match choices.below(9) {
        0 => vec![
            Action::Seek(0.1),
            Action::TogglePlaying,
            Action::Advance { milliseconds: 60.0 },
            Action::Advance { milliseconds: 90.0 },
            selecting(choices, editor),
            Action::Advance { milliseconds: 90.0 },
        ],
        1 => vec![
            Action::Select(Some(packet)),
            Action::FollowFlow,
            Action::PauseAt(2),
            Action::TogglePlaying,
            Action::Advance {
                milliseconds: 100.0,
            },
        ],
        2 => vec![
            Action::OpenLink("z1.nolink".into()),
            Action::LeaveDamagedLink,
        ],
        // A name that is taken is refused, and a free one is offered.
        3 => {
            let of = host.map(Selection::Host);
            vec![
                Action::Select(of.clone()),
                set(of.clone(), "name", first.unwrap_or_default()),
                Action::Form {
                    of,
                    step: FormStep::Take(0),
                },
            ]
        }
        4 => {
            let of = host.map(Selection::Host);
            let (field, text) = ("listen".to_owned(), "tcp 9000".to_owned());
            vec![
                Action::Select(of.clone()),
                Action::Form {
                    of: of.clone(),
                    step: FormStep::Add {
                        field: field.clone(),
                        text,
                    },
                },
                Action::Form {
                    of,
                    step: FormStep::Remove { field, index: 0 },
                },
            ]
        }
        5 => vec![
            Action::ApplyEdits(ApplyMode::AtThisMoment),
            Action::Move(PlayheadMove::NextVerdict),
            rules(choices, editor),
            forms(choices, editor),
            Action::ApplyEdits(ApplyMode::FromTheStart),
        ],
        // An edit that changes an outcome leaves a ghost.
        6 => vec![
            Action::AddRule {
                gate: "acl-public".into(),
                way: Way::Outbound,
                text: FIX.into(),
            },
            Action::Move(PlayheadMove::Forward),
            Action::LeaveGhost,
        ],
        7 => vec![
            Action::SetSkipIdle(choices.is()),
            Action::TogglePlaying,
            Action::SetReducedMotion(true),
            Action::TogglePlaying,
            Action::Advance {
                milliseconds: 100.0,
            },
            Action::SetReducedMotion(false),
        ],
        _ => {
            let group = drawn
                .every_security_group()
                .last()
                .map(|group| group.id.clone());
            let check = |on| Action::Form {
                of: host.clone().map(Selection::Host),
                step: FormStep::Check {
                    field: "groups".into(),
                    name: group.clone().unwrap_or_default(),
                    on,
                },
            };
            vec![
                Action::Select(host.clone().map(Selection::Host)),
                check(true),
                check(false),
            ]
        }
    }
}

/// A thing is selected, and moved and resized by the arrow keys.
fn in_steps(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
    let areas = editor.drawing().areas.iter();
    let mut things: Vec<Selection> = areas
        .map(|area| Selection::Subnet(area.id.clone()))
        .collect();
    let vpcs = editor.scenario().vpcs.iter();
    things.extend(vpcs.map(|vpc| Selection::Vpc(vpc.id.clone())));
    things.push(target(choices, editor));
    vec![
        Action::Select(Some(choices.of(&things))),
        Action::Stretch { x: 2, y: 5 },
        Action::Nudge { x: -1, y: 2 },
        Action::Nudge { x: 0, y: 1 },
    ]
}

/// The next thing that a person does: one action, or a few that belong together.
pub fn next(choices: &mut Choices, editor: &Editor, drawings: &[&str]) -> Vec<Action> {
    match choices.below(40) {
        0..=5 => gesture(choices, editor),
        6..=8 => by_turns(choices, editor),
        9..=11 => in_table(choices, editor),
        12..=15 => in_turn(choices, editor),
        16 => in_steps(choices, editor),
        17..=20 => vec![drawing(choices, editor, drawings)],
        21..=23 => vec![forms(choices, editor)],
        24..=26 => vec![rules(choices, editor)],
        27 | 28 => vec![selecting(choices, editor)],
        29..=31 => vec![playing(choices)],
        32..=34 => vec![looking(choices, editor)],
        35 | 36 => vec![whole(choices, editor, drawings)],
        37 => vec![Action::Undo, Action::Redo],
        _ => vec![Action::Undo],
    }
}
