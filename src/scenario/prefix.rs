//! Addresses and prefixes as people write them, with errors that say what to write.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::id::shortened;

/// A prefix, and whether the text had bits set beyond its length; they are cleared.
pub(super) struct ParsedPrefix {
    pub(super) prefix: IpNet,
    pub(super) cleared: bool,
}

impl ParsedPrefix {
    /// What to say about cleared bits, if any were.
    pub(super) fn note(&self, text: &str) -> Option<String> {
        self.cleared.then(|| {
            format!(
                "`{}` has bits set beyond its prefix; it is read as {}",
                shortened(text),
                self.prefix
            )
        })
    }
}

/// Reads `10.0.0.0/8` or `2001:db8::/32`.
pub(super) fn prefix(text: &str) -> Result<ParsedPrefix, String> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Err(bare_address(address));
    }
    let shown = shortened(text);
    let Some((address, length)) = text.split_once('/') else {
        return Err(format!(
            "found `{shown}`; expected a CIDR, as 10.0.0.0/8 or 2001:db8::/32"
        ));
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return Err(format!(
            "found `{shown}`, whose part before `/` is no address; expected a CIDR, as 10.0.0.0/8"
        ));
    };
    let longest = if address.is_ipv4() { 32 } else { 128 };
    let digits = !length.is_empty() && length.bytes().all(|byte| byte.is_ascii_digit());
    let written = length
        .parse::<u8>()
        .ok()
        .filter(|_| digits)
        .and_then(|length| IpNet::new(address, length).ok());
    match written {
        Some(written) => Ok(ParsedPrefix {
            prefix: written.trunc(),
            cleared: written != written.trunc(),
        }),
        None => Err(format!(
            "found `{shown}`; the prefix length after `/` is a number from 0 to {longest}"
        )),
    }
}

/// Reads an IPv4 prefix.
pub(super) fn ipv4_prefix(text: &str) -> Result<ParsedPrefix, String> {
    match prefix(text)? {
        written @ ParsedPrefix {
            prefix: IpNet::V4(_),
            ..
        } => Ok(written),
        ParsedPrefix { prefix, .. } => Err(format!("found {prefix}; expected an IPv4 CIDR")),
    }
}

/// Reads an IPv6 prefix.
pub(super) fn ipv6_prefix(text: &str) -> Result<ParsedPrefix, String> {
    match prefix(text)? {
        written @ ParsedPrefix {
            prefix: IpNet::V6(_),
            ..
        } => Ok(written),
        ParsedPrefix { prefix, .. } => Err(format!("found {prefix}; expected an IPv6 CIDR")),
    }
}

/// Reads `10.0.0.5`.
pub(super) fn ipv4_address(text: &str) -> Result<Ipv4Addr, String> {
    text.parse().map_err(|_| {
        format!(
            "found `{}`; expected an IPv4 address, as 10.0.0.5",
            shortened(text)
        )
    })
}

/// Reads `2001:db8::5`.
pub(super) fn ipv6_address(text: &str) -> Result<Ipv6Addr, String> {
    text.parse().map_err(|_| {
        format!(
            "found `{}`; expected an IPv6 address, as 2001:db8::5",
            shortened(text)
        )
    })
}

/// What to say to somebody who wrote an address where a prefix belongs.
pub(super) fn bare_address(address: IpAddr) -> String {
    let length = if address.is_ipv4() { 32 } else { 128 };
    format!("found a bare address; write {address}/{length}")
}

/// Whether two prefixes share an address.
pub(super) fn overlap(one: IpNet, other: IpNet) -> bool {
    one.contains(&other) || other.contains(&one)
}

/// The five addresses of a subnet that AWS keeps: the first four and the last.
pub(super) fn is_reserved_ipv4(subnet: Ipv4Net, address: Ipv4Addr) -> bool {
    let first = u32::from(subnet.network());
    let last = u32::from(subnet.broadcast());
    let address = u32::from(address);
    (first..=last).contains(&address) && (address - first < 4 || address == last)
}

/// As [`is_reserved_ipv4`], in an IPv6 subnet.
pub(super) fn is_reserved_ipv6(subnet: Ipv6Net, address: Ipv6Addr) -> bool {
    let first = u128::from(subnet.network());
    let last = u128::from(subnet.broadcast());
    let address = u128::from(address);
    (first..=last).contains(&address) && (address - first < 4 || address == last)
}
