//! The setup of a simulation: plain lists that refer to each other by index.

use crate::net::SortedSet;
use std::net::IpAddr;
use std::rc::Rc;

use crate::host::{CloseHow, Exchange, Profile, Side};
use crate::net::{OsPreset, Service, SimTime};
use crate::policy::{NonSyn, RelatedIcmp};
use crate::topology::{HostIndex, Topology, TopologyChange};

/// A network, and the script of events.
#[derive(Clone, Debug)]
pub struct Setup {
    /// The network at the start.
    pub topology: Rc<Topology>,
    /// Settings of the whole run.
    pub settings: Settings,
    /// The seed of all random numbers.
    pub seed: u64,
    /// How each of the topology's hosts behaves, by the same index.
    pub hosts: Vec<HostPlan>,
    /// The flows that commands refer to.
    pub flows: Vec<FlowPlan>,
    /// The commands of the script, in rising time.
    pub commands: Vec<(SimTime, Command)>,
}

/// Settings of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The latency of one link, in one direction.
    pub latency: SimTime,
    /// What groups do with first packets that are not a SYN.
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
    /// The services that it listens on at the start.
    pub listeners: SortedSet<Service>,
}

/// One scripted flow.
#[derive(Clone, Debug)]
pub struct FlowPlan {
    /// Its name: `c1`, or `c1.2`.
    pub name: Rc<str>,
    /// The id of the script entry that begins it: `c1`. Flows of one entry follow each other.
    pub group: Rc<str>,
    /// Its protocol.
    pub wire: FlowProtocol,
    /// The initiator.
    pub from: HostIndex,
    /// Its destination.
    pub to: FlowDestination,
    /// The destination port; 0 for a ping.
    pub port: u16,
    /// The source port, if the script names it.
    pub source_port: Option<u16>,
    /// What both ends send.
    pub exchange: Exchange,
    /// How many datagrams or echo requests are sent.
    pub repeat: u32,
}

/// The protocol of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowProtocol {
    /// A TCP connection.
    Tcp,
    /// UDP datagrams from one socket.
    Udp,
    /// ICMP echo with one identifier.
    Echo,
}

/// The destination of a flow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlowDestination {
    /// A host, at the address that its name resolves to for the sender.
    Host(HostIndex),
    /// An address.
    Address(IpAddr),
}

/// One command of the script.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Starts a flow, or sends its next datagram or echo request.
    Send {
        /// The flow.
        flow_index: u32,
    },
    /// One side of a TCP flow writes.
    Data {
        /// The flow.
        flow_index: u32,
        /// The side that writes.
        side: Side,
        /// The number of bytes.
        bytes: u32,
    },
    /// One side of a TCP flow closes.
    Close {
        /// The flow.
        flow_index: u32,
        /// The side that closes.
        side: Side,
        /// With FIN or RST.
        how: CloseHow,
    },
    /// A host starts to listen.
    Listen {
        /// The host.
        host: HostIndex,
        /// The service.
        service: Service,
    },
    /// A host stops listening.
    Unlisten {
        /// The host.
        host: HostIndex,
        /// The service.
        service: Service,
    },
    /// The network changes.
    ///
    /// An invalid change has no effect; `scenario` tries all of them beforehand and reports an
    /// invalid one.
    Change(TopologyChange),
}
