//! Texts that are not scenarios.

use super::value::quoted;
use crate::scenario::{FileProblem, ForeignFormat};

pub(super) fn sentence(problem: &FileProblem) -> String {
    match problem {
        FileProblem::TooLong { bytes, limit } => {
            format!("found a text of {bytes} bytes; the limit is {limit} bytes")
        }
        FileProblem::Empty => {
            "the file is empty; expected a scenario, which starts with `{ \"portcullis\": 1`".into()
        }
        FileProblem::Syntax { reason } => format!("this is not valid JSON: {reason}"),
        FileProblem::TooDeep => "found a value nested deeper than 127 levels, the limit".into(),
        FileProblem::Foreign(format) => foreign(*format),
        FileProblem::NotAnObject(found) => format!(
            "found {} at the top level; expected a scenario, an object that starts with `{{ \"portcullis\": 1`",
            quoted(found)
        ),
        FileProblem::Newer { version, newest } => format!(
            "this file needs format {version}; this release reads {newest}, so open it with a newer release"
        ),
    }
}

fn foreign(format: ForeignFormat) -> String {
    let what = match format {
        ForeignFormat::AwsCli(command) => format!("AWS CLI output (`aws ec2 {command}`)"),
        ForeignFormat::CloudFormation => "a CloudFormation template".into(),
        ForeignFormat::TerraformConfiguration => "a Terraform configuration (`.tf`)".into(),
        ForeignFormat::TerraformState => "Terraform state".into(),
        ForeignFormat::TerraformPlan => "a Terraform plan".into(),
        ForeignFormat::Html => {
            return "this is a web page (HTML), not a scenario; download the file itself".into();
        }
        ForeignFormat::Yaml => {
            return "this looks like YAML, not a scenario; a scenario is a JSON file".into();
        }
    };
    format!("this is {what}, not a scenario; this release cannot import it")
}
