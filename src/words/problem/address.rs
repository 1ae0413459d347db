//! Addresses, and the settings of hosts.

use crate::scenario::{AddressProblem, HostProblem};

pub(super) fn sentence(problem: &AddressProblem) -> String {
    match problem {
        AddressProblem::Taken { ip, first } => {
            format!("found {ip}, which {first} has already; choose another")
        }
        AddressProblem::SubnetFull { subnet, cidr } => format!(
            "found no free address in subnet `{subnet}` ({cidr}) for this; make the subnet larger"
        ),
        AddressProblem::NotPublic(ip) => {
            format!("found {ip}, which is not a public address; write another")
        }
        AddressProblem::PublicInsideVpc { ip, vpc } => format!(
            "{ip} is inside VPC `{vpc}`; write a public address, which is outside every VPC"
        ),
        AddressProblem::NoInternetGateway { ip, vpc } => format!(
            "VPC `{vpc}` has no internet gateway, so {ip} is not reachable; add one, and a route to it"
        ),
        AddressProblem::NotAHost(ip) => {
            format!("found {ip}, which no host can have; write another")
        }
        AddressProblem::Private(ip) => format!(
            "{ip} is a private address, and an internet gateway drops packets to and from it; write a public address"
        ),
        AddressProblem::InternetInsideVpc { ip, vpc } => format!(
            "{ip} is inside VPC `{vpc}`, so packets from there never leave the VPC for this host; write another address"
        ),
        AddressProblem::OutsideSubnet { ip, subnet, cidr } => {
            format!("found {ip}, which is not inside subnet `{subnet}` ({cidr})")
        }
        AddressProblem::Reserved { ip, cidr } => format!(
            "found {ip}, one of the five addresses that AWS reserves in {cidr} (the first four and the last); choose another"
        ),
        AddressProblem::SubnetWithoutIpv6 { ip, subnet } => {
            format!("found {ip}, but subnet `{subnet}` has no `ipv6`; give it one")
        }
    }
}

pub(super) fn host(problem: &HostProblem) -> String {
    match problem {
        HostProblem::NoAddress => {
            "this host has no `subnet`, so it is on the internet and needs an `ip` or `ipv6`; write one of the three".into()
        }
        HostProblem::InternetGroups => {
            "a host on the internet has no security groups; remove them, or give it a `subnet`".into()
        }
        HostProblem::InternetPublicIp => {
            "a host on the internet is reached at its `ip`; remove `public_ip`".into()
        }
        HostProblem::InternetTimeouts => {
            "a host on the internet has no connection tracking, so its timeouts have no effect".into()
        }
        HostProblem::ServiceTwice(service) => format!("`{service}` is listed twice"),
        HostProblem::RangeFromZero(high) => {
            format!("found a range from 0; ports begin at 1, so write [1, {high}]")
        }
        HostProblem::Timeout { found, low, high } => {
            format!("found {found}; expected from {low} to {high} seconds")
        }
        HostProblem::NoGroups(vpc) => format!(
            "found an empty list; a host has at least one security group: remove `groups` for `{vpc}.default`, or name one"
        ),
        HostProblem::GroupTwice(id) => format!("found `{id}` a second time; write it once"),
        HostProblem::RulesQuota { found, quota } => format!(
            "found {found} rules in one direction; AWS's quota is {quota} for all groups of an interface"
        ),
        HostProblem::GroupsQuota { found, quota } => format!(
            "found {found} groups; AWS's quota is {quota} on an interface unless raised"
        ),
        HostProblem::GroupsMost { found, most } => {
            format!("found {found} groups; AWS allows at most {most} on an interface")
        }
    }
}
