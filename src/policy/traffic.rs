//! The traffic of a rule: a protocol, and ports or ICMP types.
//!
//! A port in a rule is always the packet's *destination* port, in both directions;
//! neither security groups nor network ACLs can match a source port.
//!
//! Source: AWS API reference, `IpPermission` and `NetworkAclEntry`.

use std::fmt;

use crate::net::{Family, Flow, Packet, PortRange, Protocol, Transport};

/// The protocol part of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Traffic {
    /// Every protocol (`-1` in AWS).
    All,
    /// TCP or UDP to these destination ports; "any" is [`PortRange::ALL`].
    Ports {
        /// TCP or UDP.
        transport: Transport,
        /// Destination ports.
        ports: PortRange,
    },
    /// ICMP of one version.
    Icmp {
        /// `V4` is protocol 1, `V6` is protocol 58.
        family: Family,
        /// Which types and codes.
        types: IcmpTypes,
    },
    /// Another protocol by number; ports do not apply.
    Other(Protocol),
}

/// Which ICMP messages a rule matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IcmpTypes {
    /// All types and codes (type -1 in AWS).
    Any,
    /// One type, all codes.
    Type(u8),
    /// One type, one code.
    TypeAndCode(u8, u8),
}

impl Traffic {
    /// Whether this part of the rule matches the packet.
    #[must_use]
    pub fn matches(&self, packet: &Packet) -> bool {
        match *self {
            Self::Icmp { family, types } => {
                family == packet.family()
                    && packet
                        .icmp_type_and_code()
                        .is_some_and(|found| types.contains(found))
            }
            _ => self.matches_flow(&packet.flow()),
        }
    }

    /// Whether it matches a packet with these ports; ICMP types are ignored.
    #[must_use]
    pub fn matches_flow(&self, flow: &Flow) -> bool {
        match *self {
            Self::All => true,
            Self::Ports { transport, ports } => {
                transport.protocol() == flow.protocol && ports.contains(flow.destination_port)
            }
            Self::Icmp { .. } => false,
            Self::Other(protocol) => protocol == flow.protocol,
        }
    }

    /// Whether it matches all ports of this protocol.
    #[must_use]
    pub fn covers_all_ports(&self, protocol: Protocol) -> bool {
        match *self {
            Self::All => true,
            Self::Ports { transport, ports } => {
                transport.protocol() == protocol && ports == PortRange::ALL
            }
            Self::Icmp { .. } | Self::Other(_) => false,
        }
    }
}

impl IcmpTypes {
    /// Whether it matches a message of this type and code.
    #[must_use]
    pub const fn contains(self, (kind, code): (u8, u8)) -> bool {
        match self {
            Self::Any => true,
            Self::Type(wanted) => wanted == kind,
            Self::TypeAndCode(wanted, wanted_code) => wanted == kind && wanted_code == code,
        }
    }
}

/// `all`, `tcp`, `tcp 22`, `udp 1024-65535`, `icmp 3/4`, `50`: as the rule grammar writes it.
impl fmt::Display for Traffic {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Self::All => formatter.write_str("all"),
            Self::Ports { transport, ports } if ports == PortRange::ALL => {
                write!(formatter, "{transport}")
            }
            Self::Ports { transport, ports } => write!(formatter, "{transport} {ports}"),
            Self::Icmp { family, types } => {
                let protocol = match family {
                    Family::V4 => Protocol::ICMP,
                    Family::V6 => Protocol::ICMPV6,
                };
                match types {
                    IcmpTypes::Any => write!(formatter, "{protocol}"),
                    IcmpTypes::Type(kind) => write!(formatter, "{protocol} {kind}"),
                    IcmpTypes::TypeAndCode(kind, code) => {
                        write!(formatter, "{protocol} {kind}/{code}")
                    }
                }
            }
            Self::Other(protocol) => write!(formatter, "{protocol}"),
        }
    }
}
