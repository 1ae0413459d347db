//! Properties of parsing and printing, for random documents and texts.

use portcullis::policy::Direction;
use portcullis::scenario::rule_language::{Field, Next, RuleForm, RuleSyntax, complete};
use portcullis::scenario::{
    Addresses, Codec, Scenario, ViewState, parse_acl_entry, parse_group_rule, print_acl_entry,
    print_group_rule,
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::generator::{Draws, document, scenario};
use crate::property::cases;

/// The invariants of parsing and printing for a parsed document.
fn assert_round_trip(read: &Scenario) -> Result<(), TestCaseError> {
    for printed in [read.to_json_pretty(), read.to_json_compact()] {
        let again = Scenario::from_json(&printed);
        let again = again.map_err(|errors| TestCaseError::fail(format!("{errors}\n{printed}")))?;
        prop_assert_eq!(&again.scenario, read, "{}", printed);
        prop_assert_eq!(again.scenario.to_json_pretty(), read.to_json_pretty());
    }
    Ok(())
}

/// Replaces a random value of the document.
fn mutate(value: &mut Value, draws: &mut Draws) {
    match value {
        Value::Object(members) if !members.is_empty() && draws.below(8) > 0 => {
            let index = draws.below(u32::try_from(members.len()).expect("a small object"));
            let child = members.values_mut().nth(index as usize);
            mutate(child.expect("below its length"), draws);
        }
        Value::Array(items) if !items.is_empty() && draws.below(8) > 0 => {
            let index = draws.below(u32::try_from(items.len()).expect("a short list")) as usize;
            if draws.below(4) == 0 {
                let twin = items[index].clone();
                items.push(twin);
            } else {
                mutate(&mut items[index], draws);
            }
        }
        place => {
            *place = match draws.below(12) {
                0 => Value::Null,
                1 => json!({}),
                2 => json!([]),
                3 => json!(-1),
                4 => json!(4_294_967_296_u64),
                5 => json!(0.5),
                6 => json!(""),
                7 => json!("a"),
                8 => json!("10.0.1.20"),
                9 => json!("va.default"),
                10 => json!("::/0"),
                _ => json!(draws.below(70_000)),
            }
        }
    }
}

fn numbers() -> impl Strategy<Value = Vec<u32>> {
    prop::collection::vec(any::<u32>(), 0..160)
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn a_document_is_read_back_as_it_was(numbers in numbers()) {
        assert_round_trip(&scenario(&mut Draws::of(numbers)))?;
    }

    #[test]
    fn a_document_travels_in_a_link(numbers in numbers(), codec in prop::bool::ANY) {
        let scenario = scenario(&mut Draws::of(numbers));
        let codec = if codec { Codec::Plain } else { Codec::Deflated };
        let link = scenario.link_with(Some("https://example.org/"), codec, &ViewState::default());
        prop_assert_eq!(Scenario::from_link(&link).expect("a link just made").scenario, scenario);
    }

    #[test]
    fn no_two_things_of_a_vpc_get_one_address(numbers in numbers()) {
        let scenario = scenario(&mut Draws::of(numbers));
        let addresses = Addresses::of(&scenario);
        let hosts = scenario.hosts.iter().filter_map(|host| addresses.host(&host.id)?.ip);
        let gateways = scenario.gateways.iter().filter_map(|gateway| addresses.nat_gateway(&gateway.id)?.ip);
        let mut all: Vec<_> = hosts.chain(gateways).collect();
        let count = all.len();
        all.sort();
        all.dedup();
        prop_assert_eq!((count, all.len()), (4, 4));
    }

    #[test]
    fn a_document_with_something_else_in_it_is_read_or_refused(numbers in numbers(), places in prop::collection::vec(any::<u32>(), 1..60)) {
        let mut value = document(&mut Draws::of(numbers));
        let mut draws = Draws::of(places);
        for _ in 0..=draws.below(3) {
            mutate(&mut value, &mut draws);
        }
        match Scenario::from_json(&value.to_string()) {
            Ok(parsed) => assert_round_trip(&parsed.scenario)?,
            Err(errors) => prop_assert!(!errors.problems.is_empty()),
        }
    }

    #[test]
    fn a_text_with_wrong_letters_is_read_or_refused(numbers in numbers(), at in any::<prop::sample::Index>(), length in 0_usize..5, with in "[\\PC\"{}:,0-9-]{0,4}") {
        let mut letters: Vec<char> = document(&mut Draws::of(numbers)).to_string().chars().collect();
        let at = at.index(letters.len());
        let end = (at + length).min(letters.len());
        letters.splice(at..end, with.chars());
        if let Ok(parsed) = Scenario::from_json(&letters.iter().collect::<String>()) {
            assert_round_trip(&parsed.scenario)?;
        }
    }

    #[test]
    fn any_text_at_all_is_refused_without_harm(text in "\\PC*", json in "[\\[\\]{}\":,0-9a-z.e+-]*") {
        prop_assert!(Scenario::from_json(&text).is_err());
        prop_assert!(Scenario::from_json(&json).is_err());
    }

    #[test]
    fn any_text_is_a_rule_that_prints_or_none(text in "\\PC*", words in "((all|tcp|udp|icmp|6|58|99|100|allow|deny|any|22|1-9|8/0|from|to|self|stale:a|::/0|10.0.0.1/8|#|sg) ?){0,8}") {
        for text in [&text, &words] {
            for direction in Direction::BOTH {
                match parse_group_rule(text, direction) {
                    Ok(rule) => {
                        let printed = print_group_rule(&rule, direction);
                        prop_assert_eq!(parse_group_rule(&printed, direction), Ok(rule), "{}", printed);
                    }
                    Err(error) => prop_assert!(error.at <= text.chars().count()),
                }
                match parse_acl_entry(text, direction) {
                    Ok(entry) => {
                        let printed = print_acl_entry(&entry, direction);
                        prop_assert_eq!(parse_acl_entry(&printed, direction), Ok(entry), "{}", printed);
                    }
                    Err(error) => prop_assert!(error.at <= text.chars().count()),
                }
            }
        }
    }

    #[test]
    fn any_part_of_a_rule_can_be_completed(text in "\\PC*", rule in acl_rule(), caret in 0_usize..80) {
        for form in [RuleForm::Group, RuleForm::Acl] {
            for text in [text.as_str(), &rule.join(" ")] {
                let found = complete(text, caret, form);
                prop_assert!(found.span.end <= text.chars().count());
                prop_assert!(found.typed.chars().count() <= found.span.len());
            }
        }
    }

    #[test]
    fn each_word_of_a_rule_is_offered_where_it_is_written(rule in acl_rule(), with_number in any::<bool>()) {
        let (form, words) = if with_number { (RuleForm::Acl, &rule[..]) } else { (RuleForm::Group, &rule[2..]) };
        let mut text = String::new();
        for word in words.iter().filter(|word| !word.is_empty()) {
            let next = complete(&text, text.chars().count(), form).next;
            let fits = match next {
                Next::Number => word.parse::<u16>().is_ok(),
                Next::Action => word == "allow" || word == "deny",
                Next::Protocol => PROTOCOLS.contains(&word.as_str()),
                Next::Ports(_) | Next::IcmpType(_) => word.parse::<u8>().is_ok() || word == "to",
                Next::Preposition => word == "to",
                Next::Peer => word.contains('/'),
                Next::Nothing => word.starts_with('#'),
            };
            prop_assert!(fits, "{next:?} after {text:?}, then {word:?}");
            text.push_str(word);
            text.push(' ');
        }
    }

    #[test]
    fn a_replaced_field_reads_back_and_no_other_one_changes(rule in acl_rule(), with in acl_rule(), field in 0_usize..7) {
        let field = Field::ALL[field];
        let text = rule.join(" ");
        let mut syntax = RuleSyntax::read(&*text, RuleForm::Acl);
        let with = match field {
            Field::Comment => with[6].trim_start_matches(['#', ' ']),
            // A protocol that takes the same ports.
            Field::Protocol => syntax.field(Field::Protocol),
            _ => &with[field as usize],
        }.to_owned();
        let before = syntax.clone();
        syntax.set(field, &with);
        let again = RuleSyntax::read(syntax.text().to_owned(), RuleForm::Acl);
        for each in Field::ALL {
            let expected = if each == field { &with } else { before.field(each) };
            prop_assert_eq!(again.field(each), expected, "{}", syntax.text());
            prop_assert_eq!(syntax.field(each), expected, "{}", syntax.text());
            prop_assert_eq!(syntax.position(each), again.position(each), "{}", syntax.text());
        }
        prop_assert_eq!(again.acl_entry(Direction::Outbound), syntax.acl_entry(Direction::Outbound));
    }
}

const PROTOCOLS: [&str; 6] = ["tcp", "udp", "icmp", "6", "58", "17"];

/// The seven fields of a valid network ACL rule. Ports and comment can be empty.
fn acl_rule() -> impl Strategy<Value = [String; 7]> {
    let ports = prop_oneof![
        Just(String::new()),
        (0_u8..=255).prop_map(|port| port.to_string())
    ];
    let comment = prop_oneof![Just(String::new()), "# [a-z#]{1,6}( [a-z]{1,3})?"];
    (
        1_u16..32_767,
        prop::sample::select(vec!["allow", "deny"]),
        prop::sample::select(PROTOCOLS.to_vec()),
        ports,
        prop::sample::select(vec!["0.0.0.0/0", "::/0", "10.0.0.0/8", "2001:db8::/32"]),
        comment,
    )
        .prop_map(|(number, action, protocol, ports, peer, comment)| {
            let rule = [action, protocol, &ports, "to", peer, &comment].map(str::to_owned);
            let [action, protocol, ports, to, peer, comment] = rule;
            [
                number.to_string(),
                action,
                protocol,
                ports,
                to,
                peer,
                comment,
            ]
        })
}
