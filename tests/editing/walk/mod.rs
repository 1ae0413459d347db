//! A random walk: the next thing that a person might do with what is drawn.
//!
//! Things are named as they are in the document, fields as the forms have them, so that most
//! steps do something; a few name what is not there.

#![allow(unreachable_pub, reason = "public in its module, private in the test")]

mod plans;
mod steps;

use portcullis::editor::Editor;
use portcullis::editor::action::Action;
use portcullis::editor::selection::Selection;
use portcullis::picture::geometry::Point;
use portcullis::policy::Direction;
use portcullis::scenario::ScriptAction as Scripted;

use super::FIX;
use plans::{by_turns, gesture, in_steps, in_table, in_turn};
use steps::{drawing, forms, looking, playing, rules, selecting, whole};

/// A seeded source of choices (`SplitMix64`).
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
fn gate(choices: &mut Choices, editor: &Editor) -> (String, Direction) {
    let drawn = editor.scenario();
    let direction = choices.of(&[Direction::Inbound, Direction::Outbound]);
    let selected = match editor.selected() {
        Some(Selection::Group(id) | Selection::Acl(id)) => Some(id),
        Some(Selection::Gate(id)) => drawn.subnet(&id).map(|subnet| drawn.acl_of_subnet(subnet)),
        _ => None,
    };
    if let Some(id) = selected.filter(|_| choices.below(5) > 0) {
        return (id, direction);
    }
    let groups = drawn.every_security_group();
    let mut ids: Vec<String> = groups.iter().map(|each| each.id.clone()).collect();
    ids.extend(drawn.every_network_acl().iter().map(|each| each.id.clone()));
    if ids.is_empty() || choices.below(9) == 0 {
        ids.push("gone".into());
    }
    (choices.of(&ids), direction)
}

fn rule(choices: &mut Choices, direction: Direction) -> String {
    let (number, port) = (choices.between(1, 400), choices.between(0, 65_536));
    let word = if direction == Direction::Inbound {
        "from"
    } else {
        "to"
    };
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
