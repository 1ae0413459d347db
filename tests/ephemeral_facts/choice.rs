//! Which port is chosen, and when no port is free.

use std::cell::RefCell;
use std::collections::BTreeSet;

use portcullis::host::{EphemeralPorts, Request, Side};
use portcullis::net::{Draw, OsPreset, PortRange, PortSet, SimTime, TcpFlags, TcpState};

use super::{
    Held, TEN, entered, guarded, internet, is, open, outcome, outcomes, ports, run, seconds, sent,
};

pub(super) fn defaults() -> Held {
    let linux = OsPreset::default();
    is(linux.ephemeral_range(), PortRange::fixed(32_768, 60_999))?;
    is(linux.ephemeral_range().size(), 28_232)?;
    // tcp_syn_retries and tcp_synack_retries: only the client's first SYN arrives.
    is(linux.syn_schedule().retries.len(), 6)?;
    let deaf = guarded(
        r#""latency": 0.000001"#,
        &format!(
            r#"{}, {{ "at": 0.5, "add_rule": {{ "in": "acl", "direction": "inbound", "rule": "1 deny all from 0.0.0.0/0" }} }},
            {{ "add_rule": {{ "in": "acl", "direction": "outbound", "rule": "1 deny all to 0.0.0.0/0" }} }}"#,
            open("c", "0", "w", r#""port": 80"#)
        ),
    );
    let answers = sent(&deaf, TcpFlags::SYN | TcpFlags::ACK);
    let since = answers[0];
    let after: Vec<SimTime> = answers.iter().map(|&at| at - since).collect();
    is(after, seconds(&[0, 1, 3, 7, 15, 31]))?;
    let closed = entered(&deaf, Side::Server, TcpState::Closed);
    is(
        closed.iter().map(|&at| at - since).collect(),
        seconds(&[63]),
    )
}

pub(super) fn range_is_a_limit() -> Held {
    for (range, size) in [("40000, 40009", 10), ("40000, 40010", 11)] {
        let script = open(
            "c",
            "0",
            "near",
            r#""port": 80, "count": 12, "close": "never""#,
        );
        let run = internet(&format!(r#""range": [{range}]"#), &script);
        let connected = run
            .flows
            .iter()
            .filter(|flow| flow.outcome.name() == "connected");
        is(connected.count(), size)?;
        let next = &run.flows[size];
        is((next.outcome.name(), next.source_port), ("no_port", None))?;
        is(next.ended, next.started)?;
        let index = u32::try_from(size).unwrap();
        let says = run
            .trace
            .entries
            .iter()
            .filter(|entry| entry.event.flow_index() == Some(index));
        let packets = says.filter(|entry| entry.event.packet().is_some()).count();
        is(packets, 0)?;
    }
    Ok(())
}

pub(super) fn parity() -> Held {
    for (low, high) in [(40_000_u16, 40_009_u16), (40_001, 40_010), (40_000, 40_019)] {
        let size = usize::from(high - low) + 1;
        let more = format!(r#""port": 80, "count": {size}, "close": "never""#);
        let run = internet(
            &format!(r#""range": [{low}, {high}]"#),
            &open("c", "0", "near", &more),
        );
        let same: Vec<bool> = ports(&run, "c")
            .iter()
            .map(|port| port % 2 == low % 2)
            .collect();
        let expected: Vec<bool> = (0..size).map(|n| n < size / 2).collect();
        is((low, same), (low, expected))?;
    }
    Ok(())
}

pub(super) fn no_order() -> Held {
    let more = r#""port": 80, "count": 10, "close": "never""#;
    let mut orders = BTreeSet::new();
    for seed in 0..8 {
        for to in ["near", "far"] {
            let script = open("c", "0", to, more);
            let text = format!(
                r#"{{ "portcullis": 1, "seed": {seed}, "hosts": [
                {{ "id": "a", "ip": "203.0.113.1", "ports": {{ {TEN} }} }},
                {{ "id": "near", "ip": "203.0.113.2", "listen": ["tcp 80"] }},
                {{ "id": "far", "ip": "203.0.113.3", "listen": ["tcp 80"] }}], "script": [{script}] }}"#
            );
            orders.insert(ports(&run(&text), "c"));
        }
    }
    let ascending = orders.iter().filter(|order| order[..5].is_sorted()).count();
    let starts: BTreeSet<u16> = orders.iter().map(|order| order[0]).collect();
    is(
        (orders.len() > 8, ascending < orders.len(), starts.len() > 2),
        (true, true, true),
    )
}

pub(super) fn small_steps() -> Held {
    let script = open(
        "c",
        "0",
        "near",
        r#""port": 80, "count": 60, "every": 0.1, "close": "never""#,
    );
    let found = ports(&internet("", &script), "c");
    for pair in found.windows(2) {
        let step = (i32::from(pair[1]) - i32::from(pair[0])).rem_euclid(28_232);
        is(
            (pair, step % 2 == 0 && (2..=16).contains(&step)),
            (pair, true),
        )?;
    }
    is(found.len(), 60)
}

pub(super) fn udp_is_random() -> Held {
    let sends: Vec<String> = (0..60)
        .map(|n| {
            let to = if n % 2 == 0 { "near" } else { "far" };
            format!(r#"{{ "send": {{ "id": "u{n}", "from": "a", "to": "{to}", "port": 53 }} }}"#)
        })
        .collect();
    let found = ports(&internet("", &sends.join(",")), "u");
    let even = found.iter().filter(|port| **port % 2 == 0).count();
    is((10..50).contains(&even), true)?;
    let (low, high) = (*found.iter().min().unwrap(), *found.iter().max().unwrap());
    is((low < 36_000, high > 57_000), (true, true))
}

pub(super) fn per_destination() -> Held {
    let all = |id: &str, to: &str, port: u16| {
        let more = format!(r#""port": {port}, "count": 10, "close": "never""#);
        open(id, "0", to, &more)
    };
    let script = [
        all("one", "near", 80),
        all("two", "far", 80),
        all("three", "near", 81),
    ]
    .join(",");
    let run = internet(TEN, &script);
    let expected: BTreeSet<u16> = (40_000..=40_009).collect();
    for name in ["one", "two", "three"] {
        is(ports(&run, name).into_iter().collect(), expected.clone())?;
    }
    Ok(())
}

pub(super) fn bind_to_zero() -> Held {
    let range = PortRange::fixed(40_000, 40_009);
    let algorithm = OsPreset::Linux.algorithm();
    let mut choice = EphemeralPorts::new(range, algorithm, PortSet::default(), Draw::new(1));
    let request = Request {
        host: "a",
        flow: "c",
        address: [203, 0, 113, 3].into(),
        port: 80,
    };
    // All ten are used by connections to another destination: they block bind(), not connect().
    is(choice.choose_at_bind(request, |_| false), None)?;
    is(choice.choose(request, |_| true).is_some(), true)?;
    // It first takes free ports of the parity that connect() tries last.
    let taken = RefCell::new(BTreeSet::new());
    for n in 0..10 {
        let port = choice.choose_at_bind(request, |port| !taken.borrow().contains(&port));
        let port = port.unwrap();
        is((n, port % 2 == 1), (n, n < 5))?;
        taken.borrow_mut().insert(port);
    }
    Ok(())
}

pub(super) fn bind_by_name() -> Held {
    let one = r#""range": [40000, 40000]"#;
    let script = [
        open("held", "0", "near", r#""port": 80, "close": "never""#),
        open("same", "1", "far", r#""port": 80, "source_port": 40000"#),
        open(
            "outside",
            "1",
            "near",
            r#""port": 80, "source_port": 50000"#,
        ),
    ];
    let run = internet(one, &script.join(","));
    let expected = [
        ("held", "connected"),
        ("same", "no_port"),
        ("outside", "connected"),
    ];
    is(outcomes(&run), expected.to_vec())
}

pub(super) fn udp_is_exclusive() -> Held {
    let send = |id: String, to: &str| {
        format!(r#"{{ "send": {{ "id": "{id}", "from": "a", "to": "{to}", "port": 53 }} }}"#)
    };
    let mut sends: Vec<String> = (0..10).map(|n| send(format!("u{n}"), "near")).collect();
    sends.push(send("eleventh".into(), "near"));
    sends.push(send("elsewhere".into(), "far"));
    let run = internet(TEN, &sends.join(","));
    is(
        ports(&run, "u")
            .into_iter()
            .collect::<BTreeSet<u16>>()
            .len(),
        10,
    )?;
    is(
        (outcome(&run, "eleventh"), outcome(&run, "elsewhere")),
        ("no_port", "no_port"),
    )
}
