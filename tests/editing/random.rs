//! Random walks: whatever is done, in whatever order, what the [driver](super::driver)
//! checks holds, and undo leads back to the first document.

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, Pointer};
use std::collections::BTreeMap;

use super::driver::{EditorDriver, Tally};
use super::walk::{Choices, next};

/// How many walks there are, and how long one is.
const WALKS: u64 = 320;
const STEPS: usize = 7;
/// Threads that share them.
const SHARES: u64 = 2;

const DRAWINGS: [&str; 3] = [
    include_str!("../../public/scenarios/sftp.json"),
    include_str!("../../public/scenarios/live.json"),
    "{\"portcullis\": 1}",
];

/// How often an action of each kind must have done something, in all walks together. What
/// only long runs have (`RunChunk`, `RunFallback`, `PageSequence`) is in `long_runs.rs`.
const LEAST: [(&str, u32); 73] = [
    ("AddRule", 30),
    ("Advance", 22),
    ("AlsoSelect", 9),
    ("ApplyEdits", 12),
    ("Choose", 7),
    ("ChooseGateway", 9),
    ("ChooseTool", 91),
    ("ChooseTyped", 1),
    ("Delete", 1),
    ("Duplicate", 1),
    ("Escape", 2),
    ("Export", 2),
    ("Fit", 1),
    ("Follow", 3),
    ("FollowFlow", 4),
    ("Form Add", 12),
    ("Form Check", 16),
    ("Form Open", 2),
    ("Form Press", 5),
    ("Form Remove", 10),
    ("Form Set", 23),
    ("Form Take", 4),
    ("LeaveChoice", 4),
    ("LeaveDamagedLink", 6),
    ("LeaveGhost", 3),
    ("LookAt", 4),
    ("Move", 16),
    ("New", 4),
    ("Nudge", 17),
    ("OpenExample", 3),
    ("OpenLink", 5),
    ("OpenText", 82),
    ("Pan", 4),
    ("Paste", 3),
    ("PauseAt", 5),
    ("Pointer Cancel", 8),
    ("Pointer Down", 92),
    ("Pointer Drag", 138),
    ("Pointer Up", 51),
    ("Redo", 8),
    ("RemoveRule", 1),
    ("Rename", 6),
    ("Resize", 3),
    ("Rules Complete", 7),
    ("Rules Draft", 9),
    ("Rules Duplicate", 5),
    ("Rules Move", 1),
    ("Rules Open", 10),
    ("Rules Point", 5),
    ("Rules PointBack", 5),
    ("Rules Preset", 3),
    ("Rules Replace", 8),
    ("Rules Save", 10),
    ("Rules Show", 14),
    ("Seek", 8),
    ("SeekTime", 3),
    ("Select", 107),
    ("SelectAll", 6),
    ("SetFilter", 3),
    ("SetLooping", 3),
    ("SetReducedMotion", 6),
    ("SetSkipIdle", 1),
    ("SetSpeed", 2),
    ("ShareLink", 3),
    ("ShowLadderGates", 1),
    ("ShowSheet", 2),
    ("ShowTab", 1),
    ("Stretch", 8),
    ("TogglePlaying", 29),
    ("TypeRule", 11),
    ("Undo", 19),
    ("Use", 85),
    ("Zoom", 3),
];

type Tallies = BTreeMap<&'static str, Tally>;

/// Takes one walk.
fn walk(seed: u64) -> Tallies {
    let mut choices = Choices(seed);
    let mut driver = EditorDriver::with(choices.of(&DRAWINGS));
    for _ in 0..STEPS {
        for action in next(&mut choices, &driver, &DRAWINGS) {
            driver.update(action);
        }
    }
    lead_back((*driver).clone());
    driver.tallies().clone()
}

/// Takes every walk whose seed is in this share, and gives what came of each kind of action,
/// and why walks failed.
fn walks(share: u64) -> (Tallies, Vec<String>) {
    let (mut sum, mut failures) = (Tallies::new(), Vec::new());
    for seed in (0..WALKS).filter(|seed| seed % SHARES == share) {
        match std::panic::catch_unwind(|| walk(seed)) {
            Ok(tallies) => add(&mut sum, &tallies),
            Err(panic) => {
                let said = panic.downcast_ref::<String>().cloned();
                failures.push(format!("walk {seed}: {}", said.unwrap_or_default()));
            }
        }
    }
    (sum, failures)
}

fn add(sum: &mut Tallies, tallies: &Tallies) {
    for (kind, tally) in tallies {
        let all = sum.entry(kind).or_default();
        all.done += tally.done;
        all.changed_document += tally.changed_document;
        all.changed_views += tally.changed_views;
        all.had_effects += tally.had_effects;
    }
}

/// Undoes everything and does it again, byte for byte.
fn lead_back(mut editor: Editor) {
    editor.update(Action::Pointer(Pointer::Cancel));
    let last = editor.scenario().to_json_pretty();
    let mut steps = 0;
    while editor.header().undo.is_some() {
        editor.update(Action::Undo);
        steps += 1;
    }
    assert!(!editor.header().edited, "what was opened is there again");
    for _ in 0..steps {
        editor.update(Action::Redo);
    }
    assert_eq!(editor.scenario().to_json_pretty(), last);
}

#[test]
fn random_walks_hold_what_must_hold_and_each_kind_of_action_does_something() {
    let threads: Vec<_> = (0..SHARES)
        .map(|share| std::thread::spawn(move || walks(share)))
        .collect();
    let (mut sum, mut failures) = (Tallies::new(), Vec::new());
    for thread in threads {
        let (tallies, more) = thread.join().unwrap();
        add(&mut sum, &tallies);
        failures.extend(more);
    }
    let first = failures.iter().min_by_key(|failure| failure.len());
    assert!(
        failures.is_empty(),
        "{} of {WALKS} walks failed, the first of them\n{}",
        failures.len(),
        first.map_or("", String::as_str)
    );
    let kinds: Vec<&str> = sum.keys().copied().collect();
    let listed: Vec<&str> = LEAST.iter().map(|(kind, _)| *kind).collect();
    assert_eq!(kinds, listed, "each kind of action has its minimum");
    for (kind, least) in LEAST {
        let tally = sum[kind];
        // What a press begins is seen with the drag.
        let count = match kind {
            "Pointer Down" => tally.done,
            _ => tally.did_something(),
        };
        assert!(count >= least, "{kind}: {tally:?}, at least {least}");
    }
}
