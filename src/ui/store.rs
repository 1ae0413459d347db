//! The one place where the editor lives, and through which it is changed and read.

use super::keeping::Desk;
use super::{outside, playback};
use crate::browser::worker::Worker;
pub use crate::editor::Editor;
use crate::editor::action::Action;
use crate::editor::view::{Revisions, Slice};
use reactive_graph::effect::Effect;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::signal::RwSignal;
use reactive_graph::traits::{
    GetUntracked, GetValue, Set, SetValue, Track, Update, UpdateValue, WithValue,
};

/// A handle on the editor, cheap to copy into every handler.
#[derive(Clone, Copy)]
pub struct Store {
    editor: StoredValue<Editor, LocalStorage>,
    document: RwSignal<u64>,
    entry: RwSignal<u64>,
    playhead_throttled: RwSignal<u64>,
    playhead: RwSignal<u64>,
    session: RwSignal<u64>,
    camera: RwSignal<u64>,
    gesture: RwSignal<u64>,
    drawing: RwSignal<u64>,
    /// The sentence in the polite live region.
    pub announced: RwSignal<String>,
    /// The sentence shown for a moment; empty shows none.
    pub toast: RwSignal<String>,
    /// Counts what changes in the page and not in the editor: the theme, what is kept.
    pub page: RwSignal<u64>,
    /// Whether the loop of frames is running.
    running: StoredValue<bool>,
    /// The visitor's drawings, once there is anything to do with them.
    pub desk: StoredValue<Option<Box<Desk>>, LocalStorage>,
    /// The copy of this program that simulates a long run, while it does.
    pub worker: StoredValue<Option<Worker>, LocalStorage>,
    /// Whether this page stands inside another one.
    pub embedded: bool,
    /// Whether what is opened plays by itself.
    pub autoplay: bool,
}

impl Store {
    pub fn new(editor: Editor, embedded: bool, autoplay: bool) -> Self {
        Self {
            editor: StoredValue::new_local(editor),
            document: RwSignal::new(0),
            entry: RwSignal::new(0),
            playhead_throttled: RwSignal::new(0),
            playhead: RwSignal::new(0),
            session: RwSignal::new(0),
            camera: RwSignal::new(0),
            gesture: RwSignal::new(0),
            drawing: RwSignal::new(0),
            announced: RwSignal::new(String::new()),
            toast: RwSignal::new(String::new()),
            page: RwSignal::new(0),
            running: StoredValue::new(false),
            desk: StoredValue::new_local(None),
            worker: StoredValue::new_local(None),
            embedded,
            autoplay,
        }
    }

    /// Does `action`, tells the views whose slice has changed, and does outside what
    /// the editor asks for.
    pub fn dispatch(self, action: Action) {
        let done = self
            .editor
            .try_update_value(|editor| (editor.update(action), editor.revisions()));
        let Some((effects, revisions)) = done else {
            return;
        };
        let Revisions {
            document,
            entry,
            playhead_throttled,
            playhead,
            session,
            camera,
            gesture,
            drawing,
        } = revisions;
        for (signal, count) in [
            (self.document, document),
            (self.entry, entry),
            (self.playhead_throttled, playhead_throttled),
            (self.playhead, playhead),
            (self.session, session),
            (self.camera, camera),
            (self.gesture, gesture),
            (self.drawing, drawing),
        ] {
            if signal.get_untracked() != count {
                signal.set(count);
            }
        }
        self.wake();
        for effect in effects {
            outside::perform(self, effect);
        }
    }

    /// Reads a view when one of `slices` changes, and shows it when it differs from the one
    /// before, which is given first.
    pub fn show<T: PartialEq + 'static>(
        self,
        slices: &'static [Slice],
        read: fn(&Editor) -> T,
        show: impl Fn(Option<&T>, &T) + 'static,
    ) {
        let mut before: Option<T> = None;
        self.watch(
            slices,
            Box::new(move || {
                let after = self.read(read);
                if before.as_ref() != Some(&after) {
                    show(before.as_ref(), &after);
                    before = Some(after);
                }
            }),
        );
    }

    /// Does something now, and again whenever one of `slices` has changed.
    // Boxed and kept apart: an effect for each kind of closure would weigh some kilobytes.
    #[inline(never)]
    pub fn watch(self, slices: &'static [Slice], mut run: Box<dyn FnMut()>) {
        Effect::new(move || {
            for slice in slices {
                self.revision(*slice).track();
            }
            self.page.track();
            run();
        });
    }

    /// Lets the frames come, if time is passing and they do not come already.
    pub fn wake(self) {
        if self.is_playing() && !self.running.get_value() {
            self.running.set_value(true);
            playback::start(self);
        }
    }

    /// Tells the views that something of the page has changed.
    pub fn page_changed(self) {
        self.page.update(|count| *count += 1);
    }

    /// Whether time is passing.
    pub fn is_playing(self) -> bool {
        self.read(|editor| editor.transport().playing)
    }

    /// Tells that the loop of frames has ended.
    pub fn stopped(self) {
        self.running.set_value(false);
    }

    /// Reads the editor once.
    pub fn read<T>(self, read: impl FnOnce(&Editor) -> T) -> T {
        self.editor.with_value(read)
    }

    /// Tracks a slice, for a view that reads by itself.
    pub fn revision(self, slice: Slice) -> RwSignal<u64> {
        match slice {
            Slice::Document => self.document,
            Slice::Entry => self.entry,
            Slice::PlayheadThrottled => self.playhead_throttled,
            Slice::Playhead => self.playhead,
            Slice::Session => self.session,
            Slice::Camera => self.camera,
            Slice::Gesture => self.gesture,
            Slice::Drawing => self.drawing,
        }
    }
}
