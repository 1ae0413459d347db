//! Edits of the document, each of which makes its own inverse.
//!
//! An edit names things by their place in the lists, because that is what its inverse
//! needs; the actions that lead to edits name them by id.

use crate::policy::Direction;
use crate::scenario::{
    AclEntry, Expectation, GroupRule, Host, NetworkAcl, Position, Scenario, ScriptEntry,
    SecurityGroup,
};

/// One change of the document.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// Puts a host into the list.
    InsertHost(usize, Box<Host>),
    /// Takes a host out.
    RemoveHost(usize),
    /// Says where a host is drawn.
    PlaceHost(usize, Option<Position>),
    /// Puts a group into the list.
    InsertGroup(usize, Box<SecurityGroup>),
    /// Takes a group out.
    RemoveGroup(usize),
    /// Replaces the outbound rules of a group, which may be absent.
    SetOutbound(usize, Option<Vec<GroupRule>>),
    /// Puts a rule into an inbound list, or into an outbound one that is present.
    InsertGroupRule(usize, Direction, usize, Box<GroupRule>),
    /// Takes a rule out.
    RemoveGroupRule(usize, Direction, usize),
    /// Puts an ACL into the list.
    InsertAcl(usize, Box<NetworkAcl>),
    /// Takes an ACL out.
    RemoveAcl(usize),
    /// Puts an entry into an ACL's list.
    InsertAclEntry(usize, Direction, usize, Box<AclEntry>),
    /// Takes an entry out.
    RemoveAclEntry(usize, Direction, usize),
    /// Puts an entry into the script.
    InsertScript(usize, Box<ScriptEntry>),
    /// Takes an entry out.
    RemoveScript(usize),
    /// Puts an expectation into the list.
    InsertExpectation(usize, Box<Expectation>),
    /// Takes an expectation out.
    RemoveExpectation(usize),
    /// Gives the document another title.
    SetTitle(String),
    /// Replaces the whole document.
    Replace(Box<Scenario>),
    /// Several, in their order.
    All(Vec<Self>),
}

impl Edit {
    /// Makes the edit, and gives the one that takes it back.
    ///
    /// An edit that names a place outside its list changes nothing there.
    #[must_use = "it is what takes the edit back"]
    pub fn apply(self, scenario: &mut Scenario) -> Self {
        match self {
            Self::InsertHost(at, host) => Self::RemoveHost(insert(&mut scenario.hosts, at, *host)),
            Self::RemoveHost(at) => remove(&mut scenario.hosts, at)
                .map_or_else(nothing, |host| Self::InsertHost(at, Box::new(host))),
            Self::PlaceHost(at, position) => {
                scenario.hosts.get_mut(at).map_or_else(nothing, |host| {
                    Self::PlaceHost(at, std::mem::replace(&mut host.position, position))
                })
            }
            Self::InsertGroup(at, group) => {
                Self::RemoveGroup(insert(&mut scenario.security_groups, at, *group))
            }
            Self::RemoveGroup(at) => remove(&mut scenario.security_groups, at)
                .map_or_else(nothing, |group| Self::InsertGroup(at, Box::new(group))),
            Self::SetOutbound(at, rules) => scenario
                .security_groups
                .get_mut(at)
                .map_or_else(nothing, |group| {
                    Self::SetOutbound(at, std::mem::replace(&mut group.outbound, rules))
                }),
            Self::InsertGroupRule(group, direction, at, rule) => {
                group_rules(scenario, group, direction).map_or_else(nothing, |rules| {
                    Self::RemoveGroupRule(group, direction, insert(rules, at, *rule))
                })
            }
            Self::RemoveGroupRule(group, direction, at) => group_rules(scenario, group, direction)
                .and_then(|rules| remove(rules, at))
                .map_or_else(nothing, |rule| {
                    Self::InsertGroupRule(group, direction, at, Box::new(rule))
                }),
            Self::InsertAcl(at, acl) => {
                Self::RemoveAcl(insert(&mut scenario.network_acls, at, *acl))
            }
            Self::RemoveAcl(at) => remove(&mut scenario.network_acls, at)
                .map_or_else(nothing, |acl| Self::InsertAcl(at, Box::new(acl))),
            Self::InsertAclEntry(acl, direction, at, entry) => {
                acl_entries(scenario, acl, direction).map_or_else(nothing, |entries| {
                    Self::RemoveAclEntry(acl, direction, insert(entries, at, *entry))
                })
            }
            Self::RemoveAclEntry(acl, direction, at) => acl_entries(scenario, acl, direction)
                .and_then(|entries| remove(entries, at))
                .map_or_else(nothing, |entry| {
                    Self::InsertAclEntry(acl, direction, at, Box::new(entry))
                }),
            Self::InsertScript(at, entry) => {
                Self::RemoveScript(insert(&mut scenario.script, at, *entry))
            }
            Self::RemoveScript(at) => remove(&mut scenario.script, at)
                .map_or_else(nothing, |entry| Self::InsertScript(at, Box::new(entry))),
            Self::InsertExpectation(at, expectation) => {
                Self::RemoveExpectation(insert(&mut scenario.expect, at, *expectation))
            }
            Self::RemoveExpectation(at) => remove(&mut scenario.expect, at)
                .map_or_else(nothing, |item| Self::InsertExpectation(at, Box::new(item))),
            Self::SetTitle(title) => Self::SetTitle(std::mem::replace(&mut scenario.title, title)),
            Self::Replace(document) => {
                Self::Replace(Box::new(std::mem::replace(scenario, *document)))
            }
            Self::All(edits) => {
                let mut inverse: Vec<Self> =
                    edits.into_iter().map(|edit| edit.apply(scenario)).collect();
                inverse.reverse();
                Self::All(inverse)
            }
        }
    }
}

fn nothing() -> Edit {
    Edit::All(Vec::new())
}

fn insert<T>(list: &mut Vec<T>, at: usize, item: T) -> usize {
    let at = at.min(list.len());
    list.insert(at, item);
    at
}

fn remove<T>(list: &mut Vec<T>, at: usize) -> Option<T> {
    (at < list.len()).then(|| list.remove(at))
}

fn group_rules(
    scenario: &mut Scenario,
    group: usize,
    direction: Direction,
) -> Option<&mut Vec<GroupRule>> {
    let group = scenario.security_groups.get_mut(group)?;
    match direction {
        Direction::Inbound => Some(&mut group.inbound),
        Direction::Outbound => group.outbound.as_mut(),
    }
}

fn acl_entries(
    scenario: &mut Scenario,
    acl: usize,
    direction: Direction,
) -> Option<&mut Vec<AclEntry>> {
    let acl = scenario.network_acls.get_mut(acl)?;
    Some(match direction {
        Direction::Inbound => &mut acl.inbound,
        Direction::Outbound => &mut acl.outbound,
    })
}
