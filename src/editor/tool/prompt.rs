//! A question that a tool asks before it makes its edit, and what each answer does.

use crate::editor::Editor;
use crate::editor::document_ops::connect::Wish;
use crate::editor::document_ops::{attach, remove};
use crate::editor::effect::Effect;
use crate::editor::selection::Selection;
use crate::editor::view::prompt::{ChoiceOption, PromptView};
use crate::net::Service;
use crate::words;

/// What choosing an option does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::editor) enum Pick {
    /// Connects two hosts.
    Connect(String, String, Wish),
    /// Puts a group around a host, or takes it off.
    PutOn(String, String),
    /// Takes a group off a host.
    TakeOff(String, String),
    /// Puts a new group around a host.
    NewGroup(String),
    /// Lets an ACL guard a subnet.
    Guard(String, String),
    /// Lets a new ACL guard a subnet.
    NewAcl(String),
    /// Takes things out of the drawing.
    Remove(Vec<Selection>),
    /// Leaves everything as it is.
    Nothing,
}

/// A question, and what each of its answers does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::editor) struct Prompt {
    view: PromptView,
    picks: Vec<Pick>,
}

impl Prompt {
    /// `entry` is the label and an example of a box for an answer that is typed.
    pub(super) fn new(
        title: String,
        about: String,
        options: Vec<(ChoiceOption, Pick)>,
        entry: Option<(String, String)>,
    ) -> Self {
        let (options, picks) = options.into_iter().unzip();
        Self {
            view: PromptView {
                title,
                about,
                options,
                entry,
                complaint: String::new(),
            },
            picks,
        }
    }
}

impl Editor {
    /// The question that is open.
    #[must_use]
    pub fn prompt(&self) -> Option<PromptView> {
        self.prompt.as_ref().map(|choice| choice.view.clone())
    }

    /// Answers it.
    pub(in crate::editor) fn answer_prompt(&mut self, index: usize) -> Vec<Effect> {
        self.revisions.session += 1;
        let pick = self.prompt.take().and_then(|choice| {
            let mut picks = choice.picks;
            (index < picks.len()).then(|| picks.swap_remove(index))
        });
        let mut next = self.scenario.clone();
        match pick {
            None | Some(Pick::Nothing) => Vec::new(),
            Some(Pick::Connect(from, to, wish)) => self.open(&from, &to, wish),
            Some(Pick::PutOn(host, group)) => match attach::put_on(&mut next, &host, &group) {
                Ok(()) => self.apply_or_toast(&words::tools::group_attached(&group, &host), next),
                Err(message) => vec![Effect::Toast(message)],
            },
            Some(Pick::TakeOff(host, group)) => match attach::take_off(&mut next, &host, &group) {
                Ok(()) => self.apply_or_toast(&words::tools::group_detached(&group, &host), next),
                Err(message) => vec![Effect::Toast(message)],
            },
            Some(Pick::NewGroup(host)) => self.put_on_new_group(&host),
            Some(Pick::Guard(subnet, acl)) => {
                attach::guard(&mut next, &subnet, Some(&acl));
                let name = words::tools::acl_associated(&acl, &subnet);
                self.make_new(&name, next, Selection::Gate(subnet))
            }
            Some(Pick::NewAcl(subnet)) => self.guard_with_new_acl(&subnet),
            Some(Pick::Remove(targets)) => {
                for target in &targets {
                    remove::remove(&mut next, target);
                }
                self.make_without(&targets, next)
            }
        }
    }

    /// Answers it in words: a port that is not among the options.
    pub(in crate::editor) fn answer_prompt_typed(&mut self, text: &str) -> Vec<Effect> {
        self.revisions.session += 1;
        let Some((from, to)) = self.typed_for.clone() else {
            return Vec::new();
        };
        match text.trim().parse::<Service>() {
            Ok(service) => {
                self.prompt = None;
                self.open(&from, &to, Wish::Service(service))
            }
            Err(error) => {
                if let Some(choice) = &mut self.prompt {
                    choice.view.complaint = error.to_string();
                }
                Vec::new()
            }
        }
    }

    /// Leaves it open what the answer is.
    pub(in crate::editor) fn close_prompt(&mut self) {
        self.prompt = None;
        self.revisions.session += 1;
    }
}
