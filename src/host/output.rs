//! What a host does in answer to something: packets, timers, and news about itself.

use serde::{Deserialize, Serialize};
use std::net::IpAddr;

use super::{PortHolder, Side};
use crate::net::{Family, Payload, Service, SimTime, TcpState, Transport};

/// Everything that a host did at one moment, in order.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// What it did.
    pub effects: Vec<OutputItem>,
}

/// One thing that a host did.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputItem {
    /// It sent a packet.
    Send(Sending),
    /// It set a timer, which it wants to be told of.
    Timer {
        /// When.
        at: SimTime,
        /// Which.
        timer: Timer,
    },
    /// Something about it changed.
    Event(HostEvent),
}

/// A packet on its way out, without the number that the simulation gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sending {
    /// The flow that it belongs to or answers.
    pub flow_index: u32,
    /// Source address.
    pub source: IpAddr,
    /// Destination address.
    pub destination: IpAddr,
    /// What it carries.
    pub payload: Payload,
    /// How often the same was sent before.
    pub retry: u8,
}

/// A timer of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// Of a TCP connection; `generation` tells whether it still runs.
    Connection {
        /// Which connection of the host.
        connection: usize,
        /// The generation it was set in.
        generation: u32,
    },
    /// A datagram is to be answered.
    Answer {
        /// The flow.
        flow_index: u32,
        /// Our address.
        source: IpAddr,
        /// Our port.
        source_port: u16,
        /// Who asked.
        destination: IpAddr,
        /// From which port.
        destination_port: u16,
        /// Bytes of the answer.
        length: u32,
    },
}

/// News about a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum HostEvent {
    /// A port was taken for a flow.
    PortTaken {
        /// The flow.
        flow_index: u32,
        /// TCP or UDP.
        transport: Transport,
        /// The port.
        port: u16,
        /// Whether the system chose it.
        ephemeral: bool,
    },
    /// A port was given back.
    PortFreed {
        /// The flow.
        flow_index: u32,
        /// TCP or UDP.
        transport: Transport,
        /// The port.
        port: u16,
    },
    /// No port could be had.
    NoPort {
        /// The flow.
        flow_index: u32,
    },
    /// A connection changed its state.
    State {
        /// The flow.
        flow_index: u32,
        /// Which end of it this host is.
        side: Side,
        /// Before.
        from: TcpState,
        /// After.
        to: TcpState,
    },
    /// A connection was given up after its last retransmission.
    GaveUp {
        /// The flow.
        flow_index: u32,
        /// Which end of it this host is.
        side: Side,
        /// Where the connection stood.
        state: TcpState,
    },
    /// A connection was cut by the other side's RST.
    Reset {
        /// The flow.
        flow_index: u32,
        /// Which end of it this host is.
        side: Side,
        /// Where the connection stood.
        state: TcpState,
    },
    /// A datagram reached a listener.
    Heard {
        /// The flow.
        flow_index: u32,
    },
    /// An answer reached the host that asked: a datagram or an echo reply.
    Answered {
        /// The flow.
        flow_index: u32,
    },
    /// A datagram arrived from another address or port than the socket is connected to.
    AnsweredFromElsewhere {
        /// The flow of the socket.
        flow_index: u32,
        /// Where it came from.
        source: IpAddr,
        /// From which port.
        source_port: u16,
        /// The address that the flow sends to.
        asked: IpAddr,
        /// The port that it sends to.
        asked_port: u16,
    },
    /// An ICMP error reported that no socket listens on the port.
    Unreachable {
        /// The flow.
        flow_index: u32,
    },
    /// A server could not listen: `bind()` failed with `EADDRINUSE`.
    ListenFailed {
        /// The service.
        service: Service,
        /// The address family of the socket.
        family: Family,
        /// What has the port.
        holder: PortHolder,
    },
}

impl HostEvent {
    /// The flow that this is about; `None` for a server.
    #[must_use]
    pub const fn flow_index(&self) -> Option<u32> {
        match self {
            Self::PortTaken { flow_index, .. }
            | Self::PortFreed { flow_index, .. }
            | Self::NoPort { flow_index }
            | Self::State { flow_index, .. }
            | Self::GaveUp { flow_index, .. }
            | Self::Reset { flow_index, .. }
            | Self::Heard { flow_index }
            | Self::Answered { flow_index }
            | Self::AnsweredFromElsewhere { flow_index, .. }
            | Self::Unreachable { flow_index } => Some(*flow_index),
            Self::ListenFailed { .. } => None,
        }
    }
}

impl Output {
    pub(super) fn send(&mut self, sending: Sending) {
        self.effects.push(OutputItem::Send(sending));
    }

    pub(super) fn timer(&mut self, at: SimTime, timer: Timer) {
        self.effects.push(OutputItem::Timer { at, timer });
    }

    pub(super) fn event(&mut self, event: HostEvent) {
        self.effects.push(OutputItem::Event(event));
    }
}
