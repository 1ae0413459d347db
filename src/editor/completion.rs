//! What may come next in a rule that is being typed.
//!
//! The words before the caret tell where in the grammar it stands; what may stand there
//! is offered as far as it begins with what is typed, or is known under that name: `ssh`
//! offers `tcp 22`.

use super::Editor;
use super::rules::{Complete, next_number};
use super::view::rules::{CompletionOption, CompletionView};
use crate::net::{OsPreset, Service, Transport};
use crate::policy::Direction;
use crate::scenario::{Addresses, Scenario};

/// More than this are not offered at once.
const MOST: usize = 8;

/// Services that are offered by name.
const KNOWN: [(Transport, u16); 10] = [
    (Transport::Tcp, 22),
    (Transport::Tcp, 443),
    (Transport::Tcp, 80),
    (Transport::Tcp, 5432),
    (Transport::Tcp, 3306),
    (Transport::Tcp, 3389),
    (Transport::Tcp, 6379),
    (Transport::Udp, 53),
    (Transport::Tcp, 53),
    (Transport::Udp, 123),
];

/// Where in the grammar the caret stands.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stand {
    Number,
    Action,
    Protocol,
    Ports(Transport),
    Types,
    Preposition,
    Peer,
    End,
}

/// The character at which the completed words begin, and what may stand there.
pub(super) fn complete(
    scenario: &Scenario,
    gate: &str,
    direction: Direction,
    before: &str,
) -> (usize, Vec<CompletionOption>) {
    let start = before.rfind(char::is_whitespace).map_or(0, |at| {
        at + before[at..].chars().next().map_or(1, char::len_utf8)
    });
    let (done, word) = before.split_at(start);
    let is_acl = scenario.network_acl(gate).is_some();
    let words: Vec<&str> = done.split_whitespace().collect();
    let options = if before.contains('#') {
        Vec::new()
    } else {
        options(scenario, gate, direction, stand(&words, is_acl))
    };
    let sought = word.to_ascii_lowercase();
    let fits = |option: &CompletionOption| {
        option.text.to_ascii_lowercase().starts_with(&sought)
            || (!sought.is_empty() && option.about.to_ascii_lowercase().starts_with(&sought))
    };
    let mut options: Vec<CompletionOption> = options.into_iter().filter(fits).collect();
    options.truncate(MOST);
    // What is written already needs no completing.
    if let [only] = &*options
        && only.text == word
    {
        options.clear();
    }
    (done.chars().count(), options)
}

/// Reads words as the grammar does, as far as they go.
fn stand(words: &[&str], is_acl: bool) -> Stand {
    let mut stand = if is_acl {
        Stand::Number
    } else {
        Stand::Protocol
    };
    for word in words {
        stand = match (stand, *word) {
            (Stand::Number, _) => Stand::Action,
            (Stand::Action, _) => Stand::Protocol,
            (Stand::Protocol, "tcp" | "6") => Stand::Ports(Transport::Tcp),
            (Stand::Protocol, "udp" | "17") => Stand::Ports(Transport::Udp),
            (Stand::Protocol, "icmp" | "icmpv6" | "1" | "58") => Stand::Types,
            (Stand::Ports(_) | Stand::Types | Stand::Preposition, "from" | "to") => Stand::Peer,
            (Stand::Protocol | Stand::Ports(_) | Stand::Types | Stand::Preposition, _) => {
                Stand::Preposition
            }
            (Stand::Peer | Stand::End, _) => Stand::End,
        };
    }
    stand
}

fn option(text: impl Into<String>, about: impl Into<String>) -> CompletionOption {
    CompletionOption {
        text: text.into(),
        about: about.into(),
    }
}

fn options(
    scenario: &Scenario,
    gate: &str,
    direction: Direction,
    stand: Stand,
) -> Vec<CompletionOption> {
    let preposition = match direction {
        Direction::Inbound => option("from", "the source"),
        Direction::Outbound => option("to", "the destination"),
    };
    match stand {
        Stand::Number => {
            let number = next_number(scenario, gate, direction);
            vec![option(number.to_string(), "the next number")]
        }
        Stand::Action => vec![option("allow", "lets it pass"), option("deny", "drops it")],
        Stand::Protocol => protocols(),
        Stand::Ports(transport) => {
            let mut ports = ports(transport);
            ports.insert(0, preposition);
            ports
        }
        Stand::Types => vec![
            preposition,
            option("8", "echo request"),
            option("0", "echo reply"),
            option("3", "unreachable"),
        ],
        Stand::Preposition => vec![preposition],
        Stand::Peer => peers(scenario, gate),
        Stand::End => Vec::new(),
    }
}

fn protocols() -> Vec<CompletionOption> {
    let plain = [
        ("tcp", ""),
        ("udp", ""),
        ("icmp", "errors and echo"),
        ("all", "every protocol"),
    ];
    let plain = plain.iter().map(|(word, about)| option(*word, *about));
    let services = KNOWN.iter().map(|(transport, port)| {
        let service = Service {
            transport: *transport,
            port: *port,
        };
        option(
            service.to_string(),
            service.well_known_name().unwrap_or_default(),
        )
    });
    let ping = std::iter::once(option("icmp 8", "ping"));
    let last = std::iter::once(option("icmpv6", "ICMP of IPv6"));
    plain.chain(services).chain(ping).chain(last).collect()
}

fn ports(transport: Transport) -> Vec<CompletionOption> {
    let known = KNOWN.iter().filter(|(each, _)| *each == transport);
    let known = known.map(|(transport, port)| {
        let service = Service {
            transport: *transport,
            port: *port,
        };
        option(
            port.to_string(),
            service.well_known_name().unwrap_or_default(),
        )
    });
    let range = |system: OsPreset| {
        let range = system.ephemeral_range();
        format!("{}-{}", range.low(), range.high())
    };
    let ephemeral = [
        option(range(OsPreset::Linux), "ephemeral ports of Linux"),
        option(range(OsPreset::Windows), "ephemeral ports of Windows"),
        option("1024-65535", "ephemeral ports of everybody"),
    ];
    // Replies are what people forget, so their ports are not last.
    let mut ports: Vec<CompletionOption> = known.collect();
    let rest = ports.split_off(ports.len().min(3));
    ports.into_iter().chain(ephemeral).chain(rest).collect()
}

pub(super) fn peers(scenario: &Scenario, gate: &str) -> Vec<CompletionOption> {
    let mut peers = vec![option("0.0.0.0/0", "every IPv4 address")];
    let acl = scenario.network_acl(gate).map(|acl| acl.vpc.clone());
    let is_acl = acl.is_some();
    let group = scenario.security_group(gate);
    let vpc = acl.or_else(|| group.map(|group| group.vpc.clone()));
    let vpc = vpc.unwrap_or_default();
    if !is_acl {
        peers.push(option("self", "whoever wears this group"));
        for group in scenario.every_security_group() {
            if group.vpc == vpc && group.id != gate {
                peers.push(option(group.id.clone(), "security group"));
            }
        }
        for list in &scenario.prefix_lists {
            peers.push(option(list.id.clone(), "prefix list"));
        }
    }
    for subnet in scenario.subnets.iter().filter(|subnet| subnet.vpc == vpc) {
        peers.push(option(subnet.cidr.to_string(), subnet.id.clone()));
    }
    let addresses = Addresses::of(scenario);
    for host in &scenario.hosts {
        let given = addresses.host(&host.id).unwrap_or_default();
        let inside = scenario
            .vpc_of_host(host)
            .is_some_and(|home| home.id == vpc);
        let seen = if inside || host.subnet.is_none() {
            given.ip
        } else {
            given.public_ip
        };
        if let Some(ip) = seen {
            peers.push(option(format!("{ip}/32"), host.id.clone()));
        }
    }
    if scenario.vpc(&vpc).is_some_and(|vpc| vpc.ipv6.is_some()) {
        peers.push(option("::/0", "every IPv6 address"));
    }
    peers
}

impl Editor {
    /// What completes the rule that is being typed, as long as its list is open.
    #[must_use]
    pub fn completion(&self) -> Option<CompletionView> {
        self.completion.clone()
    }

    /// Opens the list for what is typed before the caret; without a caret it closes.
    pub(super) fn offer_completions(
        &mut self,
        gate: &str,
        direction: Direction,
        text: &str,
        caret: Option<usize>,
    ) {
        let offered = caret.and_then(|caret| {
            let before: String = text.chars().take(caret).collect();
            let (from, options) = complete(&self.scenario, gate, direction, &before);
            let to = before.chars().count();
            (!options.is_empty()).then_some(CompletionView {
                direction,
                from,
                to,
                options,
                active: None,
            })
        });
        if offered != self.completion {
            self.completion = offered;
            self.revisions.session += 1;
        }
    }

    /// Goes through the list, round and round, or closes it.
    pub(super) fn complete(&mut self, step: Complete) {
        let Some(offered) = &mut self.completion else {
            return;
        };
        let count = offered.options.len();
        match step {
            Complete::Next => {
                offered.active = Some(offered.active.map_or(0, |active| (active + 1) % count));
            }
            Complete::Previous => {
                let last = count - 1;
                offered.active = Some(
                    offered
                        .active
                        .map_or(last, |active| (active + last) % count),
                );
            }
            Complete::Hide => self.completion = None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sftp() -> Scenario {
        let text = include_str!("../../public/scenarios/sftp.json");
        Scenario::from_json(text).expect("it is shipped").scenario
    }

    /// The gate, the list, what stands before the caret, and what is offered there.
    const TABLE: &str = "\
acl-public | inbound | ^ | 110
acl-public | inbound | 110 ^ | allow, deny
acl-public | inbound | 110 d^ | deny
acl-public | inbound | 110 allow ud^ | udp, udp 53, udp 123
acl-public | inbound | 110 allow ssh^ | tcp 22
acl-public | outbound | 110 allow tcp 327^ | 32768-60999
acl-public | outbound | 110 allow tcp win^ |
acl-public | outbound | 110 allow tcp eph^ | 32768-60999, 49152-65535, 1024-65535
acl-public | outbound | 110 allow tcp t^ | to
acl-public | outbound | 110 allow tcp 443 ^ | to
acl-public | outbound | 110 allow tcp 443 to lap^ | 203.0.113.10/32
acl-public | outbound | 110 allow tcp 443 to pub^ | 10.0.1.0/24
acl-public | outbound | 110 allow tcp 443 to sg^ |
acl-public | outbound | 110 allow tcp 443 to 0.0.0.0/0^ |
acl-public | outbound | 110 allow tcp 443 to 0.0.0.0/0 ^ |
sg-sftp | inbound | pin^ | icmp 8
sg-sftp | inbound | icmp ^ | from, 8, 0, 3
sg-sftp | inbound | tcp 22 from s^ | self, vpc.default, 10.0.1.20/32
sg-sftp | inbound | tcp 22 from vpc^ | vpc.default
sg-sftp | inbound | tcp 22 from self # s^ |";

    #[test]
    fn what_may_come_next_is_offered() {
        let scenario = sftp();
        for line in TABLE.lines() {
            let cells: Vec<&str> = line.split(" |").map(str::trim_start).collect();
            let &[gate, direction, before, expected] = &*cells else {
                panic!("{line}");
            };
            let direction = if direction == "inbound" {
                Direction::Inbound
            } else {
                Direction::Outbound
            };
            let before = before.trim_end_matches('^');
            let from = before.rfind(' ').map_or(0, |space| space + 1);
            let (at, options) = complete(&scenario, gate, direction, before);
            let options: Vec<&str> = options.iter().map(|each| each.text.as_str()).collect();
            assert_eq!(options.join(", "), expected, "{gate} {before:?}");
            assert_eq!(at, from, "{gate} {before:?}");
        }
    }

    #[test]
    fn taking_what_is_offered_first_makes_a_rule() {
        let scenario = sftp();
        for (gate, direction) in [
            ("acl-public", Direction::Inbound),
            ("acl-public", Direction::Outbound),
            ("sg-sftp", Direction::Inbound),
            ("sg-sftp", Direction::Outbound),
        ] {
            let mut line = String::new();
            for _ in 0..9 {
                let (from, options) = complete(&scenario, gate, direction, &line);
                let Some(first) = options.first() else { break };
                line = line.chars().take(from).collect();
                line += &first.text;
                line.push(' ');
            }
            let read = if gate == "acl-public" {
                crate::scenario::parse_acl_entry(&line, direction).map(|_| ())
            } else {
                crate::scenario::parse_group_rule(&line, direction).map(|_| ())
            };
            assert_eq!(read, Ok(()), "{line:?}");
        }
    }
}
