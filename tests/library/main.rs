//! The library of drawings: storage, several tabs, conflicts, earlier releases.
//!
//! The browser's storage is a map here, and each tab has its own [`TabSession`] on it.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod earlier;
mod list;
mod refused;
mod tabs;

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::rc::Rc;

use portcullis::editor::library::{
    DrawingSummary, Storage, StorageError, SyncResult, TabSession, Version,
};

/// The storage that all tabs share.
#[derive(Default)]
struct Browser {
    kept: RefCell<BTreeMap<String, String>>,
    /// How many bytes fit; `None` means no limit.
    room: Cell<Option<usize>>,
    is_forbidden: Cell<bool>,
    time: Cell<u64>,
    given: Cell<u32>,
    last: RefCell<Option<String>>,
}

impl Storage for Browser {
    fn keys(&self) -> Vec<String> {
        self.kept.borrow().keys().cloned().collect()
    }

    fn get(&self, key: &str) -> Option<String> {
        self.kept.borrow().get(key).cloned()
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        if self.is_forbidden.get() {
            return Err(StorageError::Forbidden);
        }
        let mut kept = self.kept.borrow_mut();
        let others = kept.iter().filter(|(other, _)| *other != key);
        let taken: usize = others.map(|(_, value)| value.len()).sum();
        if (self.room.get()).is_some_and(|room| taken + value.len() > room) {
            return Err(StorageError::Full);
        }
        kept.insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> bool {
        self.kept.borrow_mut().remove(key);
        true
    }

    fn recall(&self) -> Option<String> {
        self.last.borrow().clone()
    }

    fn remember(&self, id: &str) {
        *self.last.borrow_mut() = Some(id.to_owned());
    }

    fn now(&self) -> u64 {
        self.time.set(self.time.get() + 1000);
        self.time.get()
    }

    fn fresh(&self) -> String {
        self.given.set(self.given.get() + 1);
        format!("id{}", self.given.get())
    }
}

/// A tab and the document that it shows.
struct Tab {
    browser: Rc<Browser>,
    keeper: TabSession,
    text: String,
}

impl Tab {
    fn new(browser: &Rc<Browser>, name: &str) -> Self {
        Self {
            browser: Rc::clone(browser),
            keeper: TabSession::new(name.into()),
            text: String::new(),
        }
    }

    /// A tab at the start of a visit.
    fn start(browser: &Rc<Browser>, name: &str) -> Self {
        let mut tab = Self::new(browser, name);
        if let Some(text) = tab.keeper.start(&**browser) {
            tab.show(text);
        }
        tab
    }

    fn show(&mut self, text: String) {
        self.keeper.opened(&*self.browser);
        self.text = text;
    }

    fn open(&mut self, id: &str) {
        let text = self.keeper.open(id, &*self.browser).unwrap();
        self.show(text);
    }

    fn open_stranger(&mut self) {
        self.show(document("Somebody else's", 0));
    }

    fn edit(&mut self, title: &str, notes: u32) {
        self.text = document(title, notes);
        self.keeper.edited(Version {
            title: title.into(),
            text: self.text.clone(),
        });
    }

    fn draw(&mut self, title: &str, notes: u32) {
        self.edit(title, notes);
        self.keeper.keep(&*self.browser);
    }

    fn look(&mut self) -> SyncResult {
        let sight = self.keeper.look(&*self.browser);
        if let SyncResult::Follow(text) = &sight {
            text.clone_into(&mut self.text);
        }
        sight
    }

    fn titles(&self) -> Vec<String> {
        let items = self.keeper.list(&*self.browser);
        items.into_iter().map(|item| item.title).collect()
    }

    /// The documents of all drawings, stored or only in this tab.
    fn texts(&mut self) -> Vec<String> {
        let items = self.keeper.list(&*self.browser);
        let open = |item: DrawingSummary| {
            if item.is_shown {
                return Some(self.text.clone());
            }
            self.keeper.open(&item.id, &*self.browser)
        };
        items.into_iter().filter_map(open).collect()
    }
}

fn document(title: &str, notes: u32) -> String {
    portcullis::scenario::Scenario {
        title: title.into(),
        notes: notes.to_string(),
        ..Default::default()
    }
    .to_json_pretty()
}
