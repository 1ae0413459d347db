//! Undo and redo: of the document, and of nothing else.

use super::edit::Edit;
use crate::scenario::Scenario;

/// How many steps can be taken back.
const MOST: usize = 500;

/// What was done, and what was taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<HistoryEntry>,
    undone: Vec<HistoryEntry>,
    /// How many steps lie between the document and the one that was opened.
    distance: i64,
}

/// An edit that can be made, and what it is called: "Add rule 110 to acl-public".
#[derive(Clone, Debug)]
struct HistoryEntry {
    name: String,
    edit: Edit,
    /// What later steps may join: "nudge sftp"; empty when none may.
    series: String,
}

impl History {
    /// Puts `after` in the place of the document, and remembers how to take it back. Steps
    /// of the same `series` that follow one another are one step; an empty series is none.
    pub fn apply(&mut self, name: String, series: &str, scenario: &mut Scenario, after: Scenario) {
        let joins = !series.is_empty()
            && self.undone.is_empty()
            && self.done.last().is_some_and(|step| step.series == series);
        let mut first = scenario.clone();
        if joins && let Some(step) = self.done.pop() {
            let _ = step.edit.apply(&mut first);
            self.distance -= 1;
        }
        let edit = Edit::between(&after, &first);
        *scenario = after;
        self.undone.clear();
        if joins && edit.is_empty() {
            return;
        }
        self.done.push(HistoryEntry {
            name,
            edit,
            series: series.to_owned(),
        });
        if self.done.len() > MOST {
            self.done.remove(0);
        }
        self.distance += 1;
    }

    /// Lets no later step join the last one.
    pub fn end_series(&mut self) {
        if let Some(step) = self.done.last_mut() {
            step.series.clear();
        }
    }

    /// Takes the last edit back, and tells its name.
    pub fn undo(&mut self, scenario: &mut Scenario) -> Option<String> {
        let HistoryEntry { name, edit, .. } = self.done.pop()?;
        let edit = edit.apply(scenario);
        self.undone.push(HistoryEntry {
            name: name.clone(),
            edit,
            series: String::new(),
        });
        self.distance -= 1;
        Some(name)
    }

    /// Makes the edit again that was last taken back, and tells its name.
    pub fn redo(&mut self, scenario: &mut Scenario) -> Option<String> {
        let HistoryEntry { name, edit, .. } = self.undone.pop()?;
        let edit = edit.apply(scenario);
        self.done.push(HistoryEntry {
            name: name.clone(),
            edit,
            series: String::new(),
        });
        self.distance += 1;
        Some(name)
    }

    /// The name of what [`History::undo`] would take back.
    #[must_use]
    pub fn undo_name(&self) -> Option<&str> {
        self.done.last().map(|step| step.name.as_str())
    }

    /// The name of what [`History::redo`] would make again.
    #[must_use]
    pub fn redo_name(&self) -> Option<&str> {
        self.undone.last().map(|step| step.name.as_str())
    }

    /// Whether the document differs from the one that was opened.
    #[must_use]
    pub const fn is_changed(&self) -> bool {
        self.distance != 0
    }
}
