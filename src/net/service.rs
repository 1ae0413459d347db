//! A service that a host listens on: a transport and a port, written `tcp 22`.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::Protocol;

/// A protocol with ports that programs listen on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub enum Transport {
    /// TCP.
    Tcp,
    /// UDP.
    Udp,
}

impl Transport {
    /// Its IP protocol number.
    #[must_use]
    pub const fn protocol(self) -> Protocol {
        match self {
            Self::Tcp => Protocol::TCP,
            Self::Udp => Protocol::UDP,
        }
    }
}

impl fmt::Display for Transport {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.protocol().fmt(formatter)
    }
}

/// A listening port, as `tcp 22`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, Serialize)]
pub struct Service {
    /// TCP or UDP.
    pub transport: Transport,
    /// The port it listens on, at least 1.
    pub port: u16,
}

impl Service {
    /// The service's registered name, for the ports that the page names.
    ///
    /// Source: IANA, "Service Name and Transport Protocol Port Number Registry".
    #[must_use]
    pub fn well_known_name(self) -> Option<&'static str> {
        let name = match (self.transport, self.port) {
            (Transport::Tcp, 22) => "ssh",
            (Transport::Tcp, 25) => "smtp",
            (_, 53) => "domain",
            (Transport::Tcp, 80) => "http",
            (Transport::Udp, 123) => "ntp",
            (Transport::Tcp, 443) => "https",
            (Transport::Tcp, 3306) => "mysql",
            (Transport::Tcp, 3389) => "rdp",
            (Transport::Tcp, 5432) => "postgresql",
            (Transport::Tcp, 6379) => "redis",
            (Transport::Tcp, 8080) => "http-alt",
            _ => return None,
        };
        Some(name)
    }
}

impl fmt::Display for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.transport, self.port)
    }
}

/// Text that is not a service.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("write a protocol and a port from 1 to 65535, as `tcp 22` or `udp 53`")]
pub struct ServiceError;

impl FromStr for Service {
    type Err = ServiceError;

    fn from_str(text: &str) -> Result<Self, ServiceError> {
        let mut words = text.split_whitespace();
        let transport = match words.next() {
            Some("tcp") => Transport::Tcp,
            Some("udp") => Transport::Udp,
            _ => return Err(ServiceError),
        };
        let digits = words.next().ok_or(ServiceError)?;
        let port = digits
            .parse()
            .ok()
            .filter(|&port| port > 0)
            .ok_or(ServiceError)?;
        if digits.starts_with('+') || words.next().is_some() {
            return Err(ServiceError);
        }
        Ok(Self { transport, port })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_is_a_transport_and_a_port() {
        assert_eq!("tcp  22".parse::<Service>().unwrap().to_string(), "tcp 22");
        for wrong in [
            "tcp",
            "tcp 0",
            "tcp 65536",
            "icmp 8",
            "22",
            "tcp 22 23",
            "tcp +22",
            "",
        ] {
            assert_eq!(wrong.parse::<Service>(), Err(ServiceError), "{wrong:?}");
        }
    }
}
