//! The window of a long table: only the rows that can be seen are in the document, so a
//! hundred thousand cost no more than ten. It does not know what stands in a row.
//!
//! Where the table is scrolled to and how tall things are is remembered, and measured
//! when that costs nothing: asking the browser in between makes it lay the table out.

use super::list::{self, Child};
use super::store::Store;
use crate::browser::{element, events, frames, size};
use crate::picture::markup::{Markup, write_markup};
use reactive_graph::owner::StoredValue;
use reactive_graph::traits::{GetValue, UpdateValue, WithValue};
use std::ops::Range;
use web_sys::Element;

/// A table of no more rows is in the document as a whole.
const FEW: usize = 60;
/// Rows before and behind those that can be seen, which are in the document at least.
const LEAST: usize = 2;
/// Such rows when somebody scrolls, and will scroll on.
const MARGIN: usize = 12;

/// A table in a panel that scrolls.
#[derive(Clone, Copy)]
pub struct Rows {
    panel: &'static str,
    body: &'static str,
    metrics: StoredValue<Metrics>,
    shown: StoredValue<VisibleRows>,
}

/// Heights in pixels.
#[derive(Clone, Copy)]
struct Metrics {
    panel: f64,
    head: f64,
    row: f64,
    /// How far it is scrolled.
    top: f64,
    /// Rows kept before and behind those that can be seen.
    margin: usize,
    /// How many rows there are in all.
    total: usize,
}

#[derive(Clone, Default)]
struct VisibleRows {
    window: Range<usize>,
    children: Vec<Child>,
}

impl Rows {
    /// The table whose rows stand in the element `body`, in the panel of that id. `show` is
    /// called when other rows come into view.
    pub fn new(
        panel: &'static str,
        body: &'static str,
        show: fn(Store, Self),
        store: Store,
    ) -> Self {
        let rows = Self {
            panel,
            body,
            metrics: StoredValue::new(Metrics {
                panel: 240.0,
                head: 29.0,
                row: 28.0,
                top: 0.0,
                margin: MARGIN,
                total: 0,
            }),
            shown: StoredValue::default(),
        };
        let Some(element) = element::find(panel) else {
            return rows;
        };
        let look = move || {
            let shown = rows.shown.with_value(|shown| shown.window.clone());
            let seen = rows.metrics.get_value().window(LEAST);
            let end = seen.end.min(rows.metrics.get_value().total);
            if !shown.is_empty() && (seen.start < shown.start || shown.end < end) {
                rows.metrics.update_value(|metrics| metrics.margin = MARGIN);
                show(store, rows);
            }
        };
        let scrolled = element.clone();
        events::listen(&element, "scroll", move |_| {
            let top = f64::from(scrolled.scroll_top());
            rows.metrics.update_value(|metrics| metrics.top = top);
            look();
        });
        let resized = element.clone();
        size::watch(&element, move |_, height| {
            rows.metrics
                .update_value(|metrics| metrics.measure(&resized, height));
            look();
        });
        rows
    }

    /// Which rows are wanted in the document.
    pub fn window(self) -> Range<usize> {
        let metrics = self.metrics.get_value();
        metrics.window(metrics.margin)
    }

    /// Scrolls as little as it takes to show a row whole, below the table's head; what is
    /// shown then stands in the document after the next [`show`](Self::show).
    pub fn bring_into_view(self, row: usize) {
        self.metrics
            .update_value(|metrics| metrics.bring_into_view(row));
    }

    /// Back to the first row.
    pub fn to_top(self) {
        self.metrics.update_value(|metrics| metrics.top = 0.0);
    }

    /// Shows the rows of the window, `children`, of `total`, in a table of so many columns.
    pub fn show(self, columns: usize, total: usize, first: usize, children: Vec<Child>) {
        let behind = total.saturating_sub(first + children.len());
        let all: Vec<Child> = gap("before", columns, first)
            .into_iter()
            .chain(children)
            .chain(gap("behind", columns, behind))
            .collect();
        self.metrics.update_value(|metrics| metrics.total = total);
        let window = first..total - behind;
        self.shown.update_value(|shown| {
            list::show(self.body, Some(&shown.children), &all);
            *shown = VisibleRows {
                window,
                children: all,
            };
        });
    }

    /// Scrolls to where [`bring_into_view`](Self::bring_into_view) said, when all else is
    /// shown: the browser lays out the page to scroll, and once is enough.
    pub fn scroll(self) {
        frames::next(move || {
            if let Some(panel) = element::find(self.panel) {
                element::scroll_to(&panel, self.metrics.get_value().top);
            }
        });
    }
}

impl Metrics {
    fn measure(&mut self, panel: &Element, height: f64) {
        if height <= 0.0 {
            return;
        }
        self.panel = height;
        self.top = f64::from(panel.scroll_top());
        let found = |selector| panel.query_selector(selector).ok().flatten();
        if let Some(table) = found("table") {
            self.row = element::pixels(&table, "--row").unwrap_or(self.row);
        }
        if let Some(head) = found("thead") {
            self.head = head.get_bounding_client_rect().height();
        }
    }

    #[allow(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "pixels of a page, clamped at zero"
    )]
    fn window(&self, margin: usize) -> Range<usize> {
        if self.total <= FEW {
            return 0..FEW;
        }
        let row = |pixels: f64| (pixels.max(0.0) / self.row) as usize;
        row(self.top).saturating_sub(margin)..row(self.top + self.panel) + margin + 1
    }

    fn bring_into_view(&mut self, row: usize) {
        let Ok(row) = u32::try_from(row) else { return };
        let top = f64::from(row) * self.row;
        let room = self.panel - self.head - self.row;
        let next = self.top.clamp((top - room).max(0.0).min(top), top).round();
        if (next - self.top).abs() > self.panel {
            // A jump: all rows are new, and the fewer they are, the sooner they are there.
            self.margin = LEAST;
        }
        self.top = next;
    }
}

/// The room of rows that are not in the document.
fn gap(key: &str, columns: usize, rows: usize) -> Option<Child> {
    let mut markup = Markup::default();
    write_markup!(
        markup,
        "<tr class='gap' aria-hidden='true'><td colspan='" (columns) "' style='height:calc(" (rows) " * var(--row))'></td></tr>"
    );
    (rows > 0).then(|| Child {
        key: key.into(),
        markup: markup.into_string(),
    })
}
