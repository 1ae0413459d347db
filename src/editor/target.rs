//! What can be selected, and the tools.

/// Something on the page that can be selected.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Target {
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
}

impl Target {
    /// Reads what [`Target::name`] wrote.
    #[must_use]
    pub fn parse(kind: &str, id: &str) -> Option<Self> {
        match kind {
            "packet" => id.parse().ok().map(Self::Packet),
            "host" => Some(Self::Host(id.into())),
            "gate" => Some(Self::Gate(id.into())),
            "group" => Some(Self::Group(id.into())),
            "gateway" => Some(Self::Gateway(id.into())),
            _ => None,
        }
    }

    /// Kind and id, as the page writes them on an element and a link carries them.
    #[must_use]
    pub fn name(&self) -> (&'static str, String) {
        match self {
            Self::Packet(number) => ("packet", number.to_string()),
            Self::Host(id) => ("host", id.clone()),
            Self::Gate(id) => ("gate", id.clone()),
            Self::Group(id) => ("group", id.clone()),
            Self::Gateway(id) => ("gateway", id.clone()),
        }
    }
}

/// What the pointer does on the drawing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tool {
    /// Selects and moves.
    #[default]
    Select,
    /// Puts a host where the pointer is pressed.
    Host,
}

impl Tool {
    /// Each tool of this release, in the order of the tool bar.
    pub const ALL: [Self; 2] = [Self::Select, Self::Host];

    /// The name that people and screen readers see.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Select => "Select",
            Self::Host => "Host",
        }
    }

    /// The letter that takes it up.
    #[must_use]
    pub const fn key(self) -> char {
        match self {
            Self::Select => 'V',
            Self::Host => 'H',
        }
    }
}

/// The way through a gate that a rule speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Way {
    /// Into the subnet or the host.
    Inbound,
    /// Out of it.
    Outbound,
}

impl Way {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
        }
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
