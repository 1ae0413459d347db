//! From the document to a simulation's setup.
//!
//! Names become indices, defaults become values, `count` becomes flows. A document
//! that validates compiles; what is refused here all the same is what this release
//! cannot simulate yet, and a scripted change that the network would refuse, found by
//! making all of them in their order.

mod flows;
mod network;
mod rules;

use std::collections::BTreeMap;
use std::rc::Rc;

use super::addresses::Addresses;
use super::document::{Action, Id, Scenario};
use super::problem::{Findings, ScenarioErrors};
use crate::net::SimTime;
use crate::sim::{Command, Settings, Setup};
use crate::topology::{
    AclIndex, GatewayIndex, GroupIndex, HostIndex, SubnetIndex, TableIndex, Topology, VpcIndex,
};

/// The indices that names have become.
#[derive(Debug, Default)]
struct Names {
    vpcs: BTreeMap<Id, VpcIndex>,
    subnets: BTreeMap<Id, SubnetIndex>,
    tables: BTreeMap<Id, TableIndex>,
    gateways: BTreeMap<Id, GatewayIndex>,
    hosts: BTreeMap<Id, HostIndex>,
    groups: BTreeMap<Id, GroupIndex>,
    acls: BTreeMap<Id, AclIndex>,
}

/// What is being compiled, and what was found wrong with it.
struct Compiler<'a> {
    scenario: &'a Scenario,
    addresses: Addresses,
    names: Names,
    findings: Findings,
}

impl Scenario {
    /// Compiles the document.
    ///
    /// # Errors
    ///
    /// Everything that keeps it from being simulated, each with its place.
    pub fn compile(&self) -> Result<Rc<Setup>, ScenarioErrors> {
        let problems = self.validate().problems;
        if !problems.is_empty() {
            return Err(ScenarioErrors { problems });
        }
        let mut compiler = Compiler {
            scenario: self,
            addresses: Addresses::of(self),
            names: Names::default(),
            findings: Findings::default(),
        };
        compiler.name_everything();
        let topology = Rc::new(Topology::new(compiler.plan()));
        let hosts = compiler.host_plans();
        let (flows, commands) = compiler.flows_and_commands();
        compiler.try_changes(&topology, &commands);
        if !compiler.findings.problems.is_empty() {
            return Err(ScenarioErrors {
                problems: compiler.findings.problems,
            });
        }
        let settings = Settings {
            latency: self.settings.latency,
            non_syn: self.settings.non_syn,
            related_icmp: self.settings.related_icmp,
            conntrack_max: self.settings.conntrack_max,
            loss: self.settings.loss,
        };
        let commands = commands
            .into_iter()
            .map(|(at, _, command)| (at, command))
            .collect();
        Ok(Rc::new(Setup {
            topology,
            settings,
            seed: self.seed,
            hosts,
            flows,
            commands,
        }))
    }
}

impl Compiler<'_> {
    fn name_everything(&mut self) {
        fn number<T, Index>(
            things: &[T],
            id: impl Fn(&T) -> &Id,
            index: impl Fn(usize) -> Index,
        ) -> BTreeMap<Id, Index> {
            things
                .iter()
                .enumerate()
                .map(|(at, thing)| (id(thing).clone(), index(at)))
                .collect()
        }
        let scenario = self.scenario;
        self.names = Names {
            vpcs: number(&scenario.vpcs, |vpc| &vpc.id, VpcIndex),
            subnets: number(&scenario.subnets, |subnet| &subnet.id, SubnetIndex),
            gateways: number(&scenario.gateways, |gateway| &gateway.id, GatewayIndex),
            hosts: number(&scenario.hosts, |host| &host.id, HostIndex),
            tables: number(&scenario.every_route_table(), |table| &table.id, TableIndex),
            groups: number(
                &scenario.every_security_group(),
                |group| &group.id,
                GroupIndex,
            ),
            acls: number(&scenario.every_network_acl(), |acl| &acl.id, AclIndex),
        };
    }

    /// Makes all changes of the script in their order, to find the one that is refused.
    fn try_changes(&mut self, topology: &Topology, commands: &[(SimTime, usize, Command)]) {
        let mut current: Option<Topology> = None;
        for (_, entry, command) in commands {
            let Command::Change(change) = command else {
                continue;
            };
            match current.as_ref().unwrap_or(topology).changed(change) {
                Ok(next) => current = Some(next),
                Err(error) => {
                    let name = action_name(&self.scenario.script[*entry].action);
                    self.findings
                        .problem(format!("script[{entry}].{name}"), error.to_string());
                }
            }
        }
    }

    /// Says that a name is unknown; validation has said so before, with more to go by.
    fn unknown(&mut self, place: &str, name: &str) {
        self.findings.problem(
            place,
            format!("there is nothing called `{name}` that fits here"),
        );
    }
}

/// The key of an action in a script entry.
fn action_name(action: &Action) -> &'static str {
    match action {
        Action::Open(_) => "open",
        Action::Send(_) => "send",
        Action::Ping(_) => "ping",
        Action::Data { .. } => "data",
        Action::Close { .. } => "close",
        Action::Listen { .. } => "listen",
        Action::Unlisten { .. } => "unlisten",
        Action::AddRule(_) => "add_rule",
        Action::RemoveRule(_) => "remove_rule",
        Action::SetGroups { .. } => "set_groups",
        Action::SetAcl { .. } => "set_acl",
        Action::SetRoutes { .. } => "set_routes",
        Action::SetTimeouts { .. } => "set_timeouts",
    }
}
