//! Whatever is done, in whatever order: the document is valid, and undo leads back.

use portcullis::editor::action::{Action, DocumentSource, PlayheadMove, Pointer};
use portcullis::editor::form::FormAction as FormStep;
use portcullis::editor::rules::RuleAction;
use portcullis::editor::selection::{GatewayTool, Selection, Tool, Way};
use portcullis::editor::{ApplyMode, Editor};
use portcullis::picture::geometry::Point;
use portcullis::scenario::Scenario;
use proptest::prelude::*;

use super::{FIX, document};

/// How many sequences, and how long one is at most, at least half as long; together over
/// 10 000 actions.
const SEQUENCES: u32 = 96;
const LONGEST: usize = 150;

const DRAWINGS: [&str; 3] = [
    include_str!("../../public/scenarios/sftp.json"),
    include_str!("../../public/scenarios/live.json"),
    "{\"portcullis\": 1}",
];

fn target() -> impl Strategy<Value = Selection> {
    let named = prop_oneof![
        Just("laptop"),
        Just("sftp"),
        Just("host-1"),
        Just("host-2"),
        Just("public-a"),
        Just("subnet-1"),
        Just("vpc"),
        Just("vpc-1"),
        Just("igw"),
        Just("nat"),
        Just("pcx"),
        Just("sg-sftp"),
        Just("sg-host-1"),
        Just("acl-public"),
        Just("rtb-public"),
        Just("c1"),
        Just("c2"),
    ];
    let kind: [fn(String) -> Selection; 11] = [
        Selection::Host,
        Selection::Gate,
        Selection::Group,
        Selection::Gateway,
        Selection::Vpc,
        Selection::Router,
        Selection::Subnet,
        Selection::Acl,
        Selection::Routes,
        Selection::Prefixes,
        Selection::Flow,
    ];
    prop_oneof![
        9 => (named, proptest::sample::select(kind.to_vec()))
            .prop_map(|(name, kind)| kind(name.to_owned())),
        1 => (0..40_u64).prop_map(Selection::Packet),
    ]
}

fn point() -> impl Strategy<Value = Point> {
    (0.0..1100.0_f64, 0.0..600.0_f64).prop_map(|(x, y)| Point::new(x, y))
}

fn drawing() -> impl Strategy<Value = Action> {
    let tool = proptest::sample::select(&Tool::ALL[..]);
    let gateway = proptest::sample::select(&GatewayTool::ALL[..]);
    prop_oneof![
        4 => tool.prop_map(Action::ChooseTool),
        1 => gateway.prop_map(Action::ChooseGateway),
        4 => proptest::option::of(target()).prop_map(Action::Use),
        3 => (0..8_usize).prop_map(Action::Choose),
        1 => prop_oneof![Just("tcp 8443"), Just("udp 53"), Just("x")]
            .prop_map(|text| Action::ChooseTyped(text.into())),
        1 => Just(Action::LeaveChoice),
        1 => Just(Action::Escape),
        3 => (point(), proptest::option::of(target()), any::<bool>())
            .prop_map(|(at, on, extend)| Action::Pointer(Pointer::Down { at, on, extend })),
        3 => point().prop_map(|at| Action::Pointer(Pointer::Drag(at))),
        3 => point().prop_map(|at| Action::Pointer(Pointer::Up(at))),
        1 => Just(Action::Pointer(Pointer::Cancel)),
        1 => Just(Action::Delete),
        1 => Just(Action::Duplicate),
        1 => proptest::sample::select(&DRAWINGS[..]).prop_map(|text| Action::Paste(text.into())),
        2 => (-3..4_i32, -3..4_i32).prop_map(|(x, y)| Action::Nudge { x, y }),
        1 => (-9..9_i32, -9..9_i32).prop_map(|(x, y)| Action::Stretch { x, y }),
        1 => Just(Action::Rename("Another".into())),
    ]
}

fn rules() -> impl Strategy<Value = Action> {
    let rule = prop_oneof![
        Just(FIX.to_owned()),
        Just("tcp 22 from 10.0.0.0/8".to_owned()),
        Just("all to sg-sftp".to_owned()),
        (1..400_u16, 0..65_535_u16)
            .prop_map(|(number, port)| format!("{number} deny tcp {port} from 203.0.113.0/24")),
        "[0-9a-z ./*#-]{0,30}",
    ];
    let gate = || {
        prop_oneof![
            Just("acl-public"),
            Just("sg-sftp"),
            Just("vpc.default"),
            Just("none")
        ]
    };
    let way = || prop_oneof![Just(Way::Inbound), Just(Way::Outbound)];
    prop_oneof![
        (gate(), way(), rule).prop_map(|(gate, way, text)| Action::AddRule {
            gate: gate.into(),
            way,
            text
        }),
        (gate(), way(), 0..4_usize).prop_map(|(gate, way, index)| Action::RemoveRule {
            gate: gate.into(),
            way,
            index
        }),
    ]
}

fn forms() -> impl Strategy<Value = Action> {
    let field = || {
        proptest::sample::select(vec![
            "name",
            "cidr",
            "cidrs",
            "ip",
            "public_ip",
            "subnet",
            "ports.range",
            "os",
            "listen",
            "groups",
            "acl",
            "routes",
            "route",
            "open.port",
            "open.count",
            "outcome",
            "blocked_by",
            "title",
            "seed",
            "latency",
        ])
    };
    let text = proptest::sample::select(vec![
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
        "sg-sftp",
        "public-a",
        "0.0.0.0/0 via igw",
        "22",
        "3",
        "timed_out",
        "acl-public outbound *",
    ]);
    let press = proptest::sample::select(vec!["give-public", "new-group", "new-prefixes"]);
    let step = prop_oneof![
        4 => (field(), text.clone()).prop_map(|(field, text)| FormStep::Set {
            field: field.into(),
            text: text.into()
        }),
        2 => (field(), text.clone()).prop_map(|(field, text)| FormStep::Add {
            field: field.into(),
            text: text.into()
        }),
        1 => (field(), 0..3_usize)
            .prop_map(|(field, index)| FormStep::Remove { field: field.into(), index }),
        1 => (field(), text, any::<bool>()).prop_map(|(field, name, on)| FormStep::Check {
            field: field.into(),
            name: name.into(),
            on
        }),
        1 => press.prop_map(|press| FormStep::Press(press.into())),
        1 => (0..3_usize).prop_map(FormStep::Take),
        1 => any::<bool>().prop_map(FormStep::Open),
    ];
    (proptest::option::of(target()), step).prop_map(|(of, step)| Action::Form { of, step })
}

fn tables() -> impl Strategy<Value = Action> {
    let gate = prop_oneof![Just("acl-public"), Just("sg-sftp"), Just("vpc.default-acl")];
    let way = prop_oneof![Just(Way::Inbound), Just(Way::Outbound)];
    let preset = proptest::sample::select(vec!["ssh", "dns", "ping", "linux", "none"]);
    let index = 0..4_usize;
    let step = prop_oneof![
        proptest::option::of(index.clone()).prop_map(RuleAction::Open),
        Just(RuleAction::Save),
        index.clone().prop_map(RuleAction::Duplicate),
        (index.clone(), any::<bool>()).prop_map(|(index, up)| RuleAction::Move { index, up }),
        preset.prop_map(|preset| RuleAction::Preset(preset.into())),
        (
            index,
            prop_oneof![Just(FIX), Just("tcp 22 from 10.0.0.0/8"), Just("x")]
        )
            .prop_map(|(index, text)| RuleAction::Replace {
                index,
                text: text.into()
            }),
    ];
    (gate, way, step).prop_map(|(gate, way, step)| Action::Rules {
        gate: gate.into(),
        way,
        step,
    })
}

fn looking() -> impl Strategy<Value = Action> {
    prop_oneof![
        target().prop_map(|target| Action::Select(Some(target))),
        target().prop_map(Action::AlsoSelect),
        Just(Action::SelectAll),
        Just(Action::ApplyEdits(ApplyMode::AtThisMoment)),
        Just(Action::ApplyEdits(ApplyMode::FromTheStart)),
        Just(Action::LeaveGhost),
        (0..4_usize).prop_map(|index| Action::Select(Some(Selection::Change(index)))),
        (0.0..1.0_f64).prop_map(Action::Seek),
        proptest::sample::select(&STEPS[..]).prop_map(Action::Move),
        Just(Action::TogglePlaying),
        (0.0..100.0_f64).prop_map(|milliseconds| Action::Advance { milliseconds }),
        (-50.0..50.0_f64, -50.0..50.0_f64).prop_map(|(x, y)| Action::Pan { x, y }),
        prop_oneof![Just(390.0), Just(1036.0)].prop_map(|width| Action::Resize {
            width,
            height: 584.0
        }),
    ]
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

fn action() -> impl Strategy<Value = Action> {
    prop_oneof![
        6 => drawing(),
        3 => forms(),
        2 => rules(),
        2 => tables(),
        2 => looking(),
        1 => Just(Action::Undo),
        1 => Just(Action::Redo),
    ]
}

proptest! {
    #![proptest_config(crate::property::cases(SEQUENCES))]

    #[test]
    fn whatever_is_done_the_document_is_valid_and_undo_leads_back(
        start in proptest::sample::select(&DRAWINGS[..]),
        actions in proptest::collection::vec(action(), LONGEST / 2..LONGEST),
    ) {
        let mut editor = Editor::default();
        editor.update(Action::OpenText {
            name: "drawing".into(),
            text: start.into(),
            origin: DocumentSource::File,
        });
        let first = document(&editor);
        for action in actions {
            let before = editor.scenario().clone();
            editor.update(action.clone());
            if *editor.scenario() != before {
                let read = Scenario::from_json(&document(&editor));
                prop_assert!(read.is_ok(), "after {action:?}: {:?}", read.err());
            }
            // What is shown can be shown.
            let _ = (editor.inspector(), editor.hint(), editor.preview(), editor.choice());
            let _ = (editor.flags(), editor.ghosts(), editor.moment(), editor.pills());
            let _ = (editor.playhead(), editor.track(), editor.lights(), editor.clocks());
        }
        editor.update(Action::Pointer(Pointer::Cancel));
        let last = document(&editor);
        let mut steps = 0;
        while editor.header().undo.is_some() {
            editor.update(Action::Undo);
            steps += 1;
        }
        prop_assert_eq!(document(&editor), first);
        for _ in 0..steps {
            editor.update(Action::Redo);
        }
        prop_assert_eq!(document(&editor), last);
    }
}
