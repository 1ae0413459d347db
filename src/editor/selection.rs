//! What can be selected, and the tools.

use crate::words::page;

/// Something of the drawing, or a packet, that can be selected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Selection {
    /// A packet, by its number in the trace.
    Packet(u64),
    /// A host, by id.
    Host(String),
    /// A network ACL where it guards a subnet, by the subnet's id.
    Gate(String),
    /// A security group, by id.
    Group(String),
    /// A gateway, by id.
    Gateway(String),
    /// A VPC, by id.
    Vpc(String),
    /// The router of a VPC, by the VPC's id.
    Router(String),
    /// A subnet, by id.
    Subnet(String),
    /// A network ACL wherever it guards, by id.
    Acl(String),
    /// A route table, by id.
    Routes(String),
    /// A prefix list, by id.
    Prefixes(String),
    /// What the script opens, sends or pings, by the id of its flow.
    Flow(String),
    /// What the script changes while packets flow, by its place in the script.
    Change(usize),
}

impl Selection {
    /// Reads what [`Selection::name`] wrote.
    #[must_use]
    pub fn parse(kind: &str, id: &str) -> Option<Self> {
        let named = match kind {
            "packet" => return id.parse().ok().map(Self::Packet),
            "change" => return id.parse().ok().map(Self::Change),
            "host" => Self::Host,
            "gate" => Self::Gate,
            "group" => Self::Group,
            "gateway" => Self::Gateway,
            "vpc" => Self::Vpc,
            "router" => Self::Router,
            "subnet" => Self::Subnet,
            "acl" => Self::Acl,
            "routes" => Self::Routes,
            "prefixes" => Self::Prefixes,
            "flow" => Self::Flow,
            _ => return None,
        };
        Some(named(id.to_owned()))
    }

    /// Kind and id, as the page writes them on an element and a link carries them.
    #[must_use]
    pub fn name(&self) -> (&'static str, String) {
        let (kind, id) = match self {
            Self::Packet(number) => return ("packet", number.to_string()),
            Self::Change(index) => return ("change", index.to_string()),
            Self::Host(id) => ("host", id),
            Self::Gate(id) => ("gate", id),
            Self::Group(id) => ("group", id),
            Self::Gateway(id) => ("gateway", id),
            Self::Vpc(id) => ("vpc", id),
            Self::Router(id) => ("router", id),
            Self::Subnet(id) => ("subnet", id),
            Self::Acl(id) => ("acl", id),
            Self::Routes(id) => ("routes", id),
            Self::Prefixes(id) => ("prefixes", id),
            Self::Flow(id) => ("flow", id),
        };
        (kind, id.clone())
    }
}

/// What pointer and Enter do on the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Selects, moves and resizes.
    #[default]
    Select,
    /// Puts a host into a subnet, or on the internet.
    Host,
    /// Draws a subnet.
    Subnet,
    /// Draws a VPC.
    Vpc,
    /// Opens a connection from one host to another.
    Connection,
    /// Puts a security group around a host.
    Group,
    /// Puts a network ACL at the edge of a subnet.
    Acl,
    /// Places a gateway.
    Gateway,
    /// Writes the notes beside the drawing.
    Note,
}

impl Tool {
    /// Each tool, in the order of the tool bar.
    pub const ALL: [Self; 9] = [
        Self::Select,
        Self::Host,
        Self::Subnet,
        Self::Vpc,
        Self::Connection,
        Self::Group,
        Self::Acl,
        Self::Gateway,
        Self::Note,
    ];

    /// The name that people and screen readers see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        page::TOOL_NAMES[self as usize][0]
    }

    /// The letter that takes it up.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::Select => 'V',
            Self::Host => 'H',
            Self::Subnet => 'N',
            Self::Vpc => 'P',
            Self::Connection => 'C',
            Self::Group => 'G',
            Self::Acl => 'A',
            Self::Gateway => 'I',
            Self::Note => 'T',
        }
    }
}

/// The kind of gateway that the Gateway tool places.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum GatewayTool {
    /// Between a VPC and the internet.
    #[default]
    Internet,
    /// For hosts without public addresses.
    Nat,
    /// Between two VPCs.
    Peering,
}

impl GatewayTool {
    /// Each kind, in the order of the tool's options.
    pub const ALL: [Self; 3] = [Self::Internet, Self::Nat, Self::Peering];

    /// The name that people see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        page::GATEWAY_KINDS[self as usize]
    }
}

/// One of the sheets under the drawing on a narrow screen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sheet {
    /// None: the drawing has the room.
    #[default]
    None,
    /// The tables.
    Details,
    /// What is selected.
    Inspector,
}
