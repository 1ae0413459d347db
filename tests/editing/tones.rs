//! Tones: an outcome has one colour, wherever it is shown.

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, DocumentSource, PlayheadMove};
use portcullis::editor::view::inspector::InspectorView;
use portcullis::editor::view::table::{Cell, Tab};
use portcullis::editor::view::text::Tone;
use portcullis::sim::Outcome;
use std::collections::BTreeMap;

/// A client, and servers that answer, refuse, say nothing, or cannot be reached.
const WORLD: &str = r#"{ "portcullis": 1,
  "vpcs": [ { "id": "vpc", "cidr": "10.0.0.0/16" } ],
  "subnets": [ { "id": "a", "vpc": "vpc", "cidr": "10.0.1.0/24" } ],
  "security_groups": [
    { "id": "shut", "vpc": "vpc", "inbound": [] },
    { "id": "wide", "vpc": "vpc", "inbound": ["all from 0.0.0.0/0"] } ],
  "hosts": [
    { "id": "client", "subnet": "a", "groups": ["wide"] },
    { "id": "small", "subnet": "a", "groups": ["wide"], "ports": { "range": [40000, 40000] } },
    { "id": "deaf", "subnet": "a", "groups": ["shut"], "listen": ["tcp 22", "udp 53"] },
    { "id": "open", "subnet": "a", "groups": ["wide"], "listen": ["tcp 22", "udp 53"] },
    { "id": "outside", "ip": "203.0.113.9", "listen": ["tcp 22"] } ],
  "script": [
    { "open": { "id": "connected", "from": "client", "to": "open", "port": 22 } },
    { "open": { "id": "refused", "from": "client", "to": "open", "port": 80 } },
    { "open": { "id": "timed_out", "from": "client", "to": "deaf", "port": 22 } },
    { "open": { "id": "held", "from": "small", "to": "open", "port": 22, "close": "never" } },
    { "at": 1, "open": { "id": "no_port", "from": "small", "to": "open", "port": 22 } },
    { "send": { "id": "replied", "from": "client", "to": "open", "port": 53, "response": 10 } },
    { "send": { "id": "no_reply", "from": "client", "to": "deaf", "port": 53, "response": 10 } },
    { "send": { "id": "sent", "from": "client", "to": "open", "port": 53 } },
    { "send": { "id": "lost", "from": "client", "to": "deaf", "port": 53 } } ] }"#;

fn outcome(word: &str) -> Outcome {
    let name = word.to_ascii_lowercase().replace(' ', "_");
    Outcome::from_name(&name).unwrap_or_else(|| panic!("{word} is no outcome"))
}

#[test]
fn an_outcome_has_one_tone_in_every_view() {
    let mut editor = Editor::new(false, false);
    let effects = editor.update(Action::OpenText {
        name: "world".into(),
        text: WORLD.into(),
        origin: DocumentSource::File,
    });
    assert!(!format!("{effects:?}").contains("Refused"), "{effects:?}");
    let mut seen: BTreeMap<Outcome, Vec<(&str, Tone)>> = BTreeMap::new();
    let InspectorView::Nothing(summary) = editor.inspector() else {
        panic!("nothing is selected");
    };
    for line in &summary.flows {
        let outcome = outcome(&line.outcome.text);
        assert!(
            line.flow == outcome.name() || line.flow == "held",
            "{line:?}"
        );
        let tones = seen.entry(outcome).or_default();
        tones.push(("the summary", line.outcome.tone));
    }
    for row in editor.table(Tab::Reachability).rows {
        if let Cell::Tag(tag) = &row.cells[3] {
            let tones = seen.entry(outcome(&tag.text)).or_default();
            tones.push(("reachability", tag.tone));
        }
    }
    // How a flow ended is an event of the timeline too.
    editor.update(Action::Move(PlayheadMove::Start));
    loop {
        let (place, moment) = (editor.playhead_position(), editor.moment());
        for line in &summary.flows {
            let outcome = outcome(&line.outcome.text);
            let ended = portcullis::words::outcome_phrase(outcome);
            if moment.sentence.starts_with(&line.flow) && moment.sentence.contains(ended) {
                let tones = seen.entry(outcome).or_default();
                tones.push(("the timeline", moment.tone));
            }
        }
        editor.update(Action::Move(PlayheadMove::Forward));
        if editor.playhead_position() == place {
            break;
        }
    }
    let mut compared = 0;
    for (outcome, tones) in &seen {
        let (first, tone) = tones[0];
        for (view, other) in tones {
            assert_eq!(*other, tone, "{outcome} in {view}, and in {first}");
        }
        let timed = tones.iter().any(|(view, _)| *view == "the timeline");
        compared += usize::from(timed && tones.len() > 1);
    }
    assert!(compared >= 7, "{seen:?}");
    assert!(seen.contains_key(&Outcome::NoPort), "{seen:?}");
}
