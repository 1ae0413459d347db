//! `portcullis check`: compares the outcomes of scenarios with their `expect` lists.

use std::process::ExitCode;

use super::{Failure, input};
use crate::net::SimTime;
use crate::scenario::{Checked, limits};
use crate::sim::Run;
use crate::words;

/// Runs every file. An invalid file is reported, and the others still run.
pub(super) fn check(files: &[String]) -> ExitCode {
    let mut failed = false;
    let mut bad = false;
    for file in files {
        match check_file(file) {
            Ok(passed) => failed |= !passed,
            Err(Failure(message)) => {
                eprintln!("{message}");
                bad = true;
            }
        }
    }
    match (bad, failed) {
        (true, _) => ExitCode::from(2),
        (false, true) => ExitCode::FAILURE,
        (false, false) => ExitCode::SUCCESS,
    }
}

fn check_file(file: &str) -> Result<bool, Failure> {
    let (parsed, setup) = input::read_to_run(file)?;
    let run = Run::new(setup, SimTime::MAX, limits::TRACE_ENTRIES);
    input::warn_if_cut(file, &run);
    let file = input::name(file);
    let checked = parsed.scenario.check(&run);
    if checked.is_empty() {
        let verdict = if run.is_cut {
            format!("FAIL  {file}: undecided\n")
        } else {
            format!("ok    {file}: expects nothing\n")
        };
        input::print(&verdict)?;
    }
    for item in &checked {
        input::print(&format!("{}\n", line(file, item)))?;
    }
    Ok(!run.is_cut && checked.iter().all(|item| item.passed))
}

fn line(file: &str, item: &Checked) -> String {
    let verdict = if item.passed { "ok   " } else { "FAIL " };
    format!("{verdict} {file}: {}", words::checked(item))
}
