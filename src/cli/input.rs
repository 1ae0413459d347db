//! Reading scenarios, and writing to a pipe that may close.

use std::fs;
use std::io::{self, ErrorKind, Read, Write};

use super::Failure;
use crate::scenario::{Parsed, Scenario, limits};

/// Reads a scenario from a file or, for `-`, from standard input.
pub(super) fn read(file: &str) -> Result<Parsed, Failure> {
    let name = if file == "-" { "standard input" } else { file };
    let bytes = bytes(file).map_err(|error| Failure(format!("{name}: {error}")))?;
    let text = String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        Failure(format!(
            "{name}: byte {at} is no UTF-8; a scenario is a JSON text"
        ))
    })?;
    Scenario::from_json(&text).map_err(|errors| {
        let lines: Vec<String> = errors
            .problems
            .iter()
            .map(|problem| format!("{name}: {problem}"))
            .collect();
        Failure(lines.join("\n"))
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
    let mut output = io::stdout().lock();
    match output
        .write_all(text.as_bytes())
        .and_then(|()| output.flush())
    {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure(format!("standard output: {error}")))
        }
        _ => Ok(()),
    }
}
