//! Which sockets block a server's port, and which block a client's.
//!
//! The tables are results of Linux 6.18 on loopback in a network namespace. Servers set
//! `SO_REUSEADDR`, and `IPV6_V6ONLY` on IPv6.

use portcullis::host::{HostEvent, PortHolder};
use portcullis::net::{Family, TcpState};
use portcullis::sim::{Run, TraceEvent};

use super::{Held, is, outcome, outcomes, run};

/// Hosts `a` and `b` with an address of each family; `b` serves TCP 443 and UDP 53.
fn both_families(script: &str) -> Run {
    run(&format!(
        r#"{{ "portcullis": 1, "settings": {{ "latency": 0.001 }}, "hosts": [
            {{ "id": "a", "ip": "203.0.113.1", "ipv6": "2001:db8::1",
               "ports": {{ "range": [40000, 40000] }} }},
            {{ "id": "b", "ip": "203.0.113.2", "ipv6": "2001:db8::2", "listen": ["tcp 443", "udp 53"] }}],
        "script": [{script}] }}"#
    ))
}

const V4: &str = "203.0.113.2";
const V6: &str = "2001:db8::2";

/// A client socket of `a` on port 40000, which its system chose or its program named.
fn client(id: &str, at: &str, transport: &str, to: &str, is_named: bool, more: &str) -> String {
    let named = if is_named {
        r#", "source_port": 40000"#
    } else {
        ""
    };
    let (action, port) = match transport {
        "tcp" => ("open", 443),
        _ => ("send", 53),
    };
    format!(
        r#"{{ "at": {at}, "{action}": {{ "id": "{id}", "from": "a", "to": "{to}", "port": {port}{named}{more} }} }}"#
    )
}

fn listen(at: &str, host: &str, service: &str) -> String {
    format!(r#"{{ "at": {at}, "listen": {{ "host": "{host}", "service": "{service}" }} }}"#)
}

/// The families in which a server failed to bind, and what had the port.
fn failures(run: &Run) -> Vec<(Family, PortHolder)> {
    let failed = |event: &TraceEvent| match event {
        TraceEvent::Host {
            event: HostEvent::ListenFailed { family, holder, .. },
            ..
        } => Some((*family, *holder)),
        _ => None,
    };
    let entries = run.trace.entries.iter();
    entries.filter_map(|entry| failed(&entry.event)).collect()
}

fn families(run: &Run) -> Vec<Family> {
    failures(run).iter().map(|(family, _)| *family).collect()
}

pub(super) fn clients_block_servers() -> Held {
    let (v4, v6) = (vec![Family::V4], vec![Family::V6]);
    let both = vec![Family::V4, Family::V6];
    for (transport, to, is_named, expected) in [
        ("tcp", V4, false, &v4),
        ("tcp", V4, true, &v4),
        ("tcp", V6, false, &both),
        ("tcp", V6, true, &v6),
        ("udp", V4, false, &v4),
        ("udp", V4, true, &v4),
        ("udp", V6, false, &both),
        ("udp", V6, true, &v6),
    ] {
        // Open, and in TIME-WAIT, which only TCP has.
        let states: &[(&str, &str)] = match transport {
            "tcp" => &[(r#", "close": "never""#, "1"), ("", "30")],
            _ => &[(r#", "response": 1"#, "0.0005")],
        };
        for (more, at) in states {
            let script = [
                client("c", "0", transport, to, is_named, more),
                listen(at, "a", &format!("{transport} 40000")),
            ];
            let found = families(&both_families(&script.join(",")));
            let case = (transport, to, is_named, *more);
            is((case, &found), (case, expected))?;
        }
    }
    // After TIME-WAIT the port is free.
    let script = [
        client("c", "0", "tcp", V4, false, ""),
        listen("61", "a", "tcp 40000"),
    ];
    is(families(&both_families(&script.join(","))), vec![])
}

pub(super) fn servers_block_servers() -> Held {
    let again = both_families(&listen("1", "b", "tcp 443"));
    let holder = PortHolder::Listener;
    is(
        failures(&again),
        vec![(Family::V4, holder), (Family::V6, holder)],
    )?;
    // Connections that an earlier server accepted have SO_REUSEADDR too, also in TIME-WAIT.
    for close in ["never", "server"] {
        let more = format!(r#", "close": "{close}""#);
        let script = [
            client("c", "0", "tcp", V4, false, &more),
            r#"{ "at": 1, "unlisten": { "host": "b", "service": "tcp 443" } }"#.into(),
            listen("2", "b", "tcp 443"),
        ];
        let restarted = both_families(&script.join(","));
        is((close, families(&restarted)), (close, vec![]))?;
    }
    Ok(())
}

pub(super) fn a_failed_server_does_not_answer() -> Held {
    let script = [
        client("c", "0", "tcp", V4, true, r#", "close": "never""#),
        listen("1", "a", "tcp 40000"),
        r#"{ "at": 2, "open": { "id": "four", "from": "b", "to": "203.0.113.1", "port": 40000 } }"#
            .into(),
        r#"{ "at": 2, "open": { "id": "six", "from": "b", "to": "2001:db8::1", "port": 40000 } }"#
            .into(),
    ];
    let run = both_families(&script.join(","));
    let state = TcpState::Established;
    let holder = PortHolder::Connection {
        flow_index: 0,
        state,
    };
    is(failures(&run), vec![(Family::V4, holder)])?;
    is(
        outcomes(&run),
        vec![
            ("c", "connected"),
            ("four", "refused"),
            ("six", "connected"),
        ],
    )
}

pub(super) fn udp_clients_block_clients() -> Held {
    for (held, held_named, new, new_named, expected) in [
        (V4, false, V4, false, "no_port"),
        (V4, false, V4, true, "no_port"),
        (V4, true, V4, false, "no_port"),
        (V4, true, V4, true, "no_port"),
        (V4, false, V6, false, "no_port"),
        (V4, false, V6, true, "replied"),
        (V4, true, V6, false, "no_port"),
        (V4, true, V6, true, "replied"),
        (V6, false, V4, false, "no_port"),
        (V6, false, V4, true, "replied"),
        (V6, true, V4, false, "replied"),
        (V6, true, V4, true, "replied"),
        (V6, false, V6, false, "no_port"),
        (V6, false, V6, true, "no_port"),
        (V6, true, V6, false, "no_port"),
        (V6, true, V6, true, "no_port"),
    ] {
        let more = r#", "response": 1"#;
        let script = [
            client("held", "0", "udp", held, held_named, more),
            client("new", "0.0005", "udp", new, new_named, more),
        ];
        let run = both_families(&script.join(","));
        let case = (held, held_named, new, new_named);
        is((case, outcome(&run, "new")), (case, expected))?;
    }
    Ok(())
}

pub(super) fn a_connected_socket_takes_one_source() -> Held {
    // A datagram from `b`'s port 55 arrives at a's socket, which is connected to port 54.
    let script = [
        r#"{ "at": 0, "send": { "id": "asked", "from": "a", "to": "203.0.113.2", "port": 54, "response": 1, "source_port": 40000 } }"#,
        r#"{ "at": 0, "send": { "id": "other", "from": "b", "to": "203.0.113.1", "port": 40000, "response": 1, "source_port": 55 } }"#,
    ];
    let run = both_families(&script.join(","));
    is(
        outcomes(&run),
        vec![("asked", "refused"), ("other", "refused")],
    )
}
