//! The tables of the Details: what there is at the playhead, host by host.

mod flow_logs;
mod ports;
mod reachability;
mod sockets;
mod tracked;

pub(in crate::editor) use reachability::Reachability;

use crate::editor::Editor;
use crate::editor::timeline::simulated;
use crate::editor::view::table::{Cell, Row, Tab, TableView};
use crate::editor::view::text::Tag;
use crate::net::SimTime;
use std::ops::Range;

/// In a trace of more entries nothing is counted beside the names of tabs.
const COUNTED: usize = 20_000;

/// The rows of a table, counted; only those of the window are made.
struct TableRows {
    window: Range<usize>,
    total: usize,
    /// How many of them are what the table is about.
    count: usize,
    rows: Vec<Row>,
}

impl TableRows {
    /// A part with those rows that are in `window`.
    const fn new(window: Range<usize>) -> Self {
        Self {
            window,
            total: 0,
            count: 0,
            rows: Vec::new(),
        }
    }

    /// One of the things that the table is about.
    fn add(&mut self, make: impl FnOnce() -> Row) {
        self.count += 1;
        self.aside(make);
    }

    /// What is said between them.
    fn aside(&mut self, make: impl FnOnce() -> Row) {
        if self.window.contains(&self.total) {
            self.rows.push(make());
        }
        self.total += 1;
    }

    fn heading(&mut self, make: impl FnOnce() -> String) {
        self.aside(|| heading(make()));
    }
}

/// What a table is, beside its rows.
struct About {
    sentence: String,
    columns: Vec<&'static str>,
    empty: &'static str,
}

impl Editor {
    /// The whole table of a tab; Packets and Sequence have views of their own.
    #[must_use]
    pub fn table(&self, tab: Tab) -> TableView {
        self.table_part(tab, 0..usize::MAX)
    }

    /// The table of a tab with those of its rows that are in `window`.
    #[must_use]
    #[inline(never)]
    pub fn table_part(&self, tab: Tab, window: Range<usize>) -> TableView {
        let mut part = TableRows::new(window.clone());
        let Some(about) = self.fill(tab, &mut part) else {
            return TableView::default();
        };
        TableView {
            about: about.sentence,
            columns: about.columns,
            total: part.total,
            first: window.start.min(part.total),
            rows: part.rows,
            empty: about.empty,
        }
    }

    /// How many things a table is about at the playhead; none where counting them says
    /// nothing, or takes too long while somebody drags the playhead.
    #[must_use]
    #[inline(never)]
    pub fn count(&self, tab: Tab) -> Option<usize> {
        if tab == Tab::Reachability || self.run_data.run.trace.entries.len() > COUNTED {
            return None;
        }
        let mut part = TableRows::new(0..0);
        self.fill(tab, &mut part)?;
        Some(part.count)
    }

    fn fill(&self, tab: Tab, part: &mut TableRows) -> Option<About> {
        Some(match tab {
            Tab::Packets | Tab::Sequence => return None,
            Tab::Sockets => self.sockets_table(part),
            Tab::Tracked => self.tracked_table(part),
            Tab::Ports => self.ports_table(part),
            Tab::FlowLogs => self.flow_log_table(part),
            Tab::Reachability => self.reach_table(part),
        })
    }

    /// The simulated time at the playhead.
    fn now(&self) -> SimTime {
        simulated(&self.run_data.run.trace, self.playhead)
    }
}

fn heading(text: String) -> Row {
    Row {
        key: format!("heading {text}"),
        cells: vec![Cell::Text(text)],
        ..Row::default()
    }
}

fn text(text: impl Into<String>) -> Cell {
    Cell::Text(text.into())
}

fn code(text: impl Into<String>) -> Cell {
    Cell::Code(text.into(), String::new())
}

fn end(address: std::net::IpAddr, port: Option<u16>) -> Cell {
    let port = port.map(|port| format!(":{port}")).unwrap_or_default();
    let address = if address.is_ipv6() && !port.is_empty() {
        format!("[{address}]")
    } else {
        address.to_string()
    };
    Cell::Code(address, port)
}

fn tag(tone: crate::editor::view::text::Tone, text: impl Into<String>) -> Cell {
    Cell::Tag(Tag {
        tone,
        text: text.into(),
    })
}

/// How much time is left: "4 d 23 h", "59 s", "0.2 s".
fn left(until: SimTime, now: SimTime) -> String {
    let micros = until.as_micros().saturating_sub(now.as_micros());
    let seconds = micros / 1_000_000;
    let (minutes, hours, days) = (seconds / 60, seconds / 3_600, seconds / 86_400);
    if days > 0 {
        format!("{days} d {} h", hours % 24)
    } else if hours > 0 {
        format!("{hours} h {} min", minutes % 60)
    } else if minutes > 1 {
        format!("{minutes} min {} s", seconds % 60)
    } else if seconds >= 10 {
        format!("{seconds} s")
    } else {
        format!("{seconds}.{} s", micros / 100_000 % 10)
    }
}
