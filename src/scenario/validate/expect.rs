//! Validates expectations: their flows exist, and their outcomes are possible.

use super::Check;
use super::names::FlowName;
use crate::scenario::document::{
    BlockedBy, Expectation, ExpectedOutcome, ExpectedShare, ScriptAction,
};
use crate::scenario::id::shortened;
use crate::scenario::problem::NameKind;
use crate::scenario::problem::{ExpectProblem, FlowShape};
use crate::sim::Outcome;

/// Gates that can drop a packet.
const GATES: [NameKind; 4] = [
    NameKind::SecurityGroup,
    NameKind::NetworkAcl,
    NameKind::RouteTable,
    NameKind::Gateway,
];

/// The gate that drops packets to unknown addresses.
const NETWORK: &str = "network";

impl Check<'_> {
    pub(super) fn expectations(&mut self) {
        for (index, expectation) in self.scenario.expect.iter().enumerate() {
            let place = format!("expect[{index}]");
            if let Some(flow) = self.flow(&format!("{place}.flow"), &expectation.flow) {
                let place = format!("{place}.outcome");
                match &expectation.outcome {
                    ExpectedOutcome::Every(outcome) => {
                        self.outcome(&place, flow.action, *outcome);
                    }
                    ExpectedOutcome::Shares(shares) => {
                        self.shares(&place, expectation, &flow, shares);
                    }
                }
            }
            if let Some(blocked_by) = &expectation.blocked_by {
                self.gate(&format!("{place}.blocked_by"), blocked_by);
            }
        }
    }

    /// Shares need a group of flows, and the smallest ones must not exceed 1 together.
    fn shares(
        &mut self,
        place: &str,
        expectation: &Expectation,
        flow: &FlowName<'_>,
        shares: &[ExpectedShare],
    ) {
        let name = shortened(&expectation.flow);
        let is_group = flow
            .open()
            .is_some_and(|open| open.count.is_some() && open.id == expectation.flow);
        if !is_group {
            self.problem(place, ExpectProblem::SharesOfOneFlow(name));
            return;
        }
        if expectation.blocked_by.is_some() {
            self.problem(place, ExpectProblem::SharesAndBlockedBy);
        }
        for share in shares {
            let place = format!("{place}.{}", share.outcome);
            self.outcome(&place, flow.action, share.outcome);
        }
        let least: u64 = shares.iter().map(|share| u64::from(share.low)).sum();
        if least > u64::from(ExpectedShare::WHOLE) {
            self.warn(place, ExpectProblem::SharesAboveOne);
        }
    }

    /// Warns of an outcome that this kind of flow never has.
    fn outcome(&mut self, place: &str, action: &ScriptAction, outcome: Outcome) {
        use Outcome::{
            Broken, Connected, Lost, NoPort, NoReply, Pending, Refused, Replied, Reset, Sent,
            TimedOut, Unreachable,
        };
        if outcome == Pending {
            self.warn(place, ExpectProblem::Pending);
            return;
        }
        let (flow, possible): (FlowShape, &[Outcome]) = match action {
            ScriptAction::Open(_) => (
                FlowShape::Tcp,
                &[
                    Connected,
                    Broken,
                    Reset,
                    Refused,
                    TimedOut,
                    NoPort,
                    Unreachable,
                ],
            ),
            ScriptAction::Send(send) if send.response.is_some() => (
                FlowShape::UdpWithResponse,
                &[Replied, NoReply, Refused, NoPort, Unreachable],
            ),
            ScriptAction::Send(_) => (
                FlowShape::UdpWithoutResponse,
                &[Sent, Lost, Refused, NoPort, Unreachable],
            ),
            _ => (FlowShape::Ping, &[Replied, NoReply, Unreachable]),
        };
        if !possible.contains(&outcome) {
            self.warn(place, ExpectProblem::Impossible { flow, outcome });
        }
    }

    /// Warns of a gate that does not exist: the expectation always fails.
    fn gate(&mut self, place: &str, blocked_by: &BlockedBy) {
        for gate in blocked_by.gate.split(',') {
            let known = self
                .names
                .kind_of(gate)
                .is_some_and(|kind| GATES.contains(&kind));
            if known || gate == NETWORK {
                continue;
            }
            let problem = ExpectProblem::UnknownGate {
                gate: shortened(gate),
                near: self.nearest(gate, &GATES).map(str::to_owned),
            };
            self.warn(place, problem);
        }
    }
}
