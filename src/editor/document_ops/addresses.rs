//! Addresses and blocks that are free, for what is drawn without naming one.

use std::net::Ipv4Addr;

use ipnet::Ipv4Net;

use crate::scenario::{Addresses, Scenario};

/// Blocks for documentation (RFC 5737): hosts on the internet, then public addresses of
/// hosts in a VPC, so that the two look different on the drawing.
const INTERNET: [u8; 3] = [203, 0, 113];
const PUBLIC: [u8; 3] = [198, 51, 100];

/// An address for a host on the internet; none when all are given away.
pub(in crate::editor) fn free_internet(scenario: &Scenario) -> Option<Ipv4Addr> {
    free_in(scenario, INTERNET, 10)
}

/// An address that an internet gateway may translate to; none when all are given away.
pub(in crate::editor) fn free_public(scenario: &Scenario) -> Option<Ipv4Addr> {
    free_in(scenario, PUBLIC, 20)
}

fn free_in(scenario: &Scenario, [a, b, c]: [u8; 3], first: u8) -> Option<Ipv4Addr> {
    use crate::scenario::GatewayKind;
    let is_taken = |address: Ipv4Addr| {
        let of_host = scenario
            .hosts
            .iter()
            .any(|host| host.ip == Some(address) || host.public_ip == Some(address));
        let of_gateway = scenario.gateways.iter().any(|gateway| {
            matches!(gateway.kind, GatewayKind::Nat { public_ip, .. } if public_ip == Some(address))
        });
        of_host || of_gateway
    };
    (first..=254)
        .chain(1..first)
        .map(|last| Ipv4Addr::new(a, b, c, last))
        .find(|&address| !is_taken(address))
}

/// The next free address of a subnet, but for the five that AWS keeps.
///
/// # Errors
///
/// A sentence when there is no such subnet, or when it is full.
pub(in crate::editor) fn free_in_subnet(
    scenario: &Scenario,
    subnet: &str,
) -> Result<Ipv4Addr, String> {
    let subnet = scenario
        .subnet(subnet)
        .ok_or_else(|| format!("there is no subnet `{subnet}`"))?;
    Addresses::of(scenario).next_free(subnet).ok_or_else(|| {
        format!(
            "{} is full: {} has no free address left",
            subnet.id, subnet.cidr
        )
    })
}

/// A block for a new VPC: 10.0.0.0/16, or the next that no VPC overlaps.
pub(in crate::editor) fn free_vpc_block(scenario: &Scenario) -> Ipv4Net {
    let blocks: Vec<Ipv4Net> = scenario
        .vpcs
        .iter()
        .flat_map(|vpc| vpc.cidrs.iter().copied())
        .collect();
    (0..=255)
        .map(|second| Ipv4Net::new_assert(Ipv4Addr::new(10, second, 0, 0), 16))
        .find(|block| !blocks.iter().any(|other| overlap(*block, *other)))
        .unwrap_or(Ipv4Net::new_assert(Ipv4Addr::new(10, 0, 0, 0), 16))
}

/// A block for a new subnet of a VPC: the next free /24 past the first, so that the third
/// byte counts the subnets, or what fits in a small VPC.
///
/// # Errors
///
/// A sentence when there is no such VPC, or no room in it.
pub(in crate::editor) fn free_subnet_block(
    scenario: &Scenario,
    vpc: &str,
) -> Result<Ipv4Net, String> {
    let vpc = scenario
        .vpc(vpc)
        .ok_or_else(|| format!("there is no VPC `{vpc}`"))?;
    let taken: Vec<Ipv4Net> = scenario
        .subnets
        .iter()
        .filter(|subnet| subnet.vpc == vpc.id)
        .map(|subnet| subnet.cidr)
        .collect();
    let is_free = |block: &Ipv4Net| !taken.iter().any(|other| overlap(*block, *other));
    for length in [24, 26, 28] {
        for cidr in &vpc.cidrs {
            let Ok(blocks) = cidr.subnets(length.max(cidr.prefix_len())) else {
                continue;
            };
            // The first is tried last: 10.0.1.0/24 is what people draw first.
            let found = blocks.skip(1).find(is_free).or_else(|| {
                let mut blocks = cidr.subnets(length.max(cidr.prefix_len())).ok()?;
                blocks.next().filter(is_free)
            });
            if let Some(block) = found.filter(|block| (16..=28).contains(&block.prefix_len())) {
                return Ok(block);
            }
        }
    }
    let blocks: Vec<String> = vpc.cidrs.iter().map(ToString::to_string).collect();
    Err(format!(
        "{} has no room for another subnet in {}",
        vpc.id,
        blocks.join(", ")
    ))
}

fn overlap(one: Ipv4Net, other: Ipv4Net) -> bool {
    one.contains(&other) || other.contains(&one)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{Host, Subnet, Vpc};

    fn network(cidr: &str, subnets: &[&str]) -> Scenario {
        let subnet = |cidr: &&str| Subnet {
            id: format!("s{cidr}"),
            vpc: "vpc".into(),
            cidr: cidr.parse().expect("a block"),
            ipv6: None,
            acl: None,
            routes: None,
            position: None,
            size: None,
            unknown: crate::scenario::Unknown::default(),
        };
        Scenario {
            vpcs: vec![Vpc {
                id: "vpc".into(),
                cidrs: vec![cidr.parse().expect("a block")],
                ..Vpc::default()
            }],
            subnets: subnets.iter().map(subnet).collect(),
            ..Scenario::default()
        }
    }

    #[test]
    fn a_new_subnet_gets_the_next_free_block() {
        for (vpc, taken, expected) in [
            ("10.0.0.0/16", &[][..], Some("10.0.1.0/24")),
            ("10.0.0.0/16", &["10.0.1.0/24"], Some("10.0.2.0/24")),
            ("10.0.0.0/16", &["10.0.0.0/23"], Some("10.0.2.0/24")),
            ("10.0.0.0/24", &[], Some("10.0.0.0/24")),
            ("10.0.0.0/24", &["10.0.0.0/25"], Some("10.0.0.128/26")),
            ("10.0.0.0/28", &["10.0.0.0/28"], None),
            ("10.0.0.0/16", &["10.0.0.0/16"], None),
        ] {
            let found = free_subnet_block(&network(vpc, taken), "vpc").ok();
            let expected = expected.map(|block| block.parse().expect("a block"));
            assert_eq!(found, expected, "{vpc} with {taken:?}");
        }
    }

    #[test]
    fn the_five_addresses_that_aws_keeps_are_skipped() {
        let mut scenario = network("10.0.0.0/16", &["10.0.1.0/28"]);
        let first = free_in_subnet(&scenario, "s10.0.1.0/28");
        assert_eq!(first, Ok(Ipv4Addr::new(10, 0, 1, 4)));
        for last in 4..15 {
            scenario.hosts.push(Host {
                id: format!("h{last}"),
                subnet: Some("s10.0.1.0/28".into()),
                ip: Some(Ipv4Addr::new(10, 0, 1, last)),
                ..Host::default()
            });
        }
        let full = free_in_subnet(&scenario, "s10.0.1.0/28");
        assert!(full.is_err(), "{full:?}");
    }
}
