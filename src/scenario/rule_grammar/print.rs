//! Rules as text, in the one form that files have.

use super::preposition;
use crate::net::{Family, PortRange, Protocol};
use crate::policy::{Direction, IcmpTypes, Traffic};
use crate::scenario::document::{AclEntry, GroupRule, Peer};
use crate::scenario::spelling;

/// `tcp 22 from 10.0.0.0/8 # admins`
#[must_use]
pub fn print_group_rule(rule: &GroupRule, direction: Direction) -> String {
    let peer = match &rule.peer {
        Peer::Cidr(prefix) => prefix.trunc().to_string(),
        Peer::Named(id) => id.clone(),
        Peer::Itself => "self".to_owned(),
        Peer::Stale(id) => format!("stale:{id}"),
    };
    let traffic = print_traffic(&rule.traffic);
    let rule_text = format!("{traffic} {} {peer}", preposition(direction));
    with_description(rule_text, rule.description.as_deref())
}

/// `100 allow tcp 22 from 0.0.0.0/0 # SFTP`
#[must_use]
pub fn print_acl_entry(entry: &AclEntry, direction: Direction) -> String {
    let entry_text = format!(
        "{} {} {} {} {}",
        entry.number,
        spelling::word(&spelling::ACL_ACTIONS, entry.action),
        print_traffic(&entry.traffic),
        preposition(direction),
        entry.cidr.trunc()
    );
    with_description(entry_text, entry.description.as_deref())
}

/// `all`, `tcp 22`, `udp`, `icmp 3/4`, `50`: the part of a rule before its peer.
#[must_use]
pub fn print_traffic(traffic: &Traffic) -> String {
    match *traffic {
        Traffic::All => "all".to_owned(),
        Traffic::Ports { transport, ports } if ports == PortRange::ALL => transport.to_string(),
        Traffic::Ports { transport, ports } => format!("{transport} {ports}"),
        Traffic::Icmp { family, types } => {
            let protocol = match family {
                Family::V4 => Protocol::ICMP,
                Family::V6 => Protocol::ICMPV6,
            };
            match types {
                IcmpTypes::Any => protocol.to_string(),
                IcmpTypes::Type(kind) => format!("{protocol} {kind}"),
                IcmpTypes::TypeAndCode(kind, code) => format!("{protocol} {kind}/{code}"),
            }
        }
        Traffic::Other(protocol) => protocol.to_string(),
    }
}

fn with_description(rule: String, description: Option<&str>) -> String {
    match description.map(str::trim) {
        Some(description) if !description.is_empty() => format!("{rule} # {description}"),
        _ => rule,
    }
}
