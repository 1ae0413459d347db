//! The static drawing: cards, rings, gates, areas and wires, as plain data.
//!
//! A drawing changes when the scenario does, never because time passes; what a
//! moment adds is in [`light`](super::light).

use super::geometry::{Point, Rect};

/// The shapes that do not move.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Drawing {
    /// The smallest rectangle that holds all of it.
    pub bounds: Rect,
    /// Words on the ground, such as "Internet".
    pub captions: Vec<Caption>,
    /// VPCs first, then subnets, so that the latter lie on top.
    pub areas: Vec<Area>,
    /// Lines on which packets travel.
    pub wires: Vec<Wire>,
    /// Gateways and routers.
    pub nodes: Vec<Node>,
    /// Network ACLs, one for each subnet that they are associated with.
    pub gates: Vec<AclGate>,
    /// Hosts, in the order of the document.
    pub hosts: Vec<HostCard>,
    /// In which order the keyboard goes from one to the next. What stands in a container
    /// comes after it, so that shown in this order nothing is covered by its own ground.
    pub order: Vec<Piece>,
}

/// Something that can be selected, by its place in its list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Piece {
    /// One of the areas.
    Area(usize),
    /// One of the nodes.
    Node(usize),
    /// One of the gates.
    Gate(usize),
    /// One of the hosts, with the groups on its ring.
    Host(usize),
}

/// Words on the ground.
#[derive(Clone, Debug, PartialEq)]
pub struct Caption {
    /// Where the first letter stands on its base line.
    pub at: Point,
    /// The words.
    pub text: String,
}

/// A VPC or a subnet.
#[derive(Clone, Debug, PartialEq)]
pub struct Area {
    /// Its id in the document.
    pub id: String,
    /// Its kind.
    pub kind: AreaKind,
    /// Its border.
    pub frame: Rect,
    /// Its name.
    pub name: String,
    /// Its addresses.
    pub cidr: String,
    /// Where the name begins, on its base line.
    pub label_at: Point,
    /// Its label for screen readers, which begins with its kind.
    pub label: String,
}

/// The kind of an area, which decides its background colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AreaKind {
    /// A VPC: a dashed border and no ground.
    Vpc,
    /// A subnet with a route to an internet gateway.
    PublicSubnet,
    /// Any other subnet.
    PrivateSubnet,
}

/// A line on which packets travel.
#[derive(Clone, Debug, PartialEq)]
pub struct Wire {
    /// Its corners.
    pub points: Vec<Point>,
    /// Whether it is drawn dotted: nothing has travelled it yet.
    pub dotted: bool,
}

/// A gateway or a router.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Its id in the document; of a router, its VPC's.
    pub id: String,
    /// Its kind.
    pub kind: NodeKind,
    /// Its middle.
    pub center: Point,
    /// Its name, shown above it.
    pub name: String,
    /// Its label for screen readers, which begins with its kind.
    pub label: String,
}

/// The kind of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NodeKind {
    /// The router of a VPC.
    Router,
    /// An internet gateway.
    InternetGateway,
    /// A NAT gateway.
    NatGateway,
    /// A peering connection.
    Peering,
}

/// A network ACL at one of its subnets: two lanes, inbound and outbound.
#[derive(Clone, Debug, PartialEq)]
pub struct AclGate {
    /// The subnet's id, which identifies this gate among those of the same ACL.
    pub subnet: String,
    /// The ACL's name as shown: its id, or "default" for the one that its VPC has by
    /// itself. The label has the whole id.
    pub acl: String,
    /// Its middle, on the border of the subnet.
    pub center: Point,
    /// Which way "into the subnet" points.
    pub inward: Inward,
    /// Its label for screen readers, which begins with its kind.
    pub label: String,
}

/// Which way leads into a subnet.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Inward {
    /// To the right: the gate stands upright, its lanes one above the other.
    #[default]
    Right,
    /// Downwards: the gate lies, its lanes side by side.
    Down,
}

/// A host, with the ring of its security groups.
#[derive(Clone, Debug, PartialEq)]
pub struct HostCard {
    /// Its id, which is also its name.
    pub id: String,
    /// Its border.
    pub frame: Rect,
    /// Its own address.
    pub address: String,
    /// The address it has on the internet, if that is another one.
    pub public_address: Option<String>,
    /// Its operating system.
    pub system: String,
    /// The services it listens on, such as ":22 ssh".
    pub chips: Vec<String>,
    /// The range it picks its ephemeral ports from, for a host that opens connections.
    pub ephemeral: Option<(u16, u16)>,
    /// Its security groups; none on the internet.
    pub groups: Vec<WornGroup>,
    /// Its label for screen readers, which begins with its kind.
    pub label: String,
}

/// A security group that is associated with a host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WornGroup {
    /// Its id in the document.
    pub id: String,
    /// Its name as shown: the VPC's own is only called "default".
    pub name: String,
}

impl Area {
    /// The ground that its name covers, with its addresses.
    #[must_use]
    pub fn name_frame(&self) -> Rect {
        let kind = if self.kind == AreaKind::Vpc { 4.0 } else { 0.0 };
        let width = (letters(&self.name) + letters(&self.cidr) + kind) * 7.4 + 16.0;
        Rect::new(self.label_at.x - 8.0, self.label_at.y - 17.0, width, 24.0)
    }
}

impl Node {
    /// The border of the node itself.
    #[must_use]
    pub fn frame(&self) -> Rect {
        Rect::new(self.center.x - 24.0, self.center.y - 21.0, 48.0, 42.0)
    }
}

impl HostCard {
    /// The border of the whole, with the ring and the names on it.
    #[must_use]
    pub fn outline(&self) -> Rect {
        if self.groups.is_empty() {
            return self.frame.grown(4.0);
        }
        let ring = self.ring();
        ring.grown(4.0)
            .union(Rect::new(ring.x, ring.y - 14.0, ring.width, 0.0))
    }

    /// The border of the ring of security groups.
    #[must_use]
    pub fn ring(&self) -> Rect {
        self.frame.grown(16.0)
    }

    /// The text on the ring: the names of its groups.
    #[must_use]
    pub fn ring_names(&self) -> String {
        let names: Vec<&str> = self.groups.iter().map(|group| &*group.name).collect();
        names.join(" + ")
    }

    /// The border around them, on the ring's upper edge.
    #[must_use]
    pub fn tab(&self) -> Rect {
        let ring = self.ring();
        let width = (letters(&self.ring_names()) * 6.2 + 24.0).min(ring.width - 40.0);
        Rect::new(ring.center().x - width / 2.0, ring.y - 10.0, width, 20.0)
    }

    /// The part of it that each group has.
    #[must_use]
    pub fn tabs(&self) -> Vec<Rect> {
        let tab = self.tab();
        let share = |group: &WornGroup| letters(&group.name) + 3.0;
        let all: f64 = self.groups.iter().map(share).sum();
        let mut x = tab.x;
        let mut tabs = Vec::new();
        for group in &self.groups {
            let width = tab.width * share(group) / all;
            tabs.push(Rect::new(x, tab.y, width, tab.height));
            x += width;
        }
        tabs
    }
}

/// How many letters `text` has, as a length.
fn letters(text: &str) -> f64 {
    f64::from(u32::try_from(text.chars().count()).unwrap_or(u32::MAX))
}

impl AclGate {
    /// The border of the gate itself.
    #[must_use]
    pub fn frame(&self) -> Rect {
        let Point { x, y } = self.center;
        match self.inward {
            Inward::Right => Rect::new(x - 20.0, y - 38.0, 40.0, 76.0),
            Inward::Down => Rect::new(x - 44.0, y - 20.0, 88.0, 40.0),
        }
    }
}
