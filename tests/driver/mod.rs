//! `EditorDriver`: an editor that is used as a person uses the page, and checked after
//! every action.
//!
//! After each action the driver checks four things, and panics with the actions that led
//! there if one does not hold:
//!
//! - the document reads back as it was printed, and compiles;
//! - each view that differs from what the page shows has had one of its slices announced;
//! - each view is that of the [rebuilt](Editor::rebuilt) editor;
//! - undo and then redo change nothing.
//!
//! The page is modelled as it is: it holds the value of each view from when one of the
//! view's slices was last announced, even if the editor has changed since.

#![allow(
    dead_code,
    unreachable_pub,
    reason = "each test binary uses a part of what a person can do"
)]

mod kinds;
mod views;

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, DocumentSource, PlayheadMove, Pointer};
use portcullis::editor::effect::Effect;
use portcullis::editor::form::FormAction as FormStep;
use portcullis::editor::keys::{self, KeyPress};
use portcullis::editor::selection::{Selection, Tool};
use portcullis::editor::view::Slice;
use portcullis::picture::geometry::Point;
use portcullis::scenario::Scenario;
use std::collections::BTreeMap;
use std::ops::Deref;
use std::rc::Rc;
use views::{Shown, VIEWS, difference, revision};

/// How often one kind of action was done, and what came of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub done: u32,
    pub changed_document: u32,
    pub changed_views: u32,
    pub had_effects: u32,
}

impl Tally {
    /// How often something came of it.
    pub const fn did_something(&self) -> u32 {
        let mut most = self.changed_document;
        if self.changed_views > most {
            most = self.changed_views;
        }
        if self.had_effects > most {
            most = self.had_effects;
        }
        most
    }
}

/// Undo and the caches are checked after each change of the document, and after every so many
/// actions besides.
const INTERVAL: usize = 4;

/// An editor, and what the page shows of it.
pub struct EditorDriver {
    editor: Editor,
    shown: Vec<Rc<dyn Shown>>,
    /// Views that the page shows a little late on purpose.
    late: Vec<bool>,
    /// What was done, for the message of a check that fails.
    done: Vec<Action>,
    tallies: BTreeMap<&'static str, Tally>,
}

impl Deref for EditorDriver {
    type Target = Editor;

    fn deref(&self) -> &Editor {
        &self.editor
    }
}

impl Default for EditorDriver {
    fn default() -> Self {
        Self::new(Editor::default())
    }
}

impl EditorDriver {
    /// Drives an editor from here on.
    pub fn new(editor: Editor) -> Self {
        let shown: Vec<Rc<dyn Shown>> = VIEWS.iter().map(|view| (view.read)(&editor)).collect();
        Self {
            editor,
            late: vec![false; VIEWS.len()],
            shown,
            done: Vec::new(),
            tallies: BTreeMap::new(),
        }
    }

    /// An editor with this document, which rests at its beginning.
    pub fn with(text: &str) -> Self {
        let mut driver = Self::new(Editor::new(false, false));
        driver.open(text);
        driver
    }

    /// What was done so far, by kind of action.
    pub const fn tallies(&self) -> &BTreeMap<&'static str, Tally> {
        &self.tallies
    }

    /// The document as text.
    pub fn document(&self) -> String {
        self.editor.scenario().to_json_pretty()
    }

    /// Does one action and checks what must hold after every action.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        let kind = kinds::kind(&action);
        self.done.push(action.clone());
        let before = self.editor.revisions();
        let document = self.editor.scenario().clone();
        let effects = self.editor.update(action);
        let changed = *self.editor.scenario() != document;
        let views = self.check_announcements(&before);
        if changed {
            self.check_document();
        }
        let is_due = self.done.len().is_multiple_of(INTERVAL);
        if (changed || is_due)
            && let Some(fresh) = self.editor.rebuilt()
        {
            self.check_rebuilt(&fresh);
            self.check_undo();
        }
        let tally = self.tallies.entry(kind).or_default();
        tally.done += 1;
        tally.changed_document += u32::from(changed);
        tally.changed_views += u32::from(views);
        tally.had_effects += u32::from(!effects.is_empty());
        effects
    }

    fn fail(&self, what: &str) -> ! {
        let steps: Vec<String> = self
            .done
            .iter()
            .map(|action| format!("  {action:?}"))
            .collect();
        panic!("{what}\nafter\n{}", steps.join("\n"))
    }

    /// Reads the document back, and compiles it.
    fn check_document(&self) {
        match Scenario::from_json(&self.document()) {
            Ok(parsed) if parsed.scenario == *self.editor.scenario() => {}
            Ok(_) => self.fail("the document reads back as another one"),
            Err(errors) => self.fail(&format!("the document does not read back: {errors:?}")),
        }
        if let Err(errors) = self.editor.scenario().compile() {
            self.fail(&format!("the document does not compile: {errors:?}"));
        }
    }

    /// Shows each view as the page does, and says whether one changed.
    fn check_announcements(&mut self, before: &portcullis::editor::view::Revisions) -> bool {
        let now = self.editor.revisions();
        let is_announced = |slice: &Slice| revision(&now, *slice) != revision(before, *slice);
        let mut changed = false;
        for (index, view) in VIEWS.iter().enumerate() {
            let value = (view.read)(&self.editor);
            if value.is(&*self.shown[index]) {
                self.late[index] = false;
                continue;
            }
            if !view.slices.iter().any(is_announced) {
                if self.may_be_late(index) {
                    self.late[index] = true;
                    continue;
                }
                let what = difference(&self.shown[index].text(), &value.text());
                self.fail(&format!(
                    "view `{}` changed, and none of {:?} was announced:\n{what}",
                    view.name, view.slices
                ));
            }
            self.shown[index] = value;
            self.late[index] = false;
            changed = true;
        }
        changed
    }

    /// Whether the page may show a view late: while time passes, tables and sentences follow
    /// the playhead ten times a second.
    fn may_be_late(&self, view: usize) -> bool {
        let moves_playhead = matches!(
            self.done.last(),
            Some(Action::Advance { .. } | Action::Seek(_) | Action::SeekTime(_))
        );
        self.editor.transport().playing
            && VIEWS[view].slices.contains(&Slice::PlayheadThrottled)
            && (moves_playhead || self.late[view])
    }

    /// Compares each view with that of an editor whose caches are computed anew.
    fn check_rebuilt(&self, fresh: &Editor) {
        for view in &VIEWS {
            let (now, anew) = ((view.read)(&self.editor), (view.read)(fresh));
            if !now.is(&*anew) {
                let what = difference(&now.text(), &anew.text());
                self.fail(&format!(
                    "view `{}` is not that of a rebuilt editor:\n{what}",
                    view.name
                ));
            }
        }
    }

    /// Undoes the last edit and does it again, on a copy.
    fn check_undo(&self) {
        if self.editor.header().undo.is_none() {
            return;
        }
        let mut copy = self.editor.clone();
        copy.update(Action::Undo);
        if let Err(errors) = copy.scenario().compile() {
            self.fail(&format!(
                "the document does not compile once undone: {errors:?}"
            ));
        }
        copy.update(Action::Redo);
        if copy.scenario() != self.editor.scenario() {
            let what = difference(&self.document(), &copy.scenario().to_json_pretty());
            self.fail(&format!("undo and redo change the document:\n{what}"));
        }
        if copy.drawing() != self.editor.drawing() {
            let now = format!("{:?}", self.editor.drawing());
            let what = difference(&now, &format!("{:?}", copy.drawing()));
            self.fail(&format!("undo and redo change the drawing:\n{what}"));
        }
        let (header, again) = (self.editor.header(), copy.header());
        if header != again || self.editor.track() != copy.track() {
            self.fail(&format!("undo and redo change {header:?} to {again:?}"));
        }
    }
}

/// What a person does.
impl EditorDriver {
    /// Opens a document of one's own.
    pub fn open(&mut self, text: &str) -> Vec<Effect> {
        let effects = self.update(Action::OpenText {
            name: "drawing".into(),
            text: text.into(),
            origin: DocumentSource::File,
        });
        assert!(!format!("{effects:?}").contains("Refused"), "{effects:?}");
        effects
    }

    pub fn take(&mut self, tool: Tool) -> Vec<Effect> {
        self.update(Action::ChooseTool(tool))
    }

    pub fn down(&mut self, on: Option<Selection>, at: (f64, f64), extend: bool) -> Vec<Effect> {
        let at = Point::new(at.0, at.1);
        self.update(Action::Pointer(Pointer::Down { at, on, extend }))
    }

    pub fn up(&mut self, at: (f64, f64)) -> Vec<Effect> {
        self.update(Action::Pointer(Pointer::Up(Point::new(at.0, at.1))))
    }

    pub fn click(&mut self, on: Option<Selection>, at: (f64, f64)) -> Vec<Effect> {
        self.down(on, at, false);
        self.up(at)
    }

    pub fn drag(&mut self, on: Option<Selection>, from: (f64, f64), to: (f64, f64)) -> Vec<Effect> {
        self.down(on, from, false);
        self.move_to(from, to);
        self.up(to)
    }

    pub fn move_to(&mut self, from: (f64, f64), to: (f64, f64)) {
        let (from, to) = (Point::new(from.0, from.1), Point::new(to.0, to.1));
        self.update(Action::Pointer(Pointer::Drag(from.towards(to, 0.5))));
        self.update(Action::Pointer(Pointer::Drag(to)));
    }

    pub fn select(&mut self, target: Selection) -> Vec<Effect> {
        self.update(Action::Select(Some(target)))
    }

    /// Presses a key, as the page does while nobody types; gives nothing for a key that does
    /// nothing.
    pub fn press(&mut self, key: KeyPress<'_>) -> Vec<Effect> {
        keys::action(key).map_or_else(Vec::new, |action| self.update(action))
    }

    /// Types into a field of a form.
    pub fn enter(&mut self, of: Option<Selection>, field: &str, text: &str) -> Vec<Effect> {
        let (field, text) = (field.into(), text.into());
        self.update(Action::Form {
            of,
            step: FormStep::Set { field, text },
        })
    }

    /// Gives the answer that contains `text` to the question that is open.
    pub fn answer(&mut self, text: &str) -> Vec<Effect> {
        let view = self.prompt().unwrap_or_else(|| panic!("nothing is asked"));
        let at = view
            .options
            .iter()
            .position(|option| option.text.contains(text));
        let at = at.unwrap_or_else(|| panic!("{text}: {view:?}"));
        self.update(Action::AnswerPrompt(at))
    }

    pub fn at_time(&mut self, micros: u64) -> Vec<Effect> {
        self.update(Action::SeekTime(micros))
    }

    pub fn go(&mut self, step: PlayheadMove) -> Vec<Effect> {
        self.update(Action::Move(step))
    }

    pub fn undo(&mut self) -> Vec<Effect> {
        self.update(Action::Undo)
    }

    pub fn redo(&mut self) -> Vec<Effect> {
        self.update(Action::Redo)
    }

    pub fn resize(&mut self, width: f64, height: f64) -> Vec<Effect> {
        self.update(Action::Resize { width, height })
    }
}
