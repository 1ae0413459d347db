//! Counts passed and failed tests from the summary lines of the test runners.
//!
//! There are three runners. `cargo test` and `wasm-bindgen-test-runner` end
//! each target with `test result: ok. 3 passed; 0 failed; …`; Node's ends
//! the whole run with one line for each count (`ℹ pass 3`, or `# pass 3` as
//! TAP); a cancelled test counts as failed. A test that printed such a line itself
//! would be counted; none of ours does.

use std::fmt;

/// A count of tests. Prints as `3 passed, 0 failed`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Totals {
    /// Tests that passed.
    pub(crate) passed: u32,
    /// Tests that failed, and runs that ended before their tests.
    pub(crate) failed: u32,
}

impl Totals {
    /// Adds another count to this one.
    pub(crate) fn add(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }

    /// Whether at least one test ran and none failed.
    pub(crate) fn is_success(self) -> bool {
        self.passed > 0 && self.failed == 0
    }

    /// Reads one line of a runner's output; lines that are no summary change nothing.
    pub(crate) fn read(&mut self, line: &str) {
        let line = line.trim();
        if let Some(result) = line.strip_prefix("test result: ") {
            self.read_cargo(result);
        } else if let Some(count) = line
            .strip_prefix("\u{2139} ")
            .or_else(|| line.strip_prefix("# "))
        {
            self.read_node(count);
        }
    }

    /// `ok. 3 passed; 0 failed; 0 ignored; …`
    fn read_cargo(&mut self, result: &str) {
        let Some((_, counts)) = result.split_once(". ") else {
            return;
        };
        for part in counts.split("; ") {
            match part.split_once(' ') {
                Some((number, "passed")) => self.passed += number.parse().unwrap_or(0),
                Some((number, "failed")) => self.failed += number.parse().unwrap_or(0),
                _ => {}
            }
        }
    }

    /// `pass 3`
    fn read_node(&mut self, count: &str) {
        match count.split_once(' ') {
            Some(("pass", number)) => self.passed += number.parse().unwrap_or(0),
            Some(("fail" | "cancelled", number)) => self.failed += number.parse().unwrap_or(0),
            _ => {}
        }
    }
}

impl fmt::Display for Totals {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} passed, {} failed", self.passed, self.failed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn summary_lines_are_counted_and_others_are_not() {
        for (case, line, passed, failed) in [
            (
                "cargo",
                "test result: ok. 3 passed; 0 failed; 1 ignored; 0 measured; 0 filtered out; finished in 0.01s",
                3,
                0,
            ),
            (
                "cargo, failed",
                "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 1.20s",
                2,
                1,
            ),
            (
                "wasm-bindgen",
                "test result: ok. 5 passed; 0 failed; 0 ignored; 0 filtered out; finished in 0.05s\r",
                5,
                0,
            ),
            ("node, spec", "\u{2139} pass 12", 12, 0),
            ("node, spec, failed", "\u{2139} fail 2", 0, 2),
            ("node, cancelled", "\u{2139} cancelled 1", 0, 1),
            ("node, skipped", "\u{2139} skipped 1", 0, 0),
            ("node, all", "\u{2139} tests 12", 0, 0),
            ("node, TAP", "# pass 4", 4, 0),
            ("one test", "test net::tests::a_port ... ok", 0, 0),
            ("words", "3 passed, 0 failed", 0, 0),
            ("half a line", "test result: ok", 0, 0),
        ] {
            let mut totals = Totals::default();
            totals.read(line);
            assert_eq!(totals, Totals { passed, failed }, "{case}");
        }
    }

    #[test]
    fn a_run_without_tests_is_no_success() {
        for (passed, failed, expected) in
            [(0, 0, false), (1, 0, true), (1, 1, false), (0, 1, false)]
        {
            assert_eq!(
                Totals { passed, failed }.is_success(),
                expected,
                "{passed} {failed}"
            );
        }
    }

    #[test]
    fn totals_print_as_passed_and_failed() {
        assert_eq!(
            Totals {
                passed: 41,
                failed: 2
            }
            .to_string(),
            "41 passed, 2 failed"
        );
    }
}
