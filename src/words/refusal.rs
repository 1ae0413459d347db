//! Refusals: what answered, and why that is no drop.

use crate::net::{Packet, Payload, TcpFlags};
use crate::sim::Sender;
use crate::topology::Topology;

/// Why a connection was refused, in contrast to a drop.
pub(super) fn refused(topology: &Topology, answer: &Packet, sender: Sender) -> Option<String> {
    let Sender::Host(host) = sender else {
        return None;
    };
    let host = &topology.host(host).name;
    let (kind, service) = match &answer.payload {
        // RFC 9293, 3.10.7.1: only a host without such a connection adds an ACK to its RST.
        Payload::Tcp(segment) if segment.flags.contains(TcpFlags::ACK) => {
            ("an RST", format!("tcp {}", segment.source_port))
        }
        Payload::Tcp(_) => return None,
        _ => {
            let quoted = answer.quoted_flow()?;
            (
                "ICMP port unreachable",
                format!("{} {}", quoted.protocol, quoted.destination_port),
            )
        }
    };
    Some(format!(
        "{host} answers with {kind}: it does not listen on {service}; a group or an ACL would drop \
         the packet without an answer"
    ))
}
