//! NAT table: which of a NAT gateway's ports is translated to which inside flow.
//!
//! Towards one destination (address, port, protocol) it holds at most 55 000 sessions,
//! fewer than its 64 512 ports. A session that is idle for 350 s expires, and the gateway
//! answers the next segment from inside with RST. A segment that never had a session is
//! answered with RST too, which AWS does not document.
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
    /// The flows of expired sessions that were removed, both as the inside host has them and
    /// as they leave the gateway.
    expired: FlowMap<()>,
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
    /// What was translated.
    pub reason: Reason,
}

impl NatTable {
    /// How long a session may be idle before it expires.
    pub const IDLE_TIMEOUT: SimTime = IDLE;

    /// Translates a packet from inside: its source becomes the gateway's.
    ///
    /// `begin` is called for a new session only. It gives the offset at which the search for
    /// a free port starts, or the reason why no session may begin.
    ///
    /// # Errors
    ///
    /// The [`Reason`] why the packet ends here.
    pub fn outward(
        &mut self,
        packet: &Packet,
        gateway: IpAddr,
        now: SimTime,
        begin: impl FnOnce() -> Result<u32, Reason>,
    ) -> Result<NatTranslation, Reason> {
        if let Some(quoted) = packet.quoted_flow() {
            return self.error_outward(packet, &quoted.reversed(), gateway, now);
        }
        let flow = packet.flow();
        if !flow.protocol.has_ports() && !flow.protocol.has_types() {
            return Err(Reason::NatProtocol);
        }
        let opening = packet
            .segment()
            .is_none_or(|segment| segment.flags.is_opening());
        let current = self
            .sessions
            .get(&flow)
            .filter(|session| now < session.last_used + IDLE);
        let port = if let Some(session) = current {
            session.port
        } else {
            self.end(&flow, gateway);
            if !opening {
                return Err(self.missing(&flow));
            }
            let random = begin()?;
            self.choose(&flow, gateway, random, now)
                .ok_or(Reason::NatPortsExhausted)?
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

    /// Translates an ICMP error from inside, so that it quotes the flow that the outside knows.
    fn error_outward(
        &mut self,
        packet: &Packet,
        inside: &Flow,
        gateway: IpAddr,
        now: SimTime,
    ) -> Result<NatTranslation, Reason> {
        let port = self
            .sessions
            .get(inside)
            .filter(|session| now < session.last_used + IDLE)
            .map(|session| session.port)
            .ok_or_else(|| self.missing(inside))?;
        Ok(NatTranslation {
            packet: packet.with_source(gateway, port),
            reason: Reason::PortTranslated {
                from: inside.source,
                from_port: inside.source_port,
                to: gateway,
                to_port: port,
            },
        })
    }

    /// Translates a packet from outside back to the host whose session it belongs to.
    ///
    /// # Errors
    ///
    /// [`Reason::NoSession`] if the flow never had a session, [`Reason::SessionExpired`] if its
    /// session has expired.
    pub fn inward(&mut self, packet: &Packet, now: SimTime) -> Result<NatTranslation, Reason> {
        let Some(inside) = self.inside(packet, now) else {
            let outside = as_it_left(packet);
            return Err(match self.ports.get(&outside) {
                Some(_) => Reason::SessionExpired,
                None => self.missing(&outside),
            });
        };
        let session = self.sessions.get_mut(&inside).ok_or(Reason::NoSession)?;
        let port = session.port;
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

    /// Whether a packet from outside belongs to a session.
    #[must_use]
    pub fn expects(&self, packet: &Packet, now: SimTime) -> bool {
        self.inside(packet, now).is_some()
    }

    /// Why a flow has no session, seen from either side of the gateway.
    fn missing(&self, flow: &Flow) -> Reason {
        let has_expired = self.sessions.contains_key(flow) || self.expired.contains_key(flow);
        if has_expired {
            Reason::SessionExpired
        } else {
            Reason::NoSession
        }
    }

    /// The inside flow that a packet from outside answers, if its session has not expired.
    fn inside(&self, packet: &Packet, now: SimTime) -> Option<Flow> {
        let inside = *self.ports.get(&as_it_left(packet))?;
        let session = self.sessions.get(&inside)?;
        (now < session.last_used + IDLE).then_some(inside)
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
        self.expired.remove(flow);
        self.expired.remove(&outside(flow, gateway, port));
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

    /// Removes an expired session, if the flow has one.
    fn end(&mut self, flow: &Flow, gateway: IpAddr) {
        if let Some(session) = self.sessions.remove(flow) {
            let outside_flow = outside(flow, gateway, session.port);
            self.ports.remove(&outside_flow);
            self.expired.insert(*flow, ());
            self.expired.insert(outside_flow, ());
            if let Some(count) = self.counts.get_mut(&outside(flow, gateway, 0)) {
                *count -= 1;
            }
        }
    }
}

/// The flow that a packet from outside answers, or reports an error about, as it left the
/// gateway.
fn as_it_left(packet: &Packet) -> Flow {
    let flow = packet
        .quoted_flow()
        .unwrap_or_else(|| packet.flow().reversed());
    outside(&flow, packet.destination, flow.source_port)
}

/// A flow as it leaves the gateway by one of its ports.
///
/// The remote end of an echo has no port; only the identifier on our side is translated.
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

#[cfg(test)]
mod tests;
