//! What a `changed` entry of the report says: the script's action, with its members.

use serde_json::{Map, Value, json};

use super::seconds;
use crate::policy::Direction;
use crate::scenario::rule_language::preposition;
use crate::topology::{Topology, TopologyChange};

/// The action and its members, named as in a scenario's `script`.
pub(super) fn changed(topology: &Topology, change: &TopologyChange) -> Map<String, Value> {
    let action = match change {
        TopologyChange::AddGroupRule { .. } | TopologyChange::AddAclEntry { .. } => "add_rule",
        TopologyChange::RemoveGroupRule { .. } | TopologyChange::RemoveAclEntry { .. } => {
            "remove_rule"
        }
        TopologyChange::SetGroups { .. } => "set_groups",
        TopologyChange::SetAcl { .. } => "set_acl",
        TopologyChange::SetRoutes { .. } => "set_routes",
        TopologyChange::SetTimeouts { .. } => "set_timeouts",
    };
    let rule_of = |gate: &str, direction: Direction, rule: String| json!({ "in": gate, "direction": direction.to_string(), "rule": rule });
    let members = match change {
        TopologyChange::AddGroupRule {
            group,
            direction,
            rule,
        }
        | TopologyChange::RemoveGroupRule {
            group,
            direction,
            rule,
        } => {
            let text = format!("{} {} {}", rule.traffic, preposition(*direction), rule.peer);
            rule_of(topology.group_name(*group), *direction, text)
        }
        TopologyChange::AddAclEntry {
            acl,
            direction,
            entry,
        }
        | TopologyChange::RemoveAclEntry {
            acl,
            direction,
            entry,
        } => {
            let (number, action, traffic) = (entry.number, entry.action, entry.traffic);
            let preposition = preposition(*direction);
            let text = format!("{number} {action} {traffic} {preposition} {}", entry.cidr);
            rule_of(&topology.acl(*acl).name, *direction, text)
        }
        TopologyChange::SetGroups { host, groups } => {
            let groups: Vec<&str> = groups
                .iter()
                .map(|group| topology.group_name(*group))
                .collect();
            json!({ "host": &*topology.host(*host).name, "groups": groups })
        }
        TopologyChange::SetAcl { subnet, acl } => json!({
            "subnet": &*topology.subnet(*subnet).name,
            "acl": &*topology.acl(*acl).name,
        }),
        TopologyChange::SetRoutes { subnet, table } => json!({
            "subnet": &*topology.subnet(*subnet).name,
            "routes": &*topology.table(*table).name,
        }),
        TopologyChange::SetTimeouts { host, timeouts } => json!({
            "host": &*topology.host(*host).name,
            "timeouts": {
                "tcp": seconds(timeouts.tcp),
                "udp": seconds(timeouts.udp),
                "udp_stream": seconds(timeouts.udp_stream),
            },
        }),
    };
    let mut object = Map::new();
    object.insert("action".into(), action.into());
    if let Value::Object(mut members) = members {
        object.append(&mut members);
    }
    object
}
