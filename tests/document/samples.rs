//! Sample documents for the tests, and a function that changes one place in them.

use portcullis::scenario::{Problem, Scenario};
use serde_json::Value;

/// The example in the description of the format.
pub(crate) const EXAMPLE: &str = r#"{
  "portcullis": 1,
  "title": "SFTP through a network ACL that forgot the reply",
  "seed": 7,
  "vpcs": [{ "id": "vpc", "cidr": "10.0.0.0/16" }],
  "subnets": [
    { "id": "public-a", "vpc": "vpc", "cidr": "10.0.1.0/24", "acl": "acl-public", "routes": "rtb-public", "pos": [496, 76], "size": [490, 220] }
  ],
  "gateways": [{ "id": "igw", "kind": "internet", "vpc": "vpc" }],
  "route_tables": [{ "id": "rtb-public", "vpc": "vpc", "routes": [{ "to": "0.0.0.0/0", "via": "igw" }] }],
  "hosts": [
    { "id": "laptop", "ip": "203.0.113.10", "os": "linux", "pos": [48, 150] },
    { "id": "sftp", "subnet": "public-a", "ip": "10.0.1.20", "public_ip": "198.51.100.20",
      "groups": ["sg-sftp"], "listen": ["tcp 22"], "pos": [664, 152] }
  ],
  "security_groups": [
    { "id": "sg-sftp", "vpc": "vpc", "inbound": ["tcp 22 from 0.0.0.0/0 # SFTP for everybody"], "outbound": [] }
  ],
  "network_acls": [
    { "id": "acl-public", "vpc": "vpc",
      "inbound": ["100 allow tcp 22 from 0.0.0.0/0"],
      "outbound": ["100 allow tcp 443 to 0.0.0.0/0"] }
  ],
  "script": [
    { "at": 0, "open": { "id": "c1", "from": "laptop", "to": "sftp", "port": 22, "request": 120, "response": 800 } }
  ],
  "expect": [
    { "flow": "c1", "outcome": "timed_out", "blocked_by": "acl-public outbound *" }
  ]
}"#;

/// Two VPCs, one with IPv6, and something of every kind.
pub(crate) const BASE: &str = r#"{
  "portcullis": 1,
  "vpcs": [
    { "id": "prod", "cidr": "10.0.0.0/16", "ipv6": "2001:db8::/56" },
    { "id": "test", "cidr": "10.1.0.0/16" }
  ],
  "subnets": [
    { "id": "front", "vpc": "prod", "cidr": "10.0.1.0/24", "ipv6": "2001:db8::/64" },
    { "id": "back", "vpc": "prod", "cidr": "10.0.2.0/24" },
    { "id": "lab", "vpc": "test", "cidr": "10.1.1.0/28" }
  ],
  "gateways": [
    { "id": "igw", "kind": "internet", "vpc": "prod" },
    { "id": "nat", "kind": "nat", "subnet": "front", "ip": "10.0.1.9", "public_ip": "198.51.100.9" }
  ],
  "route_tables": [
    { "id": "rtb", "vpc": "prod", "routes": [{ "to": "0.0.0.0/0", "via": "igw" }] },
    { "id": "rtb-test", "vpc": "test" }
  ],
  "hosts": [
    { "id": "laptop", "ip": "203.0.113.10" },
    { "id": "web", "subnet": "front", "ip": "10.0.1.20", "public_ip": "198.51.100.20", "groups": ["sg-web"], "listen": ["tcp 80", "udp 53"] },
    { "id": "db", "subnet": "back" }
  ],
  "security_groups": [
    { "id": "sg-web", "vpc": "prod", "inbound": ["tcp 80 from 0.0.0.0/0", "udp 53 from sg-web"] },
    { "id": "sg-test", "vpc": "test" }
  ],
  "network_acls": [
    { "id": "acl", "vpc": "prod", "inbound": ["100 allow all from 0.0.0.0/0"] },
    { "id": "acl-test", "vpc": "test" }
  ],
  "prefix_lists": [{ "id": "offices", "cidrs": ["192.0.2.0/24"] }],
  "settings": { "loss": 0.5 },
  "script": [
    { "at": 0, "open": { "id": "c1", "from": "laptop", "to": "web", "port": 80, "close": "never" } },
    { "at": 1, "data": { "flow": "c1", "side": "server", "bytes": 10 } },
    { "at": 2, "send": { "id": "d1", "from": "laptop", "to": "198.51.100.20", "port": 53 } },
    { "at": 3, "ping": { "id": "p1", "from": "web", "to": "db" } },
    { "at": 4, "add_rule": { "in": "sg-web", "direction": "inbound", "rule": "tcp 443 from offices" } },
    { "at": 5, "open": { "id": "many", "from": "web", "to": "db", "port": 22, "count": 3 } }
  ],
  "expect": [{ "flow": "c1", "outcome": "connected" }]
}"#;

/// The base document with changes: JSON pointers and their new values.
pub(crate) fn changed(changes: &[(&str, &str)]) -> String {
    let mut document: Value = serde_json::from_str(BASE).expect("the base document is JSON");
    for (pointer, text) in changes {
        let value: Value = serde_json::from_str(text).expect("a change is JSON");
        let (parent, key) = pointer
            .rsplit_once('/')
            .expect("a pointer begins with a slash");
        match document.pointer_mut(parent) {
            Some(Value::Object(members)) => drop(members.insert(key.to_owned(), value)),
            Some(Value::Array(items)) if key == "-" => items.push(value),
            Some(Value::Array(items)) => {
                let index: usize = key.parse().expect("a list has indices");
                items[index] = value;
            }
            _ => panic!("{parent} is neither an object nor a list"),
        }
    }
    document.to_string()
}

/// Parses a document that must be valid.
pub(crate) fn read(text: &str) -> Scenario {
    match Scenario::from_json(text) {
        Ok(parsed) => parsed.scenario,
        Err(errors) => panic!("{errors}\n{text}"),
    }
}

/// The problems of a document that must have some.
pub(crate) fn problems(text: &str) -> Vec<Problem> {
    match Scenario::from_json(text) {
        Ok(_) => panic!("this was read without a problem:\n{text}"),
        Err(errors) => errors.problems,
    }
}
