//! Problems with names: their form, who has them, and what they refer to.

/// What a name can stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NameKind {
    /// A VPC.
    Vpc,
    /// A subnet.
    Subnet,
    /// A gateway.
    Gateway,
    /// A route table.
    RouteTable,
    /// A host.
    Host,
    /// A security group.
    SecurityGroup,
    /// A network ACL.
    NetworkAcl,
    /// A prefix list.
    PrefixList,
    /// A flow of the script.
    Flow,
}

/// Why a text cannot be a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum IdProblem {
    /// It has no characters.
    Empty,
    /// `self`, `all` or `any`, which mean something in rules.
    RuleWord(String),
    /// It is too long.
    TooLong {
        /// Its length in characters.
        length: usize,
        /// The limit.
        limit: usize,
    },
    /// Its first character is not a letter.
    Start(String),
    /// It has a character that names cannot have.
    Character {
        /// The name.
        id: String,
        /// The character.
        character: char,
    },
}

/// Why a name is wrong in this file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameProblem {
    /// A gateway named `local` or `blackhole`, which routes use for something else.
    RouteWord(String),
    /// Something else has the name.
    Taken {
        /// The name.
        id: String,
        /// The place of the other.
        first: String,
    },
    /// A VPC has something of this name without an entry.
    Implied {
        /// The name.
        id: String,
        /// The VPC.
        vpc: String,
        /// What has the name.
        kind: NameKind,
    },
    /// One of several flows gets the name.
    Generated {
        /// The name.
        id: String,
        /// The `open` with a `count`.
        flow: String,
    },
    /// The name of something of another kind.
    WrongKind {
        /// The name.
        name: String,
        /// What it is.
        found: NameKind,
        /// What is expected.
        expected: Vec<NameKind>,
    },
    /// Nothing has the name.
    Unknown {
        /// The name.
        name: String,
        /// What is expected.
        expected: Vec<NameKind>,
        /// The suitable name that is spelled nearly the same.
        near: Option<String>,
    },
    /// A DNS name as the destination of a flow.
    DnsName(String),
    /// Something of another VPC.
    OtherVpc {
        /// The name.
        name: String,
        /// Its VPC.
        owner: String,
        /// The VPC that is expected.
        vpc: String,
    },
    /// No flow has the name.
    UnknownFlow {
        /// The name.
        name: String,
        /// The flow that is spelled nearly the same.
        near: Option<String>,
    },
    /// `c1.9`, but `c1` opens fewer flows.
    NoSuchNumber {
        /// The name.
        name: String,
        /// The `open`.
        flow: String,
        /// How many flows it opens.
        count: u32,
    },
    /// `c1.1`, but `c1` has no `count`.
    NotNumbered {
        /// The name.
        name: String,
        /// The flow.
        flow: String,
    },
    /// Compiling finds nothing of this name. Validation reports it first, with more detail.
    NotCompiled(String),
}
