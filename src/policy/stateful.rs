//! What the groups of one interface do with one packet.
//!
//! The order of questions is the whole secret of "stateful": first the memory, and
//! only for a packet without one the rules. A reply therefore passes although no rule
//! of its direction admits it. The exception are flows open to the world both ways,
//! of which AWS keeps no memory: each of their packets is judged by a rule.
//!
//! Source: AWS, "Amazon EC2 security group connection tracking".
//!
//! AWS says nothing about first packets that are no SYN, nor about an untracked flow
//! that loses its response rule; what is done here is Linux's way, and a cut.

use std::net::IpAddr;

use super::{
    ConnTrack, Direction, EntryKind, IdleTimeouts, NonSyn, Reason, RelatedIcmp, Tracking,
    UnitedGroups, exempt,
};
use crate::net::{Flow, IcmpError, IcmpMessage, Packet, Payload, SimTime, TcpFlags};

/// What an interface wears, and how it is set.
#[derive(Clone, Copy, Debug)]
pub struct Interface<'a> {
    /// Its groups; their rules make one list.
    pub groups: &'a UnitedGroups,
    /// How long it keeps idle flows.
    pub timeouts: IdleTimeouts,
    /// What it does with first packets that are no SYN.
    pub non_syn: NonSyn,
    /// What it does with ICMP errors about tracked flows.
    pub related_icmp: RelatedIcmp,
    /// How many flows it can track; `None`: any number.
    pub capacity: Option<u32>,
    /// Whether this packet's flow is tracked whatever the rules say (a NAT gateway is on its way).
    pub automatically_tracked: bool,
}

/// Decides about one packet, and remembers what has to be remembered.
pub fn judge(
    interface: &Interface<'_>,
    table: &mut ConnTrack,
    packet: &Packet,
    direction: Direction,
    now: SimTime,
) -> Reason {
    if let Some(exempt) = exempt(packet) {
        return Reason::NotFiltered(exempt);
    }
    if let Payload::Icmp(IcmpMessage::Error { error, quoted }) = packet.payload {
        return interface.judge_error(table, packet, error, &quoted, direction, now);
    }
    let flow = packet.flow();
    let opening = packet
        .segment()
        .is_none_or(|segment| segment.flags.is_opening());
    let open = interface.is_open(&flow, direction);
    let mut cut = false;
    if let Some(entry) = table.find(&flow, opening, now) {
        match entry.memory {
            EntryKind::Tracked(_) if open => table.untrack(&flow),
            EntryKind::Tracked(_) => {
                table.refresh(packet, now, &interface.timeouts);
                return Reason::Tracked { from: entry.first };
            }
            // A changed rule cuts it; a changed route, through a NAT gateway now, does not.
            EntryKind::Untracked => cut = !open && !interface.automatically_tracked,
        }
    }
    let Some(rule) = interface.groups.first_match(packet, direction) else {
        return interface.no_rule(direction);
    };
    if open {
        table.note_untracked(packet, direction);
        return Reason::GroupRule {
            rule,
            tracking: Tracking::Untracked,
        };
    }
    if cut {
        return Reason::Cut;
    }
    if !interface.may_begin(packet) {
        return Reason::InvalidState;
    }
    if !table.has_room(interface.capacity, now) {
        return Reason::TableFull;
    }
    table.insert(packet, direction, now, &interface.timeouts);
    let tracking = if opening {
        Tracking::NewEntry
    } else {
        Tracking::PickedUp
    };
    Reason::GroupRule { rule, tracking }
}

impl Interface<'_> {
    /// Forgets the entries of flows that the interface's present rules leave untracked.
    ///
    /// To be called when rules or groups have changed: AWS's way to cut tracked flows
    /// is to open the group to the world first, and to close it then.
    ///
    /// `is_automatic` tells whether flows with a remote address are tracked whatever
    /// the rules say.
    #[inline(never)]
    pub fn apply_changed_rules(
        &self,
        table: &mut ConnTrack,
        is_automatic: impl Fn(IpAddr) -> bool,
    ) {
        let open: Vec<Flow> = table
            .flows()
            .filter(|entry| matches!(entry.memory, EntryKind::Tracked(_)))
            .filter(|entry| self.is_open(&entry.original, entry.initiated))
            .filter(|entry| match entry.initiated {
                Direction::Inbound => !is_automatic(entry.original.source),
                Direction::Outbound => !is_automatic(entry.original.destination),
            })
            .map(|entry| entry.original)
            .collect();
        for flow in open {
            table.untrack(&flow);
        }
    }

    /// Whether the flow is open to the world both ways, so that no memory is kept of it.
    ///
    /// A packet alone does not say which end began; it is open if it would be as the
    /// first packet of its flow, or as the reply to one.
    fn is_open(&self, flow: &Flow, direction: Direction) -> bool {
        flow.protocol.has_ports()
            && !self.automatically_tracked
            && (self.groups.are_open_to(flow, direction)
                || self
                    .groups
                    .are_open_to(&flow.reversed(), direction.opposite()))
    }

    fn no_rule(&self, direction: Direction) -> Reason {
        Reason::NoGroupRule {
            no_rules: self.groups.have_no_rules(direction),
        }
    }

    // Linux: a SYN, or in loose mode a bare ACK, can begin an entry; SYN-ACK, FIN and RST cannot.
    fn may_begin(&self, packet: &Packet) -> bool {
        let Some(segment) = packet.segment() else {
            return true;
        };
        let flags = segment.flags;
        flags.is_opening()
            || (self.non_syn == NonSyn::Loose
                && flags.contains(TcpFlags::ACK)
                && !flags.contains(TcpFlags::SYN)
                && !flags.contains(TcpFlags::FIN)
                && !flags.contains(TcpFlags::RST))
    }

    #[inline(never)]
    fn judge_error(
        &self,
        table: &mut ConnTrack,
        packet: &Packet,
        error: IcmpError,
        quoted: &Flow,
        direction: Direction,
        now: SimTime,
    ) -> Reason {
        // The quoted packet went the other way.
        if error == IcmpError::PacketTooBig
            && (self.automatically_tracked || self.is_open(quoted, direction.opposite()))
        {
            return Reason::PathMtu;
        }
        if self.related_icmp == RelatedIcmp::Linux
            && let Some(entry) = table.find(quoted, false, now)
            && let EntryKind::Tracked(_) = entry.memory
        {
            return Reason::Related { from: entry.first };
        }
        match self.groups.first_match(packet, direction) {
            Some(rule) => Reason::GroupRule {
                rule,
                tracking: Tracking::None,
            },
            None => self.no_rule(direction),
        }
    }
}
