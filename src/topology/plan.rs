//! What a topology is made of, in plain lists that name each other by index.

use std::net::IpAddr;
use std::rc::Rc;

use ipnet::IpNet;

use super::{AclIndex, GatewayIndex, GroupIndex, SubnetIndex, TableIndex, VpcIndex};
use crate::net::Family;
use crate::policy::{Exempt, IdleTimeouts, NetworkAcl, SecurityGroup};

/// Everything in the network.
#[derive(Clone, Debug, Default)]
pub struct Plan {
    /// Networks.
    pub vpcs: Vec<Vpc>,
    /// Their parts.
    pub subnets: Vec<Subnet>,
    /// Route tables, without local routes: the topology adds those.
    pub tables: Vec<RouteTable>,
    /// Gateways.
    pub gateways: Vec<Gateway>,
    /// Hosts; those that are services of Amazon's own come last.
    pub hosts: Vec<Host>,
    /// Security groups; the members of named groups may be empty, the topology fills them in.
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

/// A part of a network.
#[derive(Clone, Debug)]
pub struct Subnet {
    /// Its id.
    pub name: Rc<str>,
    /// The VPC it is part of.
    pub vpc: VpcIndex,
    /// Its blocks, at most one of each family.
    pub prefixes: Vec<IpNet>,
    /// The ACL at its edge.
    pub acl: AclIndex,
    /// The table that packets leaving it are routed by.
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
    /// Destinations it covers.
    pub to: IpNet,
    /// Where they go.
    pub target: NextHop,
}

/// Where a route leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextHop {
    /// To a subnet of the same VPC.
    Local,
    /// To a gateway.
    Gateway(GatewayIndex),
    /// Nowhere: the target is gone.
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
    /// Translates many private addresses to its one.
    Nat {
        /// Where it stands.
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
    /// Its own addresses, at most one of each family; it never sees its public one.
    pub addresses: Vec<IpAddr>,
    /// The public address that an internet gateway translates to its private one.
    pub public: Option<IpAddr>,
    /// Where it stands; `None`: on the internet.
    pub subnet: Option<SubnetIndex>,
    /// The groups it wears; none on the internet.
    pub groups: Vec<GroupIndex>,
    /// How long its interface remembers idle flows.
    pub timeouts: IdleTimeouts,
    /// For one of Amazon's own services: which, and the network that it serves. It stands
    /// in no subnet, every host of the network is one link away, and no filter is asked.
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
