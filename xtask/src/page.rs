//! Builds, weighs and serves the page.
//!
//! `play` serves the release build: it is what visitors get and what the tests use, and
//! a first build takes no longer than a debug build, because dependencies take most of
//! the time. To edit the page, use `play --watch`: Trunk's server with a debug build,
//! rebuilt in seconds after each edit.

use std::{
    env,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::{
    failure::{Failure, Outcome},
    server, sizes, split, step, tools, workspace,
};

/// The port that is tried first.
const PORT: u16 = 8080;

/// Makes the linker emit relocations, which splitting the program needs.
const KEEP_RELOCATIONS: &str = "-Clink-arg=--emit-relocs";

/// The arguments of `play`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct PlayOptions {
    /// The port to try first.
    port: u16,
    /// Whether to rebuild after each edit.
    watch: bool,
    /// Whether to open a browser.
    open: bool,
}

impl PlayOptions {
    /// Reads `--port N`, `--watch`, `--no-open` and `--release`, which is the default.
    pub(crate) fn read(words: &[String]) -> Outcome<Self> {
        let mut options = Self {
            port: PORT,
            watch: false,
            open: true,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--release" => options.watch = false,
                "--watch" => options.watch = true,
                "--no-open" => options.open = false,
                "--port" => {
                    options.port = words
                        .next()
                        .and_then(|port| port.parse().ok())
                        .ok_or_else(|| Failure::new("--port needs a number from 0 to 65535"))?;
                }
                word => {
                    return Err(Failure::new(format!(
                        "unknown argument `{word}`; `play` takes --watch, --port N and --no-open"
                    )));
                }
            }
        }
        Ok(options)
    }
}

/// Builds `dist/` as it is published, and prints its size.
///
/// # Errors
///
/// When the build fails, or a first visit exceeds the budget.
pub(crate) fn build() -> Outcome {
    let browser = split::ensure()?;
    release()?;
    split::split(&browser)?;
    weigh()
}

/// Prints the size of `dist/`, and fails if a first visit exceeds the budget.
pub(crate) fn weigh() -> Outcome {
    step::step("Weighing dist/", || sizes::weigh(&workspace::dist()))
}

/// Builds `dist/` with the program in one part.
pub(crate) fn release() -> Outcome {
    let path = set_up()?;
    step::run(
        "Building the page: trunk build --release",
        trunk(&path)?
            .args(["build", "--release", "--offline"])
            // Either would override the flags that are set below.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                KEEP_RELOCATIONS,
            ),
    )
}

/// Builds the page and serves it until the program is stopped.
pub(crate) fn play(options: &PlayOptions) -> Outcome {
    if options.watch {
        return watch(options);
    }
    release()?;
    let listener = server::listen(options.port)?;
    let port = listener
        .local_addr()
        .map_err(|error| Failure::new(format!("the server has no address: {error}")))?
        .port();
    greet(options, port);
    server::serve(&listener, &workspace::dist());
    Ok(())
}

/// Runs Trunk's server on another folder, so that `dist/` stays the release.
fn watch(options: &PlayOptions) -> Outcome {
    let path = set_up()?;
    // Trunk stops if its port is in use, so find a free one first. Another program is
    // unlikely to take it in between.
    let port = server::listen(options.port)?
        .local_addr()
        .map_err(|error| Failure::new(format!("the server has no address: {error}")))?
        .port();
    greet(options, port);
    step::execute(
        trunk(&path)?
            .args(["serve", "--offline", "--address", "127.0.0.1", "--port"])
            .arg(port.to_string())
            .args(["--dist", "target/watch"]),
    )
}

fn greet(options: &PlayOptions, port: u16) {
    let address = format!("http://127.0.0.1:{port}");
    if port != options.port && options.port != 0 {
        println!("Port {} is in use; using {port}.", options.port);
    }
    println!("Portcullis is at {address} (Ctrl+C stops it)");
    if options.open {
        open(&address);
    }
}

/// Opens the address in a browser if there is a desktop.
fn open(address: &str) {
    let Some(mut command) = opener() else {
        return;
    };
    command
        .arg(address)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok();
}

fn opener() -> Option<Command> {
    let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if is_set("CI") {
        return None;
    }
    if cfg!(target_os = "windows") {
        let mut command = Command::new("cmd");
        // `start` reads its first quoted argument as a window title.
        command.args(["/C", "start", ""]);
        Some(command)
    } else if cfg!(target_os = "macos") {
        Some(Command::new("open"))
    } else if is_set("DISPLAY") || is_set("WAYLAND_DISPLAY") {
        workspace::find_program(&["xdg-open"]).map(Command::new)
    } else {
        None
    }
}

fn set_up() -> Outcome<Vec<PathBuf>> {
    tools::ensure_wasm_target()?;
    tools::ensure(&[tools::TRUNK, tools::WASM_BINDGEN])
}

/// Trunk, with our tools first on its `PATH`.
fn trunk(folders: &[PathBuf]) -> Outcome<Command> {
    // Use the full path: Windows searches the parent's PATH.
    let program = folders
        .iter()
        .map(|folder| workspace::executable(folder, "trunk"))
        .find(|file| file.is_file())
        .ok_or_else(|| Failure::new("trunk was removed while it was needed; try again"))?;
    let mut command = workspace::command(program);
    command
        .env("PATH", workspace::path_with(folders)?)
        // Trunk 0.21 parses NO_COLOR as a boolean and stops at the usual value 1.
        .env_remove("NO_COLOR");
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_of_play_are_read_or_refused_by_name() {
        for (case, words, expected) in [
            ("none", &[][..], Ok((8080, false, true))),
            ("port", &["--port", "9000"], Ok((9000, false, true))),
            (
                "all",
                &["--watch", "--no-open", "--port", "0"],
                Ok((0, true, false)),
            ),
            ("release", &["--release"], Ok((8080, false, true))),
            ("no number", &["--port"], Err("--port")),
            ("too large", &["--port", "70000"], Err("--port")),
            ("unknown", &["--fast"], Err("`--fast`")),
        ] {
            let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
            match (PlayOptions::read(&words), expected) {
                (Ok(options), Ok(expected)) => {
                    assert_eq!(
                        (options.port, options.watch, options.open),
                        expected,
                        "{case}"
                    );
                }
                (Err(failure), Err(named)) => {
                    assert!(failure.to_string().contains(named), "{case}: {failure}");
                }
                (found, _) => panic!("{case}: {found:?}"),
            }
        }
    }
}
