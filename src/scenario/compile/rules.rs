//! Compiles rules: peers become prefixes and groups.

use std::rc::Rc;

use super::Compiler;
use crate::policy;
use crate::scenario::document::{AclEntry, GroupRule, Id, NetworkAcl, Peer, SecurityGroup};

impl Compiler<'_> {
    pub(super) fn group(&self, group: &SecurityGroup) -> policy::SecurityGroup {
        let compile = |rules: &[GroupRule]| {
            rules
                .iter()
                .map(|rule| self.group_rule(&group.id, rule))
                .collect()
        };
        policy::SecurityGroup {
            name: group.id.as_str().into(),
            inbound: compile(&group.inbound),
            outbound: compile(&self.scenario.outbound_rules(group)),
        }
    }

    pub(super) fn group_rule(&self, group: &Id, rule: &GroupRule) -> policy::GroupRule {
        let members: Rc<[std::net::IpAddr]> = Rc::new([]);
        let peer = match &rule.peer {
            Peer::Cidr(prefix) => policy::Peer::Prefix(*prefix),
            Peer::Itself => policy::Peer::Group {
                name: group.as_str().into(),
                members,
            },
            Peer::Stale(name) => policy::Peer::Stale(name.as_str().into()),
            Peer::Named(name) => {
                match self
                    .scenario
                    .prefix_lists
                    .iter()
                    .find(|list| list.id == *name)
                {
                    Some(list) => policy::Peer::PrefixList {
                        name: name.as_str().into(),
                        prefixes: list.cidrs.as_slice().into(),
                    },
                    None => policy::Peer::Group {
                        name: name.as_str().into(),
                        members,
                    },
                }
            }
        };
        policy::GroupRule {
            traffic: rule.traffic,
            peer,
        }
    }
}

pub(super) fn acl(acl: &NetworkAcl) -> policy::NetworkAcl {
    let compile = |entries: &[AclEntry]| entries.iter().map(acl_entry).collect();
    policy::NetworkAcl::new(
        acl.id.as_str().into(),
        compile(&acl.inbound),
        compile(&acl.outbound),
    )
}

pub(super) const fn acl_entry(entry: &AclEntry) -> policy::AclEntry {
    let AclEntry {
        number,
        action,
        traffic,
        cidr,
        ..
    } = entry;
    policy::AclEntry {
        number: *number,
        action: *action,
        traffic: *traffic,
        cidr: *cidr,
    }
}
