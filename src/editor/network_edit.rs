//! Edits of the network: hosts added and removed, rules typed and removed.

use super::Editor;
use super::edit::Edit;
use super::effect::Effect;
use super::gesture::{position, within};
use super::target::{Target, Tool, Way};
use super::view::inspector::ComplaintView;
use crate::net::places;
use crate::picture::geometry::Point;
use crate::picture::layout::Shape;
use crate::policy::Direction;
use crate::scenario::{
    AclEntry, Action, GroupRule, Host, RuleError, Scenario, Target as Destination, parse_acl_entry,
    parse_group_rule,
};

/// A list of rules: of an ACL or a group, written in the document or implied.
enum Gate {
    Acl(String),
    Group(String),
}

impl Editor {
    pub(super) fn type_rule(&mut self, gate: &str, way: Way, text: &str) {
        let complaint = if text.trim().is_empty() {
            None
        } else {
            self.rule_edit(gate, way, text)
                .err()
                .map(|RuleError { at, message }| ComplaintView { way, message, at })
        };
        if complaint != self.complaint {
            self.complaint = complaint;
            self.revisions.session += 1;
        }
    }

    pub(super) fn add_rule(&mut self, gate: &str, way: Way, text: &str) -> Vec<Effect> {
        let made = self.rule_edit(gate, way, text).and_then(|(name, edit)| {
            self.make(&name, edit)
                .map_err(|message| RuleError { at: 0, message })
        });
        match made {
            Ok(effects) => {
                self.complaint = None;
                effects
            }
            Err(RuleError { at, message }) => {
                self.complaint = Some(ComplaintView {
                    way,
                    message: message.clone(),
                    at,
                });
                self.revisions.session += 1;
                vec![Effect::Announce(message)]
            }
        }
    }

    pub(super) fn remove_rule(&mut self, gate: &str, way: Way, index: usize) -> Vec<Effect> {
        let direction = direction(way);
        let (name, edit) = match self.gate(gate) {
            None => return Vec::new(),
            Some(Gate::Acl(id)) => {
                let (at, mut edits) = self.written_acl(&id);
                let acl = self.scenario.network_acl(&id);
                let Some(acl) = acl else { return Vec::new() };
                let entries = match direction {
                    Direction::Inbound => &acl.inbound,
                    Direction::Outbound => &acl.outbound,
                };
                let Some(place) = written_place(entries, index) else {
                    return Vec::new();
                };
                let number = entries[place].number;
                edits.push(Edit::RemoveAclEntry(at, direction, place));
                (
                    format!("Remove {direction} rule {number} from {id}"),
                    Edit::All(edits),
                )
            }
            Some(Gate::Group(id)) => {
                let (at, mut edits) = self.written_group(&id, direction);
                edits.push(Edit::RemoveGroupRule(at, direction, index));
                (
                    format!("Remove an {direction} rule from {id}"),
                    Edit::All(edits),
                )
            }
        };
        self.make(&name, edit)
            .unwrap_or_else(|message| vec![Effect::Toast(message)])
    }

    /// The edit that adds a rule as typed, and its name.
    fn rule_edit(&self, gate: &str, way: Way, text: &str) -> Result<(String, Edit), RuleError> {
        let direction = direction(way);
        match self.gate(gate) {
            None => Err(RuleError {
                at: 0,
                message: format!("there is no `{gate}` any more"),
            }),
            Some(Gate::Acl(id)) => {
                let entry = parse_acl_entry(text, direction)?;
                self.check_number(&id, direction, &entry)?;
                let (at, mut edits) = self.written_acl(&id);
                let number = entry.number;
                let entry = Box::new(entry);
                edits.push(Edit::InsertAclEntry(at, direction, usize::MAX, entry));
                Ok((
                    format!("Add {direction} rule {number} to {id}"),
                    Edit::All(edits),
                ))
            }
            Some(Gate::Group(id)) => {
                let rule = parse_group_rule(text, direction)?;
                self.check_peer(&rule, text)?;
                let (at, mut edits) = self.written_group(&id, direction);
                edits.push(Edit::InsertGroupRule(
                    at,
                    direction,
                    usize::MAX,
                    Box::new(rule),
                ));
                Ok((format!("Add an {direction} rule to {id}"), Edit::All(edits)))
            }
        }
    }

    fn check_number(
        &self,
        id: &str,
        direction: Direction,
        entry: &AclEntry,
    ) -> Result<(), RuleError> {
        let acl = self.scenario.network_acl(id);
        let taken = acl.is_some_and(|acl| {
            let entries = match direction {
                Direction::Inbound => &acl.inbound,
                Direction::Outbound => &acl.outbound,
            };
            entries.iter().any(|other| other.number == entry.number)
        });
        if taken {
            let number = entry.number;
            let message = format!("rule {number} exists already; choose another number");
            return Err(RuleError { at: 0, message });
        }
        Ok(())
    }

    fn check_peer(&self, rule: &GroupRule, text: &str) -> Result<(), RuleError> {
        let crate::scenario::Peer::Named(name) = &rule.peer else {
            return Ok(());
        };
        let known = self.scenario.security_group(name).is_some()
            || self
                .scenario
                .prefix_lists
                .iter()
                .any(|list| list.id == *name);
        if known {
            return Ok(());
        }
        let at = text
            .find(name.as_str())
            .map_or(0, |byte| text[..byte].chars().count());
        let message = format!(
            "there is no security group or prefix list called `{name}`; an address is written \
             with its prefix, as 10.0.0.5/32"
        );
        Err(RuleError { at, message })
    }

    fn gate(&self, id: &str) -> Option<Gate> {
        if self.scenario.network_acl(id).is_some() {
            Some(Gate::Acl(id.to_owned()))
        } else if self.scenario.security_group(id).is_some() {
            Some(Gate::Group(id.to_owned()))
        } else {
            None
        }
    }

    /// Where an ACL stands in the document, and the edit that writes an implied one there.
    fn written_acl(&self, id: &str) -> (usize, Vec<Edit>) {
        let acls = &self.scenario.network_acls;
        match (
            acls.iter().position(|acl| acl.id == id),
            self.scenario.network_acl(id),
        ) {
            (None, Some(acl)) => {
                let at = acls.len();
                (at, vec![Edit::InsertAcl(at, Box::new(acl.into_owned()))])
            }
            (at, _) => (at.unwrap_or_default(), Vec::new()),
        }
    }

    /// The same of a group; absent outbound rules are written when they are to change.
    fn written_group(&self, id: &str, direction: Direction) -> (usize, Vec<Edit>) {
        let groups = &self.scenario.security_groups;
        let found = groups.iter().position(|group| group.id == id);
        let at = found.unwrap_or(groups.len());
        let mut edits = Vec::new();
        if let Some(group) = self.scenario.security_group(id) {
            if found.is_none() {
                edits.push(Edit::InsertGroup(at, Box::new(group.clone().into_owned())));
            }
            if direction == Direction::Outbound && group.outbound.is_none() {
                let rules = self.scenario.outbound_rules(&group).into_owned();
                edits.push(Edit::SetOutbound(at, Some(rules)));
            }
        }
        (at, edits)
    }

    /// Adds a host where the pointer was let go: in the subnet there, or on the internet.
    pub(super) fn add_host(&mut self, at: Point) -> Vec<Effect> {
        let area = self
            .played
            .drawing
            .areas
            .iter()
            .find(|area| self.scenario.subnet(&area.id).is_some() && area.frame.contains(at));
        let id = free_name(&self.scenario, "host");
        let mut host = Host {
            id: id.clone(),
            ..Host::default()
        };
        match area {
            Some(area) => host.subnet = Some(area.id.clone()),
            None => host.ip = free_internet_address(&self.scenario),
        }
        // The middle of the new card is where the pointer is.
        if self.played.shape == Shape::Wide {
            let corner = Point::new(at.x - 90.0, at.y - 36.0);
            host.position = Some(match area {
                Some(area) => within(area.frame, 202.0, 66.0, corner),
                None => position(corner),
            });
        }
        let index = self.scenario.hosts.len();
        let made = self.make(
            &format!("Add {id}"),
            Edit::InsertHost(index, Box::new(host)),
        );
        match made {
            Ok(effects) => {
                self.session.tool = Tool::Select;
                self.selected = Some(Target::Host(id));
                self.session.sheet = super::target::Sheet::Inspector;
                self.revisions.session += 1;
                effects
            }
            Err(message) => vec![Effect::Toast(message)],
        }
    }

    /// Takes the selected host out, with what the script and the expectations say of it.
    pub(super) fn delete(&mut self) -> Vec<Effect> {
        let Some(Target::Host(id)) = self.selected.clone() else {
            return Vec::new();
        };
        let Some(edit) = removal(&self.scenario, &id) else {
            return Vec::new();
        };
        match self.make(&format!("Remove {id}"), edit) {
            Ok(effects) => {
                self.selected = None;
                effects
            }
            Err(message) => vec![Effect::Toast(message)],
        }
    }
}

/// A host, the script entries that need it, and the expectations about their flows.
fn removal(scenario: &Scenario, id: &str) -> Option<Edit> {
    let host = scenario.hosts.iter().position(|host| host.id == id)?;
    let needs = |to: &Destination| *to == Destination::Host(id.to_owned());
    let mut flows: Vec<&str> = Vec::new();
    for entry in &scenario.script {
        match &entry.action {
            Action::Open(open) if open.from == id || needs(&open.to) => flows.push(&open.id),
            Action::Send(send) if send.from == id || needs(&send.to) => flows.push(&send.id),
            Action::Ping(ping) if ping.from == id || needs(&ping.to) => flows.push(&ping.id),
            _ => {}
        }
    }
    let is_of = |flow: &str| {
        flows.iter().any(|of| {
            flow == *of
                || flow
                    .strip_prefix(of)
                    .is_some_and(|rest| rest.starts_with('.'))
        })
    };
    // From the end, so that the places of those before stay what they are.
    let mut edits = Vec::new();
    for (at, entry) in scenario.script.iter().enumerate().rev() {
        let goes = match &entry.action {
            Action::Open(open) => is_of(&open.id),
            Action::Send(send) => is_of(&send.id),
            Action::Ping(ping) => is_of(&ping.id),
            Action::Data { flow, .. } | Action::Close { flow, .. } => is_of(flow),
            Action::Listen { host, .. }
            | Action::Unlisten { host, .. }
            | Action::SetGroups { host, .. }
            | Action::SetTimeouts { host, .. } => host == id,
            _ => false,
        };
        if goes {
            edits.push(Edit::RemoveScript(at));
        }
    }
    for (at, expectation) in scenario.expect.iter().enumerate().rev() {
        if is_of(&expectation.flow) {
            edits.push(Edit::RemoveExpectation(at));
        }
    }
    edits.push(Edit::RemoveHost(host));
    Some(Edit::All(edits))
}

/// `host-1`, or the first number that no thing of the document has.
fn free_name(scenario: &Scenario, kind: &str) -> String {
    let text = scenario.to_json_compact();
    (1..=u32::MAX)
        .map(|number| format!("{kind}-{number}"))
        .find(|name| !text.contains(&format!("\"{name}\"")))
        .unwrap_or_else(|| kind.to_owned())
}

/// The first address of 203.0.113.0/24 (RFC 5737, for documentation) that nobody has.
fn free_internet_address(scenario: &Scenario) -> Option<std::net::Ipv4Addr> {
    let is_taken = |address: std::net::Ipv4Addr| {
        scenario
            .hosts
            .iter()
            .any(|host| host.ip == Some(address) || host.public_ip == Some(address))
    };
    (10..=254)
        .chain(1..10)
        .map(|last| std::net::Ipv4Addr::new(203, 0, 113, last))
        .find(|&address| !is_taken(address))
}

/// Rows are shown in the order of their numbers; the document has them as written.
fn written_place(entries: &[AclEntry], row: usize) -> Option<usize> {
    let order = places(entries.len(), &|one, other| {
        entries[one].number.cmp(&entries[other].number)
    });
    order.get(row).copied()
}

pub(super) const fn direction(way: Way) -> Direction {
    match way {
        Way::Inbound => Direction::Inbound,
        Way::Outbound => Direction::Outbound,
    }
}
