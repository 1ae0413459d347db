//! `check`, the daily loop, and `test`, all checks.
//!
//! `test` continues after a failure, so one run reports everything that is wrong. Its
//! last line is the sum over all test runners. A step that counts no tests (format,
//! clippy, the build, the budget) adds one failure if it fails, and nothing otherwise.

use std::{fs, path::PathBuf};

use crate::{
    browser::{self, Browser},
    failure::{Failure, Outcome},
    page, split, step, tools,
    totals::Totals,
    workspace,
};

/// Format, clippy on both targets, native tests; stops at the first failure.
pub(crate) fn check() -> Outcome {
    tools::ensure_checkers()?;
    tools::ensure_wasm_target()?;
    format()?;
    clippy()?;
    clippy_wasm()?;
    let mut totals = Totals::default();
    native_tests(&mut totals)?;
    println!("{totals}");
    Ok(())
}

/// All checks, including those in a browser. Prints the failures; the caller prints the
/// totals last.
pub(crate) fn test() -> Totals {
    let mut report = Report::default();
    match set_up() {
        Ok((browser, tools)) => everything(&mut report, &browser, &tools),
        Err(failure) => report.step("set-up", Err(failure)),
    }
    for line in &report.failures {
        println!("Failed: {line}");
    }
    report.totals
}

/// The totals so far, and the failures.
#[derive(Default)]
struct Report {
    totals: Totals,
    failures: Vec<String>,
}

impl Report {
    /// Adds a step that counts no tests.
    fn step(&mut self, name: &str, outcome: Outcome) {
        let failed = u32::from(outcome.is_err());
        self.tests(name, outcome, Totals { passed: 0, failed });
    }

    /// Adds a step and the tests that it counted.
    fn tests(&mut self, name: &str, outcome: Outcome, counted: Totals) {
        self.totals.add(counted);
        if let Err(failure) = outcome {
            self.failures.push(format!("{name}: {failure}"));
        }
    }
}

fn everything(report: &mut Report, browser: &Browser, tools: &[PathBuf]) {
    report.step("format", format());
    report.step("clippy, native", clippy());
    report.step("clippy, wasm", clippy_wasm());

    let mut counted = Totals::default();
    let outcome = native_tests(&mut counted);
    report.tests("native tests", outcome, counted);

    let mut counted = Totals::default();
    let outcome = wasm_tests(browser, tools, &mut counted);
    report.tests("wasm tests", outcome, counted);

    let built = page::release().and_then(|()| split::split(browser));
    let is_built = built.is_ok();
    report.step("build", built);
    if is_built {
        report.step("budget", page::weigh());
        let mut counted = Totals::default();
        let outcome = browser::test(browser, &mut counted);
        report.tests("browser tests", outcome, counted);
    }
}

fn set_up() -> Outcome<(Browser, Vec<PathBuf>)> {
    tools::ensure_checkers()?;
    tools::ensure_wasm_target()?;
    let tools = tools::ensure(&[tools::WASM_BINDGEN, tools::TRUNK])?;
    Ok((split::ensure()?, tools))
}

fn format() -> Outcome {
    step::step("Format: cargo fmt --all --check", || {
        step::execute(&mut workspace::cargo(&["fmt", "--all", "--check"]))
            .map_err(|_| Failure::new("the code is not formatted; run `cargo fmt --all`"))
    })
}

fn clippy() -> Outcome {
    step::run(
        "Clippy, native",
        &mut workspace::cargo(&[
            "clippy",
            "--workspace",
            "--all-targets",
            "--",
            "-D",
            "warnings",
        ]),
    )
}

fn clippy_wasm() -> Outcome {
    step::run(
        "Clippy, wasm",
        workspace::cargo(&["clippy", "--package=portcullis", "--lib", "--bins"])
            .args(test_arguments(&wasm_test_programs()?))
            .args(["--target", workspace::WASM, "--", "-D", "warnings"]),
    )
}

/// The first lines of a test program that is empty when compiled to wasm.
const NATIVE_ONLY: &str = "#![cfg(not(target_arch = \"wasm32\"))]";

/// The test programs in `tests/` that have tests when compiled to wasm, by name.
///
/// The others say in their source that they are native only. Building and linking them
/// for wasm would only produce empty programs.
fn wasm_test_programs() -> Outcome<Vec<String>> {
    let folder = workspace::root().join("tests");
    let entries = fs::read_dir(&folder).map_err(|error| Failure::at(&folder, &error))?;
    let mut programs = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let source = if path.is_dir() {
            path.join("main.rs")
        } else {
            path.clone()
        };
        let is_program = source
            .extension()
            .is_some_and(|extension| extension == "rs")
            && source.is_file();
        if !is_program {
            continue;
        }
        let text = fs::read_to_string(&source).map_err(|error| Failure::at(&source, &error))?;
        let name = path.file_stem().and_then(|name| name.to_str());
        if let Some(name) = name.filter(|_| !text.lines().any(|line| line == NATIVE_ONLY)) {
            programs.push(name.to_owned());
        }
    }
    programs.sort();
    Ok(programs)
}

fn test_arguments(programs: &[String]) -> impl Iterator<Item = String> {
    programs.iter().map(|program| format!("--test={program}"))
}

fn native_tests(totals: &mut Totals) -> Outcome {
    step::run_tests(
        "Native tests: cargo test --workspace",
        &mut workspace::cargo(&["test", "--workspace", "--no-fail-fast", "--", "--quiet"]),
        totals,
    )
}

/// Tests compiled to wasm, in Node or, where a file asks for it, in Chromium.
///
/// Doc tests are left to the native run.
fn wasm_tests(browser: &Browser, tools: &[PathBuf], totals: &mut Totals) -> Outcome {
    let path = workspace::path_with(tools)?;
    step::run_tests(
        "Wasm tests: cargo test --target wasm32-unknown-unknown",
        workspace::cargo(&["test", "--package=portcullis", "--lib", "--no-fail-fast"])
            .args(test_arguments(&wasm_test_programs()?))
            .args(["--target", workspace::WASM])
            .env("PATH", path)
            .env("CHROMEDRIVER", &browser.driver),
        totals,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_programs_with_wasm_tests_are_built_for_wasm() {
        assert_eq!(wasm_test_programs(), Ok(vec!["golden".to_owned()]));
    }
}
