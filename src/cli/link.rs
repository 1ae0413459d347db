//! `portcullis link` and `portcullis open`: convert a scenario to a share link and back.

use std::process::ExitCode;

use super::{Failure, input};
use crate::scenario::Scenario;

pub(super) fn link(file: &str, base: Option<&str>) -> Result<ExitCode, Failure> {
    let parsed = input::read(file)?;
    input::warn(file, &parsed.warnings);
    input::print(&format!("{}\n", parsed.scenario.link(base)))?;
    Ok(ExitCode::SUCCESS)
}

pub(super) fn open(link: &str) -> Result<ExitCode, Failure> {
    let text;
    let link = if link == "-" {
        text = input::text(link)?;
        &text
    } else {
        link
    };
    let opened = Scenario::from_link(link).map_err(|error| Failure(error.to_string()))?;
    for warning in &opened.warnings {
        eprintln!("warning: {warning}");
    }
    input::print(&opened.scenario.to_json_pretty())?;
    Ok(ExitCode::SUCCESS)
}
