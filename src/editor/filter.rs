//! Which packets the table shows: words such as `port 22`, `host sftp`, `blocked`, `flow c1`.
//!
//! Every condition must hold. What is no condition is said, and until it is mended the table
//! shows what the conditions before it ask for.

use super::Editor;
use super::effect::Effect;
use super::run_data::PacketIndex;
use super::selection::Selection;
use crate::net::{Packet, Payload, TcpFlags};
use crate::scenario::is_of_flow;
use crate::sim::Trace;
use crate::words;

/// What a packet must be to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Filter {
    /// As typed.
    pub(super) text: String,
    conditions: Vec<Condition>,
    /// What is wrong with the text.
    pub(super) complaint: Option<String>,
    /// The packets that are shown, by their place in the run; none: all.
    shown: Option<Vec<usize>>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Condition {
    /// At either end.
    Port(u16),
    /// To or from a host, by name or by address.
    Host(String),
    Flow(String),
    Protocol(&'static str),
    Flag(TcpFlags),
    Blocked,
    Passed,
}

impl Filter {
    /// Reads what was typed, and looks for it.
    fn set(
        &mut self,
        text: &str,
        trace: &Trace,
        flows: &dyn Fn(u32) -> String,
        packets: &[PacketIndex],
    ) {
        text.clone_into(&mut self.text);
        match read(text) {
            Ok(conditions) => {
                self.complaint = None;
                self.conditions = conditions;
            }
            Err(complaint) => self.complaint = Some(complaint),
        }
        self.find(trace, flows, packets);
    }

    fn find(&mut self, trace: &Trace, flows: &dyn Fn(u32) -> String, packets: &[PacketIndex]) {
        let matches = |index: &PacketIndex| {
            let mut conditions = self.conditions.iter();
            conditions.all(|condition| condition.holds(index, trace, flows))
        };
        self.shown = (!self.conditions.is_empty()).then(|| {
            let places = packets.iter().enumerate();
            places
                .filter(|(_, index)| matches(index))
                .map(|(place, _)| place)
                .collect()
        });
    }

    /// How many packets of `all` are shown.
    pub(super) fn count(&self, all: usize) -> usize {
        self.shown.as_ref().map_or(all, Vec::len)
    }

    /// The place in the run of a row.
    pub(super) fn place(&self, row: usize) -> usize {
        self.shown
            .as_ref()
            .map_or(row, |shown| shown.get(row).copied().unwrap_or(usize::MAX))
    }

    /// The row of a packet, or of the last before it that is shown.
    pub(super) fn row(&self, place: usize) -> Option<usize> {
        match &self.shown {
            None => Some(place),
            Some(shown) => shown
                .partition_point(|&other| other <= place)
                .checked_sub(1),
        }
    }
}

impl Condition {
    fn holds(&self, index: &PacketIndex, trace: &Trace, flows: &dyn Fn(u32) -> String) -> bool {
        let packet = &index.packet;
        let flow = packet.flow();
        match self {
            Self::Port(port) => {
                flow.protocol.has_ports()
                    && (flow.source_port == *port || flow.destination_port == *port)
            }
            Self::Host(name) => is_of_host(packet, name, trace),
            Self::Flow(name) => is_of_flow(&flows(packet.flow_index), name),
            Self::Protocol(name) => flow.protocol.to_string() == *name,
            Self::Flag(flag) => {
                matches!(&packet.payload, Payload::Tcp(segment) if segment.flags.contains(*flag))
            }
            Self::Blocked => index.drop.is_some(),
            Self::Passed => index.drop.is_none() && index.ended.is_some(),
        }
    }
}

fn is_of_host(packet: &Packet, name: &str, trace: &Trace) -> bool {
    let ends = [packet.source, packet.destination];
    if let Ok(address) = name.parse() {
        return ends.contains(&address);
    }
    let mut hosts = trace.start.hosts().iter();
    hosts.any(|host| {
        *host.name == *name
            && ends
                .iter()
                .any(|end| host.addresses.contains(end) || host.public.as_ref() == Some(end))
    })
}

fn read(text: &str) -> Result<Vec<Condition>, String> {
    let mut terms = text.split_whitespace();
    let mut conditions = Vec::new();
    while let Some(word) = terms.next() {
        let mut value = |example: &str| {
            let missing = || words::filter::value_missing(word, example);
            terms.next().map(str::to_owned).ok_or_else(missing)
        };
        conditions.push(match word.to_ascii_lowercase().as_str() {
            "port" => {
                let value = value("22")?;
                let port = value.parse();
                Condition::Port(port.map_err(|_| words::filter::not_a_port(&value))?)
            }
            "host" => Condition::Host(value("sftp")?),
            "flow" => Condition::Flow(value("c1")?),
            "blocked" | "dropped" => Condition::Blocked,
            "passed" | "allowed" | "delivered" => Condition::Passed,
            "tcp" => Condition::Protocol("tcp"),
            "udp" => Condition::Protocol("udp"),
            "icmp" => Condition::Protocol("icmp"),
            "icmpv6" => Condition::Protocol("icmpv6"),
            "syn" => Condition::Flag(TcpFlags::SYN),
            "fin" => Condition::Flag(TcpFlags::FIN),
            "rst" => Condition::Flag(TcpFlags::RST),
            "and" | "&&" => continue,
            _ => {
                return Err(words::filter::unknown_term(word));
            }
        });
    }
    Ok(conditions)
}

impl Editor {
    #[inline(never)]
    pub(super) fn set_filter(&mut self, text: &str) -> Vec<Effect> {
        let setup = std::rc::Rc::clone(&self.run_data.setup);
        let flows = |index: u32| {
            let plan = setup.flows.get(index as usize);
            plan.map(|plan| plan.name.to_string()).unwrap_or_default()
        };
        let (trace, packets) = (&self.run_data.run.trace, &self.run_data.packets);
        self.filter.set(text, trace, &flows, packets);
        self.revisions.session += 1;
        let said = match &self.filter.complaint {
            Some(complaint) => complaint.clone(),
            None => words::counted(self.filter.count(packets.len()), "packet"),
        };
        vec![Effect::Announce(said)]
    }

    /// Looks again for what is typed: the run is another one.
    pub(super) fn filter_again(&mut self) {
        if !self.filter.text.is_empty() {
            let text = self.filter.text.clone();
            let _ = self.set_filter(&text);
        }
    }

    /// Shows only the flow of the packet that is selected, or every packet again.
    #[inline(never)]
    pub(super) fn follow_flow(&mut self) -> Vec<Effect> {
        let flow = match &*self.selected {
            [Selection::Packet(number)] => self.run_data.packet(*number),
            _ => None,
        };
        let name = flow.and_then(|packet| {
            let plan = self
                .run_data
                .setup
                .flows
                .get(packet.packet.flow_index as usize)?;
            Some(format!("flow {}", plan.name))
        });
        let Some(name) = name else {
            return Vec::new();
        };
        let text = if self.filter.text == name {
            String::new()
        } else {
            name
        };
        self.set_filter(&text)
    }

    /// What is typed in the filter, and what is wrong with it.
    #[must_use]
    pub fn filter(&self) -> (String, Option<String>) {
        (self.filter.text.clone(), self.filter.complaint.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_term_is_reported() {
        for (text, part) in [
            ("prot 22", "`prot` is not a filter term"),
            ("port", "needs a value"),
            ("port 70000", "is not a port"),
            ("blocked flow", "needs a value"),
        ] {
            let complaint = read(text).expect_err(text);
            assert!(complaint.contains(part), "{text}: {complaint}");
        }
        assert_eq!(read("port 22 and Blocked").map(|all| all.len()), Ok(2));
    }
}
