//! Forwarding: a packet passes checkpoints until it reaches a link, which takes time.

use std::net::IpAddr;
use std::rc::Rc;

use super::{Drop, NatReset, Sender, Simulation, TraceEntry, TraceEvent};
use crate::host::{PathKind, reset_for_packet};
use crate::net::{Draw, Packet};
use crate::policy::{Direction, Interface, Reason, judge};
use crate::topology::{Checkpoint, Gate, GatewayIndex, GatewayKind, HostIndex, Onward, Topology};

const MILLION: u32 = 1_000_000;

impl Simulation {
    /// Forwards a packet through checkpoints until it reaches a link.
    pub(super) fn forward(
        &mut self,
        packet: &mut Packet,
        mut onward: Onward,
        trace: &mut Vec<TraceEntry>,
    ) {
        let topology = Rc::clone(&self.topology);
        loop {
            let checkpoint = match onward {
                Onward::Here(Checkpoint::Host(host)) => {
                    self.deliver(packet, host, &topology, trace);
                    return;
                }
                Onward::Here(checkpoint) => checkpoint,
                Onward::Link(checkpoint) => {
                    if self.is_lost(packet) {
                        let (gate, direction) = topology.gate(Checkpoint::Nowhere);
                        self.drop(packet, gate, direction, Reason::Lost, trace);
                        return;
                    }
                    let at = self.now + self.setup.settings.latency;
                    self.queue.arrive(at, packet, checkpoint);
                    return;
                }
            };
            let reason = self.decide(&topology, packet, checkpoint);
            let (gate, direction) = topology.gate(checkpoint);
            if reason.is_drop() {
                self.drop(packet, gate, direction, reason, trace);
                if let Checkpoint::Nat {
                    gateway,
                    direction: Direction::Outbound,
                } = checkpoint
                {
                    self.answer_without_session(packet, gateway, &reason, trace);
                }
                return;
            }
            let (number, flow_index) = (packet.number, packet.flow_index);
            self.emit(
                trace,
                TraceEvent::Passed {
                    packet: number,
                    flow_index,
                    gate,
                    direction,
                    reason,
                },
            );
            onward = topology.onward(checkpoint, packet);
        }
    }

    /// A checkpoint's decision; translates the packet if it does so.
    fn decide(
        &mut self,
        topology: &Topology,
        packet: &mut Packet,
        checkpoint: Checkpoint,
    ) -> Reason {
        if let Some(exempt) = topology.exempt(checkpoint, packet) {
            return Reason::NotFiltered(exempt);
        }
        match checkpoint {
            Checkpoint::Groups { host, direction } => {
                let remote = match direction {
                    Direction::Inbound => packet.source,
                    Direction::Outbound => packet.destination,
                };
                let automatic = topology.is_automatically_tracked(host, remote);
                let interface = self.interface(topology, host, automatic);
                judge(
                    &interface,
                    &mut self.tables[host.place()],
                    packet,
                    direction,
                    self.now,
                )
            }
            Checkpoint::Acl {
                subnet, direction, ..
            } => topology
                .acl(topology.subnet(subnet).acl)
                .judge(packet, direction),
            Checkpoint::Routes { subnet } => match topology.judge_route(subnet, packet) {
                Reason::NoRoute
                    if topology
                        .peered_nat_gateway(subnet, packet.destination)
                        .is_some_and(|(_, nat)| {
                            self.nat_tables[nat.place()].expects(packet, self.now)
                        }) =>
                {
                    Reason::ReturnToSender
                }
                reason => reason,
            },
            Checkpoint::InternetGateway { gateway, direction } => {
                let (reason, after) = topology.judge_internet_gateway(gateway, packet, direction);
                *packet = after;
                reason
            }
            Checkpoint::Nat { gateway, direction } => {
                self.translate(topology, packet, gateway, direction)
            }
            Checkpoint::Peering { gateway } => topology.judge_peering(gateway, packet),
            Checkpoint::Nowhere | Checkpoint::Host(_) => Reason::NoHost,
        }
    }

    #[inline(never)]
    fn translate(
        &mut self,
        topology: &Topology,
        packet: &mut Packet,
        gateway: GatewayIndex,
        direction: Direction,
    ) -> Reason {
        let GatewayKind::Nat { private, .. } = topology.gateway(gateway).kind else {
            return Reason::NoSession;
        };
        let table = &mut self.nat_tables[gateway.place()];
        let translated = match direction {
            Direction::Inbound => table.inward(packet, self.now),
            Direction::Outbound => table.outward(packet, private, self.now, || {
                // The packet would come back again and again.
                if topology.has_routing_loop(gateway, packet.destination) {
                    return Err(Reason::RoutingLoop);
                }
                let flow = &self.setup.flows[packet.flow_index as usize].name;
                let name = &topology.gateway(gateway).name;
                let draw = Draw::new(self.setup.seed);
                Ok(draw.below(u32::MAX, name, "nat port", flow, 0))
            }),
        };
        match translated {
            Ok(translation) => {
                *packet = translation.packet;
                translation.reason
            }
            Err(reason) => reason,
        }
    }

    /// A NAT gateway answers a segment from inside that belongs to no session with RST.
    #[inline(never)]
    fn answer_without_session(
        &mut self,
        packet: &Packet,
        gateway: GatewayIndex,
        reason: &Reason,
        trace: &mut Vec<TraceEntry>,
    ) {
        let reset = match reason {
            Reason::SessionExpired => NatReset::SessionExpired,
            Reason::NoSession => NatReset::NoSession,
            _ => return,
        };
        if let Some(sending) = reset_for_packet(packet) {
            let mut reset = self.number(&sending, Sender::Gateway(gateway, reset), trace);
            let here = Checkpoint::Nat {
                gateway,
                direction: Direction::Inbound,
            };
            let onward = self.topology.onward(here, &reset);
            self.forward(&mut reset, onward, trace);
        }
    }

    fn deliver(
        &mut self,
        packet: &Packet,
        host: HostIndex,
        topology: &Topology,
        trace: &mut Vec<TraceEntry>,
    ) {
        let flow_index = packet.flow_index;
        self.emit(
            trace,
            TraceEvent::Delivered {
                packet: packet.number,
                flow_index,
                host,
            },
        );
        let setup = Rc::clone(&self.setup);
        let flow = self.stacks[host.place()]
            .flow_at(packet)
            .unwrap_or(flow_index);
        let plan = &setup.flows[flow as usize];
        let reach = reach(topology, host, packet.source);
        let mut output = self.output();
        self.stacks[host.place()].receive(
            packet,
            &plan.name,
            reach,
            &plan.exchange,
            self.now,
            &mut output,
        );
        self.apply_output(host, output, trace);
    }

    fn drop(
        &mut self,
        packet: &Packet,
        gate: Gate,
        direction: Direction,
        reason: Reason,
        trace: &mut Vec<TraceEntry>,
    ) {
        let (packet, flow_index) = (packet.number, packet.flow_index);
        self.emit(
            trace,
            TraceEvent::Dropped(Drop {
                packet,
                flow_index,
                gate,
                direction,
                reason,
            }),
        );
    }

    fn is_lost(&mut self, packet: &Packet) -> bool {
        let loss = self.setup.settings.loss;
        if loss == 0 {
            return false;
        }
        let flow = &mut self.flows[packet.flow_index as usize];
        flow.links += 1;
        let name = &self.setup.flows[packet.flow_index as usize].name;
        Draw::new(self.setup.seed).below(MILLION, "", "loss", name, flow.links) < loss
    }

    pub(super) fn interface<'a>(
        &self,
        topology: &'a Topology,
        host: HostIndex,
        automatically_tracked: bool,
    ) -> Interface<'a> {
        let settings = &self.setup.settings;
        Interface {
            groups: topology.united_groups_of(host),
            timeouts: topology.host(host).timeouts,
            non_syn: settings.non_syn,
            related_icmp: settings.related_icmp,
            capacity: settings.conntrack_max,
            automatically_tracked,
        }
    }
}

/// The path between a host and an address.
pub(super) fn reach(topology: &Topology, host: HostIndex, remote: IpAddr) -> PathKind {
    match topology.is_inside(host, remote) {
        false => PathKind::Outside,
        true if topology.is_automatically_tracked(host, remote) => PathKind::ThroughNat,
        true => PathKind::Inside,
    }
}
