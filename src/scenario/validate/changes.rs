//! Validates the rules that the script adds and removes, in the order of time.
//!
//! The rules that a group or an ACL has at some time depend on the script alone. So a
//! removal that finds no rule is reported before the run.

use crate::net::SortedMap;

use super::Check;
use super::rules::meaning;
use crate::net::places;
use crate::policy::{AclAction, Direction, Traffic};
use crate::scenario::document::{AclEntry, GroupRule, Peer, RuleChange, ScriptAction};
use crate::scenario::problem::FilterProblem;
use crate::scenario::problem::NameKind;
use crate::scenario::rule_language::{print_acl_entry, print_group_rule};

/// The current rules of each group that the script has changed.
type Groups<'a> = SortedMap<(&'a str, Direction), Vec<(Traffic, Peer)>>;

/// An ACL entry without its number and description.
type EntryMeaning = (AclAction, Traffic, ipnet::IpNet);

/// The current entries of each ACL that the script has changed.
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
                    if self.refers_to_rules(&place, group, NameKind::SecurityGroup) {
                        self.group_change(&mut groups, &place, group, *direction, rule, adds);
                    }
                }
                RuleChange::Acl {
                    acl,
                    direction,
                    entry,
                } => {
                    if self.refers_to_rules(&place, acl, NameKind::NetworkAcl) {
                        self.acl_change(&mut acls, &place, acl, *direction, entry, adds);
                    }
                }
            }
        }
    }

    /// Whether `in` names a group or an ACL whose rules have this form.
    fn refers_to_rules(&mut self, place: &str, name: &str, kind: NameKind) -> bool {
        let both = [NameKind::SecurityGroup, NameKind::NetworkAcl];
        if !self.refers(&format!("{place}.in"), name, &both) {
            return false;
        }
        let right = self.names.kind_of(name) == Some(kind);
        if !right {
            self.problem(
                format!("{place}.rule"),
                FilterProblem::WrongForm {
                    name: name.to_owned(),
                    kind,
                },
            );
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
                self.warn(
                    place,
                    FilterProblem::AlreadyThere {
                        name: name.to_owned(),
                    },
                );
            }
            (false, Some(_)) => rules.retain(|rule| *rule != wanted),
            (false, None) => {
                let problem = FilterProblem::NotThere {
                    rule: print_group_rule(rule, direction),
                    name: name.to_owned(),
                    direction,
                };
                self.problem(place, problem);
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
        let rule = print_acl_entry(entry, direction);
        let name = name.to_owned();
        let number = entry.number;
        match (adds, entries.get(&number)) {
            (true, None) => {
                entries.insert(number, entry_meaning(entry));
            }
            (true, Some(_)) => {
                let problem = FilterProblem::NumberTaken {
                    rule,
                    name,
                    direction,
                    number,
                };
                self.problem(place, problem);
            }
            (false, Some(found)) if *found == entry_meaning(entry) => {
                entries.remove(&number);
            }
            (false, _) => {
                let problem = FilterProblem::NotThere {
                    rule,
                    name,
                    direction,
                };
                self.problem(place, problem);
            }
        }
    }
}

fn entry_meaning(entry: &AclEntry) -> EntryMeaning {
    (entry.action, entry.traffic, entry.cidr.trunc())
}
