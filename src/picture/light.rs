//! The moving part of the drawing: the last verdict of each gate, and where packets are.
//!
//! A light is never colour alone: it has a mark and a word beside it.

use super::geometry::{Point, Rect};

/// The last verdict of a gate or of one of its lanes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Light {
    /// Nothing yet.
    #[default]
    Idle,
    /// A rule allowed the packet.
    Rule,
    /// A tracked connection allowed it; rules were not evaluated.
    State,
    /// The gate dropped it.
    Denied,
}

impl Light {
    /// The class name that carries its colour.
    #[must_use]
    pub const fn class(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::Rule => "rule",
            Self::State => "state",
            Self::Denied => "deny",
        }
    }
}

/// The lit state of the whole drawing between two events.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Lights {
    /// Of each host, in the order of the drawing's.
    pub hosts: Vec<HostLight>,
    /// Of each gate, in the order of the drawing's.
    pub gates: Vec<GateLight>,
    /// Ways that a packet has just come.
    pub trails: Vec<Trail>,
    /// Where packets were stopped and still lie.
    pub stamps: Vec<Point>,
    /// Why the newest of them was dropped.
    pub callout: Option<Callout>,
    /// The tracked connection behind a security group's last verdict, if there is one.
    pub remembered: Option<Remembered>,
    /// The state, or the lack of it, that decided the last reply at each filter.
    pub memories: Vec<TrackingNote>,
}

/// A packet that passed a security group because of an earlier one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Id of the host whose ring it passed.
    pub host: String,
    /// The packet's number.
    pub packet: u64,
    /// Number of the packet that started the tracked connection.
    pub from: u64,
}

/// A note beside a filter: the row of its table that a packet was found in, or that it has
/// no table.
#[derive(Clone, Debug, PartialEq)]
pub struct TrackingNote {
    /// Its border.
    pub frame: Rect,
    /// Where the packet passed, from which a line leads to the note.
    pub anchor: Point,
    /// Such as "#1 203.0.113.10:41820 ⇄ :22".
    pub text: String,
    /// Whether a connection is tracked.
    pub remembered: bool,
}

/// The moving part of a host.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HostLight {
    /// The last verdict of its security groups.
    pub ring: Light,
    /// Ephemeral ports in use, in rising order.
    pub ports: Vec<PortLight>,
    /// Whether it wanted one more and there was none.
    pub exhausted: bool,
}

/// An ephemeral port in use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PortLight {
    /// The port.
    pub port: u16,
    /// Whether it is only kept in TIME-WAIT.
    pub waiting: bool,
}

/// The states of a host's connections and the time left in them.
#[derive(Clone, Debug, PartialEq)]
pub struct Clock {
    /// The host, by its place in the drawing.
    pub host: usize,
    /// Such as "SYN-SENT, retry in 1 s".
    pub text: String,
    /// From 0, over, to 1: how much is left of a TIME-WAIT that is all there is.
    pub left: f64,
    /// Whether the host has run out of ports.
    pub exhausted: bool,
}

/// The moving part of a network ACL's gate.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct GateLight {
    /// The last verdict of the inbound lane.
    pub inbound: Light,
    /// The last verdict of the outbound lane.
    pub outbound: Light,
}

/// The way that a packet has just come.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// Its corners.
    pub points: Vec<Point>,
    /// Its colour.
    pub tint: Tint,
}

/// A note that names gate, direction and rule of a drop.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// Its border.
    pub frame: Rect,
    /// The point of the gate that its leader line touches.
    pub anchor: Point,
    /// Who stopped it, and in which direction.
    pub title: String,
    /// The rule, in the grammar of rules.
    pub detail: String,
}

/// The colour of a packet and its path: its connection's while it travels, then the verdict's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tint {
    /// One of six colours for connections.
    Connection(u8),
    /// Admitted by a tracked connection.
    State,
    /// Dropped.
    Denied,
    /// Packets of more than one connection.
    Several,
}

impl Pill {
    /// Height of every pill, in units of the drawing.
    pub const HEIGHT: f64 = 22.0;

    /// How wide a pill with this text is; its letters are of one width.
    #[must_use]
    #[allow(clippy::cast_precision_loss, reason = "a pill has a few dozen letters")]
    pub fn width(text: &str) -> f64 {
        text.chars().count() as f64 * 6.6 + 20.0
    }
}

/// A packet at a playhead.
#[derive(Clone, Debug, PartialEq)]
pub struct Pill {
    /// The packet's number in the trace; of several, that of the one sent first.
    pub packet: u64,
    /// Its middle.
    pub at: Point,
    /// Flag and ports, such as "SYN 41820→22"; with a number if it stands for several.
    /// Empty from afar.
    pub text: String,
    /// How many packets it represents.
    pub count: usize,
    /// Its colour.
    pub tint: Tint,
    /// Whether it is shown where it was dropped.
    pub stopped: bool,
    /// From 0, just gone, to 1, present.
    pub presence: f64,
}
