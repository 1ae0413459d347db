//! Parsing of addresses and CIDRs, with errors that say what is wrong with the text.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};

use super::id::shortened;
use super::problem::{PrefixProblem, ValueProblem};

/// A parsed CIDR. Bits after the prefix are cleared.
pub(super) struct ParsedPrefix {
    pub(super) prefix: IpNet,
    /// Whether there were such bits.
    pub(super) cleared: bool,
}

impl ParsedPrefix {
    /// The warning about cleared bits, if there were any.
    pub(super) fn note(&self, text: &str) -> Option<ValueProblem> {
        self.cleared.then(|| ValueProblem::ClearedBits {
            found: shortened(text),
            prefix: self.prefix,
        })
    }
}

/// Parses `10.0.0.0/8` or `2001:db8::/32`.
pub(super) fn prefix(text: &str) -> Result<ParsedPrefix, PrefixProblem> {
    if let Ok(address) = text.parse::<IpAddr>() {
        return Err(PrefixProblem::BareAddress(address));
    }
    let found = shortened(text);
    let Some((address, length)) = text.split_once('/') else {
        return Err(PrefixProblem::NoSlash(found));
    };
    let Ok(address) = address.parse::<IpAddr>() else {
        return Err(PrefixProblem::NotAnAddress(found));
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
        None => Err(PrefixProblem::Length { found, longest }),
    }
}

/// Whether two prefixes share an address.
pub(super) fn overlap(one: IpNet, other: IpNet) -> bool {
    one.contains(&other) || other.contains(&one)
}

/// Whether AWS reserves this address of a subnet: the first four and the last.
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
