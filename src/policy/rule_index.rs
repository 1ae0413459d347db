//! Compiled rules: an index that finds all rules that match a packet.
//!
//! A rule is an interval in two dimensions: its traffic (protocol with port, or with ICMP type
//! and code) and its peer (addresses of one family). The ends of all rules cut a dimension
//! into intervals, and each interval has a bit set of the rules that cover it. A lookup is two
//! binary searches and an AND. The lowest bit is the first matching rule, and all others are
//! known too.
//!
//! Method: T. V. Lakshman and D. Stiliadis, "High-speed policy-based packet forwarding
//! using efficient multi-dimensional range matching", 1998.

use std::cell::OnceCell;
use std::net::IpAddr;
use std::rc::Rc;

use ipnet::IpNet;

use super::{Direction, IcmpTypes, Traffic};
use crate::net::{Family, Flow, Packet, Payload, Protocol, places};

/// The most words for the sets of one dimension: 256 kB. A larger list is scanned.
const MOST_WORDS: usize = 1 << 15;

/// The protocols that have ports.
const WITH_PORTS: [Protocol; 2] = [Protocol::TCP, Protocol::UDP];

/// A compiled list of rules.
#[derive(Debug)]
pub(super) struct RuleIndex {
    /// How many words a set of rules has.
    words: usize,
    traffic: Line,
    addresses: [Line; 2],
    everywhere: [Everywhere<Vec<u64>>; 2],
}

/// The rules whose peer is `0.0.0.0/0` or `::/0`.
#[derive(Debug, Default)]
struct Everywhere<Rules> {
    rules: Rules,
    /// Whether one of them covers all ports of TCP, and of UDP.
    all_ports: [bool; 2],
}

/// A list of rules that is compiled on first use.
///
/// It is derived from the rules, so any two are equal.
#[derive(Clone, Debug, Default)]
pub(super) struct Compiled(OnceCell<Option<Rc<RuleIndex>>>);

/// The intervals that a list of rules covers, collected rule by rule.
#[derive(Debug, Default)]
pub(super) struct Spans {
    rules: usize,
    traffic: Vec<Span>,
    addresses: [Vec<Span>; 2],
    everywhere: [Everywhere<Vec<usize>>; 2],
}

/// Consecutive numbers, both ends included, that a rule covers.
#[derive(Clone, Copy, Debug)]
struct Span {
    low: u128,
    high: u128,
    rule: usize,
}

/// Intervals of one dimension, each with its set of rules.
#[derive(Debug)]
struct Line {
    /// The start of each, the first at 0.
    starts: Vec<u128>,
    /// The same in 32 bits, if they fit: always, except for IPv6.
    narrow: Option<Narrow>,
    sets: Vec<u64>,
}

/// The starts of intervals in 32 bits, with a lookup table: the range from the second start
/// to the last is divided into 256 equal parts.
#[derive(Debug)]
struct Narrow {
    starts: Vec<u32>,
    /// The second start.
    base: u32,
    /// The length of a part, as a power of two.
    shift: u32,
    /// How many intervals start before each part, and before the end.
    before: Vec<usize>,
}

impl Compiled {
    /// The index of these rules; `None`: they are too many and must be scanned.
    pub(super) fn get(&self, gather: impl FnOnce() -> Spans) -> Option<&RuleIndex> {
        self.0
            .get_or_init(|| gather().compile().map(Rc::new))
            .as_deref()
    }
}

impl PartialEq for Compiled {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Compiled {}

impl Spans {
    /// Adds the next rule, still without addresses.
    pub(super) fn add(&mut self, traffic: Traffic) {
        let of = |protocol, low, high| (number(protocol, low), number(protocol, high));
        let (low, high) = match traffic {
            Traffic::All => (0, u128::MAX),
            Traffic::Ports { transport, ports } => {
                of(transport.protocol(), ports.low(), ports.high())
            }
            Traffic::Icmp { family, types } => {
                let protocol = match family {
                    Family::V4 => Protocol::ICMP,
                    Family::V6 => Protocol::ICMPV6,
                };
                match types {
                    IcmpTypes::Any => of(protocol, 0, u16::MAX),
                    IcmpTypes::Type(kind) => of(protocol, pair(kind, 0), pair(kind, u8::MAX)),
                    IcmpTypes::TypeAndCode(kind, code) => {
                        of(protocol, pair(kind, code), pair(kind, code))
                    }
                }
            }
            Traffic::Other(protocol) => of(protocol, 0, u16::MAX),
        };
        let rule = self.rules;
        self.traffic.push(Span { low, high, rule });
        self.rules += 1;
    }

    /// Adds these addresses to the last rule.
    pub(super) fn with(&mut self, prefix: &IpNet) {
        let rule = self.rules - 1;
        let (low, high) = (
            address_number(prefix.network()),
            address_number(prefix.broadcast()),
        );
        let spans = &mut self.addresses[line_of(prefix.addr())];
        match spans.last_mut() {
            // The addresses of a group's members are often consecutive.
            Some(last) if last.rule == rule && last.high.checked_add(1) == Some(low) => {
                last.high = high;
            }
            _ => spans.push(Span { low, high, rule }),
        }
    }

    /// Marks the last rule, with this traffic, as one for all addresses of a family.
    pub(super) fn with_everybody(&mut self, family: Family, traffic: Traffic) {
        let everywhere = &mut self.everywhere[family as usize];
        everywhere.rules.push(self.rules - 1);
        for (all_ports, protocol) in everywhere.all_ports.iter_mut().zip(WITH_PORTS) {
            *all_ports |= traffic.covers_all_ports(protocol);
        }
    }

    fn compile(self) -> Option<RuleIndex> {
        let words = self.rules.div_ceil(64);
        let [v4, v6] = &self.addresses;
        let everywhere = |everywhere: Everywhere<Vec<usize>>| {
            let mut rules = vec![0; words];
            for rule in everywhere.rules {
                rules[rule / 64] |= 1 << (rule % 64);
            }
            let all_ports = everywhere.all_ports;
            Everywhere { rules, all_ports }
        };
        Some(RuleIndex {
            words,
            traffic: Line::new(&self.traffic, self.rules)?,
            addresses: [Line::new(v4, self.rules)?, Line::new(v6, self.rules)?],
            everywhere: self.everywhere.map(everywhere),
        })
    }
}

impl RuleIndex {
    /// The first rule that matches a packet in this direction.
    pub(super) fn first(&self, packet: &Packet, direction: Direction) -> Option<usize> {
        let [traffic, addresses] = self.sets(packet, direction);
        first(traffic, addresses)
    }

    /// All rules that match a packet in this direction, in order.
    pub(super) fn all(&self, packet: &Packet, direction: Direction) -> impl Iterator<Item = usize> {
        let [traffic, addresses] = self.sets(packet, direction);
        let words = traffic
            .iter()
            .zip(addresses)
            .map(|(one, other)| one & other);
        words.enumerate().flat_map(|(word, mut bits)| {
            std::iter::from_fn(move || {
                let lowest = (bits != 0).then(|| 64 * word + bits.trailing_zeros() as usize)?;
                bits &= bits - 1;
                Some(lowest)
            })
        })
    }

    /// Whether a rule for all addresses matches packets of this flow.
    pub(super) fn is_open_to(&self, flow: &Flow) -> bool {
        let key = number(flow.protocol, flow.destination_port);
        let traffic = self.traffic.set(key, self.words);
        first(traffic, &self.everywhere[flow.family() as usize].rules).is_some()
    }

    /// Whether a rule for all addresses covers all ports of this protocol, TCP or UDP.
    pub(super) fn has_all_ports(&self, family: Family, protocol: Protocol) -> bool {
        let [tcp, udp] = self.everywhere[family as usize].all_ports;
        if protocol == Protocol::TCP { tcp } else { udp }
    }

    fn sets(&self, packet: &Packet, direction: Direction) -> [&[u64]; 2] {
        let address = match direction {
            Direction::Inbound => packet.source,
            Direction::Outbound => packet.destination,
        };
        let low = match &packet.payload {
            Payload::Tcp(segment) => segment.destination_port,
            Payload::Udp {
                destination_port, ..
            } => *destination_port,
            _ => match packet.icmp_type_and_code() {
                Some((kind, code)) => pair(kind, code),
                None => 0,
            },
        };
        let key = number(packet.protocol(), low);
        let addresses = &self.addresses[line_of(address)];
        [
            self.traffic.set(key, self.words),
            addresses.set(address_number(address), self.words),
        ]
    }
}

impl Line {
    /// `None` if it would be too large.
    fn new(spans: &[Span], rules: usize) -> Option<Self> {
        let words = rules.div_ceil(64);
        // A sweep: each span is added at its start and removed after its end, if it has one.
        let mut ends: Vec<(u128, bool, usize)> = Vec::with_capacity(2 * spans.len());
        for span in spans {
            ends.push((span.low, true, span.rule));
            let after = span.high.checked_add(1);
            ends.extend(after.map(|after| (after, false, span.rule)));
        }
        let order = places(ends.len(), &|one, other| ends[one].0.cmp(&ends[other].0));
        let mut depths = vec![0_u32; rules];
        let mut set = vec![0; words];
        let mut line = Self {
            starts: vec![0],
            narrow: None,
            sets: set.clone(),
        };
        let mut rest = order.into_iter().map(|place| ends[place]).peekable();
        while let Some((at, enters, rule)) = rest.next() {
            if enters {
                depths[rule] += 1;
            } else {
                depths[rule] -= 1;
            }
            // Spans of one rule may overlap: the rule ends with the last of them.
            let bit = 1 << (rule % 64);
            if depths[rule] == 0 {
                set[rule / 64] &= !bit;
            } else {
                set[rule / 64] |= bit;
            }
            if rest.peek().is_some_and(|next| next.0 == at) {
                continue;
            }
            let last = line.sets.len() - words;
            if line.sets[last..] == set {
                continue;
            }
            if at == 0 {
                line.sets.clear();
            } else {
                line.starts.push(at);
            }
            line.sets.extend_from_slice(&set);
            if line.sets.len() > MOST_WORDS {
                return None;
            }
        }
        line.narrow = Narrow::new(&line.starts);
        Some(line)
    }

    /// The rules that cover a number.
    fn set(&self, number: u128, words: usize) -> &[u64] {
        let after = match (&self.narrow, u32::try_from(number)) {
            (Some(narrow), Ok(number)) => narrow.begun(number),
            _ => self.starts.partition_point(|&start| start <= number),
        };
        &self.sets[(after - 1) * words..][..words]
    }
}

impl Narrow {
    const PARTS: u32 = 256;

    fn new(starts: &[u128]) -> Option<Self> {
        let starts: Option<Vec<u32>> = starts
            .iter()
            .map(|&start| u32::try_from(start).ok())
            .collect();
        let starts = starts?;
        let base = *starts.get(1)?;
        let length = starts[starts.len() - 1] - base;
        let shift = (u32::BITS - length.leading_zeros()).saturating_sub(Self::PARTS.ilog2());
        let before = (0..=Self::PARTS).map(|part| {
            let at = u64::from(base) + (u64::from(part) << shift);
            starts.partition_point(|&start| u64::from(start) < at)
        });
        Some(Self {
            before: before.collect(),
            base,
            shift,
            starts,
        })
    }

    /// How many intervals start at or before a number.
    fn begun(&self, number: u32) -> usize {
        let Some(way) = number.checked_sub(self.base) else {
            return 1;
        };
        let part = (way >> self.shift).min(Self::PARTS) as usize;
        let first = self.before[part];
        let last = self.before.get(part + 1).copied();
        let inside = &self.starts[first..last.unwrap_or(first)];
        first + inside.partition_point(|&start| start <= number)
    }
}

/// The lowest rule that is in both sets.
fn first(one: &[u64], other: &[u64]) -> Option<usize> {
    one.iter()
        .zip(other)
        .zip(0..)
        .find_map(|((one, other), word)| {
            let both = one & other;
            (both != 0).then(|| 64 * word + both.trailing_zeros() as usize)
        })
}

fn number(protocol: Protocol, low: u16) -> u128 {
    u128::from(protocol.0) << 16 | u128::from(low)
}

const fn pair(kind: u8, code: u8) -> u16 {
    u16::from_be_bytes([kind, code])
}

const fn line_of(address: IpAddr) -> usize {
    Family::of(address) as usize
}

fn address_number(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        IpAddr::V6(address) => address.to_bits(),
    }
}
