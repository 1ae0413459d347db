//! The views of the page and the slices on which each is read again.
//!
//! The table is the truth about `src/ui`: each row stands for one `watch` or `show` there,
//! with the slices that it names. A view that the page reads on other slices belongs in
//! this table with those.

use portcullis::editor::Editor;
use portcullis::editor::view::Slice::{
    Camera, Document, Drawing, Entry, Gesture, Playhead, PlayheadThrottled, Session,
};
use portcullis::editor::view::table::Tab;
use portcullis::editor::view::{Revisions, Slice};
use std::any::Any;
use std::fmt::Debug;
use std::rc::Rc;

/// What a view shows: a value that can be compared and printed.
pub trait Shown {
    fn is(&self, other: &dyn Shown) -> bool;
    fn text(&self) -> String;
    fn any(&self) -> &dyn Any;
}

impl<T: PartialEq + Debug + Any> Shown for T {
    fn is(&self, other: &dyn Shown) -> bool {
        other.any().downcast_ref::<T>() == Some(self)
    }

    fn text(&self) -> String {
        format!("{self:?}")
    }

    fn any(&self) -> &dyn Any {
        self
    }
}

/// One view of the page.
pub struct View {
    pub name: &'static str,
    /// The page reads it again when one of these has changed.
    pub slices: &'static [Slice],
    /// Reads what it shows now.
    pub read: fn(&Editor) -> Rc<dyn Shown>,
}

fn shown(value: impl Shown + 'static) -> Rc<dyn Shown> {
    Rc::new(value)
}

/// Rows of a table that a screen shows at once.
const WINDOW: usize = 30;

pub const VIEWS: [View; 32] = [
    // bindings.rs
    view("header", &[Document], |editor| shown(editor.header())),
    view("empty", &[Document], |editor| {
        let drawn = editor.scenario();
        shown(drawn.hosts.is_empty() && drawn.vpcs.is_empty())
    }),
    view("damaged link", &[Session], |editor| {
        shown(editor.damaged_link())
    }),
    view("session", &[Session], |editor| shown(editor.session())),
    view("hint", &[Session, Gesture], |editor| shown(editor.hint())),
    view("transport", &[Session], |editor| shown(editor.transport())),
    view("playhead", &[Document, Playhead], |editor| {
        shown(editor.playhead())
    }),
    view("slider", &[Document, PlayheadThrottled], |editor| {
        let place = (editor.playhead().at * 10_000.0).round().to_bits();
        shown((place, editor.moment().spoken))
    }),
    view("track", &[Document], |editor| shown(editor.track())),
    view("simulating", &[Document, Session], |editor| {
        shown(editor.is_simulating())
    }),
    view("flags", &[Document, Session], |editor| {
        shown(editor.flags())
    }),
    view("comparison", &[Document, Session], |editor| {
        shown(editor.comparison().map(str::to_owned))
    }),
    view("moment", &[Document, PlayheadThrottled], |editor| {
        shown(editor.moment())
    }),
    view("pause points", &[Document, Session], |editor| {
        shown((editor.pause_points(), editor.pause_point().clone()))
    }),
    view("filter", &[Document, Session], |editor| {
        shown(editor.filter())
    }),
    view("packet count", &[Document], |editor| {
        shown(editor.packet_count())
    }),
    view(
        "inspector",
        &[Document, PlayheadThrottled, Session],
        |editor| shown(editor.inspector()),
    ),
    view(
        "header of the packet",
        &[Document, PlayheadThrottled, Session],
        |editor| shown(editor.hex_of_selected()),
    ),
    view(
        "rule line",
        &[Document, PlayheadThrottled, Session],
        |editor| shown((editor.complaint(), editor.completion())),
    ),
    // drawing.rs
    view("ground", &[Drawing], |editor| {
        shown(editor.drawing().clone())
    }),
    view("trails and marks", &[Drawing, Playhead], |editor| {
        let lights = editor.lights();
        let lit = (lights.trails.clone(), lights.memories.clone());
        let marks = (lights.stamps.clone(), lights.callout.clone());
        shown((lit, marks, editor.clocks()))
    }),
    view("pieces", &[Drawing, Entry, Session, Camera], |editor| {
        let lights = editor.lights();
        let lit = (lights.hosts.clone(), lights.gates.clone());
        let chosen = editor.selection().to_vec();
        shown((lit, chosen, editor.camera().detail()))
    }),
    view("camera", &[Drawing, Camera], |editor| {
        shown(editor.camera())
    }),
    // ghosts.rs, pointed.rs, preview.rs, overview.rs, packets.rs
    view("ghosts", &[Document, Playhead, Session], |editor| {
        shown(editor.ghosts())
    }),
    view("pointed", &[Document, Drawing, Session], |editor| {
        shown((editor.is_pointing(), editor.pointed()))
    }),
    view("preview", &[Gesture, Camera, Session, Drawing], |editor| {
        shown(editor.preview())
    }),
    view("overview", &[Drawing, Camera], |editor| {
        shown((editor.is_larger(), editor.seen()))
    }),
    view("packets", &[Drawing, Playhead, Camera], |editor| {
        let pills = editor.pills();
        let names: Vec<String> = pills.iter().map(|pill| editor.pill_name(pill)).collect();
        shown((pills, names, editor.camera(), editor.size()))
    }),
    // table.rs, details.rs
    view(
        "packet rows",
        &[Document, PlayheadThrottled, Session],
        |editor| {
            let row = editor.packet_in_view();
            let first = row.unwrap_or_default().saturating_sub(WINDOW / 2);
            shown((row, editor.packets(first, WINDOW)))
        },
    ),
    view(
        "details",
        &[Document, PlayheadThrottled, Session],
        |editor| {
            let tab = editor.session().tab;
            match tab {
                Tab::Packets => shown(()),
                Tab::Sequence => shown((editor.sequence(), editor.sequence_rest())),
                tab => shown(editor.table_part(tab, 0..WINDOW)),
            }
        },
    ),
    view("counts", &[Document, PlayheadThrottled], |editor| {
        shown(Tab::ALL.map(|tab| editor.count(tab)))
    }),
    // tools.rs
    view("question", &[Session], |editor| shown(editor.prompt())),
];

const fn view(
    name: &'static str,
    slices: &'static [Slice],
    read: fn(&Editor) -> Rc<dyn Shown>,
) -> View {
    View { name, slices, read }
}

/// How often a slice has changed.
pub fn revision(revisions: &Revisions, slice: Slice) -> u64 {
    match slice {
        Document => revisions.document,
        Entry => revisions.entry,
        PlayheadThrottled => revisions.playhead_throttled,
        Playhead => revisions.playhead,
        Session => revisions.session,
        Camera => revisions.camera,
        Gesture => revisions.gesture,
        Drawing => revisions.drawing,
    }
}

/// Two texts from a little before the first character in which they differ.
pub fn difference(one: &str, other: &str) -> String {
    let mut pairs = one.char_indices().zip(other.chars());
    let at = pairs
        .find(|((_, one), other)| one != other)
        .map_or(one.len().min(other.len()), |((at, _), _)| at);
    let cut = |text: &str| -> String {
        let from = text[..at.min(text.len())]
            .char_indices()
            .rev()
            .nth(60)
            .map_or(0, |(at, _)| at);
        text[from..].chars().take(240).collect()
    };
    format!("  … {}\n  … {}", cut(one), cut(other))
}
