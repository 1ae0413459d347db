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
    assert!(
        errors.contains("this link has no scenario in it"),
        "{errors}"
    );
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

/// The lines that say why, without their indentation.
fn reasons(output: &str) -> Vec<&str> {
    let lines = output.lines().filter(|line| line.starts_with(' '));
    lines
        .filter_map(|line| line.trim_start().strip_prefix("why: "))
        .collect()
}

#[test]
fn the_first_drop_of_a_flow_has_a_sentence_under_it_and_later_ones_have_none() {
    let (status, output, errors) = portcullis(&["run", "public/scenarios/sftp.json"], b"");
    assert_eq!((status, &*errors), (0, ""));
    let lines: Vec<&str> = output.lines().collect();
    let first = lines.iter().position(|line| line.contains("DROP")).unwrap();
    assert!(lines[first].ends_with("acl acl-public of public-a, out                                       DROP (default rule *)"));
    assert_eq!(
        lines[first + 1].trim_start(),
        "why: no outbound rule of acl-public matches: rule 100 allows tcp 443, this is tcp 33956, \
         the client's ephemeral port; Linux uses 32768-60999 [SUBNET_ACL_RESTRICTION]"
    );
    assert!(lines[first + 1].starts_with("                       why"));
    assert!(output.matches("DROP").count() > 10);
    assert_eq!(reasons(&output).len(), 1);
    assert!(!output.contains("DROP none"));
}

#[test]
fn each_kind_of_drop_says_what_differs_and_names_its_code() {
    for (vector, expected) in [
        (
            "03",
            "web has no inbound rules; this is tcp 80 [SG_HAS_NO_RULES]",
        ),
        (
            "18",
            "no inbound rule of web matches: `tcp 22 from app` names private addresses; this source is public [ENI_SG_RULES_MISMATCH]",
        ),
        (
            "13",
            "`tcp 5432 from app` names hosts in app; this source, 10.0.1.10, is not one of them",
        ),
        ("20", "`tcp 80 from ::/0` is for IPv6; this packet is IPv4"),
        (
            "06",
            "`tcp 1000-2000 from 0.0.0.0/0` comes closest; this is tcp 999 [ENI_SG_RULES_MISMATCH]",
        ),
        (
            "53",
            "web does not track this connection, so the reply needs a rule; web has no outbound rules; this is tcp 56246, the client's ephemeral port; Linux uses 32768-60999",
        ),
        (
            "34",
            "this is tcp 53927, the client's ephemeral port; Windows uses 49152-65535",
        ),
        (
            "35",
            "rule 90 of acl-pub denies tcp 80 from 203.0.113.0/24; this is tcp 80 from 203.0.113.7, which rule 100 would allow if it came first [SUBNET_ACL_RESTRICTION]",
        ),
        (
            "45",
            "rule 100 allows tcp 22 from 198.51.100.11/32, this is from 10.0.2.30",
        ),
        (
            "65",
            "this is tcp 29814, a port of nat; NAT gateways use 1024-65535",
        ),
        (
            "32",
            "rule 100 allows tcp 49152-65535, this is tcp 40000, the client's source port",
        ),
        (
            "62",
            "vpc.main has no route to 203.0.113.7, only to 10.0.0.0/16 [NO_ROUTE_TO_DESTINATION]",
        ),
        (
            "23",
            "route 10.0.0.0/16 of rtb-b is a blackhole: its target no longer exists [BAD_STATE_ROUTE]",
        ),
        ("63", "w (10.0.1.10) has no public IPv4 address"),
        (
            "59",
            "w tracks 2 connections already, the limit that `conntrack_max` sets [SIM_CONNTRACK_FULL]",
        ),
        (
            "73",
            "pcx only carries packets from vpc to b and back; this goes from 10.0.1.10 to 10.2.0.5",
        ),
    ] {
        let file = format!("tests/vectors/{vector}.json");
        let (_, output, _) = portcullis(&["run", &file, "--trace", "drops"], b"");
        let reasons = reasons(&output);
        let found = reasons.iter().any(|reason| reason.contains(expected));
        assert!(found, "{vector}: {reasons:#?}");
    }
}

#[test]
fn a_refused_connection_is_told_from_a_dropped_one() {
    let (_, output, _) = portcullis(&["run", "public/scenarios/refused.json"], b"");
    let expected = "app answers with an RST: it does not listen on tcp 8080; a group or an ACL \
                    would drop the packet without an answer";
    assert!(reasons(&output).contains(&expected), "{output}");
    let expected = "app answers with ICMP port unreachable: it does not listen on udp 53";
    assert!(output.contains(expected), "{output}");
}

/// A client with few ports, or with Linux's own, that opens connections 1 ms apart.
fn connections(count: u32, every: &str, ports: &str) -> String {
    format!(
        r#"{{ "portcullis": 1, "seed": 3,
        "hosts": [{{ "id": "client", "ip": "203.0.113.10", "ports": {{ {ports} }} }},
                  {{ "id": "web", "ip": "203.0.113.80", "listen": ["tcp 80"] }}],
        "script": [{{ "at": 0, "open": {{ "id": "c1", "from": "client", "to": "web", "port": 80,
                      "count": {count}, "every": {every} }} }}] }}"#
    )
}

#[test]
fn the_summary_counts_outcomes_by_group_and_explains_a_port_shortage() {
    let text = connections(14, "0.001", r#""range": [40000, 40009]"#);
    let (status, output, errors) = portcullis(&["run", "-", "--trace", "none"], text.as_bytes());
    assert_eq!((status, &*errors), (0, ""));
    let lines: Vec<&str> = output.lines().collect();
    assert_eq!(
        lines.len(),
        4,
        "one flow an outcome, the group, the shortage: {output}"
    );
    assert!(lines[0].starts_with("c1.1  tcp ") && lines[0].contains("connected"));
    assert!(lines[1].starts_with("c1.11  tcp ") && lines[1].contains("no_port"));
    assert_eq!(lines[2], "c1: 10 connected, 4 no_port");
    assert_eq!(
        lines[3].trim_start(),
        "no_port: client has no free port to 203.0.113.80:80: client uses 40000-40009, all 10 \
         ports are in use, 0 of them in TIME-WAIT; the next one is free at 60.04 s [EADDRNOTAVAIL]"
    );
    // A second apart the first ten are closed already, and wait.
    let text = connections(11, "1", r#""range": [40000, 40009]"#);
    let (_, output, _) = portcullis(&["run", "-"], text.as_bytes());
    let expected =
        "all 10 ports are in use, 10 of them in TIME-WAIT; the next one is free at 60.04 s";
    assert_eq!(
        output.matches(expected).count(),
        2,
        "in the trace and below: {output}"
    );
}

#[test]
fn a_long_trace_ends_with_its_drops_only_and_says_so() {
    let text = connections(700, "0.001", "");
    let (_, output, _) = portcullis(&["run", "-"], text.as_bytes());
    let notice =
        "… 10 000 lines are printed; only drops follow. Use --trace all to see every line.";
    let at = output.lines().position(|line| line == notice).unwrap();
    assert_eq!(at, 10_000);
    assert!(
        output.ends_with("\nc1: 700 connected\n"),
        "{}",
        &output[output.len() - 300..]
    );
    assert_eq!(
        output.lines().count(),
        10_000 + 4,
        "a notice, a gap, a flow and its group"
    );

    let (_, all, _) = portcullis(&["run", "-", "--trace", "all"], text.as_bytes());
    assert!(all.lines().count() > 15_000 && !all.contains(notice));
    assert!(all.contains("\nc1.700  tcp "), "every flow is listed");
    let (_, none, _) = portcullis(&["run", "-", "--trace", "none"], text.as_bytes());
    assert_eq!(none.lines().count(), 2, "{none}");
}

#[test]
fn the_drops_alone_say_which_packet_was_dropped() {
    let file = "public/scenarios/sftp.json";
    let (_, output, _) = portcullis(&["run", file, "--trace", "drops"], b"");
    let trace: Vec<&str> = output.lines().take_while(|line| !line.is_empty()).collect();
    let drops = trace.iter().filter(|line| line.contains("DROP (")).count();
    let sent = trace.iter().filter(|line| line.contains("sent by")).count();
    assert_eq!((drops, sent), (12, 12));
    assert_eq!(trace.len(), drops + sent + 1, "and one reason");
    let (status, _, errors) = portcullis(&["run", file, "--trace", "drops", "--json"], b"");
    assert_eq!(status, 2);
    assert!(errors.contains("--json"), "{errors}");
}
