//! One host's network stack: TCP, UDP, ICMP echo, ephemeral ports, timers.
//!
//! A [`HostStack`] gets packets, timers and the time, and returns an [`Output`]. It knows no
//! filters and no other hosts. It cannot distinguish a dropped packet from a slow one, so a
//! dropped SYN leads to retransmissions and a timeout.
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

/// How a host's operating system behaves.
#[derive(Clone, Debug)]
pub struct Profile {
    /// Name of the host; its random numbers depend on it.
    pub name: Rc<str>,
    /// Its ephemeral ports.
    pub ports: EphemeralPorts,
    /// When it retransmits SYNs.
    pub syn: SynSchedule,
    /// How long TIME-WAIT lasts.
    pub time_wait: SimTime,
    /// Whether a new connection may replace one in TIME-WAIT after 1 s (`tcp_tw_reuse`).
    pub reuse_time_wait: bool,
    /// Maximum segment sizes, by path.
    pub segment_sizes: SegmentSizes,
}

/// The path between two ends, as far as segment sizes depend on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PathKind {
    /// Their VPC, or one peered with it.
    Inside,
    /// A NAT gateway, and no internet gateway.
    ThroughNat,
    /// The internet.
    Outside,
}

/// Maximum TCP segment sizes, by path.
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
    /// AWS's maximum transmission units.
    pub const AWS: Self = Self {
        inside: 8_961,
        through_nat: 8_460,
        outside: 1_460,
    };
}

/// The RST that answers a TCP packet without a connection.
///
/// `None` for other packets, and for RST, which is never answered.
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

/// A flow found no port: the named port is taken, or no ephemeral port is free.
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
    /// Connections that are not closed, by the flow that this host sends.
    open: FlowMap<usize>,
    /// Counts of ports in use, once there are many.
    held: Option<PortUsage>,
    /// Ports that programs named; Linux never shares them.
    bound: SortedMap<u16, u32>,
    /// The UDP sockets of scripted flows, by local port and family.
    sockets: SortedMap<(u16, Family), UdpSocket>,
    pings: SortedMap<u16, u32>,
}

/// The ends of a flow, for opening it.
#[derive(Clone, Copy, Debug)]
pub struct ConnectTarget<'a> {
    /// Index of the flow.
    pub flow_index: u32,
    /// Name of the flow; its random numbers depend on it.
    pub flow: &'a str,
    /// Our address.
    pub source: IpAddr,
    /// Our port, if the program names it.
    pub source_port: Option<u16>,
    /// Their address.
    pub destination: IpAddr,
    /// Their port; for an echo 0.
    pub destination_port: u16,
    /// The path between the ends.
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
    /// `reach`: the path between the host and the sender.
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
            // No simulated program uses another protocol.
            Payload::Other { .. } => {}
        }
    }

    /// A timer has expired, unless it was stopped or restarted.
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

    /// Whether a timer is still set: a run ends when none is.
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

    /// The flow of a timer.
    #[must_use]
    pub fn flow_of(&self, timer: Timer) -> u32 {
        match timer {
            Timer::Connection { connection, .. } => self.connections[connection].flow_index,
            Timer::Answer { flow_index, .. } => flow_index,
        }
    }
}
