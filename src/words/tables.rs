//! Tables of the Details: what each shows, its columns, its tags, and what it says when empty.

use std::fmt::Write as _;

use super::counted;
use crate::net::Protocol;
use crate::net::TcpState;
use crate::policy::ConnState;

/// A row that was allowed, in the table of packets.
pub const ALLOWED: &str = "ALLOWED";
/// A packet on its way.
pub const IN_FLIGHT: &str = "IN FLIGHT";
/// A packet that arrived, in the Inspector.
pub const ARRIVED: &str = "ARRIVED";
/// A packet that was dropped, in the Inspector.
pub const BLOCKED: &str = "BLOCKED";
/// Before the addresses of a packet behind a NAT or internet gateway.
pub const AFTER_TRANSLATION: &str = "after translation ";

/// The heading of a packet.
#[must_use]
pub fn packet(number: u64) -> String {
    format!("Packet {number}")
}

// Flow logs.

/// What the flow logs show.
pub const FLOW_LOGS_ABOUT: &str = "Version 2 records of each network interface, aggregated over one minute. REJECT does not say whether the security group or the network ACL denied the packet.";
/// The columns of the flow logs.
pub const FLOW_LOGS_COLUMNS: [&str; 4] = ["Interface", "Direction", "Action", "Record"];
/// The flow logs before the first packet.
pub const FLOW_LOGS_EMPTY: &str = "No network interface of a VPC has seen a packet yet.";
/// The action of an accepted flow.
pub const ACCEPT: &str = "ACCEPT";
/// The action of a rejected flow.
pub const REJECT: &str = "REJECT";

// Ephemeral ports.

/// What ephemeral ports are.
pub const PORTS_ABOUT: &str = "The client's system picks the source port from this range, and the server replies to it. Connections can share a port if another of the four values differs: source and destination address and port.";
/// The columns of the ports.
pub const PORTS_COLUMNS: [&str; 5] = ["Port", "To", "State", "Flow", "Free in"];
/// No port is in use.
pub const PORTS_EMPTY: &str = "No host uses an ephemeral port at this moment.";
/// A UDP socket has no peer.
pub const ANY: &str = "any";
/// A system that picks at random has no next port.
pub const PICKED_AT_RANDOM: &str = "picked at random for each connection";
/// All ports are in use.
pub const NONE: &str = "none";
/// What that means.
pub const NO_PORT_FREE: &str = "no port is free";
/// The next port is the last that is free.
pub const LAST_FREE: &str = "the last free port";
/// The tag of the next port.
pub const NEXT: &str = "NEXT";
/// Two connections share a port.
pub const SAME_PORT: &str = "same port, other 4-tuple";
/// The state of a UDP port.
pub const UDP: &str = "UDP";

/// The ports after the next.
#[must_use]
pub fn then(ports: &[String]) -> String {
    format!("then {}", ports.join(", "))
}

/// A host's range: its ends, how many ports are in use and in TIME-WAIT, and how many flows
/// found none.
#[must_use]
pub fn ports_summary(
    host: &str,
    range: (u16, u16),
    used: usize,
    waiting: usize,
    failed: usize,
) -> String {
    let (low, high) = range;
    let size = usize::from(high - low) + 1;
    let mut summary = format!(
        "{host} picks from {low}–{high}: {used} of {} in use",
        counted(size, "port")
    );
    // Writing to a string cannot fail.
    if waiting > 0 {
        let _ = write!(summary, ", {waiting} of them in TIME-WAIT");
    }
    if failed > 0 {
        let _ = write!(
            summary,
            "; exhausted: {} found no free port",
            counted(failed, "flow")
        );
    }
    summary
}

// Reachability.

/// The columns of the reachability.
pub const REACHABILITY_COLUMNS: [&str; 5] = ["From", "To", "Service", "Outcome", "Blocked by"];
/// No host listens.
pub const REACHABILITY_EMPTY: &str =
    "No host listens on a port. Add a service to a host to see who can reach it.";

// Sockets.

/// What the sockets are.
pub const SOCKETS_ABOUT: &str = "What `ss -tuan` prints on each host at this moment.";
/// The columns of the sockets.
pub const SOCKETS_COLUMNS: [&str; 5] = [
    "State",
    "Local address:port",
    "Peer address:port",
    "Flow",
    "Timer",
];
/// No socket is open.
pub const SOCKETS_EMPTY: &str = "No host listens or has a connection.";
/// A TCP socket that listens.
pub const LISTEN: &str = "LISTEN";
/// A UDP socket.
pub const UNCONN: &str = "UNCONN";

/// How long TIME-WAIT lasts still.
#[must_use]
pub fn time_wait(left: &str) -> String {
    format!("timewait, {left}")
}

/// How long a state has lasted.
#[must_use]
pub fn for_time(time: &str) -> String {
    format!("for {time}")
}

/// A TCP state as `ss` prints it.
#[must_use]
pub const fn socket_state(state: TcpState) -> &'static str {
    match state {
        TcpState::Closed => "CLOSE",
        TcpState::SynSent => "SYN-SENT",
        TcpState::SynReceived => "SYN-RECV",
        TcpState::Established => "ESTAB",
        TcpState::FinWait1 => "FIN-WAIT-1",
        TcpState::FinWait2 => "FIN-WAIT-2",
        TcpState::CloseWait => "CLOSE-WAIT",
        TcpState::Closing => "CLOSING",
        TcpState::LastAck => "LAST-ACK",
        TcpState::TimeWait => "TIME-WAIT",
    }
}

/// A connection's client, in the list of a host's connections.
#[must_use]
pub fn as_client(flow: &str) -> String {
    format!("{flow} as client")
}

/// A connection's server, in the same list.
#[must_use]
pub fn as_server(flow: &str) -> String {
    format!("{flow} as server")
}

// Tracked connections.

/// What tracked connections are.
pub const TRACKED_ABOUT: &str = "Packets of a tracked connection pass the interface's security groups; their rules aren't evaluated. Network ACLs are stateless and track nothing.";
/// The columns of the tracked connections.
pub const TRACKED_COLUMNS: [&str; 8] = [
    "Packet",
    "Protocol",
    "Initiator",
    "Responder",
    "State",
    "Initiated",
    "Idle time left",
    "Tracked",
];
/// No connection is tracked.
pub const TRACKED_EMPTY: &str = "No interface tracks a connection at this moment.";
/// The tag of an untracked connection.
pub const UNTRACKED: &str = "UNTRACKED";
/// Why it is untracked.
pub const WHY_UNTRACKED: &str =
    "no: the rules allow all traffic both ways, so replies need an outbound rule";
/// The connection came to the host.
pub const FROM_OUTSIDE: &str = "from outside";
/// The host opened the connection.
pub const BY_THE_HOST: &str = "by the host";
/// The tag of a NAT gateway's session.
pub const TRANSLATED: &str = "TRANSLATED";
/// Why it is tracked.
pub const NAT_SESSION: &str = "yes: a session of the gateway";

/// The heading of an interface's connections.
#[must_use]
pub fn interface_of(host: &str, interface: &str) -> String {
    format!("{host}, interface {interface}")
}

/// The heading of a NAT gateway's sessions.
#[must_use]
pub fn nat_gateway(name: &str) -> String {
    format!("{name}, NAT gateway")
}

/// The port that a NAT gateway uses for a session.
#[must_use]
pub fn nat_port(port: u16) -> String {
    format!("port {port}")
}

/// Why a connection is tracked. Source: AWS, "Security group connection tracking": ICMP
/// always is; flows through a NAT gateway are automatically; others unless the rules allow
/// all traffic both ways.
#[must_use]
pub fn why_tracked(protocol: Protocol, is_automatic: bool) -> &'static str {
    if protocol == Protocol::ICMP || protocol == Protocol::ICMPV6 {
        "yes: ICMP always is"
    } else if is_automatic {
        "yes, automatically: through a NAT gateway"
    } else {
        "yes: the rules don't allow all traffic both ways"
    }
}

/// The state of a tracked connection.
#[must_use]
pub const fn tracked_state(state: ConnState) -> &'static str {
    match state {
        ConnState::SynSent => "SYN-SENT",
        ConnState::SynReceived => "SYN-RECEIVED",
        ConnState::PickedUp => "PICKED UP",
        ConnState::Established => "ESTABLISHED",
        ConnState::FinWait => "FIN-WAIT",
        ConnState::CloseWait => "CLOSE-WAIT",
        ConnState::LastAck => "LAST-ACK",
        ConnState::TimeWait => "TIME-WAIT",
        ConnState::Closed => "CLOSED",
        ConnState::UdpSingle { .. } => "UDP",
        ConnState::UdpStream => "UDP STREAM",
        ConnState::Icmp => "ICMP",
        ConnState::Other => "OTHER",
    }
}

// Changes of the script.

/// A change of the script, in the list of a thing's changes.
#[must_use]
pub fn changes_at(seconds: &str, what: &str) -> String {
    format!("At {seconds} s: {what}")
}

/// When the script adds a rule.
#[must_use]
pub fn rule_added_at(seconds: &str) -> String {
    format!("added at {seconds} s")
}

/// When the script removes a rule.
#[must_use]
pub fn rule_removed_at(seconds: &str) -> String {
    format!("removed at {seconds} s")
}
