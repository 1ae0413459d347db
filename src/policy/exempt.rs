//! Exempt traffic: what neither security groups nor network ACLs filter.
//!
//! A DNS server of your own in the VPC *is* filtered; only Amazon's is exempt.
//!
//! Sources: AWS, "Control traffic to your AWS resources using security groups" and
//! "Control subnet traffic with network access control lists".
//!
//! The VPC's `base + 2` resolver address and a subnet's `base + 1` router address depend
//! on the network; the topology knows those.

use serde::{Deserialize, Serialize};
use std::net::{IpAddr, Ipv4Addr};

use crate::net::{Packet, Payload, Service, Transport};

/// An AWS service whose traffic is exempt from filters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Exempt {
    /// Amazon's DNS resolver.
    Resolver,
    /// DHCP.
    Dhcp,
    /// Instance metadata.
    Metadata,
    /// Metadata of ECS tasks.
    TaskMetadata,
    /// Windows licence activation.
    Activation,
    /// Amazon Time Sync.
    TimeSync,
    /// The router of a subnet.
    Router,
}

impl Exempt {
    /// The suffix of its host's name, after the name of its VPC or subnet.
    #[must_use]
    pub const fn short_name(self) -> &'static str {
        match self {
            Self::Resolver => "resolver",
            Self::Dhcp => "dhcp",
            Self::Metadata => "metadata",
            Self::TaskMetadata => "task-metadata",
            Self::Activation => "activation",
            Self::TimeSync => "time",
            Self::Router => "router",
        }
    }

    /// What it listens on.
    #[must_use]
    pub const fn services(self) -> &'static [Service] {
        const RESOLVER: &[Service] = &[udp(53), tcp(53)];
        const METADATA: &[Service] = &[tcp(80)];
        const ACTIVATION: &[Service] = &[tcp(1_688)];
        const TIME: &[Service] = &[udp(123)];
        match self {
            Self::Resolver => RESOLVER,
            Self::Metadata | Self::TaskMetadata => METADATA,
            Self::Activation => ACTIVATION,
            Self::TimeSync => TIME,
            Self::Dhcp | Self::Router => &[],
        }
    }
}

const fn tcp(port: u16) -> Service {
    let transport = Transport::Tcp;
    Service { transport, port }
}

const fn udp(port: u16) -> Service {
    let transport = Transport::Udp;
    Service { transport, port }
}

/// The AWS service that this packet goes to or comes from, if it is exempt.
#[must_use]
pub fn exempt(packet: &Packet) -> Option<Exempt> {
    // By broadcast or multicast; renewals go to the router's address.
    if let Payload::Udp {
        source_port: 67 | 68,
        destination_port: 67 | 68,
        ..
    } = packet.payload
        && (packet.source.is_unspecified() || packet.destination == IpAddr::V4(Ipv4Addr::BROADCAST))
    {
        return Some(Exempt::Dhcp);
    }
    service_at(packet.destination).or_else(|| service_at(packet.source))
}

/// The AWS service with this link-local address.
#[must_use]
pub fn service_at(address: IpAddr) -> Option<Exempt> {
    const AWS_V6: u16 = 0x0ec2;
    match address {
        IpAddr::V4(address) if address.octets()[..2] == [169, 254] => {
            match <[u8; 2]>::try_from(&address.octets()[2..]).expect("four octets less two") {
                [169, 253] => Some(Exempt::Resolver),
                [169, 254] => Some(Exempt::Metadata),
                [170, 2] => Some(Exempt::TaskMetadata),
                [169, 250 | 251] => Some(Exempt::Activation),
                [169, 123] => Some(Exempt::TimeSync),
                _ => None,
            }
        }
        IpAddr::V4(_) => None,
        IpAddr::V6(address) => match address.segments() {
            [0xfd00, AWS_V6, 0, 0, 0, 0, 0, 0x253] => Some(Exempt::Resolver),
            [0xfd00, AWS_V6, 0, 0, 0, 0, 0, 0x254] => Some(Exempt::Metadata),
            [0xfd00, AWS_V6, 0, 0, 0, 0, 0, 0x123] => Some(Exempt::TimeSync),
            _ => None,
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_amazons_own_addresses_are_exempt() {
        for (address, expected) in [
            ("169.254.169.253", Some(Exempt::Resolver)),
            ("169.254.169.254", Some(Exempt::Metadata)),
            ("169.254.169.123", Some(Exempt::TimeSync)),
            ("fd00:ec2::254", Some(Exempt::Metadata)),
            ("169.254.1.1", None),
            ("10.0.3.40", None),
        ] {
            assert_eq!(service_at(address.parse().unwrap()), expected, "{address}");
        }
    }
}
