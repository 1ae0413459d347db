//! The scenario document from outside: what is read, printed and refused.

mod support {
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
}

use portcullis::scenario::Scenario;

#[test]
fn the_example_of_the_format_is_read_and_printed() {
    let parsed = Scenario::from_json(support::EXAMPLE).unwrap();
    assert_eq!(parsed.warnings, []);
    let printed = parsed.scenario.to_json_pretty();
    println!("{printed}");
    let again = Scenario::from_json(&printed).unwrap();
    assert_eq!(again.scenario, parsed.scenario);
    assert_eq!(again.scenario.to_json_pretty(), printed);
}
