//! What is selected, in words.

use super::form::FormView;
use super::rules::RulesView;
use super::text::{Sentence, Tag};
use crate::editor::selection::Selection;
use crate::policy::Direction;

/// What the Inspector shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InspectorView {
    /// Nothing is selected: what the scenario is about, and what can be done.
    Nothing(SummaryView),
    /// A packet.
    Packet(PacketView),
    /// A thing and its form, or the scenario's.
    Form(FormView),
    /// A network ACL or a security group.
    Rules(Box<RulesView>),
}

impl Default for InspectorView {
    fn default() -> Self {
        Self::Nothing(SummaryView::default())
    }
}

/// The scenario in a few lines.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SummaryView {
    /// Its title.
    pub title: String,
    /// Its notes, one paragraph each.
    pub notes: Vec<String>,
    /// How each flow ends: name, outcome, sentence.
    pub flows: Vec<FlowLine>,
}

/// How one flow ends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FlowLine {
    /// Its id.
    pub flow: String,
    /// Its outcome.
    pub outcome: Tag,
    /// Who speaks to whom.
    pub between: String,
}

/// A packet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PacketView {
    /// "Packet 5".
    pub heading: String,
    /// "SYN·ACK".
    pub title: String,
    /// How it ended.
    pub verdict: Tag,
    /// "10.0.1.20 → 203.0.113.10".
    pub addresses: String,
    /// How its addresses were translated, when they were.
    pub translation: Option<Sentence>,
    /// Each checkpoint, in order.
    pub path: Vec<PathStep>,
    /// What would let it through, for a packet that was dropped.
    pub offers: Vec<SuggestedRule>,
}

/// A checkpoint of a packet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PathStep {
    /// Mark and word of the verdict; an empty word shows none.
    pub verdict: Tag,
    /// Where, and which way.
    pub title: Sentence,
    /// The rule that decided, and what it compared.
    pub about: Sentence,
    /// What may be selected from here.
    pub target: Option<Selection>,
}

/// A change that would let a packet through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestedRule {
    /// "Add one outbound rule to acl-public".
    pub title: String,
    /// Why this one.
    pub about: String,
    /// An ACL's or a group's id.
    pub gate: String,
    /// Which of its two lists.
    pub direction: Direction,
    /// The rule, in the grammar of rules.
    pub rule: String,
    /// What the button says.
    pub button: String,
}

/// What is wrong with the rule that is being typed. The text itself stays in its box.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ComplaintView {
    /// The list it is meant for.
    pub direction: Direction,
    /// What was found and what was expected.
    pub message: String,
    /// The character it begins at, counted from 0.
    pub at: usize,
}
