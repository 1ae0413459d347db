//! What of the editor shows where: one row for each place in `index.html` whose text or
//! attribute changes.
//!
//! Some places come with the later part of the page (see `xtask/split`), which tells of
//! itself with the event `later`. In a page that is not split they are there from the start.

use super::store::{Editor, Store};
use super::{inspector, timeline, tools};
use crate::browser::{element, events};
use crate::editor::ApplyMode;
use crate::editor::selection::{Sheet, Tool};
use crate::editor::view::Slice;
use crate::editor::view::Slice::{Document, Gesture, Playhead, PlayheadThrottled, Session};
use crate::words::page;

/// A place in the document, and what is shown there.
struct Binding(&'static str, Part, &'static [Slice], fn(&Editor) -> String);

/// The part of an element that a binding sets.
#[derive(Clone, Copy)]
enum Part {
    /// Its text.
    Text,
    /// Its markup.
    Inside,
    /// An attribute; empty removes it.
    Attribute(&'static str),
    /// The text in an input.
    Value,
}

use Part::{Attribute, Inside, Text, Value};

const BINDINGS: &[Binding] = &[
    Binding("title", Text, &[Document], |editor| editor.header().title),
    Binding("title-embed", Text, &[Document], |editor| {
        editor.header().title
    }),
    Binding("empty", Attribute("hidden"), &[Document], |editor| {
        let drawn = editor.scenario();
        word(!drawn.hosts.is_empty() || !drawn.vpcs.is_empty(), "hidden")
    }),
    Binding("damaged", Attribute("hidden"), &[Session], |editor| {
        word(editor.damaged_link().is_none(), "hidden")
    }),
    Binding("frame", Attribute("hidden"), &[Session], |editor| {
        word(editor.damaged_link().is_some(), "hidden")
    }),
    Binding("damaged-reason", Text, &[Session], |editor| {
        editor
            .damaged_link()
            .map(|view| view.reason)
            .unwrap_or_default()
    }),
    Binding("salvaged", Attribute("hidden"), &[Session], |editor| {
        word(salvaged(editor).is_empty(), "hidden")
    }),
    Binding("salvaged-text", Text, &[Session], salvaged),
    Binding("undo", Attribute("title"), &[Document], |editor| {
        editor.header().undo.unwrap_or(page::NOTHING_TO_UNDO.into())
    }),
    Binding("undo", Attribute("aria-disabled"), &[Document], |editor| {
        word(editor.header().undo.is_none(), "true")
    }),
    Binding("redo", Attribute("title"), &[Document], |editor| {
        editor.header().redo.unwrap_or(page::NOTHING_TO_REDO.into())
    }),
    Binding("redo", Attribute("aria-disabled"), &[Document], |editor| {
        word(editor.header().redo.is_none(), "true")
    }),
    Binding("tool-v", Attribute("aria-pressed"), &[Session], |editor| {
        (editor.session().tool == Tool::Select).to_string()
    }),
    Binding("tool-h", Attribute("aria-pressed"), &[Session], |editor| {
        (editor.session().tool == Tool::Host).to_string()
    }),
    Binding("tool-n", Attribute("aria-pressed"), &[Session], |editor| {
        (editor.session().tool == Tool::Subnet).to_string()
    }),
    Binding("tool-p", Attribute("aria-pressed"), &[Session], |editor| {
        (editor.session().tool == Tool::Vpc).to_string()
    }),
    Binding("tool-c", Attribute("aria-pressed"), &[Session], |editor| {
        (editor.session().tool == Tool::Connection).to_string()
    }),
    Binding("tool-g", Attribute("aria-pressed"), &[Session], |editor| {
        (editor.session().tool == Tool::Group).to_string()
    }),
    Binding("tool-a", Attribute("aria-pressed"), &[Session], |editor| {
        (editor.session().tool == Tool::Acl).to_string()
    }),
    Binding("tool-i", Attribute("aria-pressed"), &[Session], |editor| {
        (editor.session().tool == Tool::Gateway).to_string()
    }),
    Binding("hint", Attribute("hidden"), &[Session, Gesture], |editor| {
        word(!tools::has_hint(editor), "hidden")
    }),
    Binding("hint", Inside, &[Session, Gesture], tools::hint),
    Binding("diagram", Attribute("data-tool"), &[Session], |editor| {
        editor.session().tool.key().to_string()
    }),
    Binding("frame", Attribute("data-sheet"), &[Session], |editor| {
        sheet(editor).into()
    }),
    Binding(
        "sheet-details",
        Attribute("aria-pressed"),
        &[Session],
        |editor| (sheet(editor) == "details").to_string(),
    ),
    Binding(
        "sheet-inspector",
        Attribute("aria-pressed"),
        &[Session],
        |editor| (sheet(editor) == "inspector").to_string(),
    ),
    Binding("play", Attribute("aria-label"), &[Session], |editor| {
        timeline::play_name(editor).into()
    }),
    Binding("play", Attribute("title"), &[Session], |editor| {
        format!("{} (space)", timeline::play_name(editor))
    }),
    Binding("clock", Text, &[Document, Playhead], |editor| {
        editor.playhead().clock
    }),
    Binding("clock-fraction", Text, &[Document, Playhead], |editor| {
        editor.playhead().clock_fraction
    }),
    Binding(
        "track",
        Attribute("style"),
        &[Document, Playhead],
        timeline::place,
    ),
    Binding(
        "playhead",
        Value,
        &[Document, PlayheadThrottled],
        timeline::slider_value,
    ),
    Binding(
        "playhead",
        Attribute("aria-valuetext"),
        &[Document, PlayheadThrottled],
        |editor| editor.moment().spoken,
    ),
    Binding("ticks", Inside, &[Document], timeline::ticks),
    Binding(
        "simulating",
        Attribute("hidden"),
        &[Document, Session],
        |editor| word(!editor.is_simulating(), "hidden"),
    ),
    Binding("flags", Inside, &[Document, Session], timeline::flags),
    Binding("applying", Attribute("hidden"), &[Session], |editor| {
        word(editor.session().apply == ApplyMode::FromTheStart, "hidden")
    }),
    Binding(
        "comparison",
        Attribute("hidden"),
        &[Document, Session],
        |editor| word(editor.comparison().is_none(), "hidden"),
    ),
    Binding("comparison-text", Text, &[Document, Session], |editor| {
        editor.comparison().unwrap_or_default().into()
    }),
    Binding("sentence", Text, &[Document, PlayheadThrottled], |editor| {
        editor.moment().sentence
    }),
    Binding(
        "sentence",
        Attribute("data-tone"),
        &[Document, PlayheadThrottled],
        |editor| editor.moment().tone.class().into(),
    ),
    Binding(
        "skip-idle",
        Attribute("aria-checked"),
        &[Session],
        |editor| editor.transport().skip_idle.to_string(),
    ),
    Binding("playback", Inside, &[Document, Session], timeline::options),
    Binding("packet-filter", Value, &[Document, Session], |editor| {
        editor.filter().0
    }),
    Binding(
        "packet-filter",
        Attribute("aria-invalid"),
        &[Document, Session],
        |editor| word(editor.filter().1.is_some(), "true"),
    ),
    Binding("filter-complaint", Text, &[Document, Session], |editor| {
        editor.filter().1.unwrap_or_default()
    }),
    Binding("packet-count", Text, &[Document], |editor| {
        editor.packet_count().to_string()
    }),
    Binding(
        "subject",
        Inside,
        &[Document, PlayheadThrottled, Session],
        inspector::subject,
    ),
];

/// Shows everything now, and whatever changes when it does. What belongs to an element that
/// comes with the later part of the page is neither read nor shown before it is there.
pub fn bind(store: Store) {
    for &Binding(id, part, slices, read) in BINDINGS {
        let mut shown = None;
        let show = move || {
            let Some(element) = element::find(id) else {
                return;
            };
            let text = store.read(read);
            if shown.as_ref() == Some(&text) {
                return;
            }
            match part {
                Text => element.set_text_content(Some(&text)),
                Inside => element::set_inside(&element, &text),
                Attribute(name) => element::set_attribute(id, name, &text),
                Value => element::set_value(id, &text),
            }
            shown = Some(text);
        };
        store.watch(slices, Box::new(show));
    }
    if let Some(window) = web_sys::window() {
        events::listen(&window, "later", move |_| store.page_changed());
    }
}

fn word(shown: bool, word: &str) -> String {
    if shown { word.into() } else { String::new() }
}

fn salvaged(editor: &Editor) -> String {
    let view = editor.damaged_link();
    view.and_then(|view| view.salvaged).unwrap_or_default()
}

fn sheet(editor: &Editor) -> &'static str {
    match editor.session().sheet {
        Sheet::None => "none",
        Sheet::Details => "details",
        Sheet::Inspector => "inspector",
    }
}
