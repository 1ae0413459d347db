//! Foreign files: recognises AWS CLI output, `CloudFormation`, Terraform, web pages and YAML.
//!
//! It looks at a few keys or lines that each format always has. A file that it does not
//! recognise gets the ordinary error.

use serde_json::{Map, Value};

use crate::scenario::problem::{FileProblem, ForeignFormat, Found};

/// The list in the output of an `aws ec2` command, and the command.
const AWS_LISTS: [(&str, &str); 18] = [
    ("SecurityGroups", "describe-security-groups"),
    ("SecurityGroupRules", "describe-security-group-rules"),
    ("NetworkAcls", "describe-network-acls"),
    ("RouteTables", "describe-route-tables"),
    ("Subnets", "describe-subnets"),
    ("Vpcs", "describe-vpcs"),
    ("Reservations", "describe-instances"),
    ("NetworkInterfaces", "describe-network-interfaces"),
    ("InternetGateways", "describe-internet-gateways"),
    (
        "EgressOnlyInternetGateways",
        "describe-egress-only-internet-gateways",
    ),
    ("NatGateways", "describe-nat-gateways"),
    ("VpcPeeringConnections", "describe-vpc-peering-connections"),
    ("VpcEndpoints", "describe-vpc-endpoints"),
    ("TransitGateways", "describe-transit-gateways"),
    ("Addresses", "describe-addresses"),
    ("PrefixLists", "describe-managed-prefix-lists"),
    ("FlowLogs", "describe-flow-logs"),
    ("Entries", "get-managed-prefix-list-entries"),
];

/// The id of each element of such a list: `--query` can print the list alone.
const AWS_IDS: [(&str, &str); 8] = [
    ("SecurityGroupRuleId", "describe-security-group-rules"),
    ("NetworkInterfaceId", "describe-network-interfaces"),
    ("InstanceId", "describe-instances"),
    ("NetworkAclId", "describe-network-acls"),
    ("RouteTableId", "describe-route-tables"),
    ("GroupId", "describe-security-groups"),
    ("SubnetId", "describe-subnets"),
    ("VpcId", "describe-vpcs"),
];

/// How the first line of a Terraform block starts.
const TERRAFORM_BLOCKS: [&str; 9] = [
    "resource \"",
    "data \"",
    "module \"",
    "provider \"",
    "variable \"",
    "output \"",
    "locals {",
    "terraform {",
    "moved {",
];

/// Why JSON is not a scenario, if its top level shows it.
pub(super) fn json(value: &Value) -> Option<FileProblem> {
    match value {
        Value::Object(members) if members.contains_key("portcullis") => None,
        Value::Object(members) => object(members).map(FileProblem::Foreign),
        Value::Array(items) => Some(match items.first().and_then(aws_element) {
            Some(command) => FileProblem::Foreign(ForeignFormat::AwsCli(command)),
            None => FileProblem::NotAnObject(Found::List),
        }),
        other => Some(FileProblem::NotAnObject(Found::of(other))),
    }
}

fn object(members: &Map<String, Value>) -> Option<ForeignFormat> {
    let has = |key: &str| members.contains_key(key);
    if has("AWSTemplateFormatVersion") || members.get("Resources").is_some_and(has_aws_types) {
        return Some(ForeignFormat::CloudFormation);
    }
    if has("resource_changes") || has("planned_values") {
        return Some(ForeignFormat::TerraformPlan);
    }
    if has("terraform_version") {
        return Some(ForeignFormat::TerraformState);
    }
    let command = AWS_LISTS.iter().find(|(key, _)| {
        let list = members.get(*key).and_then(Value::as_array);
        list.is_some_and(|list| list.iter().all(Value::is_object))
    });
    command.map(|(_, command)| ForeignFormat::AwsCli(command))
}

/// Whether a resource has a type such as `AWS::EC2::VPC`.
fn has_aws_types(resources: &Value) -> bool {
    let has_type = |resource: &Value| {
        let kind = resource.get("Type").and_then(Value::as_str);
        kind.is_some_and(|kind| kind.starts_with("AWS::"))
    };
    let resources = resources.as_object();
    resources.is_some_and(|resources| resources.values().any(has_type))
}

fn aws_element(element: &Value) -> Option<&'static str> {
    let mut ids = AWS_IDS.iter();
    let found = ids.find(|(key, _)| element.get(*key).is_some());
    found.map(|(_, command)| *command)
}

/// Why a text that is not JSON is not a scenario, if its lines show it.
pub(super) fn text(text: &str) -> Option<FileProblem> {
    if text.trim().is_empty() {
        return Some(FileProblem::Empty);
    }
    if text.trim_start().starts_with('<') {
        return Some(FileProblem::Foreign(ForeignFormat::Html));
    }
    // Only the start of a line counts: comments and descriptions can contain any text.
    let has_line = |starts: &str| text.lines().any(|line| line.starts_with(starts));
    if TERRAFORM_BLOCKS.iter().any(|block| has_line(block)) {
        return Some(FileProblem::Foreign(ForeignFormat::TerraformConfiguration));
    }
    let has_types = text.contains("Type: AWS::") || text.contains("Type: \"AWS::");
    if has_line("AWSTemplateFormatVersion:") || has_line("Resources:") && has_types {
        return Some(FileProblem::Foreign(ForeignFormat::CloudFormation));
    }
    is_yaml(text).then_some(FileProblem::Foreign(ForeignFormat::Yaml))
}

/// Whether the first line that is not a comment is `---`, a list item or a bare `key:`.
fn is_yaml(text: &str) -> bool {
    let mut lines = text.lines().map(str::trim_end);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        let key = line.split_once(':').map(|(key, _)| key);
        let is_key = |key: &str| {
            !key.is_empty()
                && key
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
        };
        line == "---" || line.starts_with("- ") || key.is_some_and(is_key)
    })
}
