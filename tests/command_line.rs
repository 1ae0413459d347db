//! What the program says, and how it exits.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

use std::io::Write;
use std::process::{Command, Stdio};

/// Runs the program: its exit status, standard output and standard error.
fn portcullis(arguments: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_portcullis"))
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program is built before its tests");
    let mut pipe = child.stdin.take().unwrap();
    // It may have read enough before all of it is written.
    let _ = pipe.write_all(input);
    drop(pipe);
    let output = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    let status = output.status.code().unwrap();
    (status, text(output.stdout), text(output.stderr))
}

#[test]
fn each_line_about_standard_input_names_it() {
    let document = |via: &str| {
        format!(
            r#"{{ "portcullis": 1, "color": 1,
            "vpcs": [{{ "id": "v", "cidr": "10.0.0.0/16" }}],
            "subnets": [{{ "id": "s", "vpc": "v", "cidr": "10.0.0.0/24" }}],
            "hosts": [{{ "id": "a", "subnet": "s" }}],
            "script": [{{ "ping": {{ "id": "p", "from": "{via}", "to": "a" }} }}] }}"#
        )
    };
    for (text, status, lines) in [
        (document("a"), 0, 1),
        (document("b"), 2, 1),
        ("{".to_owned(), 2, 1),
        (
            r#"{ "portcullis": 1, "seed": -1, "title": 1 }"#.to_owned(),
            2,
            2,
        ),
    ] {
        let (found, output, errors) = portcullis(&["check", "-"], text.as_bytes());
        assert_eq!((found, errors.lines().count()), (status, lines), "{errors}");
        for line in output.lines() {
            assert_eq!(line, "ok    standard input: expects nothing");
        }
        for line in errors.lines() {
            assert!(line.starts_with("standard input: "), "{line}");
        }
    }
}

#[test]
fn a_file_that_is_too_large_is_called_so() {
    let text = "ä".repeat(2_500_000);
    let (status, _, errors) = portcullis(&["run", "-"], text.as_bytes());
    assert_eq!(status, 2);
    let expected = "standard input: found more than 4000000 bytes, the limit";
    assert_eq!(errors.trim(), expected);
}

#[test]
fn a_link_longer_than_an_argument_may_be_opens_from_standard_input() {
    let letters: String = (0..150_000_u32)
        .map(|at| char::from(b'a' + u8::try_from(at % 26).unwrap()))
        .collect();
    let text = format!(r#"{{"portcullis":1,"notes":"{letters}"}}"#);
    let (_, pretty, _) = portcullis(&["open", &format!("#j1.{}", r#"{"portcullis":1}"#)], b"");
    assert_eq!(pretty, "{\n  \"portcullis\": 1\n}\n");
    let link = format!("https://example.org/play#j1.{text}\n");
    let (status, output, errors) = portcullis(&["open", "-"], link.as_bytes());
    assert_eq!((status, &*errors), (0, ""));
    assert!(output.contains(&letters));
    let (status, _, errors) = portcullis(&["open", "-"], b"#");
    assert_eq!(status, 2);
    assert!(errors.contains("carries no scenario"), "{errors}");
}

#[test]
fn a_report_is_written_in_pieces_as_if_it_were_one_value() {
    let empty = r#"{ "portcullis": 1 }"#;
    let example = include_str!("../public/scenarios/sftp.json");
    for (text, flows) in [(empty, 0), (example, 1)] {
        let (status, output, _) = portcullis(&["run", "-", "--json"], text.as_bytes());
        assert_eq!(status, 0);
        let value: serde_json::Value = serde_json::from_str(&output).unwrap();
        assert_eq!(format!("{value:#}\n"), output);
        assert_eq!(value["flows"].as_array().unwrap().len(), flows);
    }
}
