//! Network types: times, ports, protocols, segments, packets, flows.
//!
//! All are small values that know no rules, hosts or drawings. Addresses are the standard
//! library's and prefixes `ipnet`'s.

use std::net::IpAddr;

use ipnet::IpNet;
use serde::{Deserialize, Serialize};

mod chance;
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

pub use chance::Draw;
pub use flow::Flow;
pub use flow_map::FlowMap;
pub use operating_system::{OsPreset, PortAlgorithm, SynSchedule};
pub use order::{places, sort};
pub use packet::{IcmpError, IcmpMessage, Packet, PacketNumber, Payload};
pub use port::{PortRange, PortRangeError, PortSet};
pub use protocol::Protocol;
pub use service::{Service, ServiceError, Transport, WELL_KNOWN_SERVICES, WellKnownService};
pub use sorted::{SortedMap, SortedSet};
pub use tcp::{Segment, SequenceNumber, TcpFlags, TcpState};
pub use time::{SimTime, TimeError};

/// Whether an IPv4 address is private (RFC 1918) or shared (RFC 6598), and so is not routed
/// on the internet.
#[must_use]
pub const fn is_private(address: IpAddr) -> bool {
    match address {
        IpAddr::V4(address) => {
            let [first, second, ..] = address.octets();
            address.is_private() || (first == 100 && second & 0xc0 == 64)
        }
        IpAddr::V6(_) => false,
    }
}

/// The IP family of an address, a prefix or a rule. Families never match each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Family {
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

/// Whether a prefix covers an address of its family.
///
/// The same as `ipnet`'s `contains`, but it compares only the prefix's bits: most of the
/// time of a route or rule lookup is spent here.
#[must_use]
pub const fn covers(prefix: &IpNet, address: IpAddr) -> bool {
    let (differing, length) = match (prefix, address) {
        (IpNet::V4(prefix), IpAddr::V4(address)) => {
            let differing = prefix.addr().to_bits() ^ address.to_bits();
            ((differing as u128) << 96, prefix.prefix_len())
        }
        (IpNet::V6(prefix), IpAddr::V6(address)) => (
            prefix.addr().to_bits() ^ address.to_bits(),
            prefix.prefix_len(),
        ),
        _ => return false,
    };
    differing.leading_zeros() >= length as u32
}

impl Family {
    /// The family of an address.
    #[must_use]
    pub const fn of(address: IpAddr) -> Self {
        match address {
            IpAddr::V4(_) => Self::V4,
            IpAddr::V6(_) => Self::V6,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_covers_what_ipnet_says_it_contains() {
        for prefix in [
            "0.0.0.0/0",
            "::/0",
            "10.0.3.9/8",
            "10.0.1.20/32",
            "2001:db8::/47",
            "::1/128",
        ] {
            let prefix: IpNet = prefix.parse().unwrap();
            for address in [
                "10.0.1.20",
                "10.255.255.255",
                "11.0.0.0",
                "0.0.0.0",
                "255.255.255.255",
                "::1",
                "::",
                "2001:db8:1:ffff::",
                "2001:db8:2::",
                "::ffff:10.0.1.20",
            ] {
                let address: IpAddr = address.parse().unwrap();
                assert_eq!(
                    covers(&prefix, address),
                    prefix.contains(&address),
                    "{prefix} {address}"
                );
            }
        }
    }
}
