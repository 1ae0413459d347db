//! Checks the source tree against the rules in ARCHITECTURE.md: which layer may import
//! which, and rules for every file.
//!
//! It reads the sources as text and skips comments, so the docs of a layer may mention
//! another. It would not find a path that a macro assembles; none does.

#![cfg(not(target_arch = "wasm32"))]

#[path = "architecture/literals.rs"]
mod literals;
#[path = "architecture/markup.rs"]
mod markup;
#[path = "architecture/sentences.rs"]
mod sentences;
#[path = "architecture/type_names.rs"]
mod type_names;

use std::{
    fs,
    path::{Path, PathBuf},
};

/// Layers without a screen, from the bottom up. Each may import itself and those before it.
const CORE: [&str; 11] = [
    "net", "policy", "topology", "host", "sim", "analysis", "scenario", "words", "picture",
    "formats", "editor",
];

/// Layers at the top, with what each may import in addition to the core and itself.
const TOP: [(&str, &[&str]); 2] = [("ui", &["browser"]), ("cli", &[])];

/// Wraps web APIs, and imports no other layer.
const BROWSER: &str = "browser";

/// Identifiers of the browser, the clock and randomness, which the core must not use.
const BANNED_IN_CORE: [&str; 16] = [
    "leptos",
    "reactive_graph",
    "any_spawner",
    "web_sys",
    "js_sys",
    "wasm_bindgen",
    "wasm_bindgen_futures",
    "Instant",
    "SystemTime",
    "UNIX_EPOCH",
    "rand",
    "rand_core",
    "getrandom",
    "fastrand",
    "oorandom",
    "RandomState",
];

/// The most lines of a source file, including its tests.
const LONGEST_FILE: usize = 400;

#[test]
fn every_module_belongs_to_a_layer() {
    for path in entries(&root().join("src")) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        assert!(
            ["lib", "main"].contains(&name.as_str()) || layers().contains(&name.as_str()),
            "src/{name} is no layer; move it into one, or add it to tests/architecture.rs"
        );
    }
}

#[test]
fn each_layer_imports_only_those_it_may() {
    for layer in layers() {
        let allowed = allowed(layer);
        for (file, code) in layer_code(layer) {
            let depth = depth_in_crate(&file);
            for name in crate_names(&code)
                .into_iter()
                .chain(names_above(&code, depth))
            {
                assert!(
                    allowed.contains(&name.as_str()),
                    "{} is in layer `{layer}` and imports `{name}`; it may import {}",
                    shown(&file),
                    allowed.join(", ")
                );
            }
        }
    }
}

#[test]
fn the_core_uses_no_browser_no_clock_and_no_randomness() {
    let banned = |word: &str| BANNED_IN_CORE.contains(&word) || word.starts_with("gloo_");
    for layer in CORE {
        for (file, code) in layer_code(layer) {
            if let Some(word) = words(&code).find(|word| banned(word)) {
                panic!(
                    "{} uses `{word}`; the layer `{layer}` has no screen, no clock, and no randomness except the seed's",
                    shown(&file)
                );
            }
        }
    }
}

#[test]
fn every_source_file_starts_with_a_module_comment() {
    for file in sources() {
        let text = fs::read_to_string(&file).unwrap();
        assert!(
            text.starts_with("//! "),
            "{} does not start with `//!`",
            shown(&file)
        );
    }
}

#[test]
fn no_source_file_is_longer_than_the_limit() {
    let lines = |file: &Path| fs::read_to_string(file).unwrap().lines().count();
    let long: Vec<String> = sources()
        .iter()
        .filter(|file| lines(file) > LONGEST_FILE)
        .map(|file| format!("{} ({})", shown(file), lines(file)))
        .collect();
    assert!(
        long.is_empty(),
        "{LONGEST_FILE} lines are the limit; split these files by topic: {}",
        long.join(", ")
    );
}

#[test]
fn no_file_contains_a_path_of_one_machine() {
    // Assembled here, so that this file does not contain them.
    let places = ["work", "root", "home", "Users"].map(|place| format!("/{place}/"));
    for file in tree(&root()) {
        // Skip binary files.
        let Ok(text) = fs::read_to_string(&file) else {
            continue;
        };
        for place in &places {
            let named = text.match_indices(place.as_str()).find(|(at, _)| {
                // As part of a longer path or a URL it is no path of a machine.
                !text[..*at]
                    .ends_with(|before: char| before.is_alphanumeric() || "._-})".contains(before))
            });
            if let Some((at, _)) = named {
                let line = text[..at].lines().count().max(1);
                panic!(
                    "{}:{line} contains a path under {place}, which exists on one machine only",
                    shown(&file)
                );
            }
        }
    }
}

#[test]
fn names_are_found_in_every_form_of_path_and_not_in_comments() {
    for (case, code, expected) in [
        ("plain", "use crate::net::Port;", &["net"][..]),
        (
            "braces",
            "use crate::{net::{Port, Flow}, sim, host::Stack};",
            &["net", "sim", "host"],
        ),
        (
            "lines",
            "use crate::{\n    net,\n    policy::Verdict,\n};",
            &["net", "policy"],
        ),
        (
            "in code",
            "let a = crate::words::tell(crate::sim::run());",
            &["words", "sim"],
        ),
        ("visibility", "pub(crate) fn a() {}", &[]),
        (
            "comment",
            "//! Not crate::ui.\nfn a() {} // nor crate::cli",
            &[],
        ),
        ("other crate", "use mycrate::ui;", &[]),
    ] {
        assert_eq!(crate_names(&without_comments(code)), expected, "{case}");
    }
    for (case, code, depth, expected) in [
        (
            "from the top of a layer",
            "use super::sim;",
            1,
            &["sim"][..],
        ),
        ("to a neighbour", "use super::port;", 2, &[]),
        ("out of a layer", "use super::super::sim;", 2, &["sim"]),
        ("a module's parent", "use super::*;", 1, &[]),
    ] {
        assert_eq!(names_above(code, depth), expected, "{case}");
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn layers() -> Vec<&'static str> {
    CORE.into_iter()
        .chain([BROWSER])
        .chain(TOP.map(|(layer, _)| layer))
        .collect()
}

fn allowed(layer: &str) -> Vec<&'static str> {
    if layer == BROWSER {
        return vec![BROWSER];
    }
    if let Some((name, beside)) = TOP.into_iter().find(|(name, _)| *name == layer) {
        return CORE
            .into_iter()
            .chain(beside.iter().copied())
            .chain([name])
            .collect();
    }
    let rank = CORE
        .iter()
        .position(|name| *name == layer)
        .expect("a layer is core, top or browser");
    CORE[..=rank].to_vec()
}

/// The files of a layer, `src/layer.rs` and `src/layer/`, without their comments.
fn layer_code(layer: &str) -> Vec<(PathBuf, String)> {
    let folder = root().join("src").join(layer);
    let mut files = if folder.is_dir() {
        tree(&folder)
    } else {
        Vec::new()
    };
    files.push(folder.with_extension("rs"));
    files.retain(|file| is_rust(file) && file.is_file());
    files
        .into_iter()
        .map(|file| {
            let text = fs::read_to_string(&file).expect("a source file is text");
            (file, without_comments(&text))
        })
        .collect()
}

/// All Rust source files.
fn sources() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = ["src", "tests", "benches", "examples", "xtask"]
        .iter()
        .flat_map(|folder| tree(&root().join(folder)))
        .collect();
    files.retain(|file| is_rust(file));
    assert!(files.len() > 3, "the sources were not found");
    files
}

fn is_rust(file: &Path) -> bool {
    file.extension().is_some_and(|extension| extension == "rs")
}

/// All files below a folder, except build output, packages and hidden folders.
fn tree(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in entries(folder) {
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        if path.is_dir() {
            let hidden = name.starts_with('.') && ![".ci", ".cargo"].contains(&name.as_str());
            if !hidden && !["target", "dist", "node_modules"].contains(&name.as_str()) {
                files.extend(tree(&path));
            }
        } else if name != ".git" {
            files.push(path);
        }
    }
    files
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is part of the clone");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    paths
}

fn shown(file: &Path) -> String {
    file.strip_prefix(root())
        .unwrap_or(file)
        .display()
        .to_string()
}

/// How many modules deep a file is: `src/net.rs` and `src/net/mod.rs` are 1, `src/net/port.rs` is 2.
fn depth_in_crate(file: &Path) -> usize {
    let inside = file.strip_prefix(root().join("src")).unwrap_or(file);
    let parts = inside.iter().count();
    if file.ends_with("mod.rs") {
        parts - 1
    } else {
        parts
    }
}

fn without_comments(text: &str) -> String {
    let lines = text
        .lines()
        .map(|line| line.split("//").next().unwrap_or_default());
    lines.collect::<Vec<_>>().join("\n")
}

fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|letter: char| !is_of_a_word(letter))
        .filter(|word| !word.is_empty())
}

fn is_of_a_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The names after each `crate::`.
fn crate_names(code: &str) -> Vec<String> {
    code.match_indices("crate::")
        .filter(|(at, _)| !code[..*at].ends_with(is_of_a_word))
        .flat_map(|(at, prefix)| first_names(&code[at + prefix.len()..]))
        .collect()
}

/// Layers reached through `super`: `super::super::sim` in a file two deep.
fn names_above(code: &str, depth: usize) -> Vec<String> {
    let climb = "super::".repeat(depth);
    code.match_indices(&climb)
        .flat_map(|(at, _)| first_names(&code[at + climb.len()..]))
        .filter(|name| layers().contains(&name.as_str()))
        .collect()
}

/// The first name of each path in `a::b` or `{a::{b, c}, d}`.
fn first_names(rest: &str) -> Vec<String> {
    let Some(list) = rest.strip_prefix('{') else {
        return words(rest).next().map(str::to_owned).into_iter().collect();
    };
    let mut depth = 1;
    let mut names = Vec::new();
    let mut fresh = true;
    let mut name = String::new();
    for letter in list.chars() {
        let part_of_name = depth == 1 && fresh && is_of_a_word(letter);
        if part_of_name {
            name.push(letter);
            continue;
        }
        if !name.is_empty() {
            names.push(std::mem::take(&mut name));
            fresh = false;
        }
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => fresh = true,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    names
}
