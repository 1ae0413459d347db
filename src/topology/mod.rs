//! The network, compiled from the drawing: who stands where, and what comes next.
//!
//! A [`Topology`] never changes; a [`Change`] makes the next one. A packet's whole
//! path cannot be known beforehand, because a NAT gateway's memory decides part of it.
//! So the topology answers one question at a time: past this checkpoint, with these
//! addresses in the packet, what is the next?
//!
//! Source: AWS, "How Amazon VPC works" and "Subnet route tables". Egress passes group,
//! ACL, route table, gateway; ingress the gateway, ACL, group. Inside a subnet there is
//! neither ACL nor route.
//!
//! Not modelled: middleboxes, several interfaces on a host, edge associations.

mod change;
mod checkpoint;
mod index;
mod judge;
mod path;
mod plan;

use std::net::IpAddr;
use std::rc::Rc;

pub use change::{Change, ChangeError};
pub use checkpoint::{Checkpoint, Gate, Onward};
pub use index::{AclIndex, GatewayIndex, GroupIndex, HostIndex, SubnetIndex, TableIndex, VpcIndex};
pub use plan::{Gateway, GatewayKind, Host, Plan, Route, RouteTable, Subnet, Target, Vpc};

use crate::net::{Family, SortedMap, sort};
use crate::policy::{NetworkAcl, SecurityGroup};

/// Who has an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A host.
    Host(HostIndex),
    /// A NAT gateway.
    Nat(GatewayIndex),
}

/// Where an address means something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Realm {
    /// Hosts on the internet have it.
    Internet,
    /// An internet gateway translates it to a private one.
    Public,
    /// It is private to a VPC.
    Vpc(VpcIndex),
}

/// A compiled network.
#[derive(Clone, Debug)]
pub struct Topology {
    plan: Plan,
    owners: SortedMap<(Realm, IpAddr), Owner>,
    /// Each host's groups, ready to be judged by.
    interfaces: Vec<Vec<Rc<SecurityGroup>>>,
}

impl Topology {
    /// Compiles a plan. The plan's references must be in range: `scenario` sees to it.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let mut topology = Self {
            plan,
            owners: SortedMap::new(),
            interfaces: Vec::new(),
        };
        topology.index_addresses();
        topology.sort_routes();
        topology.refresh_groups();
        topology
    }

    /// The networks.
    #[must_use]
    pub fn vpcs(&self) -> &[Vpc] {
        &self.plan.vpcs
    }

    /// A subnet.
    #[must_use]
    pub fn subnet(&self, subnet: SubnetIndex) -> &Subnet {
        &self.plan.subnets[subnet.0]
    }

    /// All hosts, in the order of their indices.
    #[must_use]
    pub fn hosts(&self) -> &[Host] {
        &self.plan.hosts
    }

    /// A host.
    #[must_use]
    pub fn host(&self, host: HostIndex) -> &Host {
        &self.plan.hosts[host.0]
    }

    /// A gateway.
    #[must_use]
    pub fn gateway(&self, gateway: GatewayIndex) -> &Gateway {
        &self.plan.gateways[gateway.0]
    }

    /// How many gateways there are.
    #[must_use]
    pub fn gateway_count(&self) -> usize {
        self.plan.gateways.len()
    }

    /// A route table.
    #[must_use]
    pub fn table(&self, table: TableIndex) -> &RouteTable {
        &self.plan.tables[table.0]
    }

    /// A network ACL.
    #[must_use]
    pub fn acl(&self, acl: AclIndex) -> &NetworkAcl {
        &self.plan.acls[acl.0]
    }

    /// The name of a security group.
    #[must_use]
    pub fn group_name(&self, group: GroupIndex) -> &str {
        &self.plan.groups[group.0].name
    }

    /// The groups that a host wears, with the members of every group they name.
    #[must_use]
    pub fn groups_of(&self, host: HostIndex) -> &[Rc<SecurityGroup>] {
        &self.interfaces[host.0]
    }

    /// The VPC that a host stands in; `None` on the internet.
    #[must_use]
    pub fn vpc_of(&self, host: HostIndex) -> Option<VpcIndex> {
        self.host(host).subnet.map(|subnet| self.subnet(subnet).vpc)
    }

    /// The name of a gate: an id, or a host's group ids joined by commas.
    #[must_use]
    pub fn gate_name(&self, gate: Gate) -> String {
        match gate {
            Gate::Groups(host) => {
                let names: Vec<&str> = self
                    .groups_of(host)
                    .iter()
                    .map(|group| &*group.name)
                    .collect();
                names.join(",")
            }
            Gate::Acl { acl, .. } => self.acl(acl).name.to_string(),
            Gate::RouteTable { table, .. } => self.table(table).name.to_string(),
            Gate::Gateway(gateway) => self.gateway(gateway).name.to_string(),
            Gate::Network => "network".into(),
        }
    }

    /// The kind of a gate, as reports name it.
    #[must_use]
    pub fn gate_kind(&self, gate: Gate) -> &'static str {
        match gate {
            Gate::Groups(_) => "security_group",
            Gate::Acl { .. } => "network_acl",
            Gate::RouteTable { .. } => "route_table",
            Gate::Gateway(gateway) => match self.gateway(gateway).kind {
                GatewayKind::Internet { .. } => "internet_gateway",
                GatewayKind::Nat { .. } => "nat_gateway",
                GatewayKind::Peering { .. } => "peering",
            },
            Gate::Network => "network",
        }
    }

    /// Source and destination for packets of one host to another, IPv4 first.
    ///
    /// The private address is used in one VPC and across a peering gateway, whether or
    /// not there are routes; else the public one. `None`: no family has both.
    #[must_use]
    pub fn addresses_between(&self, from: HostIndex, to: HostIndex) -> Option<(IpAddr, IpAddr)> {
        [Family::V4, Family::V6].into_iter().find_map(|family| {
            Some((
                self.host(from).address(family)?,
                self.address_seen_from(from, to, family)?,
            ))
        })
    }

    /// The address of this family at which a host would find another, if it has one.
    #[must_use]
    pub fn address_seen_from(
        &self,
        from: HostIndex,
        to: HostIndex,
        family: Family,
    ) -> Option<IpAddr> {
        let private = self.host(to).address(family);
        match (self.vpc_of(from), self.vpc_of(to)) {
            (Some(ours), Some(theirs)) if ours == theirs || self.are_peered(ours, theirs) => {
                private
            }
            (_, Some(_)) if family == Family::V4 => self.host(to).public,
            _ => private,
        }
    }

    /// Whether a peering gateway joins the two networks.
    #[must_use]
    pub fn are_peered(&self, one: VpcIndex, other: VpcIndex) -> bool {
        self.plan.gateways.iter().any(|gateway| match gateway.kind {
            GatewayKind::Peering { vpcs } => vpcs == [one, other] || vpcs == [other, one],
            _ => false,
        })
    }

    fn index_addresses(&mut self) {
        for (index, host) in self.plan.hosts.iter().enumerate() {
            let owner = Owner::Host(HostIndex(index));
            let realm = host.subnet.map_or(Realm::Internet, |subnet| {
                Realm::Vpc(self.plan.subnets[subnet.0].vpc)
            });
            for &address in &host.addresses {
                self.owners.insert((realm, address), owner);
            }
            if let Some(public) = host.public {
                self.owners.insert((Realm::Public, public), owner);
            }
        }
        for (index, gateway) in self.plan.gateways.iter().enumerate() {
            if let GatewayKind::Nat {
                subnet,
                private,
                public,
            } = gateway.kind
            {
                let owner = Owner::Nat(GatewayIndex(index));
                let vpc = self.plan.subnets[subnet.0].vpc;
                self.owners.insert((Realm::Vpc(vpc), private), owner);
                if let Some(public) = public {
                    self.owners.insert((Realm::Public, public), owner);
                }
            }
        }
    }

    /// Longest prefix first, so that the first match is the one that counts.
    fn sort_routes(&mut self) {
        for table in &mut self.plan.tables {
            let locals = self.plan.vpcs[table.vpc.0].prefixes.iter();
            table.routes.extend(locals.map(|&to| Route {
                to,
                target: Target::Local,
            }));
            sort(&mut table.routes, |one, other| {
                other.to.prefix_len().cmp(&one.to.prefix_len())
            });
        }
    }

    /// Resolves every group that a rule names to its members' private addresses.
    fn refresh_groups(&mut self) {
        let mut members: Vec<Vec<IpAddr>> = vec![Vec::new(); self.plan.groups.len()];
        for host in &self.plan.hosts {
            for group in &host.groups {
                members[group.0].extend(&host.addresses);
            }
        }
        let members: Vec<(Rc<str>, Rc<[IpAddr]>)> = self
            .plan
            .groups
            .iter()
            .zip(members)
            .map(|(group, addresses)| (Rc::clone(&group.name), addresses.into()))
            .collect();
        let groups: Vec<Rc<SecurityGroup>> = self
            .plan
            .groups
            .iter()
            .map(|group| Rc::new(group.with_members(&members)))
            .collect();
        let worn = |host: &Host| {
            host.groups
                .iter()
                .map(|group| groups[group.0].clone())
                .collect()
        };
        self.interfaces = self.plan.hosts.iter().map(worn).collect();
    }
}
