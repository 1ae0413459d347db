//! Edits at this moment: what is changed now happens now, and not from the beginning.
//!
//! Such an edit becomes entries of the script, at the simulated time of the playhead. What
//! was seen up to there stays exactly as it was, and so does the playhead.

use super::Editor;
use super::selection::Selection;
use super::timeline::simulated;
use super::view::form::ApplyView;
use crate::net::SimTime;
use crate::policy::Direction;
use crate::scenario::{
    AclEntry, GroupRule, Host, RuleChange, Scenario, ScriptAction, ScriptEntry, Subnet, Unknown,
};
use crate::words;

/// From when edits apply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ApplyMode {
    /// What happens is played anew with the new drawing.
    #[default]
    FromTheStart,
    /// They happen where the playhead stands.
    AtThisMoment,
}

impl Editor {
    /// When an edit made now happens: just after all that is seen.
    #[must_use]
    pub fn moment_of_edits(&self) -> SimTime {
        let trace = &self.run_data.run.trace;
        let Some(last) = trace.entries.get(self.playhead.entry) else {
            return SimTime::ZERO;
        };
        // The rest of the same microsecond would otherwise come after the edit.
        simulated(trace, self.playhead).max(last.at + SimTime::from_micros(1))
    }

    /// The choice from when edits apply, for forms of what can change while packets flow.
    pub(super) fn apply_view(&self) -> Option<ApplyView> {
        let can_wait = matches!(
            self.selected(),
            Some(
                Selection::Host(_)
                    | Selection::Subnet(_)
                    | Selection::Gate(_)
                    | Selection::Group(_)
                    | Selection::Acl(_)
            )
        );
        can_wait.then(|| ApplyView {
            is_now: self.session.apply == ApplyMode::AtThisMoment,
            now: words::seconds(self.moment_of_edits()),
        })
    }

    /// From when edits apply.
    pub(super) fn apply_edits(&mut self, apply: ApplyMode) {
        self.session.apply = apply;
        self.revisions.session += 1;
    }
}

/// The document that becomes `after` only at a time; `None` when the two differ in something
/// that cannot change while packets flow.
#[inline(never)]
pub(super) fn timed(before: &Scenario, after: &Scenario, at: SimTime) -> Option<Scenario> {
    let mut next = after.clone();
    let mut actions = Vec::new();
    groups(before, after, &mut next, &mut actions);
    acls(before, after, &mut next, &mut actions);
    for (old, new) in before.hosts.iter().zip(&mut next.hosts) {
        host(before, after, old, new, &mut actions);
    }
    for (old, new) in before.subnets.iter().zip(&mut next.subnets) {
        subnet(before, after, old, new, &mut actions);
    }
    let old = before.script.len();
    let begun = after.script.get(old..)?.to_vec();
    next.script.truncate(old);
    if !is_only_longer(before, &next) {
        return None;
    }
    let entry = |action| ScriptEntry {
        at,
        action,
        unknown: Unknown::new(),
        action_unknown: Unknown::new(),
    };
    let begun = begun.into_iter().map(|entry| ScriptEntry { at, ..entry });
    next.script.extend(actions.into_iter().map(entry));
    next.script.extend(begun);
    (next.script.len() > old).then_some(next)
}

/// Whether the later document has nothing else than the earlier one but gates and lists that
/// nothing refers to yet.
fn is_only_longer(before: &Scenario, after: &Scenario) -> bool {
    let mut rest = after.clone();
    rest.security_groups.truncate(before.security_groups.len());
    rest.network_acls.truncate(before.network_acls.len());
    rest.route_tables.truncate(before.route_tables.len());
    rest.prefix_lists.truncate(before.prefix_lists.len());
    rest == *before
}

fn groups(
    before: &Scenario,
    after: &Scenario,
    next: &mut Scenario,
    actions: &mut Vec<ScriptAction>,
) {
    let mut implied = Vec::new();
    for (index, new) in after.security_groups.iter().enumerate() {
        let Some(old) = before.security_group(&new.id) else {
            continue;
        };
        for (direction, old, new) in [
            (Direction::Inbound, old.inbound.clone(), new.inbound.clone()),
            (
                Direction::Outbound,
                before.outbound_rules(&old).into_owned(),
                after.outbound_rules(new).into_owned(),
            ),
        ] {
            let change = |rule: &GroupRule| RuleChange::Group {
                group: after.security_groups[index].id.clone(),
                direction,
                rule: rule.clone(),
            };
            let is_same = |one: &GroupRule, other: &GroupRule| {
                one.traffic == other.traffic && one.peer == other.peer
            };
            difference(&old, &new, is_same, change, actions);
        }
        if before
            .security_groups
            .iter()
            .any(|group| group.id == new.id)
        {
            next.security_groups[index] = old.into_owned();
        } else {
            // The VPC's default group, which the document does not write out.
            implied.push(new.id.clone());
        }
    }
    next.security_groups
        .retain(|group| !implied.contains(&group.id));
}

fn acls(before: &Scenario, after: &Scenario, next: &mut Scenario, actions: &mut Vec<ScriptAction>) {
    let mut implied = Vec::new();
    for (index, new) in after.network_acls.iter().enumerate() {
        let Some(old) = before.network_acl(&new.id) else {
            continue;
        };
        for (direction, old, new) in [
            (Direction::Inbound, &old.inbound, &new.inbound),
            (Direction::Outbound, &old.outbound, &new.outbound),
        ] {
            let change = |entry: &AclEntry| RuleChange::Acl {
                acl: after.network_acls[index].id.clone(),
                direction,
                entry: entry.clone(),
            };
            let is_same = |one: &AclEntry, other: &AclEntry| {
                (one.number, one.action, one.traffic, one.cidr)
                    == (other.number, other.action, other.traffic, other.cidr)
            };
            difference(old, new, is_same, change, actions);
        }
        if before.network_acls.iter().any(|acl| acl.id == new.id) {
            next.network_acls[index] = old.into_owned();
        } else {
            implied.push(new.id.clone());
        }
    }
    next.network_acls.retain(|acl| !implied.contains(&acl.id));
}

/// What left a list and what came to it; removals first, since a number is used once.
fn difference<T>(
    old: &[T],
    new: &[T],
    is_same: impl Fn(&T, &T) -> bool,
    change: impl Fn(&T) -> RuleChange,
    actions: &mut Vec<ScriptAction>,
) {
    let is_in = |list: &[T], rule: &T| list.iter().any(|other| is_same(other, rule));
    let removed = old.iter().filter(|rule| !is_in(new, rule));
    actions.extend(removed.map(|rule| ScriptAction::RemoveRule(change(rule))));
    let added = new.iter().filter(|rule| !is_in(old, rule));
    actions.extend(added.map(|rule| ScriptAction::AddRule(change(rule))));
}

fn host(
    before: &Scenario,
    after: &Scenario,
    old: &Host,
    new: &mut Host,
    actions: &mut Vec<ScriptAction>,
) {
    for service in &old.listen {
        if !new.listen.contains(service) {
            let (host, service) = (old.id.clone(), *service);
            actions.push(ScriptAction::Unlisten { host, service });
        }
    }
    for service in &new.listen {
        if !old.listen.contains(service) {
            let (host, service) = (old.id.clone(), *service);
            actions.push(ScriptAction::Listen { host, service });
        }
    }
    let groups = after.groups_of_host(new);
    if before.groups_of_host(old) != groups {
        let host = old.id.clone();
        actions.push(ScriptAction::SetGroups { host, groups });
    }
    if old.timeouts != new.timeouts {
        let (host, timeouts) = (old.id.clone(), new.timeouts.clone());
        actions.push(ScriptAction::SetTimeouts { host, timeouts });
    }
    new.listen.clone_from(&old.listen);
    new.groups.clone_from(&old.groups);
    new.timeouts.clone_from(&old.timeouts);
}

fn subnet(
    before: &Scenario,
    after: &Scenario,
    old: &Subnet,
    new: &mut Subnet,
    actions: &mut Vec<ScriptAction>,
) {
    let acl = after.acl_of_subnet(new);
    if before.acl_of_subnet(old) != acl {
        let subnet = old.id.clone();
        actions.push(ScriptAction::SetAcl { subnet, acl });
    }
    let routes = after.route_table_of_subnet(new);
    if before.route_table_of_subnet(old) != routes {
        let subnet = old.id.clone();
        actions.push(ScriptAction::SetRoutes { subnet, routes });
    }
    new.acl.clone_from(&old.acl);
    new.routes.clone_from(&old.routes);
}
