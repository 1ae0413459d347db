//! Every name in a document, and what it stands for.

use crate::net::SortedMap;

use crate::net::SimTime;
use crate::scenario::defaults::{implied_acl, implied_group, implied_route_table};
use crate::scenario::document::{Open, Scenario, ScriptAction};
use crate::scenario::id::{check_id, nearest, shortened, split_generated};
use crate::scenario::problem::{Findings, NameKind, NameProblem, ProblemKind};

/// A flow of the script.
#[derive(Clone, Copy, Debug)]
pub(super) struct FlowName<'a> {
    /// When it starts.
    pub(super) at: SimTime,
    /// Its index in the script.
    pub(super) index: usize,
    /// The action that starts it.
    pub(super) action: &'a ScriptAction,
}

impl<'a> FlowName<'a> {
    /// When the last of the flows starts that a name means: `c1` means all, `c1.2` one.
    pub(super) fn last_at(&self, name: &str) -> SimTime {
        let Some(open) = self.open() else {
            return self.at;
        };
        let number = match split_generated(name) {
            Some((id, number)) if id == open.id => number,
            _ => open.count.unwrap_or(1),
        };
        self.at + open.every.times(number.saturating_sub(1).into())
    }

    /// The opening of a TCP flow.
    pub(super) const fn open(&self) -> Option<&'a Open> {
        match self.action {
            ScriptAction::Open(open) => Some(open),
            _ => None,
        }
    }
}

/// All names of a document.
#[derive(Default)]
pub(super) struct Names<'a> {
    written: SortedMap<&'a str, (NameKind, String)>,
    implied: SortedMap<String, (NameKind, &'a str)>,
    flows: SortedMap<&'a str, FlowName<'a>>,
}

impl<'a> Names<'a> {
    /// Collects the names of a document, and reports those that are wrong or taken.
    pub(super) fn of(scenario: &'a Scenario, findings: &mut Findings) -> Self {
        let mut names = Self::default();
        for vpc in &scenario.vpcs {
            let id = vpc.id.as_str();
            let implied = [
                (implied_group(id), NameKind::SecurityGroup),
                (implied_acl(id), NameKind::NetworkAcl),
                (implied_route_table(id), NameKind::RouteTable),
            ];
            for (name, kind) in implied {
                names.implied.insert(name, (kind, id));
            }
        }
        for (index, entry) in scenario.script.iter().enumerate() {
            if let Some((_, id)) = flow_of(&entry.action) {
                let at = entry.at;
                let action = &entry.action;
                let flow = FlowName { at, index, action };
                names.flows.or_insert(id, flow);
            }
        }
        for (kind, id, place) in every_name(scenario) {
            names.add(kind, id, place, findings);
        }
        names
    }

    fn add(&mut self, kind: NameKind, id: &'a str, place: String, findings: &mut Findings) {
        let mut problem = |problem: ProblemKind| findings.problem(format!("{place}.id"), problem);
        if let Err(wrong) = check_id(id) {
            problem(wrong.into());
        }
        let name = id.to_owned();
        if kind == NameKind::Gateway && matches!(id, "blackhole" | "local") {
            problem(NameProblem::RouteWord(name.clone()).into());
        }
        if let Some((_, first)) = self.written.get(id) {
            let first = first.clone();
            problem(NameProblem::Taken { id: name, first }.into());
            return;
        }
        if let Some(&(implied, vpc)) = self.implied.get(id)
            && implied != kind
        {
            let taken = NameProblem::Implied {
                id: name.clone(),
                vpc: vpc.to_owned(),
                kind: implied,
            };
            problem(taken.into());
        }
        if let Some((flow, number)) = split_generated(id)
            && self.count_of(flow).is_some_and(|count| number <= count)
        {
            let flow = flow.to_owned();
            problem(NameProblem::Generated { id: name, flow }.into());
        }
        self.written.insert(id, (kind, place));
    }

    /// How many flows an `open` with a `count` makes.
    fn count_of(&self, flow: &str) -> Option<u32> {
        self.flows.get(flow)?.open()?.count
    }

    /// What a name stands for, written or implied.
    pub(super) fn kind_of(&self, name: &str) -> Option<NameKind> {
        let written = self.written.get(name).map(|(kind, _)| *kind);
        written.or_else(|| self.implied.get(name).map(|(kind, _)| *kind))
    }

    /// The VPC that implies this name.
    pub(super) fn implied_by(&self, name: &str) -> Option<&'a str> {
        self.implied.get(name).map(|(_, vpc)| *vpc)
    }

    /// The names of these kinds.
    pub(super) fn of_kinds(&self, kinds: &[NameKind]) -> impl Iterator<Item = &str> {
        let written = self.written.iter().map(|(name, (kind, _))| (*name, *kind));
        let implied = self
            .implied
            .iter()
            .map(|(name, (kind, _))| (name.as_str(), *kind));
        written
            .chain(implied)
            .filter(|(_, kind)| kinds.contains(kind))
            .map(|(name, _)| name)
    }

    /// The flow, or all flows, that a name means; otherwise why there is none.
    pub(super) fn flow(&self, name: &str, guess: bool) -> Result<FlowName<'a>, NameProblem> {
        if let Some(flow) = self.flows.get(name) {
            return Ok(*flow);
        }
        let shown = shortened(name);
        if let Some((id, number)) = split_generated(name)
            && let Some(flow) = self.flows.get(id)
        {
            let id = id.to_owned();
            return match flow.open().and_then(|open| open.count) {
                Some(count) if number <= count => Ok(*flow),
                Some(count) => Err(NameProblem::NoSuchNumber {
                    name: shown,
                    flow: id,
                    count,
                }),
                None => Err(NameProblem::NotNumbered {
                    name: shown,
                    flow: id,
                }),
            };
        }
        let near = guess.then(|| nearest(name, self.flows.keys().copied()));
        Err(NameProblem::UnknownFlow {
            name: shown,
            near: near.flatten().map(str::to_owned),
        })
    }
}

fn flow_of(action: &ScriptAction) -> Option<(&'static str, &str)> {
    match action {
        ScriptAction::Open(open) => Some(("open", &open.id)),
        ScriptAction::Send(send) => Some(("send", &send.id)),
        ScriptAction::Ping(ping) => Some(("ping", &ping.id)),
        _ => None,
    }
}

/// Every id in the document's order, with its place.
fn every_name<'a>(scenario: &'a Scenario) -> Vec<(NameKind, &'a str, String)> {
    let mut all: Vec<(NameKind, &'a str, String)> = Vec::new();
    let mut add = |kind, list: &str, ids: Vec<&'a str>| {
        for (index, id) in ids.into_iter().enumerate() {
            all.push((kind, id, format!("{list}[{index}]")));
        }
    };
    add(NameKind::Vpc, "vpcs", ids(&scenario.vpcs, |vpc| &vpc.id));
    add(
        NameKind::Subnet,
        "subnets",
        ids(&scenario.subnets, |subnet| &subnet.id),
    );
    add(
        NameKind::Gateway,
        "gateways",
        ids(&scenario.gateways, |gateway| &gateway.id),
    );
    add(
        NameKind::RouteTable,
        "route_tables",
        ids(&scenario.route_tables, |table| &table.id),
    );
    add(
        NameKind::Host,
        "hosts",
        ids(&scenario.hosts, |host| &host.id),
    );
    add(
        NameKind::SecurityGroup,
        "security_groups",
        ids(&scenario.security_groups, |group| &group.id),
    );
    add(
        NameKind::NetworkAcl,
        "network_acls",
        ids(&scenario.network_acls, |acl| &acl.id),
    );
    add(
        NameKind::PrefixList,
        "prefix_lists",
        ids(&scenario.prefix_lists, |list| &list.id),
    );
    for (index, entry) in scenario.script.iter().enumerate() {
        if let Some((name, id)) = flow_of(&entry.action) {
            all.push((NameKind::Flow, id, format!("script[{index}].{name}")));
        }
    }
    all
}

fn ids<T>(entries: &[T], id: fn(&T) -> &String) -> Vec<&str> {
    entries.iter().map(|entry| id(entry).as_str()).collect()
}
