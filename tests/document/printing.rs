//! Printing: the canonical text of a document.

use portcullis::scenario::Scenario;

use crate::samples::{BASE, EXAMPLE, changed, read};

/// One member of the base document, before parsing and after printing.
fn printed(changes: &[(&str, &str)], pointer: &str) -> Option<String> {
    let value = read(&changed(changes)).to_value();
    value.pointer(pointer).map(ToString::to_string)
}

#[test]
fn explicit_defaults_vanish() {
    for (pointer, default) in [
        ("/seed", "0"),
        ("/title", "\"\""),
        ("/settings/latency", "0.010"),
        ("/settings/non_syn", "\"loose\""),
        ("/settings/related_icmp", "\"aws\""),
        ("/settings/loss", "0"),
        ("/subnets/0/acl", "\"prod.default-acl\""),
        ("/subnets/0/routes", "\"prod.main\""),
        ("/route_tables/0/routes", "[]"),
        ("/hosts/2/groups", "[\"prod.default\"]"),
        ("/hosts/0/os", "\"linux\""),
        ("/hosts/0/listen", "[]"),
        ("/hosts/0/ports", "{}"),
        (
            "/hosts/0/ports",
            r#"{ "algorithm": "os", "range": [32768, 60999], "reserved": [], "time_wait": 60, "reuse_time_wait": false }"#,
        ),
        (
            "/hosts/1/timeouts",
            r#"{ "tcp": 432000, "udp": 30, "udp_stream": 180.0 }"#,
        ),
        (
            "/security_groups/0/outbound",
            r#"["all to 0.0.0.0/0", "all to ::/0"]"#,
        ),
        ("/security_groups/1/outbound", r#"["all to 0.0.0.0/0"]"#),
        ("/security_groups/1/inbound", "[]"),
        ("/network_acls/0/outbound", "[]"),
        ("/prefix_lists/0/cidrs", "[]"),
        ("/script/0/at", "0"),
        ("/script/5/open/request", "0"),
        ("/script/5/open/response", "0"),
        ("/script/5/open/every", "0.0"),
        ("/script/5/open/close", "\"client\""),
        ("/script/2/send/count", "1"),
        ("/script/2/send/delay", "0"),
        ("/script/3/ping/count", "1"),
        ("/script/3/ping/every", "1"),
        ("/script/1/data/side", "\"client\""),
    ] {
        assert_eq!(
            printed(&[(pointer, default)], pointer),
            None,
            "{pointer} {default}"
        );
    }
}

#[test]
fn a_value_that_only_looks_like_a_default_stays() {
    for (pointer, written) in [
        ("/security_groups/0/outbound", "[]"),
        ("/security_groups/0/outbound", r#"["all to 0.0.0.0/0"]"#),
        (
            "/security_groups/1/outbound",
            r#"["all to 0.0.0.0/0 # on purpose"]"#,
        ),
        ("/hosts/0/ports", r#"{"range":[32768,61000]}"#),
        ("/script/2/send/response", "0"),
        ("/script/5/open/count", "1"),
        ("/settings/conntrack_max", "0"),
        ("/settings/latency", "0"),
        ("/hosts/1/groups", r#"["sg-web","prod.default"]"#),
    ] {
        assert_eq!(
            printed(&[(pointer, written)], pointer).as_deref(),
            Some(written),
            "{pointer}"
        );
    }
}

#[test]
fn an_idle_timeout_is_a_default_of_its_network_card() {
    let nitro = ("/hosts/1/nitro", "\"v6\"");
    let timeouts = "/hosts/1/timeouts";
    assert_eq!(
        printed(&[nitro, (timeouts, r#"{"tcp":350}"#)], timeouts),
        None
    );
    let long = r#"{"tcp":432000}"#;
    assert_eq!(
        printed(&[nitro, (timeouts, long)], timeouts).as_deref(),
        Some(long)
    );
}

#[test]
fn an_entry_that_equals_a_default_of_its_vpc_vanishes() {
    for (list, entry) in [
        (
            "security_groups",
            r#"{ "id": "test.default", "vpc": "test", "inbound": ["all from self"] }"#,
        ),
        (
            "network_acls",
            r#"{ "id": "test.default-acl", "vpc": "test", "inbound": ["100 allow all from 0.0.0.0/0"], "outbound": ["100 allow all to 0.0.0.0/0"] }"#,
        ),
        ("route_tables", r#"{ "id": "test.main", "vpc": "test" }"#),
    ] {
        let pointer = format!("/{list}/-");
        assert_eq!(read(&changed(&[(&pointer, entry)])), read(BASE), "{entry}");
    }
}

#[test]
fn prefixes_and_rules_have_one_spelling() {
    for (pointer, written, canonical) in [
        ("/vpcs/1/cidr", "\"10.1.9.9/16\"", "\"10.1.0.0/16\""),
        ("/vpcs/1/cidrs", "[\"10.1.0.0/16\"]", "\"10.1.0.0/16\""),
        ("/vpcs/0/ipv6", "\"2001:0DB8:0::/56\"", "\"2001:db8::/56\""),
        ("/hosts/1/listen/0", "\"tcp  80\"", "\"tcp 80\""),
        ("/settings/loss", "5e-2", "0.05"),
        ("/settings/loss", "1.0", "1"),
        ("/script/1/at", "1.500", "1.5"),
        ("/hosts/0/pos", "[48.0, -1e1]", "[48,-10]"),
        (
            "/network_acls/0/inbound/0",
            "\"0100 allow 6 0-65535 from 100.68.0.18/18\"",
            "\"100 allow tcp from 100.68.0.0/18\"",
        ),
        (
            "/script/4/add_rule/rule",
            "\" 58 any from ::/0 #\"",
            "\"icmpv6 from ::/0\"",
        ),
    ] {
        let mut document: serde_json::Value = serde_json::from_str(BASE).unwrap();
        if pointer == "/vpcs/1/cidrs" {
            document["vpcs"][1].as_object_mut().unwrap().remove("cidr");
            document["subnets"].as_array_mut().unwrap().pop();
        }
        let (parent, key) = pointer.rsplit_once('/').unwrap();
        let value = serde_json::from_str(written).unwrap();
        match document.pointer_mut(parent).unwrap() {
            serde_json::Value::Object(members) => drop(members.insert(key.to_owned(), value)),
            list => list[key.parse::<usize>().unwrap()] = value,
        }
        let value = read(&document.to_string()).to_value();
        let printed = value
            .pointer(pointer.trim_end_matches('s'))
            .or(value.pointer(pointer));
        assert_eq!(
            printed.map(ToString::to_string).as_deref(),
            Some(canonical),
            "{pointer}"
        );
    }
}

#[test]
fn unknown_members_are_kept_where_they_were_and_in_their_order() {
    let text = changed(&[
        ("/zeta", "[1.50, null]"),
        ("/alpha", r#"{ "b": 1, "a": 2 }"#),
        ("/hosts/0/color", "\"red\""),
        ("/hosts/0/ports", r#"{ "later": true }"#),
        ("/hosts/1/timeouts", r#"{ "icmp": 30 }"#),
        ("/route_tables/0/routes/0/note", "1"),
        ("/settings/jitter", "0.5"),
        ("/script/0/label", "\"x\""),
        ("/script/0/open/mss", "1460"),
        ("/script/4/add_rule/who", "\"me\""),
        ("/expect/0/why", "\"so\""),
    ]);
    let parsed = Scenario::from_json(&text).unwrap();
    let places: Vec<&str> = parsed
        .warnings
        .iter()
        .map(|found| found.place.as_str())
        .collect();
    assert_eq!(
        places,
        [
            "route_tables[0].routes[0].note",
            "hosts[0].ports.later",
            "hosts[0].color",
            "hosts[1].timeouts.icmp",
            "settings.jitter",
            "script[0].open.mss",
            "script[0].label",
            "script[4].add_rule.who",
            "expect[0].why",
            "zeta",
            "alpha",
        ]
    );
    let printed = parsed.scenario.to_json_compact();
    assert!(
        printed.ends_with(r#""zeta":[1.50,null],"alpha":{"b":1,"a":2}}"#),
        "{printed}"
    );
    assert!(
        printed.contains(
            r#"{"id":"laptop","ip":"203.0.113.10","ports":{"later":true},"color":"red"}"#
        )
    );
    assert_eq!(
        Scenario::from_json(&printed).unwrap().scenario,
        parsed.scenario
    );
}

#[test]
fn short_objects_stay_on_one_line() {
    let expected = r#"{
  "portcullis": 1,
  "title": "SFTP through a network ACL that forgot the reply",
  "seed": 7,
  "vpcs": [
    { "id": "vpc", "cidr": "10.0.0.0/16" }
  ],
  "subnets": [
    {
      "id": "public-a",
      "vpc": "vpc",
      "cidr": "10.0.1.0/24",
      "acl": "acl-public",
      "routes": "rtb-public",
      "pos": [496, 76],
      "size": [490, 220]
    }
  ],
"#;
    let printed = read(EXAMPLE).to_json_pretty();
    assert!(printed.starts_with(expected), "{printed}");
    assert!(printed.ends_with("\n}\n"));
    assert_eq!(read(&printed).to_json_pretty(), printed);
}

#[test]
fn shares_are_printed_in_their_order_and_without_needless_zeros() {
    let expectation =
        r#"{ "flow": "many", "outcome": { "refused": [0.250, 1.0], "connected": [0, 0.5] } }"#;
    let printed = read(&changed(&[("/expect/0", expectation)])).to_json_compact();
    let expected =
        r#""expect":[{"flow":"many","outcome":{"refused":[0.25,1],"connected":[0,0.5]}}]}"#;
    assert!(printed.ends_with(expected), "{printed}");
}
