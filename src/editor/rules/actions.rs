//! What is done in the table of a gate's rules: a row is opened, changed, moved, doubled.

use super::super::Editor;
use super::super::effect::Effect;
use super::super::selection::Selection;
use super::{RuleOwner, draft::Draft, entries_of, number_after, presets, written_acl};
use super::{written_group, written_place};
use crate::editor::view::rules::RulesTab;
use crate::policy::Direction;
use crate::scenario::Scenario;

/// One thing done in the table of a gate's rules.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleAction {
    /// Shows one of the tabs.
    Show(RulesTab),
    /// Opens a row to be changed, by its place in the table; none closes it.
    Open(Option<usize>),
    /// Changes a field of the open row, which is not saved by that.
    Draft {
        /// Which field.
        field: String,
        /// What was typed or chosen.
        text: String,
    },
    /// Saves the open row.
    Save,
    /// Puts another rule in the place of one.
    Replace {
        /// Its place in the table.
        index: usize,
        /// The new rule as typed.
        text: String,
    },
    /// Adds a rule that says the same; in an ACL under the next free number.
    Duplicate(usize),
    /// Changes numbers with the rule above or below.
    Move {
        /// Its place in the table.
        index: usize,
        /// Whether with the one above.
        up: bool,
    },
    /// Adds the rules of a preset, by its key.
    Preset(String),
    /// Shows on the drawing to what a row belongs; none shows nothing.
    Point(Option<usize>),
    /// Shows on the table that something of the drawing belongs to it.
    PointBack(Option<Selection>),
    /// Goes through what completes the rule that is being typed.
    Complete(Complete),
}

/// What is done with the list of completions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Complete {
    /// To the next one.
    Next,
    /// To the one before.
    Previous,
    /// Away with the list.
    Hide,
}

/// What the table of rules remembers: never part of the document.
#[derive(Clone, Debug, Default)]
pub(in crate::editor) struct RulesState {
    /// The gate that it is about.
    pub(in crate::editor) gate: String,
    pub(in crate::editor) tab: Option<RulesTab>,
    pub(in crate::editor) draft: Option<Draft>,
    /// The row that is shown on the drawing.
    pub(in crate::editor) pointed: Option<(Direction, usize)>,
    /// The thing on the drawing that is shown on the table.
    pub(in crate::editor) pointed_back: Option<Selection>,
}

impl RulesState {
    /// The state of the table of this gate; what it was of another one is forgotten.
    pub(in crate::editor) fn of(&mut self, gate: &str) -> &mut Self {
        if self.gate != gate {
            *self = Self {
                gate: gate.to_owned(),
                ..Self::default()
            };
        }
        self
    }
}

impl Editor {
    #[inline(never)]
    pub(in crate::editor) fn rule_action(
        &mut self,
        gate: &str,
        direction: Direction,
        step: RuleAction,
    ) -> Vec<Effect> {
        self.revisions.session += 1;
        match step {
            RuleAction::Show(tab) => {
                let state = self.table.of(gate);
                state.tab = Some(tab);
                state.draft = None;
                self.completion = None;
                self.complaint = None;
            }
            RuleAction::Open(index) => {
                let draft = index.and_then(|index| self.draft(gate, direction, index));
                self.table.of(gate).draft = draft;
            }
            RuleAction::Draft { field, text } => {
                let vpc_block = self.block_of(gate);
                if let Some(draft) = &mut self.table.of(gate).draft {
                    draft.set(&field, &text, &vpc_block);
                }
            }
            RuleAction::Save => return self.save_draft(gate),
            RuleAction::Replace { index, text } => {
                return self
                    .replace_rule(gate, direction, index, &text)
                    .unwrap_or_else(|message| vec![Effect::Toast(message)]);
            }
            RuleAction::Duplicate(index) => return self.duplicate_rule(gate, direction, index),
            RuleAction::Move { index, up } => return self.move_rule(gate, direction, index, up),
            RuleAction::Preset(key) => return self.add_preset(gate, direction, &key),
            RuleAction::Point(index) => {
                self.table.of(gate).pointed = index.map(|index| (direction, index));
            }
            RuleAction::PointBack(target) => self.table.of(gate).pointed_back = target,
            RuleAction::Complete(complete) => self.complete(complete),
        }
        Vec::new()
    }

    fn save_draft(&mut self, gate: &str) -> Vec<Effect> {
        let Some(draft) = self.table.of(gate).draft.clone() else {
            return Vec::new();
        };
        let Some(index) = self.place_of(gate, &draft) else {
            let message = format!(
                "the rule `{}` is no longer there; close the row, and add this one anew",
                draft.original
            );
            if let Some(draft) = &mut self.table.of(gate).draft {
                draft.complaint.clone_from(&message);
            }
            return vec![Effect::Announce(message)];
        };
        match self.replace_rule(gate, draft.direction, index, &draft.line()) {
            Ok(effects) => {
                self.table.of(gate).draft = None;
                effects
            }
            Err(message) => {
                if let Some(draft) = &mut self.table.of(gate).draft {
                    draft.complaint.clone_from(&message);
                }
                vec![Effect::Announce(message)]
            }
        }
    }

    /// Puts a rule as typed in the place of another one.
    fn replace_rule(
        &mut self,
        gate: &str,
        direction: Direction,
        index: usize,
        text: &str,
    ) -> Result<Vec<Effect>, String> {
        let rest = self.without_rule(gate, direction, index);
        let (rest, place, number) =
            rest.ok_or_else(|| "this rule is no longer there".to_owned())?;
        // The new rule is judged as any other, by a document that the old one is not in.
        let mut next = self
            .rule_edit(&rest, gate, direction, text)
            .map_err(|refused| refused.message)?
            .1;
        let called = match self.gate(gate) {
            Some(RuleOwner::Acl(id)) => {
                if let Some(acl) = written_acl(&mut next, &id) {
                    let entries = entries_of(acl, direction);
                    if let Some(entry) = entries.pop() {
                        entries.insert(place, entry);
                    }
                }
                let number = number.unwrap_or_default();
                format!("Change {direction} rule {number} of {id}")
            }
            Some(RuleOwner::Group(id)) => {
                if let Some(rules) = written_group(&mut next, &id, direction)
                    && let Some(rule) = rules.pop()
                {
                    rules.insert(place, rule);
                }
                format!("Change an {direction} rule of {id}")
            }
            None => return Ok(Vec::new()),
        };
        self.apply(&called, next)
    }

    /// The document without a rule, the place it had in the file, and its number if it had one.
    pub(super) fn without_rule(
        &self,
        gate: &str,
        direction: Direction,
        index: usize,
    ) -> Option<(Scenario, usize, Option<u16>)> {
        let mut rest = self.scenario.clone();
        match self.gate(gate)? {
            RuleOwner::Acl(id) => {
                let entries = entries_of(written_acl(&mut rest, &id)?, direction);
                let place = written_place(entries, index)?;
                let number = entries.remove(place).number;
                Some((rest, place, Some(number)))
            }
            RuleOwner::Group(id) => {
                let rules = written_group(&mut rest, &id, direction)?;
                if index >= rules.len() {
                    return None;
                }
                rules.remove(index);
                Some((rest, index, None))
            }
        }
    }

    fn duplicate_rule(&mut self, gate: &str, direction: Direction, index: usize) -> Vec<Effect> {
        let mut next = self.scenario.clone();
        let (name, row) = match self.gate(gate) {
            Some(RuleOwner::Acl(id)) => {
                let Some(acl) = written_acl(&mut next, &id) else {
                    return Vec::new();
                };
                let entries = entries_of(acl, direction);
                let Some(place) = written_place(entries, index) else {
                    return Vec::new();
                };
                let mut twin = entries[place].clone();
                let number = twin.number;
                let Some(free) = number_after(entries, number) else {
                    return vec![Effect::Toast("there is no free number behind it".into())];
                };
                twin.number = free;
                entries.insert(place + 1, twin);
                let row = entries.iter().filter(|entry| entry.number < free).count();
                (format!("Duplicate {direction} rule {number} of {id}"), row)
            }
            Some(RuleOwner::Group(id)) => {
                let Some(rules) = written_group(&mut next, &id, direction) else {
                    return Vec::new();
                };
                let Some(rule) = rules.get(index).cloned() else {
                    return Vec::new();
                };
                rules.insert(index + 1, rule);
                (format!("Duplicate an {direction} rule of {id}"), index + 1)
            }
            None => return Vec::new(),
        };
        match self.apply(&name, next) {
            Ok(effects) => {
                // A copy is made to be changed.
                let draft = self.draft(gate, direction, row);
                self.table.of(gate).draft = draft;
                effects
            }
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// The rule and its neighbour change their numbers, and so their order.
    fn move_rule(
        &mut self,
        gate: &str,
        direction: Direction,
        index: usize,
        up: bool,
    ) -> Vec<Effect> {
        let other = if up {
            index.wrapping_sub(1)
        } else {
            index.wrapping_add(1)
        };
        let mut next = self.scenario.clone();
        let Some(RuleOwner::Acl(id)) = self.gate(gate) else {
            return Vec::new();
        };
        let Some(acl) = written_acl(&mut next, &id) else {
            return Vec::new();
        };
        let entries = entries_of(acl, direction);
        let places = (written_place(entries, index), written_place(entries, other));
        let (Some(one), Some(two)) = places else {
            return Vec::new();
        };
        let number = entries[one].number;
        entries[one].number = entries[two].number;
        entries[two].number = number;
        let (one, two) = (one.min(two), one.max(two));
        entries.swap(one, two);
        let word = if up { "up" } else { "down" };
        let name = format!("Move {direction} rule {number} of {id} {word}");
        let effects = self.apply_or_toast(&name, next);
        let follows = self.table.of(gate).draft.is_some();
        let draft = self.draft(gate, direction, other);
        let state = self.table.of(gate);
        if follows {
            state.draft = draft;
        }
        effects
    }

    fn add_preset(&mut self, gate: &str, direction: Direction, key: &str) -> Vec<Effect> {
        let Some(preset) = presets::PRESETS.iter().find(|preset| preset.key == key) else {
            return Vec::new();
        };
        let mut next = self.scenario.clone();
        for traffic in preset.traffic {
            let line = self.preset_line(&next, gate, direction, traffic);
            match self.rule_edit(&next, gate, direction, &line) {
                Ok((_, with)) => next = with,
                Err(refused) => return vec![Effect::Toast(refused.message)],
            }
        }
        let name = format!("Add {} to {gate}", preset.name);
        self.apply_or_toast(&name, next)
    }

    /// A rule for everybody, with the next free number where rules have one.
    fn preset_line(
        &self,
        scenario: &Scenario,
        gate: &str,
        direction: Direction,
        traffic: &str,
    ) -> String {
        let (word, peer) = match direction {
            Direction::Inbound => ("from", "0.0.0.0/0"),
            Direction::Outbound => ("to", "0.0.0.0/0"),
        };
        match self.gate(gate) {
            Some(RuleOwner::Acl(id)) => {
                let number = super::next_number(scenario, &id, direction);
                format!("{number} allow {traffic} {word} {peer}")
            }
            _ => format!("{traffic} {word} {peer}"),
        }
    }

    /// The first block of the VPC that a gate belongs to.
    fn block_of(&self, gate: &str) -> String {
        let acl = self.scenario.network_acl(gate);
        let group = self.scenario.security_group(gate);
        let vpc = acl
            .map(|acl| acl.vpc.clone())
            .or_else(|| group.map(|group| group.vpc.clone()));
        let vpc = vpc.and_then(|vpc| self.scenario.vpc(&vpc));
        vpc.and_then(|vpc| vpc.cidrs.first())
            .map_or_else(|| "10.0.0.0/8".into(), ToString::to_string)
    }
}
