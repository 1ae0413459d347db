//! Connection tracking: the table of flows that an interface has allowed.
//!
//! A table belongs to one interface, not to a group: a flow between two hosts has an entry in
//! the table of each. An entry outlives the rule that allowed its first packet; it ends only
//! when the flow is idle for too long.
//!
//! Untracked flows have a note here too, so that one whose rules are removed stays cut until
//! a new SYN. AWS tracks nothing about them.
//!
//! Sources: AWS, "Amazon EC2 security group connection tracking" (idle timeouts of
//! established TCP, UDP and other protocols). AWS does not document the timeouts of other TCP
//! states and of ICMP; those are the values of Linux `nf_conntrack`.

use std::cmp::Ordering;

use super::Direction;
use crate::net::{Flow, FlowMap, Packet, PacketNumber, Payload, SimTime, TcpFlags};

/// Idle timeouts of an interface's tracked flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleTimeouts {
    /// Established TCP.
    pub tcp: SimTime,
    /// UDP in one direction only, or a single request and response.
    pub udp: SimTime,
    /// UDP with more than one request and response.
    pub udp_stream: SimTime,
}

impl IdleTimeouts {
    /// AWS's defaults.
    pub const DEFAULT: Self = Self {
        tcp: SimTime::from_secs(432_000),
        udp: SimTime::from_secs(30),
        udp_stream: SimTime::from_secs(180),
    };

    /// AWS's defaults on the sixth generation of Nitro cards.
    pub const NITRO_V6: Self = Self {
        tcp: SimTime::from_secs(350),
        ..Self::DEFAULT
    };
}

/// The tracking table of an interface.
#[derive(Clone, Debug, Default)]
pub struct ConnTrack {
    /// Keyed by one of a flow's two orientations, so that both find it.
    entries: FlowMap<ConntrackEntry>,
    tracked: usize,
}

/// The entry of one flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConntrackEntry {
    /// The packet that created it.
    pub first: PacketNumber,
    /// The flow as that packet had it.
    pub original: Flow,
    /// The direction of that packet.
    pub initiated: Direction,
    /// Tracked, with its state; or untracked.
    pub kind: EntryKind,
    /// When it expires if no packet follows.
    pub expires: SimTime,
}

/// The kinds of entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Replies pass without a rule.
    Tracked(ConnState),
    /// Untracked: each packet needs a rule. Not counted, since AWS has no such entry.
    Untracked,
}

/// The state of a tracked flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConnState {
    /// TCP: SYN seen.
    SynSent,
    /// TCP: SYN-ACK seen.
    SynReceived,
    /// TCP: picked up mid-connection.
    PickedUp,
    /// TCP: open.
    Established,
    /// TCP: one FIN seen.
    FinWait,
    /// TCP: that FIN acknowledged.
    CloseWait,
    /// TCP: the second FIN seen.
    LastAck,
    /// TCP: both FINs acknowledged.
    TimeWait,
    /// TCP: reset by RST.
    Closed,
    /// UDP: packets in one direction, or a single request and response.
    UdpSingle {
        /// How often the direction has changed: 1 after the first response, 2 after the
        /// next request.
        turns: u8,
    },
    /// UDP: more than one request and response.
    UdpStream,
    /// ICMP echo.
    Icmp,
    /// Another protocol.
    Other,
}

impl ConnState {
    /// How long the flow may be idle in this state.
    #[must_use]
    pub const fn idle_timeout(self, timeouts: &IdleTimeouts) -> SimTime {
        match self {
            Self::SynSent | Self::FinWait | Self::TimeWait => SimTime::from_secs(120),
            Self::SynReceived | Self::CloseWait => SimTime::from_secs(60),
            Self::PickedUp => SimTime::from_secs(300),
            Self::Established => timeouts.tcp,
            Self::LastAck | Self::Icmp => SimTime::from_secs(30),
            Self::Closed => SimTime::from_secs(10),
            Self::UdpSingle { .. } => timeouts.udp,
            Self::UdpStream => timeouts.udp_stream,
            Self::Other => SimTime::from_secs(600),
        }
    }

    /// Whether a SYN with the same ports opens a new flow.
    const fn is_over(self) -> bool {
        matches!(self, Self::LastAck | Self::TimeWait | Self::Closed)
    }

    fn first(packet: &Packet) -> Self {
        match packet.payload {
            Payload::Tcp(segment) if segment.flags.is_opening() => Self::SynSent,
            Payload::Tcp(_) => Self::PickedUp,
            Payload::Udp { .. } => Self::UdpSingle { turns: 0 },
            Payload::Icmp(_) => Self::Icmp,
            Payload::Other { .. } => Self::Other,
        }
    }

    /// The state after a packet; `reply` if its direction is opposite to the first one's.
    fn after(self, packet: &Packet, reply: bool) -> Self {
        match (self, packet.payload) {
            // AWS: a stream has "seen more than one request-response transaction".
            (Self::UdpSingle { turns: 2 }, _) if reply => Self::UdpStream,
            (Self::UdpSingle { turns }, _) if reply == (turns % 2 == 0) => {
                Self::UdpSingle { turns: turns + 1 }
            }
            (_, Payload::Tcp(segment)) => self.after_segment(segment.flags, reply),
            _ => self,
        }
    }

    // The transitions of nf_conntrack_proto_tcp.c that this engine's hosts can cause.
    fn after_segment(self, flags: TcpFlags, reply: bool) -> Self {
        let fin = flags.contains(TcpFlags::FIN);
        let acknowledges = flags.contains(TcpFlags::ACK) && !flags.contains(TcpFlags::SYN);
        match self {
            _ if flags.contains(TcpFlags::RST) => Self::Closed,
            Self::SynSent if reply && flags.contains(TcpFlags::SYN) => Self::SynReceived,
            Self::SynReceived | Self::PickedUp | Self::Established if fin => Self::FinWait,
            Self::SynReceived if !reply && !flags.contains(TcpFlags::SYN) => Self::Established,
            Self::PickedUp if reply => Self::Established,
            Self::FinWait | Self::CloseWait if fin => Self::LastAck,
            Self::FinWait if acknowledges => Self::CloseWait,
            Self::LastAck if acknowledges => Self::TimeWait,
            other => other,
        }
    }
}

impl ConntrackEntry {
    const fn is_tracked(&self) -> bool {
        matches!(self.kind, EntryKind::Tracked(_))
    }
}

impl ConnTrack {
    /// The entry of the packet's flow, in either orientation.
    ///
    /// Removes it first if it has expired, or if a SYN opens a new flow.
    pub(super) fn find(
        &mut self,
        flow: &Flow,
        opening: bool,
        now: SimTime,
    ) -> Option<ConntrackEntry> {
        let key = key(flow);
        let entry = *self.entries.get(&key)?;
        let stale = match entry.kind {
            EntryKind::Tracked(state) => entry.expires <= now || (opening && state.is_over()),
            EntryKind::Untracked => opening,
        };
        if stale {
            self.remove(flow);
            return None;
        }
        Some(entry)
    }

    /// Updates a tracked flow: its state advances and its idle timeout restarts.
    pub(super) fn refresh(&mut self, packet: &Packet, now: SimTime, timeouts: &IdleTimeouts) {
        let flow = packet.flow();
        if let Some(entry) = self.entries.get_mut(&key(&flow))
            && let EntryKind::Tracked(state) = entry.kind
        {
            let state = state.after(packet, flow != entry.original);
            entry.kind = EntryKind::Tracked(state);
            entry.expires = now + state.idle_timeout(timeouts);
        }
    }

    /// Adds an entry for a packet that a rule allowed.
    pub(super) fn insert(
        &mut self,
        packet: &Packet,
        initiated: Direction,
        now: SimTime,
        timeouts: &IdleTimeouts,
    ) {
        let state = ConnState::first(packet);
        let entry = ConntrackEntry {
            first: packet.number,
            original: packet.flow(),
            initiated,
            kind: EntryKind::Tracked(state),
            expires: now + state.idle_timeout(timeouts),
        };
        self.entries.insert(key(&entry.original), entry);
        self.tracked += 1;
    }

    /// Adds a note that a flow is untracked.
    pub(super) fn note_untracked(&mut self, packet: &Packet, initiated: Direction) {
        let original = packet.flow();
        let note = ConntrackEntry {
            first: packet.number,
            original,
            initiated,
            kind: EntryKind::Untracked,
            expires: SimTime::MAX,
        };
        self.entries.or_insert(key(&original), note);
    }

    /// Turns an entry into a note: its flow is untracked from now on.
    pub(super) fn untrack(&mut self, flow: &Flow) {
        if let Some(entry) = self.entries.get_mut(&key(flow))
            && entry.is_tracked()
        {
            entry.kind = EntryKind::Untracked;
            entry.expires = SimTime::MAX;
            self.tracked -= 1;
        }
    }

    /// Whether one more entry fits into `capacity`, after removing expired ones if necessary.
    pub(super) fn has_room(&mut self, capacity: Option<u32>, now: SimTime) -> bool {
        let Some(capacity) = capacity else {
            return true;
        };
        let capacity = usize::try_from(capacity).unwrap_or(usize::MAX);
        if self.tracked >= capacity {
            let over: Vec<Flow> = self
                .flows()
                .filter(|entry| entry.is_tracked() && entry.expires <= now)
                .map(|entry| entry.original)
                .collect();
            for flow in over {
                self.remove(&flow);
            }
        }
        self.tracked < capacity
    }

    /// The tracked flows that have not expired at `now`, in order of their ends.
    pub fn tracked(&self, now: SimTime) -> impl Iterator<Item = &ConntrackEntry> {
        self.entries
            .sorted()
            .into_iter()
            .map(|(_, entry)| entry)
            .filter(move |entry| entry.is_tracked() && entry.expires > now)
    }

    /// The untracked flows, in order of their ends.
    pub fn untracked(&self) -> impl Iterator<Item = &ConntrackEntry> {
        let entries = self.entries.sorted().into_iter().map(|(_, entry)| entry);
        entries.filter(|entry| !entry.is_tracked())
    }

    /// All flows with an entry, tracked or not, in arbitrary order.
    pub(super) fn flows(&self) -> impl Iterator<Item = &ConntrackEntry> {
        self.entries.iter().map(|(_, entry)| entry)
    }

    fn remove(&mut self, flow: &Flow) {
        if let Some(entry) = self.entries.remove(&key(flow))
            && entry.is_tracked()
        {
            self.tracked -= 1;
        }
    }
}

/// The orientation whose source is the lower port; if the ports are equal, the smaller flow.
fn key(flow: &Flow) -> Flow {
    let (there, back) = (*flow, flow.reversed());
    match there.source_port.cmp(&back.source_port) {
        Ordering::Less => there,
        Ordering::Equal => there.min(back),
        Ordering::Greater => back,
    }
}
