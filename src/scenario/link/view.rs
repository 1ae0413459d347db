//! The view that a link opens with. It is not part of the document.

use super::payload;
use crate::net::SimTime;

/// The view that a link opens with. The page chooses what is absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ViewState {
    /// `t`: the time of the playhead, in seconds.
    pub t: Option<SimTime>,
    /// `e`: the index of the marked trace entry.
    pub e: Option<u32>,
    /// `sel`: the id of the selected element.
    pub sel: Option<String>,
}

impl ViewState {
    /// Parses `t=1.5&e=3&sel=web`. It ignores members that it does not understand.
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

    /// The text after a payload: `&t=1.5&e=3&sel=web`, or nothing.
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
