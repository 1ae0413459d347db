//! The protocol of a rule, and its ports or ICMP types.

use super::error::{IcmpPart, PortsProblem, ProtocolProblem, RuleError, RuleProblem};
use super::parse::{is_digits, number};
use super::syntax::{Field, RuleSyntax};
use crate::net::{Family, PortRange, Protocol, Transport, WELL_KNOWN_SERVICES};
use crate::policy::{Direction, IcmpTypes, Traffic};
use crate::scenario::id::{nearest, shortened};

const PROTOCOL_NAMES: [&str; 5] = ["all", "tcp", "udp", "icmp", "icmpv6"];
const LARGEST_PORT: u32 = 65_535;

/// The protocol of a name or a number.
pub(super) fn protocol_of(word: &str) -> Option<Protocol> {
    number(word, 255)
        .map(Protocol)
        .or_else(|| Protocol::from_name(word))
}

impl RuleSyntax<'_> {
    /// Protocol and ports.
    pub(super) fn traffic(&self, direction: Direction) -> Result<Traffic, RuleError> {
        let word = self.field(Field::Protocol);
        if word == "all" {
            self.refuse_ports(None)?;
            return Ok(Traffic::All);
        }
        let Some(protocol) = protocol_of(word) else {
            let problem = RuleProblem::Protocol(self.no_protocol(direction));
            return Err(self.error(Field::Protocol, problem));
        };
        match protocol {
            Protocol::TCP => self.ports(Transport::Tcp),
            Protocol::UDP => self.ports(Transport::Udp),
            Protocol::ICMP => self.types(Family::V4),
            Protocol::ICMPV6 => self.types(Family::V6),
            other => {
                self.refuse_ports(Some(other))?;
                Ok(Traffic::Other(other))
            }
        }
    }

    fn no_protocol(&self, direction: Direction) -> ProtocolProblem {
        let word = self.field(Field::Protocol);
        let found = shortened(word);
        match word {
            "" => ProtocolProblem::Missing {
                instead: self.instead_of(Field::Protocol),
                direction,
            },
            "-1" | "any" => ProtocolProblem::Every { found },
            _ if is_digits(word) => ProtocolProblem::TooLarge { found },
            _ => ProtocolProblem::Unknown {
                found,
                nearest: nearest(&word.to_ascii_lowercase(), PROTOCOL_NAMES.into_iter()),
            },
        }
    }

    fn refuse_ports(&self, protocol: Option<Protocol>) -> Result<(), RuleError> {
        match self.field(Field::Ports) {
            "" => Ok(()),
            word => {
                let found = shortened(word);
                Err(self.ports_error(0, PortsProblem::NotAllowed { found, protocol }))
            }
        }
    }

    fn ports(&self, transport: Transport) -> Result<Traffic, RuleError> {
        let ports = match self.field(Field::Ports) {
            "" | "any" => PortRange::ALL,
            word => self.port_range(word, transport)?,
        };
        if self.field(Field::Preposition).starts_with('-') {
            let problem = RuleProblem::Ports(PortsProblem::SpaceInRange);
            return Err(self.error(Field::Preposition, problem));
        }
        Ok(Traffic::Ports { transport, ports })
    }

    fn port_range(&self, word: &str, transport: Transport) -> Result<PortRange, RuleError> {
        if let Some(port) = port_of_service(word, transport) {
            let found = shortened(word);
            return Err(self.ports_error(0, PortsProblem::ServiceName { found, port }));
        }
        let port = |text: &str, offset: usize| {
            number(text, LARGEST_PORT).ok_or_else(|| self.ports_error(offset, no_port(word, text)))
        };
        let Some((low, high)) = word.split_once('-') else {
            return port(word, 0).map(PortRange::single);
        };
        let range = PortRange::new(port(low, 0)?, port(high, low.len() + 1)?);
        range.map_err(|error| self.ports_error(0, PortsProblem::Reversed(error)))
    }

    fn types(&self, family: Family) -> Result<Traffic, RuleError> {
        let types = match self.field(Field::Ports) {
            "" | "any" => IcmpTypes::Any,
            word => match word.split_once('/') {
                None => IcmpTypes::Type(self.type_or_code(word, 0, IcmpPart::Type)?),
                Some((kind, code)) => IcmpTypes::TypeAndCode(
                    self.type_or_code(kind, 0, IcmpPart::Type)?,
                    self.type_or_code(code, kind.len() + 1, IcmpPart::Code)?,
                ),
            },
        };
        Ok(Traffic::Icmp { family, types })
    }

    fn type_or_code(&self, text: &str, offset: usize, part: IcmpPart) -> Result<u8, RuleError> {
        number(text, 255).ok_or_else(|| {
            let found = shortened(self.field(Field::Ports));
            let problem = if is_digits(text) {
                PortsProblem::IcmpTooLarge { found, part }
            } else {
                PortsProblem::IcmpInvalid { found }
            };
            self.ports_error(offset, problem)
        })
    }

    /// An error at a byte of the ports.
    fn ports_error(&self, offset: usize, problem: PortsProblem) -> RuleError {
        self.error_in(Field::Ports, offset, RuleProblem::Ports(problem))
    }
}

/// Why a part of a port range is not a port.
fn no_port(word: &str, part: &str) -> PortsProblem {
    let found = shortened(word);
    if is_digits(part) {
        PortsProblem::TooLarge { found }
    } else if word.contains('/') {
        PortsProblem::IcmpType { found }
    } else if word.contains([',', ';']) {
        PortsProblem::Several { found }
    } else {
        PortsProblem::Invalid { found }
    }
}

/// The port of a service that is written by its name: `ssh`.
fn port_of_service(word: &str, transport: Transport) -> Option<u16> {
    WELL_KNOWN_SERVICES
        .iter()
        .filter(|known| known.service.transport == transport)
        .find(|known| known.name.eq_ignore_ascii_case(word))
        .map(|known| known.service.port)
}
