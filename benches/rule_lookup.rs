//! Benchmark of rule lookup: compiled rules against a scan of all rules.
//!
//! Five groups of sixty rules, AWS's default quotas, and 20 000 packets, of which four in
//! five match a rule.

#[path = "measure/mod.rs"]
mod measure;

use std::net::IpAddr;
use std::rc::Rc;
use std::time::Duration;

use criterion::{Criterion, criterion_group, criterion_main};
use portcullis::net::{Draw, Packet, PacketNumber, Payload, PortRange, Transport};
use portcullis::policy::{
    Direction, GroupRule, GroupRuleRef, Peer, SecurityGroup, Traffic, UnitedGroups,
};

const GROUPS: usize = 5;
const RULES: usize = 60;
const PACKETS: u32 = 20_000;

/// A pseudorandom generator with a fixed seed.
struct Dice {
    thrown: u64,
}

impl Dice {
    fn below(&mut self, limit: u32) -> u32 {
        self.thrown += 1;
        Draw::new(1).below(limit, "", "bench", "", self.thrown)
    }

    fn port(&mut self) -> u16 {
        u16::try_from(self.below(1 << 16)).expect("below 65 536")
    }

    fn octet(&mut self) -> u8 {
        u8::try_from(self.below(1 << 8)).expect("below 256")
    }

    fn address(&mut self) -> IpAddr {
        [10, self.octet() % 4, self.octet(), self.octet()].into()
    }
}

fn rule(dice: &mut Dice) -> GroupRule {
    let transport = if dice.below(4) == 0 {
        Transport::Udp
    } else {
        Transport::Tcp
    };
    let low = dice.port();
    let high = low.saturating_add(if dice.below(2) == 0 {
        0
    } else {
        dice.port() % 2_000
    });
    let prefix = |dice: &mut Dice| {
        let length = [16, 20, 24, 32][dice.below(4) as usize];
        format!("{}/{length}", dice.address())
            .parse()
            .expect("a prefix")
    };
    let peer = match dice.below(6) {
        0 => Peer::Group {
            name: "others".into(),
            members: (0..20).map(|_| dice.address()).collect(),
        },
        1 => Peer::PrefixList {
            name: "list".into(),
            prefixes: (0..10).map(|_| prefix(dice)).collect(),
        },
        _ => Peer::Prefix(prefix(dice)),
    };
    GroupRule {
        traffic: Traffic::Ports {
            transport,
            ports: PortRange::fixed(low, high),
        },
        peer,
    }
}

fn groups(dice: &mut Dice) -> Vec<Rc<SecurityGroup>> {
    let mut group = || {
        Rc::new(SecurityGroup {
            name: "group".into(),
            inbound: (0..RULES).map(|_| rule(dice)).collect(),
            outbound: Vec::new(),
        })
    };
    (0..GROUPS).map(|_| group()).collect()
}

/// A packet with a random source and destination.
fn stranger(dice: &mut Dice) -> Packet {
    packet(dice, Transport::Tcp, PortRange::ALL, None)
}

/// A packet that a randomly chosen rule matches.
fn acquaintance(dice: &mut Dice, groups: &[Rc<SecurityGroup>]) -> Packet {
    let group = &groups[dice.below(5) as usize];
    let rule = &group.inbound[dice.below(60) as usize];
    let Traffic::Ports { transport, ports } = rule.traffic else {
        return stranger(dice);
    };
    let source = match &rule.peer {
        Peer::Prefix(prefix) => Some(prefix.addr()),
        Peer::Group { members, .. } => members.first().copied(),
        Peer::PrefixList { prefixes, .. } => prefixes.last().map(ipnet::IpNet::addr),
        Peer::Stale(_) => None,
    };
    packet(dice, transport, ports, source)
}

fn packet(
    dice: &mut Dice,
    transport: Transport,
    ports: PortRange,
    source: Option<IpAddr>,
) -> Packet {
    let above = dice.below(ports.size());
    let destination_port = ports.low() + u16::try_from(above).expect("within the range");
    let udp = Payload::Udp {
        source_port: 50_000,
        destination_port,
        length: 100,
    };
    let payload = match transport {
        Transport::Udp => udp,
        Transport::Tcp => Payload::Tcp(segment(destination_port)),
    };
    Packet {
        number: PacketNumber(1),
        flow_index: 0,
        source: source.unwrap_or_else(|| dice.address()),
        destination: [10, 0, 0, 1].into(),
        payload,
    }
}

fn segment(destination_port: u16) -> portcullis::net::Segment {
    use portcullis::net::{Segment, SequenceNumber, TcpFlags};
    let none = SequenceNumber(0);
    Segment {
        source_port: 50_000,
        destination_port,
        flags: TcpFlags::SYN,
        sequence: none,
        acknowledgment: none,
        initial_sequence: none,
        initial_acknowledgment: none,
        window: 0,
        maximum_segment_size: None,
        length: 0,
    }
}

/// The rules that match, found by a scan of all rules.
fn scan<'a>(
    groups: &'a [Rc<SecurityGroup>],
    packet: &'a Packet,
) -> impl Iterator<Item = GroupRuleRef> + 'a {
    (0..).zip(groups).flat_map(move |(group, rules)| {
        (0..)
            .zip(&rules.inbound)
            .filter(move |(_, rule)| rule.matches(packet, Direction::Inbound))
            .map(move |(position, _)| GroupRuleRef { group, position })
    })
}

fn compare(criterion: &mut Criterion) {
    let mut dice = Dice { thrown: 0 };
    let groups = groups(&mut dice);
    let mut packets: Vec<Packet> = Vec::new();
    while packets.len() < PACKETS as usize {
        // Every fifth packet is random.
        let matching = !packets.len().is_multiple_of(5);
        let packet = if matching {
            acquaintance(&mut dice, &groups)
        } else {
            stranger(&mut dice)
        };
        if scan(&groups, &packet).next().is_some() == matching {
            packets.push(packet);
        }
    }
    let united = UnitedGroups::new(groups.clone(), &mut usize::MAX.clone());
    for packet in &packets {
        let expected: Vec<GroupRuleRef> = scan(&groups, packet).collect();
        assert_eq!(united.matches(packet, Direction::Inbound), expected);
    }
    let positions =
        |found: Option<GroupRuleRef>| found.map_or(0, |rule| usize::from(rule.position));

    let first_scanned = measure::fastest(criterion, "first rule, scan", || {
        let found = packets.iter().map(|packet| scan(&groups, packet).next());
        found.map(positions).sum::<usize>()
    });
    let first_found = measure::fastest(criterion, "first rule, index", || {
        let found = packets
            .iter()
            .map(|packet| united.first_match(packet, Direction::Inbound));
        found.map(positions).sum::<usize>()
    });
    let all_scanned = measure::fastest(criterion, "every rule, scan", || {
        let found = packets.iter().map(|packet| scan(&groups, packet).count());
        found.sum::<usize>()
    });
    let all_found = measure::fastest(criterion, "every rule, index", || {
        let found = packets
            .iter()
            .map(|packet| united.matches(packet, Direction::Inbound).len());
        found.sum::<usize>()
    });
    let building = measure::fastest(criterion, "compiling the rules", || {
        let united = UnitedGroups::new(groups.clone(), &mut usize::MAX.clone());
        united.first_match(&packets[0], Direction::Inbound)
    });

    println!();
    report("the first rule", first_found, first_scanned);
    report("every rule", all_found, all_scanned);
    if let Some(building) = building {
        println!(
            "compiling 5 groups x 60 rules: {:.0} µs",
            building.as_secs_f64() * 1e6
        );
    }
}

fn report(what: &str, found: Option<Duration>, scanned: Option<Duration>) {
    let (Some(found), Some(scanned)) = (found, scanned) else {
        return;
    };
    let each = |time: Duration| time.as_secs_f64() * 1e9 / f64::from(PACKETS);
    println!(
        "rule lookup, {what}, {GROUPS} groups x {RULES} rules: {:.2}x of a naive scan ({:.0} ns, {:.0} ns)",
        found.as_secs_f64() / scanned.as_secs_f64(),
        each(found),
        each(scanned)
    );
}

criterion_group! {
    name = benches;
    config = Criterion::default().sample_size(20);
    targets = compare
}
criterion_main!(benches);
