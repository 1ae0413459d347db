//! The script, and expectations.

use crate::scenario::{Close, ExpectProblem, FlowShape, ScriptProblem};

pub(super) fn sentence(problem: &ScriptProblem) -> String {
    match problem {
        ScriptProblem::PortZero => "found 0; expected a port from 1 to 65535".into(),
        ScriptProblem::CountZero => "found 0; expected at least 1".into(),
        ScriptProblem::NoBytes => "this sends nothing; write the number of `bytes`".into(),
        ScriptProblem::ClosesByItself { flow, close } => {
            let close = match close {
                Close::Client => "client",
                Close::Server => "server",
                Close::Reset => "reset",
                Close::Never => "never",
            };
            format!(
                "found `{flow}`, which closes by itself (`close`: `{close}`); to send data on it, write `close`: `never` in its `open`"
            )
        }
        ScriptProblem::NotTcp(flow) => {
            format!("found `{flow}`, which is not TCP; name a flow that starts with `open`")
        }
        ScriptProblem::OpensLater { flow, at } => {
            format!("found `{flow}`, which opens later, at {at} s; move this entry after that time")
        }
        ScriptProblem::NotAllOpen { flow, at } => format!(
            "found `{flow}`, whose last flow opens at {at} s; a flow that is not open yet ignores this entry"
        ),
        ScriptProblem::InternetHost(host) => format!(
            "found `{host}`, a host on the internet; only a host in a subnet has security groups"
        ),
    }
}

pub(super) fn expect(problem: &ExpectProblem) -> String {
    match problem {
        ExpectProblem::SharesOfOneFlow(flow) => format!(
            "found shares, but `{flow}` is one flow; write one outcome, or name an `open` with a `count`"
        ),
        ExpectProblem::SharesAndBlockedBy => {
            "found shares and `blocked_by`; write `blocked_by` in an expectation with one outcome".into()
        }
        ExpectProblem::SharesAboveOne => {
            "the smallest shares add up to more than 1, so this expectation always fails".into()
        }
        ExpectProblem::Pending => {
            "a `pending` flow fails every expectation, this one too; write the outcome that it should have".into()
        }
        ExpectProblem::Impossible { flow, outcome } => {
            let flow = match flow {
                FlowShape::Tcp => "a TCP flow",
                FlowShape::UdpWithResponse => "a UDP flow with a `response`",
                FlowShape::UdpWithoutResponse => "a UDP flow without a `response`",
                FlowShape::Ping => "a ping",
            };
            format!("{flow} never ends as `{outcome}`, so this expectation always fails")
        }
        ExpectProblem::UnknownGate { gate, near } => {
            let hint = near
                .as_ref()
                .map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
            format!("`{gate}` is not a gate in this file, so it blocks nothing{hint}")
        }
    }
}
