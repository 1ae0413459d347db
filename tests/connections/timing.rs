//! Retransmission: when segments are sent again, and when a system gives up.

use portcullis::host::{HostEvent, Side};
use portcullis::net::{SimTime, Transport};
use portcullis::scenario::Scenario;
use portcullis::sim::{Run, TraceEvent};

use super::{gave_up, open, outcomes, run, segments, shut};

#[test]
fn retransmissions_end_as_linux_ends_them() {
    // RFC 6298, with Linux's numbers: a round trip of 0.04 s gives a timeout of 0.24 s.
    let never = open(r#""close": "never""#);
    let data = format!(
        r#"{never}, {}, {{ "at": 10, "data": {{ "flow": "c1", "bytes": 5 }} }}"#,
        shut("inbound", "5", "5000")
    );
    let fin = format!(
        r#"{never}, {}, {{ "at": 10, "close": {{ "flow": "c1" }} }}"#,
        shut("inbound", "5", "5000")
    );
    for (case, script) in [("data", data), ("FIN", fin)] {
        let run = run("", &script);
        assert_eq!(outcomes(&run), ["broken"], "{case}");
        let times: Vec<SimTime> = segments(&run)
            .iter()
            .map(|(at, _)| *at)
            .filter(|at| *at >= SimTime::from_secs(10))
            .collect();
        let waits: Vec<u64> = times
            .windows(2)
            .map(|pair| (pair[1] - pair[0]).as_micros() / 1_000)
            .collect();
        let expected = [
            240, 480, 960, 1_920, 3_840, 7_680, 15_360, 30_720, 61_440, 120_000, 120_000, 120_000,
            120_000, 120_000, 120_000,
        ];
        assert_eq!(
            waits, expected,
            "{case}: fifteen, doubling, two minutes at most"
        );
        assert_eq!(
            gave_up(&run, Side::Client).unwrap() - times[15],
            SimTime::from_secs(120),
            "{case}"
        );
    }
}

#[test]
fn with_an_immediate_answer_data_is_given_up_after_924_6_seconds() {
    // Linux tcp_retries2: the shortest timeout, 0.2 s, doubled fifteen times.
    let script = format!(
        r#"{}, {}, {{ "at": 10, "data": {{ "flow": "c1", "bytes": 5 }} }}"#,
        open(r#""close": "never""#),
        shut("inbound", "5", "5000")
    );
    let run = run(r#""latency": 0"#, &script);
    let expected = SimTime::from_micros(10_000_000 + 924_600_000);
    assert_eq!(gave_up(&run, Side::Client), Some(expected));
}

#[test]
fn an_arrival_precedes_a_timer_at_the_same_time() {
    // The SYN-ACK arrives after 1 s, when the SYN would be retransmitted.
    let run = run(r#""latency": 0.25"#, &open(r#""close": "never""#));
    let syns = segments(&run)
        .iter()
        .filter(|(_, segment)| segment.flags.is_opening())
        .count();
    assert_eq!((syns, outcomes(&run)), (1, vec!["connected"]));
}

#[test]
fn each_system_has_its_own_syn_schedule_and_time_wait() {
    let linux: &[u64] = &[0, 1, 3, 7, 15, 31, 63];
    let newer: &[u64] = &[0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67];
    for (system, sent_at, given_up, time_wait) in [
        ("linux", linux, 127, 60),
        ("linux-6.5", newer, 131, 60),
        ("windows", &[0, 1, 3, 7, 15], 31, 120),
        ("macos", newer, 75, 30),
        ("freebsd", newer, 75, 60),
    ] {
        let text = format!(
            r#"{{ "portcullis": 1, "settings": {{ "latency": 0 }},
            "hosts": [{{ "id": "a", "ip": "203.0.113.1", "os": "{system}" }}, {{ "id": "b", "ip": "203.0.113.2", "listen": ["tcp 80"] }}],
            "script": [{{ "open": {{ "id": "c1", "from": "a", "to": "192.0.2.1", "port": 80 }} }},
                       {{ "open": {{ "id": "c2", "from": "a", "to": "b", "port": 80 }} }}] }}"#
        );
        let scenario = Scenario::from_json(&text).unwrap().scenario;
        let run = Run::new(scenario.compile().unwrap(), SimTime::MAX, 10_000);
        let times: Vec<SimTime> = segments(&run).iter().map(|(at, _)| *at).collect();
        let expected: Vec<SimTime> = sent_at.iter().copied().map(SimTime::from_secs).collect();
        assert_eq!(times, expected, "{system}");
        assert_eq!(
            run.flows[0].ended,
            Some(SimTime::from_secs(given_up)),
            "{system}"
        );
        let freed = run.trace.entries.iter().find(|entry| {
            let freed = HostEvent::PortFreed {
                flow_index: 1,
                transport: Transport::Tcp,
                port: run.flows[1].source_port.unwrap(),
            };
            matches!(&entry.event, TraceEvent::Host { event, .. } if *event == freed)
        });
        assert_eq!(freed.unwrap().at, SimTime::from_secs(time_wait), "{system}");
    }
}

#[test]
fn segments_lost_together_are_retransmitted_together() {
    // RFC 6582: one timeout, then a segment for each acknowledgment.
    let script = format!(
        r#"{}, {}, {{ "at": 1, "data": {{ "flow": "c1", "bytes": 14600 }} }}"#,
        open(r#""close": "never""#),
        shut("inbound", "0.9", "1.05")
    );
    let run = run("", &script);
    let again: Vec<u64> = segments(&run)
        .iter()
        .filter(|(at, segment)| segment.length > 0 && *at > SimTime::from_secs(1))
        .map(|(at, _)| at.as_micros() / 1_000)
        .collect();
    let expected: Vec<u64> = (0..10).map(|n| 1_240 + 40 * n).collect();
    assert_eq!((again, outcomes(&run)), (expected, vec!["connected"]));
}
