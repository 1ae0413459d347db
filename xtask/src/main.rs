//! `cargo xtask`: installs the tools, and builds, checks and serves Portcullis.
//!
//! Every command works on a fresh machine and can be repeated: it installs the tools
//! that are missing. It has no dependencies, so it compiles in seconds.
//!
//! | file | contains |
//! |---|---|
//! | `checks` | `check`, the daily loop, and `test`, all checks |
//! | `bench` | benchmarks of the engine, as ratios |
//! | `frames` | frame times of the page, beside other libraries |
//! | `page` | building, weighing and serving the page |
//! | `browser` | Chromium and the browser tests |
//! | `tools` | pinned build tools and their cache |
//! | `split` | splitting the program into two parts |
//! | `sizes` | the size of the page and its budget |
//! | `server` | a web server for one folder |
//! | `step`, `totals` | running a program as a step, counting tests |
//! | `workspace`, `failure` | paths and processes, errors |

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

  play    build the page and serve it on http://127.0.0.1:8080
          --watch     debug build, rebuilt after each edit
          --port N    another port; if it is in use, the next free one
          --no-open   do not open a browser
  check   the daily loop: format, clippy on both targets, native tests
  test    all checks: `check`, wasm tests, the release build and its size budget,
          browser tests; the last line is `N passed, N failed`
  build   build the release in dist/, as it is published, and print its size
  bench   benchmark the engine: against simpler implementations, and wasm in
          Node against native code
  frames  measure frames of the page and jumps of the playhead, in Chromium
          without a GPU, beside vis-network and Cytoscape.js

A command installs the tools that it needs: the wasm target with rustup, Trunk and
wasm-bindgen with cargo into a cache outside this clone (PORTCULLIS_CACHE moves
it), Chromium with apt, test packages with npm.
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
        return Err(Failure::new(format!("`{command}` takes no arguments")));
    }
    match command {
        "play" => page::play(&page::PlayOptions::read(rest)?)?,
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
                "unknown command `{command}`; `cargo xtask --help` lists the commands"
            )));
        }
    }
    Ok(ExitCode::SUCCESS)
}
