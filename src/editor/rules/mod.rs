//! Rules typed into a gate and taken out of it, always by way of their grammar.

mod actions;
mod draft;
mod presets;

pub(super) use actions::RulesState;
pub use actions::{Complete, RuleAction};
pub(super) use draft::TYPES;
pub(super) use presets::PRESETS;

use super::Editor;
use super::effect::Effect;
use super::view::inspector::ComplaintView;
use super::view::rules::RulesTab;
use crate::net::places;
use crate::policy::Direction;
use crate::scenario::rule_language::{Field, NumberProblem, RuleForm, RuleSyntax};
use crate::scenario::{
    AclEntry, GroupRule, LARGEST_ACL_NUMBER, NetworkAcl, RuleError, RuleProblem, Scenario,
    SecurityGroup,
};

/// Why an edit of a rule is not made: a sentence, and the character that is wrong.
struct Refused {
    at: usize,
    message: String,
}

impl From<RuleError> for Refused {
    fn from(error: RuleError) -> Self {
        Self {
            at: error.at,
            message: error.problem.to_string(),
        }
    }
}

/// A list of rules: of an ACL or a group, written in the document or implied.
enum RuleOwner {
    Acl(String),
    Group(String),
}

impl Editor {
    /// Says what is wrong with what is typed, and what may come next at the caret.
    pub(super) fn type_rule(
        &mut self,
        gate: &str,
        direction: Direction,
        text: &str,
        caret: Option<usize>,
    ) {
        self.offer_completions(gate, direction, text, caret);
        self.keep_list(gate, direction);
        let length = text.trim_end().chars().count();
        let complaint = if length == 0 {
            None
        } else {
            self.rule_edit(&self.scenario, gate, direction, text)
                .err()
                // What is only missing yet is offered, and not complained of.
                .filter(|error| error.at < length || self.completion.is_none())
                .map(|Refused { at, message }| ComplaintView {
                    direction,
                    message,
                    at,
                })
        };
        if complaint != self.complaint {
            self.complaint = complaint;
            self.revisions.session += 1;
        }
    }

    /// The list in which something is typed stays in view.
    fn keep_list(&mut self, gate: &str, direction: Direction) {
        self.table.of(gate).tab = Some(match direction {
            Direction::Inbound => RulesTab::Inbound,
            Direction::Outbound => RulesTab::Outbound,
        });
    }

    pub(super) fn add_rule(&mut self, gate: &str, direction: Direction, text: &str) -> Vec<Effect> {
        self.keep_list(gate, direction);
        let made = self
            .rule_edit(&self.scenario, gate, direction, text)
            .and_then(|(name, next)| {
                self.apply(&name, next)
                    .map_err(|message| Refused { at: 0, message })
            });
        match made {
            Ok(effects) => {
                self.complaint = None;
                self.completion = None;
                effects
            }
            Err(Refused { at, message }) => {
                self.complaint = Some(ComplaintView {
                    direction,
                    message: message.clone(),
                    at,
                });
                self.revisions.session += 1;
                vec![Effect::Announce(message)]
            }
        }
    }

    pub(super) fn remove_rule(
        &mut self,
        gate: &str,
        direction: Direction,
        index: usize,
    ) -> Vec<Effect> {
        let Some((next, _, number)) = self.without_rule(gate, direction, index) else {
            return Vec::new();
        };
        let name = match number {
            Some(number) => format!("Remove {direction} rule {number} from {gate}"),
            None => format!("Remove an {direction} rule from {gate}"),
        };
        self.apply_or_toast(&name, next)
    }

    /// The document with a rule as typed, and the name of the edit.
    fn rule_edit(
        &self,
        scenario: &Scenario,
        gate: &str,
        direction: Direction,
        text: &str,
    ) -> Result<(String, Scenario), Refused> {
        let mut next = scenario.clone();
        let gone = || Refused {
            at: 0,
            message: format!("there is no `{gate}` any more"),
        };
        match self.gate(gate).ok_or_else(gone)? {
            RuleOwner::Acl(id) => {
                let syntax = RuleSyntax::read(text, RuleForm::Acl);
                let entry = syntax.acl_entry(direction)?;
                check_number(scenario, &id, direction, &entry, &syntax)?;
                let number = entry.number;
                let acl = written_acl(&mut next, &id).ok_or_else(gone)?;
                entries_of(acl, direction).push(entry);
                Ok((format!("Add {direction} rule {number} to {id}"), next))
            }
            RuleOwner::Group(id) => {
                let syntax = RuleSyntax::read(text, RuleForm::Group);
                let rule = syntax.group_rule(direction)?;
                self.check_peer(&rule, &syntax)?;
                written_group(&mut next, &id, direction)
                    .ok_or_else(gone)?
                    .push(rule);
                Ok((format!("Add an {direction} rule to {id}"), next))
            }
        }
    }

    /// A rule can only name what exists.
    fn check_peer(&self, rule: &GroupRule, syntax: &RuleSyntax<'_>) -> Result<(), RuleError> {
        let Some(name) = rule.peer.named() else {
            return Ok(());
        };
        let mut lists = self.scenario.prefix_lists.iter();
        if self.scenario.security_group(name).is_some() || lists.any(|list| list.id == *name) {
            return Ok(());
        }
        Err(syntax.unknown_peer(None))
    }

    fn gate(&self, id: &str) -> Option<RuleOwner> {
        if self.scenario.network_acl(id).is_some() {
            Some(RuleOwner::Acl(id.to_owned()))
        } else if self.scenario.security_group(id).is_some() {
            Some(RuleOwner::Group(id.to_owned()))
        } else {
            None
        }
    }
}

fn check_number(
    scenario: &Scenario,
    id: &str,
    direction: Direction,
    entry: &AclEntry,
    syntax: &RuleSyntax<'_>,
) -> Result<(), RuleError> {
    let acl = scenario.network_acl(id);
    let taken = acl.is_some_and(|acl| {
        let mut entries = read_entries(&acl, direction).iter();
        entries.any(|other| other.number == entry.number)
    });
    if taken {
        return Err(RuleError {
            at: syntax.position(Field::Number),
            problem: RuleProblem::Number(NumberProblem::Taken(entry.number)),
        });
    }
    Ok(())
}

/// The number of a rule that is to be read after all others of an ACL.
pub(super) fn next_number(scenario: &Scenario, acl: &str, direction: Direction) -> u16 {
    let acl = scenario.network_acl(acl);
    let entries = acl.as_ref().map(|acl| read_entries(acl, direction));
    let entries = entries.unwrap_or_default();
    let last = entries.iter().map(|entry| entry.number).max();
    let next = last.map_or(100, |last| last.saturating_add(10) / 10 * 10);
    if next <= LARGEST_ACL_NUMBER {
        return next;
    }
    let free = |number: &u16| !entries.iter().any(|entry| entry.number == *number);
    (1..=LARGEST_ACL_NUMBER).rev().find(free).unwrap_or(1)
}

/// The first free number behind one.
fn number_after(entries: &[AclEntry], number: u16) -> Option<u16> {
    let free = |number: &u16| !entries.iter().any(|entry| entry.number == *number);
    (number.saturating_add(1)..=LARGEST_ACL_NUMBER).find(free)
}

fn read_entries(acl: &NetworkAcl, direction: Direction) -> &[AclEntry] {
    match direction {
        Direction::Inbound => &acl.inbound,
        Direction::Outbound => &acl.outbound,
    }
}

/// An ACL as an entry of the document, which it becomes if it was implied.
fn written_acl<'a>(scenario: &'a mut Scenario, id: &str) -> Option<&'a mut NetworkAcl> {
    if !scenario.network_acls.iter().any(|acl| acl.id == id) {
        let implied = scenario.network_acl(id)?.into_owned();
        scenario.network_acls.push(implied);
    }
    scenario.network_acls.iter_mut().find(|acl| acl.id == id)
}

fn entries_of(acl: &mut NetworkAcl, direction: Direction) -> &mut Vec<AclEntry> {
    match direction {
        Direction::Inbound => &mut acl.inbound,
        Direction::Outbound => &mut acl.outbound,
    }
}

/// A group's list as an entry of the document, which it becomes if it was implied.
fn written_group<'a>(
    scenario: &'a mut Scenario,
    id: &str,
    direction: Direction,
) -> Option<&'a mut Vec<GroupRule>> {
    let group: SecurityGroup = scenario.security_group(id)?.into_owned();
    let outbound = scenario.outbound_rules(&group).into_owned();
    if !scenario.security_groups.iter().any(|other| other.id == id) {
        scenario.security_groups.push(group);
    }
    let mut groups = scenario.security_groups.iter_mut();
    let group = groups.find(|group| group.id == id)?;
    Some(match direction {
        Direction::Inbound => &mut group.inbound,
        Direction::Outbound => group.outbound.get_or_insert(outbound),
    })
}

/// Rows are shown in the order of their numbers; the document has them as written.
fn written_place(entries: &[AclEntry], row: usize) -> Option<usize> {
    let order = places(entries.len(), &|one, other| {
        entries[one].number.cmp(&entries[other].number)
    });
    order.get(row).copied()
}
