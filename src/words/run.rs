//! What `portcullis run` prints: the trace, with a reason under each first drop, and a summary.
//!
//! The reason stands under the *first* drop of each flow: retransmissions meet the same gate
//! for the same reason. A refused connection has one too, as a contrast to a drop.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use super::grouped;
use super::no_port::no_port;
use super::packet::endpoint;
use super::refusal::refused;
use super::trace::line;
use super::why::Dropped;
use crate::host::{HostEvent, Side};
use crate::net::{Packet, TcpState};
use crate::sim::{
    FlowReport, Outcome, PortShortage, Run, Setup, TraceEvent, UnderWay, port_shortages,
};
use crate::topology::Topology;

/// Where the text of a line begins, after the time and the packet's number.
const INDENT: usize = 23;

/// Which entries of a trace are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// None of them.
    None,
    /// Dropped packets, each with the line that says what it is, and flows without a port.
    Drops,
    /// All of them.
    All,
    /// All until this many lines are printed, then as [`Shown::Drops`].
    First(usize),
}

/// The whole trace as one text.
#[must_use]
pub fn trace_lines(setup: &Setup, run: &Run) -> String {
    trace_parts(setup, run, Shown::All).collect()
}

/// The trace as text, in parts of whole lines: a long run never is in memory twice.
pub fn trace_parts<'a>(
    setup: &'a Setup,
    run: &'a Run,
    shown: Shown,
) -> impl Iterator<Item = String> + 'a {
    let entries = match shown {
        Shown::None => &[][..],
        _ => &run.trace.entries[..],
    };
    let mut printer = Printer {
        setup,
        run,
        shown,
        topology: &run.trace.start,
        under_way: UnderWay::default(),
        shortages: port_shortages(setup, run),
        delivered: None,
        refused: BTreeSet::new(),
        lines: 0,
    };
    (0..entries.len()).map(move |index| printer.entry(index))
}

/// Prints the entries of a trace in order.
struct Printer<'a> {
    setup: &'a Setup,
    run: &'a Run,
    shown: Shown,
    topology: &'a Topology,
    under_way: UnderWay,
    shortages: Vec<PortShortage>,
    /// The packet that was delivered last: what a host does next is its answer to it.
    delivered: Option<Packet>,
    /// The flows whose refusal is explained already.
    refused: BTreeSet<u32>,
    lines: usize,
}

impl Printer<'_> {
    /// The lines of one entry; empty if it is not shown.
    fn entry(&mut self, index: usize) -> String {
        let run = self.run;
        let entry = &run.trace.entries[index];
        if let TraceEvent::Changed { topology: next, .. } = &entry.event {
            self.topology = next;
        }
        let packet = self.under_way.follow(&entry.event);
        if let TraceEvent::Delivered { .. } = entry.event {
            self.delivered = packet;
        }
        let mut text = String::new();
        if let Shown::First(most) = self.shown
            && self.lines >= most
        {
            self.shown = Shown::Drops;
            let most = grouped(most);
            let _ = writeln!(
                text,
                "… {most} lines are printed; only drops follow. Use --trace all to see every line."
            );
        }
        let is_short = self.shown == Shown::Drops;
        match &entry.event {
            TraceEvent::Dropped(drop) if is_short => {
                if let Some(sent) = run.trace.sent_at(drop.packet) {
                    self.line(&mut text, sent, None, run.trace.topology_at(sent));
                }
            }
            TraceEvent::Host {
                event: HostEvent::NoPort { .. },
                ..
            } => {}
            _ if is_short => return text,
            _ => {}
        }
        self.line(&mut text, index, packet.as_ref(), self.topology);
        if let Some(why) = self.why(index, packet.as_ref()) {
            let _ = writeln!(text, "{:INDENT$}why: {why}", "");
        }
        self.lines += text.lines().count();
        text
    }

    fn line(&self, text: &mut String, index: usize, packet: Option<&Packet>, topology: &Topology) {
        let entry = &self.run.trace.entries[index];
        let (number, mut what) = line(self.setup, topology, &entry.event);
        if entry.event.is_assumed(self.setup, topology, packet) {
            what.push_str(" (assumed: AWS does not document this)");
        }
        let number = number
            .map(|number| format!("#{number}"))
            .unwrap_or_default();
        let time = entry.at.to_milliseconds();
        let line = format!("{time:>12} ms  {number:<5} {what}");
        let _ = writeln!(text, "{}", line.trim_end());
    }

    /// Why it ends here: for the first drop and the first refusal of a flow, and for a flow
    /// without a port.
    fn why(&mut self, index: usize, packet: Option<&Packet>) -> Option<String> {
        let trace = &self.run.trace;
        let sender = |packet: &Packet| match trace.entries[trace.sent_at(packet.number)?].event {
            TraceEvent::Sent { origin, .. } => Some(origin),
            _ => None,
        };
        match &trace.entries[index].event {
            TraceEvent::Dropped(drop) => {
                let first = self.run.flows[drop.flow_index as usize].drops.first()?;
                let packet = packet.filter(|_| first.0 == index)?;
                let dropped = Dropped {
                    setup: self.setup,
                    topology: self.topology,
                    drop,
                    packet,
                    sender: sender(packet)?,
                };
                Some(dropped.why())
            }
            TraceEvent::Host {
                event: HostEvent::NoPort { .. },
                ..
            } => {
                let place = self
                    .shortages
                    .binary_search_by_key(&index, |shortage| shortage.entry)
                    .ok()?;
                Some(no_port(self.setup, self.topology, &self.shortages[place]))
            }
            TraceEvent::Host {
                event:
                    HostEvent::Reset {
                        flow_index,
                        side: Side::Client,
                        state: TcpState::SynSent,
                    }
                    | HostEvent::Unreachable { flow_index },
                ..
            } => {
                let answer = self.delivered?;
                let why = refused(self.topology, &answer, sender(&answer)?)?;
                self.refused.insert(*flow_index).then_some(why)
            }
            _ => None,
        }
    }
}

/// Flows of one group that are listed one by one; of a larger group, one flow an outcome is.
const LISTED_FLOWS: usize = 10;

/// The outcome of each flow, and of each group of flows: `c1: 28 232 connected, 20 no_port`.
///
/// With `every_flow` each flow of a large group has its line too.
#[must_use]
pub fn summary_lines(setup: &Setup, run: &Run, every_flow: bool) -> String {
    let mut text = String::new();
    let shortages = port_shortages(setup, run);
    let mut rest = &run.flows[..];
    let mut plans = &setup.flows[..];
    while let Some(first) = plans.first() {
        let size = plans
            .iter()
            .take_while(|plan| plan.group == first.group)
            .count();
        let (flows, later) = rest.split_at(size.min(rest.len()));
        let begin = run.flows.len() - rest.len();
        let shortage = shortages
            .iter()
            .find(|one| (begin..begin + size).contains(&(one.flow_index as usize)));
        group_lines(&mut text, &first.group, flows, run, every_flow);
        if let Some(shortage) = shortage {
            let topology = run.trace.topology_at(shortage.entry);
            let why = no_port(setup, topology, shortage);
            let _ = writeln!(text, "    no_port: {why}");
        }
        (rest, plans) = (later, &plans[size..]);
    }
    text
}

fn group_lines(text: &mut String, group: &str, flows: &[FlowReport], run: &Run, every_flow: bool) {
    let all = every_flow || flows.len() <= LISTED_FLOWS;
    let mut counts: BTreeMap<Outcome, usize> = BTreeMap::new();
    for flow in flows {
        let count = counts.entry(flow.outcome).or_default();
        *count += 1;
        if all || *count == 1 {
            let _ = writeln!(text, "{}", flow_line(flow, run));
        }
    }
    if flows.iter().any(|flow| &*flow.name != group) {
        let counts: Vec<String> = counts
            .iter()
            .map(|(outcome, count)| format!("{} {outcome}", grouped(*count)))
            .collect();
        let _ = writeln!(text, "{group}: {}", counts.join(", "));
    }
}

fn flow_line(flow: &FlowReport, run: &Run) -> String {
    let ends = match (flow.source, flow.destination) {
        (Some(source), Some(destination)) => match (flow.source_port, flow.destination_port) {
            (Some(from), Some(to)) => {
                format!("{} > {}", endpoint(source, from), endpoint(destination, to))
            }
            _ => format!("{source} > {destination}"),
        },
        _ => "no address".into(),
    };
    let time = match (flow.started, flow.ended) {
        (Some(started), Some(ended)) => format!("after {} s", ended - started),
        (Some(_), None) => "still open".into(),
        (None, _) => "not begun".into(),
    };
    let mut line = format!(
        "{}  {} {ends}  {}, {time}",
        flow.name, flow.protocol, flow.outcome
    );
    if let Some((address, port)) = flow.answered_from {
        let from = endpoint(address, port);
        let asked = endpoint(
            flow.destination.unwrap_or(address),
            flow.destination_port.unwrap_or(port),
        );
        let _ = write!(line, "; an answer came from {from} instead of {asked}");
    }
    if let Some((entry, drop)) = flow.drops.first() {
        let gate = run.trace.topology_at(*entry).gate_name(drop.gate);
        let _ = write!(
            line,
            "; first drop: {gate} {} {}",
            drop.direction,
            drop.reason.rule()
        );
        if let Some(code) = drop.reason.code() {
            let _ = write!(line, " ({code})");
        }
    }
    line
}
