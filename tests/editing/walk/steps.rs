//! Single actions.

use portcullis::editor::action::{Action, DocumentSource, PlayheadMove, Pointer};
use portcullis::editor::form::FormAction as FormStep;
use portcullis::editor::rules::{Complete, RuleAction};
use portcullis::editor::selection::{GatewayTool, Sheet, Tool};
use portcullis::editor::view::rules::RulesTab;
use portcullis::editor::view::table::Tab;
use portcullis::editor::{ApplyMode, Editor};
use portcullis::picture::geometry::Point;

use super::{Choices, gate, point, rule, some_target, target};

pub fn drawing(choices: &mut Choices, editor: &Editor, drawings: &[&str]) -> Action {
    if editor.prompt().is_some() && choices.below(3) > 0 {
        return match choices.below(6) {
            0 => Action::AnswerPromptTyped(choices.of(&["tcp 8443", "udp 53", "x"]).into()),
            1 => Action::ClosePrompt,
            _ => Action::AnswerPrompt(choices.below(6)),
        };
    }
    match choices.below(19) {
        0..=2 => Action::ChooseTool(choices.of(&Tool::ALL)),
        3 => Action::ChooseGateway(choices.of(&GatewayTool::ALL)),
        4..=7 => Action::Use(some_target(choices, editor)),
        8 => Action::AnswerPrompt(choices.below(8)),
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

pub fn forms(choices: &mut Choices, editor: &Editor) -> Action {
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

pub fn rules(choices: &mut Choices, editor: &Editor) -> Action {
    let (gate, direction) = gate(choices, editor);
    let text = rule(choices, direction);
    let index = choices.below(3);
    let step = match choices.below(18) {
        0..=2 => {
            return Action::AddRule {
                gate,
                direction,
                text,
            };
        }
        3 | 4 => {
            return Action::RemoveRule {
                gate,
                direction,
                index,
            };
        }
        5 | 6 => {
            let typed: String = text.chars().take(choices.below(text.len() + 1)).collect();
            let caret = choices.is().then(|| typed.chars().count());
            return Action::TypeRule {
                gate,
                direction,
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
    Action::Rules {
        gate,
        direction,
        step,
    }
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

pub fn selecting(choices: &mut Choices, editor: &Editor) -> Action {
    match choices.below(6) {
        0..=2 => Action::Select(some_target(choices, editor)),
        3 | 4 => Action::AlsoSelect(target(choices, editor)),
        _ => Action::SelectAll,
    }
}

pub fn playing(choices: &mut Choices) -> Action {
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

pub fn looking(choices: &mut Choices, editor: &Editor) -> Action {
    match choices.below(12) {
        0 => Action::ApplyEdits(choices.of(&[ApplyMode::AtThisMoment, ApplyMode::FromTheStart])),
        1 => Action::HideGhost,
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

pub fn whole(choices: &mut Choices, editor: &Editor, drawings: &[&str]) -> Action {
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
        1 | 2 => Action::AdoptFromOtherTab(text),
        3 => Action::OpenLink(choices.of(&[editor.link(), "z1.nolink".into()])),
        4 => Action::LeaveDamagedLink,
        5 => Action::New {
            title: "New".into(),
        },
        6 => Action::ShareLink,
        7 => Action::Save,
        8 => Action::OpenExample("live".into()),
        _ => Action::Rename("Whole".into()),
    }
}
