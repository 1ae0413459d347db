//! Duplicate type names: each type name is defined in one file.
//!
//! The document has twins of types of the engine: the same thing as the user writes it, with
//! names, and as the engine uses it, with indices. `TWINS` lists them; nothing else may share
//! a name.

use std::collections::BTreeMap;
use std::path::PathBuf;

/// Types of `scenario` that are twins of types of the engine, with the reason.
const TWINS: [(&str, &str); 13] = [
    ("AclEntry", "a rule with its note, and its compiled form"),
    ("Gateway", "named by id, and with indices and addresses"),
    ("GatewayKind", "attached by ids, and by indices"),
    ("GroupRule", "a rule with its note, and its compiled form"),
    ("Host", "with its settings, and with its addresses"),
    ("NetworkAcl", "lists as written, and compiled lists"),
    ("Peer", "a name or a block, and blocks"),
    ("Route", "a block and an id, and a block and a next hop"),
    ("RouteTable", "routes as written, and sorted routes"),
    ("SecurityGroup", "lists as written, and compiled lists"),
    ("Settings", "of the file, and of a simulation"),
    ("Subnet", "named by id, and with indices"),
    ("Vpc", "named by id, and with indices"),
];

/// Each folder that a twin may be defined in: the document's, and the engine's.
const DOCUMENT: &str = "src/scenario/document/";
const ENGINE: [&str; 3] = ["src/policy/", "src/topology/", "src/sim/"];

#[test]
fn each_type_name_is_defined_in_one_file() {
    let mut files_of: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (file, code) in source_code() {
        for name in defined(&code) {
            let files = files_of.entry(name).or_default();
            if !files.contains(&file) {
                files.push(file.clone());
            }
        }
    }
    assert!(files_of.len() > 300, "the sources were not found");
    let duplicates: Vec<String> = files_of
        .iter()
        .filter(|(name, files)| files.len() > 1 && !is_twin(name, files))
        .map(|(name, files)| format!("{name}: {}", files.join(", ")))
        .collect();
    assert!(
        duplicates.is_empty(),
        "one concept has one name, and one name is one concept; rename all but one of\n{}",
        duplicates.join("\n")
    );
    for (name, _) in TWINS {
        assert!(
            files_of.get(name).is_some_and(|files| files.len() > 1),
            "{name} is no longer a twin; remove it from the list"
        );
    }
}

#[test]
fn definitions_of_every_kind_are_found() {
    let code = "pub(super) struct One<T>(T);\nenum Two {}\n    trait Three {}\ntype Four = u8;\nimpl A {\n    type Output = u8;\n}\nlet structure = Five;";
    assert_eq!(defined(code), ["One", "Two", "Three", "Four"]);
}

fn is_twin(name: &str, files: &[String]) -> bool {
    let is_in_engine = |file: &String| ENGINE.iter().any(|folder| file.starts_with(folder));
    let is_listed = TWINS.iter().any(|(twin, _)| *twin == name);
    let documents = files.iter().filter(|file| file.starts_with(DOCUMENT));
    let engines = files.iter().filter(|file| is_in_engine(file));
    is_listed && files.len() == 2 && documents.count() == 1 && engines.count() == 1
}

/// The types that code defines. An indented `type` is an associated type, and no definition.
fn defined(code: &str) -> Vec<String> {
    let mut names = Vec::new();
    for line in code.lines() {
        let indented = line.starts_with(' ');
        let mut rest = line.trim_start();
        if let Some(public) = rest.strip_prefix("pub") {
            rest = public.trim_start();
            if let Some(inside) = rest.strip_prefix('(') {
                rest = inside
                    .split_once(')')
                    .map_or("", |(_, after)| after)
                    .trim_start();
            }
        }
        let Some((kind, name)) = rest.split_once(' ') else {
            continue;
        };
        let is_definition = match kind {
            "struct" | "enum" | "trait" | "union" => true,
            "type" => !indented,
            _ => false,
        };
        if is_definition {
            let end = name.find(|letter: char| !super::is_of_a_word(letter));
            names.push(name[..end.unwrap_or(name.len())].to_owned());
        }
    }
    names
}

/// Every file of `src` with its code, without comments.
fn source_code() -> Vec<(String, String)> {
    let root = super::root();
    let files: Vec<PathBuf> = super::tree(&root.join("src"));
    files
        .into_iter()
        .filter(|file| super::is_rust(file))
        .map(|file| {
            let text = std::fs::read_to_string(&file).expect("a source file is text");
            (
                super::shown(&file).replace('\\', "/"),
                super::without_comments(&text),
            )
        })
        .collect()
}
