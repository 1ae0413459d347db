//! Which ports are chosen, and how many.

use std::collections::BTreeSet;
use std::net::IpAddr;

use portcullis::host::{EphemeralPorts, Request};
use portcullis::net::{Draw, OsPreset, PortSet, SimTime, TcpFlags};
use portcullis::policy::{NatTable, Reason};
use portcullis::scenario::Scenario;
use portcullis::sim::TraceEvent;

use super::{CL, Held, SECOND, W, is, packet, tcp};
use crate::run;

pub(super) fn nat_ports() -> Held {
    let mut table = NatTable::default();
    let gateway: IpAddr = [10, 0, 1, 200].into();
    let draw = Draw::new(0);
    let mut open = |index: u32, port: u16| {
        let [.., high, low] = index.to_be_bytes();
        let syn = packet([10, 0, high, low], CL, tcp(40_000, port, TcpFlags::SYN));
        let random = draw.below(u32::MAX, "nat", "port", "", u64::from(index));
        table
            .outward(&syn, gateway, SECOND, || Ok(random))
            .map(|translation| translation.packet)
    };
    let mut ports = BTreeSet::new();
    for index in 0..55_000 {
        let translated =
            open(index, 443).map_err(|reason| format!("session {index}: {reason:?}"))?;
        ports.insert(translated.flow().source_port);
    }
    is(ports.len(), 55_000)?;
    is(ports.first().is_some_and(|&port| port >= 1_024), true)?;
    is(open(55_000, 443), Err(Reason::NatPortsExhausted))?;
    is(open(55_000, 80).is_ok(), true)
}

pub(super) fn connect_ports() -> Held {
    let text = include_str!("../77.json");
    let run = run(&Scenario::from_json(text).unwrap().scenario);
    let ports: Vec<u16> = run
        .flows
        .iter()
        .filter_map(|flow| flow.source_port)
        .collect();
    is(ports.len(), 100)?;
    is(ports.iter().all(|port| port % 2 == 0), true)?;
    for pair in ports.windows(2) {
        let step = (i32::from(pair[1]) - i32::from(pair[0])).rem_euclid(28_232);
        is((pair, (2..=16).contains(&step)), (pair, true))?;
    }
    Ok(())
}

pub(super) fn bind_ports() -> Held {
    let mut ports = linux_ports();
    let mut taken = BTreeSet::new();
    for index in 0..100 {
        let flow = format!("c{index}");
        let request = Request {
            host: "cl",
            flow: &flow,
            address: W.into(),
            port: 80,
        };
        taken.extend(ports.choose_at_bind(request, |port| !taken.contains(&port)));
    }
    is(taken.len(), 100)?;
    is(taken.iter().all(|port| port % 2 == 1), true)
}

pub(super) fn most_connections() -> Held {
    let mut ports = linux_ports();
    let range = ports.range();
    is(range.size(), 28_232)?;
    // All but every hundredth are in use; taking them one by one from the first is slow.
    let mut taken: BTreeSet<u16> = (range.low()..=range.high())
        .filter(|port| port % 100 != 0)
        .collect();
    loop {
        let flow = format!("c{}", taken.len());
        let request = Request {
            host: "cl",
            flow: &flow,
            address: W.into(),
            port: 80,
        };
        let Some(port) = ports.choose(request, |port| !taken.contains(&port)) else {
            return is(taken.len(), 28_232);
        };
        is(taken.insert(port), true)?;
    }
}

pub(super) fn syn_schedule() -> Held {
    let text = include_str!("../85.json");
    let run = run(&Scenario::from_json(text).unwrap().scenario);
    let expected: [(&[u64], u64); 2] = [
        (&[0, 1, 3, 7, 15, 31, 63], 127),
        (&[0, 1, 2, 3, 4, 5, 7, 11, 19, 35, 67], 131),
    ];
    for (index, (sent_at, given_up)) in (0..).zip(expected) {
        let sent: Vec<SimTime> = run
            .trace
            .entries
            .iter()
            .filter(|entry| matches!(&entry.event, TraceEvent::Sent { packet, .. } if packet.flow_index == index))
            .map(|entry| entry.at)
            .collect();
        is(
            sent,
            sent_at.iter().map(|&at| SimTime::from_secs(at)).collect(),
        )?;
        let flow = &run.flows[usize::try_from(index).unwrap()];
        is(flow.ended, Some(SimTime::from_secs(given_up)))?;
    }
    Ok(())
}

fn linux_ports() -> EphemeralPorts {
    let (range, algorithm) = (
        OsPreset::Linux.ephemeral_range(),
        OsPreset::Linux.algorithm(),
    );
    EphemeralPorts::new(range, algorithm, PortSet::default(), Draw::new(7))
}
