//! The parts of a topology: plain lists that refer to each other by index.

use std::net::IpAddr;
use std::rc::Rc;

use ipnet::IpNet;

use super::{AclIndex, GatewayIndex, GroupIndex, SubnetIndex, TableIndex, VpcIndex};
use crate::net::Family;
use crate::policy::{Exempt, IdleTimeouts, NetworkAcl, SecurityGroup};

/// All parts of the network.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Networks.
    pub vpcs: Vec<Vpc>,
    /// Subnets.
    pub subnets: Vec<Subnet>,
    /// Route tables, without local routes: the topology adds those.
    pub tables: Vec<RouteTable>,
    /// Gateways.
    pub gateways: Vec<Gateway>,
    /// Hosts; those that are Amazon's own services come last.
    pub hosts: Vec<Host>,
    /// Security groups; the members of named groups may be empty, as the topology sets them.
    pub groups: Vec<SecurityGroup>,
    /// Network ACLs.
    pub acls: Vec<NetworkAcl>,
}

/// A network.
#[derive(Clone, Debug)]
pub struct Vpc {
    /// Its id.
    pub name: Rc<str>,
    /// Its blocks of both families.
    pub prefixes: Vec<IpNet>,
}

/// A subnet.
#[derive(Clone, Debug)]
pub struct Subnet {
    /// Its id.
    pub name: Rc<str>,
    /// The VPC it is part of.
    pub vpc: VpcIndex,
    /// Its blocks, at most one of each family.
    pub prefixes: Vec<IpNet>,
    /// The network ACL associated with it.
    pub acl: AclIndex,
    /// The route table associated with it.
    pub table: TableIndex,
}

/// A route table.
#[derive(Clone, Debug)]
pub struct RouteTable {
    /// Its id.
    pub name: Rc<str>,
    /// The VPC whose subnets use it.
    pub vpc: VpcIndex,
    /// Its routes.
    pub routes: Vec<Route>,
}

/// One route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    /// Its destination.
    pub to: IpNet,
    /// Its target.
    pub target: NextHop,
}

/// The target of a route.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextHop {
    /// The VPC itself.
    Local,
    /// A gateway.
    Gateway(GatewayIndex),
    /// A target that no longer exists.
    Blackhole,
}

/// A gateway.
#[derive(Clone, Debug)]
pub struct Gateway {
    /// Its id.
    pub name: Rc<str>,
    /// Which kind.
    pub kind: GatewayKind,
}

/// The kinds of gateways.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GatewayKind {
    /// Between a VPC and the internet.
    Internet {
        /// The VPC.
        vpc: VpcIndex,
    },
    /// Translates many private addresses to one.
    Nat {
        /// The subnet that it is in.
        subnet: SubnetIndex,
        /// Its private address.
        private: IpAddr,
        /// The public address that the internet gateway gives it.
        public: Option<IpAddr>,
    },
    /// Between two VPCs.
    Peering {
        /// The two.
        vpcs: [VpcIndex; 2],
    },
}

/// A host with its one interface.
#[derive(Clone, Debug)]
pub struct Host {
    /// Its id.
    pub name: Rc<str>,
    /// Its own addresses, at most one of each family; its public address is not one of them.
    pub addresses: Vec<IpAddr>,
    /// The public address that an internet gateway translates to its private one.
    pub public: Option<IpAddr>,
    /// The subnet that it is in; `None`: on the internet.
    pub subnet: Option<SubnetIndex>,
    /// The security groups associated with it; empty on the internet.
    pub groups: Vec<GroupIndex>,
    /// The idle timeouts of its interface.
    pub timeouts: IdleTimeouts,
    /// For one of Amazon's own services: the VPC that it serves, and which service it is. It is
    /// in no subnet, one link away from every host of the VPC, and exempt from filters.
    pub service: Option<(VpcIndex, Exempt)>,
}

impl Host {
    /// Its own address of this family.
    #[must_use]
    pub fn address(&self, family: Family) -> Option<IpAddr> {
        self.addresses
            .iter()
            .copied()
            .find(|&address| Family::of(address) == family)
    }
}
