//! A network with one of everything.

pub(super) const TEXT: &str = r#"{
  "portcullis": 1,
  "title": "World",
  "vpcs": [{ "id": "prod", "cidr": "10.0.0.0/16" }, { "id": "lab", "cidr": "10.9.0.0/16" }],
  "subnets": [
    { "id": "public", "vpc": "prod", "cidr": "10.0.1.0/24", "acl": "edge", "routes": "out" },
    { "id": "private", "vpc": "prod", "cidr": "10.0.2.0/24" },
    { "id": "bench", "vpc": "lab", "cidr": "10.9.1.0/24" }
  ],
  "gateways": [
    { "id": "igw", "kind": "internet", "vpc": "prod" },
    { "id": "nat", "kind": "nat", "subnet": "public", "ip": "10.0.1.9", "public_ip": "198.51.100.9" },
    { "id": "pcx", "kind": "peering", "vpcs": ["prod", "lab"] }
  ],
  "route_tables": [{ "id": "out", "vpc": "prod", "routes": [{ "to": "0.0.0.0/0", "via": "igw" }] }],
  "hosts": [
    { "id": "laptop", "ip": "203.0.113.10" },
    { "id": "web", "subnet": "public", "ip": "10.0.1.20", "public_ip": "198.51.100.20", "groups": ["sg-web"], "listen": ["tcp 443"] },
    { "id": "db", "subnet": "private", "ip": "10.0.2.30", "groups": ["sg-db"], "listen": ["tcp 5432"] },
    { "id": "job", "subnet": "private", "ip": "10.0.2.200" }
  ],
  "security_groups": [
    { "id": "sg-web", "vpc": "prod", "inbound": ["tcp 443 from 0.0.0.0/0"] },
    { "id": "sg-db", "vpc": "prod", "inbound": ["tcp 5432 from sg-web"] }
  ],
  "network_acls": [
    { "id": "edge", "vpc": "prod", "inbound": ["100 allow tcp 443 from 0.0.0.0/0", "110 allow tcp 1024-65535 from 0.0.0.0/0"], "outbound": ["100 allow all to 0.0.0.0/0"] }
  ],
  "prefix_lists": [{ "id": "office", "cidrs": ["192.0.2.0/24"] }],
  "script": [
    { "at": 0, "open": { "id": "c1", "from": "laptop", "to": "web", "port": 443 } },
    { "at": 1, "send": { "id": "c2", "from": "web", "to": "db", "port": 53, "response": 80 } },
    { "at": 2, "ping": { "id": "c3", "from": "web", "to": "db" } }
  ],
  "expect": [{ "flow": "c1", "outcome": "connected" }]
}"#;
