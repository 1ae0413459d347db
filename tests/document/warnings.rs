//! Warnings: documents that run although something is probably a mistake.

use portcullis::scenario::Scenario;

use crate::samples::changed;

/// Changes to the base document, a place, and a part of the warning there.
type Case<'a> = (&'a [(&'a str, &'a str)], &'a str, &'a str);

const CASES: [Case<'_>; 18] = [
    (
        &[("/vpcs/1/cidr", "\"10.1.2.3/16\"")],
        "vpcs[1].cidr",
        "is read as 10.1.0.0/16",
    ),
    (
        &[(
            "/network_acls/0/inbound/0",
            "\"9 allow all from 100.68.0.18/18\"",
        )],
        "network_acls[0].inbound[0]",
        "is read as 100.68.0.0/18",
    ),
    (
        &[(
            "/security_groups/0/inbound/-",
            "\"6 80-80 from 0.0.0.0/0 # again\"",
        )],
        "security_groups[0].inbound[2]",
        "the same as inbound[0]",
    ),
    (
        &[("/security_groups/0/inbound/-", "\"udp 53 from self\"")],
        "security_groups[0].inbound[2]",
        "the same as inbound[1]",
    ),
    (
        &[("/security_groups/0/inbound/0", "\"icmp from ::/0\"")],
        "security_groups[0].inbound[0]",
        "write `icmpv6`",
    ),
    (
        &[("/hosts/1/listen/-", "\"tcp 80\"")],
        "hosts[1].listen[2]",
        "twice",
    ),
    (
        &[("/hosts/0/ip", "\"10.0.0.77\"")],
        "hosts[0].ip",
        "is inside VPC `prod`",
    ),
    (
        &[("/prefix_lists/0/cidrs/-", "\"192.0.2.9/24\"")],
        "prefix_lists[0].cidrs[1]",
        "twice",
    ),
    (
        &[("/expect/0/outcome", "\"replied\"")],
        "expect[0].outcome",
        "a TCP flow never ends as `replied`",
    ),
    (
        &[(
            "/expect/0",
            r#"{ "flow": "many", "outcome": { "sent": [0, 1] } }"#,
        )],
        "expect[0].outcome.sent",
        "a TCP flow never ends as `sent`",
    ),
    (
        &[(
            "/expect/0",
            r#"{ "flow": "many", "outcome": { "connected": [0.6, 1], "refused": [0.5, 1] } }"#,
        )],
        "expect[0].outcome",
        "add up to more than 1",
    ),
    (
        &[("/expect/0/blocked_by", "\"acll inbound *\"")],
        "expect[0].blocked_by",
        "did you mean `acl`?",
    ),
    (&[("/color", "1")], "color", "it is kept, but has no effect"),
    (
        &[("/hosts/2/publicip", "\"198.51.100.3\"")],
        "hosts[2].publicip",
        "it is kept, but has no effect; did you mean `public_ip`?",
    ),
    (
        &[("/script/5/open/requst", "10")],
        "script[5].open.requst",
        "did you mean `request`?",
    ),
    (
        &[
            (
                "/hosts/2",
                r#"{ "id": "db", "subnet": "lab", "public_ip": "198.51.100.3" }"#,
            ),
            ("/script/3/ping/to", "\"web\""),
        ],
        "hosts[2].public_ip",
        "VPC `test` has no internet gateway, so 198.51.100.3 is not reachable; add one",
    ),
    (
        &[
            ("/route_tables/0/routes/0/via", "\"nat\""),
            ("/subnets/0/routes", "\"rtb\""),
        ],
        "gateways[1]",
        "routes back to this NAT gateway",
    ),
    (
        &[("/hosts/0/ip", "\"192.168.7.7\"")],
        "hosts[0].ip",
        "is a private address",
    ),
];

#[test]
fn a_warning_names_its_place() {
    assert_warnings(&CASES);
}

#[test]
fn a_quota_is_a_warning_that_names_it() {
    let groups = r#"["sg-web", "g1", "g2", "g3", "g4", "g5"]"#;
    let group = |name: &str| format!(r#"{{ "id": "{name}", "vpc": "prod" }}"#);
    let more = ["g1", "g2", "g3", "g4", "g5"].map(group);
    let mut six: Vec<(&str, &str)> = vec![("/hosts/1/groups", groups)];
    six.extend(
        more.iter()
            .map(|group| ("/security_groups/-", group.as_str())),
    );
    let rules = |count: usize| {
        let rules: Vec<String> = (0..count)
            .map(|port| format!("\"tcp {port} from self\""))
            .collect();
        format!("[{}]", rules.join(","))
    };
    let entries: Vec<String> = (1..=21)
        .map(|number| format!("\"{number} allow all from 0.0.0.0/0\""))
        .collect();
    let entries = format!("[{}]", entries.join(","));
    let addresses: Vec<String> = (0..61)
        .map(|last| format!("\"192.0.2.{last}/32\""))
        .collect();
    let list = format!("[{}]", addresses.join(","));
    let many = rules(999);
    let pair = r#"{ "id": "more", "vpc": "prod", "inbound": ["tcp from self", "udp from self"] }"#;
    let blocks: Vec<String> = (1..=6)
        .map(|block| format!("\"10.{block}.0.0/16\""))
        .collect();
    let vpc = format!(r#"{{ "id": "test", "cidrs": [{}] }}"#, blocks.join(","));
    let routes: Vec<String> = (0..501)
        .map(|block| {
            format!(
                r#"{{ "to": "100.{}.{}.0/24", "via": "igw" }}"#,
                block / 256,
                block % 256
            )
        })
        .collect();
    let routes = format!("[{}]", routes.join(","));
    let cases: [Case<'_>; 7] = [
        (&six, "hosts[1].groups", "AWS's quota is 5"),
        (
            &[("/security_groups/0/inbound", &rules(61))],
            "security_groups[0].inbound",
            "AWS's quota is 60",
        ),
        (
            &[("/network_acls/0/inbound", &entries)],
            "network_acls[0].inbound",
            "AWS's quota is 20",
        ),
        (
            &[
                ("/prefix_lists/0/cidrs", &list),
                ("/security_groups/0/inbound/0", "\"tcp 80 from offices\""),
            ],
            "security_groups[0].inbound",
            "found 62 rules for IPv4",
        ),
        (
            &[
                ("/security_groups/0/inbound", &many),
                ("/security_groups/-", pair),
                ("/hosts/1/groups", r#"["sg-web", "more"]"#),
            ],
            "hosts[1].groups",
            "found 1001 rules in one direction; AWS's quota is 1000",
        ),
        (&[("/vpcs/1", &vpc)], "vpcs[1]", "AWS's quota is 5"),
        (
            &[("/route_tables/0/routes", &routes)],
            "route_tables[0]",
            "AWS's quota is 500",
        ),
    ];
    assert_warnings(&cases);
}

fn assert_warnings(cases: &[Case<'_>]) {
    for (changes, place, words) in cases {
        let warnings = Scenario::from_json(&changed(changes))
            .expect("only warnings")
            .warnings;
        let named = warnings
            .iter()
            .any(|warning| warning.place == *place && warning.message().contains(words));
        assert!(
            named,
            "{changes:?}: expected {place} … {words}\nfound {warnings:#?}"
        );
    }
}

#[test]
fn beyond_two_hundred_the_rest_is_counted() {
    let unknown = |count: usize| {
        let members: Vec<String> = (0..count)
            .map(|number| format!("\"key{number}\": 1"))
            .collect();
        format!(r#"{{ "portcullis": 1, {} }}"#, members.join(","))
    };
    for (count, kept, last) in [
        (200, 200, "key199: this release does not know this member"),
        (201, 201, "and 1 more warning"),
        (300, 201, "and 100 more warnings"),
    ] {
        let warnings = Scenario::from_json(&unknown(count)).unwrap().warnings;
        assert_eq!(warnings.len(), kept);
        assert!(
            warnings[kept - 1].to_string().starts_with(last),
            "{warnings:?}"
        );
    }
    let hosts = vec![r#"{ "id": null }"#; 250].join(",");
    let text = format!(r#"{{ "portcullis": 1, "hosts": [{hosts}] }}"#);
    let errors = Scenario::from_json(&text).unwrap_err();
    assert!(errors.to_string().ends_with("\nand 50 more problems"));
}

#[test]
fn an_entry_before_its_last_flow_opens_is_a_warning() {
    for (at, flow, last) in [
        (8, "many", Some("whose last flow opens at 9 s")),
        (9, "many", None),
        (6, "many.2", Some("whose last flow opens at 7 s")),
        (7, "many.2", None),
    ] {
        let close = format!(
            r#"{{ "at": {at}, "close": {{ "flow": "{flow}", "side": "client", "how": "fin" }} }}"#
        );
        let text = changed(&[("/script/5/open/every", "2"), ("/script/-", &close)]);
        let warnings = Scenario::from_json(&text).unwrap().warnings;
        let found: Vec<_> = warnings
            .iter()
            .filter(|warning| warning.place == "script[6].close.flow")
            .collect();
        assert_eq!(found.len(), usize::from(last.is_some()), "{flow} {at}");
        for (warning, last) in found.iter().zip(last) {
            assert!(warning.message().contains(last), "{warning}");
        }
    }
}
