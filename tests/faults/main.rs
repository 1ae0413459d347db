//! Scenarios from public reports that the engine once got wrong. Each file's `expect` has the
//! outcomes; the tests here check the trace, the report and the sentences.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test reports failure by panicking")]

use std::fs;
use std::rc::Rc;

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, DocumentSource};
use portcullis::editor::view::table::{Cell, Tab};
use portcullis::net::{PacketNumber, SimTime};
use portcullis::scenario::{Scenario, limits, write_report};
use portcullis::sim::{Run, Setup, Trace, TraceEvent};
use portcullis::words;
use serde_json::Value;

struct Played {
    text: String,
    scenario: Scenario,
    setup: Rc<Setup>,
    run: Run,
}

fn played(text: &str) -> Played {
    let scenario = Scenario::from_json(text).unwrap().scenario;
    let setup = scenario.compile().unwrap();
    let run = Run::new(Rc::clone(&setup), SimTime::MAX, limits::TRACE_ENTRIES);
    Played {
        text: text.into(),
        scenario,
        setup,
        run,
    }
}

/// The fault with this number.
fn fault(number: u8) -> Played {
    let prefix = format!("fault-{number}-");
    let files = fs::read_dir("tests/faults").unwrap();
    let path = files.map(|file| file.unwrap().path()).find(|path| {
        path.file_name()
            .unwrap()
            .to_str()
            .unwrap()
            .starts_with(&prefix)
    });
    played(&fs::read_to_string(path.unwrap()).unwrap())
}

impl Played {
    fn report(&self) -> Value {
        let mut text = Vec::new();
        write_report(&mut text, &self.setup, &self.run, &[]).unwrap();
        serde_json::from_slice(&text).unwrap()
    }

    /// The entries of the JSON trace with this event.
    fn entries(&self, event: &str) -> Vec<Value> {
        let report = self.report();
        let trace = report["trace"].as_array().unwrap();
        let is_it = |entry: &&Value| entry["event"] == event;
        trace.iter().filter(is_it).cloned().collect()
    }

    /// The sentences of the live region and the transcript, one a line.
    fn sentences(&self) -> String {
        words::transcript("", &self.setup, &self.run, usize::MAX)
    }

    fn lines(&self) -> String {
        words::trace_lines(&self.setup, &self.run)
    }

    /// The Inspector's steps for the first dropped packet.
    fn first_drop(&self) -> Vec<String> {
        let (_, drop) = self.run.trace.drops().next().unwrap();
        steps(&self.run.trace, drop.packet)
    }
}

fn steps(trace: &Trace, packet: PacketNumber) -> Vec<String> {
    let steps = words::decision_path(trace, packet, None);
    let line =
        |step: &words::DecisionStep| format!("{} {}: {}", step.subject, step.rest, step.detail);
    steps.iter().map(line).collect()
}

#[test]
fn every_fault_ends_as_its_file_expects() {
    let mut files = 0;
    for file in fs::read_dir("tests/faults").unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        files += 1;
        let fault = played(&fs::read_to_string(&path).unwrap());
        let checked = fault.scenario.check(&fault.run);
        assert!(!checked.is_empty(), "{}: expects nothing", path.display());
        for item in checked {
            assert!(item.passed, "{}: {item:?}", path.display());
        }
    }
    assert_eq!(files, 6);
}

#[test]
fn a_datagram_from_elsewhere_is_no_answer_and_the_words_name_both_ends() {
    let fault = fault(1);
    let stray = &fault.entries("not_an_answer")[0];
    assert_eq!(stray["source"], "198.51.100.9");
    assert_eq!(stray["expected"], "198.51.100.20");
    assert_eq!(stray["expected_port"], 53);
    let port = &stray["source_port"];
    let ends = format!("198.51.100.9:{port}, not from 198.51.100.20:53");
    assert!(fault.sentences().contains(&ends), "{}", fault.sentences());
    assert!(fault.lines().contains(&ends));
    let flows = words::summary_lines(&fault.setup, &fault.run, true);
    let instead = format!("an answer came from 198.51.100.9:{port} instead of 198.51.100.20:53");
    assert!(flows.contains(&instead), "{flows}");
    let answered = &fault.report()["flows"][0]["answered_from"];
    assert_eq!(answered["address"], "198.51.100.9");
    // The packet's path says so at its arrival.
    let path = steps(&fault.run.trace, PacketNumber(2));
    assert!(path.last().unwrap().contains("not an answer"), "{path:#?}");
    // The kernel answers it with port unreachable, as no socket takes it.
    let third = fault.run.trace.sent_at(PacketNumber(3)).unwrap();
    let TraceEvent::Sent { packet, .. } = &fault.run.trace.entries[third].event else {
        panic!("packet 3 was sent there");
    };
    assert_eq!(packet.icmp_type_and_code(), Some((3, 3)));
}

#[test]
fn a_nat_gateway_that_never_had_a_session_says_so_and_its_rst_is_an_assumption() {
    let fault = fault(2);
    let path = fault.first_drop();
    let text = path.join("\n");
    assert!(
        text.contains("nat outbound: it never had a session for this"),
        "{text}"
    );
    assert!(
        !text.contains("idle") && !text.contains("silently"),
        "{text}"
    );
    assert!(
        path.last()
            .unwrap()
            .starts_with("nat answers 10.0.1.4 with RST: an assumption")
    );
    let rst = fault
        .entries("sent")
        .into_iter()
        .find(|entry| entry["by"] == "nat");
    let rst = rst.unwrap();
    assert_eq!(rst["assumed"], true);
    assert_eq!(rst["code"], "SIM_NAT_NO_SESSION");
    assert!(fault.sentences().contains("never had a session"));
}

#[test]
fn an_expired_session_names_the_idle_timeout() {
    let fault = fault(3);
    let text = fault.first_drop().join("\n");
    assert!(text.contains("350 s"), "{text}");
    assert!(!text.contains("never had"), "{text}");
    assert!(
        fault
            .sentences()
            .contains("the session expired after 350 s idle")
    );
    // Nothing is sent back to the internet.
    assert!(
        fault
            .entries("sent")
            .iter()
            .all(|entry| entry["by"] != "nat")
    );
    // From inside, AWS documents the RST.
    let from_inside = played(
        &fault
            .text
            .replace(r#""side":"server""#, r#""side":"client""#),
    );
    let text = from_inside.first_drop().join("\n");
    assert!(
        text.contains("350 s") && text.contains("answers 10.0.1.4 with RST: AWS"),
        "{text}"
    );
    let sent = from_inside.entries("sent");
    let rst = sent.iter().find(|entry| entry["by"] == "nat").unwrap();
    assert_eq!(rst["code"], "SIM_NAT_IDLE_RST");
    assert_eq!(rst["assumed"], Value::Null);
}

#[test]
fn a_loop_through_a_nat_gateway_says_loop() {
    let text = fs::read_to_string("tests/vectors/circle.json").unwrap();
    let circle = played(&text);
    let dropped = &circle.report()["flows"][0]["blocked"][0];
    assert_eq!(
        (&dropped["rule"], &dropped["code"]),
        (&"loop".into(), &"SIM_ROUTING_LOOP".into())
    );
    assert!(circle.first_drop().join("\n").contains("routing loop"));
    assert!(circle.sentences().contains("a loop"));
}

#[test]
fn an_internet_gateway_names_aws_codes_for_private_and_shared_addresses() {
    let fault = fault(4);
    for (to, code) in [
        ("10.1.1.20", "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS"),
        (
            "172.16.0.9",
            "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
        ),
        (
            "192.168.1.1",
            "IGW_DESTINATION_ADDRESS_NOT_IN_RFC1918_EGRESS",
        ),
        (
            "100.64.0.1",
            "IGW_DESTINATION_ADDRESS_NOT_IN_RFC6598_EGRESS",
        ),
    ] {
        let played = played(&fault.text.replace("10.1.1.20", to));
        let report = played.report();
        let flow = &report["flows"][0];
        assert_eq!(flow["outcome"], "timed_out", "{to}");
        assert_eq!(flow["blocked"][0]["gate"], "igw", "{to}");
        assert_eq!(flow["blocked"][0]["direction"], "outbound", "{to}");
        assert_eq!(flow["blocked"][0]["code"], code, "{to}");
        let words = played.first_drop().join("\n");
        assert!(
            words.contains("an internet gateway sends nothing"),
            "{words}"
        );
    }
}

#[test]
fn a_server_on_a_port_in_use_fails_in_trace_report_sockets_and_words() {
    let fault = fault(5);
    let failed = &fault.entries("listen_failed")[0];
    assert_eq!(failed["host"], "a");
    assert_eq!(failed["service"], "tcp 40000");
    assert_eq!(failed["family"], "ipv4");
    assert_eq!(failed["error"], "EADDRINUSE");
    assert_eq!(failed["held_by"]["flow"], "c");
    let sentence = "a cannot listen on tcp 40000 (IPv4): address already in use (EADDRINUSE) by \
                    the connection c, in ESTABLISHED.";
    assert!(
        fault.sentences().contains(sentence),
        "{}",
        fault.sentences()
    );
    assert!(
        fault
            .lines()
            .contains("a: cannot listen on tcp 40000 (IPv4)")
    );
    let mut editor = Editor::default();
    editor.update(Action::OpenText {
        name: "fault".into(),
        text: fault.text.clone(),
        origin: DocumentSource::File,
    });
    for (micros, failures) in [(20_000, 0), (1_000_000, 1)] {
        editor.update(Action::SeekTime(micros));
        let table = editor.table(Tab::Sockets);
        let is_failure = |cell: &Cell| matches!(cell, Cell::Tag(tag) if tag.text == "EADDRINUSE");
        let rows = table.rows.iter();
        let found = rows.filter(|row| row.cells.iter().any(is_failure)).count();
        assert_eq!(found, failures, "at {micros} µs");
        let listens = |cell: &Cell| matches!(cell, Cell::Code(_, port) if port == ":40000");
        let is_listening = table.rows.iter().any(|row| {
            matches!(&row.cells[0], Cell::Tag(tag) if tag.text == "LISTEN")
                && row.cells.iter().any(listens)
        });
        assert!(!is_listening);
    }
}

#[test]
fn a_name_across_two_peerings_is_the_private_address() {
    let fault = fault(6);
    let flow = &fault.report()["flows"][0];
    assert_eq!(flow["destination"], "10.3.1.10");
    assert_eq!(
        flow["blocked"][0]["code"],
        "PCX_REQUIRES_ADDRESS_IN_VPC_CIDR"
    );
    // Networks that no peering joins stay unreachable; a public address is preferred.
    let apart = fault.text.replace("\"b\",\n    \"c\"", "\"c\",\n    \"d\"");
    let apart = apart.replace(
        "\"vpcs\": [\n  {",
        "\"vpcs\": [{\"id\": \"d\", \"cidr\": \"10.9.0.0/16\"},\n  {",
    );
    let apart = apart.replace("\"via\": \"pcx-bc\"", "\"via\": \"blackhole\"");
    assert_eq!(
        played(&apart).report()["flows"][0]["outcome"],
        "unreachable"
    );
    let public = fault.text.replace(
        "\"ip\": \"10.3.1.10\",",
        "\"ip\": \"10.3.1.10\", \"public_ip\": \"198.51.100.7\",",
    );
    assert_eq!(
        played(&public).report()["flows"][0]["destination"],
        "198.51.100.7"
    );
}
