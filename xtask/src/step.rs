//! Runs a command as a step: prints its title, runs it, prints how long it took.
//!
//! Programs write to the terminal directly. The exception is a test runner: its standard
//! output is copied line by line, so that its summary lines can be counted.

use std::{
    io::{BufRead, BufReader, Write},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use crate::{
    failure::{Failure, Outcome},
    totals::Totals,
};

/// Runs `work` as a step named `title`.
pub(crate) fn step<T>(title: &str, work: impl FnOnce() -> Outcome<T>) -> Outcome<T> {
    println!("--> {title}");
    let watch = Stopwatch::start();
    let outcome = work();
    match &outcome {
        Ok(_) => println!("    done in {watch}"),
        Err(failure) => println!("    failed after {watch}: {failure}"),
    }
    outcome
}

/// Runs a program as a step; a failing exit fails the step.
pub(crate) fn run(title: &str, command: &mut Command) -> Outcome {
    step(title, || execute(command))
}

/// Runs a test runner as a step, and adds what it counted to `totals`.
///
/// A runner that fails without a failed test (it did not compile, or it crashed) counts as
/// one failed test, so that the totals show every failure.
pub(crate) fn run_tests(title: &str, command: &mut Command, totals: &mut Totals) -> Outcome {
    step(title, || {
        let mut counted = Totals::default();
        let outcome = stream(command, &mut counted);
        if outcome.is_err() && counted.failed == 0 {
            counted.failed = 1;
        }
        totals.add(counted);
        outcome
    })
}

/// Runs a program and waits for it.
pub(crate) fn execute(command: &mut Command) -> Outcome {
    let status = command
        .status()
        .map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{} ended with {status}",
            name(command)
        )))
    }
}

/// Measures elapsed time; prints as seconds with one decimal, or minutes and seconds.
pub(crate) struct Stopwatch(Instant);

impl Stopwatch {
    /// Starts now.
    pub(crate) fn start() -> Self {
        #[allow(
            clippy::disallowed_methods,
            reason = "shows how long a step took; nothing here is simulated"
        )]
        Self(Instant::now())
    }
}

impl std::fmt::Display for Stopwatch {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&in_words(self.0.elapsed()))
    }
}

fn in_words(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}

fn stream(command: &mut Command, totals: &mut Totals) -> Outcome {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| cannot_start(command, &error))?;
    let output = child.stdout.take().expect("standard output is piped");
    let mut reader = BufReader::new(output);
    let mut line = Vec::new();
    let mut terminal = std::io::stdout();
    while matches!(reader.read_until(b'\n', &mut line), Ok(1..)) {
        // Keep counting after the terminal was closed.
        terminal.write_all(&line).ok();
        totals.read(&String::from_utf8_lossy(&line));
        line.clear();
    }
    let status = child
        .wait()
        .map_err(|error| cannot_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Failure::new(format!(
            "{} ended with {status}",
            name(command)
        )))
    }
}

fn cannot_start(command: &Command, error: &std::io::Error) -> Failure {
    Failure::new(format!("{} could not be run: {error}", name(command)))
}

/// The program and its subcommand, for messages: `cargo clippy`.
fn name(command: &Command) -> String {
    let program = std::path::Path::new(command.get_program())
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    match command.get_args().next().and_then(|word| word.to_str()) {
        Some(word) if !word.starts_with('-') && !word.contains(['/', '\\']) => {
            format!("{program} {word}")
        }
        _ => program,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_seconds_or_minutes() {
        for (time, expected) in [
            (Duration::from_millis(40), "0.0 s"),
            (Duration::from_millis(2_540), "2.5 s"),
            (Duration::from_secs(61), "1 min 01 s"),
        ] {
            assert_eq!(in_words(time), expected);
        }
    }

    #[test]
    fn a_program_is_named_with_its_subcommand() {
        let mut cargo = Command::new("/opt/bin/cargo");
        assert_eq!(name(&cargo), "cargo");
        cargo.args(["clippy", "--workspace"]);
        assert_eq!(name(&cargo), "cargo clippy");
    }

    #[test]
    fn a_runner_that_fails_before_its_tests_counts_as_one_failed() {
        let mut totals = Totals::default();
        let mut cargo = Command::new(env!("CARGO"));
        cargo.arg("no-such-command").stderr(Stdio::null());
        assert!(run_tests("an unknown command", &mut cargo, &mut totals).is_err());
        assert_eq!(
            totals,
            Totals {
                passed: 0,
                failed: 1
            }
        );
    }
}
