//! The workload: `count` clients, each with one connection to the same server.
//!
//! Every packet passes two groups of sixty rules, two network ACLs and a route table,
//! and the whole trace is kept. A connection opens each millisecond, so all others are
//! open or in TIME-WAIT.

use std::net::IpAddr;
use std::rc::Rc;

use portcullis::host::{EphemeralPorts, Exchange, Profile, SegmentSizes};
use portcullis::net::{Draw, OsPreset, PortRange, PortSet, Service, SimTime, SortedSet, Transport};
use portcullis::policy::{
    AclAction, AclEntry, GroupRule, IdleTimeouts, NetworkAcl, NonSyn, Peer, RelatedIcmp,
    SecurityGroup, Traffic,
};
use portcullis::sim::{
    Command, FlowDestination, FlowPlan, FlowProtocol, HostPlan, Run, Settings, Setup, TraceEvent,
};
use portcullis::topology::{
    AclIndex, GroupIndex, Host, HostIndex, Plan, RouteTable, Subnet, SubnetIndex, TableIndex,
    Topology, Vpc, VpcIndex,
};

/// The server's port.
const PORT: u16 = 443;
/// Bytes of each request and of each response.
pub(crate) const REQUEST: u32 = 200;
/// Bytes of each response.
pub(crate) const RESPONSE: u32 = 1_000;
/// Rules in each list of each group.
const RULES: u16 = 60;
/// Entries in each list of each ACL.
const ENTRIES: u16 = 10;

/// The workload, compiled.
pub(crate) fn setup(count: u32) -> Rc<Setup> {
    let draw = Draw::new(1);
    let server = HostIndex::new(count as usize);
    let name = |index: u32| -> Rc<str> { format!("client-{index}").into() };
    let clients = (0..count).map(|index| host(name(index), client_address(index), 0));
    let hosts: Vec<Host> = clients
        .chain([host("server".into(), [10, 0, 128, 10].into(), 1)])
        .collect();
    let profiles = (0..count)
        .map(|index| profile(name(index), draw, &[]))
        .chain([profile("server".into(), draw, &[PORT])])
        .collect();
    let topology = Topology::new(Plan {
        vpcs: vec![Vpc {
            name: "vpc".into(),
            prefixes: vec!["10.0.0.0/16".parse().expect("a block")],
        }],
        subnets: vec![
            subnet("clients", "10.0.0.0/17", 0),
            subnet("servers", "10.0.128.0/24", 1),
        ],
        tables: vec![RouteTable {
            name: "main".into(),
            vpc: VpcIndex::new(0),
            routes: Vec::new(),
        }],
        gateways: Vec::new(),
        hosts,
        groups: vec![
            group("clients", "10.0.128.0/24"),
            group("servers", "10.0.0.0/17"),
        ],
        acls: vec![
            acl("clients", "10.0.128.0/24"),
            acl("servers", "10.0.0.0/17"),
        ],
    });
    let flow = |index: u32| FlowPlan {
        name: format!("c1.{index}").into(),
        group: "c1".into(),
        wire: FlowProtocol::Tcp,
        from: HostIndex::new(index as usize),
        to: FlowDestination::Host(server),
        port: PORT,
        source_port: None,
        exchange: Exchange {
            request: REQUEST,
            response: Some(RESPONSE),
            ..Exchange::default()
        },
        repeat: 1,
    };
    let command = |flow_index: u32| {
        let at = SimTime::from_millis(flow_index.into());
        (at, Command::Send { flow_index })
    };
    Rc::new(Setup {
        topology: Rc::new(topology),
        settings: Settings {
            latency: SimTime::from_millis(10),
            non_syn: NonSyn::Loose,
            related_icmp: RelatedIcmp::Aws,
            conntrack_max: None,
            loss: 0,
        },
        seed: 1,
        hosts: profiles,
        flows: (0..count).map(flow).collect(),
        commands: (0..count).map(command).collect(),
    })
}

/// Runs it to its end, with a full trace.
pub(crate) fn run(setup: &Rc<Setup>) -> Run {
    Run::new(Rc::clone(setup), SimTime::MAX, usize::MAX)
}

/// The number of packets sent.
pub(crate) fn packets(run: &Run) -> u32 {
    let entries = run.trace.entries.iter();
    let sent = entries.filter(|entry| matches!(entry.event, TraceEvent::Sent { .. }));
    u32::try_from(sent.count()).expect("packets are counted in 32 bits")
}

/// The address of one client; there is room for 32 000.
pub(crate) fn client_address(index: u32) -> IpAddr {
    let [.., high, low] = (index + 4).to_be_bytes();
    [10, 0, high, low].into()
}

fn host(name: Rc<str>, address: IpAddr, place: usize) -> Host {
    Host {
        name,
        addresses: vec![address],
        public: None,
        subnet: Some(SubnetIndex::new(place)),
        groups: vec![GroupIndex::new(place)],
        timeouts: IdleTimeouts::DEFAULT,
        service: None,
    }
}

fn profile(name: Rc<str>, draw: Draw, ports: &[u16]) -> HostPlan {
    let os = OsPreset::Linux;
    let listeners: SortedSet<Service> = ports
        .iter()
        .map(|&port| Service {
            transport: Transport::Tcp,
            port,
        })
        .collect();
    HostPlan {
        profile: Profile {
            name,
            ports: EphemeralPorts::new(
                os.ephemeral_range(),
                os.algorithm(),
                PortSet::default(),
                draw,
            ),
            syn: os.syn_schedule(),
            time_wait: os.time_wait(),
            reuse_time_wait: false,
            segment_sizes: SegmentSizes::AWS,
        },
        os,
        listeners,
    }
}

fn subnet(name: &str, block: &str, acl: usize) -> Subnet {
    Subnet {
        name: name.into(),
        vpc: VpcIndex::new(0),
        prefixes: vec![block.parse().expect("a block")],
        acl: AclIndex::new(acl),
        table: TableIndex::new(0),
    }
}

/// Sixty rules in each direction; the one in the middle allows the workload's connections.
fn group(name: &str, others: &str) -> SecurityGroup {
    let rules = || {
        let rule = |index| {
            let (port, peer) = if index == RULES / 2 {
                (PORT, others.to_owned())
            } else {
                (8_000 + 7 * index, format!("10.0.{}.0/24", index % 20))
            };
            GroupRule {
                traffic: tcp(port, port),
                peer: Peer::Prefix(peer.parse().expect("a block")),
            }
        };
        (0..RULES).map(rule).collect()
    };
    SecurityGroup {
        name: name.into(),
        inbound: rules(),
        outbound: rules(),
    }
}

/// Ten entries in each direction; the last but one allows the server's port, the last all
/// replies.
fn acl(name: &str, others: &str) -> NetworkAcl {
    let others = others.parse().expect("a block");
    let entries = || {
        let entry = |index| {
            let (action, low, high) = match ENTRIES - index {
                1 => (AclAction::Allow, 1_024, u16::MAX),
                2 => (AclAction::Allow, PORT, PORT),
                _ => (AclAction::Deny, 8_000 + index, 8_000 + index),
            };
            AclEntry {
                number: 100 * (index + 1),
                action,
                traffic: tcp(low, high),
                cidr: others,
            }
        };
        (0..ENTRIES).map(entry).collect()
    };
    NetworkAcl::new(name.into(), entries(), entries())
}

fn tcp(low: u16, high: u16) -> Traffic {
    Traffic::Ports {
        transport: Transport::Tcp,
        ports: PortRange::fixed(low, high),
    }
}
