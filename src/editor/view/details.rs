//! The tables under the timeline.

use super::text::Tag;

/// One row of the packets' table.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PacketRow {
    /// The packet's number in the trace.
    pub number: u64,
    /// When it was sent, in seconds.
    pub time: String,
    /// Source address, and its port with the colon before it.
    pub source: (String, String),
    /// Destination address, and its port with the colon before it.
    pub destination: (String, String),
    /// TCP, UDP or ICMP.
    pub protocol: String,
    /// Flags and numbers.
    pub info: String,
    /// What is said more faintly, such as "retransmission".
    pub remark: String,
    /// How it ended, as far as the playhead has come.
    pub verdict: Tag,
    /// Whether it is selected.
    pub selected: bool,
    /// Whether it is not sent yet at the playhead.
    pub later: bool,
}

/// The part of a table that can be seen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PacketsView {
    /// How many rows there are in all.
    pub total: usize,
    /// The index of the first row given.
    pub first: usize,
    /// The rows that can be seen, and a few around them.
    pub rows: Vec<PacketRow>,
}
