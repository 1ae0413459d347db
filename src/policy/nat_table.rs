//! What a NAT gateway remembers: which of its ports stands for which inside flow.
//!
//! Towards one destination (address, port, protocol) it holds at most 55 000 sessions,
//! fewer than its 64 512 ports. A session that was idle for 350 s is gone, and the next
//! packet from inside is answered with RST, not with silence.
//!
//! Source: AWS, "NAT gateway basics" and "Troubleshoot NAT gateways". How it chooses a
//! port is not documented; here it is a random free one.
//!
//! Not modelled: secondary addresses, fragments.

use std::net::IpAddr;

use super::Reason;
use crate::net::{Flow, FlowMap, Packet, PortRange, SimTime};

/// The ports a NAT gateway translates to.
const PORTS: PortRange = PortRange::fixed(1_024, 65_535);
/// Sessions towards one destination.
const MOST_PER_DESTINATION: u32 = 55_000;
const IDLE: SimTime = SimTime::from_secs(350);

/// The sessions of one NAT gateway.
#[derive(Clone, Debug, Default)]
pub struct NatTable {
    /// By the flow as the inside host has it.
    sessions: FlowMap<NatSession>,
    /// By the flow as it leaves the gateway, back to the inside flow.
    ports: FlowMap<Flow>,
    /// How many sessions each destination has, by the flow as it would leave from port 0.
    counts: FlowMap<u32>,
}

/// One session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NatSession {
    /// The gateway's port.
    pub port: u16,
    /// When a packet last used it.
    pub last_used: SimTime,
}

/// A packet after translation, and what was done to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NatTranslation {
    /// The packet as it leaves the gateway.
    pub packet: Packet,
    /// What was exchanged.
    pub reason: Reason,
}

impl NatTable {
    /// Translates a packet from inside: its source becomes the gateway's.
    ///
    /// `random` chooses where the search for a free port begins, for a new session.
    ///
    /// # Errors
    ///
    /// The [`Reason`] why the packet ends here.
    pub fn outward(
        &mut self,
        packet: &Packet,
        gateway: IpAddr,
        now: SimTime,
        random: u32,
    ) -> Result<NatTranslation, Reason> {
        let flow = packet.flow();
        if !flow.protocol.has_ports() && flow.source_port == 0 {
            return Err(Reason::NatProtocol);
        }
        let opening = packet
            .segment()
            .is_none_or(|segment| segment.flags.is_opening());
        let current = self
            .sessions
            .get(&flow)
            .filter(|session| now < session.last_used + IDLE);
        let port = match current {
            Some(session) => session.port,
            None if opening => {
                self.end(&flow, gateway);
                self.choose(&flow, gateway, random, now)
                    .ok_or(Reason::NatPortsExhausted)?
            }
            None => {
                self.end(&flow, gateway);
                return Err(Reason::SessionExpired);
            }
        };
        self.sessions.insert(
            flow,
            NatSession {
                port,
                last_used: now,
            },
        );
        Ok(NatTranslation {
            packet: packet.with_source(gateway, port),
            reason: Reason::PortTranslated {
                from: flow.source,
                from_port: flow.source_port,
                to: gateway,
                to_port: port,
            },
        })
    }

    /// Translates a packet from outside back to the host that asked for it.
    ///
    /// # Errors
    ///
    /// [`Reason::NoSession`] when nobody did.
    pub fn inward(&mut self, packet: &Packet, now: SimTime) -> Result<NatTranslation, Reason> {
        let flow = packet
            .quoted_flow()
            .unwrap_or_else(|| packet.flow().reversed());
        let port = flow.source_port;
        let inside = *self
            .ports
            .get(&outside(&flow, packet.destination, port))
            .ok_or(Reason::NoSession)?;
        let session = self.sessions.get_mut(&inside).ok_or(Reason::NoSession)?;
        if now >= session.last_used + IDLE {
            return Err(Reason::NoSession);
        }
        session.last_used = now;
        Ok(NatTranslation {
            packet: packet.with_destination(inside.source, inside.source_port),
            reason: Reason::PortTranslated {
                from: packet.destination,
                from_port: port,
                to: inside.source,
                to_port: inside.source_port,
            },
        })
    }

    /// The sessions, by the flow that the inside host has.
    pub fn sessions(&self) -> impl Iterator<Item = (&Flow, &NatSession)> {
        self.sessions.sorted().into_iter()
    }

    fn choose(&mut self, flow: &Flow, gateway: IpAddr, random: u32, now: SimTime) -> Option<u16> {
        let to = outside(flow, gateway, 0);
        if self
            .counts
            .get(&to)
            .is_some_and(|&count| count >= MOST_PER_DESTINATION)
        {
            self.end_idle(gateway, now);
        }
        let count = self.counts.or_insert(to, 0);
        if *count >= MOST_PER_DESTINATION {
            return None;
        }
        let port = (0..PORTS.size())
            .map(|step| u32::from(PORTS.low()) + (random.wrapping_add(step)) % PORTS.size())
            .filter_map(|port| u16::try_from(port).ok())
            .find(|&port| !self.ports.contains_key(&outside(flow, gateway, port)))?;
        *count += 1;
        self.ports.insert(outside(flow, gateway, port), *flow);
        Some(port)
    }

    fn end_idle(&mut self, gateway: IpAddr, now: SimTime) {
        let idle: Vec<Flow> = self
            .sessions
            .iter()
            .filter(|(_, session)| now >= session.last_used + IDLE)
            .map(|(flow, _)| *flow)
            .collect();
        for flow in idle {
            self.end(&flow, gateway);
        }
    }

    fn end(&mut self, flow: &Flow, gateway: IpAddr) {
        if let Some(session) = self.sessions.remove(flow) {
            self.ports.remove(&outside(flow, gateway, session.port));
            if let Some(count) = self.counts.get_mut(&outside(flow, gateway, 0)) {
                *count -= 1;
            }
        }
    }
}

/// A flow as it leaves the gateway by one of its ports.
///
/// An echo's remote end has no port: its identifier is ours to change.
const fn outside(flow: &Flow, gateway: IpAddr, port: u16) -> Flow {
    Flow {
        source: gateway,
        source_port: port,
        destination_port: if flow.protocol.has_ports() {
            flow.destination_port
        } else {
            0
        },
        ..*flow
    }
}
