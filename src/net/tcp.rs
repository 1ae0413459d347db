//! TCP types: flags, sequence numbers, segments and connection states.
//!
//! Source: RFC 9293, sections 3.1 (header) and 3.3.2 (states).

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::BitOr;

/// The control bits of a segment.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize,
)]
pub struct TcpFlags(u8);

impl TcpFlags {
    /// No bit set.
    pub const NONE: Self = Self(0);
    /// The sender has finished sending.
    pub const FIN: Self = Self(0x01);
    /// Opens a connection; carries the initial sequence number.
    pub const SYN: Self = Self(0x02);
    /// Resets a connection, or refuses one.
    pub const RST: Self = Self(0x04);
    /// The receiver passes the data to its program at once.
    pub const PSH: Self = Self(0x08);
    /// The acknowledgment number is meaningful.
    pub const ACK: Self = Self(0x10);

    /// Whether every bit of `other` is set.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// These bits without those of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// The header's bits, FIN lowest.
    #[must_use]
    pub const fn bits(self) -> u8 {
        self.0
    }

    /// Whether this opens a connection: SYN without ACK.
    #[must_use]
    pub const fn is_opening(self) -> bool {
        self.contains(Self::SYN) && !self.contains(Self::ACK)
    }
}

impl BitOr for TcpFlags {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
}

/// `SYN`, `SYN+ACK`, `PSH+ACK`; `-` when no bit is set.
impl fmt::Display for TcpFlags {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = [
            (Self::SYN, "SYN"),
            (Self::FIN, "FIN"),
            (Self::RST, "RST"),
            (Self::PSH, "PSH"),
            (Self::ACK, "ACK"),
        ];
        let mut first = true;
        for (_, name) in names.into_iter().filter(|&(flag, _)| self.contains(flag)) {
            if !first {
                formatter.write_str("+")?;
            }
            formatter.write_str(name)?;
            first = false;
        }
        if first {
            formatter.write_str("-")
        } else {
            Ok(())
        }
    }
}

/// A position in a byte stream, counted modulo 2³² (RFC 9293, section 3.4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct SequenceNumber(pub u32);

impl SequenceNumber {
    /// The sequence number this many bytes later.
    #[must_use]
    pub const fn advanced(self, bytes: u32) -> Self {
        Self(self.0.wrapping_add(bytes))
    }

    /// The distance from `earlier`, modulo 2³²: a relative number, as tools show it.
    #[must_use]
    pub const fn relative_to(self, earlier: Self) -> u32 {
        self.0.wrapping_sub(earlier.0)
    }

    /// Whether this comes after `other`, less than half the number space away.
    #[must_use]
    pub const fn is_after(self, other: Self) -> bool {
        let distance = self.relative_to(other);
        distance != 0 && distance < 1 << 31
    }
}

/// A TCP segment: its header, and how many bytes of data follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize, Serialize)]
pub struct Segment {
    /// Port of the sender.
    pub source_port: u16,
    /// Port of the receiver.
    pub destination_port: u16,
    /// Control bits.
    pub flags: TcpFlags,
    /// Sequence number of the first byte (or of SYN).
    pub sequence: SequenceNumber,
    /// Next byte expected from the other side; meaningful with ACK.
    pub acknowledgment: SequenceNumber,
    /// The sender's initial sequence number, so that numbers can be shown relative.
    pub initial_sequence: SequenceNumber,
    /// The other side's initial sequence number, if the sender knows it.
    pub initial_acknowledgment: SequenceNumber,
    /// Bytes that the sender can receive.
    pub window: u16,
    /// Maximum segment size, in SYN and SYN-ACK.
    pub maximum_segment_size: Option<u16>,
    /// Bytes of data.
    pub length: u32,
}

impl Segment {
    /// Its length in sequence space: its data, and one each for SYN and FIN.
    #[must_use]
    pub const fn sequence_length(&self) -> u32 {
        self.length
            + self.flags.contains(TcpFlags::SYN) as u32
            + self.flags.contains(TcpFlags::FIN) as u32
    }

    /// The sequence number relative to the sender's initial one, as tools show it.
    #[must_use]
    pub const fn relative_sequence(&self) -> u32 {
        self.sequence.relative_to(self.initial_sequence)
    }

    /// The acknowledgment relative to the receiver's initial number, as tools show it.
    #[must_use]
    pub const fn relative_acknowledgment(&self) -> u32 {
        self.acknowledgment.relative_to(self.initial_acknowledgment)
    }
}

/// The state of a connection (RFC 9293, section 3.3.2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum TcpState {
    /// No connection.
    Closed,
    /// We sent a SYN and wait for its answer.
    SynSent,
    /// We answered a SYN and wait for the acknowledgment.
    SynReceived,
    /// Open in both directions.
    Established,
    /// We sent a FIN that is not yet acknowledged.
    FinWait1,
    /// Our FIN is acknowledged; we wait for theirs.
    FinWait2,
    /// We received their FIN and have not sent ours.
    CloseWait,
    /// Both FINs crossed; ours is not yet acknowledged.
    Closing,
    /// We received their FIN first; ours is not yet acknowledged.
    LastAck,
    /// Closed, but the 4-tuple may not be reused yet.
    TimeWait,
}

impl fmt::Display for TcpState {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Closed => "CLOSED",
            Self::SynSent => "SYN-SENT",
            Self::SynReceived => "SYN-RECEIVED",
            Self::Established => "ESTABLISHED",
            Self::FinWait1 => "FIN-WAIT-1",
            Self::FinWait2 => "FIN-WAIT-2",
            Self::CloseWait => "CLOSE-WAIT",
            Self::Closing => "CLOSING",
            Self::LastAck => "LAST-ACK",
            Self::TimeWait => "TIME-WAIT",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sequence_numbers_wrap_and_still_compare() {
        let start = SequenceNumber(u32::MAX - 1);
        let later = start.advanced(5);
        assert_eq!((later, later.relative_to(start)), (SequenceNumber(3), 5));
        assert!(later.is_after(start) && !start.is_after(later) && !start.is_after(start));
    }

    #[test]
    fn flags_print_as_people_write_them() {
        assert_eq!((TcpFlags::ACK | TcpFlags::SYN).to_string(), "SYN+ACK");
        assert_eq!((TcpFlags::PSH | TcpFlags::ACK).to_string(), "PSH+ACK");
        assert_eq!(TcpFlags::NONE.to_string(), "-");
    }
}
