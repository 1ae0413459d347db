//! Sentences of the drawing tools: hints, prompts, refusals and the names of their edits.
//!
//! The name of an edit is a past participle, because the toast, the live region and the
//! Undo button all show it: "Added host-1".

use super::counted;

// Names of edits.

/// A new thing.
#[must_use]
pub fn added(id: &str) -> String {
    format!("Added {id}")
}

/// A new connection.
#[must_use]
pub fn connected(from: &str, to: &str) -> String {
    format!("Connected {from} to {to}")
}

/// A security group is now associated with a host's interface.
#[must_use]
pub fn group_attached(group: &str, host: &str) -> String {
    format!("Attached {group} to {host}")
}

/// A security group no longer is.
#[must_use]
pub fn group_detached(group: &str, host: &str) -> String {
    format!("Detached {group} from {host}")
}

/// A subnet has another network ACL.
#[must_use]
pub fn acl_associated(acl: &str, subnet: &str) -> String {
    format!("Associated {acl} with {subnet}")
}

/// A subnet has its VPC's default network ACL again.
#[must_use]
pub fn default_acl_associated(subnet: &str) -> String {
    format!("Associated the default ACL with {subnet}")
}

/// A subnet has a default route to a gateway.
#[must_use]
pub fn routed(subnet: &str, gateway: &str) -> String {
    format!("Added a route from {subnet} to {gateway}")
}

/// A gateway is attached to a VPC.
#[must_use]
pub fn gateway_attached(gateway: &str, vpc: &str) -> String {
    format!("Attached {gateway} to {vpc}")
}

/// Two VPCs are peered.
#[must_use]
pub fn peered(one: &str, other: &str) -> String {
    format!("Peered {one} with {other}")
}

/// Things are deleted.
#[must_use]
pub fn deleted(what: &str) -> String {
    format!("Deleted {what}")
}

/// Things are moved; `to`: into another subnet, `None` within it.
#[must_use]
pub fn moved(what: &str, to: Option<&str>) -> String {
    match to {
        Some(to) => format!("Moved {what} to {to}"),
        None => format!("Moved {what}"),
    }
}

/// Where a host outside every subnet is.
pub const THE_INTERNET: &str = "the internet";

/// A subnet or VPC is resized.
#[must_use]
pub fn resized(id: &str) -> String {
    format!("Resized {id}")
}

/// What several selected things have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Hosts only.
    Host,
    /// Subnets only.
    Subnet,
    /// Of several kinds.
    Mixed,
}

/// "3 hosts".
#[must_use]
pub fn several(count: usize, kind: Kind) -> String {
    counted(
        count,
        match kind {
            Kind::Host => "host",
            Kind::Subnet => "subnet",
            Kind::Mixed => "item",
        },
    )
}

// Hosts, subnets and gateways.

/// A host needs a subnet.
#[must_use]
pub fn host_needs_subnet(vpc: &str) -> String {
    format!("A host in {vpc} needs a subnet: draw one (N), or click inside one")
}

/// A subnet needs a VPC.
pub const SUBNET_NEEDS_VPC: &str = "A subnet is part of a VPC: draw it inside one";
/// An internet gateway needs a VPC.
pub const INTERNET_GATEWAY_NEEDS_VPC: &str = "An internet gateway is attached to a VPC: click one";
/// A NAT gateway needs a subnet.
pub const NAT_GATEWAY_NEEDS_SUBNET: &str =
    "A NAT gateway is in a public subnet: click one with a route to the internet";
/// A peering connection needs two VPCs.
pub const PEERING_NEEDS_TWO_VPCS: &str =
    "A peering connection joins two VPCs: click one, then the other";

/// The VPC and the subnet need nothing more.
#[must_use]
pub fn gateway_exists(vpc: &str, gateway: &str) -> String {
    format!("{vpc} already has {gateway}. Click a subnet to give it a route there")
}

/// The first end of a peering connection is chosen.
#[must_use]
pub fn peering_from(vpc: &str) -> String {
    format!("From {vpc}. Now click the other VPC.")
}

/// Both ends are the same VPC.
#[must_use]
pub fn peering_with_itself(vpc: &str) -> String {
    format!("{vpc} cannot be peered with itself")
}

/// A NAT gateway was dropped outside every subnet.
#[must_use]
pub fn nat_gateway_needs_subnet(id: &str) -> String {
    format!("{id} is a NAT gateway and must be in a subnet")
}

/// A host was dropped between the subnets of a VPC.
#[must_use]
pub fn host_outside_subnets(vpc: &str) -> String {
    format!("A host in {vpc} must be in one of its subnets")
}

/// A container cannot be smaller because of what is in it.
#[must_use]
pub fn keeps_room(id: &str, names: &[String], width: Option<u32>, height: Option<u32>) -> String {
    let room = match names {
        [] => String::new(),
        [one] => format!(" keeps room for {one}"),
        [one, two] => format!(" keeps room for {one} and {two}"),
        [one, rest @ ..] => format!(" keeps room for {one} and {} more", rest.len()),
    };
    match (width, height) {
        (Some(width), Some(height)) => format!("{id}{room}: at least {width} x {height}"),
        (Some(width), None) => format!("{id}{room}: at least {width} wide"),
        (None, Some(height)) => format!("{id}{room}: at least {height} high"),
        (None, None) => format!("{id}{room}"),
    }
}

// Security groups and network ACLs.

/// The Security group tool was used on something other than a host.
pub const GROUP_NEEDS_HOST: &str = "A security group is associated with a host: click one";
/// It was dragged between things that are not hosts.
pub const GROUPS_BETWEEN_HOSTS: &str = "To share security groups, drag from one host to another";

/// A host outside every VPC.
#[must_use]
pub fn no_groups_on_internet(host: &str) -> String {
    format!(
        "{host} is on the internet, where there are no security groups; move it into a subnet first"
    )
}

/// The answer that makes a new group.
#[must_use]
pub fn new_group(host: &str) -> String {
    format!("New group sg-{host}")
}

/// What a new group allows.
pub const NEW_GROUP_ABOUT: &str = "no inbound rule, all outbound allowed";

/// What a group on offer has.
#[must_use]
pub fn group_rules(inbound: usize, is_attached: bool) -> String {
    let rules = counted(inbound, "inbound rule");
    if is_attached {
        format!("{rules}; detach it")
    } else {
        rules
    }
}

/// The question which groups a host has.
#[must_use]
pub fn groups_of(host: &str) -> String {
    format!("Security groups of {host}")
}

/// The groups that it has.
#[must_use]
pub fn groups_now(groups: &[String]) -> String {
    format!("Associated now: {}", groups.join(", "))
}

/// A host with the default group alone has none to share.
#[must_use]
pub fn no_group_to_share(host: &str) -> String {
    format!("{host} has only the default group, so there is none to share")
}

/// The Network ACL tool was used on something other than a subnet.
pub const ACL_NEEDS_SUBNET: &str = "A network ACL is associated with a subnet: click one";
/// It was dragged between things that are not subnets.
pub const ACL_BETWEEN_SUBNETS: &str = "To share a network ACL, drag from one subnet to another";

/// The answer that makes a new ACL.
#[must_use]
pub fn new_acl(subnet: &str) -> String {
    format!("New ACL acl-{subnet}")
}

/// What a new ACL allows.
pub const NEW_ACL_ABOUT: &str = "denies everything until it has rules";

/// What an ACL on offer has.
#[must_use]
pub fn acl_rules(count: usize) -> String {
    counted(count, "rule")
}

/// The question which ACL a subnet has.
#[must_use]
pub fn acl_of(subnet: &str) -> String {
    format!("Network ACL of {subnet}")
}

/// The ACL that it has.
#[must_use]
pub fn acl_now(acl: &str) -> String {
    format!("Associated now: {acl}")
}

// Connections.

/// The Connection tool was used on something other than a host.
pub const CONNECTION_NEEDS_HOSTS: &str =
    "A connection goes from one host to another: click the client, then the server";

/// Both ends are the same host.
#[must_use]
pub fn connection_to_itself(host: &str) -> String {
    format!("{host} cannot connect to itself; click the server, or press Escape")
}

/// The client is chosen.
#[must_use]
pub fn connection_from(host: &str) -> String {
    format!("From {host}. Now click the server.")
}

/// The names of the services that are offered although the server does not listen on them,
/// in the order of their ports.
pub const COMMON_SERVICES: [&str; 6] = ["SSH, SFTP", "HTTPS", "HTTP", "PostgreSQL", "DNS", "NTP"];
/// The server listens on this service.
pub const LISTENS: &str = "it listens on this port";
/// The server will listen on this service.
pub const WILL_LISTEN: &str = "it will listen on this port";
/// The answer that pings.
pub const PING: &str = "ping";
/// What a ping is.
pub const PING_ABOUT: &str = "ICMP echo";

/// The question which service a connection uses.
#[must_use]
pub fn which_service(from: &str, to: &str) -> String {
    format!("{from} to {to}: which service?")
}

/// The box for a port that is not on offer.
pub const ANOTHER_PORT: &str = "Another port";
/// An example of one.
pub const ANOTHER_PORT_EXAMPLE: &str = "tcp 8443";

// Deleting.

/// Default groups, ACLs and route tables stay.
#[must_use]
pub fn default_stays(id: &str, vpc: &str) -> String {
    format!("{id} is a default of {vpc} and cannot be deleted; edit its rules instead")
}

/// The question before a used group is deleted.
#[must_use]
pub fn delete_question(id: &str) -> String {
    format!("Delete {id}?")
}

/// The answer that deletes.
pub const DELETE_IT: &str = "Delete it";
/// What can be done about it afterwards.
pub const UNDO_RESTORES: &str = "Undo restores it";
/// The answer that leaves it.
pub const KEEP_IT: &str = "Keep it";

/// What deleting a group changes for hosts and rules; `None` when nothing uses it.
#[must_use]
pub fn use_of_group(hosts: &[String], naming: &[String]) -> Option<String> {
    let mut sentences = Vec::new();
    if !hosts.is_empty() {
        sentences.push(format!(
            "Used by {}. Hosts left without a group get the VPC's default group.",
            hosts.join(", ")
        ));
    }
    if !naming.is_empty() {
        sentences.push(format!(
            "Rules of {} that name it are deleted too.",
            naming.join(", ")
        ));
    }
    (!sentences.is_empty()).then(|| sentences.join(" "))
}

// The status line.

/// The Host tool.
pub const HINT_HOST: &str = "Click in a subnet, or outside for a host on the internet. Enter adds one to the focused subnet.";
/// The Subnet tool.
pub const HINT_SUBNET: &str =
    "Drag a rectangle inside a VPC, or click. Enter adds one to the focused VPC.";
/// The VPC tool.
pub const HINT_VPC: &str = "Drag a rectangle, or click. Enter adds one.";
/// The Connection tool.
pub const HINT_CONNECTION: &str = "Drag from the client to the server, or click one, then the other. Enter picks the focused host.";
/// The Security group tool.
pub const HINT_GROUP: &str =
    "Click a host to choose its groups, or drag from one host to another to share them.";
/// The Network ACL tool.
pub const HINT_ACL: &str =
    "Click a subnet to choose its ACL, or drag from one subnet to another to share it.";
/// The Gateway tool, for an internet gateway.
pub const HINT_INTERNET_GATEWAY: &str =
    "Click a subnet to route it to the internet, or its VPC to attach the gateway without a route.";
/// The Gateway tool, for a NAT gateway.
pub const HINT_NAT_GATEWAY: &str = "Click the public subnet for the NAT gateway.";
/// The Gateway tool, for a peering connection.
pub const HINT_PEERING: &str = "Drag from one VPC to another, or click one, then the other.";
/// The Note tool.
pub const HINT_NOTE: &str = "Edit the notes in the Inspector.";
/// Nothing is selected.
pub const HINT_NOTHING: &str =
    "Click to select, Shift to add. Drag the background to pan, Shift and drag to select an area.";
/// A packet is selected.
pub const HINT_PACKET: &str = "Shift with the arrow keys follows this packet's connection.";
/// A subnet or VPC is selected.
pub const HINT_CONTAINER: &str = "Drag to move, drag a corner to resize; arrow keys move, with Ctrl they resize. Delete removes it and everything in it.";
/// A gate, group, ACL or route table is selected.
pub const HINT_RULES: &str = "Edit its rules in the Inspector.";
/// A connection is selected.
pub const HINT_CONNECTION_SELECTED: &str =
    "Edit its service, times and bytes in the Inspector. Delete removes it.";
/// A host is selected.
pub const HINT_HOST_SELECTED: &str =
    "Drag it, even into or out of a subnet; arrow keys move it. Ctrl+D duplicates, Delete removes.";
/// A gateway, or several things, are selected.
pub const HINT_THING: &str = "Drag or use the arrow keys to move. Delete removes.";

/// The first end of a connection or a peering is chosen.
#[must_use]
pub fn hint_second_end(from: &str) -> String {
    format!("From {from}. Now click the other end, or press Enter on it. Escape cancels.")
}
