//! Problems with the text as a whole: it is not JSON, or not a scenario.

use super::Found;

/// Why a text is not read at all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FileProblem {
    /// It is longer than the limit.
    TooLong {
        /// Its length in bytes.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// It has no characters but spaces.
    Empty,
    /// It is not JSON. The place is a line and a column.
    Syntax {
        /// The reason as the JSON parser gives it.
        reason: String,
    },
    /// Its values are nested too deep.
    TooDeep,
    /// It is a file of another program.
    Foreign(ForeignFormat),
    /// It is JSON, but not an object.
    NotAnObject(Found),
    /// A later release wrote it.
    Newer {
        /// The version of the format that it needs.
        version: i64,
        /// The version that this release reads.
        newest: u32,
    },
}

/// A format of another program that is recognised, but cannot be imported.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ForeignFormat {
    /// The output of `aws ec2` with this subcommand.
    AwsCli(&'static str),
    /// A `CloudFormation` template.
    CloudFormation,
    /// Terraform configuration, a `.tf` file.
    TerraformConfiguration,
    /// Terraform state.
    TerraformState,
    /// A Terraform plan as JSON.
    TerraformPlan,
    /// A web page.
    Html,
    /// YAML of any other kind.
    Yaml,
}
