//! The scenario that is there before anything is loaded: `public/scenarios/sftp.json`,
//! written as a value.
//!
//! A page that only shows it needs no reader of files, and none of what the reader knows
//! about rules and mistakes: a tenth of what a first visit loads. A test compares it with
//! the file.

use std::net::Ipv4Addr;

use ipnet::{IpNet, Ipv4Net};

use crate::net::{PortRange, SimTime, Transport};
use crate::policy::{AclAction, Direction, Traffic};
use crate::scenario::{
    AclEntry, BlockedBy, Close, Destination, Expectation, ExpectedOutcome, Gateway, GatewayKind,
    GroupRule, Host, NetworkAcl, Open, Peer, Position, Route, RouteTable, RouteTarget, Scenario,
    ScriptAction, ScriptEntry, SecurityGroup, Size, Subnet, Unknown, Vpc,
};
use crate::sim::Outcome;

const NOTES: &str = "The laptop opens SFTP. Its SYN passes every gate, and the server answers.\n\nThe answer goes to the port that the laptop picked for itself, an ephemeral one. The security group remembers the SYN and lets the answer out, though it has no outbound rule. The network ACL remembers nothing: it needs a rule for that port, and has none.\n\nSelect acl-public and add an outbound rule: 110 allow tcp 32768-60999 to 203.0.113.10/32";

/// It, as it is read from the file.
pub(super) fn scenario() -> Scenario {
    Scenario {
        title: "SFTP through a network ACL that forgot the reply".into(),
        notes: NOTES.into(),
        seed: 7,
        vpcs: vec![Vpc {
            id: "vpc".into(),
            cidrs: vec![block([10, 0, 0, 0], 16)],
            ..Vpc::default()
        }],
        subnets: vec![Subnet {
            id: "public-a".into(),
            vpc: "vpc".into(),
            cidr: block([10, 0, 1, 0], 24),
            ipv6: None,
            acl: Some("acl-public".into()),
            routes: Some("rtb-public".into()),
            position: Some(Position { x: 496, y: 76 }),
            size: Some(Size {
                width: 490,
                height: 220,
            }),
            unknown: Unknown::new(),
        }],
        gateways: vec![Gateway {
            id: "igw".into(),
            kind: GatewayKind::Internet { vpc: "vpc".into() },
            position: None,
            unknown: Unknown::new(),
        }],
        route_tables: vec![RouteTable {
            id: "rtb-public".into(),
            vpc: "vpc".into(),
            routes: vec![Route {
                to: anywhere(),
                via: RouteTarget::Gateway("igw".into()),
                unknown: Unknown::new(),
            }],
            unknown: Unknown::new(),
        }],
        hosts: hosts(),
        security_groups: vec![SecurityGroup {
            id: "sg-sftp".into(),
            vpc: "vpc".into(),
            inbound: vec![GroupRule {
                traffic: tcp(22),
                peer: Peer::Cidr(anywhere()),
                description: Some("SFTP for everybody".into()),
            }],
            outbound: Some(Vec::new()),
            ..SecurityGroup::default()
        }],
        network_acls: vec![NetworkAcl {
            id: "acl-public".into(),
            vpc: "vpc".into(),
            inbound: vec![allow(tcp(22))],
            outbound: vec![allow(tcp(443))],
            ..NetworkAcl::default()
        }],
        script: vec![connection()],
        expect: vec![Expectation {
            flow: "c1".into(),
            outcome: ExpectedOutcome::Every(Outcome::TimedOut),
            blocked_by: Some(BlockedBy {
                gate: "acl-public".into(),
                direction: Direction::Outbound,
                rule: "*".into(),
            }),
            unknown: Unknown::new(),
        }],
        ..Scenario::default()
    }
}

fn hosts() -> Vec<Host> {
    let laptop = Host {
        id: "laptop".into(),
        ip: Some(Ipv4Addr::new(203, 0, 113, 10)),
        position: Some(Position { x: 48, y: 150 }),
        ..Host::default()
    };
    let sftp = Host {
        id: "sftp".into(),
        subnet: Some("public-a".into()),
        ip: Some(Ipv4Addr::new(10, 0, 1, 20)),
        public_ip: Some(Ipv4Addr::new(198, 51, 100, 20)),
        groups: Some(vec!["sg-sftp".into()]),
        listen: vec![crate::net::Service {
            transport: Transport::Tcp,
            port: 22,
        }],
        position: Some(Position { x: 664, y: 152 }),
        ..Host::default()
    };
    vec![laptop, sftp]
}

fn connection() -> ScriptEntry {
    ScriptEntry {
        at: SimTime::ZERO,
        action: ScriptAction::Open(Open {
            id: "c1".into(),
            from: "laptop".into(),
            to: Destination::Host("sftp".into()),
            port: 22,
            source_port: None,
            count: None,
            every: SimTime::ZERO,
            request: 120,
            response: 800,
            close: Close::default(),
        }),
        unknown: Unknown::new(),
        action_unknown: Unknown::new(),
    }
}

fn allow(traffic: Traffic) -> AclEntry {
    AclEntry {
        number: 100,
        action: AclAction::Allow,
        traffic,
        cidr: anywhere(),
        description: None,
    }
}

const fn tcp(port: u16) -> Traffic {
    Traffic::Ports {
        transport: Transport::Tcp,
        ports: PortRange::single(port),
    }
}

fn anywhere() -> IpNet {
    IpNet::V4(block([0; 4], 0))
}

fn block(address: [u8; 4], length: u8) -> Ipv4Net {
    Ipv4Net::new_assert(Ipv4Addr::from(address), length)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_what_the_file_says() {
        let text = include_str!("../../public/scenarios/sftp.json");
        let read = Scenario::from_json(text).expect("a shipped file is valid");
        assert_eq!(read.scenario, scenario());
        assert!(read.warnings.is_empty(), "{:?}", read.warnings);
    }
}
