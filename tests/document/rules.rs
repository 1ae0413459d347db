//! The rule language: canonical text, the character and the message of each error, completion
//! and the editing of one field.

use portcullis::policy::Direction::{self, Inbound, Outbound};
use portcullis::scenario::rule_language::{Field, Next, RuleForm, RuleSyntax, complete};
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
        ("all 22 from self", Inbound, 4, "`all` covers every port"),
        ("50 22 from self", Inbound, 3, "has no ports"),
        ("tcp 70000 from self", Inbound, 4, "ports are 0 to 65535"),
        ("tcp 22-70000 from self", Inbound, 7, "ports are 0 to 65535"),
        (
            "tcp 25-22 from self",
            Inbound,
            4,
            "write the lower port first",
        ),
        ("tcp 22 - 25 from self", Inbound, 7, "without spaces"),
        ("tcp 22,23 from self", Inbound, 4, "one rule for each"),
        ("tcp ssh from self", Inbound, 4, "write `22`"),
        ("tcp -1 from self", Inbound, 4, "write a port"),
        ("tcp 8/0 from self", Inbound, 4, "an ICMP type and code"),
        (
            "icmp 256 from self",
            Inbound,
            5,
            "ICMP types are numbers from 0 to 255",
        ),
        (
            "icmp 3/256 from self",
            Inbound,
            7,
            "ICMP codes are numbers from 0 to 255",
        ),
        ("icmp 3-4 from self", Inbound, 5, "`3/4`"),
    ] {
        assert_wrong_group_rule(given, direction, at, words);
    }
}

#[test]
fn a_wrong_peer_is_marked_at_its_first_wrong_character() {
    for (given, direction, at, words) in [
        ("tcp 22", Inbound, 6, "`from` is missing"),
        ("tcp 22  # later", Outbound, 6, "`to` is missing"),
        (
            "tcp 22 to self",
            Inbound,
            7,
            "write `from` in an inbound rule",
        ),
        (
            "tcp 22 from self",
            Outbound,
            7,
            "write `to` in an outbound rule",
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
        ("ä 22 from self", Inbound, 0, "write `tcp`, `udp`"),
        ("tcp 22 from stale:", Inbound, 18, "a name starts with"),
        ("tcp 22 from self sg-b", Inbound, 17, "one peer"),
        (
            "100 allow tcp 22 from self",
            Inbound,
            4,
            "only allows, so write",
        ),
        (
            "100 deny tcp 22 from self",
            Inbound,
            4,
            "deny this traffic in a network ACL",
        ),
        (
            "deny tcp 22 from self",
            Inbound,
            0,
            "deny this traffic in a network ACL",
        ),
        (
            "tcp 22 from 0.0.0.0/0, ::/0",
            Inbound,
            21,
            "write two rules",
        ),
        ("tcp 22 to sg-a,sg-b;self", Outbound, 14, "write 3 rules"),
        ("tcp 443, from self", Inbound, 4, "one rule for each"),
        ("udp DOMAIN to self", Outbound, 4, "write `53`"),
    ] {
        assert_wrong_group_rule(given, direction, at, words);
    }
}

fn assert_wrong_group_rule(given: &str, direction: Direction, at: usize, words: &str) {
    let error = parse_group_rule(given, direction).expect_err(given);
    let message = error.problem.to_string();
    assert!(message.contains(words), "{given:?}: {error}");
    assert_eq!(error.at, at, "{given:?}: {error}");
}

#[test]
fn a_wrong_acl_entry_is_marked_at_its_first_wrong_character() {
    for (given, at, words) in [
        ("", 0, "rule number is missing"),
        ("* deny all from 0.0.0.0/0", 0, "default rule"),
        ("0 allow all from 0.0.0.0/0", 0, "from 1 to 32766"),
        ("32767 deny all from 0.0.0.0/0", 0, "from 1 to 32766"),
        ("tcp 22 from 0.0.0.0/0", 0, "start with a rule number"),
        ("100", 3, "write `allow` or `deny`"),
        (
            "100 accept tcp from 0.0.0.0/0",
            4,
            "write `allow` or `deny`",
        ),
        ("100 allow", 9, "protocol is missing"),
        ("100 allow tcp 22 from", 21, "CIDR is missing"),
        ("100 allow tcp 22 from sg-web", 22, "filters by CIDR only"),
        ("100 allow tcp 22 from self", 22, "filters by CIDR only"),
        ("100 allow tcp 22 from 10.0.0.5", 22, "write 10.0.0.5/32"),
        ("100 allow tcp 22 from anywhere", 22, "write 0.0.0.0/0"),
        (
            "100 allow tcp 22 from 0.0.0.0/0, ::/0",
            31,
            "write two rules",
        ),
        ("allow tcp 22 from 0.0.0.0/0", 0, "start with a rule number"),
        ("100 tcp 22 from 0.0.0.0/0", 4, "write `allow` or `deny`"),
    ] {
        let error = parse_acl_entry(given, Inbound).unwrap_err();
        assert!(
            error.problem.to_string().contains(words),
            "{given:?}: {error}"
        );
        assert_eq!(error.at, at, "{given:?}: {error}");
    }
}

#[test]
fn a_caret_is_in_a_word_or_where_the_next_one_comes() {
    use portcullis::net::{Family::V4, Transport::Tcp};
    for (form, text, next, replaced) in [
        (RuleForm::Acl, "|", Next::Number, ""),
        (RuleForm::Acl, "10|0 allow tcp", Next::Number, "100"),
        (RuleForm::Acl, "100 |allow tcp", Next::Action, ""),
        (RuleForm::Acl, "allow |", Next::Protocol, ""),
        (RuleForm::Acl, "100 deny t|cp 22", Next::Protocol, "tcp"),
        (RuleForm::Group, "|", Next::Protocol, ""),
        (RuleForm::Group, "tcp 2|2# x", Next::Ports(Tcp), "22"),
        (RuleForm::Group, "6 |", Next::Ports(Tcp), ""),
        (RuleForm::Group, "icmp |", Next::IcmpType(V4), ""),
        (RuleForm::Group, "all fr|", Next::Preposition, "fr"),
        (RuleForm::Group, "tcp 22 |", Next::Preposition, ""),
        (RuleForm::Group, "tcp from |", Next::Peer, ""),
        (RuleForm::Group, "tcp 22 from 1ö|ü # x", Next::Peer, "1öü"),
        (RuleForm::Group, "tcp from self |", Next::Nothing, ""),
        (RuleForm::Group, "tcp # fr|", Next::Nothing, "fr"),
    ] {
        let caret = text.chars().position(|letter| letter == '|').unwrap();
        let text = text.replace('|', "");
        let found = complete(&text, caret, form);
        assert_eq!(found.next, next, "{text}");
        let word: String = text
            .chars()
            .skip(found.span.start)
            .take(found.span.len())
            .collect();
        assert_eq!(word, replaced, "{text}");
    }
}

#[test]
fn replacing_a_field_keeps_the_rest_as_it_is_written() {
    for (form, text, field, with, expected) in [
        (
            RuleForm::Group,
            "tcp  22 from self#x",
            Field::Ports,
            "443",
            "tcp  443 from self#x",
        ),
        (
            RuleForm::Group,
            "tcp 22 from self # x",
            Field::Ports,
            "",
            "tcp from self # x",
        ),
        (
            RuleForm::Group,
            "tcp from self # x",
            Field::Ports,
            "1-9",
            "tcp 1-9 from self # x",
        ),
        (
            RuleForm::Group,
            "tcp 22 from self # x",
            Field::Peer,
            "",
            "tcp 22 from # x",
        ),
        (
            RuleForm::Group,
            "tcp 22 from #",
            Field::Peer,
            "sg-ä",
            "tcp 22 from sg-ä #",
        ),
        (
            RuleForm::Group,
            "tcp 22 from self # x",
            Field::Comment,
            "",
            "tcp 22 from self",
        ),
        (
            RuleForm::Group,
            "tcp 22 from self#",
            Field::Comment,
            "a\nb",
            "tcp 22 from self # a b",
        ),
        (RuleForm::Group, "", Field::Comment, "later", "# later"),
        (RuleForm::Group, "", Field::Protocol, "tcp", "tcp"),
        (
            RuleForm::Acl,
            "allow all to ::/0",
            Field::Number,
            "7",
            "7 allow all to ::/0",
        ),
        (
            RuleForm::Acl,
            "7 allow all to ::/0",
            Field::Action,
            "deny",
            "7 deny all to ::/0",
        ),
        (
            RuleForm::Acl,
            "7 allow all to ::/0",
            Field::Number,
            "",
            "allow all to ::/0",
        ),
    ] {
        let mut syntax = RuleSyntax::read(text, form);
        syntax.set(field, with);
        assert_eq!(syntax.text(), expected, "{text}: {field:?} {with:?}");
    }
}

#[test]
fn a_port_does_not_become_a_protocol_when_the_protocol_is_removed() {
    let mut syntax = RuleSyntax::read("tcp 22 from self", RuleForm::Group);
    syntax.set(Field::Protocol, "");
    let error = syntax.group_rule(Inbound).unwrap_err();
    assert_eq!(error.at, 0, "{error}");
    syntax.set(Field::Protocol, "udp");
    assert_eq!(syntax.text(), "udp 22 from self");
    assert_eq!(
        syntax.group_rule(Inbound),
        parse_group_rule("udp 22 from self", Inbound)
    );
}
