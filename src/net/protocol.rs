//! IP protocol numbers, with names for the four that rules name.
//!
//! Source: IANA, "Assigned Internet Protocol Numbers".

use serde::{Deserialize, Serialize};
use std::fmt;

/// The protocol number of an IP packet (IPv6: of its last header).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Protocol(pub u8);

impl Protocol {
    /// ICMP for IPv4.
    pub const ICMP: Self = Self(1);
    /// TCP.
    pub const TCP: Self = Self(6);
    /// UDP.
    pub const UDP: Self = Self(17);
    /// ICMP for IPv6.
    pub const ICMPV6: Self = Self(58);

    /// Whether its packets carry ports.
    #[must_use]
    pub const fn has_ports(self) -> bool {
        matches!(self, Self::TCP | Self::UDP)
    }

    /// Whether its packets carry an ICMP type and code.
    #[must_use]
    pub const fn has_types(self) -> bool {
        matches!(self, Self::ICMP | Self::ICMPV6)
    }

    /// The protocol that has this name in rules.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "icmp" => Some(Self::ICMP),
            "tcp" => Some(Self::TCP),
            "udp" => Some(Self::UDP),
            "icmpv6" => Some(Self::ICMPV6),
            _ => None,
        }
    }
}

/// `tcp`, `udp`, `icmp`, `icmpv6`, or the number.
impl fmt::Display for Protocol {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::ICMP => formatter.write_str("icmp"),
            Self::TCP => formatter.write_str("tcp"),
            Self::UDP => formatter.write_str("udp"),
            Self::ICMPV6 => formatter.write_str("icmpv6"),
            Self(number) => write!(formatter, "{number}"),
        }
    }
}
