//! Script actions in words, for flags on the timeline and lists of changes.

use crate::policy::Direction;
use crate::scenario::{
    CloseHow, RuleChange, ScriptAction, Side, print_acl_entry, print_group_rule,
};

/// What an action changes or does, such as "remove inbound tcp 22 from 10.0.0.0/8 from
/// sg-web"; none of one that begins a flow, which has a name of its own.
#[must_use]
#[inline(never)]
pub fn timed_change(action: &ScriptAction) -> Option<String> {
    Some(match action {
        ScriptAction::Open(_) | ScriptAction::Send(_) | ScriptAction::Ping(_) => return None,
        ScriptAction::AddRule(change) => {
            let (gate, direction, rule) = changed_rule(change);
            format!("add {direction} {rule} to {gate}")
        }
        ScriptAction::RemoveRule(change) => {
            let (gate, direction, rule) = changed_rule(change);
            format!("remove {direction} {rule} from {gate}")
        }
        ScriptAction::Data { flow, side, bytes } => {
            format!("{} of {flow} sends {bytes} bytes", side_name(*side))
        }
        ScriptAction::Close { flow, side, how } => {
            let how = match how {
                CloseHow::Fin => "closes",
                CloseHow::Reset => "resets",
            };
            format!("{} {how} {flow}", side_name(*side))
        }
        ScriptAction::Listen { host, service } => format!("{host} starts listening on {service}"),
        ScriptAction::Unlisten { host, service } => format!("{host} stops listening on {service}"),
        ScriptAction::SetGroups { host, groups } if groups.is_empty() => {
            format!("{host} has no security group")
        }
        ScriptAction::SetGroups { host, groups } => {
            format!("{host} gets the security groups {}", groups.join(", "))
        }
        ScriptAction::SetAcl { subnet, acl } => format!("{acl} is associated with {subnet}"),
        ScriptAction::SetRoutes { subnet, routes } => {
            format!("{routes} is associated with {subnet}")
        }
        ScriptAction::SetTimeouts { host, .. } => format!("{host} gets new idle timeouts"),
    })
}

/// A rule that is added or removed: its gate, its list, and how it is written.
#[must_use]
pub fn changed_rule(change: &RuleChange) -> (&str, Direction, String) {
    match change {
        RuleChange::Group {
            group,
            direction,
            rule,
        } => (group, *direction, print_group_rule(rule, *direction)),
        RuleChange::Acl {
            acl,
            direction,
            entry,
        } => (acl, *direction, print_acl_entry(entry, *direction)),
    }
}

const fn side_name(side: Side) -> &'static str {
    match side {
        Side::Client => "the client",
        Side::Server => "the server",
    }
}
