//! Problems with a single value or member of the file.

use std::net::IpAddr;

use ipnet::IpNet;
use serde_json::Value;

use super::NameKind;
use crate::net::{PortRangeError, TimeError};
use crate::scenario::id::shortened;
use crate::scenario::rule_language::RuleError;

/// A JSON value as a message quotes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// `null`
    Null,
    /// `true` or `false`
    Flag(bool),
    /// A number, as it is written.
    Number(String),
    /// A text, without its quotes.
    Text(String),
    /// A list.
    List,
    /// An object.
    Object,
}

impl Found {
    pub(in crate::scenario) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(flag) => Self::Flag(*flag),
            Value::Number(number) => Self::Number(shortened(&number.to_string())),
            Value::String(text) => Self::text(text),
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }

    pub(in crate::scenario) fn text(text: &str) -> Self {
        Self::Text(shortened(text))
    }
}

/// Why a value is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ValueProblem {
    /// A value of another type or form.
    Unexpected {
        /// What is written.
        found: Found,
        /// What is right.
        expected: Expected,
    },
    /// A whole number outside its range.
    OutOfRange {
        /// What is written.
        found: Found,
        /// What the number is.
        what: IntegerKind,
        /// The smallest that is allowed.
        low: i64,
        /// The largest that is allowed.
        high: u64,
    },
    /// A number with a fraction where a whole number is expected.
    Fraction {
        /// What is written.
        found: Found,
        /// What the number is.
        what: IntegerKind,
    },
    /// A number in quotes.
    QuotedNumber(String),
    /// A width or height below 0.
    NegativeSize {
        /// The width.
        width: i64,
        /// The height.
        height: i64,
    },
    /// A number that is not a time.
    Time {
        /// What is written.
        found: Found,
        /// Why.
        error: TimeError,
    },
    /// A range of ports that ends before it begins.
    PortRange(PortRangeError),
    /// A range of shares that ends before it begins.
    ReversedShares {
        /// The first share.
        first: Found,
        /// The second, which is smaller.
        second: Found,
    },
    /// A CIDR that cannot be read.
    Prefix(PrefixProblem),
    /// A CIDR with bits after its prefix, which the reader clears. A warning.
    ClearedBits {
        /// What is written.
        found: String,
        /// How it is read.
        prefix: IpNet,
    },
    /// A rule that cannot be read.
    Rule {
        /// The rule.
        rule: String,
        /// Why.
        error: RuleError,
    },
}

/// Why a text is not a CIDR.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrefixProblem {
    /// An address without a prefix length.
    BareAddress(IpAddr),
    /// There is no `/`.
    NoSlash(String),
    /// The part before `/` is not an address.
    NotAnAddress(String),
    /// The part after `/` is not a prefix length.
    Length {
        /// What is written.
        found: String,
        /// The largest prefix length for this kind of address.
        longest: u8,
    },
    /// IPv6 where IPv4 is expected.
    NotIpv4(IpNet),
    /// IPv4 where IPv6 is expected.
    NotIpv6(IpNet),
}

/// What a value should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expected {
    /// An object.
    Object,
    /// A list.
    List,
    /// Any text.
    Text,
    /// The name of the thing itself.
    Id,
    /// The name of something else in the file.
    Reference,
    /// The name of one of these.
    NameOf(&'static [NameKind]),
    /// The names of two VPCs.
    TwoVpcs,
    /// The names of security groups.
    GroupNames,
    /// `true` or `false`.
    Flag,
    /// A whole number.
    Integer(IntegerKind),
    /// A share from 0 to 1.
    Share,
    /// The smallest and the largest share.
    ShareRange,
    /// A number of seconds.
    Seconds,
    /// Two whole numbers.
    Position,
    /// A width and a height.
    Size,
    /// The lowest and the highest port.
    PortRange,
    /// `"portcullis": 1`
    Version,
    /// One of these words.
    Choice(Vec<&'static str>),
    /// A text with a form of its own.
    Notation(Notation),
}

/// Texts that have a form of their own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notation {
    /// `10.0.0.5`
    Ipv4,
    /// `2001:db8::5`
    Ipv6,
    /// `10.0.0.0/8` or `2001:db8::/32`
    Cidr,
    /// `10.0.1.0/24`
    Ipv4Cidr,
    /// `2001:db8::/64`
    Ipv6Cidr,
    /// `tcp 22`
    Service,
    /// The name of a host, or an address.
    Destination,
    /// The name of a gateway, or `blackhole`.
    RouteTarget,
    /// `tcp 22 from 0.0.0.0/0`
    GroupRule,
    /// `100 allow tcp 22 from 0.0.0.0/0`
    AclRule,
    /// `acl-public outbound *`
    BlockedBy,
    /// `connected`, or shares.
    Outcome,
}

/// What a whole number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IntegerKind {
    /// A port.
    Port,
    /// Any other.
    Number,
}

/// Why a member is wrong, regardless of its value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MemberProblem {
    /// It is missing.
    Missing(Expected),
    /// This release does not know it. A warning: it is kept.
    Unknown {
        /// The member that is spelled nearly the same.
        near: Option<String>,
    },
    /// Its object has it twice.
    Twice,
    /// `cidrs` and `cidr` in one VPC.
    BesideCidr,
    /// A peering gateway with this number of VPCs.
    PeeringCount(usize),
    /// A script entry without an action.
    NoAction,
    /// A script entry whose action has an unknown name.
    UnknownAction {
        /// The name.
        found: String,
        /// The action that is spelled nearly the same.
        near: Option<String>,
    },
    /// A script entry with several actions.
    SeveralActions(Vec<String>),
    /// Shares without an outcome.
    NoShares,
    /// A share of an outcome that does not exist.
    UnknownOutcome {
        /// What is written.
        found: String,
        /// The outcome that is spelled nearly the same.
        near: Option<&'static str>,
    },
}
