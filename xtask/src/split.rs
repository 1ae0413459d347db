//! Splits the program into two parts: the code that a first visit runs, and the rest.
//!
//! `xtask/split/split.mjs` does the work, with Binaryen for the program and Chromium for
//! the visits; this file installs both. `play` serves the page in one part, so it needs
//! neither.

use std::path::PathBuf;

use crate::{
    browser::{self, Browser},
    failure::Outcome,
    step, workspace,
};

/// Installs the packages and the browser that splitting needs.
pub(crate) fn ensure() -> Outcome<Browser> {
    browser::ensure_packages(&workspace::browser_tests())?;
    browser::ensure_packages(&workspace::root().join("xtask/split"))?;
    browser::ensure()
}

/// Splits the program in `dist/`, which must have just been built.
pub(crate) fn split(browser: &Browser) -> Outcome {
    step::run(
        "Splitting the program by what a first visit runs",
        workspace::command("node")
            .arg("xtask/split/split.mjs")
            .arg(workspace::dist())
            .arg(linked())
            .env("CHROMIUM", &browser.chromium),
    )
}

/// The linker's output, before `wasm-bindgen`.
fn linked() -> PathBuf {
    let profile = workspace::target().join(workspace::WASM).join("page");
    profile.join("portcullis.wasm")
}
