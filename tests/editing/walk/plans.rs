//! Actions that belong together: a gesture, a question and its answer, an edit in a table.

use portcullis::editor::action::{Action, PlayheadMove, Pointer};
use portcullis::editor::form::FormAction as FormStep;
use portcullis::editor::rules::{Complete, RuleAction};
use portcullis::editor::selection::{GatewayTool, Selection, Tool};
use portcullis::editor::view::rules::RulesTab;
use portcullis::editor::{ApplyMode, Editor};
use portcullis::picture::geometry::Point;
use portcullis::policy::Direction;

use super::steps::{forms, rules, selecting};
use super::{Choices, point, rule, some_target, target};
use crate::FIX;

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
pub fn gesture(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
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
pub fn by_turns(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
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
        0 => Action::AnswerPromptTyped(choices.of(&["tcp 8443", "udp 53", "x"]).into()),
        1 => Action::ClosePrompt,
        _ => Action::AnswerPrompt(choices.below(4)),
    });
    plan
}

/// A gate is selected, and something is done in its table.
pub fn in_table(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
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
    let direction = choices.of(&[Direction::Inbound, Direction::Outbound]);
    let tab = if direction == Direction::Inbound {
        RulesTab::Inbound
    } else {
        RulesTab::Outbound
    };
    let step = |step| Action::Rules {
        gate: gate.clone(),
        direction,
        step,
    };
    let mut plan = vec![Action::Select(Some(target)), step(RuleAction::Show(tab))];
    if choices.is() {
        plan.push(Action::AddRule {
            gate: gate.clone(),
            direction,
            text: rule(choices, direction),
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
                direction,
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
                text: rule(choices, direction),
            }));
        }
    }
    plan
}

/// What only does something after another action.
pub fn in_turn(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
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
        3 => vec![
            Action::ApplyEdits(ApplyMode::AtThisMoment),
            Action::Move(PlayheadMove::NextVerdict),
            rules(choices, editor),
            forms(choices, editor),
            Action::ApplyEdits(ApplyMode::FromTheStart),
        ],
        // An edit that changes an outcome leaves a ghost.
        4 => vec![
            Action::AddRule {
                gate: "acl-public".into(),
                direction: Direction::Outbound,
                text: FIX.into(),
            },
            Action::Move(PlayheadMove::Forward),
            Action::HideGhost,
        ],
        5 => vec![
            Action::SetSkipIdle(choices.is()),
            Action::TogglePlaying,
            Action::SetReducedMotion(true),
            Action::TogglePlaying,
            Action::Advance {
                milliseconds: 100.0,
            },
            Action::SetReducedMotion(false),
        ],
        _ => on_a_form(choices, editor),
    }
}

/// A change in a form, and what it offers or takes back.
fn on_a_form(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
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
    match choices.below(3) {
        // A name that is taken is refused, and a free one is offered.
        0 => {
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
        1 => {
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
pub fn in_steps(choices: &mut Choices, editor: &Editor) -> Vec<Action> {
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
