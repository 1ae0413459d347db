//! Every name in a document, and what it names.

use crate::net::SortedMap;

use crate::net::SimTime;
use crate::scenario::defaults::{implied_acl, implied_group, implied_route_table};
use crate::scenario::document::{Open, Scenario, ScriptAction};
use crate::scenario::id::{check_id, nearest, shortened, split_generated};
use crate::scenario::problem::{Findings, counted};

/// What a name can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Vpc,
    Subnet,
    Gateway,
    RouteTable,
    Host,
    SecurityGroup,
    NetworkAcl,
    PrefixList,
    Flow,
}

impl Kind {
    pub(super) const fn with_article(self) -> &'static str {
        match self {
            Self::Vpc => "a VPC",
            Self::Subnet => "a subnet",
            Self::Gateway => "a gateway",
            Self::RouteTable => "a route table",
            Self::Host => "a host",
            Self::SecurityGroup => "a security group",
            Self::NetworkAcl => "a network ACL",
            Self::PrefixList => "a prefix list",
            Self::Flow => "a flow",
        }
    }
}

/// A flow of the script.
#[derive(Clone, Copy, Debug)]
pub(super) struct FlowName<'a> {
    /// When it begins.
    pub(super) at: SimTime,
    /// Its place in the script.
    pub(super) index: usize,
    /// What begins it.
    pub(super) action: &'a ScriptAction,
}

impl<'a> FlowName<'a> {
    /// When the last of the flows begins that a name means, this one's or a generated one.
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
    written: SortedMap<&'a str, (Kind, String)>,
    implied: SortedMap<String, (Kind, &'a str)>,
    flows: SortedMap<&'a str, FlowName<'a>>,
}

impl<'a> Names<'a> {
    /// Collects the names of a document; noting those that are wrong or taken.
    pub(super) fn of(scenario: &'a Scenario, findings: &mut Findings) -> Self {
        let mut names = Self::default();
        for vpc in &scenario.vpcs {
            let id = vpc.id.as_str();
            let implied = [
                (implied_group(id), Kind::SecurityGroup),
                (implied_acl(id), Kind::NetworkAcl),
                (implied_route_table(id), Kind::RouteTable),
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

    fn add(&mut self, kind: Kind, id: &'a str, place: String, findings: &mut Findings) {
        if let Err(message) = check_id(id) {
            findings.problem(format!("{place}.id"), message);
        }
        if kind == Kind::Gateway && matches!(id, "blackhole" | "local") {
            let message = format!(
                "found `{id}`, which a route's `via` takes for something else than a gateway; choose another name"
            );
            findings.problem(format!("{place}.id"), message);
        }
        if let Some((_, first)) = self.written.get(id) {
            let message = format!(
                "found `{id}`, which is already the name of {first}; names are unique in a file"
            );
            findings.problem(format!("{place}.id"), message);
            return;
        }
        if let Some(&(implied, vpc)) = self.implied.get(id)
            && implied != kind
        {
            let article = implied.with_article();
            let message = format!(
                "found `{id}`, which the VPC `{vpc}` has by itself as {article}; choose another name"
            );
            findings.problem(format!("{place}.id"), message);
        }
        if let Some((flow, number)) = split_generated(id)
            && self.count_of(flow).is_some_and(|count| number <= count)
        {
            let message = format!(
                "found `{id}`, a name that the `count` of `{flow}` generates; choose another name"
            );
            findings.problem(format!("{place}.id"), message);
        }
        self.written.insert(id, (kind, place));
    }

    /// How many flows an `open` with a count makes.
    fn count_of(&self, flow: &str) -> Option<u32> {
        self.flows.get(flow)?.open()?.count
    }

    /// What a name names, written or implied.
    pub(super) fn kind_of(&self, name: &str) -> Option<Kind> {
        let written = self.written.get(name).map(|(kind, _)| *kind);
        written.or_else(|| self.implied.get(name).map(|(kind, _)| *kind))
    }

    /// The VPC that has this name by itself.
    pub(super) fn implied_by(&self, name: &str) -> Option<&'a str> {
        self.implied.get(name).map(|(_, vpc)| *vpc)
    }

    /// The names of these kinds.
    pub(super) fn of_kinds(&self, kinds: &[Kind]) -> impl Iterator<Item = &str> {
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

    /// The flow, or all flows, that a name means; or why there is none, with a guess.
    pub(super) fn flow(&self, name: &str, guess: bool) -> Result<FlowName<'a>, String> {
        if let Some(flow) = self.flows.get(name) {
            return Ok(*flow);
        }
        let shown = shortened(name);
        if let Some((id, number)) = split_generated(name)
            && let Some(flow) = self.flows.get(id)
        {
            return match flow.open().and_then(|open| open.count) {
                Some(count) if number <= count => Ok(*flow),
                Some(count) => {
                    let flows = counted(count as usize, "flow");
                    Err(format!("found `{shown}`, but `{id}` opens {flows}"))
                }
                None => Err(format!(
                    "found `{shown}`, but `{id}` has no numbered flows; write `{id}`"
                )),
            };
        }
        let near = guess.then(|| nearest(name, self.flows.keys().copied()));
        Err(match near.flatten() {
            Some(near) => format!(
                "found `{shown}`, a flow that the script does not begin; did you mean `{near}`?"
            ),
            None => format!(
                "found `{shown}`, a flow that the script does not begin; expected the id of an `open`, `send` or `ping`"
            ),
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
fn every_name<'a>(scenario: &'a Scenario) -> Vec<(Kind, &'a str, String)> {
    let mut all: Vec<(Kind, &'a str, String)> = Vec::new();
    let mut add = |kind, list: &str, ids: Vec<&'a str>| {
        for (index, id) in ids.into_iter().enumerate() {
            all.push((kind, id, format!("{list}[{index}]")));
        }
    };
    add(Kind::Vpc, "vpcs", ids(&scenario.vpcs, |vpc| &vpc.id));
    add(
        Kind::Subnet,
        "subnets",
        ids(&scenario.subnets, |subnet| &subnet.id),
    );
    add(
        Kind::Gateway,
        "gateways",
        ids(&scenario.gateways, |gateway| &gateway.id),
    );
    add(
        Kind::RouteTable,
        "route_tables",
        ids(&scenario.route_tables, |table| &table.id),
    );
    add(Kind::Host, "hosts", ids(&scenario.hosts, |host| &host.id));
    add(
        Kind::SecurityGroup,
        "security_groups",
        ids(&scenario.security_groups, |group| &group.id),
    );
    add(
        Kind::NetworkAcl,
        "network_acls",
        ids(&scenario.network_acls, |acl| &acl.id),
    );
    add(
        Kind::PrefixList,
        "prefix_lists",
        ids(&scenario.prefix_lists, |list| &list.id),
    );
    for (index, entry) in scenario.script.iter().enumerate() {
        if let Some((name, id)) = flow_of(&entry.action) {
            all.push((Kind::Flow, id, format!("script[{index}].{name}")));
        }
    }
    all
}

fn ids<T>(entries: &[T], id: fn(&T) -> &String) -> Vec<&str> {
    entries.iter().map(|entry| id(entry).as_str()).collect()
}
