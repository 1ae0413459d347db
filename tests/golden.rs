//! The whole trace of every example, as a page that somebody who knows AWS can review.
//!
//! The same comparison runs natively and in the browser, so it also holds the two to
//! the same trace. `UPDATE_GOLDEN=1 cargo test --test golden` writes the pages anew.

#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use portcullis::net::SimTime;
use portcullis::scenario::{Scenario, limits};
use portcullis::sim::Run;
use portcullis::words;

#[cfg(target_arch = "wasm32")]
use wasm_bindgen_test::wasm_bindgen_test as test;
#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);

macro_rules! examples {
    ($($name:literal),* $(,)?) => {
        [$(($name, include_str!(concat!("../public/scenarios/", $name, ".json")),
            include_str!(concat!("golden/", $name, ".txt")))),*]
    };
}

const EXAMPLES: [(&str, &str, &str); 5] =
    examples!["sftp", "remembered", "ephemeral", "refused", "live"];

fn page(json: &str) -> String {
    let scenario = Scenario::from_json(json).unwrap().scenario;
    let setup = scenario.compile().unwrap();
    let run = Run::new(setup.clone(), SimTime::MAX, limits::TRACE_ENTRIES);
    format!(
        "{}\n{}",
        words::trace_lines(&setup, &run),
        words::summary_lines(&setup, &run, false)
    )
}

#[test]
fn every_example_leaves_the_trace_that_was_reviewed() {
    for (name, json, expected) in EXAMPLES {
        let found = page(json);
        #[cfg(not(target_arch = "wasm32"))]
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::write(format!("tests/golden/{name}.txt"), found).unwrap();
            continue;
        }
        let difference = found
            .lines()
            .zip(expected.lines())
            .find(|(found, expected)| found != expected);
        assert_eq!(difference, None, "{name}: (found, expected)");
        assert_eq!(
            found.lines().count(),
            expected.lines().count(),
            "{name}: number of lines"
        );
    }
}

#[test]
fn every_example_ends_as_it_says_and_says_something() {
    for (name, json, _) in EXAMPLES {
        let scenario = Scenario::from_json(json).unwrap().scenario;
        let run = Run::new(
            scenario.compile().unwrap(),
            SimTime::MAX,
            limits::TRACE_ENTRIES,
        );
        let checked = scenario.check(&run);
        assert_eq!(
            checked.len(),
            run.flows.len(),
            "{name}: an expectation for each flow"
        );
        for item in checked {
            assert!(item.passed, "{name}: {item:?}");
        }
    }
}
