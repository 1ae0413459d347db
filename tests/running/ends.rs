//! How flows without a connection end.

use std::collections::BTreeSet;

use portcullis::net::{Protocol, SimTime};
use portcullis::sim::{Outcome, Run, TraceEvent};
use proptest::prelude::*;

use crate::{MOST_ENTRIES, samples};

/// A flow without a connection ends once, as it is reported.
pub(crate) fn as_reported(run: &Run) -> Result<(), TestCaseError> {
    let mut ended = BTreeSet::new();
    for entry in &run.trace.entries {
        let TraceEvent::Ended {
            flow_index,
            outcome,
        } = entry.event
        else {
            continue;
        };
        let flow = &run.flows[flow_index as usize];
        if flow.protocol != Protocol::TCP {
            prop_assert!(ended.insert(flow_index), "{}", flow.name);
            prop_assert_eq!(outcome, flow.outcome);
        }
    }
    Ok(())
}

#[test]
fn a_datagram_without_an_answer_is_decided_when_it_has_landed() {
    for (host, until, outcome, ended) in [
        ("b", SimTime::MAX, Outcome::Sent, Some(5)),
        ("b", SimTime::from_secs(5), Outcome::Pending, None),
        ("c", SimTime::MAX, Outcome::Refused, Some(12)),
        ("192.0.2.9", SimTime::MAX, Outcome::Lost, Some(5)),
    ] {
        let scenario = samples::read(&format!(
            r#"{{ "portcullis": 1, "settings": {{ "latency": 6 }}, "hosts": [
                {{ "id": "a", "ip": "192.0.2.1" }},
                {{ "id": "b", "ip": "192.0.2.2", "listen": ["udp 53"] }},
                {{ "id": "c", "ip": "192.0.2.3" }}],
            "script": [{{ "send": {{ "id": "u", "from": "a", "to": "{host}", "port": 53 }} }}] }}"#
        ));
        let run = Run::new(scenario.compile().unwrap(), until, MOST_ENTRIES);
        as_reported(&run).unwrap();
        let flow = &run.flows[0];
        assert_eq!(
            (flow.outcome, flow.ended),
            (outcome, ended.map(SimTime::from_secs)),
            "{host} {until}"
        );
    }
}

#[test]
fn a_flow_that_cannot_begin_is_reported_with_the_addresses_there_are() {
    let scenario = samples::read(
        r#"{ "portcullis": 1,
        "vpcs": [{ "id": "v", "cidr": "10.0.0.0/16" }],
        "subnets": [{ "id": "s", "vpc": "v", "cidr": "10.0.1.0/24" }],
        "hosts": [
            { "id": "four", "ip": "192.0.2.1" },
            { "id": "six", "ipv6": "2001:db8::6" },
            { "id": "hidden", "subnet": "s" }],
        "script": [
            { "open": { "id": "a", "from": "four", "to": "hidden", "port": 22 } },
            { "ping": { "id": "b", "from": "four", "to": "six" } },
            { "ping": { "id": "c", "from": "four", "to": "2001:db8::6" } },
            { "at": 9, "open": { "id": "d", "from": "four", "to": "hidden", "port": 22 } }] }"#,
    );
    let run = Run::new(scenario.compile().unwrap(), SimTime::from_secs(1), 100);
    let four = Some("192.0.2.1".parse().unwrap());
    let six = Some("2001:db8::6".parse().unwrap());
    for (flow, outcome, source, destination) in [
        (&run.flows[0], Outcome::Unreachable, four, None),
        (&run.flows[1], Outcome::Unreachable, None, six),
        (&run.flows[2], Outcome::Unreachable, None, six),
        (&run.flows[3], Outcome::Pending, None, None),
    ] {
        assert_eq!(flow.outcome, outcome, "{}", flow.name);
        assert_eq!((flow.source, flow.destination), (source, destination));
        assert_eq!(flow.source_port, None);
        assert_eq!(flow.ended, flow.started, "{}", flow.name);
    }
}
