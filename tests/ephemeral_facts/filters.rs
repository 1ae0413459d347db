//! Rules that change during a connection, and closed ports.

use portcullis::net::{SimTime, TcpFlags};

use super::{Held, guarded, internet, is, open, outcome, outcomes, run, sent};

const REMOVE: &str = r#""remove_rule": { "in": "web", "direction": "inbound", "rule": "tcp 80 from 203.0.113.1/32" }"#;

pub(super) fn rule_removed() -> Held {
    let script = format!(
        r#"{}, {{ "at": 1, {REMOVE} }}, {{ "at": 2, "data": {{ "flow": "c", "bytes": 5 }} }},
        {{ "at": 3, "data": {{ "flow": "c", "side": "server", "bytes": 5 }} }}, {}"#,
        open("c", "0", "w", r#""port": 80, "close": "never""#),
        open("new", "4", "w", r#""port": 80"#)
    );
    let run = guarded("", &script);
    is(
        outcomes(&run),
        vec![("c", "connected"), ("new", "timed_out")],
    )?;
    is(run.flows[0].drops.len(), 0)
}

pub(super) fn five_days() -> Held {
    // The last packet that the group sees is the client's acknowledgment, at 0.06 s.
    for (at, expected) in [("432000.05", "connected"), ("432000.07", "broken")] {
        let script = format!(
            r#"{}, {{ "at": {at}, "data": {{ "flow": "c", "side": "server", "bytes": 5 }} }}"#,
            open("c", "0", "w", r#""port": 80, "close": "never""#)
        );
        let run = guarded("", &script);
        is((at, outcome(&run, "c")), (at, expected))?;
    }
    Ok(())
}

pub(super) fn state_lost() -> Held {
    for (non_syn, expected) in [("strict", "broken"), ("loose", "connected")] {
        let script = format!(
            r#"{}, {{ "at": 432001, "data": {{ "flow": "c", "bytes": 5 }} }}"#,
            open("c", "0", "w", r#""port": 80, "close": "never""#)
        );
        let run = guarded(&format!(r#""non_syn": "{non_syn}""#), &script);
        is((non_syn, outcome(&run, "c")), (non_syn, expected))?;
    }
    Ok(())
}

pub(super) fn deny_taken_back() -> Held {
    let rule =
        r#"{ "in": "acl", "direction": "inbound", "rule": "1 deny all from 203.0.113.1/32" }"#;
    let script = format!(
        r#"{}, {{ "at": 1, "add_rule": {rule} }}, {{ "at": 1, "data": {{ "flow": "c", "bytes": 5 }} }},
        {{ "at": 2, "remove_rule": {rule} }}"#,
        open("c", "0", "w", r#""port": 80, "close": "never""#)
    );
    let run = guarded("", &script);
    is(outcome(&run, "c"), "connected")?;
    is(run.flows[0].drops.is_empty(), false)?;
    is(sent(&run, TcpFlags::SYN).len(), 1)?;
    let last = run.trace.entries.last().unwrap().at;
    is(last < SimTime::from_secs(4), true)
}

pub(super) fn over_is_over() -> Held {
    let same = |id, at| {
        open(
            id,
            at,
            "w",
            r#""port": 80, "source_port": 40000, "close": "server""#,
        )
    };
    let script = format!(
        r#"{}, {{ "at": 2, {REMOVE} }}, {}"#,
        same("c", "0"),
        same("again", "3")
    );
    let run = guarded("", &script);
    is(
        outcomes(&run),
        vec![("c", "connected"), ("again", "timed_out")],
    )
}

pub(super) fn syn_retries() -> Held {
    for (system, retransmissions) in [("linux-6.5", 6), ("linux", 3)] {
        let text = format!(
            r#"{{ "portcullis": 1, "hosts": [{{ "id": "a", "ip": "203.0.113.1", "os": "{system}" }}],
            "script": [{{ "open": {{ "id": "c", "from": "a", "to": "192.0.2.1", "port": 80 }} }}] }}"#
        );
        let times = sent(&run(&text), TcpFlags::SYN);
        let soon = times
            .iter()
            .filter(|at| **at <= SimTime::from_secs(8))
            .count();
        is((system, soon - 1), (system, retransmissions))?;
    }
    Ok(())
}

pub(super) fn refused() -> Held {
    let run = internet("", &open("c", "0", "near", r#""port": 8080"#));
    is(outcome(&run, "c"), "refused")?;
    is(run.flows[0].ended, Some(SimTime::from_millis(2)))?;
    is(sent(&run, TcpFlags::RST | TcpFlags::ACK).len(), 1)
}
