//! VPC flow logs up to the playhead, line by line.

use super::{code, heading, tag};
use crate::editor::Editor;
use crate::editor::target::Target;
use crate::editor::view::table::{Row, TableView};
use crate::editor::view::text::Tone;
use crate::exchange::flow_log;

impl Editor {
    pub(super) fn flow_log_table(&self) -> TableView {
        let trace = &self.played.run.trace;
        let records = flow_log::records(trace, self.place.entry);
        let mut rows = Vec::new();
        if !records.is_empty() {
            rows.push(heading(
                "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status".into(),
            ));
        }
        for (at, record) in records.iter().enumerate() {
            let (tone, word) = if record.accepted {
                (Tone::Allow, "ACCEPT")
            } else {
                (Tone::Deny, "REJECT")
            };
            let target = if record.of_gateway {
                Target::Gateway(record.interface.clone())
            } else {
                Target::Host(record.interface.clone())
            };
            rows.push(Row {
                key: at.to_string(),
                cells: vec![
                    code(record.interface.clone()),
                    code(record.direction.short()),
                    tag(tone, word),
                    code(record.to_string()),
                ],
                selected: self.selected.contains(&target),
                target: Some(target),
            });
        }
        TableView {
            about: "Version 2 records of each interface, a minute each. REJECT does not say whether the security group or the network ACL refused.".into(),
            columns: vec!["Interface of", "Way", "Action", "Record"],
            rows,
            empty: "No interface of a VPC has seen a packet yet.",
        }
    }
}
