//! Listening: which ports a host's servers have, and when `bind()` fails with `EADDRINUSE`.
//!
//! A server opens one socket per address family, bound to all addresses (`0.0.0.0` or `::`
//! with `IPV6_V6ONLY`), so IPv4 and IPv6 fail apart. It sets `SO_REUSEADDR`, as servers do;
//! clients do not. A connection or TIME-WAIT that a client holds therefore blocks its port,
//! and one that a server left behind does not.
//!
//! Sources: Linux `inet_csk_bind_conflict`, `udp_lib_lport_inuse`, `inet_rcv_saddr_equal`;
//! `ip(7)`, `socket(7)`; measured on Linux 6.18, see `tests/ephemeral_facts/listening.rs`.
//!
//! Not modelled: `SO_REUSEPORT`, servers bound to one address, dual-stack servers.

use serde::{Deserialize, Serialize};

use super::output::{HostEvent, Output};
use super::{HostStack, Side};
use crate::net::{Family, Service, TcpState, Transport};

/// A set of address families.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Families {
    /// IPv4.
    pub v4: bool,
    /// IPv6.
    pub v6: bool,
}

/// The socket that has a port which a server wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub enum PortHolder {
    /// Another server on this host.
    Listener,
    /// A client's TCP connection.
    Connection {
        /// The flow.
        flow_index: u32,
        /// The connection's state; TIME-WAIT blocks a port too.
        state: TcpState,
    },
    /// A client's UDP socket.
    Socket {
        /// The flow.
        flow_index: u32,
    },
}

/// A server that could not bind its port.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailedListener {
    /// The address families in which `bind()` failed.
    pub families: Families,
    /// The socket that had the port.
    pub holder: PortHolder,
}

impl Families {
    /// IPv4 and IPv6.
    pub const ALL: Self = Self { v4: true, v6: true };

    /// Whether this family is in the set.
    #[must_use]
    pub const fn contains(self, family: Family) -> bool {
        match family {
            Family::V4 => self.v4,
            Family::V6 => self.v6,
        }
    }

    const fn insert(&mut self, family: Family) {
        match family {
            Family::V4 => self.v4 = true,
            Family::V6 => self.v6 = true,
        }
    }
}

impl HostStack {
    /// Starts a server: binds its port in each of these families, or reports `EADDRINUSE`.
    pub fn listen(
        &mut self,
        service: Service,
        families: impl IntoIterator<Item = Family>,
        output: &mut Output,
    ) {
        self.failed_listeners.remove(&service);
        for family in families {
            let Some(holder) = self.port_holder(service, family) else {
                self.listeners.or_default(service).insert(family);
                continue;
            };
            let families = Families::default();
            let failed = FailedListener { families, holder };
            let failed = self.failed_listeners.or_insert(service, failed);
            failed.families.insert(family);
            output.event(HostEvent::ListenFailed {
                service,
                family,
                holder,
            });
        }
    }

    /// Stops a server; its open connections stay.
    pub fn unlisten(&mut self, service: Service) {
        self.listeners.remove(&service);
        self.failed_listeners.remove(&service);
    }

    /// The services that it listens on, each with its address families.
    pub fn listeners(&self) -> impl Iterator<Item = (Service, Families)> {
        self.listeners
            .iter()
            .map(|(service, families)| (*service, *families))
    }

    /// The services whose server last failed to bind, until it starts or stops.
    pub fn failed_listeners(&self) -> impl Iterator<Item = (Service, FailedListener)> {
        self.failed_listeners
            .iter()
            .map(|(service, failed)| (*service, *failed))
    }

    /// Whether a server of this host listens on the port.
    pub(super) fn is_listening(&self, transport: Transport, port: u16, family: Family) -> bool {
        self.listeners
            .get(&Service { transport, port })
            .is_some_and(|families| families.contains(family))
    }

    /// The socket because of which a server cannot bind its port in this family.
    fn port_holder(&self, service: Service, family: Family) -> Option<PortHolder> {
        let Service { transport, port } = service;
        if self.is_listening(transport, port, family) {
            return Some(PortHolder::Listener);
        }
        match transport {
            Transport::Tcp => self
                .open
                .iter()
                .filter(|(flow, _)| flow.source_port == port)
                .map(|(_, &index)| &self.connections[index])
                .filter(|connection| {
                    connection.side == Side::Client
                        && blocks(
                            family,
                            Family::of(connection.tuple.local),
                            connection.ephemeral,
                        )
                })
                .map(|connection| (connection.flow_index, connection.state))
                .min()
                .map(|(flow_index, state)| PortHolder::Connection { flow_index, state }),
            Transport::Udp => [Family::V4, Family::V6].into_iter().find_map(|other| {
                let socket = self.sockets.get(&(port, other))?;
                let flow_index = socket.flow_index;
                blocks(family, other, socket.ephemeral).then_some(PortHolder::Socket { flow_index })
            }),
        }
    }
}

/// Whether a client's socket blocks a server's `bind()` to all addresses of a family.
///
/// Linux `inet_rcv_saddr_equal`: an IPv6 client whose port the system chose was first bound
/// to `::` without `IPV6_V6ONLY`, so it blocks IPv4 as well.
fn blocks(server: Family, client: Family, is_ephemeral: bool) -> bool {
    server == client || (server == Family::V4 && is_ephemeral)
}
