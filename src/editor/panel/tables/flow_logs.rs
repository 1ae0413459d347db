//! VPC flow logs up to the playhead, line by line.

use super::{About, TableRows, code, tag};
use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::editor::view::table::Row;
use crate::editor::view::text::Tone;
use crate::formats::flow_log::Record;
use crate::words::tables;

impl Editor {
    pub(super) fn flow_log_table(&self, part: &mut TableRows) -> About {
        let trace = &self.run_data.run.trace;
        let mut log = self.run_data.flow_log.borrow_mut();
        let records = log.read_to(trace, self.playhead.entry);
        if !records.is_empty() {
            part.heading(|| {
                "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status".into()
            });
        }
        for (at, record) in records.iter().enumerate() {
            part.add(|| self.record(at, record));
        }
        About {
            sentence: tables::FLOW_LOGS_ABOUT.into(),
            columns: tables::FLOW_LOGS_COLUMNS.to_vec(),
            empty: tables::FLOW_LOGS_EMPTY,
        }
    }

    fn record(&self, at: usize, record: &Record) -> Row {
        let (tone, word) = if record.accepted {
            (Tone::Allow, tables::ACCEPT)
        } else {
            (Tone::Deny, tables::REJECT)
        };
        let target = if record.of_gateway {
            Selection::Gateway(record.interface.clone())
        } else {
            Selection::Host(record.interface.clone())
        };
        Row {
            key: at.to_string(),
            cells: vec![
                code(record.interface.clone()),
                code(record.direction.short()),
                tag(tone, word),
                code(record.to_string()),
            ],
            selected: self.selected.contains(&target),
            target: Some(target),
        }
    }
}
