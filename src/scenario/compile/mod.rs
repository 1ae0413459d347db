//! Compiles a document to the setup of a simulation.
//!
//! Names become indices, defaults become values, a `count` becomes flows. A document that
//! validates compiles, with one exception: the compiler makes all scripted changes in
//! their order, and reports the one that the network refuses.

mod flows;
mod network;
mod rules;
mod services;

use std::rc::Rc;

use self::services::ScriptedService;
use super::addresses::Addresses;
use super::document::{Id, Scenario, ScriptAction};
use super::problem::{FilterProblem, Findings, NameProblem, ScenarioErrors};
use crate::net::{SimTime, SortedMap};
use crate::sim::{Command, Settings, Setup};
use crate::topology::{GroupIndex, Topology};

/// What a name can stand for here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Thing {
    Vpc,
    Subnet,
    Table,
    Gateway,
    Host,
    Group,
    Acl,
}

/// The index of each name. One map for all kinds keeps the page's program small.
#[derive(Debug, Default)]
struct NameIndex(SortedMap<(Thing, Id), usize>);

impl NameIndex {
    fn add<'a>(&mut self, thing: Thing, ids: impl Iterator<Item = &'a Id>) {
        for (index, id) in ids.enumerate() {
            self.0.insert((thing, id.clone()), index);
        }
    }

    fn find(&self, thing: Thing, id: &str) -> Option<usize> {
        self.0.get(&(thing, id.to_owned())).copied()
    }
}

/// A compilation in progress.
struct Compiler<'a> {
    scenario: &'a Scenario,
    addresses: Addresses,
    names: NameIndex,
    /// AWS's own services that the script sends to.
    services: Vec<ScriptedService>,
    findings: Findings,
}

impl Scenario {
    /// Compiles the document.
    ///
    /// # Errors
    ///
    /// Every problem, each with its place.
    pub fn compile(&self) -> Result<Rc<Setup>, ScenarioErrors> {
        let problems = self.validate().problems;
        if !problems.is_empty() {
            return Err(ScenarioErrors { problems });
        }
        self.compile_validated()
    }

    /// Compiles a document that [`Scenario::from_json`] has just validated.
    ///
    /// # Errors
    ///
    /// A scripted change that the network refuses.
    pub fn compile_validated(&self) -> Result<Rc<Setup>, ScenarioErrors> {
        let mut compiler = Compiler {
            scenario: self,
            addresses: Addresses::of(self),
            names: NameIndex::default(),
            services: services::of(self),
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
        let scenario = self.scenario;
        let names = &mut self.names;
        names.add(Thing::Vpc, scenario.vpcs.iter().map(|vpc| &vpc.id));
        names.add(
            Thing::Subnet,
            scenario.subnets.iter().map(|subnet| &subnet.id),
        );
        names.add(
            Thing::Gateway,
            scenario.gateways.iter().map(|gateway| &gateway.id),
        );
        names.add(Thing::Host, scenario.hosts.iter().map(|host| &host.id));
        names.add(
            Thing::Table,
            scenario.every_route_table().iter().map(|table| &table.id),
        );
        names.add(
            Thing::Group,
            scenario
                .every_security_group()
                .iter()
                .map(|group| &group.id),
        );
        names.add(
            Thing::Acl,
            scenario.every_network_acl().iter().map(|acl| &acl.id),
        );
    }

    /// The index of a name, or 0 and a problem.
    fn index(&mut self, thing: Thing, id: &str, place: &str) -> usize {
        self.names.find(thing, id).unwrap_or_else(|| {
            self.unknown(place, id);
            0
        })
    }

    /// The indices of the groups that exist, and a problem for each that does not.
    fn group_indices(&mut self, ids: &[Id], place: &str) -> Vec<GroupIndex> {
        let mut indices = Vec::new();
        for id in ids {
            match self.names.find(Thing::Group, id) {
                Some(index) => indices.push(GroupIndex::new(index)),
                None => self.unknown(place, id),
            }
        }
        indices
    }

    /// Makes all changes of the script in their order, to find one that is refused.
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
                    self.findings.problem(
                        format!("script[{entry}].{name}"),
                        FilterProblem::Change(error),
                    );
                }
            }
        }
    }

    /// Reports an unknown name. Validation reports it first, with more detail.
    fn unknown(&mut self, place: &str, name: &str) {
        self.findings
            .problem(place, NameProblem::NotCompiled(name.to_owned()));
    }
}

/// The key of an action in a script entry.
fn action_name(action: &ScriptAction) -> &'static str {
    match action {
        ScriptAction::Open(_) => "open",
        ScriptAction::Send(_) => "send",
        ScriptAction::Ping(_) => "ping",
        ScriptAction::Data { .. } => "data",
        ScriptAction::Close { .. } => "close",
        ScriptAction::Listen { .. } => "listen",
        ScriptAction::Unlisten { .. } => "unlisten",
        ScriptAction::AddRule(_) => "add_rule",
        ScriptAction::RemoveRule(_) => "remove_rule",
        ScriptAction::SetGroups { .. } => "set_groups",
        ScriptAction::SetAcl { .. } => "set_acl",
        ScriptAction::SetRoutes { .. } => "set_routes",
        ScriptAction::SetTimeouts { .. } => "set_timeouts",
    }
}
