//! What a tab knows of one drawing, and when that may be written.
//!
//! A drawing is written only over what this tab has last read or written of it. When
//! another tab has written meanwhile, one of two things holds. If all of this tab's work
//! is in what the other wrote, it is shown here too. If not, nothing is written until the
//! person has chosen; and should the page go before that, both are kept.

use super::{DrawingRecord, MOST, Storage, StorageError, free_title, fresh_id, ids, key, retitled};
use crate::editor::title_of;

/// How the drawing on the page is kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SaveState {
    /// It is not the visitor's, or there is nothing in it yet.
    #[default]
    NotMine,
    /// It has been edited, and is about to be saved.
    Edited,
    /// It is kept as it stands.
    Saved,
    /// It could not be saved.
    Refused(StorageError),
    /// Another tab has changed it without knowing what was changed here.
    Conflict,
    /// Another tab has deleted it.
    Deleted,
}

/// What a look at a drawing that another tab may have changed has shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SyncResult {
    /// Nothing that matters here.
    Same,
    /// This is the drawing now, and nothing of this tab is missing in it.
    Follow(String),
    /// The state is another one.
    Changed,
}

/// A document and its title.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Version {
    /// What it is called.
    pub title: String,
    /// The document.
    pub text: String,
}

/// What a tab holds of one drawing.
#[derive(Clone, Debug, Default)]
pub(super) struct StoredDrawing {
    /// None until it is first saved.
    pub(super) id: Option<String>,
    /// What is kept of it, as far as this tab knows.
    pub(super) known: Option<String>,
    /// What is to be kept.
    pub(super) pending: Option<Version>,
    /// What was last handed over as a file.
    pub(super) filed: Option<String>,
    pub(super) state: SaveState,
}

impl StoredDrawing {
    pub(super) fn has_id(&self, id: &str) -> bool {
        self.id.as_deref() == Some(id)
    }

    pub(super) fn is_at_risk(&self) -> bool {
        let pending = self.pending.as_ref();
        pending.is_some_and(|version| self.filed.as_ref() != Some(&version.text))
    }

    /// What is to be kept, as it would be.
    pub(super) fn entry(&self, tab: &str, now: u64) -> Option<DrawingRecord> {
        let Version { title, text } = self.pending.clone()?;
        let known = self
            .known
            .as_deref()
            .map(DrawingRecord::read)
            .unwrap_or_default();
        Some(DrawingRecord {
            title,
            saved: now,
            revision: known.revision.next(tab),
            text,
        })
    }

    /// Saves what is pending, unless another tab has written what this one has not seen.
    pub(super) fn write(&mut self, tab: &str, outside: &dyn Storage) {
        let Some(entry) = self.entry(tab, outside.now()) else {
            return;
        };
        let stored = self.id.as_ref().and_then(|id| outside.get(&key(id)));
        match stored {
            Some(stored) if Some(&stored) != self.known.as_ref() => {
                self.reconcile(tab, stored);
                return;
            }
            None if self.known.is_none() && ids(outside).len() >= MOST => {
                self.id.get_or_insert_with(|| fresh_id(outside));
                self.state = SaveState::Refused(StorageError::TooMany);
                return;
            }
            _ => {}
        }
        let id = self.id.get_or_insert_with(|| fresh_id(outside));
        let value = entry.print();
        match outside.set(&key(id), &value) {
            Ok(()) => {
                self.known = Some(value);
                self.pending = None;
                self.state = SaveState::Saved;
            }
            Err(refusal) => self.state = SaveState::Refused(refusal),
        }
    }

    pub(super) fn look(&mut self, tab: &str, outside: &dyn Storage) -> SyncResult {
        let Some(id) = &self.id else {
            return SyncResult::Same;
        };
        let before = self.state;
        let stored = outside.get(&key(id));
        let mut follow = None;
        match stored {
            // It was deleted and brought back, or a choice is no longer to be made.
            Some(stored) if Some(&stored) == self.known.as_ref() => match self.state {
                SaveState::Deleted => self.state = SaveState::Saved,
                SaveState::Conflict => self.state = SaveState::Edited,
                _ => {}
            },
            Some(stored) => follow = self.reconcile(tab, stored),
            // An edit that is not saved yet brings it back.
            None if self.known.is_some() && self.pending.is_none() => {
                self.state = SaveState::Deleted;
            }
            None => {}
        }
        match follow {
            Some(text) => SyncResult::Follow(text),
            None if self.state != before => SyncResult::Changed,
            None => SyncResult::Same,
        }
    }

    /// Another tab has written this; its text, if it is to be shown here.
    fn reconcile(&mut self, tab: &str, stored: String) -> Option<String> {
        let theirs = DrawingRecord::read(&stored);
        let known = self
            .known
            .as_deref()
            .map(DrawingRecord::read)
            .unwrap_or_default();
        let ours = self.pending.as_ref().map_or(&known.text, |own| &own.text);
        let same = *ours == theirs.text;
        let has_all = self.pending.is_none() && theirs.revision.of(tab) >= known.revision.of(tab);
        if same || (has_all && title_of(&theirs.text).is_some()) {
            self.known = Some(stored);
            self.pending = None;
            self.state = SaveState::Saved;
            return (!same).then_some(theirs.text);
        }
        self.state = SaveState::Conflict;
        let DrawingRecord { title, text, .. } = known;
        self.pending.get_or_insert(Version { title, text });
        None
    }

    /// Makes what is pending a drawing of its own; its title.
    pub(super) fn part(&mut self, outside: &dyn Storage) -> Option<String> {
        let Version { title, text } = self.pending.take()?;
        let taken = ids(outside)
            .iter()
            .filter_map(|id| Some(DrawingRecord::read(&outside.get(&key(id))?).title))
            .collect::<Vec<_>>();
        let copy = free_title(&format!("{title} (copy)"), &taken);
        // Its own document can be read; if it could not, it would keep its title.
        let text = retitled(&text, &copy).unwrap_or(text);
        *self = Self {
            pending: Some(Version {
                title: copy.clone(),
                text,
            }),
            state: SaveState::Edited,
            ..Self::default()
        };
        Some(copy)
    }
}
