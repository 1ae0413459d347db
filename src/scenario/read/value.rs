//! Parses single JSON values: numbers, names, addresses, rules.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde_json::{Number, Value};

use crate::net::{PortRange, Service, SimTime};
use crate::policy::Direction;
use crate::scenario::decimal::{DecimalError, scaled};
use crate::scenario::document::{AclEntry, BlockedBy, Destination, GroupRule, Id, Position, Size};
use crate::scenario::id::shortened;
use crate::scenario::prefix;
use crate::scenario::problem::{
    Expected, Found, IntegerKind, Notation, PrefixProblem, ValueProblem,
};
use crate::scenario::rule_language::{self, RuleError};

/// Warnings about what the reader changed.
pub(super) type Notes = Vec<ValueProblem>;

type Read<T> = Result<T, ValueProblem>;

fn unexpected(value: &Value, expected: Expected) -> ValueProblem {
    ValueProblem::Unexpected {
        found: Found::of(value),
        expected,
    }
}

fn not(value: &Value, notation: Notation) -> ValueProblem {
    unexpected(value, Expected::Notation(notation))
}

/// Where a number is expected: a text that is a number has its own message.
fn not_a_number(value: &Value, expected: Expected) -> ValueProblem {
    match value.as_str().map(str::trim) {
        Some(text) if text.len() <= LONGEST_NUMBER && text.parse::<Number>().is_ok() => {
            ValueProblem::QuotedNumber(text.to_owned())
        }
        _ => unexpected(value, expected),
    }
}

/// The longest number in quotes that is recognised.
const LONGEST_NUMBER: usize = 30;

fn string(value: &Value, expected: Expected) -> Read<&str> {
    value.as_str().ok_or_else(|| unexpected(value, expected))
}

fn notation(value: &Value, notation: Notation) -> Read<&str> {
    string(value, Expected::Notation(notation))
}

pub(super) fn text(value: &Value, _: &mut Notes) -> Read<String> {
    string(value, Expected::Text).map(str::to_owned)
}

/// The name of the element itself. Its form is checked with the document.
pub(super) fn id(value: &Value, _: &mut Notes) -> Read<Id> {
    string(value, Expected::Id).map(str::to_owned)
}

/// The name of something else. Whether it exists is checked with the document.
pub(super) fn reference(value: &Value, _: &mut Notes) -> Read<Id> {
    string(value, Expected::Reference).map(str::to_owned)
}

pub(super) fn flag(value: &Value, _: &mut Notes) -> Read<bool> {
    value
        .as_bool()
        .ok_or_else(|| unexpected(value, Expected::Flag))
}

/// A whole number. `high` may be above what an `i64` holds; then the `i64` is the limit.
fn integer(value: &Value, low: i64, high: u64, what: IntegerKind) -> Read<i64> {
    let out_of_range = || ValueProblem::OutOfRange {
        found: Found::of(value),
        what,
        low,
        high,
    };
    let Value::Number(number) = value else {
        let problem = not_a_number(value, Expected::Integer(what));
        return Err(match problem {
            ValueProblem::QuotedNumber(_) => problem,
            _ => out_of_range(),
        });
    };
    match scaled(&number.to_string(), 0) {
        // A negative number is below `high` as well.
        Ok(value) if value >= low && u64::try_from(value).unwrap_or(0) <= high => Ok(value),
        Err(DecimalError::Fraction) => Err(ValueProblem::Fraction {
            found: Found::of(value),
            what,
        }),
        _ => Err(out_of_range()),
    }
}

const CHECKED: &str = "integer() keeps to the bounds it is given";

pub(super) fn format_version(value: &Value, _: &mut Notes) -> Read<i64> {
    let version = integer(value, 1, i64::MAX.unsigned_abs(), IntegerKind::Number);
    version.map_err(|problem| match problem {
        ValueProblem::OutOfRange { .. } => unexpected(value, Expected::Version),
        other => other,
    })
}

pub(super) fn seed(value: &Value, _: &mut Notes) -> Read<u64> {
    // The upper half of the range does not fit into an `i64`.
    if let Value::Number(number) = value
        && let Ok(seed) = number.to_string().parse::<u64>()
    {
        return Ok(seed);
    }
    let seed = integer(value, 0, u64::MAX, IntegerKind::Number)?;
    Ok(u64::try_from(seed).expect(CHECKED))
}

pub(super) fn port(value: &Value, _: &mut Notes) -> Read<u16> {
    let port = integer(value, 1, 65_535, IntegerKind::Port)?;
    Ok(u16::try_from(port).expect(CHECKED))
}

pub(super) fn any_port(value: &Value, _: &mut Notes) -> Read<u16> {
    let port = integer(value, 0, 65_535, IntegerKind::Port)?;
    Ok(u16::try_from(port).expect(CHECKED))
}

pub(super) fn count(value: &Value, _: &mut Notes) -> Read<u32> {
    let count = integer(value, 1, u32::MAX.into(), IntegerKind::Number)?;
    Ok(u32::try_from(count).expect(CHECKED))
}

pub(super) fn amount(value: &Value, _: &mut Notes) -> Read<u32> {
    let amount = integer(value, 0, u32::MAX.into(), IntegerKind::Number)?;
    Ok(u32::try_from(amount).expect(CHECKED))
}

/// A share from 0 to 1, in millionths.
pub(super) fn share(value: &Value, _: &mut Notes) -> Read<u32> {
    let share = match value {
        Value::Number(number) => scaled(&number.to_string(), 6).ok(),
        _ => None,
    };
    share
        .and_then(|share| u32::try_from(share).ok())
        .filter(|&share| share <= 1_000_000)
        .ok_or_else(|| not_a_number(value, Expected::Share))
}

/// The smallest and the largest share, in millionths.
pub(super) fn share_range(value: &Value, notes: &mut Notes) -> Read<[u32; 2]> {
    let Some([low, high]) = value.as_array().map(Vec::as_slice) else {
        return Err(unexpected(value, Expected::ShareRange));
    };
    let range = [share(low, notes)?, share(high, notes)?];
    if range[0] > range[1] {
        return Err(ValueProblem::ReversedShares {
            first: Found::of(low),
            second: Found::of(high),
        });
    }
    Ok(range)
}

pub(super) fn time(value: &Value, _: &mut Notes) -> Read<SimTime> {
    let Value::Number(number) = value else {
        return Err(not_a_number(value, Expected::Seconds));
    };
    // `1e+3` is JSON, and the same number as `1e3`.
    let digits = number.to_string().replace('+', "");
    digits.parse().map_err(|error| ValueProblem::Time {
        found: Found::of(value),
        error,
    })
}

fn pair(value: &Value, expected: Expected) -> Read<[i64; 2]> {
    if let Some([first, second]) = value.as_array().map(Vec::as_slice) {
        let low = i64::from(i32::MIN);
        let high = u64::from(i32::MAX.unsigned_abs());
        let read = |value| integer(value, low, high, IntegerKind::Number);
        return Ok([read(first)?, read(second)?]);
    }
    Err(unexpected(value, expected))
}

pub(super) fn position(value: &Value, _: &mut Notes) -> Read<Position> {
    let [x, y] = pair(value, Expected::Position)?;
    Ok(Position {
        x: i32::try_from(x).expect(CHECKED),
        y: i32::try_from(y).expect(CHECKED),
    })
}

pub(super) fn size(value: &Value, _: &mut Notes) -> Read<Size> {
    let [width, height] = pair(value, Expected::Size)?;
    match (u32::try_from(width), u32::try_from(height)) {
        (Ok(width), Ok(height)) => Ok(Size { width, height }),
        _ => Err(ValueProblem::NegativeSize { width, height }),
    }
}

pub(super) fn port_range(value: &Value, notes: &mut Notes) -> Read<PortRange> {
    let Some([low, high]) = value.as_array().map(Vec::as_slice) else {
        return Err(unexpected(value, Expected::PortRange));
    };
    PortRange::new(port(low, notes)?, port(high, notes)?).map_err(ValueProblem::PortRange)
}

pub(super) fn ipv4(value: &Value, _: &mut Notes) -> Read<Ipv4Addr> {
    let text = notation(value, Notation::Ipv4)?;
    text.parse().map_err(|_| not(value, Notation::Ipv4))
}

pub(super) fn ipv6(value: &Value, _: &mut Notes) -> Read<Ipv6Addr> {
    let text = notation(value, Notation::Ipv6)?;
    text.parse().map_err(|_| not(value, Notation::Ipv6))
}

fn prefix_of(value: &Value, expected: Notation, notes: &mut Notes) -> Read<IpNet> {
    let text = notation(value, expected)?;
    let written = prefix::prefix(text).map_err(ValueProblem::Prefix)?;
    notes.extend(written.note(text));
    Ok(written.prefix)
}

pub(super) fn cidr(value: &Value, notes: &mut Notes) -> Read<IpNet> {
    prefix_of(value, Notation::Cidr, notes)
}

pub(super) fn ipv4_cidr(value: &Value, notes: &mut Notes) -> Read<Ipv4Net> {
    match prefix_of(value, Notation::Ipv4Cidr, notes)? {
        IpNet::V4(prefix) => Ok(prefix),
        prefix @ IpNet::V6(_) => Err(ValueProblem::Prefix(PrefixProblem::NotIpv4(prefix))),
    }
}

pub(super) fn ipv6_cidr(value: &Value, notes: &mut Notes) -> Read<Ipv6Net> {
    match prefix_of(value, Notation::Ipv6Cidr, notes)? {
        IpNet::V6(prefix) => Ok(prefix),
        prefix @ IpNet::V4(_) => Err(ValueProblem::Prefix(PrefixProblem::NotIpv6(prefix))),
    }
}

pub(super) fn service(value: &Value, _: &mut Notes) -> Read<Service> {
    let text = notation(value, Notation::Service)?;
    text.parse().map_err(|_| not(value, Notation::Service))
}

/// A host by name, or an address. No name has the form of an address.
pub(super) fn target(value: &Value, _: &mut Notes) -> Read<Destination> {
    let text = notation(value, Notation::Destination)?;
    Ok(match text.parse::<IpAddr>() {
        Ok(address) => Destination::Address(address),
        Err(_) => Destination::Host(text.to_owned()),
    })
}

pub(super) fn inbound_rule(value: &Value, notes: &mut Notes) -> Read<GroupRule> {
    group_rule(value, Direction::Inbound, notes)
}

pub(super) fn outbound_rule(value: &Value, notes: &mut Notes) -> Read<GroupRule> {
    group_rule(value, Direction::Outbound, notes)
}

fn group_rule(value: &Value, direction: Direction, notes: &mut Notes) -> Read<GroupRule> {
    let text = notation(value, Notation::GroupRule)?;
    rule_language::group_rule(text, direction, notes).map_err(|error| wrong_rule(text, error))
}

pub(super) fn inbound_entry(value: &Value, notes: &mut Notes) -> Read<AclEntry> {
    acl_entry(value, Direction::Inbound, notes)
}

pub(super) fn outbound_entry(value: &Value, notes: &mut Notes) -> Read<AclEntry> {
    acl_entry(value, Direction::Outbound, notes)
}

fn acl_entry(value: &Value, direction: Direction, notes: &mut Notes) -> Read<AclEntry> {
    let text = notation(value, Notation::AclRule)?;
    rule_language::acl_entry(text, direction, notes).map_err(|error| wrong_rule(text, error))
}

fn wrong_rule(text: &str, error: RuleError) -> ValueProblem {
    ValueProblem::Rule {
        rule: shortened(text),
        error,
    }
}

/// `acl-public outbound *`
pub(super) fn blocked_by(value: &Value, _: &mut Notes) -> Read<BlockedBy> {
    let text = notation(value, Notation::BlockedBy)?;
    let words: Vec<&str> = text.split_whitespace().collect();
    if let [gate, direction, rule] = words[..]
        && let Some(direction) = Direction::from_name(direction)
    {
        return Ok(BlockedBy {
            gate: gate.to_owned(),
            direction,
            rule: rule.to_owned(),
        });
    }
    Err(not(value, Notation::BlockedBy))
}
