//! The vocabulary of the wire: times, ports, protocols, segments, packets, flows.
//!
//! Everything here is a small value without opinions. It knows no rule, no host
//! and no drawing; addresses are the standard library's and prefixes `ipnet`'s.

mod draw;
mod flow;
mod flow_map;
mod operating_system;
mod order;
mod packet;
mod port;
mod protocol;
mod service;
mod sorted;
mod tcp;
mod time;

pub use draw::Draw;
pub use flow::Flow;
pub use flow_map::FlowMap;
pub use operating_system::{OsPreset, PortAlgorithm, SynSchedule};
pub use order::{places, sort};
pub use packet::{IcmpError, IcmpMessage, Packet, PacketNumber, Payload};
pub use port::{PortRange, PortRangeError, PortSet};
pub use protocol::Protocol;
pub use service::{Service, ServiceError, Transport};
pub use sorted::{SortedMap, SortedSet};
pub use tcp::{Segment, SequenceNumber, TcpFlags, TcpState};
pub use time::{SimTime, TimeError};

/// The IP family of an address, a prefix or a rule. Families never match each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Family {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

impl Family {
    /// The family of an address.
    #[must_use]
    pub const fn of(address: std::net::IpAddr) -> Self {
        match address {
            std::net::IpAddr::V4(_) => Self::V4,
            std::net::IpAddr::V6(_) => Self::V6,
        }
    }
}
