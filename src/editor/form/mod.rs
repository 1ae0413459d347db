//! Forms: what the Inspector lets people change about the thing that is selected.
//!
//! A field names a member of the file (see [`member`]); what needs more than that, a name
//! that stands in many places or a host that moves house, is done by the functions of
//! [`draw`](super::draw). A change is made whole or refused with the reason, which stays
//! under its field together with what was typed, and with what would work instead.

mod actions;
mod build;
mod document;
mod flow;
mod gate;
mod gateway;
mod host;
mod member;
mod multiple;
mod network;
mod readdress;
mod scheduled_change;
mod suggestions;

use super::Editor;
use super::effect::Effect;
use super::selection::{Selection, Sheet};
use super::view::form::FormView;
use crate::scenario::Scenario;
use build::Builder;
pub(in crate::editor) use network::guarded_by;

/// What is done in a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FormAction {
    /// Opens the form of the scenario, or closes it.
    Open(bool),
    /// Gives a field another value.
    Set {
        /// The field's key.
        field: String,
        /// What was typed or chosen.
        text: String,
    },
    /// Adds to a list.
    Add {
        /// The list's key.
        field: String,
        /// What was typed or chosen.
        text: String,
    },
    /// Takes out of a list.
    Remove {
        /// The list's key.
        field: String,
        /// The place in it.
        index: usize,
    },
    /// Chooses one among several, or no longer.
    Check {
        /// The field's key.
        field: String,
        /// The one.
        name: String,
        /// Whether it is chosen.
        on: bool,
    },
    /// Presses a button of a field.
    Press(String),
    /// Takes what the complaint offers, by its place.
    Take(usize),
}

/// What the forms remember: never part of the document.
#[derive(Clone, Debug, Default)]
pub(super) struct Forms {
    /// Whether the form of the scenario is open.
    open: bool,
    complaint: Option<Complaint>,
}

impl Forms {
    /// Another thing is looked at: what was typed wrong about this one is gone.
    pub(super) fn leave(&mut self) {
        self.complaint = None;
    }
}

/// A change that was refused.
#[derive(Clone, Debug)]
struct Complaint {
    of: Option<Selection>,
    field: String,
    /// What was typed.
    text: String,
    refusal: Rejection,
}

/// Why, and what would work.
#[derive(Clone, Debug, Default)]
struct Rejection {
    message: String,
    offers: Vec<Suggestion>,
}

impl From<String> for Rejection {
    fn from(message: String) -> Self {
        Self {
            message,
            offers: Vec::new(),
        }
    }
}

/// Something that would work.
#[derive(Clone, Debug)]
struct Suggestion {
    /// What the button says.
    text: String,
    change: FormEdit,
}

/// A document that would follow.
#[derive(Clone, Debug)]
struct FormEdit {
    /// What the step is called in the history.
    name: String,
    next: Scenario,
    /// What is selected then; none: what is selected now.
    select: Option<Selection>,
}

impl FormEdit {
    fn new(name: impl Into<String>, next: Scenario) -> Self {
        Self {
            name: name.into(),
            next,
            select: None,
        }
    }

    fn selecting(mut self, target: Selection) -> Self {
        self.select = Some(target);
        self
    }
}

/// What became of a step in a form.
type Made = Result<FormEdit, Rejection>;

impl Editor {
    #[inline(never)]
    pub(super) fn form_action(&mut self, of: Option<Selection>, step: FormAction) -> Vec<Effect> {
        match step {
            FormAction::Open(open) => self.open_form(open),
            FormAction::Set { field, text } => {
                let made = actions::set(&self.scenario, of.as_ref(), &field, &text);
                self.conclude(of, field, text, made)
            }
            FormAction::Add { field, text } => {
                let made = actions::add(&self.scenario, of.as_ref(), &field, &text);
                self.conclude(of, field, text, made)
            }
            FormAction::Remove { field, index } => {
                let made = actions::remove(&self.scenario, of.as_ref(), &field, index);
                self.conclude(of, field, String::new(), made)
            }
            FormAction::Check { field, name, on } => {
                let made = actions::check(&self.scenario, of.as_ref(), &field, &name, on);
                self.conclude(of, field, String::new(), made)
            }
            FormAction::Press(button) => {
                let made = actions::press(&self.scenario, of.as_ref(), &button);
                self.conclude(of, button, String::new(), made)
            }
            FormAction::Take(index) => {
                let Some(complaint) = self.forms.complaint.take() else {
                    return Vec::new();
                };
                let Complaint {
                    of,
                    field,
                    text,
                    refusal: Rejection { mut offers, .. },
                } = complaint;
                if index >= offers.len() {
                    return Vec::new();
                }
                let change = offers.swap_remove(index).change;
                self.conclude(of, field, text, Ok(change))
            }
        }
    }

    /// Another thing is looked at.
    pub(super) fn leave_inspector(&mut self) {
        self.forms.leave();
        self.complaint = None;
        self.completion = None;
        self.table.pointed = None;
        self.table.pointed_back = None;
        self.keep_tab();
    }

    /// Opens the form of the scenario, which is what is shown when nothing is selected.
    #[inline(never)]
    pub(super) fn open_form(&mut self, open: bool) -> Vec<Effect> {
        self.forms.open = open;
        self.forms.leave();
        self.select(None);
        self.session.sheet = Sheet::Inspector;
        let focus = if open { "field-title" } else { "edit-scenario" };
        vec![Effect::Focus(focus.into())]
    }

    /// Makes the change, or keeps what was typed and says why not.
    fn conclude(
        &mut self,
        of: Option<Selection>,
        field: String,
        text: String,
        made: Made,
    ) -> Vec<Effect> {
        self.revisions.session += 1;
        self.forms.complaint = None;
        let made = made.and_then(|change| {
            let effects = self.apply(&change.name, change.next)?;
            Ok((effects, change.select))
        });
        match made {
            Ok((effects, select)) => {
                if let Some(target) = select {
                    self.set_selection(vec![target]);
                }
                effects
            }
            Err(refusal) => {
                let message = refusal.message.clone();
                self.forms.complaint = Some(Complaint {
                    of,
                    field,
                    text,
                    refusal,
                });
                vec![Effect::Announce(message)]
            }
        }
    }

    /// Whether there may be a form: nothing is selected on a first visit, and no form open.
    pub(super) fn has_form(&self) -> bool {
        self.forms.open || !self.selected.is_empty()
    }

    /// The form of what is selected; none for what has none, and for what is gone.
    #[inline(never)]
    pub(super) fn form(&self) -> Option<FormView> {
        if let [_, _, ..] = &*self.selected {
            return Some(multiple::form(&self.scenario, &self.selected));
        }
        let of = self.selected();
        if of.is_none() && !self.forms.open {
            return None;
        }
        let mut form = Builder::new(&self.scenario, of.as_ref())?;
        match &of {
            None => document::form(&mut form),
            Some(Selection::Host(id)) => host::form(&mut form, id, self.connections(id)),
            Some(Selection::Vpc(id) | Selection::Router(id)) => network::vpc(&mut form, id),
            Some(Selection::Subnet(id)) => network::subnet(&mut form, id),
            Some(Selection::Routes(id)) => network::routes(&mut form, id),
            Some(Selection::Prefixes(id)) => network::prefixes(&mut form, id),
            Some(Selection::Gateway(id)) => gateway::form(&mut form, id),
            Some(Selection::Group(id)) => gate::group(&mut form, id),
            Some(Selection::Acl(id)) => gate::acl(&mut form, id),
            Some(Selection::Gate(subnet)) => {
                let subnet = self.scenario.subnet(subnet)?;
                gate::acl(&mut form, &self.scenario.acl_of_subnet(subnet));
            }
            Some(Selection::Flow(id)) => flow::form(&mut form, id),
            Some(Selection::Change(index)) => scheduled_change::form(&mut form, *index),
            Some(Selection::Packet(_)) => return None,
        }
        let complaint = self.forms.complaint.as_ref();
        let mut view = form.finish(complaint.filter(|complaint| complaint.of == of));
        view.apply = self.apply_view();
        Some(view)
    }
}
