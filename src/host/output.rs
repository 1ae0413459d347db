//! The output of a host's stack: packets, timers and events.

use serde::{Deserialize, Serialize};
use std::net::IpAddr;

use super::{PortHolder, Side};
use crate::net::{Family, Payload, Service, SimTime, TcpState, Transport};

/// All output of a host at one moment, in order.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The items.
    pub effects: Vec<OutputItem>,
}

/// One item of output.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OutputItem {
    /// The host sends a packet.
    Send(Sending),
    /// The host sets a timer.
    Timer {
        /// When.
        at: SimTime,
        /// Which.
        timer: Timer,
    },
    /// The host's state changed.
    Event(HostEvent),
}

/// A packet to send, before the simulation numbers it.
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
    /// How often it was sent before.
    pub retry: u8,
}

/// A timer of a host.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Timer {
    /// Of a TCP connection; it is void if the connection's `generation` has changed.
    Connection {
        /// Which connection of the host.
        connection: usize,
        /// The generation it was set in.
        generation: u32,
    },
    /// The response to a datagram is due.
    Answer {
        /// The flow.
        flow_index: u32,
        /// Our address.
        source: IpAddr,
        /// Our port.
        source_port: u16,
        /// The sender of the request.
        destination: IpAddr,
        /// The port of the request's sender.
        destination_port: u16,
        /// Bytes of the response.
        length: u32,
    },
}

/// An event on a host.
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
    /// A port was released.
    PortFreed {
        /// The flow.
        flow_index: u32,
        /// TCP or UDP.
        transport: Transport,
        /// The port.
        port: u16,
    },
    /// No port was free.
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
        /// The connection's state at that time.
        state: TcpState,
    },
    /// A connection was reset by the other side's RST.
    Reset {
        /// The flow.
        flow_index: u32,
        /// Which end of it this host is.
        side: Side,
        /// The connection's state at that time.
        state: TcpState,
    },
    /// A datagram reached a listener.
    Heard {
        /// The flow.
        flow_index: u32,
    },
    /// A reply reached the flow's initiator: a datagram or an echo reply.
    Answered {
        /// The flow.
        flow_index: u32,
    },
    /// A datagram arrived from another address or port than the socket is connected to.
    AnsweredFromElsewhere {
        /// The flow of the socket.
        flow_index: u32,
        /// Its source address.
        source: IpAddr,
        /// Its source port.
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
