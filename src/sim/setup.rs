//! What a simulation starts from, in plain lists that name each other by index.

use crate::net::SortedSet;
use std::net::IpAddr;
use std::rc::Rc;

use crate::host::{CloseHow, Exchange, Profile, Side};
use crate::net::{OsPreset, Service, SimTime};
use crate::policy::{NonSyn, RelatedIcmp};
use crate::topology::{HostIndex, Topology, TopologyChange};

/// A network, and everything that is to happen in it.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The network at the beginning.
    pub topology: Rc<Topology>,
    /// What holds for the whole run.
    pub settings: Settings,
    /// What every random draw depends on.
    pub seed: u64,
    /// How each of the topology's hosts behaves, by the same index.
    pub hosts: Vec<HostPlan>,
    /// The flows that commands speak of.
    pub flows: Vec<FlowPlan>,
    /// What happens when, in rising time.
    pub commands: Vec<(SimTime, Command)>,
}

/// What holds for a whole run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// One way over one link.
    pub latency: SimTime,
    /// What groups do with first packets that are no SYN.
    pub non_syn: NonSyn,
    /// What groups do with ICMP errors about tracked flows.
    pub related_icmp: RelatedIcmp,
    /// Tracked flows per host in a subnet; `None`: any number.
    pub conntrack_max: Option<u32>,
    /// Share of packets lost on a link, in millionths.
    pub loss: u32,
}

/// How a host behaves.
#[derive(Clone, Debug)]
pub struct HostPlan {
    /// Its system.
    pub profile: Profile,
    /// Its operating system, which its port range and timers come from unless overridden.
    pub os: OsPreset,
    /// What it listens on at the beginning.
    pub listeners: SortedSet<Service>,
}

/// One scripted flow.
#[derive(Clone, Debug)]
pub struct FlowPlan {
    /// Its name: `c1`, or `c1.2`.
    pub name: Rc<str>,
    /// The id of the script entry that begins it: `c1`. Flows of one entry follow each other.
    pub group: Rc<str>,
    /// What it is carried by.
    pub wire: FlowProtocol,
    /// Who begins it.
    pub from: HostIndex,
    /// Whom it is with.
    pub to: FlowDestination,
    /// Their port; 0 for a ping.
    pub port: u16,
    /// Our port, if the script names it.
    pub source_port: Option<u16>,
    /// What both ends say.
    pub exchange: Exchange,
    /// How many datagrams or echo requests are sent.
    pub repeat: u32,
}

/// What carries a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowProtocol {
    /// A TCP connection.
    Tcp,
    /// UDP datagrams from one socket.
    Udp,
    /// ICMP echo with one identifier.
    Echo,
}

/// Whom a flow is with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowDestination {
    /// A host, at the address that the sender would find for it.
    Host(HostIndex),
    /// Whoever has this address.
    Address(IpAddr),
}

/// One thing that the script does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Begins a flow, or sends its next datagram or echo request.
    Send {
        /// The flow.
        flow_index: u32,
    },
    /// One side of a TCP flow writes.
    Data {
        /// The flow.
        flow_index: u32,
        /// Who writes.
        side: Side,
        /// How much.
        bytes: u32,
    },
    /// One side of a TCP flow closes.
    Close {
        /// The flow.
        flow_index: u32,
        /// Who closes.
        side: Side,
        /// With FIN or RST.
        how: CloseHow,
    },
    /// A host begins to listen.
    Listen {
        /// The host.
        host: HostIndex,
        /// On what.
        service: Service,
    },
    /// A host stops listening.
    Unlisten {
        /// The host.
        host: HostIndex,
        /// On what.
        service: Service,
    },
    /// The network changes.
    ///
    /// A change that the network refuses at that moment does nothing; `scenario` tries
    /// all of them beforehand and reports the one that would be refused.
    Change(TopologyChange),
}
