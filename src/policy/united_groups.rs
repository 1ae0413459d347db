//! The security groups of one interface, evaluated as one list of rules.
//!
//! The list is compiled for its first packet. A list that is too large is scanned rule by
//! rule, so that no drawing can use up the memory.

use std::rc::Rc;

use super::rule_index::{Compiled, RuleIndex, Spans};
use super::{Direction, GroupRule, GroupRuleRef, Peer, SecurityGroup};
use crate::net::{Family, Flow, Packet};

/// The groups of an interface. Hosts with the same groups share one value.
#[derive(Clone, Debug, Default)]
pub struct UnitedGroups {
    groups: Vec<Rc<SecurityGroup>>,
    /// How many rules there are before each group's first, by direction.
    before: [Vec<u32>; 2],
    compiled: [Compiled; 2],
    /// The most words that its tables may use.
    words: usize,
    is_read_one_by_one: bool,
}

/// What the size of a group's tables depends on: the number of rules and of their spans, by
/// direction.
#[derive(Clone, Copy, Debug)]
pub struct Weight([(usize, usize); 2]);

impl Weight {
    /// The weight of one group.
    #[must_use]
    pub fn of(group: &SecurityGroup) -> Self {
        Self(Direction::BOTH.map(|direction| {
            let rules = group.rules(direction);
            let spans = rules.iter().map(|rule| match &rule.peer {
                Peer::Prefix(_) => 2,
                Peer::Group { members, .. } => 1 + members.len(),
                Peer::PrefixList { prefixes, .. } => 1 + prefixes.len(),
                Peer::Stale(_) => 1,
            });
            (rules.len(), spans.sum())
        }))
    }

    /// The most words that tables of groups with these weights need: each span starts and ends
    /// an interval.
    fn words(weights: &[Self]) -> usize {
        let words = |direction: usize| {
            let (mut rules, mut spans) = (0, 0);
            for Self(weight) in weights {
                rules += weight[direction].0;
                spans += weight[direction].1;
            }
            2 * spans * usize::div_ceil(rules, 64)
        };
        words(0) + words(1)
    }
}

impl UnitedGroups {
    /// Unites these groups.
    ///
    /// `room`: how many words tables may still use. It is reduced by what these groups may
    /// need; if it is too small, their rules are scanned.
    #[must_use]
    pub fn new(groups: Vec<Rc<SecurityGroup>>, room: &mut usize) -> Self {
        let weights: Vec<Weight> = groups.iter().map(|group| Weight::of(group)).collect();
        Self::weighing(groups, &weights, room)
    }

    /// The same, with known weights.
    #[must_use]
    pub fn weighing(groups: Vec<Rc<SecurityGroup>>, weights: &[Weight], room: &mut usize) -> Self {
        let mut united = Self {
            before: Direction::BOTH.map(|direction| before(&groups, direction)),
            groups,
            words: Weight::words(weights),
            ..Self::default()
        };
        united.is_read_one_by_one = !united.take_room(room);
        united
    }

    /// Whether these are the same groups with enough room, which is then reserved: groups that
    /// a change does not touch keep their tables.
    #[must_use]
    pub fn stay(&self, groups: &[Rc<SecurityGroup>], room: &mut usize) -> bool {
        let mut left = *room;
        let stay = self.groups.len() == groups.len()
            && std::iter::zip(&self.groups, groups).all(|(one, other)| Rc::ptr_eq(one, other))
            && self.take_room(&mut left) != self.is_read_one_by_one;
        if stay {
            *room = left;
        }
        stay
    }

    fn take_room(&self, room: &mut usize) -> bool {
        let left = room.checked_sub(self.words);
        *room = left.unwrap_or(*room);
        left.is_some()
    }

    /// The groups, in the order they were given.
    #[must_use]
    pub fn groups(&self) -> &[Rc<SecurityGroup>] {
        &self.groups
    }

    /// All rules that match a packet, in order.
    #[must_use]
    pub fn matches(&self, packet: &Packet, direction: Direction) -> Vec<GroupRuleRef> {
        match self.index(direction) {
            Some(index) => index
                .all(packet, direction)
                .map(|place| self.rule_at(place, direction))
                .collect(),
            None => self.read(packet, direction).collect(),
        }
    }

    /// The first rule that matches a packet.
    #[must_use]
    pub fn first_match(&self, packet: &Packet, direction: Direction) -> Option<GroupRuleRef> {
        match self.index(direction) {
            Some(index) => index
                .first(packet, direction)
                .map(|place| self.rule_at(place, direction)),
            None => self.read(packet, direction).next(),
        }
    }

    /// Whether rules for all addresses allow a TCP or UDP flow to open in this direction, and
    /// its replies.
    pub(super) fn are_open_to(&self, flow: &Flow, direction: Direction) -> bool {
        let (family, protocol) = (flow.family(), flow.protocol);
        let back = direction.opposite();
        let is_answered = match self.index(back) {
            Some(index) => index.has_all_ports(family, protocol),
            None => self
                .rules_for_all(back, family)
                .any(|rule| rule.traffic.covers_all_ports(protocol)),
        };
        is_answered
            && match self.index(direction) {
                Some(index) => index.is_open_to(flow),
                None => self
                    .rules_for_all(direction, family)
                    .any(|rule| rule.traffic.matches_flow(flow)),
            }
    }

    fn rules_for_all(
        &self,
        direction: Direction,
        family: Family,
    ) -> impl Iterator<Item = &GroupRule> {
        let rules = self.rules(direction);
        rules.filter(move |rule| rule.peer.is_everywhere(family))
    }

    /// Whether there are no rules in this direction.
    pub(super) fn have_no_rules(&self, direction: Direction) -> bool {
        self.rules(direction).next().is_none()
    }

    pub(super) fn rules(&self, direction: Direction) -> impl Iterator<Item = &GroupRule> {
        let groups = self.groups.iter();
        groups.flat_map(move |group| group.rules(direction))
    }

    /// Scans rule by rule, without tables.
    fn read(&self, packet: &Packet, direction: Direction) -> impl Iterator<Item = GroupRuleRef> {
        self.rules(direction)
            .enumerate()
            .filter(move |(_, rule)| rule.matches(packet, direction))
            .map(move |(place, _)| self.rule_at(place, direction))
    }

    fn index(&self, direction: Direction) -> Option<&RuleIndex> {
        if self.is_read_one_by_one {
            return None;
        }
        self.compiled[direction as usize].get(|| {
            let mut spans = Spans::default();
            for rule in self.rules(direction) {
                spans.add(rule.traffic);
                match &rule.peer {
                    Peer::Prefix(prefix) => spans.with(prefix),
                    Peer::Group { members, .. } => {
                        for &member in &**members {
                            spans.with(&member.into());
                        }
                    }
                    Peer::PrefixList { prefixes, .. } => {
                        for prefix in &**prefixes {
                            spans.with(prefix);
                        }
                    }
                    Peer::Stale(_) => {}
                }
                for family in [Family::V4, Family::V6] {
                    if rule.peer.is_everywhere(family) {
                        spans.with_everybody(family, rule.traffic);
                    }
                }
            }
            spans
        })
    }

    /// The group and position of the rule at this index of the united list.
    pub(super) fn rule_at(&self, place: usize, direction: Direction) -> GroupRuleRef {
        let before = &self.before[direction as usize];
        // A group without rules starts at the same index as the next one; take the last.
        let group = before.partition_point(|&first| first as usize <= place) - 1;
        let narrow = |place| u16::try_from(place).unwrap_or(u16::MAX);
        GroupRuleRef {
            group: narrow(group),
            position: narrow(place - before[group] as usize),
        }
    }
}

fn before(groups: &[Rc<SecurityGroup>], direction: Direction) -> Vec<u32> {
    let mut rules = 0;
    let counts = groups.iter().map(|group| group.rules(direction).len());
    counts
        .map(|count| {
            let before = rules;
            rules += u32::try_from(count).unwrap_or(u32::MAX);
            before
        })
        .collect()
}
