//! Generates valid documents from numbers. Every member of the format occurs.

use portcullis::scenario::Scenario;
use serde_json::{Map, Value, json};

use crate::samples::read;

/// Numbers that decide choices. After the last number every choice is the first one.
pub(crate) struct Draws {
    numbers: std::vec::IntoIter<u32>,
}

impl Draws {
    pub(crate) fn of(numbers: Vec<u32>) -> Self {
        Self {
            numbers: numbers.into_iter(),
        }
    }

    pub(crate) fn below(&mut self, bound: u32) -> u32 {
        self.numbers.next().unwrap_or(0) % bound
    }

    pub(crate) fn flip(&mut self) -> bool {
        self.below(2) == 1
    }

    pub(crate) fn of_list<'a>(&mut self, list: &[&'a str]) -> &'a str {
        list[self.below(u32::try_from(list.len()).expect("a short list")) as usize]
    }
}

/// A valid document, possibly with explicit defaults.
pub(crate) fn document(draws: &mut Draws) -> Value {
    let mut list: Map<String, Value> = Map::new();
    list.insert("portcullis".into(), json!(1));
    if draws.flip() {
        list.insert("title".into(), json!("A \"title\" # with, marks — and ü"));
        list.insert("notes".into(), json!("one\ntwo\t\\ \u{1F600}"));
        list.insert(
            "seed".into(),
            json!(u64::from(draws.below(1000)) * 18_446_744_073_709),
        );
    }
    let ipv6 = draws.flip();
    let v6 = |prefix: &str| if ipv6 { json!(prefix) } else { Value::Null };
    list.insert("vpcs".into(), json!([
        { "id": "va", "cidr": "10.0.0.0/16", "ipv6": v6("2001:db8::/56"), "pos": [draws.below(99), -5] },
        { "id": "vb", "cidrs": ["10.1.0.0/16", "10.2.0.0/16"], "size": [10, draws.below(99)] },
    ]));
    list.insert("subnets".into(), json!([
        { "id": "sa", "vpc": "va", "cidr": "10.0.1.0/24", "ipv6": v6("2001:db8:0:1::/64"),
          "acl": draws.of_list(&["na", "va.default-acl"]), "routes": draws.of_list(&["ra", "va.main"]) },
        { "id": "sb", "vpc": "vb", "cidr": "10.2.0.0/28" },
    ]));
    list.insert("gateways".into(), json!([
        { "id": "igw", "kind": "internet", "vpc": "va", "pos": [1, 2] },
        { "id": "nat", "kind": "nat", "subnet": "sa", "ip": draws.flip().then_some("10.0.1.9"), "public_ip": "198.51.100.9" },
        { "id": "pcx", "kind": "peering", "vpcs": ["va", "vb"] },
    ]));
    list.insert("route_tables".into(), json!([
        { "id": "ra", "vpc": "va", "routes": [
            { "to": "0.0.0.0/0", "via": draws.of_list(&["igw", "nat", "blackhole"]) },
            { "to": "10.1.0.0/16", "via": "pcx" } ] },
        { "id": "vb.main", "routes": (draws.flip()).then(|| json!([{ "to": "10.0.9.9/16", "via": "pcx" }])) },
    ]));
    list.insert("hosts".into(), hosts(draws, ipv6));
    list.insert("security_groups".into(), json!([
        { "id": "ga", "vpc": "va", "inbound": rules(draws, "from"), "outbound": draws.flip().then(|| rules(draws, "to")) },
        { "id": "gb", "vpc": "vb", "inbound": rules(draws, "from"), "outbound": [], "pos": [3, 4] },
        { "id": "va.default", "vpc": "va", "inbound": [draws.of_list(&["all from self", "all from gb # peer"])],
          "outbound": ["all to 0.0.0.0/0"] },
    ]));
    list.insert("network_acls".into(), json!([
        { "id": "na", "vpc": "va", "inbound": entries(draws, "from"), "outbound": entries(draws, "to") },
    ]));
    list.insert(
        "prefix_lists".into(),
        json!([{ "id": "pl", "cidrs": ["192.0.2.0/24", "2001:db8:9::/48"] }]),
    );
    list.insert("settings".into(), settings(draws));
    let count = draws.flip().then(|| 1 + draws.below(3));
    list.insert("script".into(), script(draws, count));
    let shares = count.map(
        |_| json!({ "flow": "c1", "outcome": { "timed_out": [0.125, 1], "connected": [0, 0.50] } }),
    );
    list.insert("expect".into(), json!([
        { "flow": if count.is_some() { "c1.1" } else { "c1" }, "outcome": draws.of_list(&["connected", "reset"]),
          "blocked_by": draws.flip().then_some("na outbound *") },
        { "flow": "p1", "outcome": "no_reply", "later": draws.below(9) },
        shares.unwrap_or_else(|| json!({ "flow": "p1", "outcome": "replied" })),
    ]));
    if draws.flip() {
        list.insert(
            "future".into(),
            json!({ "z": [1, null, { "y": "x" }], "a": true }),
        );
    }
    without_nulls(Value::Object(list))
}

/// A valid document after parsing.
pub(crate) fn scenario(draws: &mut Draws) -> Scenario {
    read(&document(draws).to_string())
}

fn hosts(draws: &mut Draws, ipv6: bool) -> Value {
    let os = draws.of_list(&["linux", "linux-6.5", "windows", "macos", "freebsd"]);
    let algorithm = draws.of_list(&[
        "os",
        "sequential",
        "random",
        "hash",
        "double_hash",
        "increments",
    ]);
    json!([
        { "id": "out", "ip": "203.0.113.7", "ipv6": ipv6.then_some("2001:db8:ffff::7"), "os": os,
          "ports": { "range": [32768, 60000 + draws.below(2000)], "algorithm": algorithm, "reserved": [40000, 40001],
                     "time_wait": draws.of_list(&["60", "0.5"]).parse::<f64>().ok(), "reuse_time_wait": draws.flip() } },
        { "id": "a", "subnet": "sa", "ip": "10.0.1.20", "ipv6": ipv6.then_some("2001:db8:0:1::20"),
          "public_ip": "198.51.100.20", "groups": [draws.of_list(&["ga", "va.default"])], "listen": ["tcp 22", "udp 53"],
          "nitro": draws.flip().then_some("v6"),
          "timeouts": { "tcp": 350 + draws.below(2), "udp": 30 + draws.below(30), "udp_stream": 180 - draws.below(9) } },
        { "id": "b", "subnet": "sb", "color": draws.flip().then_some("#fff"), "pos": [0, 0] },
    ])
}

fn rules(draws: &mut Draws, word: &str) -> Value {
    let count = draws.below(5);
    let rule = |_| {
        let traffic = draws.of_list(&[
            "all",
            "tcp",
            "tcp 22",
            "6 any",
            "udp 0-65535",
            "udp 53-99",
            "icmp",
            "icmp 8",
            "1 3/4",
            "icmpv6 128/0",
            "50",
            "0",
        ]);
        let peer = draws.of_list(&[
            "0.0.0.0/0",
            "::/0",
            "10.0.0.9/8",
            "ga",
            "gb",
            "pl",
            "self",
            "stale:gone",
            "va.default",
        ]);
        let description = draws.of_list(&["", " # why", "#", " #  a # b "]);
        json!(format!("{traffic} {word} {peer}{description}"))
    };
    (0..count).map(rule).collect()
}

fn entries(draws: &mut Draws, word: &str) -> Value {
    let count = draws.below(5);
    let entry = |index| {
        let action = draws.of_list(&["allow", "deny"]);
        let traffic = draws.of_list(&[
            "all",
            "tcp 1024-65535",
            "udp",
            "17 53",
            "icmp any",
            "58",
            "255",
        ]);
        let cidr = draws.of_list(&["0.0.0.0/0", "::/0", "100.68.0.18/18"]);
        json!(format!(
            "{} {action} {traffic} {word} {cidr}",
            100 * (count - index)
        ))
    };
    (0..count).map(entry).collect()
}

fn settings(draws: &mut Draws) -> Value {
    json!({
        "latency": f64::from(draws.below(3)) / 100.0,
        "non_syn": draws.of_list(&["loose", "strict"]),
        "related_icmp": draws.of_list(&["aws", "linux"]),
        "conntrack_max": draws.flip().then(|| draws.below(9)),
        "loss": f64::from(draws.below(5)) / 4.0,
    })
}

fn script(draws: &mut Draws, count: Option<u32>) -> Value {
    let at = f64::from(draws.below(4000)) / 1000.0;
    let to = draws.of_list(&["a", "198.51.100.20", "2001:db8::1"]);
    json!([
        { "at": at, "open": { "id": "c1", "from": "out", "to": to, "port": 22, "source_port": draws.flip().then_some(5000),
          "count": count, "every": f64::from(draws.below(3)) / 8.0, "request": draws.below(3), "response": draws.below(3) * 999, "close": "never" } },
        { "open": { "id": "c2", "from": "a", "to": "b", "port": 1, "close": draws.of_list(&["client", "server", "reset", "never"]) } },
        { "at": 0.25, "send": { "id": "d1", "from": "out", "to": "a", "port": 53, "count": 1 + draws.below(2), "every": draws.below(2),
          "request": 9, "response": draws.flip().then(|| draws.below(2)), "delay": draws.below(2) } },
        { "at": 0.5, "ping": { "id": "p1", "from": "b", "to": draws.of_list(&["out", "10.2.0.1", "169.254.169.254"]), "count": 1 + draws.below(2), "every": 1 + draws.below(2), "ttl": 3 } },
        { "at": 5, "data": { "flow": "c1", "side": draws.of_list(&["client", "server"]), "bytes": 1 + draws.below(9) } },
        { "at": 6, "close": { "flow": "c1", "side": draws.of_list(&["client", "server"]), "how": draws.of_list(&["fin", "reset"]) } },
        { "at": 6, "listen": { "host": "b", "service": "tcp 80" }, "label": draws.flip().then_some("x") },
        { "at": 7, "unlisten": { "host": "b", "service": "udp 80" } },
        { "at": 8, "add_rule": { "in": "ga", "direction": "inbound", "rule": "tcp 7777 from pl # added" } },
        { "at": 9, "remove_rule": { "in": "ga", "rule": "6 7777 from pl" } },
        { "at": 9, "add_rule": { "in": "va.default-acl", "direction": "outbound", "rule": "7 deny udp to ::/0" } },
        { "at": 10, "set_groups": { "host": "a", "groups": ["ga", "va.default"] } },
        { "at": 11, "set_acl": { "subnet": "sa", "acl": draws.of_list(&["na", "va.default-acl"]) } },
        { "at": 12, "set_routes": { "subnet": "sa", "routes": "va.main" } },
        { "at": 13, "set_timeouts": { "host": "a", "timeouts": { "tcp": draws.of_list(&["60", "350", "432000"]).parse::<u32>().ok() } } },
    ])
}

/// Removes members with the value null, which stands for absent.
fn without_nulls(value: Value) -> Value {
    match value {
        Value::Object(members) => members
            .into_iter()
            .filter(|(key, value)| !value.is_null() || key == "future")
            .map(|(key, value)| (key, without_nulls(value)))
            .collect(),
        Value::Array(items) => items.into_iter().map(without_nulls).collect(),
        plain => plain,
    }
}
