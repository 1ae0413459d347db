//! Expectations: the flows they name exist, and what they expect can come about.

use super::Check;
use super::names::{FlowName, Kind};
use crate::scenario::document::{
    BlockedBy, Expectation, ExpectedOutcome, ExpectedShare, ScriptAction,
};
use crate::scenario::id::shortened;
use crate::sim::Outcome;

/// Gates that can drop a packet.
const GATES: [Kind; 4] = [
    Kind::SecurityGroup,
    Kind::NetworkAcl,
    Kind::RouteTable,
    Kind::Gateway,
];

/// The gate of packets that find nobody.
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

    /// Shares are of a group of flows, and can add up to one.
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
            self.problem(
                place,
                format!("found shares, but `{name}` is one flow; write one outcome, or name an `open` with a `count`"),
            );
            return;
        }
        if expectation.blocked_by.is_some() {
            self.problem(
                place,
                "found shares and `blocked_by`; write `blocked_by` in an expectation with one outcome",
            );
        }
        for share in shares {
            let place = format!("{place}.{}", share.outcome);
            self.outcome(&place, flow.action, share.outcome);
        }
        let least: u64 = shares.iter().map(|share| u64::from(share.low)).sum();
        if least > u64::from(ExpectedShare::WHOLE) {
            self.warn(
                place,
                "the smallest shares add up to more than 1, so this expectation always fails",
            );
        }
    }

    /// An outcome that this kind of flow never has is worth a warning.
    fn outcome(&mut self, place: &str, action: &ScriptAction, outcome: Outcome) {
        use Outcome::{
            Broken, Connected, Lost, NoPort, NoReply, Pending, Refused, Replied, Reset, Sent,
            TimedOut, Unreachable,
        };
        if outcome == Pending {
            self.warn(
                place,
                "a flow that is `pending` fails any expectation, this one too",
            );
            return;
        }
        let (what, possible): (&str, &[Outcome]) = match action {
            ScriptAction::Open(_) => (
                "a TCP flow",
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
                "a UDP flow with a `response`",
                &[Replied, NoReply, Refused, NoPort, Unreachable],
            ),
            ScriptAction::Send(_) => (
                "a UDP flow without a `response`",
                &[Sent, Lost, Refused, NoPort, Unreachable],
            ),
            _ => ("a ping", &[Replied, NoReply, Unreachable]),
        };
        if !possible.contains(&outcome) {
            self.warn(place, format!("{what} never ends as `{outcome}`"));
        }
    }

    /// A gate that does not exist blocks nothing, so the expectation cannot hold.
    fn gate(&mut self, place: &str, blocked_by: &BlockedBy) {
        for gate in blocked_by.gate.split(',') {
            let known = self
                .names
                .kind_of(gate)
                .is_some_and(|kind| GATES.contains(&kind));
            if known || gate == NETWORK {
                continue;
            }
            let shown = shortened(gate);
            let hint = match self.nearest(gate, &GATES) {
                Some(near) => format!("; did you mean `{near}`?"),
                None => String::new(),
            };
            self.warn(
                place,
                format!("`{shown}` is no gate in this file, so nothing is blocked by it{hint}"),
            );
        }
    }
}
