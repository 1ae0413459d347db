//! Limits that a document exceeds.

use crate::scenario::{Counted, SizeProblem};

pub(super) fn sentence(problem: &SizeProblem) -> String {
    match problem {
        SizeProblem::TooMany {
            found,
            counted,
            limit,
        } => format!("found {found} {}; the limit is {limit}", things(*counted)),
        SizeProblem::Flows { found, limit } => format!(
            "found {found} connections, datagrams and pings in all, each `count` included; the limit is {limit}"
        ),
        SizeProblem::Bytes { found, limit } => {
            format!("found {found} bytes of data in all; the limit is {limit}")
        }
        SizeProblem::Seconds { found, limit } => {
            format!("found {found} seconds; the limit is {limit}")
        }
    }
}

const fn things(counted: Counted) -> &'static str {
    match counted {
        Counted::Characters => "characters",
        Counted::Entries => "entries",
        Counted::Blocks => "blocks",
        Counted::Routes => "routes",
        Counted::Groups => "groups",
        Counted::Services => "services",
        Counted::Ports => "ports",
        Counted::Rules => "rules",
        Counted::Prefixes => "prefixes",
        Counted::Bytes => "bytes in one piece",
    }
}
