//! UDP sockets, and ICMP errors and echo.
//!
//! A client's UDP socket is connected: it takes datagrams only from the address and port
//! that it sends to (`connect(2)`, `udp(7)`). A UDP port is exclusive for its local address,
//! for all destinations. A datagram that no socket takes is answered by ICMP port
//! unreachable (RFC 1122, 4.1.3.1); an echo request by an echo reply (3.2.2.6).

use super::output::{HostEvent, Output, Sending, Timer};
use super::{ConnectTarget, HostStack, NoPort, Request};
use crate::host::Exchange;
use crate::net::{Family, IcmpError, IcmpMessage, Packet, Payload, Service, SimTime, Transport};
use std::net::IpAddr;

/// The connected UDP socket of a scripted flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UdpSocket {
    /// The flow.
    pub flow_index: u32,
    /// Our address.
    pub local: IpAddr,
    /// Our port.
    pub local_port: u16,
    /// The address that it sends to.
    pub remote: IpAddr,
    /// The port that it sends to.
    pub remote_port: u16,
    /// Whether the system chose the port.
    pub ephemeral: bool,
}

impl UdpSocket {
    /// Whether it accepts datagrams from there, and ICMP errors about datagrams sent there.
    fn accepts(&self, address: IpAddr, port: u16) -> bool {
        (self.remote, self.remote_port) == (address, port)
    }
}

impl HostStack {
    /// Opens a UDP socket and returns its port.
    ///
    /// # Errors
    ///
    /// [`NoPort`] when the named port is taken, or no ephemeral one is free.
    pub fn open_socket(
        &mut self,
        target: ConnectTarget<'_>,
        output: &mut Output,
    ) -> Result<u16, NoPort> {
        let family = Family::of(target.source);
        let port = if let Some(port) = target.source_port {
            let is_taken = self.sockets.contains_key(&(port, family))
                || self.is_listening(Transport::Udp, port, family);
            Some(port).filter(|_| !is_taken)
        } else {
            let Self {
                profile,
                sockets,
                listeners,
                ..
            } = self;
            let request = Request {
                host: &profile.name,
                flow: target.flow,
                address: target.destination,
                port: target.destination_port,
            };
            profile.ports.choose_for_udp(request, |port| {
                let service = Service {
                    transport: Transport::Udp,
                    port,
                };
                let listening = listeners.get(&service).copied().unwrap_or_default();
                let is_held = |other| {
                    let socket = sockets.get(&(port, other));
                    listening.contains(other) || socket.is_some()
                };
                // The socket is bound before it is connected: an IPv6 one to `::`, which IPv4
                // sockets block as well (Linux `inet_rcv_saddr_equal`).
                let other_blocks = match family {
                    Family::V4 => sockets
                        .get(&(port, Family::V6))
                        .is_some_and(|socket| socket.ephemeral),
                    Family::V6 => is_held(Family::V4),
                };
                !is_held(family) && !other_blocks
            })
        }
        .ok_or(NoPort)?;
        self.sockets.insert(
            (port, family),
            UdpSocket {
                flow_index: target.flow_index,
                local: target.source,
                local_port: port,
                remote: target.destination,
                remote_port: target.destination_port,
                ephemeral: target.source_port.is_none(),
            },
        );
        output.event(HostEvent::PortTaken {
            flow_index: target.flow_index,
            transport: Transport::Udp,
            port,
            ephemeral: target.source_port.is_none(),
        });
        Ok(port)
    }

    /// Closes the UDP socket on this port, or stops waiting for echoes.
    pub fn close_socket(&mut self, flow_index: u32, port: u16, output: &mut Output) {
        let is_its = |socket: &UdpSocket| socket.flow_index == flow_index;
        let key = [(port, Family::V4), (port, Family::V6)]
            .into_iter()
            .find(|key| self.sockets.get(key).is_some_and(is_its));
        if let Some(key) = key {
            self.sockets.remove(&key);
            let transport = Transport::Udp;
            output.event(HostEvent::PortFreed {
                flow_index,
                transport,
                port,
            });
        }
        if self.pings.get(&port) == Some(&flow_index) {
            self.pings.remove(&port);
        }
    }

    /// Chooses the identifier of a ping.
    pub fn open_ping(&mut self, target: ConnectTarget<'_>) -> u16 {
        let first = self.draw.below(
            1 << 16,
            &self.profile.name,
            "echo identifier",
            target.flow,
            0,
        );
        let identifier = (0..=u16::MAX)
            .map(|step| u16::try_from(first).unwrap_or_default().wrapping_add(step))
            .find(|identifier| *identifier != 0 && !self.pings.contains_key(identifier))
            .unwrap_or(1);
        self.pings.insert(identifier, target.flow_index);
        identifier
    }

    pub(super) fn receive_datagram(
        &mut self,
        packet: &Packet,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) {
        let Payload::Udp {
            source_port,
            destination_port,
            ..
        } = packet.payload
        else {
            return;
        };
        let flow_index = packet.flow_index;
        let family = packet.family();
        let socket = self.sockets.get(&(destination_port, family));
        if let Some(socket) = socket.filter(|socket| socket.accepts(packet.source, source_port)) {
            let flow_index = socket.flow_index;
            output.event(HostEvent::Answered { flow_index });
            return;
        }
        if self.is_listening(Transport::Udp, destination_port, family) {
            output.event(HostEvent::Heard { flow_index });
            if let Some(length) = exchange.response {
                let answer = Timer::Answer {
                    flow_index,
                    source: packet.destination,
                    source_port: destination_port,
                    destination: packet.source,
                    destination_port: source_port,
                    length,
                };
                if exchange.delay == SimTime::ZERO {
                    self.timer(answer, exchange, now, output);
                } else {
                    output.timer(now + exchange.delay, answer);
                }
            }
            return;
        }
        if let Some(socket) = socket {
            output.event(HostEvent::AnsweredFromElsewhere {
                flow_index: socket.flow_index,
                source: packet.source,
                source_port,
                asked: socket.remote,
                asked_port: socket.remote_port,
            });
        }
        let message = IcmpMessage::Error {
            error: IcmpError::PortUnreachable,
            quoted: packet.flow(),
        };
        output.send(answer(packet, Payload::Icmp(message)));
    }

    pub(super) fn receive_icmp(
        &mut self,
        packet: &Packet,
        message: &IcmpMessage,
        output: &mut Output,
    ) {
        match *message {
            IcmpMessage::EchoRequest {
                identifier,
                sequence,
            } => {
                let reply = IcmpMessage::EchoReply {
                    identifier,
                    sequence,
                };
                output.send(answer(packet, Payload::Icmp(reply)));
            }
            IcmpMessage::EchoReply { identifier, .. } => {
                if let Some(&flow_index) = self.pings.get(&identifier) {
                    output.event(HostEvent::Answered { flow_index });
                }
            }
            IcmpMessage::Error {
                error: IcmpError::PortUnreachable,
                quoted,
            } => {
                let key = (quoted.source_port, packet.family());
                if let Some(socket) = self.sockets.get(&key)
                    && socket.accepts(quoted.destination, quoted.destination_port)
                {
                    let flow_index = socket.flow_index;
                    output.event(HostEvent::Unreachable { flow_index });
                }
            }
            IcmpMessage::Error { .. } => {}
        }
    }
}

const fn answer(packet: &Packet, payload: Payload) -> Sending {
    Sending {
        flow_index: packet.flow_index,
        source: packet.destination,
        destination: packet.source,
        payload,
        retry: 0,
    }
}
