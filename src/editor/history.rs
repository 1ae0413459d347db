//! Undo and redo: of the document, and of nothing else.

use super::edit::Edit;
use crate::scenario::Scenario;

/// How many steps can be taken back.
const MOST: usize = 500;

/// What was done, and what was taken back.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
    /// How many steps lie between the document and the one that was opened.
    distance: i64,
}

/// An edit that can be made, and what it is called: "Add rule 110 to acl-public".
#[derive(Clone, Debug)]
struct Step {
    name: String,
    edit: Edit,
}

impl History {
    /// Makes an edit, and remembers how to take it back.
    pub fn make(&mut self, name: String, edit: Edit, scenario: &mut Scenario) {
        let edit = edit.apply(scenario);
        self.undone.clear();
        self.done.push(Step { name, edit });
        if self.done.len() > MOST {
            self.done.remove(0);
        }
        self.distance += 1;
    }

    /// Replaces the document. If the last step of that name did so too, the two are one step.
    #[inline(never)]
    pub fn replace(&mut self, name: &str, document: Scenario, scenario: &mut Scenario) {
        if self.undo_name() == Some(name) {
            self.undone.clear();
            *scenario = document;
            self.distance += 1;
        } else {
            let edit = Edit::Replace(Box::new(document));
            self.make(name.to_owned(), edit, scenario);
        }
    }

    /// Takes the last edit back, and tells its name.
    pub fn undo(&mut self, scenario: &mut Scenario) -> Option<String> {
        let Step { name, edit } = self.done.pop()?;
        let edit = edit.apply(scenario);
        self.undone.push(Step {
            name: name.clone(),
            edit,
        });
        self.distance -= 1;
        Some(name)
    }

    /// Makes the edit again that was last taken back, and tells its name.
    pub fn redo(&mut self, scenario: &mut Scenario) -> Option<String> {
        let Step { name, edit } = self.undone.pop()?;
        let edit = edit.apply(scenario);
        self.done.push(Step {
            name: name.clone(),
            edit,
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
