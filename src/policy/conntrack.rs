//! Connection tracking: what an interface remembers of the flows it let through.
//!
//! A table belongs to one interface, not to a group: a packet between two hosts is
//! remembered twice, on its own at each end. An entry outlives the rule that admitted
//! its first packet; only idleness ends it.
//!
//! Flows that a group leaves untracked have a note here too (AWS remembers nothing of
//! them), so that one which loses its rules stays cut until a new SYN.
//!
//! Sources: AWS, "Amazon EC2 security group connection tracking" (idle timeouts of
//! established TCP, UDP and other protocols). AWS says nothing of the TCP states
//! before and after; those and ICMP have the values of Linux `nf_conntrack`.

use std::cmp::Ordering;

use super::Direction;
use crate::net::{Flow, FlowMap, Packet, PacketNumber, Payload, SimTime, TcpFlags};

/// How long an interface keeps idle flows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IdleTimeouts {
    /// Established TCP.
    pub tcp: SimTime,
    /// UDP seen one way only, or in a single exchange.
    pub udp: SimTime,
    /// UDP with more than one exchange.
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

/// What an interface remembers.
#[derive(Clone, Debug, Default)]
pub struct ConnTrack {
    /// Under one of a flow's two orientations, so both find it.
    entries: FlowMap<ConntrackEntry>,
    tracked: usize,
}

/// What it remembers of one flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ConntrackEntry {
    /// The packet that made it.
    pub first: PacketNumber,
    /// The flow as that packet had it.
    pub original: Flow,
    /// Which way that packet passed.
    pub initiated: Direction,
    /// Tracked, and how far; or only noted.
    pub memory: EntryKind,
    /// When it is forgotten, if nothing comes.
    pub expires: SimTime,
}

/// The kinds of memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EntryKind {
    /// Replies pass without a rule.
    Tracked(ConnState),
    /// Each packet needs a rule. Not counted: AWS has no such entry.
    Untracked,
}

/// How far a tracked flow has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ConnState {
    /// TCP: SYN seen.
    SynSent,
    /// TCP: SYN-ACK seen.
    SynReceived,
    /// TCP: picked up in its middle.
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
    /// TCP: cut by RST.
    Closed,
    /// UDP: packets one way, or a single exchange.
    UdpSingle {
        /// How often the direction has changed: 1 after the first answer, 2 after the
        /// question that follows it.
        turns: u8,
    },
    /// UDP: more than one exchange.
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

    /// Whether a SYN with the same ports opens a new flow instead.
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

    /// The state after a packet; `reply` when it goes against the first one.
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
        matches!(self.memory, EntryKind::Tracked(_))
    }
}

impl ConnTrack {
    /// What is remembered of the packet's flow, in either orientation.
    ///
    /// Forgets it first when its time is over, or when a SYN begins it anew.
    pub(super) fn find(
        &mut self,
        flow: &Flow,
        opening: bool,
        now: SimTime,
    ) -> Option<ConntrackEntry> {
        let key = key(flow);
        let entry = *self.entries.get(&key)?;
        let stale = match entry.memory {
            EntryKind::Tracked(state) => entry.expires <= now || (opening && state.is_over()),
            EntryKind::Untracked => opening,
        };
        if stale {
            self.forget(flow);
            return None;
        }
        Some(entry)
    }

    /// Notes a packet of a tracked flow: its state moves on and its clock starts again.
    pub(super) fn refresh(&mut self, packet: &Packet, now: SimTime, timeouts: &IdleTimeouts) {
        let flow = packet.flow();
        if let Some(entry) = self.entries.get_mut(&key(&flow))
            && let EntryKind::Tracked(state) = entry.memory
        {
            let state = state.after(packet, flow != entry.original);
            entry.memory = EntryKind::Tracked(state);
            entry.expires = now + state.idle_timeout(timeouts);
        }
    }

    /// Makes an entry for a packet that a rule admitted.
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
            memory: EntryKind::Tracked(state),
            expires: now + state.idle_timeout(timeouts),
        };
        self.entries.insert(key(&entry.original), entry);
        self.tracked += 1;
    }

    /// Notes that a flow passes untracked.
    pub(super) fn note_untracked(&mut self, packet: &Packet, initiated: Direction) {
        let original = packet.flow();
        let note = ConntrackEntry {
            first: packet.number,
            original,
            initiated,
            memory: EntryKind::Untracked,
            expires: SimTime::MAX,
        };
        self.entries.or_insert(key(&original), note);
    }

    /// Turns an entry into a note: its flow is open to the world now.
    pub(super) fn untrack(&mut self, flow: &Flow) {
        if let Some(entry) = self.entries.get_mut(&key(flow))
            && entry.is_tracked()
        {
            entry.memory = EntryKind::Untracked;
            entry.expires = SimTime::MAX;
            self.tracked -= 1;
        }
    }

    /// Makes room if it can; whether one more entry fits into `capacity`.
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
                self.forget(&flow);
            }
        }
        self.tracked < capacity
    }

    /// The tracked flows that are not yet forgotten at `now`, in order of their ends.
    pub fn tracked(&self, now: SimTime) -> impl Iterator<Item = &ConntrackEntry> {
        self.entries
            .sorted()
            .into_iter()
            .map(|(_, entry)| entry)
            .filter(move |entry| entry.is_tracked() && entry.expires > now)
    }

    /// The flows that go untracked, in order of their ends.
    pub fn untracked(&self) -> impl Iterator<Item = &ConntrackEntry> {
        let entries = self.entries.sorted().into_iter().map(|(_, entry)| entry);
        entries.filter(|entry| !entry.is_tracked())
    }

    /// Every flow with memory, tracked or not, in an order that means nothing.
    pub(super) fn flows(&self) -> impl Iterator<Item = &ConntrackEntry> {
        self.entries.iter().map(|(_, entry)| entry)
    }

    fn forget(&mut self, flow: &Flow) {
        if let Some(entry) = self.entries.remove(&key(flow))
            && entry.is_tracked()
        {
            self.tracked -= 1;
        }
    }
}

/// The orientation that goes out from the lower port; of equal ports, the smaller.
fn key(flow: &Flow) -> Flow {
    let (there, back) = (*flow, flow.reversed());
    match there.source_port.cmp(&back.source_port) {
        Ordering::Less => there,
        Ordering::Equal => there.min(back),
        Ordering::Greater => back,
    }
}
