//! The language of rules: what is read, how it prints, and which character is wrong.

use portcullis::policy::Direction::{Inbound, Outbound};
use portcullis::scenario::{parse_acl_entry, parse_group_rule, print_acl_entry, print_group_rule};

#[test]
fn group_rules_print_in_one_form() {
    for (given, direction, printed) in [
        (
            "tcp 22 from 10.0.0.0/8 # admins",
            Inbound,
            "tcp 22 from 10.0.0.0/8 # admins",
        ),
        (
            "  tcp\t22   from 10.1.2.3/8#admins ",
            Inbound,
            "tcp 22 from 10.0.0.0/8 # admins",
        ),
        ("6 22-22 to sg-web", Outbound, "tcp 22 to sg-web"),
        ("17 from pl", Inbound, "udp from pl"),
        ("tcp any to ::/0", Outbound, "tcp to ::/0"),
        ("udp 0-65535 from self", Inbound, "udp from self"),
        ("udp 0-65534 from self", Inbound, "udp 0-65534 from self"),
        ("1 8 from 0.0.0.0/0", Inbound, "icmp 8 from 0.0.0.0/0"),
        (
            "icmp 3/4 from 0.0.0.0/0",
            Inbound,
            "icmp 3/4 from 0.0.0.0/0",
        ),
        (
            "58 any to 2001:DB8::1/128",
            Outbound,
            "icmpv6 to 2001:db8::1/128",
        ),
        ("50 from 10.0.0.5/32 #", Inbound, "50 from 10.0.0.5/32"),
        ("0 from stale:sg-gone", Inbound, "0 from stale:sg-gone"),
        (
            "all to prod.default # a # b",
            Outbound,
            "all to prod.default # a # b",
        ),
    ] {
        let rule = parse_group_rule(given, direction).unwrap();
        assert_eq!(print_group_rule(&rule, direction), printed, "{given}");
        assert_eq!(parse_group_rule(printed, direction), Ok(rule), "{printed}");
    }
}

#[test]
fn acl_entries_print_in_one_form() {
    for (given, direction, printed) in [
        (
            "100 allow tcp 22 from 0.0.0.0/0 # SFTP",
            Inbound,
            "100 allow tcp 22 from 0.0.0.0/0 # SFTP",
        ),
        ("32766 deny all to ::/0", Outbound, "32766 deny all to ::/0"),
        (
            "100 allow 6 1024-65535 to 100.68.0.18/18",
            Outbound,
            "100 allow tcp 1024-65535 to 100.68.0.0/18",
        ),
        (
            "1 allow icmp 255/255 from 0.0.0.0/0",
            Inbound,
            "1 allow icmp 255/255 from 0.0.0.0/0",
        ),
    ] {
        let entry = parse_acl_entry(given, direction).unwrap();
        assert_eq!(print_acl_entry(&entry, direction), printed, "{given}");
        assert_eq!(parse_acl_entry(printed, direction), Ok(entry), "{printed}");
    }
}

#[test]
fn a_wrong_group_rule_is_marked_at_its_first_wrong_character() {
    for (given, direction, at, words) in [
        ("", Inbound, 0, "protocol is missing"),
        ("# nothing", Inbound, 0, "protocol is missing"),
        ("tpc 22 from self", Inbound, 0, "did you mean `tcp`"),
        ("TCP 22 from self", Inbound, 0, "did you mean `tcp`"),
        ("256 from self", Inbound, 0, "0 to 255"),
        ("any from self", Inbound, 0, "write `all`"),
        ("from self", Inbound, 0, "protocol is missing before `from`"),
        ("all 22 from self", Inbound, 4, "covers every port"),
        ("50 22 from self", Inbound, 3, "has no ports"),
        ("tcp 70000 from self", Inbound, 4, "ports go up to 65535"),
        ("tcp 22-70000 from self", Inbound, 7, "ports go up to 65535"),
        (
            "tcp 25-22 from self",
            Inbound,
            4,
            "write the lower port first",
        ),
        ("tcp 22 - 25 from self", Inbound, 7, "without spaces"),
        ("tcp 22,23 from self", Inbound, 4, "one rule for each"),
        ("tcp ssh from self", Inbound, 4, "write a port"),
        ("tcp -1 from self", Inbound, 4, "write a port"),
        ("tcp 8/0 from self", Inbound, 4, "not an ICMP type"),
        (
            "icmp 256 from self",
            Inbound,
            5,
            "type is a number from 0 to 255",
        ),
        (
            "icmp 3/256 from self",
            Inbound,
            7,
            "code is a number from 0 to 255",
        ),
        ("icmp 3-4 from self", Inbound, 5, "`3/4`"),
        ("tcp 22", Inbound, 6, "`from` is missing"),
        ("tcp 22  # later", Outbound, 6, "`to` is missing"),
        ("tcp 22 to self", Inbound, 7, "an inbound rule says `from`"),
        (
            "tcp 22 from self",
            Outbound,
            7,
            "an outbound rule says `to`",
        ),
        ("tcp 22 form self", Inbound, 7, "expected `from`"),
        ("tcp 22 from", Inbound, 11, "peer is missing"),
        ("tcp 22 from 10.0.0.5", Inbound, 12, "write 10.0.0.5/32"),
        (
            "tcp 22 to 2001:db8::5",
            Outbound,
            10,
            "write 2001:db8::5/128",
        ),
        ("tcp 22 from 10.0.0.0/33", Inbound, 12, "from 0 to 32"),
        ("tcp 22 from ::/129", Inbound, 12, "from 0 to 128"),
        ("tcp 22 from 10.0.0/8", Inbound, 12, "not an address"),
        ("tcp 22 from 10.0.0.0/", Inbound, 12, "prefix length"),
        ("tcp 22 from 10.0.0.0/+8", Inbound, 12, "prefix length"),
        ("tcp 22 from any", Inbound, 12, "write 0.0.0.0/0"),
        ("tcp 22 from sg_ä", Inbound, 12, "a peer is"),
        ("ä 22 from self", Inbound, 0, "begins with a protocol"),
        ("tcp 22 from stale:", Inbound, 18, "a name starts with"),
        ("tcp 22 from self sg-b", Inbound, 17, "one peer"),
        ("100 allow tcp 22 from self", Inbound, 4, "only allows"),
    ] {
        let error = parse_group_rule(given, direction).unwrap_err();
        assert!(error.message.contains(words), "{given:?}: {error}");
        assert_eq!(error.at, at, "{given:?}: {error}");
    }
}

#[test]
fn a_wrong_acl_entry_is_marked_at_its_first_wrong_character() {
    for (given, at, words) in [
        ("", 0, "number is missing"),
        ("* deny all from 0.0.0.0/0", 0, "closing entry"),
        ("0 allow all from 0.0.0.0/0", 0, "from 1 to 32766"),
        ("32767 deny all from 0.0.0.0/0", 0, "from 1 to 32766"),
        ("tcp 22 from 0.0.0.0/0", 0, "begins with its number"),
        ("100", 3, "write `allow` or `deny`"),
        (
            "100 accept tcp from 0.0.0.0/0",
            4,
            "write `allow` or `deny`",
        ),
        ("100 allow", 9, "protocol is missing"),
        ("100 allow tcp 22 from", 21, "CIDR is missing"),
        ("100 allow tcp 22 from sg-web", 22, "knows only CIDRs"),
        ("100 allow tcp 22 from self", 22, "knows only CIDRs"),
        ("100 allow tcp 22 from 10.0.0.5", 22, "write 10.0.0.5/32"),
    ] {
        let error = parse_acl_entry(given, Inbound).unwrap_err();
        assert!(error.message.contains(words), "{given:?}: {error}");
        assert_eq!(error.at, at, "{given:?}: {error}");
    }
}
