//! The command line: the same engine without a screen.
//!
//! Exit status: 0 success, 1 an expectation failed, 2 bad input or usage.

mod check;
mod input;
mod link;
mod run;

use std::process::ExitCode;

use clap::{Parser, Subcommand};
use run::TracePart;

use crate::net::SimTime;

/// Watch a packet's ports, see which gate let it pass or stopped it, and why.
///
/// A scenario is a JSON file: hosts, subnets, security groups, network ACLs, and a
/// script of what happens when. The same file opens in the playground.
#[derive(Debug, Parser)]
#[command(name = "portcullis", version, arg_required_else_help = true, after_help = EXAMPLES)]
struct Arguments {
    #[command(subcommand)]
    command: CliCommand,
}

const EXAMPLES: &str = "\
Examples:
  portcullis run sftp.json                 the whole trace, line by line
  portcullis run sftp.json --json          the same for programs
  portcullis run sftp.json --until 3       only the first three seconds
  portcullis check scenarios/*.json        do they end as their `expect` says?
  portcullis link sftp.json                a link that carries the scenario
  portcullis open '#z1.q1Yq...'            and back

FILE and LINK may be - for standard input.
Exit status: 0 success, 1 an expectation failed, 2 bad input or usage.";

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// Runs a scenario and prints what happened to every packet.
    ///
    /// One line for each thing that happened: the time, the packet's number, what it is
    /// or which gate it meets, and what became of it there. The last lines say how each
    /// flow ended.
    Run {
        /// The scenario; - for standard input.
        file: String,
        /// Stops at this time, in seconds.
        #[arg(long, value_name = "S")]
        until: Option<SimTime>,
        /// Prints one JSON object instead.
        #[arg(long, conflicts_with = "trace")]
        json: bool,
        /// Which lines of the trace to print; without it all of the first 10 000, then drops.
        #[arg(long, value_name = "PART")]
        trace: Option<TracePart>,
    },
    /// Runs scenarios and holds what happens against their `expect`.
    ///
    /// Prints one line for each expectation, and exits with 1 if one fails.
    Check {
        /// The scenarios; - for standard input.
        #[arg(required = true)]
        files: Vec<String>,
    },
    /// Turns a scenario into a link that carries all of it.
    Link {
        /// The scenario; - for standard input.
        file: String,
        /// The page that the link is to open; without one it starts at `#`.
        #[arg(long, value_name = "URL")]
        base: Option<String>,
    },
    /// Turns a link back into the scenario that it carries.
    Open {
        /// The whole address, or the part from `#` on; - for standard input.
        link: String,
    },
}

/// What ends a command early: the sentences for standard error. Exit status 2.
struct Failure(String);

/// Does what the command line says.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let done = match arguments.command {
        CliCommand::Run {
            file,
            until,
            json,
            trace,
        } => run::run(&file, until, json, trace),
        CliCommand::Check { files } => Ok(check::check(&files)),
        CliCommand::Link { file, base } => link::link(&file, base.as_deref()),
        CliCommand::Open { link } => link::open(&link),
    };
    done.unwrap_or_else(|Failure(message)| {
        eprintln!("{message}");
        ExitCode::from(2)
    })
}
