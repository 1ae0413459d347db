//! Linux's port choice: RFC 6056's algorithm 4, with parities and random gaps.
//!
//! Source: Linux `__inet_hash_connect`, since 5.18.

use std::net::IpAddr;

use super::{EphemeralPorts, OFFSETS, Request, modulo};

/// Where Linux starts to try ports.
pub(super) struct LinuxStart {
    /// The entry of the offset table.
    index: u64,
    /// The value of that entry: the ports passed so far.
    passed: u32,
    /// The first port, counted from the low end.
    pub(super) offset: u32,
}

impl EphemeralPorts {
    /// RFC 6056's algorithm 4, as Linux has it since 5.18.
    pub(super) fn choose_as_linux(
        &mut self,
        is_left: [bool; 2],
        request: Request<'_>,
        usable: impl Fn(u16) -> bool,
    ) -> Option<u16> {
        let Request {
            host,
            flow,
            address,
            port,
        } = request;
        let Some(LinuxStart {
            index,
            passed,
            offset,
        }) = self.linux_start(host, address, port)
        else {
            return self.probe(0, 1, 1, &usable).map(|(port, _)| port);
        };
        for parity in [0, 1] {
            if !is_left[parity as usize] {
                continue;
            }
            let steps = self.steps_of(parity);
            if let Some((chosen, step)) = self.probe(offset + parity, 2, steps, &usable) {
                let gap = 2 * self.draw.below(8, host, "port gap", flow, 0);
                *self.counters.or_default(index) = passed.wrapping_add((2 * step).max(gap) + 2);
                return Some(chosen);
            }
        }
        None
    }

    /// Where Linux starts to try; `None` in a range of one port.
    pub(super) fn linux_start(&self, host: &str, address: IpAddr, port: u16) -> Option<LinuxStart> {
        let remaining = self.range.size() & !1;
        if remaining == 0 {
            return None;
        }
        let hash = self
            .draw
            .bits(host, "port hash", &format!("{address} {port}"), 0);
        let index = hash % OFFSETS;
        let passed = self.counters.get(&index).copied().unwrap_or_default();
        Some(LinuxStart {
            index,
            passed,
            offset: modulo((hash >> 32).wrapping_add(u64::from(passed)), remaining) & !1,
        })
    }

    /// How many ports of one parity are tried: in a range of odd size the low end's parity has
    /// one more.
    pub(super) fn steps_of(&self, parity: u32) -> u32 {
        (self.range.size() + 1 - parity) / 2
    }
}
