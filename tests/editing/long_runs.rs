//! Runs too long for one frame: the beginning is shown while a worker simulates the rest.

use portcullis::editor::action::{Action, DocumentSource, PlayheadMove};
use portcullis::editor::effect::Effect;
use portcullis::editor::view::table::Tab;
use portcullis::editor::{ApplyMode, Editor};
use portcullis::formats::trace_bytes::{Said, to_bytes};
use portcullis::policy::Direction;
use portcullis::scenario::{Scenario, limits};
use portcullis::sim::Stretches;

use super::driver::EditorDriver;

/// About ten thousand packets, with a change of the ACL in between.
const LONG: &str = r#"{"portcullis": 1,
    "vpcs": [{"id": "vpc", "cidr": "10.0.0.0/16"}],
    "subnets": [{"id": "a", "vpc": "vpc", "cidr": "10.0.1.0/24", "acl": "acl"}, {"id": "b", "vpc": "vpc", "cidr": "10.0.2.0/24"}],
    "hosts": [
        {"id": "one", "subnet": "a", "ip": "10.0.1.10"},
        {"id": "other", "subnet": "b", "ip": "10.0.2.10", "listen": ["udp 53"]}],
    "security_groups": [{"id": "vpc.default", "vpc": "vpc", "inbound": ["all from 0.0.0.0/0"]}],
    "network_acls": [{"id": "acl", "vpc": "vpc", "inbound": ["100 allow all from 0.0.0.0/0"], "outbound": ["100 allow all to 0.0.0.0/0"]}],
    "script": [
        {"send": {"id": "dns", "from": "one", "to": "other", "port": 53, "count": 5000, "every": 0.01, "request": 40, "response": 40}},
        {"at": 40, "add_rule": {"in": "acl", "direction": "outbound", "rule": "90 deny udp 53 to 10.0.2.0/24"}}]}"#;

fn open(text: &str) -> (Editor, Vec<Effect>) {
    let mut editor = Editor::new(false, false);
    let effects = editor.update(Action::OpenText {
        name: "drawing".into(),
        text: text.into(),
        origin: DocumentSource::File,
    });
    (editor, effects)
}

/// The run that the effects request from a worker.
fn asked(effects: &[Effect]) -> Option<(u64, &str)> {
    effects.iter().find_map(|effect| match effect {
        Effect::Run { number, text } => Some((*number, text.as_str())),
        _ => None,
    })
}

/// The messages of a worker, with at most `stretch` entries each.
fn pieces(text: &str, stretch: usize) -> Vec<Vec<u8>> {
    let setup = Scenario::from_json(text)
        .unwrap()
        .scenario
        .compile()
        .unwrap();
    let mut run = Stretches::new(setup, limits::SHOWN_ENTRIES);
    let mut pieces = Vec::new();
    loop {
        let entries = run.next(stretch);
        if entries.is_empty() {
            break;
        }
        pieces.push(to_bytes(&Said::Entries(entries)));
    }
    pieces.push(to_bytes(&Said::End {
        flows: run.outcomes(),
        is_cut: run.is_cut(),
    }));
    pieces
}

fn give(editor: &mut Editor, number: u64, pieces: Vec<Vec<u8>>) -> Vec<Effect> {
    let said = |bytes| Action::RunChunk { number, bytes };
    let mut effects = Vec::new();
    for bytes in pieces {
        effects.extend(editor.update(said(bytes)));
    }
    effects
}

/// All views at some places of a whole run.
fn look(editor: &mut Editor) -> Vec<String> {
    let mut seen = vec![format!("{:?}", editor.track())];
    for share in [0.0, 0.3, 0.7, 0.81, 1.0] {
        editor.update(Action::Seek(share));
        seen.push(format!("{:?} {:?}", editor.pills(), editor.lights()));
        seen.push(format!("{:?}", editor.moment()));
        for tab in Tab::ALL {
            seen.push(format!("{:?}", editor.table_part(tab, 0..200)));
        }
        seen.push(format!("{:?}", editor.packets(9_000, 100)));
    }
    seen
}

#[test]
fn a_run_received_in_pieces_equals_a_run_simulated_here() {
    let (mut here, effects) = open(LONG);
    let (number, _) = asked(&effects).unwrap();
    here.update(Action::RunFallback(number));
    assert!(!here.is_simulating());
    let wanted = look(&mut here);
    for stretch in [1_000, 7_919] {
        let (mut editor, effects) = open(LONG);
        let (number, text) = asked(&effects).unwrap();
        assert!(editor.is_simulating());
        let begun = editor.packet_count();
        give(&mut editor, number, pieces(text, stretch));
        assert!(!editor.is_simulating());
        assert!(editor.packet_count() > begun);
        assert!(look(&mut editor) == wanted, "in pieces of {stretch}");
    }
}

#[test]
fn the_playhead_stays_when_the_rest_of_a_run_arrives() {
    let (mut editor, effects) = open(LONG);
    let (number, text) = asked(&effects).unwrap();
    let pieces = pieces(text, 8_000);
    editor.update(Action::SeekTime(5_000_000));
    let seen = (
        editor.playhead_position(),
        editor.pills(),
        editor.moment().sentence,
    );
    give(&mut editor, number, pieces);
    let now = (
        editor.playhead_position(),
        editor.pills(),
        editor.moment().sentence,
    );
    assert_eq!(now, seen);
}

#[test]
fn a_late_or_invalid_answer_of_a_worker_changes_nothing() {
    let (mut editor, effects) = open(LONG);
    let (number, text) = asked(&effects).unwrap();
    let late = pieces(text, 8_000);
    let effects = editor.update(Action::OpenText {
        name: "short".into(),
        text: "{\"portcullis\": 1}".into(),
        origin: DocumentSource::File,
    });
    assert!(effects.contains(&Effect::StopRun));
    give(&mut editor, number, late);
    assert_eq!(editor.packet_count(), 0);
    // Invalid bytes are discarded as well.
    let (mut editor, effects) = open(LONG);
    let (number, _) = asked(&effects).unwrap();
    let bytes = vec![0xff; 40];
    editor.update(Action::RunChunk { number, bytes });
    assert!(!editor.is_simulating(), "it is simulated here instead");
    assert_eq!(editor.packet_count(), 9_001);
}

/// An editor with the whole of [`LONG`], after a rule was added from the start.
fn after_rule(direction: Direction, rule: &str) -> (Editor, Vec<Effect>) {
    let (mut editor, effects) = open(LONG);
    let (number, _) = asked(&effects).unwrap();
    editor.update(Action::RunFallback(number));
    editor.update(Action::Move(PlayheadMove::End));
    editor.update(Action::SeekTime(1_000));
    editor.update(Action::ApplyEdits(ApplyMode::FromTheStart));
    let before = editor.scenario().clone();
    let effects = editor.update(super::add(direction, "acl", rule));
    assert_ne!(*editor.scenario(), before, "{rule} is refused");
    (editor, effects)
}

fn report_a_new_outcome(effects: &[Effect]) -> bool {
    let told = format!("{effects:?}");
    told.contains("dns: ") && told.contains("before: ")
}

#[test]
fn an_edit_of_a_long_run_reports_new_outcomes_when_the_run_is_whole() {
    let (mut editor, effects) = after_rule(Direction::Inbound, "80 deny all from 0.0.0.0/0");
    let (number, text) = asked(&effects).expect("only replies are dropped, the run stays long");
    assert!(editor.is_simulating());
    assert!(!report_a_new_outcome(&effects), "{effects:?}");
    let pieces = pieces(text, 8_000);
    let effects = give(&mut editor, number, pieces);
    assert!(!editor.is_simulating());
    assert!(report_a_new_outcome(&effects), "{effects:?}");
}

#[test]
fn an_edit_that_makes_a_run_short_reports_new_outcomes_at_once() {
    let (editor, effects) = after_rule(Direction::Outbound, "80 deny all to 0.0.0.0/0");
    assert_eq!(asked(&effects), None, "every request is dropped at once");
    assert!(!editor.is_simulating());
    assert!(report_a_new_outcome(&effects), "{effects:?}");
}

#[test]
fn playback_waits_for_the_rest_of_a_run_and_continues() {
    let (mut editor, effects) = open(LONG);
    let (number, text) = asked(&effects).unwrap();
    let pieces = pieces(text, 8_000);
    editor.update(Action::SetSpeed(6));
    editor.update(Action::Seek(0.999));
    editor.update(Action::TogglePlaying);
    let play = |editor: &mut Editor| {
        for _ in 0..300 {
            let milliseconds = 100.0;
            editor.update(Action::Advance { milliseconds });
        }
        editor.playhead_position().entry
    };
    let end = play(&mut editor);
    assert!(editor.transport().playing, "it waits");
    give(&mut editor, number, pieces);
    assert!(play(&mut editor) > end + 100);
}

#[test]
fn each_step_of_a_long_run_is_announced() {
    let mut driver = EditorDriver::new(Editor::new(false, false));
    let effects = driver.open(LONG);
    let (number, text) = asked(&effects).unwrap();
    driver.update(Action::ShowTab(Tab::Sequence));
    for bytes in pieces(text, 8_000) {
        driver.update(Action::RunChunk { number, bytes });
    }
    assert!(!driver.is_simulating());
    for later in [true, true, false] {
        driver.update(Action::PageSequence { later });
    }
    let effects = driver.open(LONG);
    let (number, _) = asked(&effects).unwrap();
    driver.update(Action::RunFallback(number));
    assert!(!driver.is_simulating());
    for kind in ["RunSaid", "RunHere", "PageSequence"] {
        assert!(driver.tallies()[kind].changed_views > 0, "{kind}");
    }
}
