//! Stateful filtering: how an interface's security groups decide about a packet.
//!
//! The tracking table is looked up first; rules are evaluated only for packets that belong to
//! no tracked flow. So a reply passes although no rule in its direction matches. Flows that
//! rules for all addresses allow in both directions are the exception: AWS does not track
//! them, and each of their packets needs a rule.
//!
//! Source: AWS, "Amazon EC2 security group connection tracking".
//!
//! AWS does not document first packets that are not a SYN, nor an untracked flow whose
//! response rule is removed. The former follow Linux here, and the latter is cut.

use std::net::IpAddr;

use super::{
    ConnTrack, Direction, EntryKind, IdleTimeouts, NonSyn, Reason, RelatedIcmp, Tracking,
    UnitedGroups, exempt,
};
use crate::net::{Flow, IcmpError, IcmpMessage, Packet, Payload, SimTime, TcpFlags};

/// An interface: its groups and its settings.
#[derive(Clone, Copy, Debug)]
pub struct Interface<'a> {
    /// Its groups; their rules form one list.
    pub groups: &'a UnitedGroups,
    /// Its idle timeouts.
    pub timeouts: IdleTimeouts,
    /// What it does with first packets that are not a SYN.
    pub non_syn: NonSyn,
    /// What it does with ICMP errors about tracked flows.
    pub related_icmp: RelatedIcmp,
    /// How many flows it can track; `None`: any number.
    pub capacity: Option<u32>,
    /// Whether this packet's flow is tracked for any rules (it passes a NAT gateway).
    pub automatically_tracked: bool,
}

/// Decides about one packet and updates the tracking table.
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
        match entry.kind {
            EntryKind::Tracked(_) if open => table.untrack(&flow),
            EntryKind::Tracked(_) => {
                table.refresh(packet, now, &interface.timeouts);
                return Reason::Tracked { from: entry.first };
            }
            // A changed rule cuts it; a route changed to a NAT gateway does not.
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
    /// Removes the entries of flows that the present rules leave untracked.
    ///
    /// Call it after rules or groups change. AWS's procedure to cut tracked flows relies on it:
    /// first allow all traffic, then none.
    ///
    /// `is_automatic`: whether flows with a remote address are tracked for any rules.
    #[inline(never)]
    pub fn apply_changed_rules(
        &self,
        table: &mut ConnTrack,
        is_automatic: impl Fn(IpAddr) -> bool,
    ) {
        let open: Vec<Flow> = table
            .flows()
            .filter(|entry| matches!(entry.kind, EntryKind::Tracked(_)))
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

    /// Whether rules for all addresses allow the flow in both directions, so that it is
    /// untracked.
    ///
    /// A packet alone does not show which end opened the flow, so both cases are checked: that
    /// it is the first packet, and that it is a reply.
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

    // Linux: a SYN, or in loose mode a bare ACK, can create an entry; SYN-ACK, FIN and RST cannot.
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
        // The quoted packet travelled in the other direction.
        if error == IcmpError::PacketTooBig
            && (self.automatically_tracked || self.is_open(quoted, direction.opposite()))
        {
            return Reason::PathMtu;
        }
        if self.related_icmp == RelatedIcmp::Linux
            && let Some(entry) = table.find(quoted, false, now)
            && let EntryKind::Tracked(_) = entry.kind
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
