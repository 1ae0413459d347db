//! Values that are wrong, and members that are missing or unknown.

use super::name::kinds;
use super::{alternatives, meant};
use crate::scenario::{
    Expected, Found, IntegerKind, MemberProblem, Notation, PrefixProblem, ValueProblem,
};
use crate::sim::Outcome;

/// A value as a message quotes it.
pub(super) fn quoted(found: &Found) -> String {
    match found {
        Found::Null => "null".into(),
        Found::Flag(flag) => flag.to_string(),
        Found::Number(number) => number.clone(),
        Found::Text(text) => format!("`{text}`"),
        Found::List => "a list".into(),
        Found::Object => "an object".into(),
    }
}

pub(super) fn sentence(problem: &ValueProblem) -> String {
    match problem {
        ValueProblem::Unexpected { found, expected } => {
            let is_text = matches!(found, Found::Text(_));
            format!(
                "found {}; expected {}",
                quoted(found),
                self::expected(expected, is_text)
            )
        }
        ValueProblem::OutOfRange {
            found,
            what,
            low,
            high,
        } => format!(
            "found {}; expected {} from {low} to {high}",
            quoted(found),
            integer(*what)
        ),
        ValueProblem::Fraction { found, what } => format!(
            "found {}; expected {} without a fraction",
            quoted(found),
            integer(*what)
        ),
        ValueProblem::QuotedNumber(number) => {
            format!("found the text \"{number}\"; write the number without quotes: {number}")
        }
        ValueProblem::NegativeSize { width, height } => {
            format!("found [{width}, {height}]; a width and a height are at least 0")
        }
        ValueProblem::Time { found, error } => format!("found {}; {error}", quoted(found)),
        ValueProblem::PortRange(error) => error.to_string(),
        ValueProblem::ReversedShares { first, second } => format!(
            "found [{}, {}]; write the smaller share first",
            quoted(first),
            quoted(second)
        ),
        ValueProblem::Prefix(problem) => problem.to_string(),
        ValueProblem::ClearedBits { found, prefix } => {
            format!("`{found}` has bits set after its prefix; it is read as {prefix}")
        }
        ValueProblem::Rule { rule, error } => format!("in `{rule}`: {error}"),
    }
}

impl std::fmt::Display for PrefixProblem {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::BareAddress(address) => {
                let length = if address.is_ipv4() { 32 } else { 128 };
                write!(
                    formatter,
                    "found an address without a prefix length; write {address}/{length}"
                )
            }
            Self::NoSlash(found) => write!(
                formatter,
                "found `{found}`; expected a CIDR, as 10.0.0.0/8 or 2001:db8::/32"
            ),
            Self::NotAnAddress(found) => write!(
                formatter,
                "found `{found}`, but the part before `/` is not an address; expected a CIDR, as 10.0.0.0/8"
            ),
            Self::Length { found, longest } => write!(
                formatter,
                "found `{found}`; the prefix length after `/` is a number from 0 to {longest}"
            ),
            Self::NotIpv4(prefix) => write!(formatter, "found {prefix}; expected an IPv4 CIDR"),
            Self::NotIpv6(prefix) => write!(formatter, "found {prefix}; expected an IPv6 CIDR"),
        }
    }
}

const fn integer(what: IntegerKind) -> &'static str {
    match what {
        IntegerKind::Port => "a port",
        IntegerKind::Number => "a whole number",
    }
}

/// What is expected. A text that was found is in quotes already, so they are not mentioned.
fn expected(expected: &Expected, is_text: bool) -> String {
    let fixed = match expected {
        Expected::Object => "an object `{ … }`",
        Expected::List => "a list `[ … ]`",
        Expected::Text => "text in quotes",
        Expected::Id => "a name in quotes",
        Expected::Reference => "the name of something in this file",
        Expected::TwoVpcs => "the names of two VPCs, as [\"a\", \"b\"]",
        Expected::GroupNames => "the names of security groups, as [\"sg-web\"]",
        Expected::Flag => "true or false",
        Expected::Share => "a share from 0 to 1 with at most six decimals, as 0.05",
        Expected::ShareRange => "the smallest and the largest share, as [0.40, 0.50]",
        Expected::Seconds => "a number of seconds, as 0.25",
        Expected::Position => "two whole numbers, as [48, 150]",
        Expected::Size => "a width and a height, as [490, 220]",
        Expected::PortRange => "the lowest and the highest port, as [49152, 65535]",
        Expected::Version => {
            "`\"portcullis\": 1`, which marks the file as a scenario and names its format"
        }
        Expected::Integer(IntegerKind::Port) => "a port from 1 to 65535",
        Expected::Integer(what) => integer(*what),
        Expected::NameOf(expected) => return format!("the name of {}", kinds(expected)),
        Expected::Choice(words) => return alternatives(words),
        Expected::Notation(notation) => return self::notation(*notation, is_text),
    };
    fixed.to_owned()
}

fn notation(notation: Notation, is_text: bool) -> String {
    let (what, example) = match notation {
        Notation::Ipv4 => ("an IPv4 address", "10.0.0.5"),
        Notation::Ipv6 => ("an IPv6 address", "2001:db8::5"),
        Notation::Cidr => ("a CIDR", "0.0.0.0/0"),
        Notation::Ipv4Cidr => ("an IPv4 CIDR", "10.0.1.0/24"),
        Notation::Ipv6Cidr => ("an IPv6 CIDR", "2001:db8::/64"),
        Notation::Service => ("a protocol and a port", "`tcp 22` or `udp 53`"),
        Notation::Destination => ("the name of a host, or an IP address", "203.0.113.10"),
        Notation::RouteTarget => ("the name of a gateway, or `blackhole`", "`igw`"),
        Notation::GroupRule => ("a rule", "`tcp 22 from 0.0.0.0/0`"),
        Notation::AclRule => ("a rule", "`100 allow tcp 22 from 0.0.0.0/0`"),
        Notation::BlockedBy => (
            "a gate, `inbound` or `outbound`, and a rule",
            "`acl-public outbound *`",
        ),
        Notation::Outcome => ("how the flow ends", "`connected`"),
    };
    let quotes = if is_text { "" } else { " in quotes" };
    format!("{what}{quotes}, as {example}")
}

pub(super) fn member(problem: &MemberProblem) -> String {
    match problem {
        MemberProblem::Missing(what) => format!("is missing; expected {}", expected(what, true)),
        MemberProblem::Unknown { near } => {
            let hint = near
                .as_ref()
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("this release does not know this member: it is kept, but has no effect{hint}")
        }
        MemberProblem::Twice => "is written twice; write it once".into(),
        MemberProblem::BesideCidr => "found `cidr` and `cidrs`; write one of the two".into(),
        MemberProblem::PeeringCount(count) => format!(
            "found a list of {count}; expected {}",
            expected(&Expected::TwoVpcs, true)
        ),
        MemberProblem::NoAction => {
            format!("found no action; expected exactly one of {}", actions())
        }
        MemberProblem::UnknownAction { found, near } => format!(
            "found `{found}`, which is not an action; {}",
            meant(near.as_deref(), || format!("expected exactly one of {}", actions()))
        ),
        MemberProblem::SeveralActions(actions) => format!(
            "found `{}`; an entry has one action, so write an entry for each",
            actions.join("` and `")
        ),
        MemberProblem::NoShares => {
            "found an empty object; expected at least one outcome with its share, as \"connected\": [0.40, 0.50]".into()
        }
        MemberProblem::UnknownOutcome { found, near } => format!(
            "found `{found}`, which is not an outcome; {}",
            meant(*near, || format!(
                "expected {}",
                alternatives(&Outcome::ALL.map(Outcome::name))
            ))
        ),
    }
}

fn actions() -> String {
    alternatives(&crate::scenario::ACTIONS)
}
