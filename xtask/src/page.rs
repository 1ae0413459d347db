//! The page: built for release, weighed, and served to the person who plays.
//!
//! `play` serves the release build. Cold it takes no longer than a debug build
//! (nearly all of the time is the dependencies), it is what visitors get, and
//! the tests use the same one. Whoever edits the page wants `play --watch`:
//! Trunk's own server, a debug build that follows each edit in seconds.

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

/// Has the linker tell where the addresses in the program are: what splits it needs that.
const KEEP_RELOCATIONS: &str = "-Clink-arg=--emit-relocs";

/// What a person may say to `play`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Wishes {
    /// The port to try first.
    port: u16,
    /// Whether the page is to follow edits.
    watch: bool,
    /// Whether a browser is to be opened.
    open: bool,
}

impl Wishes {
    /// Reads `--port N`, `--watch`, `--no-open` and `--release`, which is the default.
    pub(crate) fn read(words: &[String]) -> Outcome<Self> {
        let mut wishes = Self {
            port: PORT,
            watch: false,
            open: true,
        };
        let mut words = words.iter();
        while let Some(word) = words.next() {
            match word.as_str() {
                "--release" => wishes.watch = false,
                "--watch" => wishes.watch = true,
                "--no-open" => wishes.open = false,
                "--port" => {
                    wishes.port =
                        words
                            .next()
                            .and_then(|port| port.parse().ok())
                            .ok_or_else(|| {
                                Failure::new("--port wants a number from 0 to 65535 after it")
                            })?;
                }
                word => {
                    return Err(Failure::new(format!(
                        "`play` does not know `{word}`; it knows --watch, --port N, --no-open"
                    )));
                }
            }
        }
        Ok(wishes)
    }
}

/// Builds `dist/` as it is published, and prints what it weighs.
///
/// # Errors
///
/// When it does not build, or a first visit loads more than the budget allows.
pub(crate) fn build() -> Outcome {
    let browser = split::ensure()?;
    release()?;
    split::split(&browser)?;
    weigh()
}

/// Prints what `dist/` weighs, and holds it to the budget.
pub(crate) fn weigh() -> Outcome {
    step::step("Weighing dist/", || sizes::weigh(&workspace::dist()))
}

/// Builds `dist/`, the program in one part.
pub(crate) fn release() -> Outcome {
    let path = set_up()?;
    step::run(
        "Building the page: trunk build --release",
        trunk(&path)?
            .args(["build", "--release", "--offline"])
            // Either would stand in the place of what is said here.
            .env_remove("RUSTFLAGS")
            .env_remove("CARGO_ENCODED_RUSTFLAGS")
            .env(
                "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
                KEEP_RELOCATIONS,
            ),
    )
}

/// Builds the page and serves it until the person ends the program.
pub(crate) fn play(wishes: &Wishes) -> Outcome {
    if wishes.watch {
        return watch(wishes);
    }
    release()?;
    let listener = server::listen(wishes.port)?;
    let port = listener
        .local_addr()
        .map_err(|error| Failure::new(format!("the server has no address: {error}")))?
        .port();
    greet(wishes, port);
    server::serve(&listener, &workspace::dist());
    Ok(())
}

/// Trunk's server, on a build of its own so that `dist/` stays the release.
fn watch(wishes: &Wishes) -> Outcome {
    let path = set_up()?;
    // Trunk ends when its port is taken, so a free one is found first. Nothing
    // else is likely to take it in the moment between.
    let port = server::listen(wishes.port)?
        .local_addr()
        .map_err(|error| Failure::new(format!("the server has no address: {error}")))?
        .port();
    greet(wishes, port);
    step::execute(
        trunk(&path)?
            .args(["serve", "--offline", "--address", "127.0.0.1", "--port"])
            .arg(port.to_string())
            .args(["--dist", "target/watch"]),
    )
}

fn greet(wishes: &Wishes, port: u16) {
    let address = format!("http://127.0.0.1:{port}");
    if port != wishes.port && wishes.port != 0 {
        println!("Port {} is taken; {port} is free.", wishes.port);
    }
    println!("Portcullis is at {address}  (Ctrl+C ends it)");
    if wishes.open {
        open(&address);
    }
}

/// Opens the address in a browser where there is a desktop; says nothing where there is none.
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
        // `start` takes its first quoted word for a window title.
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

/// Trunk, with the tools before all others on its `PATH`.
fn trunk(folders: &[PathBuf]) -> Outcome<Command> {
    // Named by its file: Windows looks a program up in the parent's PATH.
    let program = folders
        .iter()
        .map(|folder| workspace::executable(folder, "trunk"))
        .find(|file| file.is_file())
        .ok_or_else(|| Failure::new("trunk went away while it was needed; try again"))?;
    let mut command = workspace::command(program);
    command
        .env("PATH", workspace::path_with(folders)?)
        // Trunk 0.21 reads NO_COLOR as a flag and ends at the customary value 1.
        .env_remove("NO_COLOR");
    Ok(command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wishes_are_read_or_refused_by_name() {
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
            match (Wishes::read(&words), expected) {
                (Ok(wishes), Ok(expected)) => {
                    assert_eq!((wishes.port, wishes.watch, wishes.open), expected, "{case}");
                }
                (Err(failure), Err(named)) => {
                    assert!(failure.to_string().contains(named), "{case}: {failure}");
                }
                (found, _) => panic!("{case}: {found:?}"),
            }
        }
    }
}
