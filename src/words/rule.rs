//! Why a text is not a rule: what was found, and what to write instead.
//!
//! A file's reader puts the place before the sentence, the page marks the character above
//! it; so each begins in lower case and ends without a full stop.

use std::fmt::{self, Display, Formatter};

use super::listed;
use crate::policy::{AclAction, Direction, STALE};
use crate::scenario::rule_language::{
    ActionProblem, IcmpPart, NumberProblem, PeerProblem, PortsProblem, PrepositionProblem,
    ProtocolProblem, RuleForm, preposition,
};
use crate::scenario::{LARGEST_ACL_NUMBER, RuleError, RuleProblem};

/// The sentence, and the character that is wrong.
impl Display for RuleError {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} (at character {})", self.problem, self.at + 1)
    }
}

impl Display for RuleProblem {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        let sentence = match self {
            Self::Number(problem) => number(problem),
            Self::Action(problem) => action(problem),
            Self::Protocol(problem) => protocol(problem),
            Self::Ports(problem) => ports(problem),
            Self::Preposition(problem) => before_peer(problem),
            Self::Peer(problem) => return problem.fmt(formatter),
            Self::AfterPeer { found } => format!(
                "found `{found}` after the peer; a rule has one peer, and a comment starts with `#`"
            ),
        };
        formatter.write_str(&sentence)
    }
}

impl Display for PeerProblem {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.write_str(&peer(self))
    }
}

/// A rule that can be copied: `tcp 22 from 0.0.0.0/0`.
fn example(direction: Direction) -> String {
    format!("tcp 22 {} 0.0.0.0/0", preposition(direction))
}

fn number(problem: &NumberProblem) -> String {
    let start = |direction: &Direction| {
        format!(
            "start with a rule number from 1 to {LARGEST_ACL_NUMBER}, as `100 allow {}`",
            example(*direction)
        )
    };
    match problem {
        NumberProblem::Missing {
            instead: None,
            direction,
        } => format!("the rule number is missing; {}", start(direction)),
        NumberProblem::Missing {
            instead: Some(found),
            direction,
        }
        | NumberProblem::Invalid { found, direction } => {
            format!("found `{found}`; {}", start(direction))
        }
        NumberProblem::DefaultRule => format!(
            "found `*`, the default rule that every network ACL has; write a rule number from 1 to {LARGEST_ACL_NUMBER}"
        ),
        NumberProblem::Taken(number) => {
            format!("rule {number} exists already; choose another number")
        }
    }
}

fn action(problem: &ActionProblem) -> String {
    match problem {
        ActionProblem::Missing { instead: None } => {
            "the action is missing; write `allow` or `deny` after the rule number".to_owned()
        }
        ActionProblem::Missing {
            instead: Some(found),
        }
        | ActionProblem::Invalid { found } => {
            format!("found `{found}`; write `allow` or `deny` after the rule number")
        }
        ActionProblem::InGroup {
            action: AclAction::Allow,
            direction,
        } => format!(
            "found `allow`; a security group only allows, so write the rule as `{}`",
            example(*direction)
        ),
        ActionProblem::InGroup {
            action: AclAction::Deny,
            ..
        } => "found `deny`; a security group only allows, so deny this traffic in a network ACL"
            .to_owned(),
    }
}

fn protocol(problem: &ProtocolProblem) -> String {
    match problem {
        ProtocolProblem::Missing {
            instead: None,
            direction,
        } => format!(
            "the protocol is missing; write a rule as `{}`",
            example(*direction)
        ),
        ProtocolProblem::Missing {
            instead: Some(found),
            ..
        } => format!(
            "the protocol is missing before `{found}`; write `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a protocol number"
        ),
        ProtocolProblem::TooLarge { found } => {
            format!("found protocol {found}; protocol numbers are 0 to 255")
        }
        ProtocolProblem::Every { found } => {
            format!("found `{found}`; write `all` for every protocol")
        }
        ProtocolProblem::Unknown {
            found,
            nearest: Some(nearest),
        } => format!("found `{found}`; did you mean `{nearest}`?"),
        ProtocolProblem::Unknown {
            found,
            nearest: None,
        } => format!(
            "found `{found}`; write `tcp`, `udp`, `icmp`, `icmpv6`, `all` or a protocol number"
        ),
    }
}

fn ports(problem: &PortsProblem) -> String {
    match problem {
        PortsProblem::NotAllowed {
            found,
            protocol: None,
        } => format!("found `{found}`; `all` covers every port, so remove it"),
        PortsProblem::NotAllowed {
            found,
            protocol: Some(protocol),
        } => format!("found `{found}`; protocol {protocol} has no ports, so remove it"),
        PortsProblem::TooLarge { found } => {
            format!("found port {found}; ports are 0 to 65535")
        }
        PortsProblem::IcmpType { found } => format!(
            "found `{found}`, an ICMP type and code; TCP and UDP have ports, so write one as `22`"
        ),
        PortsProblem::Several { found } => {
            format!("found `{found}`; a rule has one port or one range, so write one rule for each")
        }
        PortsProblem::SpaceInRange => {
            "found a space before `-`; write a port range without spaces, as `1024-65535`"
                .to_owned()
        }
        PortsProblem::Reversed(error) => error.to_string(),
        PortsProblem::ServiceName { found, port } => {
            format!("found `{found}`; a rule has port numbers, so write `{port}`")
        }
        PortsProblem::Invalid { found } => {
            format!("found `{found}`; write a port, a range as `1024-65535`, or `any`")
        }
        PortsProblem::IcmpTooLarge { found, part } => {
            let part = match part {
                IcmpPart::Type => "types",
                IcmpPart::Code => "codes",
            };
            format!("found `{found}`; ICMP {part} are numbers from 0 to 255")
        }
        PortsProblem::IcmpInvalid { found } => format!(
            "found `{found}`; write an ICMP type as `8`, a type and code as `3/4`, or `any`"
        ),
    }
}

fn before_peer(problem: &PrepositionProblem) -> String {
    match problem {
        PrepositionProblem::Missing(direction) => {
            let word = preposition(*direction);
            format!("`{word}` is missing; continue with `{word} 0.0.0.0/0` or another peer")
        }
        PrepositionProblem::OfOtherDirection(direction) => format!(
            "found `{}`; write `{}` in an {direction} rule",
            preposition(direction.opposite()),
            preposition(*direction)
        ),
        PrepositionProblem::Invalid { found, direction } => {
            format!("found `{found}`; expected `{}`", preposition(*direction))
        }
    }
}

fn peer(problem: &PeerProblem) -> String {
    match problem {
        PeerProblem::Missing { direction, form } => {
            let word = preposition(*direction);
            let what = match form {
                RuleForm::Group => {
                    "the peer is missing after `{word}`; write a CIDR, a security group, a prefix list or `self`"
                }
                RuleForm::Acl => {
                    "the CIDR is missing after `{word}`; write 0.0.0.0/0 for every IPv4 address"
                }
            };
            what.replace("{word}", word)
        }
        PeerProblem::EveryAddress { found } => format!(
            "found `{found}`; write 0.0.0.0/0 for every IPv4 address, ::/0 for every IPv6 address"
        ),
        PeerProblem::Several(peers) => {
            let quoted: Vec<String> = peers.iter().map(|peer| format!("`{peer}`")).collect();
            let rules = match peers.len() {
                2 => "two rules".to_owned(),
                count => format!("{count} rules"),
            };
            format!(
                "found the peers {}; a rule has one peer, so write {rules}",
                listed(&quoted)
            )
        }
        PeerProblem::Invalid { found } => format!(
            "found `{found}`; a peer is a CIDR, the name of a security group or prefix list, or `self`"
        ),
        PeerProblem::NameInAcl { found } => format!(
            "found `{found}`; a network ACL filters by CIDR only, so write one as 10.0.0.0/16"
        ),
        PeerProblem::Unknown {
            found,
            nearest: Some(nearest),
        } => format!("found the unknown peer `{found}`; did you mean `{nearest}`?"),
        PeerProblem::Unknown {
            found,
            nearest: None,
        } => format!(
            "no security group or prefix list is called `{found}`; write `{STALE}{found}` if the rule keeps a deleted group"
        ),
        PeerProblem::Cidr(problem) => problem.to_string(),
        PeerProblem::StaleName(problem) => problem.to_string(),
    }
}
