//! Port usage: how many ports a busy host uses towards each destination.
//!
//! When all ports of one parity are in use, each further choice would try all of them in vain,
//! so the time would grow with the square of the connections. A host with many connections
//! therefore counts them. With few, trying is cheaper than counting.

use crate::net::{Flow, FlowMap, PortRange, PortSet};

/// The number of open connections from which a host counts.
pub(super) const MANY: usize = 1_024;

/// Ports of the range in use, by destination and by the parity counted from the low end.
#[derive(Clone, Debug)]
pub(super) struct PortUsage {
    range: PortRange,
    /// Ports that are never chosen, and so are not counted.
    reserved: PortSet,
    counts: FlowMap<[u32; 2]>,
}

impl PortUsage {
    /// The ports of `range`, without reserved ones, that these flows use. Each flow is the one
    /// that the host sends.
    pub(super) fn of<'a>(
        range: PortRange,
        reserved: PortSet,
        flows: impl Iterator<Item = &'a Flow>,
    ) -> Self {
        let mut held = Self {
            range,
            reserved,
            counts: FlowMap::default(),
        };
        for flow in flows {
            held.take(flow);
        }
        held
    }

    /// A flow starts to use its source port.
    pub(super) fn take(&mut self, flow: &Flow) {
        if let Some(parity) = self.parity(flow) {
            self.counts.or_insert(destination(flow), [0; 2])[parity] += 1;
        }
    }

    /// A flow stops using its source port.
    pub(super) fn free(&mut self, flow: &Flow) {
        if let Some(parity) = self.parity(flow)
            && let Some(counts) = self.counts.get_mut(&destination(flow))
        {
            counts[parity] -= 1;
        }
    }

    /// How many ports the flows to this flow's destination use.
    pub(super) fn toward(&self, flow: &Flow) -> [u32; 2] {
        let found = self.counts.get(&destination(flow));
        found.copied().unwrap_or_default()
    }

    fn parity(&self, flow: &Flow) -> Option<usize> {
        let port = flow.source_port;
        (self.range.contains(port) && !self.reserved.contains(port))
            .then(|| usize::from((port - self.range.low()) & 1))
    }
}

const fn destination(flow: &Flow) -> Flow {
    Flow {
        source_port: 0,
        ..*flow
    }
}
