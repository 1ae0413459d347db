//! Each field: what is typed, and what the document says then, or why it says the same.

use super::{act, complaint, document, editor, field, set, target};
use portcullis::editor::action::Action;
use portcullis::editor::form::Step;
use portcullis::scenario::Scenario;

#[test]
fn what_is_typed_stands_in_the_document() {
    for (of, key, text, expected) in [
        ("", "title", "Of ours", r#""title":"Of ours""#),
        ("", "notes", "One.\n\nTwo.", r#""notes":"One.\n\nTwo.""#),
        ("", "seed", "7", r#""seed":7"#),
        ("", "settings.latency", "0.02", r#""latency":0.02"#),
        ("", "settings.non_syn", "strict", r#""non_syn":"strict""#),
        (
            "",
            "settings.related_icmp",
            "linux",
            r#""related_icmp":"linux""#,
        ),
        ("", "settings.conntrack_max", "9", r#""conntrack_max":9"#),
        ("", "settings.loss", "0.25", r#""loss":0.25"#),
        ("host web", "name", "www", r#""id":"www","subnet":"public""#),
        ("host web", "name", "www", r#""to":"www""#),
        ("host web", "ip", "10.0.1.21", r#""ip":"10.0.1.21""#),
        (
            "host laptop",
            "ipv6",
            "2001:db8::5",
            r#""ipv6":"2001:db8::5""#,
        ),
        (
            "host db",
            "public_ip",
            "198.51.100.77",
            r#""public_ip":"198.51.100.77""#,
        ),
        ("host db", "os", "windows", r#""os":"windows""#),
        (
            "host web",
            "subnet",
            "private",
            r#""id":"web","subnet":"private","ip":"10.0.2.4""#,
        ),
        (
            "host web",
            "subnet",
            "",
            r#""id":"web","ip":"198.51.100.20""#,
        ),
        (
            "host laptop",
            "subnet",
            "public",
            r#""id":"laptop","subnet":"public","ip":"10.0.1.4""#,
        ),
        (
            "host db",
            "ports.range",
            "40000-40009",
            r#""range":[40000,40009]"#,
        ),
        (
            "host db",
            "ports.range",
            " 40000 – 40009 ",
            r#""range":[40000,40009]"#,
        ),
        (
            "host db",
            "ports.algorithm",
            "random",
            r#""algorithm":"random""#,
        ),
        (
            "host db",
            "ports.reserved",
            "40000, 40002",
            r#""reserved":[40000,40002]"#,
        ),
        ("host db", "ports.time_wait", "30", r#""time_wait":30"#),
        (
            "host db",
            "ports.reuse_time_wait",
            "true",
            r#""reuse_time_wait":true"#,
        ),
        ("host db", "nitro", "v6", r#""nitro":"v6""#),
        (
            "host db",
            "timeouts.tcp",
            "100",
            r#""timeouts":{"tcp":100}"#,
        ),
        (
            "host db",
            "timeouts.udp_stream",
            "90",
            r#""timeouts":{"udp_stream":90}"#,
        ),
        ("vpc prod", "name", "main", r#""id":"public","vpc":"main""#),
        (
            "router prod",
            "name",
            "main",
            r#""id":"public","vpc":"main""#,
        ),
        (
            "vpc prod",
            "cidrs",
            "10.0.0.0/16, 10.1.0.0/16",
            r#""cidrs":["10.0.0.0/16","10.1.0.0/16"]"#,
        ),
        (
            "vpc prod",
            "ipv6",
            "2001:db8::/56",
            r#""ipv6":"2001:db8::/56""#,
        ),
        ("subnet public", "name", "dmz", r#""subnet":"dmz""#),
        (
            "subnet private",
            "cidr",
            "10.0.2.0/23",
            r#""cidr":"10.0.2.0/23""#,
        ),
        (
            "subnet private",
            "acl",
            "edge",
            r#""cidr":"10.0.2.0/24","acl":"edge""#,
        ),
        (
            "subnet public",
            "acl",
            "prod.default-acl",
            r#""cidr":"10.0.1.0/24","routes":"out""#,
        ),
        (
            "subnet private",
            "routes",
            "out",
            r#""cidr":"10.0.2.0/24","routes":"out""#,
        ),
        ("gateway igw", "name", "door", r#""via":"door""#),
        (
            "gateway nat",
            "subnet",
            "private",
            r#""kind":"nat","subnet":"private""#,
        ),
        (
            "gateway nat",
            "public_ip",
            "198.51.100.10",
            r#""public_ip":"198.51.100.10""#,
        ),
        ("routes out", "name", "rtb", r#""routes":"rtb""#),
        (
            "prefixes office",
            "name",
            "hq",
            r#""prefix_lists":[{"id":"hq""#,
        ),
        (
            "group sg-web",
            "name",
            "sg-www",
            r#""tcp 5432 from sg-www""#,
        ),
        ("gate public", "name", "acl-edge", r#""acl":"acl-edge""#),
        ("acl edge", "name", "acl-edge", r#""acl":"acl-edge""#),
        ("flow c1", "name", "fetch", r#""expect":[{"flow":"fetch""#),
        ("flow c1", "at", "0.5", r#"{"at":0.5,"open""#),
        (
            "flow c1",
            "open.from",
            "db",
            r#""from":"db","to":"web","port":443"#,
        ),
        (
            "flow c1",
            "open.to",
            "198.51.100.20",
            r#""to":"198.51.100.20""#,
        ),
        ("flow c1", "open.port", "80", r#""to":"web","port":80"#),
        (
            "flow c1",
            "open.source_port",
            "40000",
            r#""source_port":40000"#,
        ),
        ("flow c1", "open.count", "3", r#""count":3"#),
        ("flow c1", "open.request", "120", r#""request":120"#),
        ("flow c1", "open.close", "never", r#""close":"never""#),
        ("flow c2", "send.every", "0.1", r#""every":0.1"#),
        ("flow c2", "send.delay", "0.1", r#""delay":0.1"#),
        ("flow c2", "send.response", "", r#""to":"db","port":53}"#),
        ("flow c3", "ping.count", "4", r#""count":4"#),
        (
            "flow c1",
            "outcome",
            "timed_out",
            r#"{"flow":"c1","outcome":"timed_out"}"#,
        ),
        (
            "flow c1",
            "blocked_by",
            "edge inbound *",
            r#""blocked_by":"edge inbound *""#,
        ),
        (
            "flow c2",
            "outcome",
            "replied",
            r#"{"flow":"c2","outcome":"replied"}"#,
        ),
    ] {
        let mut editor = editor();
        let before = document(&editor);
        let refused = set(&mut editor, of, key, text);
        let found = document(&editor);
        assert!(
            found.contains(expected),
            "{of}: {key} = {text:?}: {refused:?}\n{found}"
        );
        assert!(!before.contains(expected), "{of}: {key} said so before");
        let whole = editor.scenario();
        let read = Scenario::from_json(&whole.to_json_compact()).map(|parsed| parsed.scenario);
        assert_eq!(read.as_ref(), Ok(whole), "{of}: {key}");
        editor.update(Action::Undo);
        assert_eq!(document(&editor), before, "{of}: {key}, undone");
    }
}

#[test]
fn what_is_refused_says_why_keeps_what_was_typed_and_changes_nothing() {
    for (of, key, text, expected) in [
        ("", "seed", "seven", "expected a whole number"),
        ("", "settings.latency", "-1", "at least 0 seconds"),
        ("", "settings.loss", "2", "a share from 0 to 1"),
        ("host web", "name", "", "empty name"),
        ("host web", "name", "my web", "an id is a letter"),
        ("host web", "name", "db", "the name of something else"),
        ("host web", "ip", "10.0.1", "expected an IPv4 address"),
        ("host web", "ip", "10.0.2.9", "not inside subnet `public`"),
        ("host web", "ip", "10.0.1.1", "AWS"),
        ("host web", "ip", "10.0.1.9", "nat"),
        ("host db", "public_ip", "198.51.100.20", "web"),
        ("host laptop", "ip", "", "needs an `ip`"),
        (
            "host db",
            "ports.range",
            "40000",
            "the lowest and the highest port",
        ),
        ("host db", "ports.range", "9-5", "ends before it begins"),
        ("host db", "ports.reserved", "x", "expected a port"),
        ("host db", "timeouts.tcp", "1", "60"),
        ("vpc prod", "cidrs", "10.0.0.0", "10.0.0.0/32"),
        ("subnet public", "cidr", "10.0.1.0", "10.0.1.0/32"),
        (
            "subnet public",
            "cidr",
            "10.0.3.0/24",
            "would lie outside: web (10.0.1.20), nat (10.0.1.9)",
        ),
        (
            "subnet private",
            "cidr",
            "10.0.2.0/25",
            "1 host would lie outside: job (10.0.2.200)",
        ),
        ("subnet private", "cidr", "10.0.2.0/29", "/16 to /28"),
        (
            "vpc prod",
            "cidrs",
            "10.4.0.0/16",
            "2 subnets would lie outside: public (10.0.1.0/24), private",
        ),
        ("gateway pcx", "vpc-1", "prod", "twice"),
        ("flow c1", "open.port", "http", "expected a port"),
        ("flow c1", "open.to", "nobody", "nobody"),
        ("flow c1", "blocked_by", "edge", "expected a gate"),
        (
            "group sg-web",
            "name",
            "sg-db",
            "the name of something else",
        ),
    ] {
        let mut editor = editor();
        let before = document(&editor);
        let complaint = set(&mut editor, of, key, text);
        let complaint = complaint.unwrap_or_else(|| panic!("{of}: {key} = {text:?}: no complaint"));
        let message = complaint.message;
        assert!(
            message.contains(expected),
            "{of}: {key} = {text:?}: {message}"
        );
        assert!(
            !message.contains('['),
            "{message} speaks of a place in a file"
        );
        assert_eq!(document(&editor), before);
        if !key.starts_with("vpc-") {
            assert_eq!(field(&editor, key).value, text, "{of}: {key}");
        }
        editor.update(Action::Select(target("host job")));
        assert_eq!(super::complaint(&editor), None, "{of}: {key}");
    }
}

#[test]
fn what_is_offered_works() {
    for (of, key, text, offer, expected) in [
        ("host web", "name", "db", "Use db-2", r#""id":"db-2""#),
        (
            "host web",
            "ip",
            "10.0.1.9",
            "Use 10.0.1.4, which is free",
            r#""ip":"10.0.1.4""#,
        ),
        (
            "host web",
            "ip",
            "10.0.2.9",
            "Move it to private",
            r#""subnet":"private","ip":"10.0.2.9""#,
        ),
        (
            "host db",
            "public_ip",
            "198.51.100.20",
            "Use 198.51.100.21, which is free",
            r#""public_ip":"198.51.100.21""#,
        ),
        (
            "subnet private",
            "cidr",
            "10.0.2.0/25",
            "Use 10.0.2.0/24, which holds them",
            r#""cidr":"10.0.2.0/24""#,
        ),
        (
            "subnet private",
            "cidr",
            "10.0.2.0/25",
            "Give them new addresses",
            r#""ip":"10.0.2.4""#,
        ),
        (
            "subnet private",
            "cidr",
            "10.0.6.0/24",
            "Give them new addresses",
            r#""ip":"10.0.6.4""#,
        ),
        (
            "subnet private",
            "cidr",
            "10.0.2.0/29",
            "Use 10.0.2.0/28",
            r#""cidr":"10.0.2.0/28""#,
        ),
        (
            "subnet private",
            "cidr",
            "10.0.1.0/24",
            "Use 10.0.3.0/24",
            r#""cidr":"10.0.3.0/24""#,
        ),
        (
            "vpc prod",
            "cidrs",
            "10.4.0.0/16",
            "Move its 2 subnets along",
            r#""ip":"10.4.2.30""#,
        ),
        (
            "vpc prod",
            "cidrs",
            "10.4.0.0/16",
            "Keep 10.0.0.0/16 beside it",
            r#""cidrs":["10.4.0.0/16","10.0.0.0/16"]"#,
        ),
    ] {
        let mut editor = editor();
        let complaint = set(&mut editor, of, key, text).unwrap();
        let place = complaint
            .offers
            .iter()
            .position(|found| found.starts_with(offer));
        let place = place.unwrap_or_else(|| panic!("{of}: {key} = {text}: {complaint:?}"));
        editor.update(Action::Form {
            of: target(of),
            step: Step::Take(place),
        });
        let found = document(&editor);
        assert!(found.contains(expected), "{of}: {key}: {offer}\n{found}");
        assert_eq!(super::complaint(&editor), None);
    }
}

#[test]
fn lists_grow_and_shrink() {
    let add = |field: &str, text: &str| Step::Add {
        field: field.into(),
        text: text.into(),
    };
    let remove = |field: &str, index| Step::Remove {
        field: field.into(),
        index,
    };
    for (of, step, expected) in [
        (
            "host db",
            add("listen", "tcp 22"),
            r#""listen":["tcp 5432","tcp 22"]"#,
        ),
        ("host web", remove("listen", 0), r#""groups":["sg-web"]}"#),
        (
            "routes out",
            add("route", "192.0.2.0/24 via nat"),
            r#"{"to":"192.0.2.0/24","via":"nat"}]"#,
        ),
        (
            "routes prod.main",
            add("route", "10.9.0.0/16 via pcx"),
            r#""id":"prod.main","vpc":"prod","routes":[{"to":"10.9.0.0/16""#,
        ),
        (
            "routes out",
            remove("route", 1),
            r#""route_tables":[{"id":"out","vpc":"prod"}]"#,
        ),
        (
            "prefixes office",
            add("block", "198.51.100.0/24"),
            r#""cidrs":["192.0.2.0/24","198.51.100.0/24"]"#,
        ),
        (
            "prefixes office",
            remove("block", 0),
            r#""prefix_lists":[{"id":"office"}]"#,
        ),
    ] {
        let mut editor = editor();
        let refused = act(&mut editor, of, step.clone());
        let found = document(&editor);
        assert!(
            found.contains(expected),
            "{of}: {step:?}: {refused:?}\n{found}"
        );
    }
    for (of, step, expected) in [
        (
            "host db",
            add("listen", "ssh"),
            "write a protocol and a port",
        ),
        ("host db", add("listen", "tcp 5432"), "already"),
        ("routes out", add("route", "0.0.0.0/0"), "via"),
        ("routes out", add("route", "192.0.2.0/24 via web"), "web"),
        ("routes out", add("route", "0.0.0.0 via igw"), "0.0.0.0/32"),
        (
            "prefixes office",
            add("block", "198.51.100.7"),
            "198.51.100.7/32",
        ),
    ] {
        let mut editor = editor();
        let before = document(&editor);
        let refused = act(&mut editor, of, step.clone());
        let message = refused
            .map(|complaint| complaint.message)
            .unwrap_or_default();
        assert!(message.contains(expected), "{of}: {step:?}: {message}");
        assert_eq!(document(&editor), before);
    }
}

#[test]
fn buttons_and_checks_do_what_they_say() {
    let check = |name: &str, on| Step::Check {
        field: "groups".into(),
        name: name.into(),
        on,
    };
    let press = |button: &str| Step::Press(button.into());
    for (of, step, expected, selected) in [
        (
            "host db",
            press("give-public"),
            r#""public_ip":"198.51.100.21""#,
            "host db",
        ),
        (
            "host job",
            press("new-group"),
            r#""groups":["sg-job"]"#,
            "group sg-job",
        ),
        (
            "host db",
            check("sg-web", true),
            r#""groups":["sg-db","sg-web"]"#,
            "host db",
        ),
        (
            "host db",
            check("sg-db", false),
            r#""ip":"10.0.2.30","listen""#,
            "host db",
        ),
        (
            "",
            press("new-group lab"),
            r#"{"id":"sg-new","vpc":"lab"}"#,
            "group sg-new",
        ),
        (
            "",
            press("new-acl lab"),
            r#"{"id":"acl-new","vpc":"lab"}"#,
            "acl acl-new",
        ),
        (
            "",
            press("new-table lab"),
            r#"{"id":"rtb-new","vpc":"lab"}"#,
            "routes rtb-new",
        ),
        (
            "",
            press("new-prefixes"),
            r#"{"id":"pl-1","cidrs":["203.0.113.0/24"]}"#,
            "prefixes pl-1",
        ),
        (
            "subnet private",
            press("route nat"),
            r#""routes":[{"to":"0.0.0.0/0","via":"nat"}]"#,
            "subnet private",
        ),
    ] {
        let mut editor = editor();
        let refused = act(&mut editor, of, step.clone());
        let found = document(&editor);
        assert!(
            found.contains(expected),
            "{of}: {step:?}: {refused:?}\n{found}"
        );
        assert_eq!(editor.selected(), target(selected), "{of}: {step:?}");
        editor.update(Action::Undo);
        assert_eq!(document(&editor), document(&super::editor()));
    }
    let mut editor = editor();
    act(&mut editor, "host job", check("prod.default", false));
    assert!(complaint(&editor).is_some(), "the last group stays");
}

#[test]
fn a_renamed_thing_stays_selected() {
    let mut editor = editor();
    set(&mut editor, "host web", "name", "www");
    assert_eq!(editor.selected(), target("host www"));
    set(&mut editor, "flow c1", "name", "fetch");
    assert_eq!(editor.selected(), target("flow fetch"));
}

#[test]
fn everything_has_a_form_and_says_what_it_is() {
    for (of, kind, title) in [
        ("host web", "Host", "web"),
        ("vpc prod", "VPC", "prod"),
        ("router prod", "VPC", "prod"),
        ("subnet public", "Subnet", "public"),
        ("gateway igw", "Internet gateway", "igw"),
        ("gateway nat", "NAT gateway", "nat"),
        ("gateway pcx", "Peering connection", "pcx"),
        ("routes out", "Route table", "out"),
        ("routes prod.main", "Route table", "prod.main"),
        ("prefixes office", "Prefix list", "office"),
        ("flow c1", "TCP connection", "c1"),
        ("flow c2", "UDP datagrams", "c2"),
        ("flow c3", "Ping", "c3"),
        ("group sg-web", "Security group", "sg-web"),
        ("group prod.default", "Security group", "prod.default"),
        ("gate public", "Network ACL", "edge"),
        ("gate private", "Network ACL", "prod.default-acl"),
        ("acl edge", "Network ACL", "edge"),
    ] {
        let mut editor = editor();
        editor.update(Action::Select(target(of)));
        let form = super::form(&editor);
        assert_eq!((form.kind.as_str(), form.title.as_str()), (kind, title));
        let mut keys: Vec<String> = Vec::new();
        for field in form.parts.iter().flat_map(|part| &part.fields) {
            assert!(!field.label.is_empty(), "{of}: {field:?}");
            if !field.key.is_empty() {
                keys.push(field.key.clone());
            }
        }
        let before = keys.len();
        keys.sort();
        keys.dedup();
        assert_eq!(keys.len(), before, "{of}: two fields of one name");
    }
}

#[test]
fn several_things_are_counted() {
    let mut editor = editor();
    editor.update(Action::Select(target("host web")));
    editor.update(Action::AlsoSelect(target("host db").unwrap()));
    editor.update(Action::AlsoSelect(target("subnet public").unwrap()));
    let form = super::form(&editor);
    assert_eq!(
        (form.title.as_str(), form.remove.as_str()),
        ("2 hosts, 1 subnet", "Delete")
    );
    editor.update(Action::Delete);
    assert!(editor.scenario().host("web").is_none());
}
