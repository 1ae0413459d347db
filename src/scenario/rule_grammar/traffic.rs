//! The first part of a rule: a protocol, then ports or ICMP types.

use super::words::{Word, Words, number};
use super::{RuleError, preposition};
use crate::net::{Family, PortRange, Protocol, Transport};
use crate::policy::{Direction, IcmpTypes, Traffic};
use crate::scenario::id::nearest;

const PROTOCOL_NAMES: [&str; 5] = ["all", "tcp", "udp", "icmp", "icmpv6"];
const LARGEST_PORT: u32 = 65_535;

/// Reads up to, and not including, `from` or `to`.
pub(super) fn read(words: &mut Words<'_>, direction: Direction) -> Result<Traffic, RuleError> {
    let word = words.take(|| {
        format!(
            "the protocol is missing; write a rule as `tcp 22 {} 0.0.0.0/0`",
            preposition(direction)
        )
    })?;
    if word.text == "all" {
        refuse_ports(words, "`all` covers every port")?;
        return Ok(Traffic::All);
    }
    match protocol(word)? {
        Protocol::TCP => ports(words, Transport::Tcp),
        Protocol::UDP => ports(words, Transport::Udp),
        Protocol::ICMP => types(words, Family::V4),
        Protocol::ICMPV6 => types(words, Family::V6),
        other => {
            refuse_ports(words, &format!("protocol {other} has no ports"))?;
            Ok(Traffic::Other(other))
        }
    }
}

fn protocol(word: Word<'_>) -> Result<Protocol, RuleError> {
    let by_number = number(word.text, 255).and_then(|number| u8::try_from(number).ok());
    if let Some(protocol) = by_number
        .map(Protocol)
        .or_else(|| Protocol::from_name(word.text))
    {
        return Ok(protocol);
    }
    let shown = word.shown();
    let message = if matches!(word.text, "from" | "to") {
        format!(
            "the protocol is missing before `{shown}`; write `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a number"
        )
    } else if word.text.bytes().all(|byte| byte.is_ascii_digit()) {
        format!("found protocol {shown}; protocol numbers go from 0 to 255")
    } else if word.text == "-1" || word.text == "any" {
        format!("found `{shown}`; write `all` for every protocol")
    } else {
        let hint = nearest(&word.text.to_ascii_lowercase(), PROTOCOL_NAMES.into_iter());
        match hint {
            Some(name) => format!("found `{shown}`; did you mean `{name}`?"),
            None => format!(
                "found `{shown}`; a rule begins with a protocol: `all`, `tcp`, `udp`, `icmp`, `icmpv6` or a number"
            ),
        }
    };
    Err(word.error(message))
}

/// The word after the protocol, unless it is already `from` or `to`, or missing.
fn detail<'a>(words: &mut Words<'a>) -> Option<Word<'a>> {
    let word = words.peek()?;
    if matches!(word.text, "from" | "to") {
        return None;
    }
    words.take(String::new).ok()
}

fn refuse_ports(words: &mut Words<'_>, reason: &str) -> Result<(), RuleError> {
    match detail(words) {
        None => Ok(()),
        Some(word) => Err(word.error(format!(
            "found `{}`; {reason}, so `from` or `to` comes next",
            word.shown()
        ))),
    }
}

fn ports(words: &mut Words<'_>, transport: Transport) -> Result<Traffic, RuleError> {
    let ports = match detail(words) {
        None => PortRange::ALL,
        Some(word) if word.text == "any" => PortRange::ALL,
        Some(word) => port_range(word)?,
    };
    if let Some(word) = words.peek()
        && word.text.starts_with('-')
    {
        return Err(word.error("write a range of ports without spaces, as `1024-65535`".to_owned()));
    }
    Ok(Traffic::Ports { transport, ports })
}

fn port_range(word: Word<'_>) -> Result<PortRange, RuleError> {
    let Some((low, high)) = word.text.split_once('-') else {
        return port(word, word.text, 0).map(PortRange::single);
    };
    let second = low.chars().count() + 1;
    let range = PortRange::new(port(word, low, 0)?, port(word, high, second)?);
    range.map_err(|error| word.error(error.to_string()))
}

fn port(word: Word<'_>, text: &str, offset: usize) -> Result<u16, RuleError> {
    if let Some(port) = number(text, LARGEST_PORT).and_then(|port| u16::try_from(port).ok()) {
        return Ok(port);
    }
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let message = if digits {
        format!("found port {}; ports go up to 65535", word.shown())
    } else if word.text.contains('/') {
        format!(
            "found `{}`; TCP and UDP take a port, not an ICMP type",
            word.shown()
        )
    } else if word.text.contains([',', ';']) {
        format!(
            "found `{}`; a rule has one port or one range, so write one rule for each",
            word.shown()
        )
    } else {
        format!(
            "found `{}`; write a port, a range as `1024-65535`, or `any`",
            word.shown()
        )
    };
    Err(word.error_at(offset, message))
}

fn types(words: &mut Words<'_>, family: Family) -> Result<Traffic, RuleError> {
    let types = match detail(words) {
        None => IcmpTypes::Any,
        Some(word) if word.text == "any" => IcmpTypes::Any,
        Some(word) => match word.text.split_once('/') {
            None => IcmpTypes::Type(type_or_code(word, word.text, 0, "type")?),
            Some((kind, code)) => IcmpTypes::TypeAndCode(
                type_or_code(word, kind, 0, "type")?,
                type_or_code(word, code, kind.chars().count() + 1, "code")?,
            ),
        },
    };
    Ok(Traffic::Icmp { family, types })
}

fn type_or_code(word: Word<'_>, text: &str, offset: usize, name: &str) -> Result<u8, RuleError> {
    if let Some(value) = number(text, 255).and_then(|value| u8::try_from(value).ok()) {
        return Ok(value);
    }
    let digits = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let message = if digits {
        format!(
            "found `{}`; an ICMP {name} is a number from 0 to 255",
            word.shown()
        )
    } else {
        format!(
            "found `{}`; ICMP takes a type as `8`, a type and code as `3/4`, or `any`",
            word.shown()
        )
    };
    Err(word.error_at(offset, message))
}
