//! Validates the script: its names exist, and its order is possible.

use super::Check;
use crate::scenario::document::{Close, Destination, Id, ScriptAction, ScriptEntry};
use crate::scenario::id::shortened;
use crate::scenario::problem::NameKind;
use crate::scenario::problem::{NameProblem, ScriptProblem};

impl Check<'_> {
    pub(super) fn script(&mut self) {
        for (index, entry) in self.scenario.script.iter().enumerate() {
            let place = format!("script[{index}]");
            match &entry.action {
                ScriptAction::Open(open) => {
                    let place = format!("{place}.open");
                    self.ends(&place, &open.from, &open.to);
                    self.port(&place, "port", Some(open.port));
                    self.port(&place, "source_port", open.source_port);
                    self.count(&place, open.count.unwrap_or(1));
                }
                ScriptAction::Send(send) => {
                    let place = format!("{place}.send");
                    self.ends(&place, &send.from, &send.to);
                    self.port(&place, "port", Some(send.port));
                    self.port(&place, "source_port", send.source_port);
                    self.count(&place, send.count);
                }
                ScriptAction::Ping(ping) => {
                    let place = format!("{place}.ping");
                    self.ends(&place, &ping.from, &ping.to);
                    self.count(&place, ping.count);
                }
                ScriptAction::Data { flow, bytes, .. } => {
                    let place = format!("{place}.data");
                    self.data(&place, index, entry, flow);
                    if *bytes == 0 {
                        self.warn(place, ScriptProblem::NoBytes);
                    }
                }
                ScriptAction::Close { flow, .. } => {
                    self.open_flow(&format!("{place}.close.flow"), index, entry, flow);
                }
                ScriptAction::Listen { host, .. } => {
                    self.refers(&format!("{place}.listen.host"), host, &[NameKind::Host]);
                }
                ScriptAction::Unlisten { host, .. } => {
                    self.refers(&format!("{place}.unlisten.host"), host, &[NameKind::Host]);
                }
                ScriptAction::AddRule(_) | ScriptAction::RemoveRule(_) => {}
                ScriptAction::SetGroups { host, groups } => {
                    let place = format!("{place}.set_groups");
                    if let Some(vpc) = self.vpc_of_named_host(&format!("{place}.host"), host) {
                        self.groups(&format!("{place}.groups"), groups, &vpc);
                    }
                }
                ScriptAction::SetAcl { subnet, acl } => {
                    let place = format!("{place}.set_acl");
                    if let Some(vpc) = self.vpc_of_named_subnet(&place, subnet) {
                        self.acl_of_vpc(&format!("{place}.acl"), acl, &vpc);
                    }
                }
                ScriptAction::SetRoutes { subnet, routes } => {
                    let place = format!("{place}.set_routes");
                    if let Some(vpc) = self.vpc_of_named_subnet(&place, subnet) {
                        self.route_table_of_vpc(&format!("{place}.routes"), routes, &vpc);
                    }
                }
                ScriptAction::SetTimeouts { host, timeouts } => {
                    let place = format!("{place}.set_timeouts");
                    self.vpc_of_named_host(&format!("{place}.host"), host);
                    self.timeouts(&format!("{place}.timeouts"), timeouts);
                }
            }
        }
    }

    fn ends(&mut self, place: &str, from: &str, to: &Destination) {
        self.refers(&format!("{place}.from"), from, &[NameKind::Host]);
        let Destination::Host(host) = to else {
            return;
        };
        let place = format!("{place}.to");
        let hosts = [NameKind::Host];
        let is_unknown = self.names.kind_of(host).is_none();
        if is_unknown && is_dns_name(host) && self.nearest(host, &hosts).is_none() {
            self.problem(place, NameProblem::DnsName(shortened(host)));
        } else {
            self.refers(&place, host, &hosts);
        }
    }

    fn port(&mut self, place: &str, key: &str, port: Option<u16>) {
        if port == Some(0) {
            self.problem(format!("{place}.{key}"), ScriptProblem::PortZero);
        }
    }

    fn count(&mut self, place: &str, count: u32) {
        if count == 0 {
            self.problem(format!("{place}.count"), ScriptProblem::CountZero);
        }
    }

    fn data(&mut self, place: &str, index: usize, entry: &ScriptEntry, flow: &str) {
        let place = format!("{place}.flow");
        if let Some(close) = self.open_flow(&place, index, entry, flow)
            && close != Close::Never
        {
            self.problem(
                place,
                ScriptProblem::ClosesByItself {
                    flow: shortened(flow),
                    close,
                },
            );
        }
    }

    /// How a TCP flow closes by itself. It must open before this entry.
    fn open_flow(
        &mut self,
        place: &str,
        index: usize,
        entry: &ScriptEntry,
        name: &str,
    ) -> Option<Close> {
        let flow = self.flow(place, name)?;
        let Some(open) = flow.open() else {
            self.problem(place, ScriptProblem::NotTcp(shortened(name)));
            return None;
        };
        if (entry.at, index) < (flow.at, flow.index) {
            self.problem(
                place,
                ScriptProblem::OpensLater {
                    flow: shortened(name),
                    at: flow.at,
                },
            );
        } else if (entry.at, index) < (flow.last_at(name), flow.index) {
            self.warn(
                place,
                ScriptProblem::NotAllOpen {
                    flow: shortened(name),
                    at: flow.last_at(name),
                },
            );
        }
        Some(open.close)
    }

    fn vpc_of_named_host(&mut self, place: &str, name: &str) -> Option<Id> {
        if !self.refers(place, name, &[NameKind::Host]) {
            return None;
        }
        let host = self.scenario.host(name)?;
        if host.subnet.is_none() {
            self.problem(place, ScriptProblem::InternetHost(shortened(name)));
        }
        Some(self.scenario.vpc_of_host(host)?.id.clone())
    }

    fn vpc_of_named_subnet(&mut self, place: &str, name: &str) -> Option<Id> {
        if !self.refers(&format!("{place}.subnet"), name, &[NameKind::Subnet]) {
            return None;
        }
        Some(self.scenario.subnet(name)?.vpc.clone())
    }
}

/// Whether a name looks like `db.example.com`: labels with dots, and letters at the end.
fn is_dns_name(name: &str) -> bool {
    let is_label = |label: &str| {
        let mut bytes = label.bytes();
        !label.is_empty() && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    let last = name.rsplit_once('.').map(|(_, last)| last);
    let is_top_level =
        |label: &str| label.len() > 1 && label.bytes().all(|byte| byte.is_ascii_alphabetic());
    last.is_some_and(is_top_level) && name.split('.').all(is_label)
}
