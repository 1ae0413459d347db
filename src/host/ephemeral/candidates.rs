//! Candidates: the ports that would be chosen next, for display.

use std::net::IpAddr;

use super::{EphemeralPorts, modulo};
use crate::net::PortAlgorithm;

impl EphemeralPorts {
    /// The `usable` ports that a TCP connection of `host` to this address and port would get:
    /// the first, or the next one if the first is taken by then. At most `count`.
    ///
    /// Empty if none is usable, or if each connection's port is random.
    #[must_use]
    pub fn candidates(
        &self,
        host: &str,
        (address, port): (IpAddr, u16),
        count: usize,
        usable: impl Fn(u16) -> bool,
    ) -> Vec<u16> {
        let size = self.range.size();
        match self.algorithm {
            PortAlgorithm::Random => return Vec::new(),
            PortAlgorithm::LinuxDoubleHash => {
                let Some(start) = self.linux_start(host, address, port) else {
                    let one = self.tried(0, 1, 1).map(|(port, _)| port);
                    return one.filter(|port| usable(*port)).collect();
                };
                let tried = |parity| self.tried(start.offset + parity, 2, self.steps_of(parity));
                let ports = tried(0).chain(tried(1)).map(|(port, _)| port);
                return ports.filter(|port| usable(*port)).take(count).collect();
            }
            _ => {}
        }
        let (start, counter) = self.start(host, address, port);
        let passed = self.counters.get(&counter).copied().unwrap_or_default();
        let start = modulo(u64::from(start) + u64::from(passed), size);
        let ports = self.tried(start, 1, size).map(|(port, _)| port);
        ports.filter(|port| usable(*port)).take(count).collect()
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::super::Request;
    use super::*;
    use crate::net::{Draw, PortRange, PortSet};

    #[test]
    fn the_first_candidate_is_what_is_chosen() {
        use PortAlgorithm::{
            DoubleHash, Hash, Increments, LinuxDoubleHash, Sequential, SequentialRandomStart,
        };
        let address = [198, 51, 100, 20].into();
        for algorithm in [
            DoubleHash,
            Hash,
            Increments,
            LinuxDoubleHash,
            Sequential,
            SequentialRandomStart,
        ] {
            for (low, high) in [(40_000, 40_006), (40_001, 40_008), (7, 7)] {
                let range = PortRange::fixed(low, high);
                let mut ports =
                    EphemeralPorts::new(range, algorithm, PortSet::default(), Draw::new(3));
                let mut used = BTreeSet::new();
                for count in 0..9 {
                    let flow = format!("c{count}");
                    let usable = |port: u16| !used.contains(&port);
                    let told = ports.candidates("laptop", (address, 22), 3, usable);
                    let request = Request {
                        host: "laptop",
                        flow: &flow,
                        address,
                        port: 22,
                    };
                    let chosen = ports.choose(request, usable);
                    assert_eq!(told.first().copied(), chosen, "{algorithm:?} {low}-{high}");
                    let left = usize::from(high - low) + 1 - used.len();
                    assert_eq!(
                        told.len(),
                        left.min(3),
                        "{algorithm:?} {low}-{high}: {told:?}"
                    );
                    used.extend(chosen);
                }
            }
        }
    }
}
