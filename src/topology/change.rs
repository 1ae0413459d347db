//! Changes of the network while packets flow, and why one is invalid.

use thiserror::Error;

use super::{AclIndex, GroupIndex, HostIndex, SubnetIndex, TableIndex, Topology};
use crate::policy::{AclEntry, Direction, GroupRule, IdleTimeouts};

/// One change of the network.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TopologyChange {
    /// A rule is added to a group.
    AddGroupRule {
        /// The group.
        group: GroupIndex,
        /// The direction of the rule list.
        direction: Direction,
        /// The rule.
        rule: GroupRule,
    },
    /// A rule is removed from a group.
    RemoveGroupRule {
        /// The group.
        group: GroupIndex,
        /// The direction of the rule list.
        direction: Direction,
        /// A rule with the same meaning.
        rule: GroupRule,
    },
    /// A rule is added to a network ACL.
    AddAclEntry {
        /// The ACL.
        acl: AclIndex,
        /// The direction of the rule list.
        direction: Direction,
        /// The rule.
        entry: AclEntry,
    },
    /// A rule is removed from a network ACL.
    RemoveAclEntry {
        /// The ACL.
        acl: AclIndex,
        /// The direction of the rule list.
        direction: Direction,
        /// An equal rule.
        entry: AclEntry,
    },
    /// A host's groups are replaced.
    SetGroups {
        /// The host.
        host: HostIndex,
        /// All its groups from now on.
        groups: Vec<GroupIndex>,
    },
    /// A subnet's network ACL is replaced.
    SetAcl {
        /// The subnet.
        subnet: SubnetIndex,
        /// Its ACL from now on.
        acl: AclIndex,
    },
    /// A subnet's route table is replaced.
    SetRoutes {
        /// The subnet.
        subnet: SubnetIndex,
        /// Its table from now on.
        table: TableIndex,
    },
    /// An interface's idle timeouts are replaced.
    SetTimeouts {
        /// The host.
        host: HostIndex,
        /// Its timeouts from now on.
        timeouts: IdleTimeouts,
    },
}

impl TopologyChange {
    /// Whether AWS does not document its effect on open flows: new timeouts apply from their
    /// next packet on, which is an assumption.
    #[must_use]
    pub const fn is_assumed(&self) -> bool {
        matches!(self, Self::SetTimeouts { .. })
    }
}

/// Why a change is invalid.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChangeError {
    /// The rule to remove does not exist.
    #[error(
        "{gate} has no {direction} rule with this meaning; check its spelling, and whether an earlier action removed it"
    )]
    NoSuchRule {
        /// Id of the group or ACL.
        gate: String,
        /// The direction of the rule list.
        direction: Direction,
    },
    /// The number of the rule to add is taken.
    #[error(
        "{acl} has an {direction} rule {number} already; remove it first or choose another number"
    )]
    NumberTaken {
        /// Id of the ACL.
        acl: String,
        /// The direction of the rule list.
        direction: Direction,
        /// The number.
        number: u16,
    },
}

impl Topology {
    /// The network after a change.
    ///
    /// # Errors
    ///
    /// [`ChangeError`] if the rule to remove does not exist or a number is taken.
    pub fn changed(&self, change: &TopologyChange) -> Result<Self, ChangeError> {
        let mut next = self.clone();
        match change {
            TopologyChange::AddGroupRule {
                group,
                direction,
                rule,
            } => {
                next.plan.groups[group.place()]
                    .rules_mut(*direction)
                    .push(rule.clone());
                next.refresh_groups();
            }
            TopologyChange::RemoveGroupRule {
                group,
                direction,
                rule,
            } => {
                let group = &mut next.plan.groups[group.place()];
                let rules = group.rules_mut(*direction);
                let Some(at) = rules.iter().position(|other| other.means(rule)) else {
                    let gate = group.name.to_string();
                    return Err(ChangeError::NoSuchRule {
                        gate,
                        direction: *direction,
                    });
                };
                rules.remove(at);
                next.refresh_groups();
            }
            TopologyChange::AddAclEntry {
                acl,
                direction,
                entry,
            } => {
                let acl = &mut next.plan.acls[acl.place()];
                if acl.insert(*direction, *entry).is_err() {
                    return Err(ChangeError::NumberTaken {
                        acl: acl.name.to_string(),
                        direction: *direction,
                        number: entry.number,
                    });
                }
            }
            TopologyChange::RemoveAclEntry {
                acl,
                direction,
                entry,
            } => {
                let acl = &mut next.plan.acls[acl.place()];
                if !acl.remove(*direction, entry) {
                    let gate = acl.name.to_string();
                    return Err(ChangeError::NoSuchRule {
                        gate,
                        direction: *direction,
                    });
                }
            }
            TopologyChange::SetGroups { host, groups } => {
                next.plan.hosts[host.place()].groups.clone_from(groups);
                next.refresh_groups();
            }
            TopologyChange::SetAcl { subnet, acl } => next.plan.subnets[subnet.place()].acl = *acl,
            TopologyChange::SetRoutes { subnet, table } => {
                next.plan.subnets[subnet.place()].table = *table;
            }
            TopologyChange::SetTimeouts { host, timeouts } => {
                next.plan.hosts[host.place()].timeouts = *timeouts;
            }
        }
        Ok(next)
    }
}
