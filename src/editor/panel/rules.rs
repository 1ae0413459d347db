//! The Inspector of a network ACL or a security group: both lists, in reading order.

use crate::editor::Editor;
use crate::editor::form::guarded_by;
use crate::editor::rules::direction;
use crate::editor::target::{Target, Way};
use crate::editor::view::inspector::{RuleList, RuleRow, RulesView};
use crate::net::sort;
use crate::policy::{Direction, Reason};
use crate::scenario::{
    AclEntry, GroupRule, NetworkAcl, SecurityGroup, print_acl_entry, print_group_rule,
};
use crate::sim::TraceEvent;
use crate::topology::Gate;
use crate::words;

const WAYS: [Way; 2] = [Way::Inbound, Way::Outbound];

impl Editor {
    /// The ACL that guards a subnet.
    #[inline(never)]
    pub(super) fn gate_view(&self, subnet: &str) -> Option<RulesView> {
        let subnet = self.scenario.subnet(subnet)?;
        self.acl_view(&self.scenario.acl_of_subnet(subnet))
    }

    #[inline(never)]
    pub(super) fn acl_view(&self, id: &str) -> Option<RulesView> {
        let acl = self.scenario.network_acl(id)?;
        let guarded = guarded_by(&self.scenario, id);
        let where_it_is = if guarded.is_empty() {
            "No subnet is guarded by it yet.".to_owned()
        } else {
            format!("It guards {}.", guarded.join(", "))
        };
        Some(RulesView {
            gate: id.to_owned(),
            form: self.form()?,
            about: format!(
                "Stateless: judges every packet alone, in and out. The lowest number that \
                 matches decides. {where_it_is}"
            ),
            lists: WAYS.iter().map(|way| self.acl_list(&acl, *way)).collect(),
        })
    }

    #[inline(never)]
    pub(super) fn group_view(&self, id: &str) -> Option<RulesView> {
        let group = self.scenario.security_group(id)?;
        let wearers = self.scenario.hosts.iter().filter(|host| {
            host.subnet.is_some()
                && self
                    .scenario
                    .groups_of_host(host)
                    .iter()
                    .any(|worn| worn == id)
        });
        let count = words::counted(wearers.count(), "host");
        Some(RulesView {
            gate: id.to_owned(),
            form: self.form()?,
            about: format!(
                "Stateful: what a rule has let through is remembered, and its replies pass \
                 without one. Worn by {count}."
            ),
            lists: WAYS
                .iter()
                .map(|way| self.group_list(&group, *way))
                .collect(),
        })
    }

    fn acl_list(&self, acl: &NetworkAcl, way: Way) -> RuleList {
        let direction = direction(way);
        let mut entries: Vec<&AclEntry> = match direction {
            Direction::Inbound => acl.inbound.iter().collect(),
            Direction::Outbound => acl.outbound.iter().collect(),
        };
        sort(&mut entries, |one, other| one.number.cmp(&other.number));
        let decided = self.decided(|gate, topology| {
            matches!(gate, Gate::Acl { acl: at, .. } if *topology.acl(at).name == *acl.id)
        });
        let decided = decided
            .filter(|(way, _)| *way == direction)
            .map(|(_, reason)| reason);
        let row = |entry: &&AclEntry| RuleRow {
            rule: print_acl_entry(
                &AclEntry {
                    description: None,
                    ..(*entry).clone()
                },
                direction,
            ),
            about: entry.description.clone().unwrap_or_default(),
            decided: matches!(
                decided,
                Some(Reason::AclEntry { number, .. }) if number == entry.number
            ),
        };
        let next = entries
            .last()
            .map_or(100, |entry| entry.number.saturating_add(10));
        RuleList {
            way,
            rows: entries.iter().map(row).collect(),
            closing: RuleRow {
                rule: format!("* deny all {} anywhere", preposition(direction)),
                about: "what no rule above matches".into(),
                decided: decided == Some(Reason::AclDefault),
            },
            example: match direction {
                Direction::Inbound => format!("{next} allow tcp 443 from 0.0.0.0/0"),
                Direction::Outbound => format!("{next} allow tcp 1024-65535 to 0.0.0.0/0"),
            },
        }
    }

    fn group_list(&self, group: &SecurityGroup, way: Way) -> RuleList {
        let direction = direction(way);
        let outbound = self.scenario.outbound_rules(group);
        let rules: &[GroupRule] = match direction {
            Direction::Inbound => &group.inbound,
            Direction::Outbound => &outbound,
        };
        let decided = self.decided(|gate, topology| match gate {
            Gate::Groups(host) => topology
                .groups_of(host)
                .iter()
                .any(|worn| *worn.name == *group.id),
            _ => false,
        });
        let decided = decided
            .filter(|(way, _)| *way == direction)
            .map(|(_, reason)| reason);
        let row = |(position, rule): (usize, &GroupRule)| RuleRow {
            rule: print_group_rule(
                &GroupRule {
                    description: None,
                    ..rule.clone()
                },
                direction,
            ),
            about: rule.description.clone().unwrap_or_default(),
            decided: matches!(
                decided,
                Some(Reason::GroupRule { rule, .. }) if usize::from(rule.position) == position
            ),
        };
        RuleList {
            way,
            rows: rules.iter().enumerate().map(row).collect(),
            closing: RuleRow {
                rule: format!("anything else {} anywhere", preposition(direction)),
                about: match direction {
                    Direction::Inbound => "dropped, unless it answers what went out",
                    Direction::Outbound => "dropped, unless it answers what came in",
                }
                .into(),
                decided: matches!(decided, Some(Reason::NoGroupRule { .. })),
            },
            example: match direction {
                Direction::Inbound => "tcp 443 from 0.0.0.0/0".into(),
                Direction::Outbound => "tcp 5432 to 10.0.2.0/24".into(),
            },
        }
    }

    /// What a gate decided last: about the selected packet, or else before the playhead.
    fn decided(
        &self,
        is_gate: impl Fn(Gate, &crate::topology::Topology) -> bool,
    ) -> Option<(Direction, Reason)> {
        let trace = &self.played.run.trace;
        let selected = match &*self.selected {
            [Target::Packet(number)] => Some(*number),
            _ => None,
        };
        let last = (self.place.entry + 1).min(trace.entries.len());
        let verdicts = trace.entries[..last].iter().enumerate().rev();
        verdicts
            .filter_map(|(index, entry)| match &entry.event {
                TraceEvent::Passed {
                    packet,
                    gate,
                    direction,
                    reason,
                    ..
                } => Some((index, *packet, *gate, *direction, *reason)),
                TraceEvent::Dropped(drop) => {
                    Some((index, drop.packet, drop.gate, drop.direction, drop.reason))
                }
                _ => None,
            })
            .find(|(index, packet, gate, ..)| {
                is_gate(*gate, trace.topology_at(*index))
                    && selected.is_none_or(|selected| selected == u64::from(packet.0))
            })
            .map(|(_, _, _, direction, reason)| (direction, reason))
    }
}

const fn preposition(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "from",
        Direction::Outbound => "to",
    }
}
