//! `cargo xtask`: sets a machine up, and builds, checks and serves Portcullis.
//!
//! Every command may be given on a bare machine and given again: what is there
//! is used, what is missing is installed. It has no dependencies, so that it is
//! itself ready in seconds.
//!
//! | file | is |
//! |---|---|
//! | `checks` | the daily loop, and everything |
//! | `bench` | how fast the engine is, as ratios |
//! | `frames` | how fast the page is, beside other libraries |
//! | `page` | the page built, weighed and served |
//! | `browser` | Chromium, and the tests in it |
//! | `tools` | pinned build tools and their cache |
//! | `split` | the program in two parts |
//! | `sizes` | what the page weighs, and the budget |
//! | `server` | a web server for one folder |
//! | `step`, `totals` | running a program, counting tests |
//! | `workspace`, `failure` | where things are, what went wrong |

mod bench;
mod browser;
mod checks;
mod failure;
mod frames;
mod page;
mod server;
mod sizes;
mod split;
mod step;
mod tools;
mod totals;
mod workspace;

use std::{env, process::ExitCode};

use failure::{Failure, Outcome};

const HELP: &str = "\
cargo xtask COMMAND

  play    builds the playground and serves it on http://127.0.0.1:8080
          --watch     a debug build that follows your edits
          --port N    another port; a taken one gives way to the next
          --no-open   opens no browser
  check   the daily loop: format, clippy on both targets, native tests
  test    everything: check, wasm tests, the release and its budget, and the
          page in Chromium; the last line is `N passed, N failed`
  build   the release in dist/, as it is published, and what it weighs
  bench   how fast the engine is: against plain ways to do the same, and in
          Node against natively
  frames  how long a frame of the page takes, and a jump to another moment:
          in Chromium without a GPU, beside vis-network and Cytoscape.js

What a command needs and does not find, it installs: the wasm target through
rustup, Trunk and wasm-bindgen through cargo into a cache outside this clone
(PORTCULLIS_CACHE moves it), Chromium through apt, test packages through npm.
";

fn main() -> ExitCode {
    let words: Vec<String> = env::args().skip(1).collect();
    match run(&words) {
        Ok(code) => code,
        Err(failure) => {
            eprintln!("xtask: {failure}");
            ExitCode::FAILURE
        }
    }
}

fn run(words: &[String]) -> Outcome<ExitCode> {
    let (command, rest) = match words.split_first() {
        None => ("--help", words),
        Some((command, rest)) => (command.as_str(), rest),
    };
    if command != "play" && !rest.is_empty() {
        return Err(Failure::new(format!("`{command}` takes nothing after it")));
    }
    match command {
        "play" => page::play(&page::Wishes::read(rest)?)?,
        "build" => page::build()?,
        "bench" => bench::bench()?,
        "frames" => frames::frames()?,
        "check" => checks::check()?,
        "test" => {
            let totals = checks::test();
            println!("{totals}");
            if !totals.is_success() {
                return Ok(ExitCode::FAILURE);
            }
        }
        "help" | "--help" | "-h" => print!("{HELP}"),
        _ => {
            return Err(Failure::new(format!(
                "there is no `{command}`; `cargo xtask --help` tells what there is"
            )));
        }
    }
    Ok(ExitCode::SUCCESS)
}
