//! Connection states on a host's card, and tracked connections beside a security group.

use std::net::SocketAddr;

use crate::net::{Packet, SimTime, TcpState};

/// Connections in one state, with the time until the first of them changes: `SYN-SENT, retry
/// in 1 s`, `3 × TIME-WAIT, 59 s`.
#[must_use]
pub fn connections(state: TcpState, count: usize, left: Option<SimTime>) -> String {
    let mut text = if count > 1 {
        format!("{count} × {state}")
    } else {
        state.to_string()
    };
    if let Some(left) = left.filter(|&left| left > SimTime::ZERO) {
        text.push_str(match state {
            TcpState::TimeWait => ", ",
            _ => ", retry in ",
        });
        text.push_str(&span(left));
    }
    text
}

/// The row of a security group's table that was made for a packet, by its number:
/// `#1 203.0.113.10:41820 ⇄ :22`.
#[must_use]
pub fn remembered_row(first: &Packet) -> String {
    let (flow, number) = (first.flow(), first.number.0);
    if flow.protocol.has_ports() {
        let source = SocketAddr::new(flow.source, flow.source_port);
        format!("#{number} {source} ⇄ :{}", flow.destination_port)
    } else {
        format!("#{number} {} ⇄ {}", flow.source, flow.destination)
    }
}

/// Shown beside a network ACL, which keeps no state.
pub const NO_MEMORY: &str = "stateless";

/// Why a flow fails before it sends a packet: `no free port: all 3 in use`.
#[must_use]
pub fn no_port(in_use: usize) -> String {
    format!("no free port: all {in_use} in use")
}

/// To a tenth of a second, from ten on to a second.
fn span(time: SimTime) -> String {
    let tenths = time.as_micros().div_ceil(100_000);
    match (tenths / 10, tenths % 10) {
        (seconds, 0) => format!("{seconds} s"),
        (seconds @ 10.., _) => format!("{} s", seconds + 1),
        (seconds, tenth) => format!("{seconds}.{tenth} s"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn connections_are_told_with_their_number_and_the_time_left() {
        for (state, count, left, expected) in [
            (
                TcpState::SynSent,
                1,
                Some(1_000_000),
                "SYN-SENT, retry in 1 s",
            ),
            (
                TcpState::SynSent,
                2,
                Some(640_000),
                "2 × SYN-SENT, retry in 0.7 s",
            ),
            (TcpState::TimeWait, 1, Some(59_300_000), "TIME-WAIT, 60 s"),
            (
                TcpState::TimeWait,
                3,
                Some(9_300_000),
                "3 × TIME-WAIT, 9.3 s",
            ),
            (TcpState::TimeWait, 1, Some(0), "TIME-WAIT"),
            (TcpState::Established, 1, None, "ESTABLISHED"),
        ] {
            let left = left.map(SimTime::from_micros);
            assert_eq!(connections(state, count, left), expected);
        }
    }
}
