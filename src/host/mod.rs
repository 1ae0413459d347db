//! One host's network stack: TCP, UDP, ICMP echo, ephemeral ports, timers.
//!
//! A [`HostStack`] is told what arrives and what time it is, and answers with an
//! [`Output`]. It knows no filter and no other host; it cannot even tell a dropped
//! packet from a slow one, which is why a dropped SYN looks like silence.
//!
//! Not modelled: several addresses of one family, raw sockets, path MTU discovery.

mod connection;
mod datagram;
mod ephemeral;
mod exchange;
mod output;

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::rc::Rc;

pub use connection::{Connection, FourTuple};
pub use ephemeral::{EphemeralPorts, Request};
pub use exchange::{Close, CloseHow, Exchange, Side};
pub use output::{Effect, HostEvent, Output, Sending, Timer};

use connection::{Moment, reset_for};
use datagram::Socket;

use crate::net::{
    Draw, Packet, Payload, Segment, SequenceNumber, Service, SimTime, SynSchedule, TcpFlags,
    TcpState, Transport,
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
    /// Largest segment towards hosts of its own network, and towards all others.
    pub segment_sizes: SegmentSizes,
}

/// Largest TCP segments, by destination.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SegmentSizes {
    /// Inside the VPC: 9 001 bytes less 40 of headers.
    pub inside: u16,
    /// Across an internet gateway: 1 500 less 40.
    pub outside: u16,
}

impl SegmentSizes {
    /// What AWS's links carry.
    pub const AWS: Self = Self {
        inside: 8_961,
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
    listeners: BTreeSet<Service>,
    connections: Vec<Connection>,
    by_tuple: BTreeMap<FourTuple, usize>,
    /// Ports that a program named itself; Linux never shares them.
    bound: BTreeMap<u16, u32>,
    sockets: BTreeMap<u16, Socket>,
    pings: BTreeMap<u16, u32>,
}

/// Whom a flow is with.
#[derive(Clone, Copy, Debug)]
pub struct Target<'a> {
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
    /// Whether they are in our own network, where segments may be larger.
    pub inside: bool,
}

impl HostStack {
    /// A host that listens on these services.
    #[must_use]
    pub fn new(profile: Profile, draw: Draw, listeners: BTreeSet<Service>) -> Self {
        Self {
            profile,
            draw,
            listeners,
            connections: Vec::new(),
            by_tuple: BTreeMap::new(),
            bound: BTreeMap::new(),
            sockets: BTreeMap::new(),
            pings: BTreeMap::new(),
        }
    }

    /// Starts to listen.
    pub fn listen(&mut self, service: Service) {
        self.listeners.insert(service);
    }

    /// Stops to listen; open connections stay.
    pub fn unlisten(&mut self, service: Service) {
        self.listeners.remove(&service);
    }

    /// What it listens on.
    pub fn listeners(&self) -> impl Iterator<Item = Service> {
        self.listeners.iter().copied()
    }

    /// Its connections that are not closed, in the order of their ends.
    pub fn connections(&self) -> impl Iterator<Item = &Connection> {
        self.by_tuple
            .values()
            .map(|&index| &self.connections[index])
    }

    /// Opens a TCP connection: takes a port and sends a SYN.
    ///
    /// # Errors
    ///
    /// [`NoPort`] when the named port is taken, or no ephemeral one is free.
    pub fn open(
        &mut self,
        target: Target<'_>,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) -> Result<(), NoPort> {
        let local_port = self.take_port(&target, now)?;
        let tuple = FourTuple {
            local: target.source,
            local_port,
            remote: target.destination,
            remote_port: target.destination_port,
        };
        if let Some(old) = self.by_tuple.get(&tuple) {
            // Only a TIME-WAIT remnant can still be here, and it is taken over.
            self.connections[*old].state = TcpState::Closed;
            self.by_tuple.remove(&tuple);
        }
        let ephemeral = target.source_port.is_none();
        if !ephemeral {
            *self.bound.entry(local_port).or_default() += 1;
        }
        output.event(HostEvent::PortTaken {
            flow_index: target.flow_index,
            transport: Transport::Tcp,
            port: local_port,
            ephemeral,
        });
        let initial = self.initial_sequence("client isn", target.flow);
        let segment_size = self.segment_size(target.inside);
        let mut connection = Connection::new(
            target.flow_index,
            Side::Client,
            tuple,
            initial,
            segment_size,
            now,
        );
        connection.ephemeral = ephemeral;
        let index = self.keep(connection);
        self.act(index, exchange, now, output, Connection::open);
        Ok(())
    }

    /// One side of a flow writes data, if it still has the connection.
    pub fn write(
        &mut self,
        flow_index: u32,
        side: Side,
        bytes: u32,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) {
        if let Some(index) = self.find(flow_index, side) {
            self.act(
                index,
                exchange,
                now,
                output,
                |connection, moment, output| {
                    connection.write(bytes, moment, output);
                },
            );
        }
    }

    /// One side of a flow closes it, if it still has the connection.
    pub fn close(
        &mut self,
        flow_index: u32,
        side: Side,
        how: CloseHow,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) {
        if let Some(index) = self.find(flow_index, side) {
            self.act(
                index,
                exchange,
                now,
                output,
                |connection, moment, output| match how {
                    CloseHow::Fin => connection.close(moment, output),
                    CloseHow::Reset => connection.abort(moment, output),
                },
            );
        }
    }

    /// A packet has arrived; `flow` is the name of the flow that it belongs to.
    ///
    /// `inside` tells whether it came from the host's own network.
    pub fn receive(
        &mut self,
        packet: &Packet,
        flow: &str,
        inside: bool,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) {
        match &packet.payload {
            Payload::Tcp(segment) => {
                self.receive_segment(packet, segment, flow, inside, exchange, now, output);
            }
            Payload::Udp { .. } => self.receive_datagram(packet, exchange, now, output),
            Payload::Icmp(message) => self.receive_icmp(packet, message, output),
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

    #[allow(
        clippy::too_many_arguments,
        reason = "a segment and all that is known of the moment"
    )]
    fn receive_segment(
        &mut self,
        packet: &Packet,
        segment: &Segment,
        flow: &str,
        inside: bool,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) {
        let tuple = FourTuple {
            local: packet.destination,
            local_port: segment.destination_port,
            remote: packet.source,
            remote_port: segment.source_port,
        };
        let listens = self.listeners.contains(&Service {
            transport: Transport::Tcp,
            port: segment.destination_port,
        });
        if let Some(&index) = self.by_tuple.get(&tuple) {
            let waiting = self.connections[index].state == TcpState::TimeWait;
            if !(waiting && listens && segment.flags.is_opening()) {
                self.act(
                    index,
                    exchange,
                    now,
                    output,
                    |connection, moment, output| {
                        connection.receive(segment, moment, output);
                    },
                );
                return;
            }
            // Linux: a SYN with the same ports replaces the server's TIME-WAIT.
            self.connections[index].state = TcpState::Closed;
            self.by_tuple.remove(&tuple);
        }
        if listens && segment.flags.is_opening() {
            let initial = self.initial_sequence("server isn", flow);
            let segment_size = self.segment_size(inside);
            let connection = Connection::new(
                packet.flow_index,
                Side::Server,
                tuple,
                initial,
                segment_size,
                now,
            );
            let index = self.keep(connection);
            self.act(
                index,
                exchange,
                now,
                output,
                |connection, moment, output| {
                    connection.accept(segment, moment, output);
                },
            );
        } else if let Some(reset) = reset_for_packet(packet) {
            output.send(reset);
        }
    }

    /// Lets a connection act, and forgets it when that has closed it.
    fn act(
        &mut self,
        index: usize,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
        action: impl FnOnce(&mut Connection, &Moment<'_>, &mut Output),
    ) {
        let moment = Moment {
            now,
            connection: index,
            exchange,
            syn: self.profile.syn,
            time_wait: self.profile.time_wait,
        };
        let connection = &mut self.connections[index];
        action(connection, &moment, output);
        if connection.state == TcpState::Closed {
            let tuple = connection.tuple;
            let (flow_index, port) = (connection.flow_index, tuple.local_port);
            self.by_tuple.remove(&tuple);
            if connection.side == Side::Client {
                if !connection.ephemeral
                    && let Some(count) = self.bound.get_mut(&port)
                {
                    *count = count.saturating_sub(1);
                }
                let transport = Transport::Tcp;
                output.event(HostEvent::PortFreed {
                    flow_index,
                    transport,
                    port,
                });
            }
        }
    }

    fn keep(&mut self, connection: Connection) -> usize {
        let index = self.connections.len();
        self.by_tuple.insert(connection.tuple, index);
        self.connections.push(connection);
        index
    }

    fn find(&self, flow_index: u32, side: Side) -> Option<usize> {
        self.by_tuple.values().copied().find(|&index| {
            let connection = &self.connections[index];
            connection.flow_index == flow_index && connection.side == side
        })
    }

    fn take_port(&mut self, target: &Target<'_>, now: SimTime) -> Result<u16, NoPort> {
        let Self {
            by_tuple,
            connections,
            bound,
            listeners,
            profile,
            ..
        } = self;
        let reuse = profile.reuse_time_wait;
        let is_free = |local_port| {
            let tuple = FourTuple {
                local: target.source,
                local_port,
                remote: target.destination,
                remote_port: target.destination_port,
            };
            by_tuple.get(&tuple).is_none_or(|&index| {
                let old = &connections[index];
                let age = now.since(old.since);
                reuse && old.state == TcpState::TimeWait && age > SimTime::from_secs(1)
            })
        };
        let listens = |port| {
            listeners.contains(&Service {
                transport: Transport::Tcp,
                port,
            })
        };
        if let Some(port) = target.source_port {
            let shared = by_tuple.keys().any(|tuple| {
                tuple.local_port == port && tuple.local == target.source && !is_free(port)
            });
            return if shared || listens(port) {
                Err(NoPort)
            } else {
                Ok(port)
            };
        }
        let request = Request {
            host: &profile.name,
            flow: target.flow,
            address: target.destination,
            port: target.destination_port,
        };
        profile
            .ports
            .choose(request, |port| {
                bound.get(&port).copied().unwrap_or_default() == 0
                    && !listens(port)
                    && is_free(port)
            })
            .ok_or(NoPort)
    }

    fn initial_sequence(&self, purpose: &str, flow: &str) -> SequenceNumber {
        SequenceNumber(
            self.draw
                .below(u32::MAX, &self.profile.name, purpose, flow, 0),
        )
    }

    const fn segment_size(&self, inside: bool) -> u16 {
        let sizes = self.profile.segment_sizes;
        if inside { sizes.inside } else { sizes.outside }
    }
}
