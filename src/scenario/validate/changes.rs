//! Rules added and removed by the script, followed in the order they happen.
//!
//! Which rules a group or an ACL has at a moment depends on the script alone, so a
//! removal that finds nothing is known before anything runs.

use crate::net::SortedMap;

use super::Check;
use super::names::Kind;
use super::rules::meaning;
use crate::net::places;
use crate::policy::{AclAction, Direction, Traffic};
use crate::scenario::document::{AclEntry, GroupRule, Peer, RuleChange, ScriptAction};
use crate::scenario::rule_grammar::{print_acl_entry, print_group_rule};

/// The rules that a group has at the present moment, as far as the script touched it.
type Groups<'a> = SortedMap<(&'a str, Direction), Vec<(Traffic, Peer)>>;

/// What an ACL entry means, without its number.
type EntryMeaning = (AclAction, Traffic, ipnet::IpNet);

/// The entries that an ACL has at the present moment, as far as the script touched it.
type Acls<'a> = SortedMap<(&'a str, Direction), SortedMap<u16, EntryMeaning>>;

impl<'a> Check<'a> {
    pub(super) fn rule_changes(&mut self) {
        let script = &self.scenario.script;
        let order = places(script.len(), &|one, other| {
            script[one].at.cmp(&script[other].at)
        });
        let mut groups = Groups::new();
        let mut acls = Acls::new();
        for index in order {
            let (change, adds, name) = match &script[index].action {
                ScriptAction::AddRule(change) => (change, true, "add_rule"),
                ScriptAction::RemoveRule(change) => (change, false, "remove_rule"),
                _ => continue,
            };
            let place = format!("script[{index}].{name}");
            match change {
                RuleChange::Group {
                    group,
                    direction,
                    rule,
                } => {
                    if self.refers_to_rules(&place, group, Kind::SecurityGroup) {
                        self.group_change(&mut groups, &place, group, *direction, rule, adds);
                    }
                }
                RuleChange::Acl {
                    acl,
                    direction,
                    entry,
                } => {
                    if self.refers_to_rules(&place, acl, Kind::NetworkAcl) {
                        self.acl_change(&mut acls, &place, acl, *direction, entry, adds);
                    }
                }
            }
        }
    }

    /// Whether `in` names a thing whose rules have the form that was written.
    fn refers_to_rules(&mut self, place: &str, name: &str, kind: Kind) -> bool {
        let both = [Kind::SecurityGroup, Kind::NetworkAcl];
        if !self.refers(&format!("{place}.in"), name, &both) {
            return false;
        }
        let right = self.names.kind_of(name) == Some(kind);
        if !right {
            let article = kind.with_article();
            let message = format!("found a rule as {article} has it, but `{name}` is none");
            self.problem(format!("{place}.rule"), message);
        }
        right
    }

    fn group_change(
        &mut self,
        groups: &mut Groups<'a>,
        place: &str,
        name: &'a str,
        direction: Direction,
        rule: &GroupRule,
        adds: bool,
    ) {
        let Some(group) = self.scenario.security_group(name) else {
            return;
        };
        let place = format!("{place}.rule");
        self.group_rule(&place, rule, &group.vpc);
        let rules = groups.or_insert_with((name, direction), || {
            let outbound = self.scenario.outbound_rules(&group);
            let rules = match direction {
                Direction::Inbound => &group.inbound[..],
                Direction::Outbound => &outbound,
            };
            rules.iter().map(|rule| meaning(rule, name)).collect()
        });
        let wanted = meaning(rule, name);
        let found = rules.iter().position(|rule| *rule == wanted);
        match (adds, found) {
            (true, None) => rules.push(wanted),
            (true, Some(_)) => {
                let message = format!("`{name}` has this rule already at that time");
                self.warn(place, message);
            }
            (false, Some(_)) => rules.retain(|rule| *rule != wanted),
            (false, None) => {
                let text = print_group_rule(rule, direction);
                let message = format!(
                    "found `{text}`, an {direction} rule that `{name}` does not have at that time; write one that it has"
                );
                self.problem(place, message);
            }
        }
    }

    fn acl_change(
        &mut self,
        acls: &mut Acls<'a>,
        place: &str,
        name: &'a str,
        direction: Direction,
        entry: &AclEntry,
        adds: bool,
    ) {
        let Some(acl) = self.scenario.network_acl(name) else {
            return;
        };
        let place = format!("{place}.rule");
        self.acl_entry(&place, entry);
        let entries = acls.or_insert_with((name, direction), || {
            let entries = match direction {
                Direction::Inbound => &acl.inbound,
                Direction::Outbound => &acl.outbound,
            };
            let meant = |entry: &AclEntry| (entry.number, entry_meaning(entry));
            entries.iter().map(meant).collect()
        });
        let text = print_acl_entry(entry, direction);
        let number = entry.number;
        match (adds, entries.get(&number)) {
            (true, None) => {
                entries.insert(number, entry_meaning(entry));
            }
            (true, Some(_)) => {
                let message = format!(
                    "found `{text}`, but `{name}` has an {direction} rule {number} at that time; each number is used once"
                );
                self.problem(place, message);
            }
            (false, Some(found)) if *found == entry_meaning(entry) => {
                entries.remove(&number);
            }
            (false, _) => {
                let message = format!(
                    "found `{text}`, an {direction} rule that `{name}` does not have at that time; write one that it has"
                );
                self.problem(place, message);
            }
        }
    }
}

fn entry_meaning(entry: &AclEntry) -> EntryMeaning {
    (entry.action, entry.traffic, entry.cidr.trunc())
}
