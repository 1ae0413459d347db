//! The script: everything it names exists, and happens in an order that can be.

use super::Check;
use super::names::Kind;
use crate::scenario::document::{Close, Destination, Id, ScriptAction, ScriptEntry};
use crate::scenario::id::shortened;
use crate::scenario::spelling;

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
                        self.warn(place, "sends nothing; write how many `bytes`");
                    }
                }
                ScriptAction::Close { flow, .. } => {
                    self.open_flow(&format!("{place}.close.flow"), index, entry, flow);
                }
                ScriptAction::Listen { host, .. } => {
                    self.refers(&format!("{place}.listen.host"), host, &[Kind::Host]);
                }
                ScriptAction::Unlisten { host, .. } => {
                    self.refers(&format!("{place}.unlisten.host"), host, &[Kind::Host]);
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
        self.refers(&format!("{place}.from"), from, &[Kind::Host]);
        if let Destination::Host(host) = to {
            self.refers(&format!("{place}.to"), host, &[Kind::Host]);
        }
    }

    fn port(&mut self, place: &str, key: &str, port: Option<u16>) {
        if port == Some(0) {
            let message = "found 0; expected a port from 1 to 65535";
            self.problem(format!("{place}.{key}"), message);
        }
    }

    fn count(&mut self, place: &str, count: u32) {
        if count == 0 {
            let message = "found 0; expected at least 1";
            self.problem(format!("{place}.count"), message);
        }
    }

    fn data(&mut self, place: &str, index: usize, entry: &ScriptEntry, flow: &str) {
        let place = format!("{place}.flow");
        if let Some(close) = self.open_flow(&place, index, entry, flow)
            && close != Close::Never
        {
            let word = spelling::word(&spelling::CLOSES, close);
            let message = format!(
                "found `{flow}`, which closes by itself (`close`: `{word}`); to send data on it, write `close`: `never` in its `open`"
            );
            self.problem(place, message);
        }
    }

    /// How a TCP flow that was opened before this entry closes by itself.
    fn open_flow(
        &mut self,
        place: &str,
        index: usize,
        entry: &ScriptEntry,
        name: &str,
    ) -> Option<Close> {
        let flow = self.flow(place, name)?;
        let Some(open) = flow.open() else {
            let shown = shortened(name);
            let message = format!(
                "found `{shown}`, which is not TCP; only a flow begun with `open` can be used here"
            );
            self.problem(place, message);
            return None;
        };
        if (entry.at, index) < (flow.at, flow.index) {
            let message = format!(
                "found `{name}`, which opens only later, at {} s; put this entry after it",
                flow.at
            );
            self.problem(place, message);
        } else if (entry.at, index) < (flow.last_at(name), flow.index) {
            let message = format!(
                "found `{name}`, which has opened in full only at {} s; a flow that is not open at this entry takes no notice of it",
                flow.last_at(name)
            );
            self.warn(place, message);
        }
        Some(open.close)
    }

    fn vpc_of_named_host(&mut self, place: &str, name: &str) -> Option<Id> {
        if !self.refers(place, name, &[Kind::Host]) {
            return None;
        }
        let host = self.scenario.host(name)?;
        if host.subnet.is_none() {
            let message = format!(
                "found `{name}`, a host on the internet; only a host in a subnet has security groups"
            );
            self.problem(place, message);
        }
        Some(self.scenario.vpc_of_host(host)?.id.clone())
    }

    fn vpc_of_named_subnet(&mut self, place: &str, name: &str) -> Option<Id> {
        if !self.refers(&format!("{place}.subnet"), name, &[Kind::Subnet]) {
            return None;
        }
        Some(self.scenario.subnet(name)?.vpc.clone())
    }
}
