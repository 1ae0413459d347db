//! The Inspector of a packet: its header, and its way through the gates.

use super::{tag, tone};
use crate::editor::Editor;
use crate::editor::played::PacketIndex;
use crate::editor::target::Target;
use crate::editor::view::inspector::{HeaderField, PacketView, PathStep};
use crate::editor::view::text::{Sentence, Tag, Tone};
use crate::net::{Packet, PacketNumber, Payload, TcpFlags, Transport};
use crate::sim::TraceEvent;
use crate::topology::Gate;
use crate::words::{self, Mark};

impl Editor {
    pub(super) fn packet_view(&self, number: u64) -> Option<PacketView> {
        let index = self.played.packet(number)?;
        let packet = &index.packet;
        let verdict = match self.packet_verdict(index, "ARRIVED") {
            Tag {
                tone: Tone::Deny, ..
            } => tag(Tone::Deny, "BLOCKED"),
            other => other,
        };
        Some(PacketView {
            heading: format!("Packet {number}"),
            title: words::flags(packet),
            verdict,
            addresses: format!("{} → {}", packet.source, packet.destination),
            translation: self.translation(index),
            fields: fields(packet),
            path: self.path(packet.number),
            offers: Vec::new(),
        })
    }

    /// How gateways have changed its addresses up to the playhead.
    fn translation(&self, index: &PacketIndex) -> Option<Sentence> {
        let now = self.place.entry;
        let packet = &index.packet;
        let end = index.ended.unwrap_or(now).min(now);
        let after = words::packet_at(&self.played.run.trace, packet.number, end)?;
        let (before, after) = (packet.flow(), after.flow());
        if before == after {
            return None;
        }
        Some(
            Sentence::default()
                .plain("after translation ")
                .code(format!("{} → {}", after.source, after.destination)),
        )
    }

    fn path(&self, number: PacketNumber) -> Vec<PathStep> {
        let trace = &self.played.run.trace;
        words::decision_path(trace, number, Some(self.place.entry))
            .into_iter()
            .map(|step| PathStep {
                verdict: match step.tag {
                    Some(word) => tag(tone(word.tone), word.text),
                    None => tag(mark_tone(step.mark), ""),
                },
                target: step.entry.and_then(|entry| self.target_at(entry)),
                title: if step.rest.is_empty() {
                    Sentence::default().strong(step.subject)
                } else {
                    Sentence::default()
                        .strong(step.subject)
                        .plain(format!(" {}", step.rest))
                },
                about: Sentence::default().plain(step.detail),
            })
            .collect()
    }

    /// What can be selected where an entry happened.
    fn target_at(&self, entry: usize) -> Option<Target> {
        let trace = &self.played.run.trace;
        let topology = trace.topology_at(entry);
        let gate = match &trace.entries.get(entry)?.event {
            TraceEvent::Passed { gate, .. } => *gate,
            TraceEvent::Dropped(drop) => drop.gate,
            TraceEvent::Delivered { host, .. } => {
                return Some(Target::Host(topology.host(*host).name.to_string()));
            }
            _ => return None,
        };
        match gate {
            Gate::Groups(host) => {
                let group = topology.groups_of(host).first()?;
                Some(Target::Group(group.name.to_string()))
            }
            Gate::Acl { subnet, .. } => {
                Some(Target::Gate(topology.subnet(subnet).name.to_string()))
            }
            Gate::RouteTable { .. } | Gate::Gateway(_) | Gate::Network => None,
        }
    }
}

const fn mark_tone(mark: Mark) -> Tone {
    match mark {
        Mark::Allowed | Mark::Arrived => Tone::Allow,
        Mark::Remembered => Tone::State,
        Mark::Dropped => Tone::Deny,
        Mark::Start | Mark::Passed | Mark::After => Tone::Neutral,
    }
}

fn fields(packet: &Packet) -> Vec<HeaderField> {
    let field = |name: &str, value: String| HeaderField {
        name: name.into(),
        value,
        marked: false,
    };
    match &packet.payload {
        Payload::Tcp(segment) => {
            let source = port("Source port", segment.source_port, Transport::Tcp);
            let destination = port("Destination port", segment.destination_port, Transport::Tcp);
            let is_reset = segment.flags.contains(TcpFlags::RST);
            let number = |value: u32| {
                if is_reset {
                    "–".into()
                } else {
                    value.to_string()
                }
            };
            let mut fields = vec![
                source,
                destination,
                field("Sequence", number(segment.relative_sequence())),
                field("Acknowledgment", number(segment.relative_acknowledgment())),
                field("Flags", segment.flags.to_string().replace('+', " ")),
                field("Window", segment.window.to_string()),
            ];
            if segment.length > 0 {
                fields.push(field("Data", format!("{} bytes", segment.length)));
            }
            if let Some(size) = segment.maximum_segment_size {
                fields.push(field("Maximum segment", format!("{size} bytes")));
            }
            fields
        }
        Payload::Udp {
            source_port,
            destination_port,
            length,
        } => vec![
            port("Source port", *source_port, Transport::Udp),
            port("Destination port", *destination_port, Transport::Udp),
            field("Data", format!("{length} bytes")),
        ],
        Payload::Other { length, .. } => vec![field("Data", format!("{length} bytes"))],
        Payload::Icmp(_) => {
            let (kind, code) = packet.icmp_type_and_code().unwrap_or_default();
            let quoted = packet.quoted_flow();
            let mut fields = vec![
                field("Type", kind.to_string()),
                field("Code", code.to_string()),
            ];
            match quoted {
                Some(flow) => fields.push(field("About", flow.to_string())),
                None => fields.push(field("Identifier", packet.flow().source_port.to_string())),
            }
            fields
        }
    }
}

/// A port, named if it has a name, and marked if it is an ephemeral one.
fn port(name: &str, port: u16, transport: Transport) -> HeaderField {
    let known = words::port_name(port, transport);
    HeaderField {
        name: known.map_or_else(|| name.to_owned(), |known| format!("{name} ({known})")),
        value: port.to_string(),
        marked: known == Some("ephemeral"),
    }
}
