//! What the reader of a link looks at first. It is no part of the document.

use super::payload;
use crate::net::SimTime;

/// The view that a link opens with; what is absent is left to the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewState {
    /// `t`: where the playhead stands, in seconds.
    pub t: Option<SimTime>,
    /// `e`: which entry of the trace is marked.
    pub e: Option<u32>,
    /// `sel`: the id of what is selected.
    pub sel: Option<String>,
}

impl ViewState {
    /// Reads `t=1.5&e=3&sel=web`. Whatever it does not understand it leaves out.
    pub(super) fn parse(text: &str) -> Self {
        let mut view = Self::default();
        for (key, value) in text.split('&').filter_map(|pair| pair.split_once('=')) {
            match key {
                "t" => view.t = value.parse().ok(),
                "e" => view.e = value.parse().ok(),
                "sel" => {
                    let selected = payload::unescape(value, 0).ok();
                    view.sel = selected.filter(|selected| !selected.is_empty());
                }
                _ => {}
            }
        }
        view
    }

    /// As it stands behind a payload: `&t=1.5&e=3&sel=web`, or nothing.
    pub(super) fn encode(&self) -> String {
        let members = [
            self.t.map(|time| format!("&t={time}")),
            self.e.map(|entry| format!("&e={entry}")),
            self.sel
                .as_deref()
                .map(|selected| format!("&sel={}", payload::escape(selected))),
        ];
        members.into_iter().flatten().collect()
    }
}
