//! The end of the run, as a screen reader hears it.

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, DocumentSource, PlayheadMove};
use portcullis::editor::effect::Effect;

#[test]
fn the_end_counts_the_flows_that_it_does_not_name() {
    let text = r#"{"portcullis": 1,
          "hosts": [{"id": "client", "ip": "203.0.113.10"},
                    {"id": "server", "ip": "203.0.113.20", "listen": ["tcp 22"]}],
          "script": [{"open": {"id": "c", "from": "client", "to": "server", "port": 22, "count": 8}}]}"#;
    let mut editor = Editor::default();
    editor.update(Action::OpenText {
        name: "eight".into(),
        text: text.into(),
        origin: DocumentSource::File,
    });
    let effects = editor.update(Action::Move(PlayheadMove::End));
    let sentence = effects
        .iter()
        .find_map(|effect| match effect {
            Effect::Announce(sentence) => Some(sentence.as_str()),
            _ => None,
        })
        .expect("the end is announced");
    assert!(sentence.starts_with("The end. "), "{sentence}");
    assert!(sentence.ends_with(". And 3 more flows."), "{sentence}");
}
