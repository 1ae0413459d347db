//! Validates security groups, network ACLs and prefix lists.

use crate::net::{SortedMap, SortedSet};

use ipnet::IpNet;

use super::Check;
use crate::net::Family;
use crate::policy::{Direction, Traffic};
use crate::scenario::document::{AclEntry, GroupRule, Peer};
use crate::scenario::id::shortened;
use crate::scenario::problem::FilterProblem;
use crate::scenario::problem::NameKind;
use crate::scenario::rule_language::{LARGEST_ACL_NUMBER, PeerProblem};

/// AWS's default quotas on rules, in one direction and for one IP family.
const RULES_PER_GROUP: usize = 60;
const ENTRIES_PER_ACL: usize = 20;
const MOST_ENTRIES_PER_ACL: usize = 40;

impl Check<'_> {
    pub(super) fn security_groups(&mut self) {
        for (index, group) in self.scenario.security_groups.iter().enumerate() {
            let place = format!("security_groups[{index}]");
            self.owner(&place, &group.id, &group.vpc);
            let outbound = group.outbound.as_deref().unwrap_or_default();
            let lists = [
                (Direction::Inbound, &group.inbound[..]),
                (Direction::Outbound, outbound),
            ];
            for (direction, rules) in lists {
                let place = format!("{place}.{direction}");
                let mut seen = SortedMap::new();
                for (at, rule) in rules.iter().enumerate() {
                    let place = format!("{place}[{at}]");
                    self.group_rule(&place, rule, &group.vpc);
                    let first = *seen.or_insert(meaning(rule, &group.id), at);
                    if first < at {
                        self.warn(place, FilterProblem::SameAs { direction, first });
                    }
                }
                self.group_quota(&place, rules);
            }
        }
    }

    /// A rule in a group of this VPC: its peer exists there, or in a peered VPC.
    pub(super) fn group_rule(&mut self, place: &str, rule: &GroupRule, vpc: &str) {
        match &rule.peer {
            Peer::Cidr(prefix) => self.family(place, rule.traffic, *prefix),
            Peer::Named(name) => self.named_peer(place, name, vpc),
            Peer::Itself | Peer::Stale(_) => {}
        }
    }

    fn named_peer(&mut self, place: &str, name: &str, vpc: &str) {
        match self.names.kind_of(name) {
            Some(NameKind::PrefixList) => {}
            Some(NameKind::SecurityGroup) => {
                let owner = self
                    .scenario
                    .security_group(name)
                    .map(|group| group.vpc.clone());
                if let Some(owner) = owner
                    && !self.are_joined(&owner, vpc)
                {
                    self.problem(
                        place,
                        FilterProblem::PeerVpc {
                            group: name.to_owned(),
                            owner,
                            vpc: vpc.to_owned(),
                        },
                    );
                }
            }
            Some(kind) => {
                self.problem(
                    place,
                    FilterProblem::PeerKind {
                        name: name.to_owned(),
                        kind,
                    },
                );
            }
            None => {
                let kinds = [NameKind::SecurityGroup, NameKind::PrefixList];
                let nearest = self.nearest(name, &kinds).map(str::to_owned);
                let problem = PeerProblem::unknown(shortened(name), nearest);
                self.problem(place, FilterProblem::Peer(problem));
            }
        }
    }

    /// Warns of ICMP of one IP version with addresses of the other.
    pub(super) fn family(&mut self, place: &str, traffic: Traffic, prefix: IpNet) {
        let Traffic::Icmp { family, .. } = traffic else {
            return;
        };
        if matches!(
            (family, prefix),
            (Family::V4, IpNet::V6(_)) | (Family::V6, IpNet::V4(_))
        ) {
            self.warn(place, FilterProblem::NeverMatches(family));
        }
    }

    fn group_quota(&mut self, place: &str, rules: &[GroupRule]) {
        for family in [Family::V4, Family::V6] {
            let count: usize = rules.iter().map(|rule| self.weight(rule, family)).sum();
            if count > RULES_PER_GROUP {
                self.warn(
                    place,
                    FilterProblem::GroupQuota {
                        family,
                        found: count,
                        quota: RULES_PER_GROUP,
                    },
                );
                return;
            }
        }
    }

    /// How much of one family's quota a rule uses: a group counts in both families, a prefix
    /// list as many times as it has entries.
    fn weight(&self, rule: &GroupRule, family: Family) -> usize {
        let is_of = |prefix: &IpNet| usize::from(Family::of(prefix.addr()) == family);
        match &rule.peer {
            Peer::Cidr(prefix) => is_of(prefix),
            Peer::Named(name) => {
                let mut lists = self.scenario.prefix_lists.iter();
                let list = lists.find(|list| list.id == *name);
                list.map_or(1, |list| list.cidrs.iter().map(is_of).sum())
            }
            Peer::Itself | Peer::Stale(_) => 1,
        }
    }

    pub(super) fn network_acls(&mut self) {
        for (index, acl) in self.scenario.network_acls.iter().enumerate() {
            let place = format!("network_acls[{index}]");
            self.owner(&place, &acl.id, &acl.vpc);
            for (direction, entries) in [
                (Direction::Inbound, &acl.inbound),
                (Direction::Outbound, &acl.outbound),
            ] {
                let place = format!("{place}.{direction}");
                let mut seen = SortedMap::new();
                for (at, entry) in entries.iter().enumerate() {
                    let place = format!("{place}[{at}]");
                    self.acl_entry(&place, entry);
                    let first = *seen.or_insert(entry.number, at);
                    if first < at {
                        self.problem(
                            place,
                            FilterProblem::NumberTwice {
                                number: entry.number,
                                direction,
                                first,
                            },
                        );
                    }
                }
                if entries.len() > ENTRIES_PER_ACL {
                    let found = entries.len();
                    self.warn(
                        place,
                        FilterProblem::AclQuota {
                            found,
                            quota: ENTRIES_PER_ACL,
                            most: MOST_ENTRIES_PER_ACL,
                        },
                    );
                }
            }
        }
    }

    pub(super) fn acl_entry(&mut self, place: &str, entry: &AclEntry) {
        if !(1..=LARGEST_ACL_NUMBER).contains(&entry.number) {
            self.problem(place, FilterProblem::Number(entry.number));
        }
        self.family(place, entry.traffic, entry.cidr);
    }

    pub(super) fn prefix_lists(&mut self) {
        for (index, list) in self.scenario.prefix_lists.iter().enumerate() {
            let mut seen = SortedSet::new();
            for (at, cidr) in list.cidrs.iter().enumerate() {
                if !seen.insert(cidr.trunc()) {
                    let place = format!("prefix_lists[{index}].cidrs[{at}]");
                    self.warn(place, FilterProblem::PrefixTwice(*cidr));
                }
            }
        }
    }
}

/// What a rule of a group means. A group that names itself means `self`.
pub(super) fn meaning(rule: &GroupRule, group: &str) -> (Traffic, Peer) {
    let peer = match &rule.peer {
        Peer::Named(name) if name == group => Peer::Itself,
        Peer::Cidr(prefix) => Peer::Cidr(prefix.trunc()),
        Peer::Named(_) | Peer::Itself | Peer::Stale(_) => rule.peer.clone(),
    };
    (rule.traffic, peer)
}
