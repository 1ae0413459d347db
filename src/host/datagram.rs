//! UDP sockets and ICMP: what has no connection.
//!
//! A UDP port is exclusive for its local address, whatever the destination. A datagram
//! that nobody listens for is answered by ICMP port unreachable (RFC 1122, 4.1.3.1);
//! an echo request always by an echo reply (3.2.2.6).

use super::output::{HostEvent, Output, Sending, Timer};
use super::{ConnectTarget, HostStack, NoPort, Request};
use crate::host::Exchange;
use crate::net::{IcmpError, IcmpMessage, Packet, Payload, Service, SimTime, Transport};

impl HostStack {
    /// Opens a UDP socket and gives its port.
    ///
    /// # Errors
    ///
    /// [`NoPort`] when the named port is taken, or no ephemeral one is free.
    pub fn open_socket(
        &mut self,
        target: ConnectTarget<'_>,
        output: &mut Output,
    ) -> Result<u16, NoPort> {
        let listeners = &self.listeners;
        let sockets = &self.sockets;
        let is_free = |port| {
            !sockets.contains_key(&port)
                && !listeners.contains(&Service {
                    transport: Transport::Udp,
                    port,
                })
        };
        let port = if let Some(port) = target.source_port {
            Some(port).filter(|&port| is_free(port))
        } else {
            let request = Request {
                host: &self.profile.name,
                flow: target.flow,
                address: target.destination,
                port: target.destination_port,
            };
            self.profile.ports.choose_for_udp(request, is_free)
        }
        .ok_or(NoPort)?;
        self.sockets.insert(port, target.flow_index);
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
        if self.sockets.get(&port) == Some(&flow_index) {
            self.sockets.remove(&port);
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
        if self.sockets.get(&destination_port) == Some(&flow_index) {
            output.event(HostEvent::Answered { flow_index });
            return;
        }
        let service = Service {
            transport: Transport::Udp,
            port: destination_port,
        };
        if self.listeners.contains(&service) {
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
                if let Some(&flow_index) = self.sockets.get(&quoted.source_port) {
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
