//! Defaults: groups, ACLs, route tables and addresses that a document leaves out.

use portcullis::policy::Direction;
use portcullis::scenario::{
    Addresses, Scenario, print_acl_entry, print_group_rule, usable_addresses,
};

use crate::samples::{BASE, changed, read};

fn outbound(scenario: &Scenario, group: &str) -> Vec<String> {
    let group = scenario.security_group(group).expect("a group");
    let rules = scenario.outbound_rules(&group).into_owned();
    rules
        .iter()
        .map(|rule| print_group_rule(rule, Direction::Outbound))
        .collect()
}

fn entries(scenario: &Scenario, acl: &str) -> Vec<String> {
    let acl = scenario.network_acl(acl).expect("an ACL");
    acl.inbound
        .iter()
        .map(|entry| print_acl_entry(entry, Direction::Inbound))
        .collect()
}

#[test]
fn a_vpc_has_a_default_group_a_default_acl_and_a_main_table() {
    let scenario = read(BASE);
    let group = scenario.security_group("prod.default").unwrap();
    assert_eq!(
        print_group_rule(&group.inbound[0], Direction::Inbound),
        "all from self"
    );
    assert_eq!(
        outbound(&scenario, "prod.default"),
        ["all to 0.0.0.0/0", "all to ::/0"]
    );
    assert_eq!(
        outbound(&scenario, "sg-web"),
        ["all to 0.0.0.0/0", "all to ::/0"]
    );
    assert_eq!(outbound(&scenario, "test.default"), ["all to 0.0.0.0/0"]);
    assert_eq!(
        entries(&scenario, "prod.default-acl"),
        ["100 allow all from 0.0.0.0/0", "101 allow all from ::/0"]
    );
    assert_eq!(
        entries(&scenario, "test.default-acl"),
        ["100 allow all from 0.0.0.0/0"]
    );
    assert!(scenario.route_table("test.main").unwrap().routes.is_empty());
    assert_eq!(scenario.security_group("front.default"), None);
}

#[test]
fn an_entry_with_the_name_of_a_default_replaces_it() {
    let scenario = read(&changed(&[
        (
            "/security_groups/-",
            r#"{ "id": "prod.default", "outbound": [] }"#,
        ),
        ("/network_acls/-", r#"{ "id": "prod.default-acl" }"#),
    ]));
    assert!(outbound(&scenario, "prod.default").is_empty());
    assert!(
        scenario
            .security_group("prod.default")
            .unwrap()
            .inbound
            .is_empty()
    );
    assert!(entries(&scenario, "prod.default-acl").is_empty());
    let names: Vec<String> = scenario
        .every_security_group()
        .iter()
        .map(|group| group.id.clone())
        .collect();
    assert_eq!(names, ["sg-web", "sg-test", "prod.default", "test.default"]);
}

#[test]
fn hosts_and_subnets_have_the_defaults_of_their_vpc() {
    let scenario = read(BASE);
    let groups = |host: &str| scenario.groups_of_host(scenario.host(host).unwrap());
    assert_eq!(groups("web"), ["sg-web"]);
    assert_eq!(groups("db"), ["prod.default"]);
    assert!(groups("laptop").is_empty());
    let back = scenario.subnet("back").unwrap();
    assert_eq!(scenario.acl_of_subnet(back), "prod.default-acl");
    assert_eq!(scenario.route_table_of_subnet(back), "prod.main");
}

#[test]
fn the_lowest_free_address_is_assigned_and_written_ones_are_kept() {
    let scenario = read(&changed(&[
        ("/gateways/1/ip", "\"10.0.1.5\""),
        (
            "/gateways/-",
            r#"{ "id": "nat-2", "kind": "nat", "subnet": "front", "public_ip": "198.51.100.8" }"#,
        ),
        ("/hosts/-", r#"{ "id": "a", "subnet": "front" }"#),
        (
            "/hosts/-",
            r#"{ "id": "b", "subnet": "front", "ip": "10.0.1.6" }"#,
        ),
        ("/hosts/-", r#"{ "id": "c", "subnet": "front" }"#),
    ]));
    let addresses = Addresses::of(&scenario);
    let host = |id: &str| addresses.host(id).unwrap().ip.unwrap().to_string();
    assert_eq!(
        addresses
            .nat_gateway("nat-2")
            .unwrap()
            .ip
            .unwrap()
            .to_string(),
        "10.0.1.4"
    );
    assert_eq!(
        (host("a"), host("b"), host("c")),
        ("10.0.1.7".into(), "10.0.1.6".into(), "10.0.1.8".into())
    );
    assert_eq!(
        (host("db"), host("laptop")),
        ("10.0.2.4".into(), "203.0.113.10".into())
    );
    let next = |subnet: &str| {
        addresses
            .next_free(scenario.subnet(subnet).unwrap())
            .unwrap()
            .to_string()
    };
    assert_eq!(
        (next("front"), next("lab")),
        ("10.0.1.9".into(), "10.1.1.4".into())
    );
    assert_eq!(usable_addresses(scenario.subnet("lab").unwrap()), 11);
}
