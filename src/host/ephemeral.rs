//! Ephemeral ports: the ports that a system chooses when a program names none.
//!
//! For TCP the 4-tuple must be unique, so one port serves many destinations at once; for UDP
//! the port itself must be. Linux first tries ports with the parity of the range's low end
//! (even by default), in random steps upwards: consecutive ports are close to each other, but
//! hard to guess.
//!
//! Sources: RFC 6056, section 3.3; Linux `__inet_hash_connect`. How Windows, macOS and
//! FreeBSD choose is an assumption, see [`OsPreset::is_assumed`].
//!
//! Not modelled: `IP_LOCAL_PORT_RANGE`. No script binds without connecting, so hosts do not
//! use [`EphemeralPorts::choose_at_bind`] yet.
//!
//! [`OsPreset::is_assumed`]: crate::net::OsPreset::is_assumed

mod candidates;
mod linux;

use std::net::IpAddr;

use crate::net::{Draw, PortAlgorithm, PortRange, PortSet, SortedMap};

/// A table of offsets, as large as Linux's.
const OFFSETS: u64 = 1 << 16;

/// The ephemeral ports of one host, and the state on which the next choice depends.
#[derive(Clone, Debug)]
pub struct EphemeralPorts {
    range: PortRange,
    algorithm: PortAlgorithm,
    reserved: PortSet,
    draw: Draw,
    /// Ports passed over so far, by offset-table entry (one entry where there is no table).
    counters: SortedMap<u64, u32>,
}

/// The connection that a port is chosen for; the choice depends on nothing more.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// Name of the host.
    pub host: &'a str,
    /// Name of the flow.
    pub flow: &'a str,
    /// Remote address.
    pub address: IpAddr,
    /// Remote port.
    pub port: u16,
}

impl EphemeralPorts {
    /// The ports of `range` without those of `reserved`.
    #[must_use]
    pub const fn new(
        range: PortRange,
        algorithm: PortAlgorithm,
        reserved: PortSet,
        draw: Draw,
    ) -> Self {
        Self {
            range,
            algorithm,
            reserved,
            draw,
            counters: SortedMap::new(),
        }
    }

    /// The range they are chosen from.
    #[must_use]
    pub const fn range(&self) -> PortRange {
        self.range
    }

    /// Ports of the range that are never chosen.
    #[must_use]
    pub const fn reserved(&self) -> &PortSet {
        &self.reserved
    }

    /// Whether each connection's port is random, so that the next one cannot be predicted.
    #[must_use]
    pub fn is_random(&self) -> bool {
        self.algorithm == PortAlgorithm::Random
    }

    /// Chooses a port for a TCP connection, among those that are `usable` for it.
    ///
    /// `None`: no port of the range is usable; programs get `EADDRNOTAVAIL`.
    pub fn choose(&mut self, request: Request<'_>, usable: impl Fn(u16) -> bool) -> Option<u16> {
        self.choose_beside([0; 2], request, usable)
    }

    /// The same, with the number of ports known to be in use, by their parity counted from the
    /// low end. If all ports of a parity are in use, none of them is tried.
    pub fn choose_beside(
        &mut self,
        held: [u32; 2],
        request: Request<'_>,
        usable: impl Fn(u16) -> bool,
    ) -> Option<u16> {
        let is_left = [0, 1].map(|parity| held[parity] == 0 || held[parity] < self.room(parity));
        if is_left == [false; 2] {
            return None;
        }
        let size = self.range.size();
        let Request {
            host,
            flow,
            address,
            port,
        } = request;
        match self.algorithm {
            PortAlgorithm::LinuxDoubleHash => self.choose_as_linux(is_left, request, usable),
            PortAlgorithm::Random => {
                let start = self.draw.below(size, host, "port", flow, 0);
                self.probe(start, 1, size, &usable).map(|(port, _)| port)
            }
            _ => {
                let (start, counter) = self.start(host, address, port);
                let gap = match self.algorithm {
                    PortAlgorithm::Increments => {
                        1 + self.draw.below(500, host, "port gap", flow, 0)
                    }
                    _ => 1,
                };
                self.next_from(start, counter, gap, &usable)
            }
        }
    }

    /// Chooses a port for a UDP socket: at random over the whole range, of either parity.
    pub fn choose_for_udp(
        &mut self,
        request: Request<'_>,
        usable: impl Fn(u16) -> bool,
    ) -> Option<u16> {
        let size = self.range.size();
        let start = self
            .draw
            .below(size, request.host, "udp port", request.flow, 0);
        self.probe(start, 1, size, &usable).map(|(port, _)| port)
    }

    /// Chooses a port for `bind()` to port 0, before the destination is known.
    ///
    /// Linux starts at random and first tries the parity that `connect()` tries last. A port
    /// that any socket uses is not `usable` here; with none left, programs get `EADDRINUSE`.
    pub fn choose_at_bind(
        &mut self,
        request: Request<'_>,
        usable: impl Fn(u16) -> bool,
    ) -> Option<u16> {
        let size = self.range.size();
        let start = self
            .draw
            .below(size, request.host, "bound port", request.flow, 0);
        if self.algorithm != PortAlgorithm::LinuxDoubleHash {
            return self.probe(start, 1, size, &usable).map(|(port, _)| port);
        }
        [1, 0].into_iter().find_map(|parity| {
            let start = (start & !1) + parity;
            self.probe(start, 2, size.div_ceil(2), &usable)
                .map(|(port, _)| port)
        })
    }

    /// The start of the algorithms with one counter or a table of counters, and the counter of
    /// the ports passed since.
    fn start(&self, host: &str, address: IpAddr, port: u16) -> (u32, u64) {
        let size = self.range.size();
        let hash = |purpose| {
            let about = format!("{address} {port}");
            self.draw.bits(host, purpose, &about, 0)
        };
        match self.algorithm {
            PortAlgorithm::Hash => (modulo(hash("port hash"), size), 0),
            PortAlgorithm::DoubleHash => {
                let counter = hash("port table") % OFFSETS;
                (modulo(hash("port hash"), size), counter)
            }
            PortAlgorithm::SequentialRandomStart | PortAlgorithm::Increments => {
                (self.draw.below(size, host, "first port", "", 0), 0)
            }
            PortAlgorithm::Sequential | PortAlgorithm::Random | PortAlgorithm::LinuxDoubleHash => {
                (0, 0)
            }
        }
    }

    /// How many ports have this parity, counted from the low end.
    fn room(&self, parity: usize) -> u32 {
        let low = u32::from(self.range.low());
        // Ports of this parity from the low end up to `end`, exclusive.
        let up_to = |end: u32| (end.saturating_sub(low) + 1 - u32::from(parity == 1)) / 2;
        let within = |range: &PortRange| {
            let first = u32::from(range.low()).max(low);
            let last = u32::from(range.high()).min(u32::from(self.range.high()));
            up_to(last + 1).saturating_sub(up_to(first))
        };
        let reserved: u32 = self.reserved.ranges().iter().map(within).sum();
        within(&self.range) - reserved
    }

    /// The first usable port after the ones that the counter has passed.
    fn next_from(
        &mut self,
        start: u32,
        counter: u64,
        gap: u32,
        usable: impl Fn(u16) -> bool,
    ) -> Option<u16> {
        let size = self.range.size();
        let passed = self.counters.get(&counter).copied().unwrap_or_default();
        let (port, step) = self.probe(
            modulo(u64::from(start) + u64::from(passed), size),
            1,
            size,
            &usable,
        )?;
        self.counters
            .insert(counter, passed.wrapping_add(step + gap));
        Some(port)
    }

    /// Tries `count` ports from `start` on, `stride` apart, wrapping at the range's end.
    fn probe(
        &self,
        start: u32,
        stride: u32,
        count: u32,
        usable: impl Fn(u16) -> bool,
    ) -> Option<(u16, u32)> {
        self.tried(start, stride, count)
            .find(|(port, _)| usable(*port))
    }

    /// The ports to try, without reserved ones, each with its number of steps.
    fn tried(&self, start: u32, stride: u32, count: u32) -> impl Iterator<Item = (u16, u32)> {
        let size = self.range.size();
        // A stride of two must keep its parity when it wraps.
        let wrap = if stride == 2 { size + (size & 1) } else { size };
        (0..count + u32::from(stride == 2)).filter_map(move |step| {
            let offset = (start + step * stride) % wrap;
            let port = u16::try_from(u32::from(self.range.low()) + offset).ok()?;
            (self.range.contains(port) && !self.reserved.contains(port)).then_some((port, step))
        })
    }
}

fn modulo(value: u64, limit: u32) -> u32 {
    u32::try_from(value % u64::from(limit.max(1))).expect("a remainder is below its divisor")
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;
    use std::collections::BTreeSet;

    use super::*;

    fn ports(low: u16, high: u16, algorithm: PortAlgorithm) -> EphemeralPorts {
        let range = PortRange::fixed(low, high);
        EphemeralPorts::new(range, algorithm, PortSet::default(), Draw::new(7))
    }

    fn take(ports: &mut EphemeralPorts, count: u32) -> Vec<Option<u16>> {
        let used = RefCell::new(BTreeSet::new());
        (0..count)
            .map(|n| {
                let flow = format!("c{n}");
                let request = Request {
                    host: "laptop",
                    flow: &flow,
                    address: [198, 51, 100, 20].into(),
                    port: 22,
                };
                let port = ports.choose(request, |port| !used.borrow().contains(&port));
                used.borrow_mut().extend(port);
                port
            })
            .collect()
    }

    #[test]
    fn linux_takes_the_parity_of_the_low_end_first_and_every_port_in_the_end() {
        for (low, high) in [(40_000, 40_009), (40_001, 40_010), (40_000, 40_010), (5, 5)] {
            let size = usize::from(high - low) + 1;
            let taken = take(&mut ports(low, high, PortAlgorithm::LinuxDoubleHash), 12);
            let found: Vec<u16> = taken.iter().flatten().copied().collect();
            assert_eq!(found.len(), size, "{low}-{high}: {taken:?}");
            let first = size.div_ceil(2);
            assert!(
                found[..first].iter().all(|port| port % 2 == low % 2),
                "{taken:?}"
            );
            assert!(
                found[first..].iter().all(|port| port % 2 != low % 2),
                "{taken:?}"
            );
            assert!(
                taken[size..].iter().all(Option::is_none),
                "{low}-{high}: {taken:?}"
            );
        }
    }

    #[test]
    fn linux_rises_in_even_steps_of_two_to_sixteen() {
        let taken = take(
            &mut ports(32_768, 60_999, PortAlgorithm::LinuxDoubleHash),
            100,
        );
        let found: Vec<u16> = taken.into_iter().map(Option::unwrap).collect();
        for pair in found.windows(2) {
            let step = (i32::from(pair[1]) - i32::from(pair[0])).rem_euclid(28_232);
            assert!(step % 2 == 0 && (2..=16).contains(&step), "{pair:?}");
        }
    }

    #[test]
    fn every_algorithm_finds_every_port_once() {
        use PortAlgorithm::{DoubleHash, Hash, Increments, Random, Sequential};
        for algorithm in [
            Sequential,
            PortAlgorithm::SequentialRandomStart,
            Random,
            Hash,
            DoubleHash,
            Increments,
        ] {
            let taken = take(&mut ports(100, 103, algorithm), 5);
            let found: BTreeSet<u16> = taken.iter().flatten().copied().collect();
            assert_eq!(found, (100..=103).collect(), "{algorithm:?}");
            assert_eq!(taken[4], None, "{algorithm:?}");
        }
    }

    #[test]
    fn reserved_ports_are_never_chosen() {
        let reserved: PortSet = [PortRange::fixed(100, 102)].into_iter().collect();
        let range = PortRange::fixed(100, 103);
        let algorithm = PortAlgorithm::LinuxDoubleHash;
        let mut ports = EphemeralPorts::new(range, algorithm, reserved, Draw::new(0));
        assert_eq!(take(&mut ports, 2), [Some(103), None]);
    }

    #[test]
    fn a_parity_is_passed_over_only_when_all_its_ports_are_held() {
        let reserved: PortSet = [PortRange::fixed(102, 103), PortRange::fixed(90, 100)]
            .into_iter()
            .collect();
        let range = PortRange::fixed(100, 107);
        let algorithm = PortAlgorithm::LinuxDoubleHash;
        let mut ports = EphemeralPorts::new(range, algorithm, reserved, Draw::new(0));
        // 104 and 106 are left of the low end's parity, 101, 105 and 107 of the other.
        let request = Request {
            host: "laptop",
            flow: "c",
            address: [198, 51, 100, 20].into(),
            port: 22,
        };
        for (held, usable, parity) in [
            ([1, 3], true, Some(0)),
            ([2, 2], true, Some(1)),
            ([2, 3], true, None),
            ([1, 2], false, None),
        ] {
            let chosen = ports.choose_beside(held, request, |_| usable);
            assert_eq!(chosen.map(|port| port % 2), parity, "{held:?}");
        }
    }
}
