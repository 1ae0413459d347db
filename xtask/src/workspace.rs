//! Paths of this clone, and starting programs in it.
//!
//! The surprise: `cargo run` adds variables to the environment of the program it runs
//! (`CARGO_MANIFEST_DIR`, `CARGO_PKG_NAME` and more). A cargo started from here would
//! pass them on to build scripts, which would then run again. So [`command`] removes
//! them. Variables that a person sets (`CARGO_HOME`, `CARGO_TARGET_DIR`, profiles) stay.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use crate::failure::{Failure, Outcome};

/// The target that the page is built for.
pub(crate) const WASM: &str = "wasm32-unknown-unknown";

/// The folder of the clone: the parent of the one that this package is in.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("xtask/ is a folder of the workspace")
}

/// The release build of the page.
pub(crate) fn dist() -> PathBuf {
    root().join("dist")
}

/// Cargo's target folder.
pub(crate) fn target() -> PathBuf {
    let moved = env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    root().join(moved.unwrap_or_else(|| "target".into()))
}

/// The browser tests and the npm packages they need.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// A program that runs in the clone's folder, without the variables that `cargo run` set.
pub(crate) fn command(program: impl AsRef<std::ffi::OsStr>) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    for (name, _) in env::vars_os() {
        if name.to_str().is_some_and(is_set_by_cargo_run) {
            command.env_remove(name);
        }
    }
    command
}

/// Cargo, from the toolchain that runs this program.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = command("cargo");
    command.args(arguments);
    command
}

/// `PATH` with these folders before all others.
pub(crate) fn path_with(first: &[PathBuf]) -> Outcome<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&rest)))
        .map_err(|error| Failure::new(format!("a folder cannot be part of PATH: {error}")))
}

/// The first of these programs that is on `PATH`.
pub(crate) fn find_program(names: &[&str]) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    let folders: Vec<PathBuf> = env::split_paths(&path).collect();
    names.iter().find_map(|name| {
        folders
            .iter()
            .map(|folder| executable(folder, name))
            .find(|file| file.is_file())
    })
}

/// The path of a program in a folder, with this system's file extension.
pub(crate) fn executable(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The output of a program; `None` if it cannot run or fails.
pub(crate) fn answer(program: impl AsRef<std::ffi::OsStr>, arguments: &[&str]) -> Option<String> {
    let output = command(program).args(arguments).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

fn is_set_by_cargo_run(name: &str) -> bool {
    matches!(
        name,
        "CARGO"
            | "CARGO_MANIFEST_DIR"
            | "CARGO_MANIFEST_PATH"
            | "CARGO_CRATE_NAME"
            | "CARGO_PRIMARY_PACKAGE"
            | "CARGO_TARGET_TMPDIR"
    ) || name.starts_with("CARGO_PKG_")
        || name.starts_with("CARGO_BIN_")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_variables_of_cargo_run_are_removed() {
        for (name, expected) in [
            ("CARGO", true),
            ("CARGO_MANIFEST_DIR", true),
            ("CARGO_PKG_VERSION", true),
            ("CARGO_HOME", false),
            ("CARGO_TARGET_DIR", false),
            ("CARGO_PROFILE_RELEASE_LTO", false),
            ("RUSTUP_TOOLCHAIN", false),
        ] {
            assert_eq!(is_set_by_cargo_run(name), expected, "{name}");
        }
    }

    #[test]
    fn the_root_is_the_workspace() {
        assert!(root().join("Cargo.lock").is_file());
    }
}
