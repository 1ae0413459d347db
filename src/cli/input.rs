//! Input and output: reads scenarios, and writes to a pipe that may close early.

use std::fs;
use std::io::{self, BufWriter, ErrorKind, Read, Write};
use std::rc::Rc;

use super::Failure;
use crate::scenario::{Parsed, Problem, Scenario, ScenarioErrors, cut_warning, limits};
use crate::sim::{Run, Setup};

/// Reads a scenario from a file or, for `-`, from standard input.
pub(super) fn read(file: &str) -> Result<Parsed, Failure> {
    let text = text(file)?;
    Scenario::from_json(&text).map_err(|errors| refused(file, &errors))
}

/// Reads and compiles a scenario. Warnings go to standard error.
pub(super) fn read_to_run(file: &str) -> Result<(Parsed, Rc<Setup>), Failure> {
    let parsed = read(file)?;
    warn(file, &parsed.warnings);
    let setup = parsed
        .scenario
        .compile_validated()
        .map_err(|errors| refused(file, &errors))?;
    Ok((parsed, setup))
}

/// Lists each problem on a line that begins with the file name.
fn refused(file: &str, errors: &ScenarioErrors) -> Failure {
    let name = name(file);
    let lines: Vec<String> = errors
        .problems
        .iter()
        .map(|problem| format!("{name}: {problem}"))
        .collect();
    Failure(lines.join("\n"))
}

/// Prints warnings about a document to standard error.
pub(super) fn warn(file: &str, warnings: &[Problem]) {
    for warning in warnings {
        eprintln!("{}: warning: {warning}", name(file));
    }
}

/// Warns on standard error if the run was stopped because its trace grew too long.
pub(super) fn warn_if_cut(file: &str, run: &Run) {
    if let Some(warning) = cut_warning(run) {
        eprintln!("{}: warning: {warning}", name(file));
    }
}

/// The name of a file in messages.
pub(super) fn name(file: &str) -> &str {
    if file == "-" { "standard input" } else { file }
}

/// The text of a file or, for `-`, of standard input.
pub(super) fn text(file: &str) -> Result<String, Failure> {
    let name = name(file);
    let bytes = bytes(file).map_err(|error| Failure(format!("{name}: {error}")))?;
    if bytes.len() > limits::TEXT_BYTES {
        let limit = limits::TEXT_BYTES;
        return Err(Failure(format!(
            "{name}: found more than {limit} bytes, the limit"
        )));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure(format!(
            "{name}: byte {at} is not valid UTF-8; expected a text file"
        ))
    })
}

/// Reads at most one byte more than the limit, which shows that a file is too long.
fn bytes(file: &str) -> io::Result<Vec<u8>> {
    let most = u64::try_from(limits::TEXT_BYTES)
        .unwrap_or(u64::MAX)
        .saturating_add(1);
    let mut bytes = Vec::new();
    if file == "-" {
        io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        fs::File::open(file)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

/// Prints to standard output. A closed pipe is not an error.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    print_by(|output| output.write_all(text.as_bytes()))
}

/// Like [`print`], for output that is written in parts.
pub(super) fn print_by(
    write: impl FnOnce(&mut dyn Write) -> io::Result<()>,
) -> Result<(), Failure> {
    let mut output = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    match write(&mut output).and_then(|()| output.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}
