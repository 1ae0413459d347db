//! Command line: runs, checks and shares scenarios without the page.
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

/// See which gate allows or drops a packet, and why.
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
  portcullis run sftp.json                 what happens to each packet, and why
  portcullis run sftp.json --trace drops   only the drops
  portcullis run sftp.json --json          the same as JSON
  portcullis run sftp.json --until 3       only the first three seconds
  portcullis check scenarios/*.json        do they end as their `expect` says?
  portcullis link sftp.json                a link that contains the scenario
  portcullis open '#z1.q1Yq...'            the scenario of a link

FILE and LINK may be - for standard input.
Exit status: 0 success, 1 an expectation failed, 2 bad input or usage.";

#[derive(Debug, Subcommand)]
enum CliCommand {
    /// Runs a scenario and prints what happened to every packet.
    ///
    /// Each line has the time, the packet's number, its gate or host, and the verdict. Under
    /// the first drop of a flow, one sentence says why. The last lines give the outcome of
    /// each flow and of each group of flows.
    Run {
        /// The scenario; - for standard input.
        file: String,
        /// Stops at this time, in seconds.
        #[arg(long, value_name = "S")]
        until: Option<SimTime>,
        /// Prints one JSON object instead of text.
        #[arg(long, conflicts_with = "trace")]
        json: bool,
        /// Which lines of the trace to print; without it all of the first 10 000, then drops.
        #[arg(long, value_name = "PART")]
        trace: Option<TracePart>,
    },
    /// Runs scenarios and compares the outcomes with their `expect` lists.
    ///
    /// Prints one line for each expectation, and exits with 1 if one fails.
    Check {
        /// The scenarios; - for standard input.
        #[arg(required = true)]
        files: Vec<String>,
    },
    /// Converts a scenario to a share link, which contains all of it.
    Link {
        /// The scenario; - for standard input.
        file: String,
        /// The address of the page; without it, the link starts at `#`.
        #[arg(long, value_name = "URL")]
        base: Option<String>,
    },
    /// Converts a share link back to its scenario.
    Open {
        /// The whole link, or the part from `#` on; - for standard input.
        link: String,
    },
}

/// An error that ends a command with exit status 2: the lines for standard error.
struct Failure(String);

/// Runs the command.
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
