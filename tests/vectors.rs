//! Each file in `tests/vectors` is one fact about AWS or Linux, as a scenario that says
//! how it must end. They share one network: `w` and `w2` in a public subnet, `a` and `d`
//! in a private one behind a NAT gateway, `x` in one without a way out, and the clients
//! `cl` (Linux) and `cw` (Windows) on the internet.

#![cfg(not(target_arch = "wasm32"))]

use portcullis::net::SimTime;
use portcullis::scenario::{Scenario, limits};
use portcullis::sim::Run;

#[test]
fn every_vector_ends_as_it_says() {
    let mut files: Vec<_> = std::fs::read_dir("tests/vectors")
        .unwrap()
        .map(|file| file.unwrap().path())
        .collect();
    files.sort();
    assert!(files.len() >= 70, "found {} files", files.len());
    let mut failures = Vec::new();
    for file in files {
        let text = std::fs::read_to_string(&file).unwrap();
        let scenario = Scenario::from_json(&text).unwrap().scenario;
        let run = Run::new(
            scenario.compile().unwrap(),
            SimTime::MAX,
            limits::TRACE_ENTRIES,
        );
        let checked = scenario.check(&run);
        assert!(!checked.is_empty(), "{}: expects nothing", file.display());
        for item in checked.iter().filter(|item| !item.passed) {
            failures.push(format!("{}: {item:?}", scenario.title));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
