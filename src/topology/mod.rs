//! The compiled network: addresses, routes, and the next checkpoint of a packet.
//!
//! A [`Topology`] is immutable; a [`TopologyChange`] makes a new one. A packet's path cannot be
//! computed in advance, because it depends on the sessions of NAT gateways. So the topology
//! gives one step at a time: the checkpoint after this one, for the packet's addresses.
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
mod nat;
mod path;
mod plan;
mod services;

use std::net::IpAddr;
use std::rc::Rc;

pub use change::{ChangeError, TopologyChange};
pub use checkpoint::{Checkpoint, Gate, Onward};
pub use index::{AclIndex, GatewayIndex, GroupIndex, HostIndex, SubnetIndex, TableIndex, VpcIndex};
pub use plan::{Gateway, GatewayKind, Host, NextHop, Plan, Route, RouteTable, Subnet, Vpc};

use crate::net::{Family, SortedMap, sort};
use crate::policy::{NetworkAcl, SecurityGroup, UnitedGroups, Weight};

/// How many words the compiled rules of all groups may take in one network: 64 MB.
const WORDS_OF_TABLES: usize = 1 << 23;

/// The owner of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Owner {
    /// A host.
    Host(HostIndex),
    /// A NAT gateway.
    Nat(GatewayIndex),
}

/// The scope of an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Realm {
    /// An address of a host on the internet.
    Internet,
    /// A public address that an internet gateway translates to a private one.
    Public,
    /// An address in a VPC.
    Vpc(VpcIndex),
    /// An address of one of Amazon's services, for hosts of a VPC.
    Service(VpcIndex),
}

/// An address with its family and scope. Numbers compare quickly.
type Address = (u128, Family, Realm);

/// A compiled network.
#[derive(Clone, Debug)]
pub struct Topology {
    plan: Plan,
    owners: SortedMap<Address, Owner>,
    /// The groups, with the members of every group that their rules name.
    resolved: Vec<Rc<SecurityGroup>>,
    /// Each host's groups, united for evaluation.
    interfaces: Vec<Rc<UnitedGroups>>,
    /// Whether there is a NAT gateway; without one, lookups for it are skipped.
    has_nat: bool,
}

impl Topology {
    /// Compiles a plan, whose indices must be in range; `scenario` ensures that.
    #[must_use]
    pub fn new(plan: Plan) -> Self {
        let mut topology = Self {
            plan,
            owners: SortedMap::new(),
            resolved: Vec::new(),
            interfaces: Vec::new(),
            has_nat: false,
        };
        topology.has_nat = topology
            .plan
            .gateways
            .iter()
            .any(|gateway| matches!(gateway.kind, GatewayKind::Nat { .. }));
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
        &self.plan.subnets[subnet.place()]
    }

    /// All hosts, in the order of their indices.
    #[must_use]
    pub fn hosts(&self) -> &[Host] {
        &self.plan.hosts
    }

    /// A host.
    #[must_use]
    pub fn host(&self, host: HostIndex) -> &Host {
        &self.plan.hosts[host.place()]
    }

    /// A gateway.
    #[must_use]
    pub fn gateway(&self, gateway: GatewayIndex) -> &Gateway {
        &self.plan.gateways[gateway.place()]
    }

    /// All gateways, in the order of their indices.
    #[must_use]
    pub fn gateways(&self) -> &[Gateway] {
        &self.plan.gateways
    }

    /// How many gateways there are.
    #[must_use]
    pub fn gateway_count(&self) -> usize {
        self.plan.gateways.len()
    }

    /// A route table.
    #[must_use]
    pub fn table(&self, table: TableIndex) -> &RouteTable {
        &self.plan.tables[table.place()]
    }

    /// A network ACL.
    #[must_use]
    pub fn acl(&self, acl: AclIndex) -> &NetworkAcl {
        &self.plan.acls[acl.place()]
    }

    /// The name of a security group.
    #[must_use]
    pub fn group_name(&self, group: GroupIndex) -> &str {
        &self.plan.groups[group.place()].name
    }

    /// The security groups of a host, with the members of every group that rules name.
    #[must_use]
    pub fn groups_of(&self, host: HostIndex) -> &[Rc<SecurityGroup>] {
        self.united_groups_of(host).groups()
    }

    /// The same, as one list of rules.
    #[must_use]
    pub fn united_groups_of(&self, host: HostIndex) -> &UnitedGroups {
        &self.interfaces[host.place()]
    }

    /// The VPC of a host; `None` on the internet.
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
    /// not there are routes; otherwise the public one. A host that has neither, in a VPC
    /// that only a chain of peering gateways joins to the sender's, is sent to at its private
    /// address, as its DNS record would say; peering is not transitive, so AWS drops that.
    /// `None`: no family has both addresses.
    #[must_use]
    pub fn addresses_between(&self, from: HostIndex, to: HostIndex) -> Option<(IpAddr, IpAddr)> {
        let families = [Family::V4, Family::V6];
        let own = |family| self.host(from).address(family);
        let seen = |family| Some((own(family)?, self.address_seen_from(from, to, family)?));
        families.into_iter().find_map(seen).or_else(|| {
            let ends = (own(Family::V4)?, self.host(to).address(Family::V4)?);
            self.are_joined(self.vpc_of(from)?, self.vpc_of(to)?)
                .then_some(ends)
        })
    }

    /// The address of this family that a host's name resolves to for another, if there is one.
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

    /// Whether a chain of peering gateways joins the two networks.
    fn are_joined(&self, one: VpcIndex, other: VpcIndex) -> bool {
        let mut joined = vec![one];
        let mut at = 0;
        while let Some(&vpc) = joined.get(at) {
            let all = (0..self.plan.vpcs.len()).map(VpcIndex::new);
            let next: Vec<_> = all
                .filter(|next| !joined.contains(next) && self.are_peered(vpc, *next))
                .collect();
            joined.extend(next);
            at += 1;
        }
        joined.contains(&other)
    }

    fn index_addresses(&mut self) {
        for (index, host) in self.plan.hosts.iter().enumerate() {
            let owner = Owner::Host(HostIndex::new(index));
            let realm = match (host.subnet, host.service) {
                (Some(subnet), _) => Realm::Vpc(self.plan.subnets[subnet.place()].vpc),
                (None, Some((vpc, _))) => Realm::Service(vpc),
                (None, None) => Realm::Internet,
            };
            for &address in &host.addresses {
                self.owners.insert(address_in(realm, address), owner);
            }
            if let Some(public) = host.public {
                self.owners.insert(address_in(Realm::Public, public), owner);
            }
        }
        for (index, gateway) in self.plan.gateways.iter().enumerate() {
            if let GatewayKind::Nat {
                subnet,
                private,
                public,
            } = gateway.kind
            {
                let owner = Owner::Nat(GatewayIndex::new(index));
                let vpc = self.plan.subnets[subnet.place()].vpc;
                self.owners
                    .insert(address_in(Realm::Vpc(vpc), private), owner);
                if let Some(public) = public {
                    self.owners.insert(address_in(Realm::Public, public), owner);
                }
            }
        }
    }

    /// Sorts routes by longest prefix, so that the first match wins.
    fn sort_routes(&mut self) {
        for table in &mut self.plan.tables {
            let locals = self.plan.vpcs[table.vpc.place()].prefixes.iter();
            table.routes.extend(locals.map(|&to| Route {
                to,
                target: NextHop::Local,
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
                members[group.place()].extend(&host.addresses);
            }
        }
        let members: Vec<(Rc<str>, Rc<[IpAddr]>)> = self
            .plan
            .groups
            .iter()
            .zip(members)
            .map(|(group, addresses)| (Rc::clone(&group.name), addresses.into()))
            .collect();
        let resolve = |(index, group): (usize, &SecurityGroup)| {
            let resolved = group.with_members(&members);
            match self.resolved.get(index) {
                Some(before) if **before == resolved => Rc::clone(before),
                _ => Rc::new(resolved),
            }
        };
        let groups: Vec<Rc<SecurityGroup>> =
            self.plan.groups.iter().enumerate().map(resolve).collect();
        let weights: Vec<Weight> = groups.iter().map(|group| Weight::of(group)).collect();
        let mut room = WORDS_OF_TABLES;
        let mut united_before: Vec<(&[GroupIndex], Rc<UnitedGroups>)> = Vec::new();
        let mut interfaces = Vec::new();
        for (index, host) in self.plan.hosts.iter().enumerate() {
            let known = united_before
                .iter()
                .find(|(groups, _)| *groups == host.groups);
            let united = known.map_or_else(
                || {
                    let own = host.groups.iter().map(|group| group.place());
                    let of_host: Vec<_> = own.clone().map(|at| Rc::clone(&groups[at])).collect();
                    match self.interfaces.get(index) {
                        Some(before) if before.stay(&of_host, &mut room) => Rc::clone(before),
                        _ => {
                            let weights: Vec<Weight> = own.map(|at| weights[at]).collect();
                            Rc::new(UnitedGroups::weighing(of_host, &weights, &mut room))
                        }
                    }
                },
                |(_, united)| Rc::clone(united),
            );
            if known.is_none() {
                united_before.push((&host.groups, Rc::clone(&united)));
            }
            interfaces.push(united);
        }
        self.interfaces = interfaces;
        self.resolved = groups;
    }
}

fn address_in(realm: Realm, address: IpAddr) -> Address {
    let bits = match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    };
    (bits, Family::of(address), realm)
}
