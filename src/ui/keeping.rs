//! Saving by itself, and what other tabs do to the drawing on the page.
//!
//! What is decided is decided by [`TabSession`]; here it is given the browser, the moments at
//! which to save and to look, and what it finds is put on the page.

use super::store::{Editor, Store};
use super::{drawings, notices, outside};
use crate::browser::{chance, clock, element, events, storage, timer};
use crate::editor::action::{Action, DocumentSource};
use crate::editor::library::{
    self, Deleted, Presence, SaveState, Storage, StorageError, SyncResult, TabSession, Version,
};
use crate::editor::view::Slice::{Document, Session};
use crate::words::toasts;
use reactive_graph::traits::{UpdateValue, WithValue};
use web_sys::Event;

/// Which drawing was shown last: by this tab, or else by any.
const SHOWN: &str = "portcullis.shown";
/// Where tabs tell each other which drawing they show.
const SAID: &str = "portcullis.said";
/// An edit is saved after so many milliseconds, with those that followed it.
const PAUSE: i32 = 400;

/// The visitor's drawings, as the page handles them.
#[derive(Debug)]
pub struct Desk {
    pub keeper: TabSession,
    /// What can be brought back, the last one at the end.
    pub deleted: Vec<Deleted>,
    /// How the drawing was kept when the visitor closed the notice about it.
    pub closed: Option<SaveState>,
    /// The notice that is shown.
    pub notice: SaveState,
    /// Who else has the drawing open.
    presence: Presence,
    is_listening: bool,
    /// Whether saving is about to happen.
    is_waiting: bool,
    /// How many drawings have been opened.
    openings: usize,
}

impl Default for Desk {
    fn default() -> Self {
        let tab = chance::name();
        Self {
            presence: Presence::new(tab.clone()),
            keeper: TabSession::new(tab),
            deleted: Vec::new(),
            closed: None,
            notice: SaveState::NotMine,
            is_listening: false,
            is_waiting: false,
            openings: 0,
        }
    }
}

/// The browser, as the keeper needs it.
pub struct Browser;

impl Storage for Browser {
    fn keys(&self) -> Vec<String> {
        storage::names()
    }

    fn get(&self, key: &str) -> Option<String> {
        storage::get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        storage::put(key, value).map_err(|refused| match refused {
            storage::Refused::Full => StorageError::Full,
            storage::Refused::Forbidden => StorageError::Forbidden,
        })
    }

    fn remove(&self, key: &str) -> bool {
        storage::remove(key)
    }

    fn recall(&self) -> Option<String> {
        storage::get_of_tab(SHOWN).or_else(|| storage::get(SHOWN))
    }

    fn remember(&self, id: &str) {
        // Each writing wakes the other tabs.
        if storage::get(SHOWN).as_deref() != Some(id) {
            storage::set(SHOWN, id);
        }
        storage::set_of_tab(SHOWN, id);
    }

    fn now(&self) -> u64 {
        clock::now()
    }

    fn fresh(&self) -> String {
        chance::name()
    }
}

/// Does something with the keeper, and shows it if the drawing is kept in another way then.
fn changing<T>(store: Store, act: impl FnOnce(&mut TabSession) -> T) -> T {
    let (done, changed) = on_desk(store, |desk| {
        let before = desk.keeper.state();
        let done = act(&mut desk.keeper);
        (done, desk.keeper.state() != before)
    });
    if changed {
        store.page_changed();
    }
    done
}

/// Does something with the desk, which is set up the first time.
pub fn on_desk<T>(store: Store, act: impl FnOnce(&mut Desk) -> T) -> T {
    let done = store
        .desk
        .try_update_value(|desk| act(desk.get_or_insert_with(Box::default)));
    done.expect("it lives as long as the page")
}

/// Whether anything was done that needs the desk. A first visit does nothing of the kind.
pub fn is_set_up(store: Store) -> bool {
    store.desk.with_value(Option::is_some)
}

/// The drawing was edited: it is saved in a moment.
#[inline(never)]
pub fn edited(store: Store, text: String) {
    let title = store.read(|editor| editor.header().title);
    changing(store, |keeper| keeper.edited(Version { title, text }));
    listen(store);
    if !on_desk(store, |desk| std::mem::replace(&mut desk.is_waiting, true)) {
        element::set_attribute("saved", "aria-busy", "true");
        timer::after(PAUSE, move || keep(store));
    }
}

/// Saves what is not saved, now.
#[inline(never)]
pub fn keep(store: Store) {
    on_desk(store, |desk| desk.is_waiting = false);
    element::set_attribute("saved", "aria-busy", "");
    changing(store, |keeper| keeper.keep(&Browser));
}

/// The drawing was handed over as a file.
pub fn filed(store: Store, text: &str) {
    on_desk(store, |desk| desk.keeper.filed(text));
}

/// Another drawing is shown.
pub fn opened(store: Store) {
    if store.embedded {
        return;
    }
    on_desk(store, |desk| {
        desk.keeper.opened(&Browser);
        desk.openings += 1;
    });
    listen(store);
    say_what_is_shown(store, true);
    store.page_changed();
}

/// Does an action that is to show another drawing; whether it did.
pub fn opens(store: Store, action: Action) -> bool {
    let before = on_desk(store, |desk| desk.openings);
    store.dispatch(action);
    on_desk(store, |desk| {
        desk.keeper.gave_up();
        desk.openings != before
    })
}

/// Opens what was shown last; whether there was anything.
pub fn open(store: Store) -> bool {
    has_any(store) && start(store)
}

/// Whether the visitor has any drawing.
fn has_any(store: Store) -> bool {
    library::is_any_kept(&Browser)
        || (is_set_up(store) && on_desk(store, |desk| desk.keeper.has_waiting()))
}

#[inline(never)]
fn start(store: Store) -> bool {
    let text = on_desk(store, |desk| desk.keeper.start(&Browser));
    text.is_some_and(|text| {
        show_text(store, text);
        true
    })
}

/// Opens one of the drawings; whether it could be.
#[inline(never)]
pub fn open_one(store: Store, id: &str) -> bool {
    let text = on_desk(store, |desk| desk.keeper.open(id, &Browser));
    text.is_some_and(|text| show_text(store, text))
}

fn show_text(store: Store, text: String) -> bool {
    opens(
        store,
        Action::OpenText {
            name: toasts::STORED_DRAWING.into(),
            text,
            origin: DocumentSource::Kept,
        },
    )
}

/// Shows beside the title how the drawing is kept, and the way back to one's own.
pub fn bind(store: Store) {
    store.watch(&[Document, Session], Box::new(move || show(store)));
}

fn show(store: Store) {
    let own = store.read(Editor::is_own);
    let state = if own {
        on_desk(store, |desk| desk.keeper.state())
    } else {
        SaveState::NotMine
    };
    let word = match state {
        SaveState::NotMine => String::new(),
        SaveState::Edited => toasts::EDITED.into(),
        SaveState::Saved => saved(store),
        SaveState::Refused(_) | SaveState::Conflict | SaveState::Deleted => {
            toasts::NOT_SAVED.into()
        }
    };
    if let Some(place) = element::find("saved")
        && place.text_content().as_ref() != Some(&word)
    {
        place.set_text_content(Some(&word));
    }
    if is_set_up(store) {
        notices::show(store, state);
    }
    // Asked only where it matters: while a host is dragged this runs for each frame.
    let matters = !store.embedded && (!own || store.read(Editor::damaged_link).is_some());
    let none = !matters || !has_any(store);
    for (id, hidden) in [("back-to-own", own || none), ("damaged-own", none)] {
        element::set_attribute(id, "hidden", if hidden { "hidden" } else { "" });
    }
}

/// That the drawing is saved, and in how many tabs it is open.
#[inline(never)]
fn saved(store: Store) -> String {
    say_what_is_shown(store, true);
    match on_desk(store, |desk| desk.presence.others()) {
        0 => "saved".into(),
        others => toasts::saved_in_tabs(others + 1),
    }
}

/// Tells the other tabs which drawing is shown here; on leaving, that none is.
fn say_what_is_shown(store: Store, is_here: bool) {
    let messages = on_desk(store, |desk| {
        let id = desk.keeper.shown().filter(|_| is_here);
        desk.presence.show(id)
    });
    for message in messages {
        storage::set(SAID, &message);
    }
}

fn hear(store: Store, message: &str) {
    let (answer, changed) = on_desk(store, |desk| {
        let before = desk.presence.others();
        let answer = desk.presence.hear(message);
        (answer, desk.presence.others() != before)
    });
    if let Some(answer) = answer {
        storage::set(SAID, &answer);
    }
    if changed {
        store.page_changed();
    }
}

/// Listens to what other tabs do, and to the end of this one, from the moment at which there
/// is something to keep: a first visit does not need the code, and a page that is being
/// closed could not fetch it.
pub fn listen(store: Store) {
    let is_new = on_desk(store, |desk| {
        !std::mem::replace(&mut desk.is_listening, true)
    });
    let (Some(window), Some(document)) = (web_sys::window(), element::document()) else {
        return;
    };
    if is_new {
        for name in ["storage", "pagehide", "pageshow", "beforeunload"] {
            events::listen(&window, name, move |event| happened(store, &event));
        }
        events::listen(&document, "visibilitychange", move |event| {
            happened(store, &event);
        });
    }
}

/// Another tab has written, or this one comes, goes, or is about to be closed.
#[inline(never)]
fn happened(store: Store, event: &Event) {
    match event.type_().as_str() {
        "storage" => match storage::written(event) {
            Some((name, message)) if name == SAID => hear(store, &message),
            _ => look(store),
        },
        "pageshow" => {
            store.page_changed();
            look(store);
        }
        "visibilitychange" if !element::is_page_hidden() => look(store),
        "beforeunload" => {
            leave(store);
            if on_desk(store, |desk| desk.keeper.is_at_risk()) {
                event.prevent_default();
            }
        }
        kind => {
            leave(store);
            if kind == "pagehide" {
                say_what_is_shown(store, false);
            }
        }
    }
}

/// Looks what other tabs have done, and saves what could not be saved before.
fn look(store: Store) {
    if let SyncResult::Follow(text) = changing(store, |keeper| keeper.look(&Browser)) {
        store.dispatch(Action::AdoptFromOtherTab(text));
    }
    keep(store);
    drawings::refresh(store);
}

/// Saves everything before the page may be gone, both versions if there are two.
fn leave(store: Store) {
    if let Some(title) = changing(store, |keeper| keeper.leave(&Browser)) {
        part(store, title);
    }
}

/// What is on the page goes on under a title of its own.
pub fn part(store: Store, title: String) {
    let sentence = toasts::both_kept(&title);
    store.dispatch(Action::Rename(title));
    keep(store);
    outside::toast(store, sentence);
}
