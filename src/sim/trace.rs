//! What a simulation says: one entry for each thing that happened.
//!
//! Each packet's entries begin with [`TraceEvent::Sent`] and end in exactly one of
//! delivered, dropped, or, where the trace stops first, neither: in flight.

mod same;

use serde::{Deserialize, Serialize};
use std::rc::Rc;

use crate::host::HostEvent;
use crate::net::{Packet, PacketNumber, SimTime};
use crate::policy::{Direction, Reason};
use crate::sim::{Command, FlowReport, Outcome, Setup};
use crate::topology::{Gate, GatewayIndex, HostIndex, Plan, Topology};

/// All entries of a run, and the network that it began with.
#[derive(Clone, Debug)]
pub struct Trace {
    /// The network before the first change.
    pub start: Rc<Topology>,
    /// What happened, in order.
    pub entries: Vec<TraceEntry>,
    /// Which entries changed the network.
    changes: Vec<usize>,
    /// Which entries sent a packet: packets are numbered from 1 in this order.
    sent: Vec<usize>,
    /// Which entries dropped one.
    dropped: Vec<usize>,
}

/// One thing that happened.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct TraceEntry {
    /// When.
    pub at: SimTime,
    /// What.
    pub event: TraceEvent,
}

/// Who sent a packet.
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
    /// The id of who sent it.
    #[must_use]
    pub fn name(self, topology: &Topology) -> &str {
        match self {
            Self::Host(host) => &topology.host(host).name,
            Self::Gateway(gateway, _) => &topology.gateway(gateway).name,
        }
    }
}

/// What can happen.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub enum TraceEvent {
    /// A packet was sent.
    Sent {
        /// The packet as it left; boxed, since most entries have none and there are millions.
        packet: Box<Packet>,
        /// Who sent it.
        origin: Sender,
        /// How often the same was sent before.
        retry: u8,
    },
    /// A gate let a packet pass.
    Passed {
        /// The packet.
        packet: PacketNumber,
        /// The flow it belongs to.
        flow_index: u32,
        /// The gate.
        gate: Gate,
        /// Which way.
        direction: Direction,
        /// Why; a translation says what was exchanged.
        reason: Reason,
    },
    /// A packet ended at a gate.
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
    /// Something about a host changed.
    Host {
        /// The host.
        host: HostIndex,
        /// What changed.
        event: HostEvent,
    },
    /// The script changed the network.
    Changed {
        /// Which command of the setup did it.
        command: usize,
        /// The network from now on. It is not written with the entry: whoever reads it back
        /// makes the change again.
        #[serde(skip, default = "unsent")]
        topology: Rc<Topology>,
    },
    /// A flow is decided.
    Ended {
        /// The flow.
        flow_index: u32,
        /// How.
        outcome: Outcome,
    },
}

/// Where and why a packet ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Drop {
    /// The packet.
    pub packet: PacketNumber,
    /// The flow it belongs to.
    pub flow_index: u32,
    /// The gate.
    pub gate: Gate,
    /// Which way.
    pub direction: Direction,
    /// Why.
    pub reason: Reason,
}

fn unsent() -> Rc<Topology> {
    Rc::new(Topology::new(Plan::default()))
}

impl Trace {
    /// A trace of these entries, which began with this network.
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

    /// Every drop, in order, with its entry.
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

    /// The entry in which a packet was sent; the first that is about it.
    #[must_use]
    pub fn sent_at(&self, packet: PacketNumber) -> Option<usize> {
        let index = usize::try_from(packet.0).ok()?.checked_sub(1)?;
        self.sent.get(index).copied()
    }

    /// The network in force at an entry: the one that its indices and reasons are about.
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

    /// Whether it says something that AWS does not document, and that is therefore this
    /// project's choice.
    ///
    /// `topology` is the network in force, `packet` the one that this is about, as it came
    /// there ([`UnderWay`](super::UnderWay) tells).
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
