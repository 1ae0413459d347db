//! The JSON report of a run, for `portcullis run --json`.
//!
//! Times are seconds. `source` and `destination` of a flow are as its initiator has them;
//! those of a trace entry are as the packet has them at that point.

mod change;

use std::io::{self, Write};
use std::net::IpAddr;

use serde_json::{Map, Value, json};

use super::Problem;
use crate::host::{HostEvent, PortHolder};
use crate::net::{Family, Packet, Service, SimTime};
use crate::policy::{Code, Direction, Reason, translated};
use crate::sim::{
    Command, FlowReport, NatReset, Run, Sender, Setup, TraceEntry, TraceEvent, UnderWay,
};
use crate::topology::{Gate, Topology};

/// Writes the report of a run, entry by entry. As one value it would need many times the
/// memory of the run.
///
/// # Errors
///
/// The error of the writer.
pub fn write_report(
    output: &mut dyn Write,
    setup: &Setup,
    run: &Run,
    warnings: &[Problem],
) -> io::Result<()> {
    let mut flows = run.flows.iter().map(|flow| flow_report(flow, run));
    let warnings = warnings.iter().map(ToString::to_string);
    let cut = cut_warning(run).map(|cut| cut.to_string());
    let mut warnings = warnings.chain(cut).map(Value::from);
    output.write_all(b"{\n")?;
    write_list(output, "flows", &mut flows)?;
    output.write_all(b",\n")?;
    write_list(output, "trace", &mut trace(setup, run))?;
    output.write_all(b",\n")?;
    write_list(output, "warnings", &mut warnings)?;
    output.write_all(b"\n}\n")
}

/// A list as a member of the outermost object.
fn write_list(
    output: &mut dyn Write,
    key: &str,
    items: &mut dyn Iterator<Item = Value>,
) -> io::Result<()> {
    write!(output, "  \"{key}\": [")?;
    let mut before = "\n";
    for item in items {
        // No string in JSON has a line break, so each line break here is between tokens.
        let text = format!("{item:#}").replace('\n', "\n    ");
        write!(output, "{before}    {text}")?;
        before = ",\n";
    }
    let is_empty = before == "\n";
    output.write_all(if is_empty { b"]" } else { b"\n  ]" })
}

/// A run that was stopped because its trace grew too long. It displays as a warning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CutRun {
    /// How many entries the trace has.
    pub entries: usize,
}

/// The warning about a run that was stopped, if it was.
#[must_use]
pub fn cut_warning(run: &Run) -> Option<CutRun> {
    let entries = run.trace.entries.len();
    run.is_cut.then_some(CutRun { entries })
}

fn flow_report(flow: &FlowReport, run: &Run) -> Value {
    let blocked: Vec<Value> = flow
        .drops
        .iter()
        .map(|(index, drop)| {
            let topology = run.trace.topology_at(*index);
            let mut blocked = Map::new();
            blocked.insert("at".into(), seconds(run.trace.entries[*index].at));
            blocked.insert("packet".into(), drop.packet.0.into());
            blocked.append(&mut gate(topology, drop.gate, drop.direction));
            blocked.insert("rule".into(), drop.reason.rule().into());
            blocked.insert("code".into(), code(&drop.reason));
            Value::Object(blocked)
        })
        .collect();
    let mut report = json!({
        "flow": &*flow.name,
        "protocol": flow.protocol.to_string(),
        "source": address(flow.source),
        "source_port": flow.source_port,
        "destination": address(flow.destination),
        "destination_port": flow.destination_port,
        "outcome": flow.outcome.name(),
        "started": flow.started.map(seconds),
        "ended": flow.ended.map(seconds),
        "blocked": blocked,
    });
    if let Some((address, port)) = flow.answered_from {
        report["answered_from"] = json!({ "address": address.to_string(), "port": port });
    }
    report
}

fn trace<'a>(setup: &'a Setup, run: &'a Run) -> impl Iterator<Item = Value> + 'a {
    let mut topology = &run.trace.start;
    let mut under_way = UnderWay::default();
    run.trace.entries.iter().map(move |entry| {
        if let TraceEvent::Changed { topology: next, .. } = &entry.event {
            topology = next;
        }
        let packet = under_way.follow(&entry.event);
        let mut object = trace_entry(setup, topology, entry, packet.as_ref());
        if entry.event.is_assumed(setup, topology, packet.as_ref()) {
            object.insert("assumed".into(), true.into());
        }
        Value::Object(object)
    })
}

fn trace_entry(
    setup: &Setup,
    topology: &Topology,
    entry: &TraceEntry,
    came: Option<&Packet>,
) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("at".into(), seconds(entry.at));
    object.insert(
        "packet".into(),
        entry.event.packet().map(|packet| packet.0).into(),
    );
    let mut put = |key: &str, value: Value| object.insert(key.into(), value);
    let flow = |index: u32| Value::from(&*setup.flows[index as usize].name);
    match &entry.event {
        TraceEvent::Sent {
            packet,
            origin,
            retry,
        } => {
            put("event", "sent".into());
            put("flow", flow(packet.flow_index));
            let by = origin.name(topology);
            put("by", by.into());
            put("retry", (*retry).into());
            if let Sender::Gateway(_, reset) = origin {
                let code = match reset {
                    NatReset::SessionExpired => Code::SimNatIdleRst,
                    NatReset::NoSession => Code::SimNatNoSession,
                };
                put("code", code.to_string().into());
            }
            object.append(&mut header(packet));
        }
        TraceEvent::Passed {
            flow_index,
            gate: at,
            direction,
            reason,
            ..
        } => {
            put("event", "gate".into());
            put("flow", flow(*flow_index));
            object.append(&mut gate(topology, *at, *direction));
            object.insert("verdict".into(), "allow".into());
            object.insert("rule".into(), reason.rule().into());
            if let Some(came) = came {
                object.append(&mut ends(came));
                let after = translated(came, *direction, reason);
                if after != *came {
                    object.insert("after".into(), ends(&after).into());
                }
            }
        }
        TraceEvent::Dropped(drop) => {
            put("event", "dropped".into());
            put("flow", flow(drop.flow_index));
            object.append(&mut gate(topology, drop.gate, drop.direction));
            object.insert("rule".into(), drop.reason.rule().into());
            object.insert("code".into(), code(&drop.reason));
            object.append(&mut came.map(ends).unwrap_or_default());
        }
        TraceEvent::Delivered {
            flow_index, host, ..
        } => {
            put("event", "delivered".into());
            put("flow", flow(*flow_index));
            put("host", (&*topology.host(*host).name).into());
            object.append(&mut came.map(ends).unwrap_or_default());
        }
        TraceEvent::Host { host, event } => {
            let (name, mut more) = host_event(setup, event);
            put("event", name.into());
            if let Some(index) = event.flow_index() {
                put("flow", flow(index));
            }
            put("host", (&*topology.host(*host).name).into());
            object.append(&mut more);
        }
        TraceEvent::Changed { command, .. } => {
            put("event", "changed".into());
            if let Some((_, Command::Change(change))) = setup.commands.get(*command) {
                object.append(&mut change::changed(topology, change));
            }
        }
        TraceEvent::Ended {
            flow_index,
            outcome,
        } => {
            put("event", "ended".into());
            put("flow", flow(*flow_index));
            put("outcome", outcome.name().into());
        }
    }
    object
}

fn host_event(setup: &Setup, event: &HostEvent) -> (&'static str, Map<String, Value>) {
    let (name, value) = match event {
        HostEvent::PortTaken {
            transport,
            port,
            ephemeral,
            ..
        } => (
            "port",
            json!({ "taken": true, "protocol": transport.to_string(), "port": port,
                    "ephemeral": ephemeral }),
        ),
        HostEvent::PortFreed {
            transport, port, ..
        } => (
            "port",
            json!({ "taken": false, "protocol": transport.to_string(), "port": port }),
        ),
        HostEvent::NoPort { .. } => ("no_port", json!({})),
        HostEvent::State { side, from, to, .. } => (
            "state",
            json!({ "side": side.to_string(), "from": from.to_string(), "to": to.to_string() }),
        ),
        HostEvent::GaveUp { side, state, .. } => (
            "gave_up",
            json!({ "side": side.to_string(), "state": state.to_string() }),
        ),
        HostEvent::Reset { side, state, .. } => (
            "reset",
            json!({ "side": side.to_string(), "state": state.to_string() }),
        ),
        HostEvent::Heard { .. } => ("heard", json!({})),
        HostEvent::Answered { .. } => ("answered", json!({})),
        HostEvent::AnsweredFromElsewhere {
            source,
            source_port,
            asked,
            asked_port,
            ..
        } => (
            "not_an_answer",
            json!({ "source": source.to_string(), "source_port": source_port,
                    "expected": asked.to_string(), "expected_port": asked_port }),
        ),
        HostEvent::Unreachable { .. } => ("port_unreachable", json!({})),
        HostEvent::ListenFailed {
            service,
            family,
            holder,
        } => (
            "listen_failed",
            listen_failed(setup, *service, *family, *holder),
        ),
    };
    match value {
        Value::Object(more) => (name, more),
        _ => (name, Map::new()),
    }
}

fn listen_failed(setup: &Setup, service: Service, family: Family, holder: PortHolder) -> Value {
    let family = match family {
        Family::V4 => "ipv4",
        Family::V6 => "ipv6",
    };
    let (kind, flow, state) = match holder {
        PortHolder::Listener => ("listener", None, None),
        PortHolder::Connection { flow_index, state } => {
            ("connection", Some(flow_index), Some(state.to_string()))
        }
        PortHolder::Socket { flow_index } => ("socket", Some(flow_index), None),
    };
    let flow = flow.map(|index| &*setup.flows[index as usize].name);
    json!({ "service": service.to_string(), "family": family, "error": "EADDRINUSE",
            "held_by": { "kind": kind, "flow": flow, "state": state } })
}

fn gate(topology: &Topology, gate: Gate, direction: Direction) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("gate".into(), topology.gate_name(gate).into());
    object.insert("kind".into(), topology.gate_kind(gate).into());
    object.insert("direction".into(), direction.to_string().into());
    if let Gate::Groups(host) = gate {
        object.insert("host".into(), (&*topology.host(host).name).into());
    }
    object
}

fn ends(packet: &Packet) -> Map<String, Value> {
    let flow = packet.flow();
    let has_ports = flow.protocol.has_ports();
    let mut object = Map::new();
    object.insert("source".into(), flow.source.to_string().into());
    object.insert(
        "source_port".into(),
        has_ports.then_some(flow.source_port).into(),
    );
    object.insert("destination".into(), flow.destination.to_string().into());
    object.insert(
        "destination_port".into(),
        has_ports.then_some(flow.destination_port).into(),
    );
    object
}

fn header(packet: &Packet) -> Map<String, Value> {
    let mut object = Map::new();
    object.insert("protocol".into(), packet.protocol().to_string().into());
    object.append(&mut ends(packet));
    if let Some(segment) = packet.segment() {
        object.insert("flags".into(), segment.flags.to_string().into());
        object.insert("seq".into(), segment.relative_sequence().into());
        object.insert("ack".into(), segment.relative_acknowledgment().into());
        object.insert("length".into(), segment.length.into());
        object.insert("window".into(), segment.window.into());
        if let Some(size) = segment.maximum_segment_size {
            object.insert("mss".into(), size.into());
        }
    }
    if let Some((kind, code)) = packet.icmp_type_and_code() {
        object.insert("icmp_type".into(), kind.into());
        object.insert("icmp_code".into(), code.into());
    }
    object
}

fn code(reason: &Reason) -> Value {
    reason.code().map(|code| code.to_string()).into()
}

fn address(address: Option<IpAddr>) -> Value {
    address.map(|address| address.to_string()).into()
}

/// A time as a number of seconds, exact to the microsecond.
fn seconds(at: SimTime) -> Value {
    at.to_string().parse().map_or(Value::Null, Value::Number)
}
