//! Defaults: the groups, ACLs, route tables and rules that a document leaves out.
//!
//! A VPC named `prod` always has a group `prod.default`, an ACL `prod.default-acl` and a
//! route table `prod.main`. An entry with that name replaces the default and its rules.
//!
//! Sources: AWS, "Default security groups", "Default network ACL" and "Main route table".

use std::borrow::Cow;

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::document::{
    AclEntry, GroupRule, Host, Id, NetworkAcl, Peer, RouteTable, Scenario, SecurityGroup, Subnet,
    Vpc,
};
use crate::policy::{AclAction, Traffic};

const EVERY_IPV4: IpNet = IpNet::V4(Ipv4Net::new_assert(std::net::Ipv4Addr::UNSPECIFIED, 0));
const EVERY_IPV6: IpNet = IpNet::V6(Ipv6Net::new_assert(std::net::Ipv6Addr::UNSPECIFIED, 0));

/// The name of a VPC's default group.
#[must_use]
pub fn implied_group(vpc: &str) -> Id {
    format!("{vpc}.default")
}

/// The name of a VPC's default ACL.
#[must_use]
pub fn implied_acl(vpc: &str) -> Id {
    format!("{vpc}.default-acl")
}

/// The name of a VPC's main route table.
#[must_use]
pub fn implied_route_table(vpc: &str) -> Id {
    format!("{vpc}.main")
}

/// `all to 0.0.0.0/0`, and `all to ::/0` in a VPC with IPv6.
#[must_use]
pub fn default_outbound(ipv6: bool) -> Vec<GroupRule> {
    let rule = |prefix| GroupRule {
        traffic: Traffic::All,
        peer: Peer::Cidr(prefix),
        description: None,
    };
    families(ipv6).map(rule).collect()
}

/// `100 allow all`, and 101 the same for IPv6 in a VPC that has it.
#[must_use]
pub fn default_acl_entries(ipv6: bool) -> Vec<AclEntry> {
    let entry = |(number, cidr)| AclEntry {
        number,
        action: AclAction::Allow,
        traffic: Traffic::All,
        cidr,
        description: None,
    };
    (100..).zip(families(ipv6)).map(entry).collect()
}

fn families(ipv6: bool) -> impl Iterator<Item = IpNet> {
    let count = if ipv6 { 2 } else { 1 };
    [EVERY_IPV4, EVERY_IPV6].into_iter().take(count)
}

impl Vpc {
    /// The default group, if no entry replaces it.
    #[must_use]
    pub fn default_group(&self) -> SecurityGroup {
        SecurityGroup {
            id: implied_group(&self.id),
            vpc: self.id.clone(),
            inbound: vec![GroupRule {
                traffic: Traffic::All,
                peer: Peer::Itself,
                description: None,
            }],
            ..SecurityGroup::default()
        }
    }

    /// The default ACL, if no entry replaces it.
    #[must_use]
    pub fn default_acl(&self) -> NetworkAcl {
        let entries = default_acl_entries(self.ipv6.is_some());
        NetworkAcl {
            id: implied_acl(&self.id),
            vpc: self.id.clone(),
            inbound: entries.clone(),
            outbound: entries,
            ..NetworkAcl::default()
        }
    }

    /// The main route table, if no entry replaces it.
    #[must_use]
    pub fn main_route_table(&self) -> RouteTable {
        RouteTable {
            id: implied_route_table(&self.id),
            vpc: self.id.clone(),
            ..RouteTable::default()
        }
    }
}

impl Scenario {
    /// The VPC of this name.
    #[must_use]
    pub fn vpc(&self, id: &str) -> Option<&Vpc> {
        self.vpcs.iter().find(|vpc| vpc.id == id)
    }

    /// The subnet of this name.
    #[must_use]
    pub fn subnet(&self, id: &str) -> Option<&Subnet> {
        self.subnets.iter().find(|subnet| subnet.id == id)
    }

    /// The host of this name.
    #[must_use]
    pub fn host(&self, id: &str) -> Option<&Host> {
        self.hosts.iter().find(|host| host.id == id)
    }

    /// The VPC of a host; `None` for a host on the internet.
    #[must_use]
    pub fn vpc_of_host(&self, host: &Host) -> Option<&Vpc> {
        self.vpc(&self.subnet(host.subnet.as_deref()?)?.vpc)
    }

    /// The security group of this name, written or implied.
    #[must_use]
    pub fn security_group(&self, id: &str) -> Option<Cow<'_, SecurityGroup>> {
        let written = self.security_groups.iter().find(|group| group.id == id);
        written.map(Cow::Borrowed).or_else(|| {
            let vpc = self.vpc(id.strip_suffix(".default")?)?;
            Some(Cow::Owned(vpc.default_group()))
        })
    }

    /// The network ACL of this name, written or implied.
    #[must_use]
    pub fn network_acl(&self, id: &str) -> Option<Cow<'_, NetworkAcl>> {
        let written = self.network_acls.iter().find(|acl| acl.id == id);
        written.map(Cow::Borrowed).or_else(|| {
            let vpc = self.vpc(id.strip_suffix(".default-acl")?)?;
            Some(Cow::Owned(vpc.default_acl()))
        })
    }

    /// The route table of this name, written or implied.
    #[must_use]
    pub fn route_table(&self, id: &str) -> Option<Cow<'_, RouteTable>> {
        let written = self.route_tables.iter().find(|table| table.id == id);
        written.map(Cow::Borrowed).or_else(|| {
            let vpc = self.vpc(id.strip_suffix(".main")?)?;
            Some(Cow::Owned(vpc.main_route_table()))
        })
    }

    /// Every security group: the written ones in order, then the implied ones.
    #[must_use]
    pub fn every_security_group(&self) -> Vec<Cow<'_, SecurityGroup>> {
        let written = self.security_groups.iter().map(Cow::Borrowed);
        let is_written = |id: &str| self.security_groups.iter().any(|group| group.id == id);
        let implied = self.vpcs.iter().map(Vpc::default_group);
        written
            .chain(
                implied
                    .filter(|group| !is_written(&group.id))
                    .map(Cow::Owned),
            )
            .collect()
    }

    /// Every network ACL: the written ones in order, then the implied ones.
    #[must_use]
    pub fn every_network_acl(&self) -> Vec<Cow<'_, NetworkAcl>> {
        let written = self.network_acls.iter().map(Cow::Borrowed);
        let is_written = |id: &str| self.network_acls.iter().any(|acl| acl.id == id);
        let implied = self.vpcs.iter().map(Vpc::default_acl);
        written
            .chain(implied.filter(|acl| !is_written(&acl.id)).map(Cow::Owned))
            .collect()
    }

    /// Every route table: the written ones in order, then the implied ones.
    #[must_use]
    pub fn every_route_table(&self) -> Vec<Cow<'_, RouteTable>> {
        let written = self.route_tables.iter().map(Cow::Borrowed);
        let is_written = |id: &str| self.route_tables.iter().any(|table| table.id == id);
        let implied = self.vpcs.iter().map(Vpc::main_route_table);
        written
            .chain(
                implied
                    .filter(|table| !is_written(&table.id))
                    .map(Cow::Owned),
            )
            .collect()
    }

    /// The outbound rules of a group: those written, or the default ones.
    #[must_use]
    pub fn outbound_rules<'a>(&self, group: &'a SecurityGroup) -> Cow<'a, [GroupRule]> {
        match &group.outbound {
            Some(rules) => Cow::Borrowed(rules),
            None => Cow::Owned(default_outbound(self.has_ipv6(&group.vpc))),
        }
    }

    /// The groups of a host: those written, or its VPC's default group. A host on the internet
    /// has none.
    #[must_use]
    pub fn groups_of_host(&self, host: &Host) -> Vec<Id> {
        match (&host.groups, self.vpc_of_host(host)) {
            (Some(groups), _) => groups.clone(),
            (None, Some(vpc)) => vec![implied_group(&vpc.id)],
            (None, None) => Vec::new(),
        }
    }

    /// The network ACL of a subnet: the one written, or its VPC's default ACL.
    #[must_use]
    pub fn acl_of_subnet(&self, subnet: &Subnet) -> Id {
        subnet
            .acl
            .clone()
            .unwrap_or_else(|| implied_acl(&subnet.vpc))
    }

    /// The route table of a subnet: the one written, or its VPC's main table.
    #[must_use]
    pub fn route_table_of_subnet(&self, subnet: &Subnet) -> Id {
        subnet
            .routes
            .clone()
            .unwrap_or_else(|| implied_route_table(&subnet.vpc))
    }

    pub(super) fn has_ipv6(&self, vpc: &str) -> bool {
        self.vpc(vpc).is_some_and(|vpc| vpc.ipv6.is_some())
    }
}
