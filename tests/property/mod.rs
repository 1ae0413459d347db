//! Property tests: how many cases they run, and where they record a failure.
//!
//! The seed comes from `PROPTEST_RNG_SEED`, which `.cargo/config.toml` fixes, so that every
//! run checks the same cases. A failure is saved beside its source file, in
//! `NAME.regressions`. Commit that file: proptest runs the cases in it before any
//! new ones.

use std::env;

use proptest::test_runner::{Config, FileFailurePersistence};

/// Runs `count` cases, or as many as `PROPTEST_CASES` says.
pub(crate) fn cases(count: u32) -> Config {
    let default = Config::default();
    Config {
        cases: env::var_os("PROPTEST_CASES").map_or(count, |_| default.cases),
        failure_persistence: Some(Box::new(FileFailurePersistence::WithSource("regressions"))),
        ..default
    }
}
