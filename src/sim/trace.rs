//! The trace: one entry for each event of a simulation.
//!
//! A packet's entries start with [`TraceEvent::Sent`] and end with exactly one of delivered or
//! dropped, or with neither if the trace ends while it is in flight.

mod same;

use serde::{Deserialize, Serialize};
use std::rc::Rc;

use crate::host::HostEvent;
use crate::net::{Packet, PacketNumber, SimTime};
use crate::policy::{Direction, Reason};
use crate::sim::{Command, FlowReport, Outcome, Setup};
use crate::topology::{Gate, GatewayIndex, HostIndex, Plan, Topology};

/// All entries of a run, and the network at its start.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The network before the first change.
    pub start: Rc<Topology>,
    /// The entries, in order.
    pub entries: Vec<TraceEntry>,
    /// The entries that changed the network.
    changes: Vec<usize>,
    /// The entries that sent a packet: packets are numbered from 1 in this order.
    sent: Vec<usize>,
    /// The entries that dropped a packet.
    dropped: Vec<usize>,
}

/// One entry.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct TraceEntry {
    /// When.
    pub at: SimTime,
    /// What.
    pub event: TraceEvent,
}

/// The sender of a packet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum Sender {
    /// A host.
    Host(HostIndex),
    /// A NAT gateway, which answers with RST a segment that belongs to none of its sessions.
    Gateway(GatewayIndex, NatReset),
}

/// Why a NAT gateway sends RST.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
pub enum NatReset {
    /// The session has expired; AWS documents this RST.
    SessionExpired,
    /// It never had a session for the flow. AWS does not document what it sends then.
    NoSession,
}

impl Sender {
    /// The sender's id.
    #[must_use]
    pub fn name(self, topology: &Topology) -> &str {
        match self {
            Self::Host(host) => &topology.host(host).name,
            Self::Gateway(gateway, _) => &topology.gateway(gateway).name,
        }
    }
}

/// What an entry reports.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum TraceEvent {
    /// A packet was sent.
    Sent {
        /// The packet as it was sent; boxed, since there are millions of entries and most have
        /// none.
        packet: Box<Packet>,
        /// The sender.
        origin: Sender,
        /// How often it was sent before.
        retry: u8,
    },
    /// A gate passed a packet.
    Passed {
        /// The packet.
        packet: PacketNumber,
        /// The flow it belongs to.
        flow_index: u32,
        /// The gate.
        gate: Gate,
        /// The direction.
        direction: Direction,
        /// The reason; a translation names both addresses.
        reason: Reason,
    },
    /// A gate dropped a packet.
    Dropped(Drop),
    /// A packet reached a host.
    Delivered {
        /// The packet.
        packet: PacketNumber,
        /// The flow it belongs to.
        flow_index: u32,
        /// The host.
        host: HostIndex,
    },
    /// An event on a host.
    Host {
        /// The host.
        host: HostIndex,
        /// The event.
        event: HostEvent,
    },
    /// The script changed the network.
    Changed {
        /// The index of the setup's command.
        command: usize,
        /// The network from now on. Not serialized: the reader of an entry makes the change
        /// again.
        #[serde(skip, default = "unsent")]
        topology: Rc<Topology>,
    },
    /// A flow has its outcome.
    Ended {
        /// The flow.
        flow_index: u32,
        /// How.
        outcome: Outcome,
    },
}

/// Where and why a packet was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Drop {
    /// The packet.
    pub packet: PacketNumber,
    /// The flow it belongs to.
    pub flow_index: u32,
    /// The gate.
    pub gate: Gate,
    /// The direction.
    pub direction: Direction,
    /// Why.
    pub reason: Reason,
}

fn unsent() -> Rc<Topology> {
    Rc::new(Topology::new(Plan::default()))
}

impl Trace {
    /// A trace of these entries, with the network at its start.
    #[must_use]
    pub fn new(start: Rc<Topology>, entries: Vec<TraceEntry>) -> Self {
        let (mut changes, mut sent, mut dropped) = (Vec::new(), Vec::new(), Vec::new());
        for (index, entry) in entries.iter().enumerate() {
            match entry.event {
                TraceEvent::Changed { .. } => changes.push(index),
                TraceEvent::Sent { .. } => sent.push(index),
                TraceEvent::Dropped(_) => dropped.push(index),
                _ => {}
            }
        }
        Self {
            start,
            entries,
            changes,
            sent,
            dropped,
        }
    }

    /// All drops, in order, each with its entry.
    pub fn drops(&self) -> impl Iterator<Item = (usize, &Drop)> {
        let entries = self.dropped.iter();
        entries.filter_map(|&index| match &self.entries[index].event {
            TraceEvent::Dropped(drop) => Some((index, drop)),
            _ => None,
        })
    }

    /// Adds to each flow's report the drops of its packets.
    pub fn report_drops(&self, reports: &mut [FlowReport]) {
        for (index, drop) in self.drops() {
            if let Some(report) = reports.get_mut(drop.flow_index as usize) {
                report.drops.push((index, *drop));
            }
        }
    }

    /// The entry in which a packet was sent, its first one.
    #[must_use]
    pub fn sent_at(&self, packet: PacketNumber) -> Option<usize> {
        let index = usize::try_from(packet.0).ok()?.checked_sub(1)?;
        self.sent.get(index).copied()
    }

    /// The network at an entry, to which its indices and reasons refer.
    #[must_use]
    pub fn topology_at(&self, index: usize) -> &Rc<Topology> {
        let before = self.changes.partition_point(|&change| change <= index);
        let change = before
            .checked_sub(1)
            .map(|last| &self.entries[self.changes[last]].event);
        match change {
            Some(TraceEvent::Changed { topology, .. }) => topology,
            _ => &self.start,
        }
    }
}

impl TraceEvent {
    /// The packet that this is about, if it is about one.
    #[must_use]
    pub const fn packet(&self) -> Option<PacketNumber> {
        match self {
            Self::Sent { packet, .. } => Some(packet.number),
            Self::Passed { packet, .. } | Self::Delivered { packet, .. } => Some(*packet),
            Self::Dropped(drop) => Some(drop.packet),
            Self::Host { .. } | Self::Changed { .. } | Self::Ended { .. } => None,
        }
    }

    /// The flow that this is about, if it is about one.
    #[must_use]
    pub const fn flow_index(&self) -> Option<u32> {
        match self {
            Self::Sent { packet, .. } => Some(packet.flow_index),
            Self::Passed { flow_index, .. }
            | Self::Delivered { flow_index, .. }
            | Self::Ended { flow_index, .. } => Some(*flow_index),
            Self::Dropped(drop) => Some(drop.flow_index),
            Self::Host { event, .. } => event.flow_index(),
            Self::Changed { .. } => None,
        }
    }

    /// Whether it rests on something that AWS does not document: an assumption.
    ///
    /// `topology` is the network at the entry, `packet` its packet as it arrived there ([`UnderWay`](super::UnderWay) tells).
    #[must_use]
    pub fn is_assumed(&self, setup: &Setup, topology: &Topology, packet: Option<&Packet>) -> bool {
        let of_gate = |gate, direction, reason| {
            packet.is_some_and(|packet| topology.is_assumed(gate, direction, packet, reason))
        };
        match self {
            Self::Passed {
                gate,
                direction,
                reason,
                ..
            } => of_gate(*gate, *direction, reason),
            Self::Dropped(drop) => of_gate(drop.gate, drop.direction, &drop.reason),
            Self::Sent { origin, .. } => {
                matches!(origin, Sender::Gateway(_, NatReset::NoSession))
            }
            Self::Changed { command, .. } => match &setup.commands[*command].1 {
                Command::Change(change) => change.is_assumed(),
                _ => false,
            },
            _ => false,
        }
    }
}
