//! Flow state: the progress of a scripted flow, and its report.

use serde::{Deserialize, Serialize};
use std::net::IpAddr;
use std::rc::Rc;

use super::{Drop, FlowDestination, FlowPlan, FlowProtocol, Outcome};
use crate::host::{HostEvent, Side};
use crate::net::{Family, Protocol, SimTime, TcpState};
use crate::topology::{HostIndex, Topology};

/// The result of a flow, seen from its initiator.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct FlowReport {
    /// Its name.
    pub name: Rc<str>,
    /// Its protocol; ICMP echo between IPv6 addresses is `icmpv6`.
    pub protocol: Protocol,
    /// The initiator's own address; `None`: it has no usable one.
    pub source: Option<IpAddr>,
    /// The initiator's port; an echo has none.
    pub source_port: Option<u16>,
    /// The destination address that it used.
    pub destination: Option<IpAddr>,
    /// The destination port that it used; an echo has none.
    pub destination_port: Option<u16>,
    /// Its outcome, or its state so far.
    pub outcome: Outcome,
    /// When it started.
    pub started: Option<SimTime>,
    /// When the initiator knew the outcome.
    pub ended: Option<SimTime>,
    /// The address and port of the first datagram that its UDP socket did not take, because
    /// it came from somewhere other than the flow sends to.
    pub answered_from: Option<(IpAddr, u16)>,
    /// The drops of its packets, in order, each with its trace entry. Not serialized, since
    /// the trace contains them.
    #[serde(skip)]
    pub drops: Vec<(usize, Drop)>,
}

/// The progress of a flow.
#[derive(Clone, Debug)]
pub(super) struct FlowState {
    pub(super) started: Option<SimTime>,
    pub(super) ended: Option<SimTime>,
    pub(super) addresses: Option<(IpAddr, IpAddr)>,
    /// The initiator's port, or the identifier of its echoes.
    pub(super) source_port: Option<u16>,
    /// The host that accepted it.
    pub(super) server: Option<HostIndex>,
    /// Datagrams or echo requests sent so far.
    pub(super) sent: u32,
    /// Links that its packets have crossed: the index of the random number for loss.
    pub(super) links: u64,
    /// Whether the script asked the client, and the server, for RST.
    pub(super) resets_asked: [bool; 2],
    wire: FlowProtocol,
    wants_reply: bool,
    repeat: u32,
    failure: Option<Outcome>,
    opened: Established,
    answers: u32,
    refusals: u32,
    answered_from: Option<(IpAddr, u16)>,
    heard: u32,
    last_answer: Option<SimTime>,
}

/// Which ends of a connection have been established.
#[derive(Clone, Copy, Debug, Default)]
struct Established {
    client: bool,
    server: bool,
}

impl FlowState {
    pub(super) fn new(plan: &FlowPlan) -> Self {
        Self {
            started: None,
            ended: None,
            addresses: None,
            source_port: None,
            server: None,
            sent: 0,
            links: 0,
            resets_asked: [plan.exchange.close == crate::host::Close::Reset, false],
            wire: plan.wire,
            wants_reply: plan.wire == FlowProtocol::Echo || plan.exchange.response.is_some(),
            repeat: plan.repeat,
            failure: None,
            opened: Established::default(),
            answers: 0,
            refusals: 0,
            answered_from: None,
            heard: 0,
            last_answer: None,
        }
    }

    /// It could not start.
    pub(super) fn fail(&mut self, outcome: Outcome, now: SimTime) {
        self.failure = Some(outcome);
        self.ended = Some(now);
    }

    /// Processes an event of one of its hosts; true if the initiator now knows the outcome.
    pub(super) fn observe(&mut self, host: HostIndex, event: &HostEvent, now: SimTime) -> bool {
        match *event {
            HostEvent::PortTaken { port, .. } => self.source_port = Some(port),
            HostEvent::State {
                side: Side::Client,
                from,
                to,
                ..
            } => match to {
                TcpState::Established => {
                    self.opened.client = true;
                    // A simultaneous open (RFC 9293, figure 7) has no server.
                    self.opened.server |= from == TcpState::SynReceived;
                }
                TcpState::TimeWait | TcpState::Closed => {
                    if from == TcpState::SynSent && self.failure.is_none() {
                        // The script closed it before its SYN was answered.
                        self.worsen(Outcome::TimedOut);
                    }
                    return self.end(now);
                }
                _ => {}
            },
            HostEvent::State {
                side: Side::Server,
                to,
                ..
            } => {
                self.server = Some(host);
                self.opened.server |= to == TcpState::Established;
            }
            HostEvent::GaveUp { side, state, .. } => match (side, state) {
                (Side::Client, TcpState::SynSent) => self.worsen(Outcome::TimedOut),
                (_, TcpState::SynReceived) => {}
                _ => self.worsen(Outcome::Broken),
            },
            HostEvent::Reset {
                side: Side::Client,
                state: TcpState::SynSent,
                ..
            } => {
                self.worsen(Outcome::Refused);
            }
            HostEvent::Reset { side, state, .. }
                if self.opened.client
                    && !self.resets_asked[1 - side as usize]
                    && state != TcpState::TimeWait =>
            {
                self.worsen(Outcome::Reset);
            }
            HostEvent::Heard { .. } => self.heard += 1,
            HostEvent::Answered { .. } => {
                self.answers += 1;
                self.last_answer = Some(now);
                return self.end_if_all_answered(now);
            }
            HostEvent::Unreachable { .. } => {
                self.refusals += 1;
                return self.end_if_all_answered(now);
            }
            HostEvent::AnsweredFromElsewhere {
                source,
                source_port,
                ..
            } => {
                self.answered_from.get_or_insert((source, source_port));
            }
            HostEvent::Reset { .. }
            | HostEvent::PortFreed { .. }
            | HostEvent::NoPort { .. }
            | HostEvent::ListenFailed { .. } => {}
        }
        false
    }

    /// Its outcome depends on whether a datagram arrives, and none has arrived.
    pub(super) const fn is_unheard(&self) -> bool {
        !self.wants_reply && self.heard == 0
    }

    /// Ends the wait for replies: the flow ended with its last reply, or with the wait. True if
    /// it was still open.
    pub(super) fn end_waiting(&mut self, waited_until: SimTime) -> bool {
        let at = self.last_answer.unwrap_or(waited_until);
        self.end(at)
    }

    pub(super) const fn wire(&self) -> FlowProtocol {
        self.wire
    }

    pub(super) const fn is_all_sent(&self) -> bool {
        self.sent >= self.repeat
    }

    pub(super) fn outcome(&self) -> Outcome {
        if let Some(failure) = self.failure {
            return failure;
        }
        if self.wire == FlowProtocol::Tcp {
            let is_open = self.opened.client && self.opened.server;
            return if is_open {
                Outcome::Connected
            } else {
                Outcome::Pending
            };
        }
        let is_over = self.ended.is_some();
        match (
            self.wants_reply,
            self.answers > 0,
            self.heard > 0,
            self.refusals > 0,
        ) {
            (true, true, _, _) => Outcome::Replied,
            (false, _, true, _) => Outcome::Sent,
            (_, _, _, true) => Outcome::Refused,
            (true, ..) if is_over => Outcome::NoReply,
            (false, ..) if is_over => Outcome::Lost,
            _ => Outcome::Pending,
        }
    }

    /// Its report; the topology gives the destination of a flow that did not start.
    pub(super) fn report(&self, plan: &FlowPlan, topology: &Topology) -> FlowReport {
        let (source, destination) = match (self.addresses, plan.to) {
            (Some((source, destination)), _) => (Some(source), Some(destination)),
            (None, FlowDestination::Host(to)) if self.failure == Some(Outcome::Unreachable) => {
                half_of_it(topology, plan.from, to)
            }
            (None, FlowDestination::Host(_)) => (None, None),
            (None, FlowDestination::Address(dialled)) => (None, Some(dialled)),
        };
        let is_v6 = destination.is_some_and(|destination| destination.is_ipv6());
        FlowReport {
            name: Rc::clone(&plan.name),
            protocol: match (self.wire, is_v6) {
                (FlowProtocol::Tcp, _) => Protocol::TCP,
                (FlowProtocol::Udp, _) => Protocol::UDP,
                (FlowProtocol::Echo, false) => Protocol::ICMP,
                (FlowProtocol::Echo, true) => Protocol::ICMPV6,
            },
            source,
            source_port: self.source_port.filter(|_| self.wire != FlowProtocol::Echo),
            destination,
            destination_port: (self.wire != FlowProtocol::Echo).then_some(plan.port),
            outcome: self.outcome(),
            started: self.started,
            ended: self.ended,
            answered_from: self.answered_from,
            drops: Vec::new(),
        }
    }

    /// Of two failures, the one lower in the format's table is the outcome.
    fn worsen(&mut self, outcome: Outcome) {
        self.failure = self.failure.max(Some(outcome));
    }

    fn end(&mut self, at: SimTime) -> bool {
        let first = self.ended.is_none();
        self.ended.get_or_insert(at);
        first
    }

    fn end_if_all_answered(&mut self, now: SimTime) -> bool {
        self.is_all_sent() && self.answers + self.refusals >= self.repeat && self.end(now)
    }
}

/// For two hosts without addresses of one family: the destination's address, or if it has
/// none, the initiator's own.
fn half_of_it(
    topology: &Topology,
    from: HostIndex,
    to: HostIndex,
) -> (Option<IpAddr>, Option<IpAddr>) {
    let families = [Family::V4, Family::V6];
    let seen = |family| topology.address_seen_from(from, to, family);
    let own = |family| topology.host(from).address(family);
    match families.into_iter().find_map(seen) {
        Some(destination) => (None, Some(destination)),
        None => (families.into_iter().find_map(own), None),
    }
}
