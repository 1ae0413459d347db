//! The script: the actions of a document, and when they run.

use std::net::IpAddr;

use super::{AclEntry, Close, CloseHow, GroupRule, Id, Side, Timeouts, Unknown};
use crate::net::{Service, SimTime};
use crate::policy::Direction;

/// One entry of the script.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptEntry {
    /// Its time.
    pub at: SimTime,
    /// The action.
    pub action: ScriptAction,
    /// Unknown members of the entry.
    pub unknown: Unknown,
    /// Unknown members of the action.
    pub action_unknown: Unknown,
}

/// The actions of a script.
#[derive(Clone, Debug, PartialEq)]
pub enum ScriptAction {
    /// A client opens TCP connections.
    Open(Open),
    /// A host sends UDP datagrams.
    Send(Send),
    /// A host pings.
    Ping(Ping),
    /// One side of an open flow sends data.
    Data {
        /// The flow.
        flow: Id,
        /// The side that sends.
        side: Side,
        /// The number of bytes.
        bytes: u32,
    },
    /// One side of an open flow closes it.
    Close {
        /// The flow.
        flow: Id,
        /// The side that closes.
        side: Side,
        /// With FIN or RST.
        how: CloseHow,
    },
    /// A host starts to listen.
    Listen {
        /// The host.
        host: Id,
        /// The service.
        service: Service,
    },
    /// A host stops listening.
    Unlisten {
        /// The host.
        host: Id,
        /// The service.
        service: Service,
    },
    /// Adds a rule.
    AddRule(RuleChange),
    /// Removes a rule.
    RemoveRule(RuleChange),
    /// Replaces the groups of a host.
    SetGroups {
        /// The host.
        host: Id,
        /// Its new groups.
        groups: Vec<Id>,
    },
    /// Replaces the network ACL of a subnet.
    SetAcl {
        /// The subnet.
        subnet: Id,
        /// Its new ACL.
        acl: Id,
    },
    /// Replaces the route table of a subnet.
    SetRoutes {
        /// The subnet.
        subnet: Id,
        /// Its new table.
        routes: Id,
    },
    /// Replaces the idle timeouts of a host.
    SetTimeouts {
        /// The host.
        host: Id,
        /// Its new timeouts.
        timeouts: Timeouts,
    },
}

/// The destination of a flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A host, at the address that its name resolves to for the sender.
    Host(Id),
    /// An address.
    Address(IpAddr),
}

/// TCP connections from one host to one port.
#[derive(Clone, Debug, PartialEq)]
pub struct Open {
    /// Name of the flow.
    pub id: Id,
    /// The client.
    pub from: Id,
    /// The server.
    pub to: Destination,
    /// Its port.
    pub port: u16,
    /// The client's port; absent: an ephemeral one.
    pub source_port: Option<u16>,
    /// How many connections. If it is written, even as 1, the flows are named `id.1`, `id.2` …
    pub count: Option<u32>,
    /// Time between them.
    pub every: SimTime,
    /// Bytes the client sends.
    pub request: u32,
    /// Bytes of the server's response.
    pub response: u32,
    /// Which side closes, and how.
    pub close: Close,
}

/// UDP datagrams of one socket.
#[derive(Clone, Debug, PartialEq)]
pub struct Send {
    /// Name of the flow.
    pub id: Id,
    /// The sender.
    pub from: Id,
    /// The receiver.
    pub to: Destination,
    /// Its port.
    pub port: u16,
    /// The sender's port; absent: an ephemeral one.
    pub source_port: Option<u16>,
    /// How many datagrams (default 1).
    pub count: u32,
    /// Time between them.
    pub every: SimTime,
    /// Bytes of each datagram.
    pub request: u32,
    /// Bytes of each response; absent: there is none.
    pub response: Option<u32>,
    /// Time until the receiver responds.
    pub delay: SimTime,
}

/// ICMP echo requests of one identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct Ping {
    /// Name of the flow.
    pub id: Id,
    /// The sender.
    pub from: Id,
    /// The receiver.
    pub to: Destination,
    /// How many requests (default 1).
    pub count: u32,
    /// Time between them (default 1 s).
    pub every: SimTime,
}

impl Ping {
    /// The default time between requests.
    pub const EVERY: SimTime = SimTime::from_secs(1);
}

/// A rule that the script adds or removes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleChange {
    /// In a security group.
    Group {
        /// The group.
        group: Id,
        /// The list of rules.
        direction: Direction,
        /// The rule.
        rule: GroupRule,
    },
    /// In a network ACL.
    Acl {
        /// The ACL.
        acl: Id,
        /// The list of rules.
        direction: Direction,
        /// The entry.
        entry: AclEntry,
    },
}
