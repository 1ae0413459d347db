//! Properties of parsing and printing, for random documents and texts.

use portcullis::policy::Direction;
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
}
