//! Expectations: the flows they name exist, and what they expect can come about.

use super::Check;
use super::names::Kind;
use crate::scenario::document::{Action, BlockedBy};
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
                self.outcome(&place, flow.action, expectation.outcome);
            }
            if let Some(blocked_by) = &expectation.blocked_by {
                self.gate(&format!("{place}.blocked_by"), blocked_by);
            }
        }
    }

    /// An outcome that this kind of flow never has is worth a warning.
    fn outcome(&mut self, place: &str, action: &Action, outcome: Outcome) {
        use Outcome::{
            Broken, Connected, Lost, NoPort, NoReply, Pending, Refused, Replied, Reset, Sent,
            TimedOut, Unreachable,
        };
        let place = format!("{place}.outcome");
        if outcome == Pending {
            self.warn(
                place,
                "a flow that is `pending` fails any expectation, this one too",
            );
            return;
        }
        let (what, possible): (&str, &[Outcome]) = match action {
            Action::Open(_) => (
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
            Action::Send(send) if send.response.is_some() => (
                "a UDP flow with a `response`",
                &[Replied, NoReply, Refused, NoPort, Unreachable],
            ),
            Action::Send(_) => (
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
