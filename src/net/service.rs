//! Services: the port that a host listens on, written `tcp 22`, and the table of well-known ones.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

use thiserror::Error;

use super::Protocol;

/// TCP or UDP: the protocols with ports.
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

/// A service that people know by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WellKnownService {
    /// Its port.
    pub service: Service,
    /// The short name in tables and on hosts: `ssh`.
    pub name: &'static str,
    /// The name in menus: `HTTPS`.
    pub title: &'static str,
    /// The rule type that selects it in the AWS console, if there is one.
    pub aws_type: Option<&'static str>,
    /// Whether short menus offer it.
    pub is_common: bool,
}

/// Every service with a name, the most used ones first: the order of menus.
///
/// The rule form, completion, presets, the names of ports and the lists of services all
/// read this table.
///
/// Sources: IANA, "Service Name and Transport Protocol Port Number Registry" (3389 is
/// `ms-wbt-server` there); AWS, "Security group rules for different use cases",
/// <https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-rules-reference.html>.
pub const WELL_KNOWN_SERVICES: [WellKnownService; 12] = [
    tcp(22, "ssh", "SSH, SFTP", Some("SSH")).common(),
    tcp(443, "https", "HTTPS", Some("HTTPS")).common(),
    tcp(80, "http", "HTTP", Some("HTTP")).common(),
    tcp(5432, "postgresql", "PostgreSQL", Some("PostgreSQL")).common(),
    tcp(3306, "mysql", "MySQL", Some("MYSQL/Aurora")),
    tcp(3389, "rdp", "RDP", Some("RDP")),
    tcp(6379, "redis", "Redis", None),
    udp(53, "domain", "DNS", Some("DNS (UDP)")).common(),
    tcp(53, "domain", "DNS over TCP", Some("DNS (TCP)")),
    udp(123, "ntp", "NTP", None).common(),
    tcp(25, "smtp", "SMTP", Some("SMTP")),
    tcp(8080, "http-alt", "HTTP on port 8080", None),
];

const fn tcp(
    port: u16,
    name: &'static str,
    title: &'static str,
    aws_type: Option<&'static str>,
) -> WellKnownService {
    WellKnownService {
        service: Service {
            transport: Transport::Tcp,
            port,
        },
        name,
        title,
        aws_type,
        is_common: false,
    }
}

const fn udp(
    port: u16,
    name: &'static str,
    title: &'static str,
    aws_type: Option<&'static str>,
) -> WellKnownService {
    let mut known = tcp(port, name, title, aws_type);
    known.service.transport = Transport::Udp;
    known
}

impl WellKnownService {
    const fn common(mut self) -> Self {
        self.is_common = true;
        self
    }
}

impl Service {
    /// The short name of its port, if people know it by one: `ssh`.
    #[must_use]
    pub fn well_known_name(self) -> Option<&'static str> {
        WELL_KNOWN_SERVICES
            .iter()
            .find(|known| known.service == self)
            .map(|known| known.name)
    }
}

impl fmt::Display for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.transport, self.port)
    }
}

/// The text is not a service.
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

    #[test]
    fn no_two_well_known_services_share_a_port_or_a_name_in_a_menu() {
        for (index, one) in WELL_KNOWN_SERVICES.iter().enumerate() {
            assert_eq!(one.service.well_known_name(), Some(one.name));
            for other in &WELL_KNOWN_SERVICES[..index] {
                assert_ne!(one.service, other.service);
                assert_ne!(one.title, other.title);
                assert!(one.aws_type.is_none() || one.aws_type != other.aws_type);
            }
        }
    }
}
