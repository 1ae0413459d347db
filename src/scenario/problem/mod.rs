//! Problems and warnings of a document, as data: a place, and what is wrong there.
//!
//! Both have one type; the list that holds it says which of the two it is. A place is a
//! path into the file (`hosts[2].ip`), for people who read the text and for the page,
//! which marks the element. `words::problem` makes the sentences: every type here
//! displays as one.

mod address;
mod file;
mod filter;
mod name;
mod network;
mod script;
mod size;
mod value;

use std::error::Error;

pub use address::{AddressProblem, HostProblem};
pub use file::{FileProblem, ForeignFormat};
pub use filter::FilterProblem;
pub use name::{IdProblem, NameKind, NameProblem};
pub use network::{NetworkProblem, RouteProblem};
pub use script::{ExpectProblem, FlowShape, ScriptProblem};
pub use size::{Counted, SizeProblem};
pub use value::{
    Expected, Found, IntegerKind, MemberProblem, Notation, PrefixProblem, ValueProblem,
};

/// How many problems, and how many warnings, are kept. One more entry counts the rest.
const MOST: usize = 200;

/// One problem, or one warning, at one place. It displays as `hosts[2].ip: …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// The place: `security_groups[0].inbound[2]`; empty for the whole document.
    pub place: String,
    /// What is wrong there.
    pub kind: ProblemKind,
}

/// What can be wrong with a document, by topic.
///
/// Names and values that are quoted are cut if they are long. Variants that are only
/// ever warnings say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ProblemKind {
    /// The text as a whole.
    File(FileProblem),
    /// A value of the wrong type, or outside its range.
    Value(ValueProblem),
    /// A member that is missing, unknown or written twice.
    Member(MemberProblem),
    /// A limit is exceeded.
    Size(SizeProblem),
    /// A name that has the wrong form.
    Id(IdProblem),
    /// A name that is taken, or that refers to nothing suitable.
    Name(NameProblem),
    /// An address.
    Address(AddressProblem),
    /// A host's own settings.
    Host(HostProblem),
    /// A VPC, subnet or gateway.
    Network(NetworkProblem),
    /// A route.
    Route(RouteProblem),
    /// Rules of security groups and network ACLs, and prefix lists.
    Filter(FilterProblem),
    /// The script.
    Script(ScriptProblem),
    /// An expectation.
    Expect(ExpectProblem),
    /// The number of further problems, which are not listed.
    MoreProblems(usize),
    /// The number of further warnings, which are not listed.
    MoreWarnings(usize),
}

/// Makes each topic a kind of problem.
macro_rules! topics {
    ($($variant:ident($topic:ty),)*) => {
        $(impl From<$topic> for ProblemKind {
            fn from(problem: $topic) -> Self {
                Self::$variant(problem)
            }
        })*
    };
}

topics! {
    File(FileProblem),
    Value(ValueProblem),
    Member(MemberProblem),
    Size(SizeProblem),
    Id(IdProblem),
    Name(NameProblem),
    Address(AddressProblem),
    Host(HostProblem),
    Network(NetworkProblem),
    Route(RouteProblem),
    Filter(FilterProblem),
    Script(ScriptProblem),
    Expect(ExpectProblem),
}

/// Everything found about a document.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Findings {
    /// What keeps the document from running.
    pub problems: Vec<Problem>,
    /// What is probably a mistake, but runs.
    pub warnings: Vec<Problem>,
    more_problems: usize,
    more_warnings: usize,
}

impl Findings {
    /// Adds a problem. After the first 200 they are only counted.
    pub(super) fn problem(&mut self, place: impl Into<String>, kind: impl Into<ProblemKind>) {
        let problem = Problem {
            place: place.into(),
            kind: kind.into(),
        };
        let (list, more) = (&mut self.problems, &mut self.more_problems);
        add(list, more, problem, ProblemKind::MoreProblems);
    }

    /// Adds a warning. After the first 200 they are only counted.
    pub(super) fn warn(&mut self, place: impl Into<String>, kind: impl Into<ProblemKind>) {
        let warning = Problem {
            place: place.into(),
            kind: kind.into(),
        };
        let (list, more) = (&mut self.warnings, &mut self.more_warnings);
        add(list, more, warning, ProblemKind::MoreWarnings);
    }

    /// Whether further problems are only counted.
    pub(super) fn is_full(&self) -> bool {
        self.problems.len() >= MOST
    }
}

fn add(
    list: &mut Vec<Problem>,
    more: &mut usize,
    problem: Problem,
    rest: fn(usize) -> ProblemKind,
) {
    if list.len() < MOST {
        list.push(problem);
        return;
    }
    *more += 1;
    list.truncate(MOST);
    list.push(Problem {
        place: String::new(),
        kind: rest(*more),
    });
}

/// Why a text is not a scenario: every problem found. It displays as one line for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScenarioErrors {
    /// At least one.
    pub problems: Vec<Problem>,
}

impl Error for ScenarioErrors {}

impl ScenarioErrors {
    pub(super) fn one(place: impl Into<String>, kind: impl Into<ProblemKind>) -> Self {
        let mut findings = Findings::default();
        findings.problem(place, kind);
        Self {
            problems: findings.problems,
        }
    }
}
