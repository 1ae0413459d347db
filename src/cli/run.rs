//! `portcullis run`: the trace of one scenario, as text or JSON.

use std::process::ExitCode;

use super::{Failure, input};
use crate::net::SimTime;
use crate::scenario::{limits, write_report};
use crate::sim::Run;
use crate::words;

pub(super) fn run(file: &str, until: Option<SimTime>, json: bool) -> Result<ExitCode, Failure> {
    let (parsed, setup) = input::read_to_run(file)?;
    let run = Run::new(
        setup.clone(),
        until.unwrap_or(SimTime::MAX),
        limits::TRACE_ENTRIES,
    );
    input::warn_if_cut(file, &run);
    if json {
        input::print_by(|output| write_report(output, &setup, &run, &parsed.warnings))?;
    } else {
        input::print(&words::trace_lines(&setup, &run))?;
        input::print(&format!("\n{}", words::flow_lines(&run)))?;
    }
    Ok(ExitCode::SUCCESS)
}
