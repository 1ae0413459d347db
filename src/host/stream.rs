//! A host's TCP connections: opening, accepting, and finding the one a segment is for.

use super::connection::{Connection, FourTuple, Moment};
use super::output::{HostEvent, Output};
use super::{
    CloseHow, ConnectTarget, Exchange, HostStack, NoPort, PathKind, Side, reset_for_packet,
};
use crate::net::{Packet, Segment, SequenceNumber, SimTime, TcpState, Transport};

impl HostStack {
    /// Opens a TCP connection: takes a port and sends a SYN.
    ///
    /// # Errors
    ///
    /// [`NoPort`] when the named port is taken, or no ephemeral one is free.
    pub fn open(
        &mut self,
        target: ConnectTarget<'_>,
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
        if let Some(&remnant) = self.open.get(&tuple.flow()) {
            // Only a connection in TIME-WAIT can have these ends; it is replaced.
            self.act(remnant, exchange, now, output, Connection::abort);
        }
        let ephemeral = target.source_port.is_none();
        if !ephemeral {
            *self.bound.or_default(local_port) += 1;
        }
        output.event(HostEvent::PortTaken {
            flow_index: target.flow_index,
            transport: Transport::Tcp,
            port: local_port,
            ephemeral,
        });
        let initial = self.initial_sequence("client isn", target.flow);
        let segment_size = self.segment_size(target.reach);
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

    /// The flow of the connection that a packet is for, if there is one. In a simultaneous
    /// open, the packets of each flow are for the connection of the other.
    #[must_use]
    pub fn flow_at(&self, packet: &Packet) -> Option<u32> {
        // A SYN may open a new connection that replaces one in TIME-WAIT.
        let segment = packet
            .segment()
            .filter(|segment| !segment.flags.is_opening())?;
        let tuple = FourTuple {
            local: packet.destination,
            local_port: segment.destination_port,
            remote: packet.source,
            remote_port: segment.source_port,
        };
        let index = *self.open.get(&tuple.flow())?;
        Some(self.connections[index].flow_index)
    }

    /// One side of a flow writes data, if its connection is open.
    pub fn write(
        &mut self,
        flow_index: u32,
        side: Side,
        bytes: u32,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) {
        self.act_on(
            flow_index,
            side,
            exchange,
            now,
            output,
            |connection, moment, output| {
                connection.write(bytes, moment, output);
            },
        );
    }

    /// One side of a flow closes it, if its connection is open.
    pub fn close(
        &mut self,
        flow_index: u32,
        side: Side,
        how: CloseHow,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
    ) {
        self.act_on(
            flow_index,
            side,
            exchange,
            now,
            output,
            |connection, moment, output| match how {
                CloseHow::Fin => connection.close(moment, output),
                CloseHow::Reset => connection.abort(moment, output),
            },
        );
    }

    #[allow(
        clippy::too_many_arguments,
        reason = "a segment and all that is known of the moment"
    )]
    pub(super) fn receive_segment(
        &mut self,
        packet: &Packet,
        segment: &Segment,
        flow: &str,
        reach: PathKind,
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
        let family = packet.family();
        let listens = self.is_listening(Transport::Tcp, segment.destination_port, family);
        if let Some(&index) = self.open.get(&tuple.flow()) {
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
            self.act(index, exchange, now, output, Connection::abort);
        }
        if listens && segment.flags.is_opening() {
            let initial = self.initial_sequence("server isn", flow);
            let segment_size = self.segment_size(reach);
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

    /// Runs an action on one side's connection, if it is open.
    fn act_on(
        &mut self,
        flow_index: u32,
        side: Side,
        exchange: &Exchange,
        now: SimTime,
        output: &mut Output,
        action: impl FnOnce(&mut Connection, &Moment<'_>, &mut Output),
    ) {
        if let Some(index) = self.find(flow_index, side) {
            self.act(index, exchange, now, output, action);
        }
    }

    /// Runs an action on a connection, and removes it if that closes it.
    pub(super) fn act(
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
            self.open.remove(&tuple.flow());
            if connection.side == Side::Client {
                if let Some(held) = &mut self.held {
                    held.free(&tuple.flow());
                }
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
        let flow = connection.tuple.flow();
        self.open.insert(flow, index);
        if connection.side == Side::Client
            && let Some(held) = &mut self.held
        {
            held.take(&flow);
        }
        if self.connections.is_empty() {
            // Most hosts have one connection, and a new list reserves room for four.
            self.connections.reserve_exact(1);
        }
        self.connections.push(connection);
        index
    }

    /// The connection of one side of a flow; the newest, if there were several.
    fn find(&self, flow_index: u32, side: Side) -> Option<usize> {
        let indices = self.open.iter().map(|(_, &index)| index);
        indices
            .filter(|&index| {
                let connection = &self.connections[index];
                connection.flow_index == flow_index && connection.side == side
            })
            .max()
    }

    fn initial_sequence(&self, purpose: &str, flow: &str) -> SequenceNumber {
        SequenceNumber(
            self.draw
                .below(u32::MAX, &self.profile.name, purpose, flow, 0),
        )
    }

    const fn segment_size(&self, reach: PathKind) -> u16 {
        let sizes = self.profile.segment_sizes;
        match reach {
            PathKind::Inside => sizes.inside,
            PathKind::ThroughNat => sizes.through_nat,
            PathKind::Outside => sizes.outside,
        }
    }
}
