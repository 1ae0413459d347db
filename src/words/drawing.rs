//! The drawing: what a screen reader says of each shape, and the words beside it.

use std::fmt::Write;

use super::{counted, label};
use crate::net::{Packet, SimTime};

/// The name of a sequence of packets.
pub const SEQUENCE: &str = "Sequence of packets";
/// A VPC's router, beside its mark.
pub const ROUTER: &str = "router";
/// A VPC's own group or ACL, beside its mark.
pub const DEFAULT: &str = "default";

/// `VPC vpc, 10.0.0.0/16, 2 subnets, 3 hosts`
#[must_use]
pub fn vpc_label(vpc: &str, cidrs: &str, subnets: usize, hosts: usize) -> String {
    let (subnets, hosts) = (counted(subnets, "subnet"), counted(hosts, "host"));
    format!("VPC {vpc}, {cidrs}, {subnets}, {hosts}")
}

/// `subnet a, 10.0.1.0/24, in VPC vpc, public, 1 host`
#[must_use]
pub fn subnet_label(subnet: &str, cidr: &str, vpc: &str, is_public: bool, hosts: usize) -> String {
    let kind = if is_public { "public" } else { "private" };
    let hosts = counted(hosts, "host");
    format!("subnet {subnet}, {cidr}, in VPC {vpc}, {kind}, {hosts}")
}

/// `host web, 10.0.1.30, listening on tcp 80`
#[must_use]
pub fn host_label(host: &str, address: &str, services: &[String]) -> String {
    let mut text = format!("host {host}");
    if !address.is_empty() {
        text.push_str(", ");
        text.push_str(address);
    }
    if !services.is_empty() {
        text.push_str(", listening on ");
        text.push_str(&services.join(", "));
    }
    text
}

/// `network ACL acl-public of subnet public-a`
#[must_use]
pub fn acl_label(acl: &str, subnet: &str) -> String {
    format!("network ACL {acl} of subnet {subnet}")
}

/// `router of VPC vpc`
#[must_use]
pub fn router_label(vpc: &str) -> String {
    format!("{ROUTER} of VPC {vpc}")
}

/// `internet gateway igw of VPC vpc`
#[must_use]
pub fn internet_gateway_label(gateway: &str, vpc: &str) -> String {
    format!("internet gateway {gateway} of VPC {vpc}")
}

/// `NAT gateway nat in subnet public-a`
#[must_use]
pub fn nat_gateway_label(gateway: &str, subnet: &str) -> String {
    format!("NAT gateway {gateway} in subnet {subnet}")
}

/// `peering connection pcx between VPCs a and b`
#[must_use]
pub fn peering_label(gateway: &str, [one, other]: [&str; 2]) -> String {
    format!("peering connection {gateway} between VPCs {one} and {other}")
}

/// `packet 3, SYN 41820→22, from 203.0.113.10 to 10.0.1.20, dropped`; of a bundle of `count`
/// packets the first.
#[must_use]
pub fn packet_label(packet: &Packet, is_dropped: bool, count: usize) -> String {
    let mut text = format!(
        "packet {}, {}, from {} to {}",
        packet.number.0,
        label(packet),
        packet.source,
        packet.destination
    );
    if is_dropped {
        text.push_str(", dropped");
    }
    if count > 1 {
        let _ = write!(text, ", and {} more", count - 1);
    }
    text
}

/// A packet in a sequence: `packet 3, SYN seq 0 retransmitted, SYN 41820→22, dropped, rule 90`.
#[must_use]
pub fn sequence_label(packet: &Packet, text: &str, drop: Option<&str>) -> String {
    let ending = match drop {
        Some(rule) => format!("dropped, {rule}"),
        None => "in flight or delivered".into(),
    };
    format!(
        "packet {}, {text}, {}, {ending}",
        packet.number.0,
        label(packet)
    )
}

/// What a packet is, on its arrow; of one that was sent before: `SYN seq 0 retransmitted`.
#[must_use]
pub fn arrow_text(packet: &Packet, retry: u8) -> String {
    let info = super::info(packet, retry);
    match info.note {
        Some(_) => format!("{} retransmitted", info.text),
        None => info.text,
    }
}

/// A time in which no packet is sent: `silence: 0.98 s`.
#[must_use]
pub fn silence(length: SimTime) -> String {
    format!("silence: {length} s")
}
