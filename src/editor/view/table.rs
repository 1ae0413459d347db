//! A table of the Details, ready to be shown.

use super::text::Tag;
use crate::editor::selection::Selection;
use crate::words::page;

/// A table, or the part of it that can be seen, with a sentence above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableView {
    /// What it shows and how to read it.
    pub about: String,
    /// The heads of its columns.
    pub columns: Vec<&'static str>,
    /// How many rows there are in all, headings among them.
    pub total: usize,
    /// The index of the first row given.
    pub first: usize,
    /// The rows that can be seen, and a few around them.
    pub rows: Vec<Row>,
    /// What is said when there are none.
    pub empty: &'static str,
}

/// A row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What makes it a row of its own.
    pub key: String,
    /// Its cells, one for each column; a row of one cell is a heading.
    pub cells: Vec<Cell>,
    /// What a click selects.
    pub target: Option<Selection>,
    /// Whether that is selected.
    pub selected: bool,
}

/// What stands in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Words.
    Text(String),
    /// Addresses, ports, numbers; the second part is set strong: a port.
    Code(String, String),
    /// A word in a coloured box.
    Tag(Tag),
}

/// What the Details show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// Each packet, as a capture shows it.
    #[default]
    Packets,
    /// Packets between hosts, as a ladder.
    Sequence,
    /// Each host's sockets.
    Sockets,
    /// What each interface remembers.
    Tracked,
    /// Each host's ephemeral ports.
    Ports,
    /// VPC flow logs.
    FlowLogs,
    /// Who reaches whom.
    Reachability,
}

impl Tab {
    /// Each tab, in its order.
    pub const ALL: [Self; 7] = [
        Self::Packets,
        Self::Sequence,
        Self::Sockets,
        Self::Tracked,
        Self::Ports,
        Self::FlowLogs,
        Self::Reachability,
    ];

    /// The name that people see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        page::TABS[self as usize]
    }

    /// The word for it in ids and commands.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Packets => "packets",
            Self::Sequence => "sequence",
            Self::Sockets => "sockets",
            Self::Tracked => "tracked",
            Self::Ports => "ports",
            Self::FlowLogs => "flow-logs",
            Self::Reachability => "reachability",
        }
    }
}
