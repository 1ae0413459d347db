//! Hosts, and how they differ from the defaults of their operating system.

use std::net::{Ipv4Addr, Ipv6Addr};

use super::{Id, Position, Unknown};
use crate::net::{OsPreset, PortRange, Service, SimTime};

/// A host with one network interface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Host {
    /// Its name.
    pub id: Id,
    /// Its subnet; absent: it is on the internet.
    pub subnet: Option<Id>,
    /// Its IPv4 address. Absent in a subnet: the next free one.
    pub ip: Option<Ipv4Addr>,
    /// Its IPv6 address.
    pub ipv6: Option<Ipv6Addr>,
    /// The public address that an internet gateway translates to its private one.
    pub public_ip: Option<Ipv4Addr>,
    /// Its security groups; absent: the VPC's default group.
    pub groups: Option<Vec<Id>>,
    /// The services that it listens on at the start.
    pub listen: Vec<Service>,
    /// Its operating system.
    pub os: OsPreset,
    /// How it differs from that system's defaults.
    pub ports: PortOverrides,
    /// The generation of its network card.
    pub nitro: Nitro,
    /// The idle timeouts of its interface's connection tracking.
    pub timeouts: Timeouts,
    /// Its position in the drawing.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// The generation of a host's network card, which decides one idle timeout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nitro {
    /// Before the sixth: established TCP flows are kept 432 000 s.
    #[default]
    Earlier,
    /// The sixth (`v6`): 350 s.
    V6,
}

/// Departures from an operating system's port defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PortOverrides {
    /// The ephemeral range.
    pub range: Option<PortRange>,
    /// How ports are chosen.
    pub algorithm: AlgorithmName,
    /// Ports never chosen.
    pub reserved: Vec<u16>,
    /// How long TIME-WAIT lasts.
    pub time_wait: Option<SimTime>,
    /// Whether an outgoing connection may take over its own TIME-WAIT remnant.
    pub reuse_time_wait: bool,
    /// Unknown members.
    pub unknown: Unknown,
}

/// The port algorithms as files name them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlgorithmName {
    /// What the operating system does.
    #[default]
    Os,
    /// `sequential`
    Sequential,
    /// `random`
    Random,
    /// `hash`
    Hash,
    /// `double_hash`
    DoubleHash,
    /// `increments`
    Increments,
}

/// Idle timeouts of an interface's connection tracking; absent: AWS's defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeouts {
    /// Established TCP, 60 to 432 000 s.
    pub tcp: Option<SimTime>,
    /// UDP seen in one direction, or one exchange: 30 to 60 s.
    pub udp: Option<SimTime>,
    /// UDP with more than one exchange: 60 to 180 s.
    pub udp_stream: Option<SimTime>,
    /// Unknown members.
    pub unknown: Unknown,
}
