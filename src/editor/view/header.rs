//! A packet's headers and bytes.

/// A header as the RFCs draw it: 32 bits in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderPicture {
    /// "TCP header".
    pub title: String,
    /// Its fields, in the order of the wire.
    pub cells: Vec<HeaderCell>,
    /// What follows it; may be empty.
    pub rest: String,
}

/// A field of a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HeaderCell {
    /// Its name.
    pub name: &'static str,
    /// How many bits it has.
    pub bits: u16,
    /// What it holds.
    pub value: String,
    /// What that is known as, such as "ephemeral"; may be empty.
    pub note: String,
    /// Whether it is the one to look at: an ephemeral port.
    pub marked: bool,
}

/// The bytes of a packet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct BytesView {
    /// How many there are.
    pub count: usize,
    /// Those that are shown.
    pub lines: Vec<HexLine>,
    /// How many are not.
    pub left_out: usize,
}

/// A line of bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HexLine {
    /// The place of the first, such as "0010".
    pub offset: String,
    /// Each in hexadecimal, and what it is a part of.
    pub bytes: Vec<(HexPart, String)>,
    /// The same as letters.
    pub letters: String,
}

/// What a byte is a part of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HexPart {
    /// The IP header.
    Ip,
    /// The header of TCP, UDP or ICMP.
    Transport,
    /// Data.
    Data,
}
