//! The table of a network ACL or a security group: both lists, in reading order, and whom
//! it concerns.

use crate::editor::Editor;
use crate::editor::completion::peers;
use crate::editor::document_ops::remove::users_of_group;
use crate::editor::form::guarded_by;
use crate::editor::rules::{PRESETS, TYPES, next_number};
use crate::editor::selection::Selection;
use crate::editor::view::form::ItemView;
use crate::editor::view::rules::{RuleList, RuleRow, RulesTab, RulesView};
use crate::net::{Family, Service, sort};
use crate::policy::{AclAction, Direction, IcmpTypes, Reason, Traffic};
use crate::scenario::{
    AclEntry, GroupRule, NetworkAcl, Peer, RuleChange, SecurityGroup, print_acl_entry,
    print_group_rule,
};
use crate::sim::TraceEvent;
use crate::topology::Gate;

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
        let item = |subnet: &String| {
            let cidr = self.scenario.subnet(subnet).map(|subnet| subnet.cidr);
            let about = cidr.map(|cidr| cidr.to_string()).unwrap_or_default();
            used(subnet, &about, Selection::Subnet(subnet.clone()))
        };
        let lists = Direction::BOTH
            .iter()
            .map(|direction| self.acl_list(&acl, *direction))
            .collect();
        self.rules_view(
            id,
            true,
            "Stateless: judges every packet alone, in and out. The lowest number that matches \
             decides.",
            lists,
            guarded.iter().map(item).collect(),
        )
    }

    #[inline(never)]
    pub(super) fn group_view(&self, id: &str) -> Option<RulesView> {
        let group = self.scenario.security_group(id)?;
        let (wearers, naming) = users_of_group(&self.scenario, id);
        let wearers = wearers
            .iter()
            .map(|host| used(host, "wears it", Selection::Host(host.clone())));
        let naming = naming
            .iter()
            .map(|group| used(group, "names it", Selection::Group(group.clone())));
        let used_by = wearers.chain(naming).collect();
        let lists = Direction::BOTH
            .iter()
            .map(|direction| self.group_list(&group, *direction))
            .collect();
        self.rules_view(
            id,
            false,
            "Stateful: what a rule has let through is remembered, and its replies pass without \
             one.",
            lists,
            used_by,
        )
    }

    fn rules_view(
        &self,
        id: &str,
        numbered: bool,
        about: &str,
        lists: Vec<RuleList>,
        used_by: Vec<ItemView>,
    ) -> Option<RulesView> {
        let own = Some(&self.table).filter(|table| table.gate == id);
        let tab = own
            .and_then(|table| table.tab)
            .unwrap_or_else(|| self.first_tab(id));
        let draft = own.and_then(|table| table.draft.as_ref());
        let draft = draft.filter(|draft| tab.direction() == Some(draft.direction));
        let list = lists
            .iter()
            .find(|list| Some(list.direction) == tab.direction());
        let draft = draft.zip(list).map(|(draft, list)| {
            let mut view = draft.view(list.rows.len());
            view.peers = peers(&self.scenario, id);
            view
        });
        let mut types: Vec<String> = TYPES.iter().map(|(name, ..)| (*name).to_owned()).collect();
        types.extend(["Custom TCP", "Custom UDP", "Custom ICMP"].map(str::to_owned));
        if let Some(draft) = &draft
            && !types.contains(&draft.kind)
        {
            types.push(draft.kind.clone());
        }
        Some(RulesView {
            form: self.form()?,
            gate: id.to_owned(),
            numbered,
            about: about.to_owned(),
            tab,
            draft: draft.filter(|draft| list.is_some_and(|list| draft.index < list.rows.len())),
            lists,
            types,
            presets: PRESETS
                .iter()
                .map(|preset| (preset.key.to_owned(), preset.name.to_owned()))
                .collect(),
            pointed: own.is_some_and(|table| {
                let target = table.pointed_back.as_ref();
                target.is_some_and(|target| self.belongs(id, target))
                    || target.is_some_and(|target| {
                        used_by
                            .iter()
                            .any(|item| item.target.as_ref() == Some(target))
                    })
            }),
            used_by,
        })
    }

    /// Whether something on the drawing is this gate.
    fn belongs(&self, gate: &str, target: &Selection) -> bool {
        match target {
            Selection::Gate(subnet) => self
                .scenario
                .subnet(subnet)
                .is_some_and(|subnet| self.scenario.acl_of_subnet(subnet) == gate),
            Selection::Group(id) => id == gate,
            _ => false,
        }
    }

    /// The tab that is shown stays, also when the rule that was missing has been added.
    #[inline(never)]
    pub(in crate::editor) fn keep_tab(&mut self) {
        let id = match self.selected() {
            Some(Selection::Group(id) | Selection::Acl(id)) => id,
            Some(Selection::Gate(subnet)) => match self.scenario.subnet(&subnet) {
                Some(subnet) => self.scenario.acl_of_subnet(subnet),
                None => return,
            },
            _ => return,
        };
        if self.table.gate != id || self.table.tab.is_none() {
            let tab = self.first_tab(&id);
            self.table.of(&id).tab = Some(tab);
        }
    }

    /// The list in which something is dropped in this run, if one is: that is what people
    /// come to look at.
    fn first_tab(&self, id: &str) -> RulesTab {
        let trace = &self.run_data.run.trace;
        let dropped = trace.entries.iter().enumerate().find_map(|(index, entry)| {
            let TraceEvent::Dropped(drop) = &entry.event else {
                return None;
            };
            let topology = trace.topology_at(index);
            let here = match drop.gate {
                Gate::Acl { acl, .. } => *topology.acl(acl).name == *id,
                Gate::Groups(host) => {
                    let mut worn = topology.groups_of(host).iter();
                    worn.any(|worn| *worn.name == *id)
                }
                _ => false,
            };
            here.then_some(drop.direction)
        });
        match dropped {
            Some(Direction::Outbound) => RulesTab::Outbound,
            _ => RulesTab::Inbound,
        }
    }

    fn acl_list(&self, acl: &NetworkAcl, direction: Direction) -> RuleList {
        let mut entries: Vec<&AclEntry> = match direction {
            Direction::Inbound => acl.inbound.iter().collect(),
            Direction::Outbound => acl.outbound.iter().collect(),
        };
        sort(&mut entries, |one, other| one.number.cmp(&other.number));
        let decided = self.decided(|gate, topology| {
            matches!(gate, Gate::Acl { acl: at, .. } if *topology.acl(at).name == *acl.id)
        });
        let decided = decided
            .filter(|(side, _)| *side == direction)
            .map(|(_, reason)| reason);
        let row = |entry: &&AclEntry| RuleRow {
            rule: print_acl_entry(
                &AclEntry {
                    description: None,
                    ..(*entry).clone()
                },
                direction,
            ),
            number: entry.number.to_string(),
            deny: entry.action == AclAction::Deny,
            peer: entry.cidr.to_string(),
            about: entry.description.clone().unwrap_or_default(),
            decided: matches!(
                decided,
                Some(Reason::AclEntry { number, .. }) if number == entry.number
            ),
            gone: self.is_gone(|change| {
                matches!(change, RuleChange::Acl { acl: id, direction: side, entry: other }
                    if *id == acl.id && *side == direction && other.number == entry.number)
            }),
            ..columns(entry.traffic)
        };
        let next = next_number(&self.scenario, &acl.id, direction);
        RuleList {
            direction,
            rows: entries.iter().map(row).collect(),
            closing: RuleRow {
                rule: format!("* deny all {} anywhere", preposition(direction)),
                number: "*".into(),
                deny: true,
                protocol: "All".into(),
                ports: "all".into(),
                peer: "anywhere".into(),
                about: "DROPPED".into(),
                decided: decided == Some(Reason::AclDefault),
                ..RuleRow::default()
            },
            example: match direction {
                Direction::Inbound => format!("{next} allow tcp 443 from 0.0.0.0/0"),
                Direction::Outbound => format!("{next} allow tcp 1024-65535 to 0.0.0.0/0"),
            },
            changes: self.changes(&acl.id, direction),
        }
    }

    fn group_list(&self, group: &SecurityGroup, direction: Direction) -> RuleList {
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
            .filter(|(side, _)| *side == direction)
            .map(|(_, reason)| reason);
        let row = |(position, rule): (usize, &GroupRule)| RuleRow {
            rule: print_group_rule(
                &GroupRule {
                    description: None,
                    ..rule.clone()
                },
                direction,
            ),
            peer: rule.peer.to_string(),
            target: match &rule.peer {
                Peer::Named(id) if self.scenario.security_group(id).is_some() => {
                    Some(Selection::Group(id.clone()))
                }
                Peer::Named(id) => Some(Selection::Prefixes(id.clone())),
                Peer::Cidr(_) | Peer::Itself | Peer::Stale(_) => None,
            },
            about: rule.description.clone().unwrap_or_default(),
            decided: matches!(
                decided,
                Some(Reason::GroupRule { rule, .. }) if usize::from(rule.position) == position
            ),
            gone: self.is_gone(|change| {
                matches!(change, RuleChange::Group { group: id, direction: side, rule: other }
                    if *id == group.id && *side == direction
                        && other.traffic == rule.traffic && other.peer == rule.peer)
            }),
            ..columns(rule.traffic)
        };
        RuleList {
            direction,
            rows: rules.iter().enumerate().map(row).collect(),
            closing: RuleRow {
                rule: format!("anything else {} anywhere", preposition(direction)),
                protocol: "anything else".into(),
                about: "DROPPED".into(),
                decided: matches!(decided, Some(Reason::NoGroupRule { .. })),
                ..RuleRow::default()
            },
            example: match direction {
                Direction::Inbound => "tcp 443 from 0.0.0.0/0".into(),
                Direction::Outbound => "tcp 5432 to 10.0.2.0/24".into(),
            },
            changes: self.changes(&group.id, direction),
        }
    }

    /// What a gate decided last: about the selected packet, or else before the playhead.
    fn decided(
        &self,
        is_gate: impl Fn(Gate, &crate::topology::Topology) -> bool,
    ) -> Option<(Direction, Reason)> {
        let trace = &self.run_data.run.trace;
        let selected = match &*self.selected {
            [Selection::Packet(number)] => Some(*number),
            _ => None,
        };
        let last = (self.playhead.entry + 1).min(trace.entries.len());
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

fn used(id: &str, about: &str, target: Selection) -> ItemView {
    ItemView {
        text: id.to_owned(),
        about: about.to_owned(),
        target: Some(target),
        removable: false,
    }
}

/// Protocol and ports in columns, and what they are known as.
fn columns(traffic: Traffic) -> RuleRow {
    let (protocol, ports, known) = match traffic {
        Traffic::All => ("All".into(), "all".into(), String::new()),
        Traffic::Ports { transport, ports } => {
            let port = ports.low();
            let known = Service { transport, port }.well_known_name();
            let known = known.filter(|_| ports.size() == 1).unwrap_or_default();
            let all = traffic.covers_all_ports(transport.protocol());
            let ports = if all { "all".into() } else { ports.to_string() };
            let protocol = transport.to_string().to_ascii_uppercase();
            (protocol, ports, known.to_owned())
        }
        Traffic::Icmp { family, types } => {
            let protocol = match family {
                Family::V4 => "ICMP",
                Family::V6 => "ICMPv6",
            };
            let (ports, known) = match types {
                IcmpTypes::Any => ("all".to_owned(), ""),
                IcmpTypes::Type(8) => ("8".to_owned(), "echo request"),
                IcmpTypes::Type(0) => ("0".to_owned(), "echo reply"),
                IcmpTypes::Type(kind) => (kind.to_string(), ""),
                IcmpTypes::TypeAndCode(kind, code) => (format!("{kind}/{code}"), ""),
            };
            (protocol.to_owned(), ports, known.to_owned())
        }
        Traffic::Other(protocol) => (protocol.to_string(), "all".into(), String::new()),
    };
    RuleRow {
        protocol,
        ports,
        known,
        ..RuleRow::default()
    }
}
