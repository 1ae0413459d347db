//! `portcullis run`: the trace of one scenario, as text or JSON.

use std::process::ExitCode;

use clap::ValueEnum;

use super::{Failure, input};
use crate::net::SimTime;
use crate::scenario::{limits, write_report};
use crate::sim::Run;
use crate::words::{self, Shown};

/// Lines of a trace that are printed by default; only drops follow.
const LINES: usize = 10_000;

/// Which part of the trace `--trace` asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum TracePart {
    /// No line.
    None,
    /// Dropped packets and flows without a port.
    Drops,
    /// Every line.
    All,
}

pub(super) fn run(
    file: &str,
    until: Option<SimTime>,
    json: bool,
    trace: Option<TracePart>,
) -> Result<ExitCode, Failure> {
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
        let shown = trace.map_or(Shown::First(LINES), |part| match part {
            TracePart::None => Shown::None,
            TracePart::Drops => Shown::Drops,
            TracePart::All => Shown::All,
        });
        input::print_by(|output| {
            for part in words::trace_parts(&setup, &run, shown) {
                output.write_all(part.as_bytes())?;
            }
            if shown != Shown::None {
                output.write_all(b"\n")?;
            }
            let every_flow = shown == Shown::All;
            let summary = words::summary_lines(&setup, &run, every_flow);
            output.write_all(summary.as_bytes())
        })?;
    }
    Ok(ExitCode::SUCCESS)
}
