//! From the syntax tree to the document's rule. The first wrong field decides the error.

use super::error::{
    ActionProblem, NumberProblem, PeerProblem, PrepositionProblem, RuleError, RuleProblem,
};
use super::syntax::{Field, RuleForm, RuleSyntax};
use super::{LARGEST_ACL_NUMBER, preposition};
use crate::policy::{AclAction, Direction};
use crate::scenario::document::{AclEntry, GroupRule};
use crate::scenario::id::shortened;
use crate::scenario::problem::ValueProblem;
use crate::scenario::spelling;

/// Reads a security group rule.
///
/// # Errors
///
/// [`RuleError`] at the first character that is wrong.
pub fn parse_group_rule(text: &str, direction: Direction) -> Result<GroupRule, RuleError> {
    RuleSyntax::read(text, RuleForm::Group).group_rule(direction)
}

/// Reads a network ACL rule.
///
/// # Errors
///
/// [`RuleError`] at the first character that is wrong.
pub fn parse_acl_entry(text: &str, direction: Direction) -> Result<AclEntry, RuleError> {
    RuleSyntax::read(text, RuleForm::Acl).acl_entry(direction)
}

/// As [`parse_group_rule`]. A note says what the reader changed: bits after the prefix.
pub(in crate::scenario) fn group_rule(
    text: &str,
    direction: Direction,
    notes: &mut Vec<ValueProblem>,
) -> Result<GroupRule, RuleError> {
    RuleSyntax::read(text, RuleForm::Group).read_group_rule(direction, notes)
}

/// As [`parse_acl_entry`]. A note says what the reader changed: bits after the prefix.
pub(in crate::scenario) fn acl_entry(
    text: &str,
    direction: Direction,
    notes: &mut Vec<ValueProblem>,
) -> Result<AclEntry, RuleError> {
    RuleSyntax::read(text, RuleForm::Acl).read_acl_entry(direction, notes)
}

impl RuleSyntax<'_> {
    /// The security group rule that the text means.
    ///
    /// # Errors
    ///
    /// [`RuleError`] at the first character that is wrong.
    pub fn group_rule(&self, direction: Direction) -> Result<GroupRule, RuleError> {
        self.read_group_rule(direction, &mut Vec::new())
    }

    /// The network ACL rule that the text means.
    ///
    /// # Errors
    ///
    /// [`RuleError`] at the first character that is wrong.
    pub fn acl_entry(&self, direction: Direction) -> Result<AclEntry, RuleError> {
        self.read_acl_entry(direction, &mut Vec::new())
    }

    fn read_group_rule(
        &self,
        direction: Direction,
        notes: &mut Vec<ValueProblem>,
    ) -> Result<GroupRule, RuleError> {
        if let Some(action) = spelling::choice(&spelling::ACL_ACTIONS, self.field(Field::Action)) {
            let problem = ActionProblem::InGroup { action, direction };
            return Err(self.error(Field::Action, RuleProblem::Action(problem)));
        }
        let traffic = self.traffic(direction)?;
        self.check_preposition(direction)?;
        let peer = self.group_peer(direction, notes)?;
        self.check_end()?;
        Ok(GroupRule {
            traffic,
            peer,
            description: self.description(),
        })
    }

    fn read_acl_entry(
        &self,
        direction: Direction,
        notes: &mut Vec<ValueProblem>,
    ) -> Result<AclEntry, RuleError> {
        let number = self.number(direction)?;
        let action = self.action()?;
        let traffic = self.traffic(direction)?;
        self.check_preposition(direction)?;
        let cidr = self.acl_peer(direction, notes)?;
        self.check_end()?;
        Ok(AclEntry {
            number,
            action,
            traffic,
            cidr,
            description: self.description(),
        })
    }

    fn number(&self, direction: Direction) -> Result<u16, RuleError> {
        let text = self.field(Field::Number);
        let problem = match text {
            "" => NumberProblem::Missing {
                instead: self.instead_of(Field::Number),
                direction,
            },
            "*" => NumberProblem::DefaultRule,
            _ => match number(text, u32::from(LARGEST_ACL_NUMBER)) {
                Some(number) if number > 0 => return Ok(number),
                Some(_) | None => NumberProblem::Invalid {
                    found: shortened(text),
                    direction,
                },
            },
        };
        Err(self.error(Field::Number, RuleProblem::Number(problem)))
    }

    fn action(&self) -> Result<AclAction, RuleError> {
        let text = self.field(Field::Action);
        if let Some(action) = spelling::choice(&spelling::ACL_ACTIONS, text) {
            return Ok(action);
        }
        let problem = if text.is_empty() {
            let instead = self.instead_of(Field::Action);
            ActionProblem::Missing { instead }
        } else {
            let found = shortened(text);
            ActionProblem::Invalid { found }
        };
        Err(self.error(Field::Action, RuleProblem::Action(problem)))
    }

    fn check_preposition(&self, direction: Direction) -> Result<(), RuleError> {
        let text = self.field(Field::Preposition);
        let problem = match text {
            "" => PrepositionProblem::Missing(direction),
            _ if text == preposition(direction) => return Ok(()),
            "from" | "to" => PrepositionProblem::OfOtherDirection(direction),
            _ => PrepositionProblem::Invalid {
                found: shortened(text),
                direction,
            },
        };
        Err(self.error(Field::Preposition, RuleProblem::Preposition(problem)))
    }

    /// Nothing but a comment may follow the peer.
    fn check_end(&self) -> Result<(), RuleError> {
        let Some(rest) = self.rest else {
            return Ok(());
        };
        let found = shortened(&self.text[rest.start..rest.end]);
        Err(RuleError {
            at: self.character(rest.start),
            problem: RuleProblem::AfterPeer { found },
        })
    }

    fn description(&self) -> Option<String> {
        self.span(Field::Comment)
            .map(|_| self.field(Field::Comment).to_owned())
    }

    /// The error about a peer that is not there: no group and no list has its name.
    #[must_use]
    pub fn unknown_peer(&self, nearest: Option<String>) -> RuleError {
        let found = shortened(self.field(Field::Peer));
        let problem = PeerProblem::unknown(found, nearest);
        self.error(Field::Peer, RuleProblem::Peer(problem))
    }

    /// The word that is written where a field is missing.
    pub(super) fn instead_of(&self, field: Field) -> Option<String> {
        let later = Field::ALL.into_iter().filter(|later| *later > field);
        later
            .filter(|later| *later != Field::Comment)
            .find(|later| self.span(*later).is_some())
            .map(|later| shortened(self.field(later)))
    }

    /// An error at the beginning of a field.
    pub(super) fn error(&self, field: Field, problem: RuleProblem) -> RuleError {
        RuleError {
            at: self.position(field),
            problem,
        }
    }

    /// An error at a byte of a field.
    pub(super) fn error_in(&self, field: Field, offset: usize, problem: RuleProblem) -> RuleError {
        let before = self.field(field).get(..offset).unwrap_or_default();
        RuleError {
            at: self.position(field) + before.chars().count(),
            problem,
        }
    }
}

/// Digits only, at most `largest`.
pub(super) fn number<T: TryFrom<u32>>(text: &str, largest: u32) -> Option<T> {
    let number = text.parse().ok().filter(|_| is_digits(text))?;
    T::try_from(number).ok().filter(|_| number <= largest)
}

pub(super) fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
