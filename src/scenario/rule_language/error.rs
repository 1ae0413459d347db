//! Why a text is not a rule, as data. `words` makes the sentences.

use std::error::Error;

use super::RuleForm;
use crate::net::{PortRangeError, Protocol};
use crate::policy::{AclAction, Direction};
use crate::scenario::problem::{IdProblem, PrefixProblem};

/// Why a text is not a rule, and where.
///
/// It displays as a sentence and the place, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleError {
    /// The character that is wrong, counted from zero. Where something is missing, the
    /// character before which it belongs.
    pub at: usize,
    /// What is wrong there.
    pub problem: RuleProblem,
}

impl Error for RuleError {}

/// What is wrong with a rule's text, by field.
///
/// It displays as a sentence that says what was found and what to write. `found` is the
/// wrong text, cut if it is long.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RuleProblem {
    /// The number of a network ACL rule.
    Number(NumberProblem),
    /// The action of a network ACL rule.
    Action(ActionProblem),
    /// The protocol.
    Protocol(ProtocolProblem),
    /// Ports of TCP and UDP, or an ICMP type.
    Ports(PortsProblem),
    /// `from` or `to`.
    Preposition(PrepositionProblem),
    /// The source or destination.
    Peer(PeerProblem),
    /// Something between the peer and the comment.
    AfterPeer {
        /// What is written.
        found: String,
    },
}

/// Why a network ACL rule has no valid number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NumberProblem {
    /// There is none.
    Missing {
        /// The word at its place.
        instead: Option<String>,
        /// The direction of the rule.
        direction: Direction,
    },
    /// Not from 1 to [`LARGEST_ACL_NUMBER`](super::LARGEST_ACL_NUMBER).
    Invalid {
        /// What is written.
        found: String,
        /// The direction of the rule.
        direction: Direction,
    },
    /// `*`, the number of the default rule.
    DefaultRule,
    /// Another rule of this direction has it.
    Taken(u16),
}

/// Why the action is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ActionProblem {
    /// There is none.
    Missing {
        /// The word at its place.
        instead: Option<String>,
    },
    /// Neither `allow` nor `deny`.
    Invalid {
        /// What is written.
        found: String,
    },
    /// A security group rule has an action.
    InGroup {
        /// The action.
        action: AclAction,
        /// The direction of the rule.
        direction: Direction,
    },
}

/// Why the protocol is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProtocolProblem {
    /// There is none.
    Missing {
        /// The word at its place.
        instead: Option<String>,
        /// The direction of the rule.
        direction: Direction,
    },
    /// A number above 255.
    TooLarge {
        /// What is written.
        found: String,
    },
    /// `any` or `-1`; the word is `all`.
    Every {
        /// What is written.
        found: String,
    },
    /// No protocol has this name.
    Unknown {
        /// What is written.
        found: String,
        /// The name that is spelled nearly the same.
        nearest: Option<&'static str>,
    },
}

/// Why the ports or the ICMP type are wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PortsProblem {
    /// The protocol has no ports.
    NotAllowed {
        /// What is written.
        found: String,
        /// The protocol; none for `all`.
        protocol: Option<Protocol>,
    },
    /// A port above 65535.
    TooLarge {
        /// What is written.
        found: String,
    },
    /// An ICMP type and code: `8/0`.
    IcmpType {
        /// What is written.
        found: String,
    },
    /// `22,23`
    Several {
        /// What is written.
        found: String,
    },
    /// `22 - 25`
    SpaceInRange,
    /// `25-22`
    Reversed(PortRangeError),
    /// The name of a service.
    ServiceName {
        /// What is written.
        found: String,
        /// The port of the service.
        port: u16,
    },
    /// Anything else that is not a port.
    Invalid {
        /// What is written.
        found: String,
    },
    /// An ICMP type or code above 255.
    IcmpTooLarge {
        /// What is written.
        found: String,
        /// Which of the two.
        part: IcmpPart,
    },
    /// Not an ICMP type.
    IcmpInvalid {
        /// What is written.
        found: String,
    },
}

/// A part of the ICMP type `3/4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IcmpPart {
    /// The `3`.
    Type,
    /// The `4`.
    Code,
}

/// Why the word before the peer is wrong. The direction is the rule's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrepositionProblem {
    /// There is none.
    Missing(Direction),
    /// `to` in an inbound rule, `from` in an outbound one.
    OfOtherDirection(Direction),
    /// Neither `from` nor `to`.
    Invalid {
        /// What is written.
        found: String,
        /// The direction of the rule.
        direction: Direction,
    },
}

/// Why the source or destination is wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PeerProblem {
    /// There is none.
    Missing {
        /// The direction of the rule.
        direction: Direction,
        /// Whose rule it is.
        form: RuleForm,
    },
    /// `any` or `anywhere`: every address has two CIDRs.
    EveryAddress {
        /// What is written.
        found: String,
    },
    /// `0.0.0.0/0, ::/0`
    Several(Vec<String>),
    /// Not a CIDR and not a name.
    Invalid {
        /// What is written.
        found: String,
    },
    /// A name in a network ACL rule.
    NameInAcl {
        /// What is written.
        found: String,
    },
    /// No security group or prefix list has this name.
    Unknown {
        /// What is written.
        found: String,
        /// The name that is spelled nearly the same.
        nearest: Option<String>,
    },
    /// Not a CIDR.
    Cidr(PrefixProblem),
    /// Not a name after `stale:`.
    StaleName(IdProblem),
}

impl PeerProblem {
    /// The problem of a name that no security group and no prefix list has.
    #[must_use]
    pub fn unknown(found: String, nearest: Option<String>) -> Self {
        if nearest.is_none() && means_every_address(&found) {
            Self::EveryAddress { found }
        } else {
            Self::Unknown { found, nearest }
        }
    }
}

/// Words that people write for every address. All but the first two can also be the name
/// of a security group, so in a group's rule they are wrong only if no group has it.
pub(super) fn means_every_address(word: &str) -> bool {
    const WORDS: [&str; 11] = [
        "any",
        "all",
        "anywhere",
        "anywhere-ipv4",
        "anywhere-ipv6",
        "anyone",
        "everyone",
        "everybody",
        "everywhere",
        "internet",
        "world",
    ];
    WORDS.iter().any(|every| every.eq_ignore_ascii_case(word))
}
