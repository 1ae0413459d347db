//! VPC flow logs, version 2: the records that AWS would write for a run.
//!
//! One record for each interface, direction, five values of a flow, verdict and minute. A
//! record says ACCEPT when group and network ACL let the packets pass, and REJECT when
//! either did not; which one, it does not say. That is why a flow log alone explains so
//! little. Addresses are those that the interface has itself: private ones.
//!
//! Source: AWS, "Flow log records",
//! <https://docs.aws.amazon.com/vpc/latest/userguide/flow-log-records.html>, and
//! "Flow log limitations" for what is not logged.
//!
//! Not modelled: SKIPDATA, and records of interfaces without traffic (NODATA).

use std::fmt;

use crate::net::{Flow, IcmpMessage, Packet, Payload, SimTime, SortedMap};
use crate::policy::{Direction, exempt};
use crate::sim::{Sender, Trace, TraceEvent, UnderWay};
use crate::topology::{Gate, GatewayIndex, GatewayKind, HostIndex, SubnetIndex, Topology};

/// The longest aggregation interval of an instance on Nitro.
const WINDOW: SimTime = SimTime::from_secs(60);
/// 2026-01-01T00:00:00Z, when every scenario begins as far as logs are concerned.
const BEGIN: u64 = 1_767_225_600;
/// The account of AWS's own examples.
const ACCOUNT: &str = "123456789010";

/// One line of the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// Whose interface it is: the name of a host or a NAT gateway.
    pub interface: String,
    /// The flow as the interface saw it. Pings have no ports.
    pub flow: Flow,
    /// Into the interface or out of it. Version 2 does not write it.
    pub direction: Direction,
    /// How many packets.
    pub packets: u32,
    /// Their bytes, IP headers included.
    pub bytes: u64,
    /// When the first of them was seen.
    pub start: SimTime,
    /// When the last of them was seen.
    pub end: SimTime,
    /// Whether the filters let them pass.
    pub accepted: bool,
    /// Whether the interface is a NAT gateway's.
    pub of_gateway: bool,
    /// The flow of the script that they belong to.
    pub flow_index: u32,
}

impl Record {
    /// The id of the interface, made from the name of its owner.
    #[must_use]
    pub fn interface_id(&self) -> String {
        // FNV-1a: any function of the name would do that is the same in each release.
        let hash = self
            .interface
            .bytes()
            .fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
            });
        format!("eni-0{hash:016x}")
    }
}

impl fmt::Display for Record {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = |at: SimTime| BEGIN + at.as_micros() / 1_000_000;
        let action = if self.accepted { "ACCEPT" } else { "REJECT" };
        write!(
            formatter,
            "2 {ACCOUNT} {} {} {} {} {} {} {} {} {} {} {action} OK",
            self.interface_id(),
            self.flow.source,
            self.flow.destination,
            self.flow.source_port,
            self.flow.destination_port,
            self.flow.protocol.0,
            self.packets,
            self.bytes,
            seconds(self.start),
            seconds(self.end),
        )
    }
}

/// Whose interface: a host's or a NAT gateway's.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum InterfaceOwner {
    Host(HostIndex),
    Nat(GatewayIndex),
}

/// The fields that identify a record.
type RecordKey = (u64, InterfaceOwner, bool, Flow, bool);

/// The records of a trace up to and with an entry, in the order of their first packets.
#[must_use]
pub fn records(trace: &Trace, last: usize) -> Vec<Record> {
    let mut log = FlowLog::default();
    log.read_to(trace, last);
    log.records
}

/// The records of a trace as far as it was read.
#[derive(Clone, Debug, Default)]
pub struct FlowLog {
    /// How many entries were read.
    read: usize,
    under_way: UnderWay,
    places: SortedMap<RecordKey, usize>,
    records: Vec<Record>,
    /// Packets on their way out of an interface, by number: whether they were judged yet.
    leaving: SortedMap<u32, InterfaceOwner>,
}

impl FlowLog {
    /// The records up to and with an entry: reads on from where it stopped last, or from
    /// the beginning if that was later. It must be given the same trace each time.
    #[inline(never)]
    pub fn read_to(&mut self, trace: &Trace, last: usize) -> &[Record] {
        if last + 1 < self.read {
            *self = Self::default();
        }
        let wanted = trace.entries.len().min(last + 1);
        for index in self.read..wanted {
            let entry = &trace.entries[index];
            if let Some(packet) = self.under_way.follow(&entry.event) {
                let topology = trace.topology_at(index);
                self.take(topology, entry.at, &entry.event, &packet);
            }
        }
        self.read = wanted;
        &self.records
    }

    fn take(&mut self, topology: &Topology, at: SimTime, event: &TraceEvent, packet: &Packet) {
        match event {
            TraceEvent::Sent { origin, .. } => {
                if let Sender::Gateway(gateway, _) = origin {
                    let interface = InterfaceOwner::Nat(*gateway);
                    self.leaving.insert(packet.number.0, interface);
                } else if let Sender::Host(host) = origin
                    && topology.host(*host).subnet.is_some()
                {
                    self.leaving
                        .insert(packet.number.0, InterfaceOwner::Host(*host));
                }
            }
            TraceEvent::Passed {
                gate, direction, ..
            } => match (gate, direction) {
                // The ACL is the last filter on the way out.
                (Gate::Acl { .. }, Direction::Outbound) => {
                    if let Some(interface) = self.leaving.remove(&packet.number.0) {
                        self.add(topology, at, interface, Direction::Outbound, packet, true);
                    }
                }
                (Gate::Gateway(gateway), _) if is_nat(topology, *gateway) => {
                    let interface = InterfaceOwner::Nat(*gateway);
                    self.add(topology, at, interface, Direction::Inbound, packet, true);
                    // Whether it leaves again, what comes behind the gateway says.
                    self.leaving.insert(packet.number.0, interface);
                }
                // Within a subnet no ACL is asked: the route is the first thing after.
                (Gate::RouteTable { .. }, _) => self.left(topology, at, packet, true),
                _ => {}
            },
            TraceEvent::Delivered { host, .. } => {
                self.left(topology, at, packet, true);
                if topology.host(*host).subnet.is_some() {
                    let interface = InterfaceOwner::Host(*host);
                    self.add(topology, at, interface, Direction::Inbound, packet, true);
                }
            }
            TraceEvent::Dropped(drop) => match (drop.gate, drop.direction) {
                (Gate::Groups(host), Direction::Inbound) => {
                    self.left(topology, at, packet, true);
                    self.add(
                        topology,
                        at,
                        InterfaceOwner::Host(host),
                        Direction::Inbound,
                        packet,
                        false,
                    );
                }
                (Gate::Acl { subnet, .. }, Direction::Inbound) => {
                    self.left(topology, at, packet, true);
                    if let Some(interface) = interface_in(topology, subnet, packet) {
                        self.add(topology, at, interface, Direction::Inbound, packet, false);
                    }
                }
                (Gate::Groups(_) | Gate::Acl { .. }, Direction::Outbound) => {
                    self.left(topology, at, packet, false);
                }
                // It came in, and the gateway knew nothing to do with it.
                (Gate::Gateway(gateway), _) if is_nat(topology, gateway) => {
                    self.left(topology, at, packet, true);
                    let interface = InterfaceOwner::Nat(gateway);
                    self.add(topology, at, interface, Direction::Inbound, packet, true);
                }
                _ => self.left(topology, at, packet, true),
            },
            TraceEvent::Host { .. } | TraceEvent::Changed { .. } | TraceEvent::Ended { .. } => {}
        }
    }

    /// A packet has gone through the filters of the interface it left, or has not.
    fn left(&mut self, topology: &Topology, at: SimTime, packet: &Packet, accepted: bool) {
        if let Some(interface) = self.leaving.remove(&packet.number.0) {
            self.add(
                topology,
                at,
                interface,
                Direction::Outbound,
                packet,
                accepted,
            );
        }
    }

    fn add(
        &mut self,
        topology: &Topology,
        at: SimTime,
        interface: InterfaceOwner,
        direction: Direction,
        packet: &Packet,
        accepted: bool,
    ) {
        if exempt(packet).is_some() {
            return;
        }
        let mut flow = packet.flow();
        if !flow.protocol.has_ports() {
            // An echo's identifier is no port.
            flow.source_port = 0;
            flow.destination_port = 0;
        }
        let window = at.as_micros() / WINDOW.as_micros();
        let key = (
            window,
            interface,
            direction == Direction::Outbound,
            flow,
            accepted,
        );
        let at_place = self.places.get(&key).copied().unwrap_or_else(|| {
            let name = match interface {
                InterfaceOwner::Host(host) => &topology.host(host).name,
                InterfaceOwner::Nat(gateway) => &topology.gateway(gateway).name,
            };
            self.records.push(Record {
                interface: name.to_string(),
                flow,
                direction,
                packets: 0,
                bytes: 0,
                start: at,
                end: at,
                accepted,
                of_gateway: matches!(interface, InterfaceOwner::Nat(_)),
                flow_index: packet.flow_index,
            });
            self.records.len() - 1
        });
        self.places.insert(key, at_place);
        let record = &mut self.records[at_place];
        record.packets += 1;
        record.bytes += bytes(packet);
        record.end = at;
    }
}

fn is_nat(topology: &Topology, gateway: GatewayIndex) -> bool {
    matches!(topology.gateway(gateway).kind, GatewayKind::Nat { .. })
}

/// The interface of a subnet that a packet comes in for: its host, or the NAT gateway that
/// packets to anywhere else are routed to.
fn interface_in(
    topology: &Topology,
    subnet: SubnetIndex,
    packet: &Packet,
) -> Option<InterfaceOwner> {
    let host = topology.hosts().iter().position(|host| {
        host.subnet == Some(subnet) && host.addresses.contains(&packet.destination)
    });
    if let Some(at) = host {
        return Some(InterfaceOwner::Host(HostIndex::new(at)));
    }
    let gateways = (0..topology.gateway_count()).map(GatewayIndex::new);
    let here = gateways.filter_map(|gateway| match topology.gateway(gateway).kind {
        GatewayKind::Nat {
            subnet: home,
            private,
            ..
        } if home == subnet => Some((gateway, private)),
        _ => None,
    });
    let mut routed = None;
    for (gateway, private) in here {
        if private == packet.destination {
            return Some(InterfaceOwner::Nat(gateway));
        }
        routed = routed.or(Some(InterfaceOwner::Nat(gateway)));
    }
    routed
}

/// Bytes of a packet with its IP header, without options but those of a SYN.
#[must_use]
pub fn bytes(packet: &Packet) -> u64 {
    let header = if packet.source.is_ipv4() { 20 } else { 40 };
    // An ICMP error quotes an IP header and eight bytes behind it.
    let quoted = header + 8;
    let payload = match &packet.payload {
        Payload::Tcp(segment) => {
            let option = if segment.maximum_segment_size.is_some() {
                4
            } else {
                0
            };
            20 + option + u64::from(segment.length)
        }
        Payload::Udp { length, .. } => 8 + u64::from(*length),
        Payload::Icmp(message) => match message {
            IcmpMessage::Error { .. } => 8 + quoted,
            // What `ping` sends by default: 56 bytes of data.
            _ => 8 + 56,
        },
        Payload::Other { length, .. } => u64::from(*length),
    };
    header + payload
}
