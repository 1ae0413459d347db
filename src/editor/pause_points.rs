//! Pause points: where playing stops by itself.

use super::Editor;
use super::selection::Selection;
use crate::scenario::is_of_flow;
use crate::sim::{TraceEntry, TraceEvent};
use crate::topology::Gate;
use crate::words::timeline;

/// At what playing stops.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum PausePoint {
    /// At the end alone.
    #[default]
    Never,
    /// At each drop.
    Drop,
    /// At each verdict of a network ACL or of a host's security groups.
    Gate(Selection),
    /// At whatever happens to a flow, by its name.
    Flow(String),
}

impl PausePoint {
    /// What people read.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Never => timeline::PAUSE_AT_END.into(),
            Self::Drop => timeline::PAUSE_AT_DROP.into(),
            Self::Gate(target) => timeline::pause_at_gate(&target.name().1),
            Self::Flow(name) => timeline::pause_at_connection(name),
        }
    }
}

impl Editor {
    /// Where playing may stop: always, and at what is selected.
    #[must_use]
    #[inline(never)]
    pub fn pause_points(&self) -> Vec<PausePoint> {
        let mut points = vec![PausePoint::Never, PausePoint::Drop];
        points.extend(match &*self.selected {
            [
                target @ (Selection::Gate(_)
                | Selection::Group(_)
                | Selection::Acl(_)
                | Selection::Host(_)),
            ] => Some(PausePoint::Gate(target.clone())),
            [Selection::Flow(name)] => Some(PausePoint::Flow(name.clone())),
            [Selection::Packet(number)] => self.run_data.packet(*number).and_then(|packet| {
                let plan = self
                    .run_data
                    .setup
                    .flows
                    .get(packet.packet.flow_index as usize)?;
                Some(PausePoint::Flow(plan.name.to_string()))
            }),
            _ => None,
        });
        if !points.contains(&self.pause) {
            points.push(self.pause.clone());
        }
        points
    }

    /// The point that is chosen.
    #[must_use]
    pub const fn pause_point(&self) -> &PausePoint {
        &self.pause
    }

    /// The first of some entries at which to stop.
    #[inline(never)]
    pub(super) fn pause_among(&self, entries: std::ops::RangeInclusive<usize>) -> Option<usize> {
        if self.pause == PausePoint::Never {
            return None;
        }
        let trace = &self.run_data.run.trace.entries;
        entries
            .filter(|&index| index < trace.len())
            .find(|&index| self.stops_at(index, &trace[index]))
    }

    fn stops_at(&self, index: usize, entry: &TraceEntry) -> bool {
        let verdict = match &entry.event {
            TraceEvent::Passed { gate, .. } => Some(*gate),
            TraceEvent::Dropped(drop) => Some(drop.gate),
            _ => None,
        };
        match &self.pause {
            PausePoint::Never => false,
            PausePoint::Drop => matches!(entry.event, TraceEvent::Dropped(_)),
            PausePoint::Gate(target) => verdict.is_some_and(|gate| self.is_at(index, gate, target)),
            PausePoint::Flow(name) => {
                let is_seen = !matches!(entry.event, TraceEvent::Host { .. });
                let flow = entry.event.flow_index().filter(|_| is_seen);
                flow.and_then(|flow| self.run_data.setup.flows.get(flow as usize))
                    .is_some_and(|plan| is_of_flow(&plan.name, name))
            }
        }
    }

    fn is_at(&self, index: usize, gate: Gate, target: &Selection) -> bool {
        let topology = self.run_data.run.trace.topology_at(index);
        match (gate, target) {
            (Gate::Acl { subnet, .. }, Selection::Gate(id)) => {
                *topology.subnet(subnet).name == **id
            }
            (Gate::Acl { acl, .. }, Selection::Acl(id)) => *topology.acl(acl).name == **id,
            (Gate::Groups(host), Selection::Host(id)) => *topology.host(host).name == **id,
            (Gate::Groups(host), Selection::Group(id)) => topology
                .groups_of(host)
                .iter()
                .any(|group| *group.name == **id),
            _ => false,
        }
    }
}
