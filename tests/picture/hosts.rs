//! What a host shows of its connections and ports while time passes.

use portcullis::host::HostEvent;
use portcullis::net::TcpState;
use portcullis::picture::{Playhead, Shape};
use portcullis::sim::TraceEvent;

use crate::samples::{SFTP, Show};

/// Three ports, four connections: one after the other, each given up only after a minute.
const THREE_PORTS: &str = r#"{ "portcullis": 1,
    "hosts": [
        { "id": "client", "ip": "192.0.2.1", "ports": { "range": [50000, 50002] } },
        { "id": "server", "ip": "192.0.2.2", "listen": ["tcp 80"] }
    ],
    "script": [{ "at": 0, "open": { "id": "c1", "from": "client", "to": "server", "port": 80,
        "count": 4, "every": 1, "request": 10, "response": 10 } }] }"#;

/// The place of the first event of a host that `is` what is sought.
fn when(show: &Show, is: impl Fn(&HostEvent) -> bool) -> usize {
    let entries = show.trace.entries.iter();
    let mut events = entries.map(|entry| match &entry.event {
        TraceEvent::Host { event, .. } => is(event),
        _ => false,
    });
    events.position(|is| is).expect("it happens")
}

#[test]
fn a_clock_runs_while_nothing_is_heard() {
    let show = Show::of(SFTP, Shape::Wide);
    let answer = *show.entries(2).last().unwrap();
    for (fraction, expected) in [
        (0.0, "SYN-SENT, retry in 1 s"),
        (0.25, "SYN-SENT, retry in 0.8 s"),
        (0.5, "SYN-SENT, retry in 0.5 s"),
        (0.9, "SYN-SENT, retry in 0.1 s"),
    ] {
        let place = Playhead {
            entry: answer,
            fraction,
        };
        let clock = show.clock(place, "laptop").expect("laptop waits");
        assert_eq!(clock.text, expected, "{fraction}");
    }
}

#[test]
fn a_time_wait_fades_and_its_port_is_marked() {
    let show = Show::of(THREE_PORTS, Shape::Wide);
    let waits = when(&show, |event| {
        matches!(
            event,
            HostEvent::State {
                to: TcpState::TimeWait,
                ..
            }
        )
    });
    let lights = show.journeys.lights(waits);
    let ports = &show.host(&lights, "client").ports;
    assert_eq!(ports.len(), 1);
    assert!(ports[0].waiting, "{ports:?}");
    let clock = show.clock(Playhead::at(waits), "client").unwrap();
    assert_eq!(clock.text, "TIME-WAIT, 60 s");
    // When all have closed, only such remain, and fade.
    let mut left = 1.0;
    for entry in waits..show.trace.entries.len() {
        match show.clock(Playhead::at(entry), "client") {
            Some(clock) if clock.left < 1.0 => {
                assert!(clock.left <= left, "{}", clock.text);
                left = clock.left;
            }
            _ => {}
        }
    }
    assert!(left < 0.99, "{left}");
}

#[test]
fn a_host_without_a_free_port_says_so_until_one_is_free() {
    let show = Show::of(THREE_PORTS, Shape::Wide);
    let fails = when(&show, |event| matches!(event, HostEvent::NoPort { .. }));
    for (case, entry, expected) in [("before", fails - 1, false), ("then", fails, true)] {
        let lights = show.journeys.lights(entry);
        let light = show.host(&lights, "client");
        assert_eq!(light.exhausted, expected, "{case}");
        assert_eq!(light.ports.len(), 3, "{case}");
    }
    let clock = show.clock(Playhead::at(fails), "client").unwrap();
    assert_eq!(
        clock.text,
        "no free port: all 3 in use · 3 × TIME-WAIT, 58 s"
    );
    let last = show.trace.entries.len() - 1;
    let lights = show.journeys.lights(last);
    assert!(!show.host(&lights, "client").exhausted, "at the end");
    assert_eq!(show.clock(Playhead::at(last), "client"), None);
}
