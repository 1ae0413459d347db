//! What a rule matches apart from its peer: a protocol, and ports or ICMP types.
//!
//! A port in a rule is always the packet's *destination* port, in both directions;
//! neither security groups nor network ACLs can match a source port.
//!
//! Source: AWS API reference, `IpPermission` and `NetworkAclEntry`.

use crate::net::{Family, Packet, Payload, PortRange, Protocol, Transport};

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

/// Which ICMP messages a rule means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IcmpTypes {
    /// Every type and code (type -1 in AWS).
    Any,
    /// One type, every code.
    Type(u8),
    /// One type, one code.
    TypeAndCode(u8, u8),
}

impl Traffic {
    /// Whether this part of the rule matches the packet.
    #[must_use]
    pub fn matches(&self, packet: &Packet) -> bool {
        match *self {
            Self::All => true,
            Self::Ports { transport, ports } => match (transport, &packet.payload) {
                (Transport::Tcp, Payload::Tcp(segment)) => ports.contains(segment.destination_port),
                (
                    Transport::Udp,
                    Payload::Udp {
                        destination_port, ..
                    },
                ) => ports.contains(*destination_port),
                _ => false,
            },
            Self::Icmp { family, types } => {
                family == packet.family()
                    && match (types, packet.icmp_type_and_code()) {
                        (_, None) => false,
                        (IcmpTypes::Any, Some(_)) => true,
                        (IcmpTypes::Type(kind), Some((found, _))) => kind == found,
                        (IcmpTypes::TypeAndCode(kind, code), Some(found)) => (kind, code) == found,
                    }
            }
            Self::Other(protocol) => protocol == packet.protocol(),
        }
    }
}
