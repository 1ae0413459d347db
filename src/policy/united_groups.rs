//! The groups that one interface wears, read as one list of rules.
//!
//! The list is compiled when the first packet asks for it. What is too large for that is
//! read rule by rule, so that no drawing can take all memory with tables.

use std::rc::Rc;

use super::rule_index::{Compiled, RuleIndex, Spans};
use super::{Direction, GroupRule, GroupRuleRef, Peer, SecurityGroup};
use crate::net::{Family, Flow, Packet};

/// Groups worn together. Hosts that wear the same share one.
#[derive(Clone, Debug, Default)]
pub struct UnitedGroups {
    groups: Vec<Rc<SecurityGroup>>,
    /// How many rules there are before each group's first, by direction.
    before: [Vec<u32>; 2],
    compiled: [Compiled; 2],
    /// The most words that its tables may take.
    words: usize,
    is_read_one_by_one: bool,
}

/// What the tables of a group's rules depend on: how many rules there are, and how many
/// spans they cover, by direction.
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

    /// At most so many words do tables of groups with these weights take: each span begins
    /// and ends an interval.
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
    /// These groups together.
    ///
    /// `room` is how many words of tables may still be made, and becomes less by what
    /// these groups may take; if that is too much, their rules are read one by one.
    #[must_use]
    pub fn new(groups: Vec<Rc<SecurityGroup>>, room: &mut usize) -> Self {
        let weights: Vec<Weight> = groups.iter().map(|group| Weight::of(group)).collect();
        Self::weighing(groups, &weights, room)
    }

    /// The same, when their weights are known.
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

    /// Whether these are the very same groups, with as much room as before, which is taken.
    /// What a change leaves as it was keeps its tables.
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

    /// Every rule that admits a packet, in order.
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

    /// The first of them.
    #[must_use]
    pub fn first_match(&self, packet: &Packet, direction: Direction) -> Option<GroupRuleRef> {
        match self.index(direction) {
            Some(index) => index
                .first(packet, direction)
                .map(|place| self.rule_at(place, direction)),
            None => self.read(packet, direction).next(),
        }
    }

    /// Whether a flow of TCP or UDP may begin in this direction, and be answered, by rules
    /// that are for the whole world.
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

    /// Whether there is no rule at all this way.
    pub(super) fn have_no_rules(&self, direction: Direction) -> bool {
        self.rules(direction).next().is_none()
    }

    pub(super) fn rules(&self, direction: Direction) -> impl Iterator<Item = &GroupRule> {
        let groups = self.groups.iter();
        groups.flat_map(move |group| group.rules(direction))
    }

    /// Rule by rule, without any table.
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

    /// Where the rule at this place of the whole list stands.
    pub(super) fn rule_at(&self, place: usize, direction: Direction) -> GroupRuleRef {
        let before = &self.before[direction as usize];
        // Groups without rules begin where the next one does, so the last that does is meant.
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
