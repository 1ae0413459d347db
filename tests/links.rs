//! Share links: links of this release and of every earlier one open.
//!
//! `tests/golden/links` holds links that earlier releases made, each beside its document.
//! They must always open, and are never rewritten.

#![cfg(not(target_arch = "wasm32"))]

#[path = "property/mod.rs"]
mod property;

use std::fs;
use std::path::{Path, PathBuf};

use portcullis::net::SimTime;
use portcullis::scenario::{Codec, LinkError, Scenario, ViewState, limits, salvage};
use proptest::prelude::*;

const DOCUMENT: &str = r#"{ "portcullis": 1, "title": "ü & 100 % #1",
  "hosts": [{ "id": "a", "ip": "192.0.2.1" }, { "id": "b", "ip": "192.0.2.2", "listen": ["tcp 22"] }],
  "script": [{ "open": { "id": "c1", "from": "a", "to": "b", "port": 22 } }],
  "expect": [{ "flow": "c1", "outcome": "connected" }] }"#;

fn document() -> Scenario {
    Scenario::from_json(DOCUMENT)
        .expect("the document is good")
        .scenario
}

fn golden(ending: &str) -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/links");
    let entries = fs::read_dir(folder).expect("the folder of golden links");
    let mut files: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| path.extension().is_some_and(|found| found == ending))
        .collect();
    files.sort();
    files
}

#[test]
fn every_link_of_an_earlier_release_opens_its_document() {
    let links = golden("link");
    assert!(links.len() >= 4, "found {links:?}");
    for path in links {
        let link = fs::read_to_string(&path).unwrap();
        let opened = Scenario::from_link(&link)
            .unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        let expected = fs::read_to_string(path.with_extension("json")).unwrap();
        assert_eq!(
            opened.scenario.to_json_pretty(),
            expected,
            "{}",
            path.display()
        );
    }
}

#[test]
fn a_link_opens_as_a_url_as_a_fragment_or_without_the_number_sign() {
    let scenario = document();
    let link = scenario.link(Some("https://example.org/play?x=1#old"));
    let (page, payload) = link.split_once('#').unwrap();
    assert_eq!(page, "https://example.org/play?x=1");
    assert!(payload.starts_with("z1."));
    assert_eq!(scenario.link(None), format!("#{payload}"));
    for form in [
        link.clone(),
        format!("#{payload}"),
        payload.to_owned(),
        format!("  {link}\n"),
    ] {
        assert_eq!(
            Scenario::from_link(&form).unwrap().scenario,
            scenario,
            "{form}"
        );
    }
}

#[test]
fn a_link_can_be_written_by_hand() {
    let opened = Scenario::from_link("#j1.{\"portcullis\":1,%22title%22:\"a%20b\"}").unwrap();
    assert_eq!(opened.scenario.title, "a b");
}

#[test]
fn the_first_view_is_beside_the_document() {
    let view = ViewState {
        t: Some(SimTime::from_millis(1_500)),
        e: Some(3),
        sel: Some("sg-web&#".to_owned()),
    };
    for codec in [Codec::Deflated, Codec::Plain] {
        let link = document().link_with(None, codec, &view);
        assert!(link.ends_with("&t=1.5&e=3&sel=sg-web%26%23"), "{link}");
        let opened = Scenario::from_link(&link).unwrap();
        assert_eq!((opened.scenario, opened.view), (document(), view.clone()));
    }
    let odd = format!("{}&t=soon&e=-1&sel=&new=1&&=&t", document().link(None));
    assert_eq!(
        Scenario::from_link(&odd).unwrap().view,
        ViewState::default()
    );
}

#[test]
fn a_link_that_does_not_open_says_why() {
    let link = document().link(None);
    let cut = &link[..link.len() - 9];
    let mut altered = link.clone();
    altered.replace_range(20..21, "!");
    let length = cut.chars().count();
    for (case, link, expected) in [
        ("nothing", "", LinkError::Empty),
        ("a page alone", "https://example.org/#", LinkError::Empty),
        (
            "a newer codec",
            "#z2.abc",
            LinkError::NewerVersion {
                found: 2,
                newest: 1,
            },
        ),
        (
            "another codec",
            "#q1.abc",
            LinkError::UnknownCodec {
                found: "q1".to_owned(),
            },
        ),
        (
            "an address without a number sign",
            "https://example.org/play?a=1.5&b=/",
            LinkError::Empty,
        ),
        (
            "a line break",
            "q\n1.abc",
            LinkError::UnknownCodec {
                found: "q\n1".to_owned(),
            },
        ),
        (
            "an anchor",
            "https://example.org/#about",
            LinkError::UnknownCodec {
                found: "about".to_owned(),
            },
        ),
        (
            "a letter that is none",
            &altered,
            LinkError::Damaged { at: 20 },
        ),
        ("the end is missing", cut, LinkError::Damaged { at: length }),
        ("half a percent", "#j1.{%2", LinkError::Damaged { at: 5 }),
    ] {
        assert_eq!(expected.to_string().lines().count(), 1, "{case}");
        assert_eq!(Scenario::from_link(link), Err(expected), "{case}");
    }
}

#[test]
fn a_link_without_a_valid_scenario_says_what_is_wrong() {
    for (json, words) in [
        ("{}", "portcullis: is missing"),
        ("{\"portcullis\":2}", "this file needs format 2"),
        ("hello", "this is not valid JSON"),
    ] {
        let error = Scenario::from_link(&format!("#j1.{json}")).unwrap_err();
        assert!(error.to_string().contains(words), "{error}");
    }
}

#[test]
fn a_link_that_inflates_beyond_the_limit_is_refused() {
    let zeros = vec![b' '; limits::TEXT_BYTES + 1];
    let packed = miniz_oxide::deflate::compress_to_vec(&zeros, 9);
    let payload = base64::Engine::encode(&base64::engine::general_purpose::URL_SAFE_NO_PAD, packed);
    assert!(payload.len() < 10_000);
    let limit = limits::TEXT_BYTES;
    assert_eq!(
        Scenario::from_link(&format!("#z1.{payload}")),
        Err(LinkError::TooLarge { limit })
    );
}

#[test]
fn the_readable_start_of_a_damaged_link_is_recovered() {
    let link = document().link(None);
    let saved = salvage(&link[..link.len() - 40]).unwrap();
    assert!(
        saved.starts_with("{\"portcullis\":1,\"title\":\"ü & 100 % #1\""),
        "{saved}"
    );
    assert!(document().to_json_compact().starts_with(&saved), "{saved}");
    assert_eq!(salvage("#j1.{%22a%2").as_deref(), Some("{\"a"));
    assert_eq!(salvage("#q1.abc"), None);
}

proptest! {
    #![proptest_config(property::cases(256))]

    #[test]
    fn random_text_is_refused_as_a_link(text in "\\PC*", codec in "#[zj]1\\.", letters in "[A-Za-z0-9_%&=.-]*") {
        for link in [text.clone(), format!("{codec}{text}"), format!("{codec}{letters}")] {
            prop_assert!(Scenario::from_link(&link).is_err());
            let _ = salvage(&link);
        }
    }

    #[test]
    fn a_link_with_a_wrong_letter_is_opened_or_refused(at in any::<prop::sample::Index>(), with in "[A-Za-z0-9_&.%-]?") {
        let link = document().link(None);
        let at = at.index(link.len());
        let altered = format!("{}{with}{}", &link[..at], &link[at + 1..]);
        if let Ok(opened) = Scenario::from_link(&altered) {
            let printed = opened.scenario.to_json_compact();
            prop_assert_eq!(Scenario::from_json(&printed).expect("printed by us").scenario, opened.scenario);
        }
        let _ = salvage(&altered);
    }
}
