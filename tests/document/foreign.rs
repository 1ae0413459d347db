//! Files of other programs: each is named as what it is.

use portcullis::scenario::Scenario;

/// The message about a text that is not a scenario.
fn message(text: &str) -> String {
    Scenario::from_json(text)
        .expect_err("this is not a scenario")
        .to_string()
}

#[test]
fn a_file_of_another_program_is_named_and_cannot_be_imported() {
    let plan = r#"{ "format_version": "0.1", "terraform_version": "0.12.21",
        "planned_values": { "root_module": { "resources": [] } }, "resource_changes": [] }"#;
    let shown = r#"{ "format_version": "1.0", "terraform_version": "1.5.0", "values": {} }"#;
    let state =
        r#"{ "version": 4, "terraform_version": "1.5.0", "lineage": "a", "resources": [] }"#;
    let template = r#"{ "AWSTemplateFormatVersion": "2010-09-09", "Resources": {} }"#;
    let bare = r#"{ "Resources": { "VPC": { "Type": "AWS::EC2::VPC" } } }"#;
    let yaml = "AWSTemplateFormatVersion: \"2010-09-09\"\n\nDescription: a VPC\n";
    let bare_yaml = "Resources:\n  VPC:\n    Type: AWS::EC2::VPC\n";
    let instances = r#"{ "Reservations": [{ "Instances": [] }] }"#;
    let queried = r#"[{ "GroupId": "sg-1", "VpcId": "vpc-1", "IpPermissions": [] }]"#;
    for (name, text, what) in [
        (
            "describe-security-groups",
            include_str!("foreign/security-groups.json"),
            "AWS CLI output (`aws ec2 describe-security-groups`)",
        ),
        (
            "describe-network-acls",
            include_str!("foreign/network-acls.json"),
            "AWS CLI output (`aws ec2 describe-network-acls`)",
        ),
        (
            "describe-instances",
            instances,
            "AWS CLI output (`aws ec2 describe-instances`)",
        ),
        (
            "a list by --query",
            queried,
            "AWS CLI output (`aws ec2 describe-security-groups`)",
        ),
        ("JSON template", template, "a CloudFormation template"),
        ("bare JSON template", bare, "a CloudFormation template"),
        ("YAML template", yaml, "a CloudFormation template"),
        ("bare YAML template", bare_yaml, "a CloudFormation template"),
        (
            "configuration",
            include_str!("foreign/network-acls.tf"),
            "a Terraform configuration (`.tf`)",
        ),
        ("plan", plan, "a Terraform plan"),
        ("state file", state, "Terraform state"),
        ("terraform show -json", shown, "Terraform state"),
    ] {
        let expected = format!("this is {what}, not a scenario; this release cannot import it");
        assert_eq!(message(text), expected, "{name}");
    }
}

#[test]
fn a_text_that_is_no_scenario_says_what_it_is() {
    let expected = "expected a scenario, an object that starts with `{ \"portcullis\": 1`";
    for (text, found) in [
        (
            "[1, 2]",
            format!("found a list at the top level; {expected}"),
        ),
        ("7", format!("found 7 at the top level; {expected}")),
        ("\"x\"", format!("found `x` at the top level; {expected}")),
        (
            " \n",
            "the file is empty; expected a scenario, which starts with `{ \"portcullis\": 1`"
                .into(),
        ),
        (
            "<!doctype html>\n<html></html>",
            "this is a web page (HTML), not a scenario; download the file itself".into(),
        ),
        (
            "# hosts\n---\nhosts:\n  - id: a\n",
            "this looks like YAML, not a scenario; a scenario is a JSON file".into(),
        ),
        (
            "portcullis: 1\nhosts: []\n",
            "this looks like YAML, not a scenario; a scenario is a JSON file".into(),
        ),
        (
            "{ \"portcullis\": 1,",
            "line 1, column 18: this is not valid JSON: EOF while parsing a value".into(),
        ),
        (
            "hello",
            "line 1, column 1: this is not valid JSON: expected value".into(),
        ),
    ] {
        assert_eq!(message(text), found, "{text}");
    }
}

#[test]
fn a_scenario_with_a_key_of_another_program_is_a_scenario() {
    let text = r#"{ "portcullis": 1, "Subnets": [], "Resources": {}, "terraform_version": "1" }"#;
    let parsed = Scenario::from_json(text).expect("a scenario with unknown members");
    assert_eq!(parsed.warnings.len(), 3);
}
