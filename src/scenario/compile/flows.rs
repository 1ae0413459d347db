//! Compiles the script to flows and timed commands.

use std::collections::BTreeMap;
use std::ops::Range;
use std::rc::Rc;

use super::{Compiler, Thing, action_name, network::idle_timeouts, rules};
use crate::host::{Close, Exchange};
use crate::net::{SimTime, sort};
use crate::scenario::document::{Destination, Id, Open, Ping, RuleChange, ScriptAction, Send};
use crate::sim::{Command, FlowDestination, FlowPlan, FlowProtocol};
use crate::topology::{GroupIndex, HostIndex, TopologyChange};

/// A time, the index of the script entry, and the command.
type Timed = (SimTime, usize, Command);

impl Compiler<'_> {
    /// All flows, and all commands by time, then by their order in the script.
    pub(super) fn flows_and_commands(&mut self) -> (Vec<FlowPlan>, Vec<Timed>) {
        let mut flows = Vec::new();
        let mut indices: BTreeMap<Id, Range<u32>> = BTreeMap::new();
        let mut commands: Vec<Timed> = Vec::new();
        let scenario = self.scenario;
        // Flows first: an entry may name a flow that is written after it.
        for (entry, item) in scenario.script.iter().enumerate() {
            let place = format!("script[{entry}].{}", action_name(&item.action));
            let before = flow_count(&flows);
            match &item.action {
                ScriptAction::Open(open) => {
                    for plan in self.open(open, &place) {
                        let flow_index = flow_count(&flows);
                        let at = item.at + open.every.times((flow_index - before).into());
                        flows.push(plan);
                        commands.push((at, entry, Command::Send { flow_index }));
                    }
                    indices.insert(open.id.clone(), before..flow_count(&flows));
                }
                ScriptAction::Send(send) => {
                    flows.extend(self.send(send, &place));
                    let times = (0..send.count).map(|n| item.at + send.every.times(n.into()));
                    let command = Command::Send { flow_index: before };
                    commands.extend(times.map(|at| (at, entry, command.clone())));
                    indices.insert(send.id.clone(), before..flow_count(&flows));
                }
                ScriptAction::Ping(ping) => {
                    flows.extend(self.ping(ping, &place));
                    let times = (0..ping.count).map(|n| item.at + ping.every.times(n.into()));
                    let command = Command::Send { flow_index: before };
                    commands.extend(times.map(|at| (at, entry, command.clone())));
                    indices.insert(ping.id.clone(), before..flow_count(&flows));
                }
                _ => {}
            }
        }
        for (index, flow) in flows.iter().enumerate() {
            let index = u32::try_from(index).unwrap_or(u32::MAX);
            indices
                .entry(flow.name.to_string())
                .or_insert(index..index + 1);
        }
        for (entry, item) in scenario.script.iter().enumerate() {
            let place = format!("script[{entry}].{}", action_name(&item.action));
            for command in self.commands(&item.action, &indices, &place) {
                commands.push((item.at, entry, command));
            }
        }
        sort(&mut commands, |one, other| {
            (one.0, one.1).cmp(&(other.0, other.1))
        });
        (flows, commands)
    }

    fn open(&mut self, open: &Open, place: &str) -> Vec<FlowPlan> {
        let (Some(from), Some(to)) = (
            self.host(&open.from, place),
            self.destination(&open.to, place),
        ) else {
            return Vec::new();
        };
        let group: Rc<str> = open.id.as_str().into();
        let plan = |name: String| FlowPlan {
            name: name.into(),
            group: Rc::clone(&group),
            wire: FlowProtocol::Tcp,
            from,
            to,
            port: open.port,
            source_port: open.source_port,
            exchange: Exchange {
                request: open.request,
                response: Some(open.response),
                close: open.close,
                delay: SimTime::ZERO,
            },
            repeat: 1,
        };
        match open.count {
            None => vec![plan(open.id.clone())],
            Some(count) => (1..=count)
                .map(|n| plan(format!("{}.{n}", open.id)))
                .collect(),
        }
    }

    #[inline(never)]
    fn send(&mut self, send: &Send, place: &str) -> Option<FlowPlan> {
        Some(FlowPlan {
            name: send.id.as_str().into(),
            group: send.id.as_str().into(),
            wire: FlowProtocol::Udp,
            from: self.host(&send.from, place)?,
            to: self.destination(&send.to, place)?,
            port: send.port,
            source_port: send.source_port,
            exchange: Exchange {
                request: send.request,
                response: send.response,
                close: Close::Never,
                delay: send.delay,
            },
            repeat: send.count,
        })
    }

    #[inline(never)]
    fn ping(&mut self, ping: &Ping, place: &str) -> Option<FlowPlan> {
        Some(FlowPlan {
            name: ping.id.as_str().into(),
            group: ping.id.as_str().into(),
            wire: FlowProtocol::Echo,
            from: self.host(&ping.from, place)?,
            to: self.destination(&ping.to, place)?,
            port: 0,
            source_port: None,
            exchange: Exchange {
                close: Close::Never,
                ..Exchange::default()
            },
            repeat: ping.count,
        })
    }

    fn commands(
        &mut self,
        action: &ScriptAction,
        indices: &BTreeMap<Id, Range<u32>>,
        place: &str,
    ) -> Vec<Command> {
        let of = |flow: &Id| indices.get(flow).cloned().unwrap_or(0..0);
        let one = match action {
            ScriptAction::Open(_) | ScriptAction::Send(_) | ScriptAction::Ping(_) => None,
            ScriptAction::Data { flow, side, bytes } => {
                let (side, bytes) = (*side, *bytes);
                let command = |flow_index| Command::Data {
                    flow_index,
                    side,
                    bytes,
                };
                return of(flow).map(command).collect();
            }
            ScriptAction::Close { flow, side, how } => {
                let (side, how) = (*side, *how);
                let command = |flow_index| Command::Close {
                    flow_index,
                    side,
                    how,
                };
                return of(flow).map(command).collect();
            }
            ScriptAction::Listen { host, service } => {
                let service = *service;
                self.host(host, place)
                    .map(|host| Command::Listen { host, service })
            }
            ScriptAction::Unlisten { host, service } => {
                let service = *service;
                self.host(host, place)
                    .map(|host| Command::Unlisten { host, service })
            }
            _ => self.change(action, place).map(Command::Change),
        };
        one.into_iter().collect()
    }

    #[inline(never)]
    fn change(&mut self, action: &ScriptAction, place: &str) -> Option<TopologyChange> {
        Some(match action {
            ScriptAction::AddRule(change) => self.rule_change(change, true, place),
            ScriptAction::RemoveRule(change) => self.rule_change(change, false, place),
            ScriptAction::SetGroups { host, groups } => {
                let host = self.host(host, place)?;
                let groups = self.group_indices(groups, place);
                TopologyChange::SetGroups { host, groups }
            }
            ScriptAction::SetAcl { subnet, acl } => TopologyChange::SetAcl {
                subnet: self.subnet_named(subnet, place),
                acl: self.acl_named(acl, place),
            },
            ScriptAction::SetRoutes { subnet, routes } => TopologyChange::SetRoutes {
                subnet: self.subnet_named(subnet, place),
                table: self.table_named(routes, place),
            },
            ScriptAction::SetTimeouts { host, timeouts } => {
                let nitro = self.scenario.host(host)?.nitro;
                let timeouts = idle_timeouts(nitro, timeouts);
                TopologyChange::SetTimeouts {
                    host: self.host(host, place)?,
                    timeouts,
                }
            }
            _ => return None,
        })
    }

    #[inline(never)]
    fn rule_change(&mut self, change: &RuleChange, adds: bool, place: &str) -> TopologyChange {
        match change {
            RuleChange::Group {
                group: id,
                direction,
                rule,
            } => {
                let group = GroupIndex::new(self.index(Thing::Group, id, place));
                let (direction, rule) = (*direction, self.group_rule(id, rule));
                if adds {
                    TopologyChange::AddGroupRule {
                        group,
                        direction,
                        rule,
                    }
                } else {
                    TopologyChange::RemoveGroupRule {
                        group,
                        direction,
                        rule,
                    }
                }
            }
            RuleChange::Acl {
                acl,
                direction,
                entry,
            } => {
                let acl = self.acl_named(acl, place);
                let (direction, entry) = (*direction, rules::acl_entry(entry));
                if adds {
                    TopologyChange::AddAclEntry {
                        acl,
                        direction,
                        entry,
                    }
                } else {
                    TopologyChange::RemoveAclEntry {
                        acl,
                        direction,
                        entry,
                    }
                }
            }
        }
    }

    fn host(&mut self, id: &str, place: &str) -> Option<HostIndex> {
        let found = self.names.find(Thing::Host, id).map(HostIndex::new);
        if found.is_none() {
            self.unknown(place, id);
        }
        found
    }

    fn destination(&mut self, target: &Destination, place: &str) -> Option<FlowDestination> {
        match target {
            Destination::Host(id) => self.host(id, place).map(FlowDestination::Host),
            Destination::Address(address) => Some(FlowDestination::Address(*address)),
        }
    }
}

fn flow_count(flows: &[FlowPlan]) -> u32 {
    u32::try_from(flows.len()).unwrap_or(u32::MAX)
}
