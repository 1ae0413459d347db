//! Problems with addresses, and with the settings of a host.

use std::net::{IpAddr, Ipv4Addr};

use ipnet::{IpNet, Ipv4Net};

use crate::net::{Service, SimTime};

/// Why an address is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AddressProblem {
    /// Something else has it.
    Taken {
        /// The address.
        ip: IpAddr,
        /// The place of the other.
        first: String,
    },
    /// A subnet has no free address left.
    SubnetFull {
        /// The subnet.
        subnet: String,
        /// Its block.
        cidr: Ipv4Net,
    },
    /// Unspecified, multicast or loopback, as a public address.
    NotPublic(Ipv4Addr),
    /// A public address inside a VPC. A warning.
    PublicInsideVpc {
        /// The address.
        ip: Ipv4Addr,
        /// The VPC.
        vpc: String,
    },
    /// A public address in a VPC without an internet gateway. A warning.
    NoInternetGateway {
        /// The address.
        ip: Ipv4Addr,
        /// The VPC.
        vpc: String,
    },
    /// Unspecified, multicast or loopback, as a host's address.
    NotAHost(IpAddr),
    /// A private address on the internet. A warning.
    Private(IpAddr),
    /// A host on the internet with an address inside a VPC. A warning.
    InternetInsideVpc {
        /// The address.
        ip: IpAddr,
        /// The VPC.
        vpc: String,
    },
    /// An address outside its subnet.
    OutsideSubnet {
        /// The address.
        ip: IpAddr,
        /// The subnet.
        subnet: String,
        /// Its block.
        cidr: IpNet,
    },
    /// An address that AWS reserves.
    Reserved {
        /// The address.
        ip: IpAddr,
        /// The subnet's block.
        cidr: IpNet,
    },
    /// An IPv6 address in a subnet without IPv6.
    SubnetWithoutIpv6 {
        /// The address.
        ip: IpAddr,
        /// The subnet.
        subnet: String,
    },
}

/// Why a host's settings are wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostProblem {
    /// A host on the internet without an address.
    NoAddress,
    /// A host on the internet with security groups.
    InternetGroups,
    /// A host on the internet with a `public_ip`.
    InternetPublicIp,
    /// A host on the internet with timeouts. A warning.
    InternetTimeouts,
    /// A service that is listed twice. A warning.
    ServiceTwice(Service),
    /// A range of ports that begins at 0, up to this port.
    RangeFromZero(u16),
    /// An idle timeout outside AWS's bounds.
    Timeout {
        /// The timeout.
        found: SimTime,
        /// The shortest, in seconds.
        low: u64,
        /// The longest, in seconds.
        high: u64,
    },
    /// An empty list of groups, in this VPC.
    NoGroups(String),
    /// A group that is listed twice.
    GroupTwice(String),
    /// More rules than the groups of an interface can have. A warning.
    RulesQuota {
        /// How many there are in one direction.
        found: usize,
        /// AWS's quota.
        quota: usize,
    },
    /// More groups than an interface has by default. A warning.
    GroupsQuota {
        /// How many there are.
        found: usize,
        /// AWS's default quota.
        quota: usize,
    },
    /// More groups than any interface can have. A warning.
    GroupsMost {
        /// How many there are.
        found: usize,
        /// The most that AWS allows.
        most: usize,
    },
}
