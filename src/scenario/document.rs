//! The scenario document: what a user draws, saves, shares and runs.
//!
//! It keeps what was written, not what it means: names stay names, order stays
//! order, and members that this release does not know stay in `unknown` and are
//! written back. Lists and text that are absent are empty; a member whose absence
//! means something else than emptiness is an `Option`.
//!
//! Format: `README.md`, "The scenario file", version 1.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

pub use crate::host::{Close, CloseHow, Side};
use crate::net::{OsPreset, PortRange, Service, SimTime};
use crate::policy::{AclAction, Direction, NonSyn, RelatedIcmp, Traffic};
use crate::sim::Outcome;

/// Members that this release does not know, in the order they were found.
pub type Unknown = serde_json::Map<String, serde_json::Value>;

/// The name of a thing in the drawing, unique in its document.
pub type Id = String;

/// A whole document.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scenario {
    /// What the drawing is called.
    pub title: String,
    /// Text beside the drawing, in Markdown.
    pub notes: String,
    /// What every random draw depends on.
    pub seed: u64,
    /// Networks.
    pub vpcs: Vec<Vpc>,
    /// Their parts.
    pub subnets: Vec<Subnet>,
    /// Ways out of a network.
    pub gateways: Vec<Gateway>,
    /// Where packets leaving a subnet go.
    pub route_tables: Vec<RouteTable>,
    /// Machines.
    pub hosts: Vec<Host>,
    /// Stateful filters around hosts.
    pub security_groups: Vec<SecurityGroup>,
    /// Stateless filters around subnets.
    pub network_acls: Vec<NetworkAcl>,
    /// Named lists of prefixes, for group rules.
    pub prefix_lists: Vec<PrefixList>,
    /// What holds for the whole run.
    pub settings: Settings,
    /// What happens, and when.
    pub script: Vec<ScriptEntry>,
    /// How it is meant to end.
    pub expect: Vec<Expectation>,
    /// Members of the document that this release does not know.
    pub unknown: Unknown,
}

/// Where a thing is drawn: left and top, in pixels of the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    /// From the left.
    pub x: i32,
    /// From the top.
    pub y: i32,
}

/// How large a container is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Size {
    /// Pixels across.
    pub width: u32,
    /// Pixels down.
    pub height: u32,
}

/// A network.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Vpc {
    /// Its name.
    pub id: Id,
    /// Its IPv4 blocks; one is printed as `cidr`, several as `cidrs`.
    pub cidrs: Vec<Ipv4Net>,
    /// Its IPv6 block.
    pub ipv6: Option<Ipv6Net>,
    /// Where it is drawn; absent: laid out by the page.
    pub position: Option<Position>,
    /// How large it is drawn.
    pub size: Option<Size>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// A part of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Subnet {
    /// Its name.
    pub id: Id,
    /// The VPC it is part of.
    pub vpc: Id,
    /// Its IPv4 block.
    pub cidr: Ipv4Net,
    /// Its IPv6 block.
    pub ipv6: Option<Ipv6Net>,
    /// Its network ACL; absent: the VPC's default ACL.
    pub acl: Option<Id>,
    /// Its route table; absent: the VPC's main table.
    pub routes: Option<Id>,
    /// Where it is drawn.
    pub position: Option<Position>,
    /// How large it is drawn.
    pub size: Option<Size>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// A way out of a network.
#[derive(Clone, Debug, PartialEq)]
pub struct Gateway {
    /// Its name.
    pub id: Id,
    /// Which kind, with what that kind needs.
    pub kind: GatewayKind,
    /// Where it is drawn.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// The kinds of gateways.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GatewayKind {
    /// Between a VPC and the internet.
    Internet {
        /// The VPC it is attached to.
        vpc: Id,
    },
    /// Lets hosts without public addresses open connections outward.
    Nat {
        /// The subnet it stands in.
        subnet: Id,
        /// Its private address; absent: the next free one.
        ip: Option<Ipv4Addr>,
        /// Its public address.
        public_ip: Option<Ipv4Addr>,
    },
    /// Between two VPCs.
    Peering {
        /// The two VPCs.
        vpcs: [Id; 2],
    },
}

/// Where packets leaving a subnet go. Local routes are implied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RouteTable {
    /// Its name.
    pub id: Id,
    /// The VPC whose subnets use it.
    pub vpc: Id,
    /// Its routes beside the local ones.
    pub routes: Vec<Route>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// One route.
#[derive(Clone, Debug, PartialEq)]
pub struct Route {
    /// Destinations it covers.
    pub to: IpNet,
    /// Where they go.
    pub via: RouteTarget,
    /// Unknown members.
    pub unknown: Unknown,
}

/// Where a route leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RouteTarget {
    /// To this gateway.
    Gateway(Id),
    /// Nowhere: its target is gone.
    Blackhole,
}

/// A machine with one network interface.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Host {
    /// Its name.
    pub id: Id,
    /// The subnet it stands in; absent: it is on the internet.
    pub subnet: Option<Id>,
    /// Its IPv4 address; in a subnet, absent: the next free one.
    pub ip: Option<Ipv4Addr>,
    /// Its IPv6 address.
    pub ipv6: Option<Ipv6Addr>,
    /// The public address that an internet gateway translates to its private one.
    pub public_ip: Option<Ipv4Addr>,
    /// Its security groups; absent: the VPC's default group.
    pub groups: Option<Vec<Id>>,
    /// What it listens on when the scenario begins.
    pub listen: Vec<Service>,
    /// Its operating system.
    pub os: OsPreset,
    /// What it does differently from that system's defaults.
    pub ports: PortOverrides,
    /// The generation of its network card.
    pub nitro: Nitro,
    /// How long its interface remembers idle flows.
    pub timeouts: Timeouts,
    /// Where it is drawn.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// The generation of a host's network card, which decides one idle timeout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Nitro {
    /// Before the sixth: established TCP flows are kept 432 000 s.
    #[default]
    Earlier,
    /// The sixth (`v6`): 350 s.
    V6,
}

/// Departures from an operating system's port defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PortOverrides {
    /// The ephemeral range.
    pub range: Option<PortRange>,
    /// How ports are chosen.
    pub algorithm: AlgorithmName,
    /// Ports never chosen.
    pub reserved: Vec<u16>,
    /// How long TIME-WAIT lasts.
    pub time_wait: Option<SimTime>,
    /// Whether an outgoing connection may take over its own TIME-WAIT remnant.
    pub reuse_time_wait: bool,
    /// Unknown members.
    pub unknown: Unknown,
}

/// The port algorithms as files name them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AlgorithmName {
    /// What the operating system does.
    #[default]
    Os,
    /// `sequential`
    Sequential,
    /// `random`
    Random,
    /// `hash`
    Hash,
    /// `double_hash`
    DoubleHash,
    /// `increments`
    Increments,
}

/// Idle timeouts of an interface's connection tracking; absent: AWS's defaults.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeouts {
    /// Established TCP, 60 to 432 000 s.
    pub tcp: Option<SimTime>,
    /// UDP seen in one direction, or one exchange: 30 to 60 s.
    pub udp: Option<SimTime>,
    /// UDP with more than one exchange: 60 to 180 s.
    pub udp_stream: Option<SimTime>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// A security group.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SecurityGroup {
    /// Its name.
    pub id: Id,
    /// The VPC it belongs to.
    pub vpc: Id,
    /// What may come in.
    pub inbound: Vec<GroupRule>,
    /// What may go out; absent: everything.
    pub outbound: Option<Vec<GroupRule>>,
    /// Where its name is drawn.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// A rule of a security group: `tcp 22 from 10.0.0.0/8 # admins`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GroupRule {
    /// Protocol and destination ports.
    pub traffic: Traffic,
    /// The other side.
    pub peer: Peer,
    /// What the author says about it.
    pub description: Option<String>,
}

/// Whom a group rule is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Peer {
    /// Addresses of a prefix.
    Cidr(IpNet),
    /// A security group or a prefix list, by name.
    Named(Id),
    /// The group that the rule is in.
    Itself,
    /// A group that is gone; matches nothing.
    Stale(Id),
}

/// A network ACL. What no entry matches is denied.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NetworkAcl {
    /// Its name.
    pub id: Id,
    /// The VPC it belongs to.
    pub vpc: Id,
    /// For packets entering a subnet, in the order written (not evaluated).
    pub inbound: Vec<AclEntry>,
    /// For packets leaving a subnet.
    pub outbound: Vec<AclEntry>,
    /// Where it is drawn.
    pub position: Option<Position>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// An entry of a network ACL: `100 allow tcp 22 from 0.0.0.0/0 # SFTP`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AclEntry {
    /// Lowest first, 1 to 32766.
    pub number: u16,
    /// What happens to packets that match.
    pub action: AclAction,
    /// Protocol and destination ports.
    pub traffic: Traffic,
    /// Source when inbound, destination when outbound.
    pub cidr: IpNet,
    /// What the author says about it.
    pub description: Option<String>,
}

/// A named list of prefixes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PrefixList {
    /// Its name.
    pub id: Id,
    /// Its prefixes.
    pub cidrs: Vec<IpNet>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// What holds for a whole run.
#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    /// One way over one link.
    pub latency: SimTime,
    /// What a group does with a first packet that is no SYN.
    pub non_syn: NonSyn,
    /// What a group does with ICMP errors about tracked flows.
    pub related_icmp: RelatedIcmp,
    /// Tracked flows per host in a subnet; absent: without limit.
    pub conntrack_max: Option<u32>,
    /// Share of packets lost on a link, in millionths.
    pub loss: u32,
    /// Unknown members.
    pub unknown: Unknown,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            latency: SimTime::from_millis(10),
            non_syn: NonSyn::default(),
            related_icmp: RelatedIcmp::default(),
            conntrack_max: None,
            loss: 0,
            unknown: Unknown::new(),
        }
    }
}

/// One thing that happens.
#[derive(Clone, Debug, PartialEq)]
pub struct ScriptEntry {
    /// When.
    pub at: SimTime,
    /// What.
    pub action: Action,
    /// Unknown members of the entry.
    pub unknown: Unknown,
    /// Unknown members of the action in it.
    pub action_unknown: Unknown,
}

/// What can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
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
pub enum Target {
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
    pub to: Target,
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
    pub to: Target,
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
    pub to: Target,
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

/// How a flow is meant to end.
#[derive(Clone, Debug, PartialEq)]
pub struct Expectation {
    /// The flow; one of several by `c1`, or one by `c1.2`.
    pub flow: Id,
    /// The outcome.
    pub outcome: Outcome,
    /// `GATE DIRECTION RULE` of its first drop.
    pub blocked_by: Option<BlockedBy>,
    /// Unknown members.
    pub unknown: Unknown,
}

/// The first drop that an expectation names: `acl-public outbound *`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BlockedBy {
    /// Id of the gate; any group of the host counts.
    pub gate: Id,
    /// Which way.
    pub direction: Direction,
    /// `*`, a rule number, `none`, `no_route` …
    pub rule: String,
}
