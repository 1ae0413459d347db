//! The size of the page, and the budget for a first visit.
//!
//! Node compresses the files with gzip and Brotli at their highest levels, as a server
//! does that compresses ahead of time. The browser tests need Node anyway.
//!
//! A first visit loads index.html, the wasm, scripts and styles that it names,
//! and the scripts that go with the wasm (`snippets/`). Fonts do
//! not count: text is shown before they load. Files that index.html does not name load later:
//! the second part of the program, and the other examples.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    failure::{Failure, Outcome},
    workspace,
};

/// The most that a first visit may load, in bytes after Brotli. Change it here only.
///
/// The page is being rebuilt, so the budget leaves room for it. Lower it as the new page
/// gets lighter, and never raise it again. The goal is 150 000.
const FIRST_VISIT_BUDGET: u64 = 270_000;

/// Prints the raw, gzip and Brotli size of each file, one line per file.
const COMPRESS: &str = "
const { readFileSync } = require('fs');
const { brotliCompressSync, gzipSync } = require('zlib');
for (const file of process.argv.slice(1)) {
  const bytes = readFileSync(file);
  console.log(bytes.length, gzipSync(bytes, { level: 9 }).length, brotliCompressSync(bytes).length);
}";

/// The sizes of one file, or of several together, in bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Size {
    raw: u64,
    gzip: u64,
    brotli: u64,
}

/// Prints the size of each file of a built page, and of a first visit.
///
/// # Errors
///
/// When a first visit exceeds the budget, or Node is missing.
pub(crate) fn weigh(folder: &Path) -> Outcome {
    let index = folder.join("index.html");
    let page = fs::read_to_string(&index).map_err(|error| Failure::at(&index, &error))?;
    let mut files = Vec::new();
    list(folder, folder, &mut files)?;
    // First what a first visit loads, then the rest, each by name.
    files.sort_by_key(|file| (!is_first_visit(file, &page), file.clone()));
    let sizes = compress(folder, &files)?;

    let mut first_visit = Size::default();
    println!("         raw        gzip      brotli");
    for (file, size) in files.iter().zip(&sizes) {
        let first = is_first_visit(file, &page);
        if first {
            first_visit.add(*size);
        }
        println!(
            "{}  {}{file}",
            row(*size),
            if first { "" } else { "(later) " }
        );
    }
    println!(
        "{}  a first visit, of {FIRST_VISIT_BUDGET} allowed",
        row(first_visit)
    );
    hold_to_budget(first_visit.brotli)
}

impl Size {
    fn add(&mut self, other: Self) {
        self.raw += other.raw;
        self.gzip += other.gzip;
        self.brotli += other.brotli;
    }

    /// Reads `raw gzip brotli`.
    fn read(line: &str) -> Option<Self> {
        let mut numbers = line.split(' ').map(|word| word.parse().ok());
        Some(Self {
            raw: numbers.next()??,
            gzip: numbers.next()??,
            brotli: numbers.next()??,
        })
    }
}

fn hold_to_budget(brotli: u64) -> Outcome {
    match brotli.checked_sub(FIRST_VISIT_BUDGET) {
        None | Some(0) => Ok(()),
        Some(over) => Err(Failure::new(format!(
            "a first visit loads {brotli} bytes, {over} over the budget; reduce it, or load something later"
        ))),
    }
}

/// Whether the page needs `file` (its path inside the folder) before it can be used.
fn is_first_visit(file: &str, page: &str) -> bool {
    let (path, name) = file.rsplit_once('/').unwrap_or(("", file));
    let extension = name.rsplit_once('.').map(|(_, extension)| extension);
    match extension {
        Some("html") => file == "index.html",
        Some("js" | "wasm" | "css") => {
            page.contains(name) || path.split('/').next() == Some("snippets")
        }
        _ => false,
    }
}

fn list(folder: &Path, root: &Path, files: &mut Vec<String>) -> Outcome {
    let failed = |error| Failure::at(folder, &error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.is_dir() {
            list(&path, root, files)?;
        } else {
            files.push(name_in(root, &path));
        }
    }
    Ok(())
}

/// The path of a file inside `root`, with `/` on every system.
fn name_in(root: &Path, path: &Path) -> String {
    let inside = path.strip_prefix(root).unwrap_or(path);
    let parts: Vec<_> = inside.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

fn compress(folder: &Path, files: &[String]) -> Outcome<Vec<Size>> {
    let paths: Vec<PathBuf> = files.iter().map(|file| folder.join(file)).collect();
    let output = workspace::command("node")
        .args(["-e", COMPRESS, "--"])
        .args(&paths)
        .output()
        .map_err(|_| Failure::new("Node.js is missing; install version 20 or newer"))?;
    let sizes: Vec<Size> = String::from_utf8_lossy(&output.stdout)
        .lines()
        .filter_map(Size::read)
        .collect();
    if output.status.success() && sizes.len() == files.len() {
        Ok(sizes)
    } else {
        Err(Failure::new(format!(
            "Node.js could not compress {}: {}",
            folder.display(),
            String::from_utf8_lossy(&output.stderr).trim()
        )))
    }
}

fn row(size: Size) -> String {
    format!("{:>12}{:>12}{:>12}", size.raw, size.gzip, size.brotli)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_loads_the_files_that_the_page_names() {
        let page = r#"<link rel="stylesheet" href="./tokens-1f.css">
            <script type="module">import init from './portcullis-2a.js';
            init({ module_or_path: './portcullis-2a_bg.wasm' });</script>"#;
        for (file, expected) in [
            ("index.html", true),
            ("portcullis-2a.js", true),
            ("portcullis-2a_bg.wasm", true),
            ("tokens-1f.css", true),
            ("snippets/gloo-9/inline0.js", true),
            ("lessons.css", false),
            ("embed.js", false),
            ("embed/index.html", false),
            ("fonts/inter.woff2", false),
            ("scenarios/sftp.json", false),
        ] {
            assert_eq!(is_first_visit(file, page), expected, "{file}");
        }
    }

    #[test]
    fn the_budget_is_a_limit_and_one_byte_more_fails() {
        assert!(hold_to_budget(FIRST_VISIT_BUDGET).is_ok());
        let failure = hold_to_budget(FIRST_VISIT_BUDGET + 1).unwrap_err();
        assert!(failure.to_string().contains("1 over"), "{failure}");
    }

    #[test]
    fn a_line_of_sizes_is_three_numbers() {
        let size = Size {
            raw: 10,
            gzip: 7,
            brotli: 5,
        };
        for (line, expected) in [
            ("10 7 5", Some(size)),
            ("10 7", None),
            ("", None),
            ("a b c", None),
        ] {
            assert_eq!(Size::read(line), expected, "{line:?}");
        }
    }
}
