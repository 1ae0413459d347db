//! The daily loop, `check`, and everything, `test`.
//!
//! `test` goes on after a failure: one run tells all that is wrong. Its last
//! line is the sum over all runners. A step without tests of its own (format,
//! clippy, the build, the budget) adds nothing when it holds, and one failure
//! when it does not.

use crate::{
    browser::{self, Browser},
    failure::{Failure, Outcome},
    page, step, tools,
    totals::Totals,
    workspace,
};

/// Format, clippy on both targets, native tests; ends at the first that fails.
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

/// Everything, in a browser too. The totals are for the caller to print, last.
pub(crate) fn test() -> Totals {
    let mut totals = Totals::default();
    if let Err(failure) = test_into(&mut totals) {
        println!("{failure}");
    }
    totals
}

/// Adds every result to `totals`; an error is a set-up that could not be completed.
fn test_into(totals: &mut Totals) -> Outcome {
    let set_up = set_up();
    if set_up.is_err() {
        totals.failed += 1;
    }
    let browser = set_up?;

    for checked in [format(), clippy(), clippy_wasm()] {
        count_failure(&checked, totals);
    }
    // A failure of these is in the totals, and was told where it happened.
    native_tests(totals).ok();
    wasm_tests(&browser, totals).ok();
    let built = page::release();
    count_failure(&built, totals);
    if built.is_ok() {
        count_failure(&page::weigh(), totals);
        browser::test(&browser, totals).ok();
    }
    Ok(())
}

fn set_up() -> Outcome<Browser> {
    tools::ensure_checkers()?;
    tools::ensure_wasm_target()?;
    tools::ensure(&[tools::WASM_BINDGEN, tools::TRUNK])?;
    browser::ensure_packages()?;
    browser::ensure()
}

fn count_failure(outcome: &Outcome, totals: &mut Totals) {
    if outcome.is_err() {
        totals.failed += 1;
    }
}

fn format() -> Outcome {
    step::run(
        "Format: cargo fmt --all --check",
        &mut workspace::cargo(&["fmt", "--all", "--check"]),
    )
    .map_err(|_| Failure::new("the format differs; `cargo fmt --all` puts it right"))
}

fn clippy() -> Outcome {
    step::run(
        "Clippy, native",
        &mut workspace::cargo(&[
            "clippy",
            "--quiet",
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
        &mut workspace::cargo(&[
            "clippy",
            "--quiet",
            "--package=portcullis",
            "--lib",
            "--bins",
            "--tests",
            "--target",
            workspace::WASM,
            "--",
            "-D",
            "warnings",
        ]),
    )
}

fn native_tests(totals: &mut Totals) -> Outcome {
    step::run_tests(
        "Native tests: cargo test --workspace",
        &mut workspace::cargo(&["test", "--quiet", "--workspace", "--no-fail-fast"]),
        totals,
    )
}

/// Tests compiled to wasm, in Node or, where a file asks for it, in Chromium.
///
/// Doc tests are left to the native run.
fn wasm_tests(browser: &Browser, totals: &mut Totals) -> Outcome {
    let path = tools::ensure(&[tools::WASM_BINDGEN])?;
    step::run_tests(
        "Wasm tests: cargo test --target wasm32-unknown-unknown",
        workspace::cargo(&[
            "test",
            "--quiet",
            "--package=portcullis",
            "--lib",
            "--test=*",
            "--no-fail-fast",
            "--target",
            workspace::WASM,
        ])
        .env("PATH", workspace::path_with(&path)?)
        .env("CHROMEDRIVER", &browser.driver),
        totals,
    )
}
