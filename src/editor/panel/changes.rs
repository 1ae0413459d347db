//! What the script changes while packets flow: on the track, and at the gates it concerns.

use crate::editor::Editor;
use crate::editor::selection::Selection;
use crate::editor::timeline::simulated;
use crate::editor::view::form::ItemView;
use crate::editor::view::timeline::Flag;
use crate::policy::Direction;
use crate::scenario::{RuleChange, ScriptAction};
use crate::sim::TraceEvent;
use crate::words;

/// How much of the track a flag and half a label take.
const ROOM: f64 = 0.06;

impl Editor {
    /// The flags on the track: each change of the script, where it happens.
    #[must_use]
    #[inline(never)]
    pub fn flags(&self) -> Vec<Flag> {
        let entries = &self.run_data.run.trace.entries;
        let mut flags: Vec<Flag> = Vec::new();
        for (index, entry) in self.scenario.script.iter().enumerate() {
            let what = words::timed_change(&entry.action).filter(|_| is_change(&entry.action));
            let Some(what) = what else { continue };
            let here = entries.partition_point(|other| other.at < entry.at);
            let last = entries.partition_point(|other| other.at <= entry.at);
            let is_changed = |at: &usize| matches!(entries[*at].event, TraceEvent::Changed { .. });
            let place = (here..last).find(is_changed).unwrap_or(here);
            let at = self.timeline.on_track(place.min(self.last_entry()));
            flags.push(Flag {
                at,
                beside: flags
                    .iter()
                    .filter(|flag| flag.at.total_cmp(&at).is_eq())
                    .count(),
                text: words::tables::changes_at(&words::seconds(entry.at), &what),
                target: Selection::Change(index),
                selected: *self.selected == [Selection::Change(index)],
            });
        }
        flags
    }

    /// Whether the script does more than to begin flows.
    pub(super) fn has_changes(&self) -> bool {
        let begins = |action: &ScriptAction| {
            matches!(
                action,
                ScriptAction::Open(_) | ScriptAction::Send(_) | ScriptAction::Ping(_)
            )
        };
        let mut script = self.scenario.script.iter();
        script.any(|entry| !begins(&entry.action))
    }

    /// Takes out what would be written where a flag stands: places on the track.
    #[inline(never)]
    pub(super) fn make_room_for_flags<T>(&self, labels: &mut Vec<(f64, T)>) {
        let flags = self.flags();
        labels.retain(|(at, _)| flags.iter().all(|flag| (flag.at - at).abs() >= ROOM));
    }

    /// What the script adds to a list of rules and removes from it.
    pub(super) fn changes(&self, gate: &str, direction: Direction) -> Vec<ItemView> {
        let script = self.scenario.script.iter().enumerate();
        script
            .filter_map(|(index, entry)| {
                let (about, change) = match &entry.action {
                    ScriptAction::AddRule(change) => {
                        (words::tables::rule_added_at as fn(&str) -> String, change)
                    }
                    ScriptAction::RemoveRule(change) => {
                        (words::tables::rule_removed_at as fn(&str) -> String, change)
                    }
                    _ => return None,
                };
                let (id, side, rule) = words::changed_rule(change);
                (id == gate && side == direction).then(|| ItemView {
                    text: rule,
                    about: about(&words::seconds(entry.at)),
                    target: Some(Selection::Change(index)),
                    removable: false,
                })
            })
            .collect()
    }

    /// Whether the script has removed such a rule at the playhead, and not added it again.
    pub(super) fn is_gone(&self, is_it: impl Fn(&RuleChange) -> bool) -> bool {
        let now = simulated(&self.run_data.run.trace, self.playhead);
        let mut last = None;
        for entry in &self.scenario.script {
            let (goes, change) = match &entry.action {
                ScriptAction::AddRule(change) => (false, change),
                ScriptAction::RemoveRule(change) => (true, change),
                _ => continue,
            };
            if entry.at <= now && is_it(change) && last.is_none_or(|(at, _)| at <= entry.at) {
                last = Some((entry.at, goes));
            }
        }
        last.is_some_and(|(_, goes)| goes)
    }
}

/// What has a flag: what changes the network or a host, not what a connection says.
const fn is_change(action: &ScriptAction) -> bool {
    !matches!(
        action,
        ScriptAction::Data { .. } | ScriptAction::Close { .. }
    )
}
