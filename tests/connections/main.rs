//! TCP's corner cases, each with its section of RFC 9293.
//!
//! Two hosts, `a` and `b`; in some tests a network ACL is between them and denies everything
//! for a while.

#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, reason = "a test reports failure by panicking")]

mod timing;

use portcullis::host::{HostEvent, Side};
use portcullis::net::{Segment, SimTime, TcpFlags, TcpState};
use portcullis::scenario::Scenario;
use portcullis::sim::{Run, TraceEvent};

/// A run of this script; `b` listens on port 80, behind the network ACL `acl`.
fn run(settings: &str, script: &str) -> Run {
    let text = format!(
        r#"{{ "portcullis": 1, "settings": {{ {settings} }},
        "vpcs": [{{ "id": "vpc", "cidr": "10.0.0.0/16" }}],
        "subnets": [{{ "id": "pub", "vpc": "vpc", "cidr": "10.0.1.0/24", "acl": "acl", "routes": "rtb" }}],
        "gateways": [{{ "id": "igw", "kind": "internet", "vpc": "vpc" }}],
        "route_tables": [{{ "id": "rtb", "vpc": "vpc", "routes": [{{ "to": "0.0.0.0/0", "via": "igw" }}] }}],
        "security_groups": [{{ "id": "open", "vpc": "vpc", "inbound": ["all from 0.0.0.0/0"] }}],
        "network_acls": [{{ "id": "acl", "vpc": "vpc", "inbound": ["100 allow all from 0.0.0.0/0"],
                           "outbound": ["100 allow all to 0.0.0.0/0"] }}],
        "hosts": [{{ "id": "a", "ip": "203.0.113.1", "listen": ["tcp 81"] }},
                  {{ "id": "b", "subnet": "pub", "ip": "10.0.1.10", "public_ip": "198.51.100.10", "groups": ["open"], "listen": ["tcp 80"] }},
                  {{ "id": "c", "subnet": "pub", "groups": ["open"] }}],
        "script": [{script}] }}"#
    );
    let scenario = Scenario::from_json(&text).unwrap_or_else(|errors| panic!("{errors}\n{text}"));
    Run::new(scenario.scenario.compile().unwrap(), SimTime::MAX, 200_000)
}

/// A connection of `a` to `b`.
fn open(more: &str) -> String {
    format!(r#"{{ "open": {{ "id": "c1", "from": "a", "to": "b", "port": 80, {more} }} }}"#)
}

/// An ACL rule that denies everything in one direction for some time.
fn shut(direction: &str, from: &str, to: &str) -> String {
    let word = if direction == "inbound" { "from" } else { "to" };
    let rule = format!(
        r#"{{ "in": "acl", "direction": "{direction}", "rule": "1 deny all {word} 0.0.0.0/0" }}"#
    );
    format!(r#"{{ "at": {from}, "add_rule": {rule} }}, {{ "at": {to}, "remove_rule": {rule} }}"#)
}

/// The states that one side of the first flow entered.
fn states(run: &Run, side: Side) -> Vec<TcpState> {
    let of = |event: &TraceEvent| match event {
        TraceEvent::Host {
            event:
                HostEvent::State {
                    flow_index: 0,
                    side: at,
                    to,
                    ..
                },
            ..
        } if *at == side => Some(*to),
        _ => None,
    };
    run.trace
        .entries
        .iter()
        .filter_map(|entry| of(&entry.event))
        .collect()
}

/// The segments of the first flow, with the times at which they were sent.
fn segments(run: &Run) -> Vec<(SimTime, Segment)> {
    let of = |event: &TraceEvent| match event {
        TraceEvent::Sent { packet, .. } if packet.flow_index == 0 => packet.segment().copied(),
        _ => None,
    };
    let entries = run.trace.entries.iter();
    entries
        .filter_map(|entry| Some((entry.at, of(&entry.event)?)))
        .collect()
}

/// When a side of the first flow gave up.
fn gave_up(run: &Run, side: Side) -> Option<SimTime> {
    let is = |event: &TraceEvent| matches!(event, TraceEvent::Host { event: HostEvent::GaveUp { flow_index: 0, side: at, .. }, .. } if *at == side);
    run.trace
        .entries
        .iter()
        .find(|entry| is(&entry.event))
        .map(|entry| entry.at)
}

fn outcomes(run: &Run) -> Vec<&str> {
    run.flows.iter().map(|flow| flow.outcome.name()).collect()
}

use TcpState::{
    CloseWait, Closed, Closing, Established, FinWait1, FinWait2, LastAck, SynReceived, SynSent,
    TimeWait,
};

#[test]
fn each_way_to_close_passes_its_states() {
    // 3.6, figures 12 and 13.
    let never = open(r#""close": "never""#);
    let both = format!(
        r#"{never}, {{ "at": 1, "close": {{ "flow": "c1" }} }}, {{ "at": 1, "close": {{ "flow": "c1", "side": "server" }} }}"#
    );
    let client = [SynSent, Established, FinWait1, FinWait2, TimeWait, Closed];
    let crossing = [SynSent, Established, FinWait1, Closing, TimeWait, Closed];
    let passive = [SynReceived, Established, CloseWait, LastAck, Closed];
    let waiting = [
        SynReceived,
        Established,
        FinWait1,
        FinWait2,
        TimeWait,
        Closed,
    ];
    for (case, script, from_client, from_server) in [
        (
            "the client first",
            open(r#""close": "client""#),
            &client[..],
            &passive[..],
        ),
        (
            "the server first",
            open(r#""close": "server""#),
            &[SynSent, Established, CloseWait, LastAck, Closed],
            &waiting,
        ),
        (
            "both at once",
            both,
            &crossing,
            &[
                SynReceived,
                Established,
                FinWait1,
                Closing,
                TimeWait,
                Closed,
            ],
        ),
        (
            "by RST",
            open(r#""close": "reset""#),
            &[SynSent, Established, Closed],
            &[SynReceived, Established, Closed],
        ),
    ] {
        let run = run("", &script);
        assert_eq!(states(&run, Side::Client), from_client, "{case}");
        assert_eq!(states(&run, Side::Server), from_server, "{case}");
        assert_eq!(outcomes(&run), ["connected"], "{case}");
    }
}

#[test]
fn a_simultaneous_open_is_one_connection() {
    // 3.5, figure 7.
    let script = r#"{ "open": { "id": "c1", "from": "a", "to": "b", "port": 2000, "source_port": 1000, "request": 5 } },
        { "open": { "id": "c2", "from": "b", "to": "203.0.113.1", "port": 1000, "source_port": 2000, "request": 7 } }"#;
    let run = run("", script);
    assert_eq!(outcomes(&run), ["connected", "connected"]);
    assert_eq!(
        states(&run, Side::Client)[..3],
        [SynSent, SynReceived, Established]
    );
    let sent: Vec<u32> = segments(&run)
        .iter()
        .map(|(_, segment)| segment.length)
        .filter(|length| *length > 0)
        .collect();
    assert_eq!(sent, [5], "each writes its own request");
}

#[test]
fn a_segment_without_a_connection_is_answered_with_rst() {
    // 3.5.1: the server gave up its SYN-ACK long ago, unnoticed by the client.
    let script = format!(
        r#"{}, {}, {{ "at": 100, "data": {{ "flow": "c1", "bytes": 5 }} }}"#,
        open(r#""close": "never""#),
        shut("inbound", "0.03", "90")
    );
    let run = run("", &script);
    assert_eq!(outcomes(&run), ["reset"]);
    let last = segments(&run).last().unwrap().1;
    assert_eq!(last.flags, TcpFlags::RST);
    assert_eq!(states(&run, Side::Server), [SynReceived, Closed]);
}

#[test]
fn a_reset_after_lost_data_takes_effect() {
    // 3.10.7.4, second: a RST that is not at the next number gets a challenge ACK (RFC 5961).
    let script = format!(
        r#"{}, {}, {{ "at": 1, "data": {{ "flow": "c1", "bytes": 5 }} }},
        {{ "at": 1.1, "close": {{ "flow": "c1", "how": "reset" }} }}"#,
        open(r#""close": "never""#),
        shut("inbound", "0.9", "1.05")
    );
    let run = run("", &script);
    assert_eq!(outcomes(&run), ["connected"]);
    assert_eq!(
        states(&run, Side::Server),
        [SynReceived, Established, Closed]
    );
    let flags: Vec<TcpFlags> = segments(&run)
        .iter()
        .skip(4)
        .map(|(_, segment)| segment.flags)
        .collect();
    assert_eq!(
        flags,
        [TcpFlags::RST | TcpFlags::ACK, TcpFlags::ACK, TcpFlags::RST]
    );
}

#[test]
fn a_lost_fin_or_last_ack_is_retransmitted() {
    // 3.10.7.4, eighth: in TIME-WAIT a FIN is acknowledged again, and TIME-WAIT restarts.
    let script = format!(
        "{}, {}",
        open(r#""close": "client""#),
        shut("inbound", "0.09", "0.2")
    );
    let run = run("", &script);
    assert_eq!(outcomes(&run), ["connected"]);
    let fins = segments(&run)
        .iter()
        .filter(|(_, segment)| segment.flags.contains(TcpFlags::FIN))
        .count();
    assert!(fins > 2, "{fins}");
    let entries = &run.trace.entries;
    let at = |wanted: TcpState| {
        let is = |event: &TraceEvent| matches!(event, TraceEvent::Host { event: HostEvent::State { side: Side::Client, to, .. }, .. } if *to == wanted);
        entries.iter().find(|entry| is(&entry.event)).unwrap().at
    };
    assert!(
        at(Closed) - at(TimeWait) > SimTime::from_secs(60),
        "TIME-WAIT restarted"
    );
}

#[test]
fn a_window_full_of_data_waits_for_its_acknowledgment() {
    // 3.8.6: no more than the window is in flight; segment sizes are AWS's.
    let run = run("", &open(r#""request": 200000, "response": 200000"#));
    assert_eq!(outcomes(&run), ["connected"]);
    let all = segments(&run);
    let (syn, syn_ack) = (all[0].1, all[1].1);
    assert_eq!(
        (syn.window, syn.maximum_segment_size),
        (64_240, Some(1_460))
    );
    assert_eq!(
        (syn_ack.window, syn_ack.maximum_segment_size),
        (65_160, Some(1_460))
    );
    let first: Vec<&Segment> = all
        .iter()
        .filter(|(at, segment)| *at == all[2].0 && segment.length > 0)
        .map(|(_, segment)| segment)
        .collect();
    let burst: u32 = first.iter().map(|segment| segment.length).sum();
    assert_eq!(burst, 65_160);
    assert!(first.iter().all(|segment| segment.length <= 1_460));
}

#[test]
fn inside_a_vpc_segments_are_larger() {
    let script =
        r#"{ "open": { "id": "c1", "from": "c", "to": "b", "port": 80, "request": 20000 } }"#;
    let run = run("", script);
    let all = segments(&run);
    assert_eq!(all[0].1.maximum_segment_size, Some(8_961));
    assert_eq!(
        all.iter().map(|(_, segment)| segment.length).max(),
        Some(8_961)
    );
}

#[test]
fn a_nat_gateway_clamps_the_size_of_segments() {
    let text = std::fs::read_to_string("tests/vectors/return-to-sender.json").unwrap();
    let scenario = Scenario::from_json(&text).unwrap().scenario;
    let run = Run::new(scenario.compile().unwrap(), SimTime::MAX, 200_000);
    let sizes = segments(&run)
        .into_iter()
        .filter_map(|(_, segment)| segment.maximum_segment_size);
    assert_eq!(sizes.collect::<Vec<_>>(), [8_460, 8_460]);
}

#[test]
fn data_written_after_closing_is_not_sent() {
    // 3.10.2: SEND in FIN-WAIT is an error.
    let script = format!(
        r#"{}, {{ "at": 1, "close": {{ "flow": "c1" }} }}, {{ "at": 1, "data": {{ "flow": "c1", "bytes": 5 }} }}"#,
        open(r#""close": "never""#)
    );
    let run = run("", &script);
    assert_eq!(outcomes(&run), ["connected"]);
    assert!(
        segments(&run)
            .iter()
            .all(|(_, segment)| segment.length == 0)
    );
}

#[test]
fn an_acknowledgment_after_lost_data_counts() {
    // 3.10.7.4, first: it is in the window, although data before it is missing.
    let script = format!(
        r#"{}, {}, {{ "at": 1, "data": {{ "flow": "c1", "bytes": 5 }} }},
        {{ "at": 1.1, "data": {{ "flow": "c1", "side": "server", "bytes": 7 }} }}"#,
        open(r#""close": "never""#),
        shut("inbound", "0.9", "1.05")
    );
    let run = run("", &script);
    assert_eq!(outcomes(&run), ["connected"]);
    let sevens = segments(&run)
        .iter()
        .filter(|(_, segment)| segment.length == 7)
        .count();
    assert_eq!(sevens, 1, "the server's data is not retransmitted");
}
