//! The table of a gate's rules.

use super::form::{FormView, ItemView};
use crate::editor::selection::Selection;
use crate::policy::Direction;

/// A network ACL or a security group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesView {
    /// What it is, its name, and how it is taken out.
    pub form: FormView,
    /// Its id.
    pub gate: String,
    /// Whether it is an ACL, whose rules have numbers and may deny.
    pub numbered: bool,
    /// Whether it remembers, in one sentence.
    pub about: String,
    /// The tab that is shown.
    pub tab: RulesTab,
    /// Inbound, then outbound.
    pub lists: Vec<RuleList>,
    /// Whom it concerns.
    pub used_by: Vec<ItemView>,
    /// The row that is being changed, of the list that is shown.
    pub draft: Option<DraftView>,
    /// Kinds of traffic that a row may be of.
    pub types: Vec<String>,
    /// Rules that are added with one press: key and name.
    pub presets: Vec<(String, String)>,
    /// Whether something that belongs to it is pointed at on the drawing.
    pub pointed: bool,
}

/// The tabs of the table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum RulesTab {
    /// What may come in.
    #[default]
    Inbound,
    /// What may go out.
    Outbound,
    /// Whom it concerns.
    UsedBy,
}

impl RulesTab {
    /// Each tab, from the left.
    pub const ALL: [Self; 3] = [Self::Inbound, Self::Outbound, Self::UsedBy];

    /// The name that people see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inbound => "Inbound",
            Self::Outbound => "Outbound",
            Self::UsedBy => "Used by",
        }
    }

    /// The direction whose list it shows.
    #[must_use]
    pub const fn direction(self) -> Option<Direction> {
        match self {
            Self::Inbound => Some(Direction::Inbound),
            Self::Outbound => Some(Direction::Outbound),
            Self::UsedBy => None,
        }
    }
}

/// The rules of one direction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleList {
    /// Which.
    pub direction: Direction,
    /// In the order in which they are read.
    pub rows: Vec<RuleRow>,
    /// The last row, which cannot be removed: what happens to anything else.
    pub closing: RuleRow,
    /// A rule as an example.
    pub example: String,
    /// What the script adds and removes here while packets flow.
    pub changes: Vec<ItemView>,
}

/// One rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleRow {
    /// In the grammar of rules, without its description.
    pub rule: String,
    /// Its number, in an ACL.
    pub number: String,
    /// Whether it denies.
    pub deny: bool,
    /// Its protocol as people read it, such as "TCP".
    pub protocol: String,
    /// Its ports or ICMP types; "all" when it is about every one.
    pub ports: String,
    /// What these are known as, such as "ssh".
    pub known: String,
    /// Whom it is about.
    pub peer: String,
    /// What may be selected from there.
    pub target: Option<Selection>,
    /// Its description.
    pub about: String,
    /// Whether it decided the packet that is selected or the last one here.
    pub decided: bool,
    /// Whether the script has removed it at the playhead.
    pub gone: bool,
}

/// A row that is being changed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DraftView {
    /// Its place in the table.
    pub index: usize,
    /// Its number, in an ACL.
    pub number: Option<String>,
    /// Whether it denies.
    pub deny: bool,
    /// What kind of traffic it is about.
    pub kind: String,
    /// Its protocol.
    pub protocol: String,
    /// Its ports or ICMP types.
    pub ports: String,
    /// Whether it can have any.
    pub has_ports: bool,
    /// Whom it is about.
    pub peer: String,
    /// Whom it could be about.
    pub peers: Vec<CompletionOption>,
    /// Its description.
    pub note: String,
    /// Why it could not be saved.
    pub complaint: String,
    /// Whether there is a rule above and one below it to change places with.
    pub neighbours: [bool; 2],
}

/// What completes the rule that is being typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionView {
    /// The list it is meant for.
    pub direction: Direction,
    /// The character at which the completed words begin.
    pub from: usize,
    /// The character behind which typing goes on.
    pub to: usize,
    /// What may stand there.
    pub options: Vec<CompletionOption>,
    /// The one that is taken with Enter.
    pub active: Option<usize>,
}

/// One completion.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CompletionOption {
    /// The words.
    pub text: String,
    /// What they mean.
    pub about: String,
}
