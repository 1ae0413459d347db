//! What a tab has of the visitor's drawings: the one it shows, and those it could not save.
//!
//! What cannot be written at all stays in the tab, listed among the drawings, and is
//! tried again whenever there is an occasion.

use super::stored_drawing::{SaveState, StoredDrawing, SyncResult, Version};
use super::{DrawingRecord, Storage, free_title, fresh_id, ids, key, legacy_keys, retitled};
use crate::editor::title_of;

/// A drawing in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawingSummary {
    /// Names it for as long as it is kept.
    pub id: String,
    /// What it is called; empty when it cannot be read.
    pub title: String,
    /// When it was saved, in milliseconds since 1970; 0 when that is not known.
    pub saved: u64,
    /// Whether it is on the page.
    pub is_shown: bool,
    /// Whether it is kept as it stands; else it is in this tab alone.
    pub is_kept: bool,
}

/// A drawing that was deleted, with all that brings it back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deleted {
    /// What it was called.
    pub title: String,
    /// Whether it was on the page.
    pub was_shown: bool,
    id: String,
    value: String,
}

/// The drawing on the page, and those that this tab could not save.
#[derive(Clone, Debug, Default)]
pub struct TabSession {
    /// This tab's name in revisions.
    tab: String,
    shown: StoredDrawing,
    waiting: Vec<StoredDrawing>,
    /// What is being opened.
    next: Option<StoredDrawing>,
}

impl TabSession {
    /// A tab in which nothing of the visitor's is shown.
    #[must_use]
    pub fn new(tab: String) -> Self {
        Self {
            tab,
            ..Self::default()
        }
    }

    /// How the drawing on the page is kept.
    #[must_use]
    pub const fn state(&self) -> SaveState {
        self.shown.state
    }

    /// The drawing on the page, if it is the visitor's and was saved once.
    #[must_use]
    pub fn shown(&self) -> Option<&str> {
        self.shown.id.as_deref()
    }

    /// Whether the page would take something with it that is kept nowhere.
    #[must_use]
    pub fn is_at_risk(&self) -> bool {
        self.shown.is_at_risk() || self.waiting.iter().any(StoredDrawing::is_at_risk)
    }

    /// Whether there are drawings that could not be saved, beside the one on the page.
    #[must_use]
    pub fn has_waiting(&self) -> bool {
        !self.waiting.is_empty()
    }

    /// The drawing on the page has been edited.
    pub fn edited(&mut self, version: Version) {
        self.shown.pending = Some(version);
        if !matches!(
            self.shown.state,
            SaveState::Conflict | SaveState::Refused(_)
        ) {
            self.shown.state = SaveState::Edited;
        }
    }

    /// The document was handed over as a file.
    pub fn filed(&mut self, text: &str) {
        self.shown.filed = Some(text.to_owned());
    }

    /// Saves what is not saved, as far as that goes.
    pub fn keep(&mut self, outside: &dyn Storage) {
        for held in &mut self.waiting {
            held.write(&self.tab, outside);
            if held.state == SaveState::Conflict {
                held.part(outside);
                held.write(&self.tab, outside);
            }
        }
        self.waiting.retain(|held| held.pending.is_some());
        if self.shown.pending.is_some() {
            self.shown.write(&self.tab, outside);
            self.remember(outside);
        }
    }

    /// Saves what is not saved before it is out of sight. If the person has not chosen
    /// between two versions, this one becomes a drawing of its own; then its new title is
    /// given.
    pub fn leave(&mut self, outside: &dyn Storage) -> Option<String> {
        self.keep(outside);
        self.part(outside)
    }

    /// Keeps this version beside that of another tab, as a drawing of its own. Gives its
    /// title.
    pub fn part(&mut self, outside: &dyn Storage) -> Option<String> {
        if self.shown.state != SaveState::Conflict {
            return None;
        }
        let title = self.shown.part(outside)?;
        self.keep(outside);
        Some(title)
    }

    /// What another tab has made of the drawing on the page, to be shown instead of what is
    /// here; none if it cannot be read.
    pub fn take(&mut self, outside: &dyn Storage) -> Option<String> {
        let value = outside.get(&key(self.shown.id.as_ref()?))?;
        let text = DrawingRecord::read(&value).text;
        title_of(&text)?;
        self.shown.known = Some(value);
        self.shown.pending = None;
        self.shown.state = SaveState::Saved;
        Some(text)
    }

    /// Looks whether another tab has changed the drawing on the page.
    pub fn look(&mut self, outside: &dyn Storage) -> SyncResult {
        self.shown.look(&self.tab, outside)
    }

    /// What a visit begins with: the drawing that was shown last, or else the newest.
    pub fn start(&mut self, outside: &dyn Storage) -> Option<String> {
        if outside.keys().iter().any(|key| legacy_keys::is_of(key)) {
            legacy_keys::adopt(outside);
        }
        let last = outside
            .recall()
            .filter(|id| outside.get(&key(id)).is_some());
        let id = last.or_else(|| Some(self.list(outside).first()?.id.clone()));
        if let Some(id) = id {
            return self.open(&id, outside);
        }
        let text = legacy_keys::left(outside)?;
        self.next = Some(StoredDrawing {
            state: SaveState::Saved,
            ..StoredDrawing::default()
        });
        Some(text)
    }

    /// The text of a drawing that is about to be shown.
    pub fn open(&mut self, id: &str, outside: &dyn Storage) -> Option<String> {
        if let Some(held) = self.waiting.iter().find(|held| held.has_id(id)) {
            self.next = Some(held.clone());
            return held.pending.as_ref().map(|version| version.text.clone());
        }
        let value = outside.get(&key(id))?;
        let text = DrawingRecord::read(&value).text;
        self.next = Some(StoredDrawing {
            id: Some(id.to_owned()),
            known: Some(value),
            state: SaveState::Saved,
            ..StoredDrawing::default()
        });
        Some(text)
    }

    /// Another drawing is on the page: the one that [`TabSession::open`] gave, or a stranger's.
    pub fn opened(&mut self, outside: &dyn Storage) {
        self.leave(outside);
        let shown = self.next.take().unwrap_or_default();
        let before = std::mem::replace(&mut self.shown, shown);
        let id = self.shown.id.clone();
        self.waiting.retain(|held| held.id != id);
        if before.pending.is_some() {
            self.waiting.push(before);
        }
        self.remember(outside);
    }

    /// What was to be opened could not be; what is on the page is what was there before.
    pub fn gave_up(&mut self) {
        self.next = None;
    }

    /// The drawings: those in this tab alone, then the others, the newest first.
    #[must_use]
    pub fn list(&self, outside: &dyn Storage) -> Vec<DrawingSummary> {
        let mut items: Vec<DrawingSummary> = ids(outside)
            .into_iter()
            .filter_map(|id| {
                let DrawingRecord { title, saved, .. } =
                    DrawingRecord::read(&outside.get(&key(&id))?);
                let is_shown = self.shown.has_id(&id);
                Some(DrawingSummary {
                    id,
                    title,
                    saved,
                    is_shown,
                    is_kept: true,
                })
            })
            .collect();
        for held in self.waiting.iter().chain([&self.shown]) {
            let (Some(id), Some(version)) = (&held.id, &held.pending) else {
                continue;
            };
            items.retain(|item| item.id != *id);
            items.push(DrawingSummary {
                id: id.clone(),
                title: version.title.clone(),
                saved: u64::MAX,
                is_shown: self.shown.has_id(id),
                is_kept: false,
            });
        }
        crate::net::sort(&mut items, |one, other| {
            (other.saved.cmp(&one.saved)).then_with(|| one.id.cmp(&other.id))
        });
        items
    }

    /// A title for a new drawing that none of the others has.
    #[must_use]
    pub fn free_title(&self, wanted: &str, outside: &dyn Storage) -> String {
        free_title(wanted, &titles(self.list(outside)))
    }

    /// Gives another title to a drawing that is not on the page; whether that was possible.
    pub fn rename(&mut self, id: &str, title: &str, outside: &dyn Storage) -> bool {
        if let Some(held) = self.waiting.iter_mut().find(|held| held.has_id(id)) {
            return held.pending.as_mut().is_some_and(|version| {
                let text = retitled(&version.text, title);
                text.is_some_and(|text| {
                    version.text = text;
                    title.clone_into(&mut version.title);
                    true
                })
            });
        }
        let Some(value) = outside.get(&key(id)) else {
            return false;
        };
        let entry = DrawingRecord::read(&value);
        let Some(text) = retitled(&entry.text, title) else {
            return false;
        };
        // The time stays: it is when something was drawn, and the place in the list.
        let entry = DrawingRecord {
            title: title.to_owned(),
            revision: entry.revision.next(&self.tab),
            saved: entry.saved,
            text,
        };
        outside.set(&key(id), &entry.print()).is_ok()
    }

    /// Deletes a drawing, unless the browser refuses.
    pub fn delete(&mut self, id: &str, outside: &dyn Storage) -> Option<Deleted> {
        let was_shown = self.shown.has_id(id);
        let held = self.waiting.iter().chain([&self.shown]);
        let held = held.into_iter().find(|held| held.has_id(id));
        let unsaved = held.and_then(|held| held.entry(&self.tab, outside.now()));
        let kept = outside.get(&key(id));
        if kept.is_some() && !outside.remove(&key(id)) {
            return None;
        }
        let value = unsaved.map(|entry| entry.print()).or(kept)?;
        self.waiting.retain(|held| !held.has_id(id));
        if was_shown {
            self.shown = StoredDrawing::default();
        }
        Some(Deleted {
            title: DrawingRecord::read(&value).title,
            was_shown,
            id: id.to_owned(),
            value,
        })
    }

    /// Brings a deleted drawing back, and gives its id. Where there is no room any more it
    /// comes back in this tab.
    pub fn restore(&mut self, deleted: Deleted, outside: &dyn Storage) -> String {
        let Deleted { id, value, .. } = deleted;
        let taken = outside.get(&key(&id)).is_some();
        let id = if taken { fresh_id(outside) } else { id };
        if let Err(refusal) = outside.set(&key(&id), &value) {
            let DrawingRecord { title, text, .. } = DrawingRecord::read(&value);
            self.waiting.push(StoredDrawing {
                id: Some(id.clone()),
                pending: Some(Version { title, text }),
                state: SaveState::Refused(refusal),
                ..StoredDrawing::default()
            });
        }
        id
    }

    fn remember(&self, outside: &dyn Storage) {
        if let Some(id) = self
            .shown
            .id
            .as_ref()
            .filter(|_| self.shown.known.is_some())
        {
            outside.remember(id);
        }
    }
}

fn titles(items: Vec<DrawingSummary>) -> Vec<String> {
    items.into_iter().map(|item| item.title).collect()
}
