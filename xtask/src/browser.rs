//! Browser tests: runs them, and installs Chromium, its driver and npm packages.
//!
//! Chromium is the system's; if it is missing, apt installs it. The test library gets its
//! path, because it would download another browser otherwise.

use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    failure::{Failure, Outcome},
    step,
    totals::Totals,
    workspace,
};

/// Names of the Chromium executable.
const CHROMIUM: [&str; 4] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
];

/// How many test files run at once, each in its own browser.
const TESTS_AT_ONCE: &str = "2";

/// A browser, and the driver that runs wasm tests in it.
#[derive(Debug)]
pub(crate) struct Browser {
    /// Chromium or Chrome.
    pub(crate) chromium: PathBuf,
    /// The `chromedriver` of the same version.
    pub(crate) driver: PathBuf,
}

/// Finds Chromium and its driver, or installs both with apt.
pub(crate) fn ensure() -> Outcome<Browser> {
    if let Some(browser) = find() {
        return Ok(browser);
    }
    let remedy = "install Chromium and ChromeDriver of the same version, or set CHROMIUM and CHROMEDRIVER to their paths";
    let missing = || Failure::new(format!("Chromium is not installed; {remedy}"));
    let apt = workspace::find_program(&["apt-get"]).ok_or_else(missing)?;
    let as_root = |arguments: &[&str]| -> Command {
        let mut command = if is_root() {
            workspace::command(&apt)
        } else {
            // `-n`: fail instead of asking for a password.
            let mut command = workspace::command("sudo");
            command.args(["-n", "apt-get"]);
            command
        };
        command
            .args(arguments)
            .env("DEBIAN_FRONTEND", "noninteractive");
        command
    };
    step::step("Installing Chromium with apt", || {
        step::execute(&mut as_root(&["update"]))?;
        step::execute(&mut as_root(&[
            "install",
            "-y",
            "--no-install-recommends",
            "chromium",
            "chromium-driver",
        ]))
    })
    .map_err(|_| {
        Failure::new(
            "Chromium could not be installed; run `apt-get install chromium chromium-driver` as root",
        )
    })?;
    find().ok_or_else(missing)
}

/// Installs the npm packages of a folder's lock file, unless they are installed already.
pub(crate) fn ensure_packages(folder: &Path) -> Outcome {
    let lock = folder.join("package-lock.json");
    // A copy of the lock file is stored beside the packages installed from it.
    let installed = folder.join("node_modules/.installed-from.json");
    let wanted = fs::read(&lock).map_err(|error| Failure::at(&lock, &error))?;
    if fs::read(&installed).is_ok_and(|from| from == wanted) {
        return Ok(());
    }
    let npm = if cfg!(windows) { "npm.cmd" } else { "npm" };
    step::run(
        &format!("Installing npm packages: npm ci in {}", folder.display()),
        workspace::command(npm)
            .args(["ci", "--no-audit", "--no-fund"])
            .current_dir(folder),
    )
    .map_err(|_| {
        Failure::new(format!(
            "the npm packages could not be installed; install Node.js 20 or newer, connect to the network, and run `npm ci` in {}",
            folder.display()
        ))
    })?;
    fs::write(&installed, wanted).map_err(|error| Failure::at(&installed, &error))
}

/// Runs the tests that drive the built page in Chromium.
pub(crate) fn test(browser: &Browser, totals: &mut Totals) -> Outcome {
    let files = test_files()?;
    step::run_tests(
        "Browser tests: the built page in Chromium",
        workspace::command("node")
            .args(["--test", "--test-reporter=spec"])
            .arg(format!("--test-concurrency={TESTS_AT_ONCE}"))
            .args(files)
            .env("CHROMIUM", &browser.chromium),
        totals,
    )
}

/// The files `tests/browser/*.test.mjs`, by name.
///
/// They are named one by one because Node's versions treat a folder or a pattern
/// differently.
fn test_files() -> Outcome<Vec<PathBuf>> {
    let folder = workspace::browser_tests();
    let entries = fs::read_dir(&folder).map_err(|error| Failure::at(&folder, &error))?;
    let mut files: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".test.mjs"))
        .collect();
    files.sort();
    if files.is_empty() {
        // Without files Node would search for tests by itself.
        return Err(Failure::new(format!("{} has no tests", folder.display())));
    }
    Ok(files)
}

fn find() -> Option<Browser> {
    let named = |variable: &str| {
        env::var_os(variable)
            .map(PathBuf::from)
            .filter(|path| path.is_file())
    };
    let on_mac = || {
        let path = PathBuf::from("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome");
        path.is_file().then_some(path)
    };
    Some(Browser {
        chromium: named("CHROMIUM")
            .or_else(|| workspace::find_program(&CHROMIUM))
            .or_else(on_mac)?,
        driver: named("CHROMEDRIVER").or_else(|| workspace::find_program(&["chromedriver"]))?,
    })
}

fn is_root() -> bool {
    workspace::answer("id", &["-u"]).is_some_and(|id| id == "0")
}
