//! The tables of the Details: what there is at the playhead, host by host.

mod flow_logs;
mod ports;
mod reach;
mod sockets;
mod tracked;

use crate::editor::Editor;
use crate::editor::timeline::simulated;
use crate::editor::view::table::{Cell, Row, Tab, TableView};
use crate::editor::view::text::Tag;
use crate::net::SimTime;
use crate::words;

/// Rows that a table shows at once.
const MOST: usize = 1_000;

impl Editor {
    /// The table of a tab; Packets and Sequence have views of their own.
    #[must_use]
    #[inline(never)]
    pub fn table(&self, tab: Tab) -> TableView {
        let mut table = match tab {
            Tab::Packets | Tab::Sequence => TableView::default(),
            Tab::Sockets => self.sockets_table(),
            Tab::Tracked => self.tracked_table(),
            Tab::Ports => self.ports_table(),
            Tab::FlowLogs => self.flow_log_table(),
            Tab::Reachability => self.reach_table(),
        };
        let rest = table.rows.len().saturating_sub(MOST);
        if rest > 0 {
            table.rows.truncate(MOST);
            let more = format!("and {}", words::counted(rest, "more row"));
            table.rows.push(heading(more));
        }
        table
    }

    /// The simulated time at the playhead.
    fn now(&self) -> SimTime {
        simulated(&self.played.run.trace, self.place)
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
