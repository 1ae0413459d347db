//! The script: the actions of a document, and when they run.

use std::net::IpAddr;

use super::{AclEntry, Close, CloseHow, GroupRule, Id, Side, Timeouts, Unknown};
use crate::net::{Service, SimTime};
use crate::policy::Direction;

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptEntry {
    /// When.
    pub at: SimTime,
    /// What.
    pub action: ScriptAction,
    /// Unknown members of the entry.
    pub unknown: Unknown,
    /// Unknown members of the action in it.
    pub action_unknown: Unknown,
}

/// What can happen.
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
        /// Who sends.
        side: Side,
        /// How much.
        bytes: u32,
    },
    /// One side of an open flow closes it.
    Close {
        /// The flow.
        flow: Id,
        /// Who closes.
        side: Side,
        /// With FIN or RST.
        how: CloseHow,
    },
    /// A host begins to listen.
    Listen {
        /// The host.
        host: Id,
        /// On what.
        service: Service,
    },
    /// A host stops listening.
    Unlisten {
        /// The host.
        host: Id,
        /// On what.
        service: Service,
    },
    /// A rule is added.
    AddRule(RuleChange),
    /// A rule is removed.
    RemoveRule(RuleChange),
    /// A host's groups are replaced.
    SetGroups {
        /// The host.
        host: Id,
        /// All its groups from now on.
        groups: Vec<Id>,
    },
    /// A subnet's network ACL is replaced.
    SetAcl {
        /// The subnet.
        subnet: Id,
        /// Its ACL from now on.
        acl: Id,
    },
    /// A subnet's route table is replaced.
    SetRoutes {
        /// The subnet.
        subnet: Id,
        /// Its table from now on.
        routes: Id,
    },
    /// An interface's idle timeouts are replaced.
    SetTimeouts {
        /// The host.
        host: Id,
        /// Its timeouts from now on.
        timeouts: Timeouts,
    },
}

/// Where packets are sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// To a host, at the address that the sender would find for it.
    Host(Id),
    /// To this address.
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
    /// How many; given, even 1, the flows are called `id.1`, `id.2` …
    pub count: Option<u32>,
    /// Time between them.
    pub every: SimTime,
    /// Bytes the client sends.
    pub request: u32,
    /// Bytes the server answers with.
    pub response: u32,
    /// Who closes, and how.
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
    /// Bytes in each.
    pub request: u32,
    /// Bytes of each answer; absent: none.
    pub response: Option<u32>,
    /// How long the receiver takes to answer.
    pub delay: SimTime,
}

/// ICMP echo requests of one identifier.
#[derive(Clone, Debug, PartialEq)]
pub struct Ping {
    /// Name of the flow.
    pub id: Id,
    /// The sender.
    pub from: Id,
    /// The host that is to answer.
    pub to: Destination,
    /// How many requests (default 1).
    pub count: u32,
    /// Time between them (default 1 s).
    pub every: SimTime,
}

impl Ping {
    /// The time between requests when nothing else is written.
    pub const EVERY: SimTime = SimTime::from_secs(1);
}

/// A rule added or removed while packets flow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleChange {
    /// In a security group.
    Group {
        /// The group.
        group: Id,
        /// Which list.
        direction: Direction,
        /// The rule.
        rule: GroupRule,
    },
    /// In a network ACL.
    Acl {
        /// The ACL.
        acl: Id,
        /// Which list.
        direction: Direction,
        /// The entry.
        entry: AclEntry,
    },
}
