//! One host's network stack: TCP, UDP, ICMP echo, ephemeral ports, timers.
//!
//! A [`HostStack`] is told what arrives and what time it is, and answers with an
//! [`Output`]. It knows no filter and no other host; it cannot even tell a dropped
//! packet from a slow one, which is why a dropped SYN looks like silence.
//!
//! Not modelled: several addresses of one family, raw sockets, path MTU discovery.

mod connection;
mod conversation;
mod datagram;
mod ephemeral;
mod listen;
mod local_port;
mod output;
mod port_usage;
mod stream;

use std::net::IpAddr;
use std::rc::Rc;

pub use connection::{Connection, FourTuple};
pub use conversation::{Close, CloseHow, Exchange, Side};
pub use datagram::UdpSocket;
pub use ephemeral::{EphemeralPorts, Request};
pub use listen::{FailedListener, Families, PortHolder};
pub use output::{HostEvent, Output, OutputItem, Sending, Timer};

use connection::reset_for;
use port_usage::PortUsage;

use crate::net::{
    Draw, Family, FlowMap, Packet, Payload, Service, SimTime, SortedMap, SortedSet, SynSchedule,
    TcpFlags,
};

/// How a host's system behaves.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Name of the host, on which its draws depend.
    pub name: Rc<str>,
    /// Its ephemeral ports.
    pub ports: EphemeralPorts,
    /// When it sends SYNs again.
    pub syn: SynSchedule,
    /// How long it keeps TIME-WAIT.
    pub time_wait: SimTime,
    /// Whether a connection may take over a TIME-WAIT remnant of its own, 1 s old.
    pub reuse_time_wait: bool,
    /// Largest segments, by what they pass.
    pub segment_sizes: SegmentSizes,
}

/// What lies between two ends, as far as the size of segments goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// Nothing but their own network, and one peered with it.
    Inside,
    /// A NAT gateway, and no internet gateway.
    ThroughNat,
    /// The internet.
    Outside,
}

/// Largest TCP segments, by what lies between the ends.
///
/// Source: AWS, "Network maximum transmission unit (MTU)" and "NAT gateway basics".
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentSizes {
    /// Inside the VPC: 9 001 bytes less 40 of headers.
    pub inside: u16,
    /// Through a NAT gateway, which clamps it: 8 500 less 40.
    pub through_nat: u16,
    /// Across an internet gateway: 1 500 less 40.
    pub outside: u16,
}

impl SegmentSizes {
    /// What AWS's links carry.
    pub const AWS: Self = Self {
        inside: 8_961,
        through_nat: 8_460,
        outside: 1_460,
    };
}

/// The RST with which somebody answers a TCP packet for which there is no connection.
///
/// `None` for other packets, and for a RST, which is never answered.
#[must_use]
pub fn reset_for_packet(packet: &Packet) -> Option<Sending> {
    let segment = packet.segment()?;
    let tuple = FourTuple {
        local: packet.destination,
        local_port: segment.destination_port,
        remote: packet.source,
        remote_port: segment.source_port,
    };
    (!segment.flags.contains(TcpFlags::RST)).then(|| Sending {
        flow_index: packet.flow_index,
        source: packet.destination,
        destination: packet.source,
        payload: Payload::Tcp(reset_for(segment, tuple)),
        retry: 0,
    })
}

/// Why a flow could not begin.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoPort;

/// A host's stack.
#[derive(Clone, Debug)]
pub struct HostStack {
    profile: Profile,
    draw: Draw,
    listeners: SortedMap<Service, Families>,
    /// Services whose server could not bind its port.
    failed_listeners: SortedMap<Service, FailedListener>,
    connections: Vec<Connection>,
    /// Those that are not closed, by their flow as this host sends it.
    open: FlowMap<usize>,
    /// How many ports it holds, once they are many.
    held: Option<PortUsage>,
    /// Ports that a program named itself; Linux never shares them.
    bound: SortedMap<u16, u32>,
    /// The UDP sockets of scripted flows, by local port and family.
    sockets: SortedMap<(u16, Family), UdpSocket>,
    pings: SortedMap<u16, u32>,
}

/// Whom a flow is with.
#[derive(Clone, Copy, Debug)]
pub struct ConnectTarget<'a> {
    /// Index of the flow.
    pub flow_index: u32,
    /// Name of the flow, on which its draws depend.
    pub flow: &'a str,
    /// Our address.
    pub source: IpAddr,
    /// Our port, if the program names it.
    pub source_port: Option<u16>,
    /// Their address.
    pub destination: IpAddr,
    /// Their port; for an echo 0.
    pub destination_port: u16,
    /// What lies between.
    pub reach: PathKind,
}

impl HostStack {
    /// A host that listens on these services, in both address families.
    #[must_use]
    pub fn new(profile: Profile, draw: Draw, services: &SortedSet<Service>) -> Self {
        let mut listeners = SortedMap::new();
        for service in services.iter() {
            listeners.insert(*service, Families::ALL);
        }
        Self {
            profile,
            draw,
            listeners,
            failed_listeners: SortedMap::new(),
            connections: Vec::new(),
            open: FlowMap::default(),
            held: None,
            bound: SortedMap::new(),
            sockets: SortedMap::new(),
            pings: SortedMap::new(),
        }
    }

    /// How its system behaves.
    #[must_use]
    pub const fn profile(&self) -> &Profile {
        &self.profile
    }

    /// The UDP sockets of scripted flows, in the order of their ports.
    pub fn udp_sockets(&self) -> impl Iterator<Item = &UdpSocket> {
        self.sockets.values()
    }

    /// Its connections that are not closed, in the order of their ends.
    pub fn connections(&self) -> impl Iterator<Item = &Connection> {
        self.open
            .sorted()
            .into_iter()
            .map(|(_, &index)| &self.connections[index])
    }

    /// A packet has arrived; `flow` is the name of the flow that it belongs to.
    ///
    /// `reach` tells what lies between the host and the sender.
    pub fn receive(
        &mut self,
        packet: &Packet,
        flow: &str,
        reach: PathKind,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) {
        match &packet.payload {
            Payload::Tcp(segment) => {
                self.receive_segment(packet, segment, flow, reach, exchange, now, output);
            }
            Payload::Udp { .. } => self.receive_datagram(packet, exchange, now, output),
            Payload::Icmp(message) => self.receive_icmp(packet, message, output),
            // No program of ours speaks another protocol.
            Payload::Other { .. } => {}
        }
    }

    /// A timer has run out, unless it was stopped or set again meanwhile.
    pub fn timer(&mut self, timer: Timer, exchange: &Exchange, now: SimTime, output: &mut Output) {
        match timer {
            Timer::Connection {
                connection,
                generation,
            } => {
                if self.connections[connection].awaits(generation) {
                    self.act(connection, exchange, now, output, Connection::timer);
                }
            }
            Timer::Answer {
                flow_index,
                source,
                source_port,
                destination,
                destination_port,
                length,
            } => output.send(Sending {
                flow_index,
                source,
                destination,
                payload: Payload::Udp {
                    source_port,
                    destination_port,
                    length,
                },
                retry: 0,
            }),
        }
    }

    /// Whether a connection's timer still counts: a run may end when none does.
    #[must_use]
    pub fn awaits(&self, timer: Timer) -> bool {
        match timer {
            Timer::Connection {
                connection,
                generation,
            } => self.connections[connection].awaits(generation),
            Timer::Answer { .. } => true,
        }
    }

    /// Which flow a connection's timer is of.
    #[must_use]
    pub fn flow_of(&self, timer: Timer) -> u32 {
        match timer {
            Timer::Connection { connection, .. } => self.connections[connection].flow_index,
            Timer::Answer { flow_index, .. } => flow_index,
        }
    }
}
