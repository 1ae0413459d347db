//! Compiles networks, gateways and hosts.

use std::net::IpAddr;
use std::rc::Rc;

use ipnet::IpNet;

use super::services::ScriptedService;
use super::{Compiler, Thing, rules};
use crate::host::{EphemeralPorts, Profile, SegmentSizes};
use crate::net::{Draw, PortAlgorithm, PortRange};
use crate::policy::IdleTimeouts;
use crate::scenario::document::{AlgorithmName, GatewayKind, Host, Nitro, RouteTarget, Timeouts};
use crate::scenario::problem::NetworkProblem;
use crate::sim::HostPlan;
use crate::topology::{
    AclIndex, Gateway, GatewayIndex, GatewayKind as Kind, Host as PlanHost, NextHop, Plan, Route,
    RouteTable, Subnet, SubnetIndex, TableIndex, Vpc, VpcIndex,
};

impl Compiler<'_> {
    pub(super) fn plan(&mut self) -> Plan {
        let scenario = self.scenario;
        Plan {
            vpcs: scenario.vpcs.iter().map(vpc).collect(),
            subnets: self.subnets(),
            tables: self.tables(),
            gateways: self.gateways(),
            hosts: self.hosts(),
            groups: scenario
                .every_security_group()
                .iter()
                .map(|group| self.group(group))
                .collect(),
            acls: scenario
                .every_network_acl()
                .iter()
                .map(|acl| rules::acl(acl))
                .collect(),
        }
    }

    fn subnets(&mut self) -> Vec<Subnet> {
        let scenario = self.scenario;
        let mut subnets = Vec::new();
        for (index, subnet) in scenario.subnets.iter().enumerate() {
            let place = format!("subnets[{index}]");
            let acl = self.scenario.acl_of_subnet(subnet);
            let table = self.scenario.route_table_of_subnet(subnet);
            subnets.push(Subnet {
                name: subnet.id.as_str().into(),
                vpc: self.vpc(&subnet.vpc, &place),
                prefixes: [IpNet::V4(subnet.cidr)]
                    .into_iter()
                    .chain(subnet.ipv6.map(IpNet::V6))
                    .collect(),
                acl: self.acl_named(&acl, &place),
                table: self.table_named(&table, &place),
            });
        }
        subnets
    }

    fn tables(&mut self) -> Vec<RouteTable> {
        let mut tables = Vec::new();
        for table in self.scenario.every_route_table() {
            let mut routes = Vec::new();
            for route in &table.routes {
                let target = match &route.via {
                    RouteTarget::Blackhole => NextHop::Blackhole,
                    RouteTarget::Gateway(id) => {
                        if let Some(gateway) = self.names.find(Thing::Gateway, id) {
                            NextHop::Gateway(GatewayIndex::new(gateway))
                        } else {
                            self.unknown("route_tables", id);
                            continue;
                        }
                    }
                };
                routes.push(Route {
                    to: route.to,
                    target,
                });
            }
            let vpc = self.vpc(&table.vpc, "route_tables");
            tables.push(RouteTable {
                name: table.id.as_str().into(),
                vpc,
                routes,
            });
        }
        tables
    }

    fn gateways(&mut self) -> Vec<Gateway> {
        let scenario = self.scenario;
        let mut gateways = Vec::new();
        for (index, gateway) in scenario.gateways.iter().enumerate() {
            let place = format!("gateways[{index}]");
            let kind = match &gateway.kind {
                GatewayKind::Internet { vpc } => Kind::Internet {
                    vpc: self.vpc(vpc, &place),
                },
                GatewayKind::Peering { vpcs: [one, other] } => Kind::Peering {
                    vpcs: [self.vpc(one, &place), self.vpc(other, &place)],
                },
                GatewayKind::Nat { subnet, .. } => {
                    let addresses = self.addresses.nat_gateway(&gateway.id);
                    let private = addresses.and_then(|addresses| addresses.ip);
                    if private.is_none() {
                        self.findings
                            .problem(&place, NetworkProblem::NatWithoutAddress);
                    }
                    Kind::Nat {
                        subnet: self.subnet_named(subnet, &place),
                        private: private.unwrap_or(std::net::Ipv4Addr::UNSPECIFIED).into(),
                        public: addresses
                            .and_then(|addresses| addresses.public_ip)
                            .map(IpAddr::V4),
                    }
                }
            };
            gateways.push(Gateway {
                name: gateway.id.as_str().into(),
                kind,
            });
        }
        gateways
    }

    fn hosts(&mut self) -> Vec<PlanHost> {
        let scenario = self.scenario;
        let mut hosts = Vec::new();
        for (index, host) in scenario.hosts.iter().enumerate() {
            let place = format!("hosts[{index}]");
            let addresses = self.addresses.host(&host.id);
            let own = |addresses: crate::scenario::HostAddresses| {
                let v4 = addresses.ip.map(IpAddr::V4);
                let v6 = addresses.ipv6.map(IpAddr::V6);
                v4.into_iter().chain(v6).collect::<Vec<_>>()
            };
            let groups = self.group_indices(&scenario.groups_of_host(host), &place);
            let subnet = host
                .subnet
                .as_ref()
                .map(|subnet| self.subnet_named(subnet, &place));
            hosts.push(PlanHost {
                name: host.id.as_str().into(),
                addresses: addresses.map(own).unwrap_or_default(),
                public: addresses
                    .and_then(|addresses| addresses.public_ip)
                    .map(IpAddr::V4),
                subnet,
                groups,
                timeouts: idle_timeouts(host.nitro, &host.timeouts),
                service: None,
            });
        }
        hosts.extend(self.services.iter().map(ScriptedService::host));
        hosts
    }

    pub(super) fn host_plans(&self) -> Vec<HostPlan> {
        let draw = Draw::new(self.scenario.seed);
        let drawn = self.scenario.hosts.iter();
        let mut plans: Vec<HostPlan> = drawn.map(|host| host_plan(host, draw)).collect();
        plans.extend(self.services.iter().map(|service| {
            let id = service.name.clone();
            let listen = service.kind.services().to_vec();
            let ordinary = Host {
                id,
                listen,
                ..Host::default()
            };
            host_plan(&ordinary, draw)
        }));
        plans
    }

    fn vpc(&mut self, id: &str, place: &str) -> VpcIndex {
        VpcIndex::new(self.index(Thing::Vpc, id, place))
    }

    pub(super) fn subnet_named(&mut self, id: &str, place: &str) -> SubnetIndex {
        SubnetIndex::new(self.index(Thing::Subnet, id, place))
    }

    pub(super) fn acl_named(&mut self, id: &str, place: &str) -> AclIndex {
        AclIndex::new(self.index(Thing::Acl, id, place))
    }

    pub(super) fn table_named(&mut self, id: &str, place: &str) -> TableIndex {
        TableIndex::new(self.index(Thing::Table, id, place))
    }
}

fn vpc(vpc: &crate::scenario::Vpc) -> Vpc {
    let v4 = vpc.cidrs.iter().copied().map(IpNet::V4);
    Vpc {
        name: vpc.id.as_str().into(),
        prefixes: v4.chain(vpc.ipv6.map(IpNet::V6)).collect(),
    }
}

fn host_plan(host: &Host, draw: Draw) -> HostPlan {
    let overrides = &host.ports;
    let algorithm = match overrides.algorithm {
        AlgorithmName::Os => host.os.algorithm(),
        AlgorithmName::Sequential => PortAlgorithm::Sequential,
        AlgorithmName::Random => PortAlgorithm::Random,
        AlgorithmName::Hash => PortAlgorithm::Hash,
        AlgorithmName::DoubleHash => PortAlgorithm::DoubleHash,
        AlgorithmName::Increments => PortAlgorithm::Increments,
    };
    let range = overrides.range.unwrap_or(host.os.ephemeral_range());
    let reserved = overrides
        .reserved
        .iter()
        .map(|&port| PortRange::single(port))
        .collect();
    HostPlan {
        profile: Profile {
            name: Rc::from(host.id.as_str()),
            ports: EphemeralPorts::new(range, algorithm, reserved, draw),
            syn: host.os.syn_schedule(),
            time_wait: overrides.time_wait.unwrap_or(host.os.time_wait()),
            reuse_time_wait: overrides.reuse_time_wait,
            segment_sizes: SegmentSizes::AWS,
        },
        os: host.os,
        listeners: host.listen.iter().copied().collect(),
    }
}

pub(super) fn idle_timeouts(nitro: Nitro, timeouts: &Timeouts) -> IdleTimeouts {
    let defaults = match nitro {
        Nitro::Earlier => IdleTimeouts::DEFAULT,
        Nitro::V6 => IdleTimeouts::NITRO_V6,
    };
    IdleTimeouts {
        tcp: timeouts.tcp.unwrap_or(defaults.tcp),
        udp: timeouts.udp.unwrap_or(defaults.udp),
        udp_stream: timeouts.udp_stream.unwrap_or(defaults.udp_stream),
    }
}
