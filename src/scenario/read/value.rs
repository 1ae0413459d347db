//! Single JSON values as members of a document.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use ipnet::{IpNet, Ipv4Net, Ipv6Net};
use serde_json::Value;

use crate::net::{PortRange, Service, SimTime};
use crate::policy::Direction;
use crate::scenario::decimal::{DecimalError, scaled};
use crate::scenario::document::{AclEntry, BlockedBy, Destination, GroupRule, Id, Position, Size};
use crate::scenario::id::shortened;
use crate::scenario::prefix::{self, ParsedPrefix};
use crate::scenario::rule_grammar;

/// What was read otherwise than it was written.
pub(super) type Notes = Vec<String>;

type Read<T> = Result<T, String>;

/// A value as messages quote it.
pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Null => "null".to_owned(),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => shortened(&number.to_string()),
        Value::String(text) => format!("`{}`", shortened(text)),
        Value::Array(_) => "a list".to_owned(),
        Value::Object(_) => "an object".to_owned(),
    }
}

fn string<'a>(value: &'a Value, expected: &str) -> Read<&'a str> {
    value
        .as_str()
        .ok_or_else(|| format!("found {}; expected {expected}", found(value)))
}

pub(super) fn text(value: &Value, _: &mut Notes) -> Read<String> {
    string(value, "text in quotes").map(str::to_owned)
}

/// A thing's own name; its shape is judged with the document.
pub(super) fn id(value: &Value, _: &mut Notes) -> Read<Id> {
    string(value, "a name in quotes").map(str::to_owned)
}

/// A name of something else; whether it exists is asked later.
pub(super) fn reference(value: &Value, _: &mut Notes) -> Read<Id> {
    string(value, "the name of something in this file").map(str::to_owned)
}

pub(super) fn flag(value: &Value, _: &mut Notes) -> Read<bool> {
    value
        .as_bool()
        .ok_or_else(|| format!("found {}; expected true or false", found(value)))
}

/// A whole number; `high` is only said where it is beyond what an `i64` holds.
fn integer(value: &Value, low: i64, high: u64, what: &str) -> Read<i64> {
    let expected = || {
        format!(
            "found {}; expected {what} from {low} to {high}",
            found(value)
        )
    };
    let Value::Number(number) = value else {
        return Err(expected());
    };
    match scaled(&number.to_string(), 0) {
        // What is below 0 is below `high` too.
        Ok(value) if value >= low && u64::try_from(value).unwrap_or(0) <= high => Ok(value),
        Err(DecimalError::Fraction) => Err(format!(
            "found {}; expected {what} without a fraction",
            found(value)
        )),
        _ => Err(expected()),
    }
}

const CHECKED: &str = "integer() keeps to the bounds it is given";

pub(super) fn format_version(value: &Value, _: &mut Notes) -> Read<i64> {
    integer(
        value,
        1,
        i64::MAX.unsigned_abs(),
        "the format version, a whole number",
    )
}

pub(super) fn seed(value: &Value, _: &mut Notes) -> Read<u64> {
    // The upper half of the range does not fit into the signed reading below.
    if let Value::Number(number) = value
        && let Ok(seed) = number.to_string().parse::<u64>()
    {
        return Ok(seed);
    }
    let seed = integer(value, 0, u64::MAX, "a whole number")?;
    Ok(u64::try_from(seed).expect(CHECKED))
}

pub(super) fn port(value: &Value, _: &mut Notes) -> Read<u16> {
    let port = integer(value, 1, 65_535, "a port")?;
    Ok(u16::try_from(port).expect(CHECKED))
}

pub(super) fn any_port(value: &Value, _: &mut Notes) -> Read<u16> {
    let port = integer(value, 0, 65_535, "a port")?;
    Ok(u16::try_from(port).expect(CHECKED))
}

pub(super) fn count(value: &Value, _: &mut Notes) -> Read<u32> {
    let count = integer(value, 1, u32::MAX.into(), "a whole number")?;
    Ok(u32::try_from(count).expect(CHECKED))
}

pub(super) fn amount(value: &Value, _: &mut Notes) -> Read<u32> {
    let amount = integer(value, 0, u32::MAX.into(), "a whole number")?;
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
        .ok_or_else(|| {
            format!(
                "found {}; expected a share from 0 to 1 with at most six decimals, as 0.05",
                found(value)
            )
        })
}

/// The smallest and the largest share, in millionths.
pub(super) fn share_range(value: &Value, notes: &mut Notes) -> Read<[u32; 2]> {
    let Some([low, high]) = value.as_array().map(Vec::as_slice) else {
        return Err(format!(
            "found {}; expected the smallest and the largest share, as [0.40, 0.50]",
            found(value)
        ));
    };
    let range = [share(low, notes)?, share(high, notes)?];
    if range[0] > range[1] {
        return Err(format!(
            "found [{}, {}]; write the smaller share first",
            found(low),
            found(high)
        ));
    }
    Ok(range)
}

pub(super) fn time(value: &Value, _: &mut Notes) -> Read<SimTime> {
    let Value::Number(number) = value else {
        return Err(format!(
            "found {}; expected a number of seconds, as 0.25",
            found(value)
        ));
    };
    // `1e+3` is JSON, and the same number as `1e3`.
    let digits = number.to_string().replace('+', "");
    digits
        .parse()
        .map_err(|error| format!("found {}; {error}", found(value)))
}

fn pair(value: &Value, expected: &str) -> Read<[i64; 2]> {
    if let Some([first, second]) = value.as_array().map(Vec::as_slice) {
        let low = i64::from(i32::MIN);
        let high = u64::from(i32::MAX.unsigned_abs());
        let read = |value| integer(value, low, high, "a whole number");
        return Ok([read(first)?, read(second)?]);
    }
    Err(format!("found {}; expected {expected}", found(value)))
}

pub(super) fn position(value: &Value, _: &mut Notes) -> Read<Position> {
    let [x, y] = pair(value, "two whole numbers, as [48, 150]")?;
    Ok(Position {
        x: i32::try_from(x).expect(CHECKED),
        y: i32::try_from(y).expect(CHECKED),
    })
}

pub(super) fn size(value: &Value, _: &mut Notes) -> Read<Size> {
    let [width, height] = pair(value, "a width and a height, as [490, 220]")?;
    match (u32::try_from(width), u32::try_from(height)) {
        (Ok(width), Ok(height)) => Ok(Size { width, height }),
        _ => Err(format!(
            "found [{width}, {height}]; a width and a height are at least 0"
        )),
    }
}

pub(super) fn port_range(value: &Value, notes: &mut Notes) -> Read<PortRange> {
    let Some([low, high]) = value.as_array().map(Vec::as_slice) else {
        return Err(format!(
            "found {}; expected the lowest and the highest port, as [49152, 65535]",
            found(value)
        ));
    };
    PortRange::new(port(low, notes)?, port(high, notes)?).map_err(|error| error.to_string())
}

pub(super) fn ipv4(value: &Value, _: &mut Notes) -> Read<Ipv4Addr> {
    prefix::ipv4_address(string(value, "an IPv4 address in quotes")?)
}

pub(super) fn ipv6(value: &Value, _: &mut Notes) -> Read<Ipv6Addr> {
    prefix::ipv6_address(string(value, "an IPv6 address in quotes")?)
}

fn written(
    value: &Value,
    notes: &mut Notes,
    read: fn(&str) -> Result<ParsedPrefix, String>,
) -> Read<IpNet> {
    let text = string(value, "a CIDR in quotes")?;
    let written = read(text)?;
    notes.extend(written.note(text));
    Ok(written.prefix)
}

pub(super) fn cidr(value: &Value, notes: &mut Notes) -> Read<IpNet> {
    written(value, notes, prefix::prefix)
}

pub(super) fn ipv4_cidr(value: &Value, notes: &mut Notes) -> Read<Ipv4Net> {
    match written(value, notes, prefix::ipv4_prefix)? {
        IpNet::V4(prefix) => Ok(prefix),
        IpNet::V6(prefix) => Err(format!("found {prefix}; expected an IPv4 CIDR")),
    }
}

pub(super) fn ipv6_cidr(value: &Value, notes: &mut Notes) -> Read<Ipv6Net> {
    match written(value, notes, prefix::ipv6_prefix)? {
        IpNet::V6(prefix) => Ok(prefix),
        IpNet::V4(prefix) => Err(format!("found {prefix}; expected an IPv6 CIDR")),
    }
}

pub(super) fn service(value: &Value, _: &mut Notes) -> Read<Service> {
    let text = string(value, "a service in quotes, as `tcp 22`")?;
    text.parse()
        .map_err(|error| format!("found `{}`; {error}", shortened(text)))
}

/// A host by name, or an address; no name is also an address.
pub(super) fn target(value: &Value, _: &mut Notes) -> Read<Destination> {
    let text = string(value, "the name of a host, or an IP address, in quotes")?;
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
    let text = string(value, "a rule in quotes, as `tcp 22 from 0.0.0.0/0`")?;
    rule_grammar::group_rule(text, direction, notes).map_err(|error| quoted(text, &error))
}

pub(super) fn inbound_entry(value: &Value, notes: &mut Notes) -> Read<AclEntry> {
    acl_entry(value, Direction::Inbound, notes)
}

pub(super) fn outbound_entry(value: &Value, notes: &mut Notes) -> Read<AclEntry> {
    acl_entry(value, Direction::Outbound, notes)
}

fn acl_entry(value: &Value, direction: Direction, notes: &mut Notes) -> Read<AclEntry> {
    let text = string(
        value,
        "a rule in quotes, as `100 allow tcp 22 from 0.0.0.0/0`",
    )?;
    rule_grammar::acl_entry(text, direction, notes).map_err(|error| quoted(text, &error))
}

fn quoted(text: &str, error: &rule_grammar::RuleError) -> String {
    format!("in `{}`: {error}", shortened(text))
}

/// `acl-public outbound *`
pub(super) fn blocked_by(value: &Value, _: &mut Notes) -> Read<BlockedBy> {
    let text = string(
        value,
        "`GATE DIRECTION RULE` in quotes, as `acl-public outbound *`",
    )?;
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
    Err(format!(
        "found `{}`; expected a gate, `inbound` or `outbound`, and a rule, as `acl-public outbound *`",
        shortened(text)
    ))
}
