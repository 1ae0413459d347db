//! Where things are in this clone, and how programs are started from it.
//!
//! The surprise: `cargo run` hands its own environment to the program it runs
//! (`CARGO_MANIFEST_DIR`, `CARGO_PKG_NAME` and more). A cargo started from here
//! would pass them on to build scripts and see its fingerprints change, so what
//! belongs to this run is taken out again. What a person sets (`CARGO_HOME`,
//! `CARGO_TARGET_DIR`, profiles) stays.

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

/// Where cargo puts what it builds.
pub(crate) fn target() -> PathBuf {
    let moved = env::var_os("CARGO_TARGET_DIR").filter(|folder| !folder.is_empty());
    root().join(moved.unwrap_or_else(|| "target".into()))
}

/// The browser tests and the npm packages they need.
pub(crate) fn browser_tests() -> PathBuf {
    root().join("tests/browser")
}

/// A program to be started in the clone's folder, without what `cargo run` set.
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

/// Cargo, of the toolchain that this program was started with.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let mut command = command("cargo");
    command.args(arguments);
    command
}

/// `PATH` with these folders before all others.
pub(crate) fn path_with(first: &[PathBuf]) -> Outcome<OsString> {
    let rest = env::var_os("PATH").unwrap_or_default();
    env::join_paths(first.iter().cloned().chain(env::split_paths(&rest)))
        .map_err(|error| Failure::new(format!("a folder cannot stand in PATH: {error}")))
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

/// The file that a program has in a folder on this system.
pub(crate) fn executable(folder: &Path, name: &str) -> PathBuf {
    folder.join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// What a program prints for `arguments`, or nothing if it cannot be run or fails.
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
    fn only_what_cargo_run_sets_is_taken_out() {
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
