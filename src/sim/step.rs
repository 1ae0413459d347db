//! Steps: the simulation executes one event and writes what happened to the trace.

use std::rc::Rc;

use super::queue::Event;
use super::{
    Command, FlowDestination, FlowProtocol, Outcome, Sender, Simulation, TraceEntry, TraceEvent,
};
use crate::host::{CloseHow, ConnectTarget, HostEvent, Output, OutputItem, Sending, Side};
use crate::net::{Family, IcmpMessage, Packet, PacketNumber, Payload, SimTime};
use crate::topology::{Checkpoint, HostIndex, Onward};

/// How long an initiator waits for an answer to its last datagram.
const REPLY_TIMEOUT: SimTime = SimTime::from_secs(5);

impl Simulation {
    /// Executes the next event and appends its entries to `trace`.
    ///
    /// Does nothing if no event is left.
    pub fn step(&mut self, trace: &mut Vec<TraceEntry>) {
        if let Some(at) = self.next_at() {
            self.handle(at, trace);
        }
    }

    /// Executes the next event, whose time, from [`Simulation::next_at`], is `at`.
    pub(super) fn handle(&mut self, at: SimTime, trace: &mut Vec<TraceEntry>) {
        self.now = at;
        if let Some(mut arrival) = self.queue.pop_arrival() {
            let onward = Onward::Here(arrival.checkpoint);
            self.forward(&mut arrival.packet, onward, trace);
            return;
        }
        let Some(event) = self.queue.pop() else {
            return;
        };
        match event {
            Event::Timer { host, timer } => {
                let setup = Rc::clone(&self.setup);
                let flow_index = self.stacks[host.place()].flow_of(timer);
                let exchange = &setup.flows[flow_index as usize].exchange;
                let mut output = self.output();
                self.stacks[host.place()].timer(timer, exchange, at, &mut output);
                self.apply_output(host, output, trace);
            }
            Event::Command(index) => {
                let setup = Rc::clone(&self.setup);
                self.execute(index, &setup.commands[index].1, trace);
            }
            Event::ReplyTimeout {
                flow_index,
                sent,
                since,
            } => {
                let flow = &mut self.flows[flow_index as usize];
                if flow.sent != sent || !flow.is_all_sent() {
                    return;
                }
                // The outcome depends on whether a datagram arrives, and one is still in flight.
                if flow.is_unheard()
                    && let Some(later) = self.queue.next_arrival_of(flow_index)
                {
                    self.queue.push(later, event);
                } else if flow.end_waiting(since) {
                    self.end(flow_index, trace);
                }
            }
        }
    }

    fn execute(&mut self, index: usize, command: &Command, trace: &mut Vec<TraceEntry>) {
        match command {
            Command::Send { flow_index } => self.send(*flow_index, trace),
            Command::Data {
                flow_index,
                side,
                bytes,
            } => {
                self.on_side(*flow_index, *side, trace, |stack, exchange, now, output| {
                    stack.write(*flow_index, *side, *bytes, exchange, now, output);
                });
            }
            Command::Close {
                flow_index,
                side,
                how,
            } => {
                let asked = &mut self.flows[*flow_index as usize].resets_asked;
                asked[*side as usize] |= *how == CloseHow::Reset;
                self.on_side(*flow_index, *side, trace, |stack, exchange, now, output| {
                    stack.close(*flow_index, *side, *how, exchange, now, output);
                });
            }
            Command::Listen { host, service } => {
                let mut output = self.output();
                let addresses = &self.topology.host(*host).addresses;
                let families = addresses.iter().map(|&address| Family::of(address));
                self.stacks[host.place()].listen(*service, families, &mut output);
                self.apply_output(*host, output, trace);
            }
            Command::Unlisten { host, service } => self.stacks[host.place()].unlisten(*service),
            Command::Change(change) => {
                let Ok(topology) = self.topology.changed(change) else {
                    return;
                };
                let topology = Rc::new(topology);
                self.topology = Rc::clone(&topology);
                for host in (0..self.stacks.len()).map(HostIndex::new) {
                    let interface = self.interface(&topology, host, false);
                    interface.apply_changed_rules(&mut self.tables[host.place()], |remote| {
                        topology.is_automatically_tracked(host, remote)
                    });
                }
                self.emit(
                    trace,
                    TraceEvent::Changed {
                        command: index,
                        topology,
                    },
                );
            }
        }
    }

    /// Runs an action on the host of one side of a flow, if it is known.
    fn on_side(
        &mut self,
        flow_index: u32,
        side: Side,
        trace: &mut Vec<TraceEntry>,
        action: impl FnOnce(&mut crate::host::HostStack, &crate::host::Exchange, SimTime, &mut Output),
    ) {
        let setup = Rc::clone(&self.setup);
        let plan = &setup.flows[flow_index as usize];
        let host = match side {
            Side::Client => Some(plan.from),
            Side::Server => self.flows[flow_index as usize].server,
        };
        if let Some(host) = host {
            let mut output = self.output();
            action(
                &mut self.stacks[host.place()],
                &plan.exchange,
                self.now,
                &mut output,
            );
            self.apply_output(host, output, trace);
        }
    }

    /// Starts a flow, or sends its next datagram or echo request.
    fn send(&mut self, flow_index: u32, trace: &mut Vec<TraceEntry>) {
        let setup = Rc::clone(&self.setup);
        let plan = &setup.flows[flow_index as usize];
        let host = plan.from;
        let now = self.now;
        let begins = self.flows[flow_index as usize].started.is_none();
        let mut output = self.output();
        if begins {
            let addresses = match plan.to {
                FlowDestination::Host(to) => self.topology.addresses_between(host, to),
                FlowDestination::Address(to) => {
                    let family = Family::of(to);
                    self.topology
                        .host(host)
                        .address(family)
                        .map(|source| (source, to))
                }
            };
            let flow = &mut self.flows[flow_index as usize];
            flow.started = Some(now);
            flow.addresses = addresses;
            let Some((source, destination)) = addresses else {
                flow.fail(Outcome::Unreachable, now);
                self.end(flow_index, trace);
                return;
            };
            let target = ConnectTarget {
                flow_index,
                flow: &plan.name,
                source,
                source_port: plan.source_port,
                destination,
                destination_port: plan.port,
                reach: super::forwarding::reach(&self.topology, host, destination),
            };
            let stack = &mut self.stacks[host.place()];
            let port = match plan.wire {
                FlowProtocol::Tcp => stack
                    .open(target, &plan.exchange, now, &mut output)
                    .map(|()| None),
                FlowProtocol::Udp => stack.open_socket(target, &mut output).map(Some),
                FlowProtocol::Echo => Ok(Some(stack.open_ping(target))),
            };
            match port {
                Ok(None) => {
                    self.apply_output(host, output, trace);
                    return;
                }
                Ok(port) => self.flows[flow_index as usize].source_port = port,
                Err(_) => {
                    self.flows[flow_index as usize].fail(Outcome::NoPort, now);
                    output
                        .effects
                        .push(OutputItem::Event(HostEvent::NoPort { flow_index }));
                    self.apply_output(host, output, trace);
                    self.end(flow_index, trace);
                    return;
                }
            }
        }
        let flow = &mut self.flows[flow_index as usize];
        let (Some((source, destination)), Some(port)) = (flow.addresses, flow.source_port) else {
            return;
        };
        flow.sent += 1;
        let payload = match plan.wire {
            FlowProtocol::Echo => Payload::Icmp(IcmpMessage::EchoRequest {
                identifier: port,
                sequence: u16::try_from(flow.sent % 65_536).unwrap_or_default(),
            }),
            _ => Payload::Udp {
                source_port: port,
                destination_port: plan.port,
                length: plan.exchange.request,
            },
        };
        let since = now + REPLY_TIMEOUT;
        self.queue.push(
            // A service's delay is added to the wait; the flow still ends 5 s after the datagram.
            now + plan.exchange.delay + REPLY_TIMEOUT,
            Event::ReplyTimeout {
                flow_index,
                sent: flow.sent,
                since,
            },
        );
        let sending = Sending {
            flow_index,
            source,
            destination,
            payload,
            retry: 0,
        };
        output.effects.push(OutputItem::Send(sending));
        self.apply_output(host, output, trace);
    }

    /// Executes a host's output, and updates its flows.
    pub(super) fn apply_output(
        &mut self,
        host: HostIndex,
        mut output: Output,
        trace: &mut Vec<TraceEntry>,
    ) {
        for effect in &output.effects {
            match effect {
                OutputItem::Timer { at, timer } => {
                    let (host, timer) = (host, *timer);
                    self.queue.push(*at, Event::Timer { host, timer });
                }
                OutputItem::Send(sending) => {
                    let mut packet = self.number(sending, Sender::Host(host), trace);
                    match self.topology.departure(host, &packet) {
                        // To itself: it does not leave the host, but the queue keeps the order.
                        Onward::Here(checkpoint @ Checkpoint::Host(_)) => {
                            self.queue.arrive(self.now, &packet, checkpoint);
                        }
                        onward => self.forward(&mut packet, onward, trace),
                    }
                }
                OutputItem::Event(event) => {
                    let event = *event;
                    self.emit(trace, TraceEvent::Host { host, event });
                    if let Some(flow_index) = event.flow_index()
                        && self.flows[flow_index as usize].observe(host, &event, self.now)
                    {
                        self.end(flow_index, trace);
                    }
                }
            }
        }
        output.effects.clear();
        self.spare = output;
    }

    /// An empty output, with the memory of the last one.
    pub(super) fn output(&mut self) -> Output {
        std::mem::take(&mut self.spare)
    }

    /// Ends a flow: closes its socket and writes its outcome.
    fn end(&mut self, flow_index: u32, trace: &mut Vec<TraceEntry>) {
        let flow = &self.flows[flow_index as usize];
        let outcome = flow.outcome();
        if flow.wire() != FlowProtocol::Tcp
            && let Some(port) = flow.source_port
        {
            let host = self.setup.flows[flow_index as usize].from;
            let mut output = self.output();
            self.stacks[host.place()].close_socket(flow_index, port, &mut output);
            self.apply_output(host, output, trace);
        }
        self.emit(
            trace,
            TraceEvent::Ended {
                flow_index,
                outcome,
            },
        );
    }

    pub(super) fn number(
        &mut self,
        sending: &Sending,
        origin: Sender,
        trace: &mut Vec<TraceEntry>,
    ) -> Packet {
        self.packets_sent += 1;
        let packet = Packet {
            number: PacketNumber(self.packets_sent),
            flow_index: sending.flow_index,
            source: sending.source,
            destination: sending.destination,
            payload: sending.payload,
        };
        self.emit(
            trace,
            TraceEvent::Sent {
                packet: Box::new(packet),
                origin,
                retry: sending.retry,
            },
        );
        packet
    }

    pub(super) fn emit(&self, trace: &mut Vec<TraceEntry>, event: TraceEvent) {
        trace.push(TraceEntry {
            at: self.now,
            event,
        });
    }
}
