//! The scenario document: what a user draws, saves, shares and runs.
//!
//! It stores the file as written, without its defaults: names stay names, order stays
//! order, and unknown members stay in `unknown` and are printed again. An absent list or
//! text is empty; a member is an `Option` if absent and empty differ.
//!
//! Format: `README.md`, "The scenario file", version 1.

mod expect;
mod host;
mod rules;
mod script;

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

pub use expect::{BlockedBy, Expectation, ExpectedOutcome, ExpectedShare};
pub use host::{AlgorithmName, Host, Nitro, PortOverrides, Timeouts};
pub use rules::{AclEntry, GroupRule, NetworkAcl, Peer, PrefixList, SecurityGroup};
pub use script::{Destination, Open, Ping, RuleChange, ScriptAction, ScriptEntry, Send};

pub use crate::host::{Close, CloseHow, Side};
use crate::net::SimTime;
use crate::policy::{NonSyn, RelatedIcmp};

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
    /// Its position in the drawing; absent: the page chooses one.
    pub position: Option<Position>,
    /// Its size in the drawing.
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
    /// Its position in the drawing.
    pub position: Option<Position>,
    /// Its size in the drawing.
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
    /// Its position in the drawing.
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
        /// Its subnet.
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
