//! Sentences that a user reads come from `words`: lists the string literals elsewhere that read
//! like one, and fails when a folder has more of them than [`LIMITS`] allows.
//!
//! A literal counts when two words are left, side by side, after markup, format placeholders and
//! escapes are taken away. Tests, doc comments, lint reasons and messages of panics do not count:
//! no user reads them. A label of one word is not found.

use std::cmp::Ordering;
use std::collections::BTreeSet;
use std::fs;

use super::literals::literals;
use super::markup::{Found, in_markup, in_page};
use super::{is_rust, root, shown, tree};

/// How many sentences a folder of `src`, or `index.html`, may have. Only lower these.
const LIMITS: [(&str, usize); 6] = [
    ("src/scenario", 0),
    ("src/picture", 0),
    ("src/formats", 2),
    ("src/editor", 232),
    ("src/ui", 2),
    ("index.html", 0),
];

/// Literals that read like a sentence and are none: file, beginning, and reason.
const ALLOWED: [(&str, &str, &str); 4] = [
    (
        "src/editor/default_scenario.rs",
        "",
        "the first example's document, which a test compares with its file",
    ),
    (
        "src/scenario/read/foreign.rs",
        "Type: ",
        "the start of a line in a CloudFormation template",
    ),
    (
        "src/scenario/read/mod.rs",
        "recursion limit exceeded",
        "an error of serde_json, which is recognised by its text",
    ),
    (
        "src/scenario/read/value.rs",
        "integer() keeps to the bounds",
        "the message of an `expect`",
    ),
];

#[test]
fn sentences_that_a_user_reads_are_made_in_words() {
    let mut over = Vec::new();
    let mut all = 0;
    for (place, limit) in LIMITS {
        let found = sentences_of(place);
        println!("{place}: {} sentences, {limit} allowed", found.len());
        for line in &found {
            println!("  {line}");
        }
        all += found.len();
        match found.len().cmp(&limit) {
            Ordering::Greater => over.push(format!("{place} has {}, {limit} allowed", found.len())),
            Ordering::Less => println!("{place}: lower its limit to {}", found.len()),
            Ordering::Equal => {}
        }
    }
    println!("{all} sentences outside `words`");
    assert!(
        over.is_empty(),
        "{}; `words` makes the sentences that a user reads. `cargo test --test architecture \
         sentences -- --nocapture` lists them",
        over.join("; ")
    );
}

/// The sentences of a folder of sources or of a page, each as `file:line: text`.
fn sentences_of(place: &str) -> Vec<String> {
    let path = root().join(place);
    let mut files = if path.is_dir() {
        tree(&path)
    } else {
        Vec::new()
    };
    files.extend([path.clone(), path.with_extension("rs")]);
    files.retain(|file| file.is_file());
    assert!(!files.is_empty(), "{place} is not part of the clone");
    let styles = styles();
    let mut lines = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).expect("a file of the clone is text");
        let found = if is_rust(&file) {
            in_rust(&text, &styles)
        } else {
            not_from_words(in_page(&text))
        };
        let file = shown(&file);
        let is_allowed = |found: &Found| {
            ALLOWED
                .iter()
                .any(|(allowed, begins, _)| file == *allowed && found.text.starts_with(begins))
        };
        lines.extend(
            found
                .into_iter()
                .filter(|found| !is_allowed(found))
                .map(|Found { line, text }| format!("{file}:{line}: {text:?}")),
        );
    }
    lines
}

/// The texts of a page that are no constant of `words`.
fn not_from_words(texts: Vec<Found>) -> Vec<Found> {
    let constants = ["src/words/page.rs", "src/words/dialogs.rs"].map(|file| {
        let text = fs::read_to_string(root().join(file)).expect("a file of the clone is text");
        literals(&text)
    });
    let constants: BTreeSet<String> = constants
        .into_iter()
        .flatten()
        .map(|found| found.text)
        .collect();
    texts
        .into_iter()
        .filter(|found| !constants.contains(&found.text))
        .collect()
}

/// The literals of a source file that read like a sentence.
///
/// A list of CSS classes or HTML tags is none.
fn in_rust(source: &str, styles: &BTreeSet<String>) -> Vec<Found> {
    let mut found = literals(source);
    found.retain(|literal| {
        let mut words = literal
            .text
            .split([' ', ','])
            .filter(|word| !word.is_empty());
        is_sentence(&literal.text) && !words.all(|word| styles.contains(word) || word.contains('['))
    });
    found
}

/// The names of the CSS classes and HTML tags that the styles are about.
fn styles() -> BTreeSet<String> {
    let mut names = BTreeSet::from(["input", "select", "textarea"].map(str::to_owned));
    for file in tree(&root().join("style")) {
        let text = fs::read_to_string(&file).expect("a file of the clone is text");
        for rule in text.split('}') {
            let selectors = rule.split('{').next().unwrap_or_default();
            let words =
                selectors.split(|letter: char| !(letter.is_alphanumeric() || letter == '-'));
            names.extend(words.map(str::to_owned));
        }
    }
    assert!(names.contains("mono"), "the styles were not found");
    // It is an article more often than a tag.
    names.remove("a");
    names
}

/// Whether a literal reads like a sentence or a label of several words.
fn is_sentence(literal: &str) -> bool {
    // An address, and a selector.
    if literal.contains("://") || literal.contains("[role=") || literal.contains("[type=") {
        return false;
    }
    let texts = if literal.contains('<') {
        in_markup(literal)
            .into_iter()
            .map(|found| found.text)
            .collect()
    } else {
        vec![literal.to_owned()]
    };
    texts
        .iter()
        .any(|text| has_two_words(&without_placeholders(text)))
}

/// Whether two words of letters stand side by side, one of them longer than a letter, as the
/// commands of an SVG path are.
fn has_two_words(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', '\n']).collect();
    let is_word = |word: &str| {
        let word = word.trim_matches(|letter: char| ",.;:!?()“”‘’\"".contains(letter));
        !word.is_empty()
            && word
                .chars()
                .all(|letter| letter.is_alphabetic() || letter == '’')
    };
    words.windows(2).any(|pair| {
        pair.iter().all(|word| is_word(word)) && pair.iter().any(|word| word.chars().count() > 1)
    })
}

/// A format string without what stands in braces.
fn without_placeholders(text: &str) -> String {
    let mut kept = String::new();
    let mut is_inside = false;
    for letter in text.chars() {
        match letter {
            '{' => is_inside = true,
            '}' => {
                is_inside = false;
                // It takes the place of a value, which is no word.
                kept.push('0');
            }
            letter if !is_inside => kept.push(letter),
            _ => {}
        }
    }
    kept
}

#[test]
fn literals_that_a_user_reads_are_told_from_others() {
    let styles = BTreeSet::from(["mono", "small"].map(str::to_owned));
    for (case, source, expected) in [
        ("a label", r#"fn a() { b("Add host") }"#, &["Add host"][..]),
        (
            "in a macro",
            r#"fn a() { format!("{} goes to {}", 1, 2) }"#,
            &["{} goes to {}"],
        ),
        ("an error", r#"#[error("no {0}")] struct A;"#, &[]),
        (
            "an error's sentence",
            r#"#[error("no rule matches")] struct A;"#,
            &["no rule matches"],
        ),
        ("a doc comment", "/// Not for users.\nfn a() {}", &[]),
        (
            "a lint's reason",
            r#"#[allow(dead_code, reason = "not for users")] fn a() {}"#,
            &[],
        ),
        (
            "expect",
            r#"fn a() { b().expect("it is there").c("is not read") }"#,
            &["is not read"],
        ),
        (
            "expect in a macro",
            r#"fn a() { c!(b().expect("it is there")) }"#,
            &[],
        ),
        (
            "a panic",
            r#"fn a() { panic!("it is there"); assert!(b, "so it is") }"#,
            &[],
        ),
        (
            "a test",
            r#"#[cfg(test)] mod tests { const A: &str = "not for users"; }"#,
            &[],
        ),
        (
            "a class",
            r#"fn a() { b("<b class=\"big red\">{}</b>") }"#,
            &[],
        ),
        (
            "an aria-label",
            r#"fn a() { b("<b aria-label=\"Add host\">{}</b>") }"#,
            &["<b aria-label=\"Add host\">{}</b>"],
        ),
        (
            "an address",
            r#"fn a() { b("https://example.org/a b") }"#,
            &[],
        ),
        ("a path", r#"fn a() { b("M {x} {y} l 5 h v z") }"#, &[]),
        ("classes", r#"fn a() { b("mono small") }"#, &[]),
        ("one word", r#"fn a() { b("rule {n}") }"#, &[]),
    ] {
        let found: Vec<String> = in_rust(source, &styles)
            .into_iter()
            .map(|found| found.text)
            .collect();
        assert_eq!(found, expected, "{case}");
    }
}
