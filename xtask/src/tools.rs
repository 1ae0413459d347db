//! Build tools that are not part of the Rust toolchain: pinned, in a cache outside the
//! clone.
//!
//! The cache is keyed by name and version, so a second or a cleaned clone does not build
//! them again. `cargo binstall` downloads them if it is installed. Otherwise they are built
//! from source, without optional features and with little optimisation: that takes two
//! thirds of the usual time, and they are fast enough for one page.
//!
//! Trunk uses `wasm-bindgen` from `PATH` if its version equals the one in `Cargo.lock`, and
//! downloads it otherwise. So both are installed together.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::{
    failure::{Failure, Outcome},
    step, workspace,
};

/// Builds the page.
pub(crate) const TRUNK: Tool = Tool {
    package: "trunk",
    folder: "trunk",
    version: "0.21.14",
    programs: &["trunk"],
};

/// Generates JavaScript bindings for wasm, and runs wasm tests.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    folder: "wasm-bindgen",
    version: "0.2.129",
    programs: &["wasm-bindgen", "wasm-bindgen-test-runner"],
};

/// A pinned tool.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Tool {
    /// The name of its crate.
    package: &'static str,
    /// The name of its folder in the cache.
    folder: &'static str,
    /// The pinned version.
    version: &'static str,
    /// The programs that it installs.
    programs: &'static [&'static str],
}

impl Tool {
    /// The tool's folder in the cache, whether or not it exists.
    fn home(&self, cache: &Path) -> PathBuf {
        cache.join(format!("{}-{}", self.folder, self.version))
    }

    /// `folder`, if it contains all programs of the tool in the pinned version.
    fn find_in(&self, folder: &Path, version: impl Fn(&Path) -> String) -> Option<PathBuf> {
        self.programs
            .iter()
            .all(|program| {
                let file = workspace::executable(folder, program);
                file.is_file()
                    && version(&file)
                        .split_whitespace()
                        .any(|word| word == self.version)
            })
            .then(|| folder.to_owned())
    }

    /// The installed tool: in the cache, or on `PATH` in the pinned version.
    fn find(&self, cache: &Path) -> Option<PathBuf> {
        self.find_in(&self.home(cache).join("bin"), version_of)
            .or_else(|| {
                let on_path = workspace::find_program(&[self.programs[0]])?;
                self.find_in(on_path.parent()?, version_of)
            })
    }

    /// Finds the tool or installs it into the cache.
    fn ensure(&self, cache: &Path) -> Outcome<PathBuf> {
        if let Some(folder) = self.find(cache) {
            return Ok(folder);
        }
        let home = self.home(cache);
        let name = format!("{} {}", self.package, self.version);
        let fetched = workspace::answer("cargo", &["binstall", "-V"]).is_some()
            && step::run(
                &format!("Downloading {name} with cargo binstall"),
                &mut self.binstall(&home),
            )
            .is_ok();
        if !fetched {
            step::run(
                &format!("Building {name}, once for this machine; this takes a few minutes"),
                &mut self.install(cache, &home),
            )
            .map_err(|_| {
                Failure::new(format!(
                    "{name} could not be installed; connect to the network, run `cargo install --locked --version {} --root {} {}` and try again",
                    self.version,
                    home.display(),
                    self.package
                ))
            })?;
        }
        self.find_in(&home.join("bin"), version_of).ok_or_else(|| {
            Failure::new(format!(
                "{name} was installed but does not run; delete {} and try again",
                home.display()
            ))
        })
    }

    /// Downloads prebuilt programs only; [`Self::install`] compiles with less optimisation.
    fn binstall(&self, home: &Path) -> Command {
        let mut command = workspace::cargo(&["binstall", "--no-confirm", "--force"]);
        command
            .args(["--disable-strategies", "compile", "--version", self.version])
            .arg("--root")
            .arg(home)
            .arg(self.package);
        command
    }

    fn install(&self, cache: &Path, home: &Path) -> Command {
        let mut command = workspace::cargo(&["install", "--locked", "--no-default-features"]);
        command
            .args(["--version", self.version, "--root"])
            .arg(home)
            .arg(self.package)
            .env("CARGO_TARGET_DIR", build_folder(cache))
            .env("CARGO_PROFILE_RELEASE_LTO", "off")
            .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
            .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "1");
        command
    }
}

/// Finds or installs these tools and returns the folders to put first on `PATH`.
pub(crate) fn ensure(tools: &[Tool]) -> Outcome<Vec<PathBuf>> {
    let cache = cache()?;
    let missing = tools.iter().any(|tool| tool.find(&cache).is_none());
    let folders = tools
        .iter()
        .map(|tool| tool.ensure(&cache))
        .collect::<Outcome<Vec<_>>>()?;
    if missing {
        // The build folder is not needed any more. If it cannot be deleted, it only takes
        // up space.
        fs::remove_dir_all(build_folder(&cache)).ok();
    }
    Ok(folders)
}

/// Adds the wasm target to the toolchain if it is missing.
pub(crate) fn ensure_wasm_target() -> Outcome {
    let installed = || {
        workspace::answer(
            "rustc",
            &["--print", "target-libdir", "--target", workspace::WASM],
        )
        .is_some_and(|folder| Path::new(&folder).is_dir())
    };
    if installed() {
        return Ok(());
    }
    rustup(&["target", "add", workspace::WASM])
}

/// Adds rustfmt and clippy to the toolchain if they are missing.
pub(crate) fn ensure_checkers() -> Outcome {
    let missing =
        |component: &&str| workspace::answer("cargo", &[component, "--version"]).is_none();
    if ["fmt", "clippy"].iter().any(missing) {
        rustup(&["component", "add", "rustfmt", "clippy"])?;
    }
    Ok(())
}

fn rustup(arguments: &[&str]) -> Outcome {
    let words = arguments.join(" ");
    step::run(
        &format!("Adding to the toolchain: rustup {words}"),
        workspace::command("rustup").args(arguments),
    )
    .map_err(|_| {
        Failure::new(format!(
            "the Rust toolchain is incomplete; run `rustup {words}`, or without rustup install it from the source of your Rust"
        ))
    })
}

/// The output of `program --version`; empty if it does not run.
fn version_of(program: &Path) -> String {
    Command::new(program)
        .arg("--version")
        .env_remove("NO_COLOR")
        .stderr(Stdio::null())
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).into_owned())
        .unwrap_or_default()
}

/// The tools' cache: `PORTCULLIS_CACHE`, or `portcullis` in the user's cache folder.
fn cache() -> Outcome<PathBuf> {
    cache_from(|name| {
        env::var_os(name)
            .filter(|value| !value.is_empty())
            .map(PathBuf::from)
    })
    .ok_or_else(|| Failure::new("no folder for build tools was found; set PORTCULLIS_CACHE to one"))
}

fn cache_from(variable: impl Fn(&str) -> Option<PathBuf>) -> Option<PathBuf> {
    variable("PORTCULLIS_CACHE").or_else(|| {
        variable("XDG_CACHE_HOME")
            .or_else(|| variable("LOCALAPPDATA"))
            .or_else(|| variable("HOME").map(|home| home.join(".cache")))
            .map(|folder| folder.join("portcullis"))
    })
}

fn build_folder(cache: &Path) -> PathBuf {
    cache.join("tools-build")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_pinned_wasm_bindgen_is_the_one_in_the_lock_file() {
        let lock = fs::read_to_string(workspace::root().join("Cargo.lock")).unwrap();
        let expected = format!(
            "name = \"wasm-bindgen\"\nversion = \"{}\"",
            WASM_BINDGEN.version
        );
        assert!(lock.replace('\r', "").contains(&expected), "{expected}");
    }

    #[test]
    fn the_cache_is_in_the_users_folder_and_can_be_moved() {
        for (case, set, expected) in [
            ("nothing", &[][..], None),
            ("home", &[("HOME", "/h")][..], Some("/h/.cache/portcullis")),
            (
                "XDG",
                &[("HOME", "/h"), ("XDG_CACHE_HOME", "/x")][..],
                Some("/x/portcullis"),
            ),
            (
                "Windows",
                &[("LOCALAPPDATA", "/l")][..],
                Some("/l/portcullis"),
            ),
            (
                "ours",
                &[("HOME", "/h"), ("PORTCULLIS_CACHE", "/p")][..],
                Some("/p"),
            ),
        ] {
            let found = cache_from(|name| {
                set.iter()
                    .find(|(key, _)| *key == name)
                    .map(|(_, value)| PathBuf::from(value))
            });
            assert_eq!(found, expected.map(PathBuf::from), "{case}");
        }
    }

    #[test]
    fn a_tool_is_found_only_with_all_programs_in_its_version() {
        let cache = env::temp_dir().join(format!("portcullis-tools-{}", std::process::id()));
        let bin = WASM_BINDGEN.home(&cache).join("bin");
        fs::create_dir_all(&bin).unwrap();
        let put = |program: &str, version: &str| {
            let file = workspace::executable(&bin, program);
            fs::write(file, format!("{program} {version}\n")).unwrap();
        };
        let find = || WASM_BINDGEN.find_in(&bin, |file| fs::read_to_string(file).unwrap());
        assert_eq!(find(), None, "an empty folder");
        put("wasm-bindgen", WASM_BINDGEN.version);
        assert_eq!(find(), None, "one of two programs");
        put("wasm-bindgen-test-runner", "0.1.0");
        assert_eq!(find(), None, "another version");
        put("wasm-bindgen-test-runner", WASM_BINDGEN.version);
        assert_eq!(find(), Some(bin.clone()), "both");
        fs::remove_dir_all(&cache).unwrap();
    }
}
