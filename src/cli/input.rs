//! Reading scenarios, and writing to a pipe that may close.

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

/// Reads and compiles a scenario; what is worth knowing about it goes to standard error.
pub(super) fn read_to_run(file: &str) -> Result<(Parsed, Rc<Setup>), Failure> {
    let parsed = read(file)?;
    warn(file, &parsed.warnings);
    let setup = parsed
        .scenario
        .compile_validated()
        .map_err(|errors| refused(file, &errors))?;
    Ok((parsed, setup))
}

/// Every problem on a line of its own, which begins with the file.
fn refused(file: &str, errors: &ScenarioErrors) -> Failure {
    let name = name(file);
    let lines: Vec<String> = errors
        .problems
        .iter()
        .map(|problem| format!("{name}: {problem}"))
        .collect();
    Failure(lines.join("\n"))
}

/// Says on standard error what is worth knowing about a document.
pub(super) fn warn(file: &str, warnings: &[Problem]) {
    for warning in warnings {
        eprintln!("{}: warning: {warning}", name(file));
    }
}

/// Says on standard error that a run was stopped, if it was.
pub(super) fn warn_if_cut(file: &str, run: &Run) {
    if let Some(warning) = cut_warning(run) {
        eprintln!("{}: warning: {warning}", name(file));
    }
}

/// What messages call a file.
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
        Failure(format!("{name}: byte {at} is no UTF-8; expected a text"))
    })
}

/// One byte more than is allowed at most, so that what is too long is seen to be.
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

/// Prints to standard output; a reader that has gone away is no error.
pub(super) fn print(text: &str) -> Result<(), Failure> {
    print_by(|output| output.write_all(text.as_bytes()))
}

/// The same for what is written piece by piece.
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
