//! Copy, cut, paste and duplicate. What is copied is text, the text of a scenario: the
//! page puts it on the clipboard and brings it back from there.

use super::Editor;
use super::document_ops::{copy, paste};
use super::effect::Effect;
use super::selection::Selection;
use super::tool::counted;
use crate::scenario::{Scenario, ScenarioErrors};

impl Editor {
    /// What is selected as the text of a scenario; none when nothing of the drawing is.
    #[must_use]
    #[inline(never)]
    pub fn copied(&self) -> Option<String> {
        copy::copy(&self.scenario, &self.selected).map(|copy| copy.to_json_pretty())
    }

    #[inline(never)]
    pub(super) fn paste(&mut self, text: &str) -> Vec<Effect> {
        let copy = match Scenario::from_json(text) {
            Ok(parsed) => parsed.scenario,
            Err(ScenarioErrors { problems, .. }) => {
                let first = problems
                    .first()
                    .map(|problem| format!(": {problem}"))
                    .unwrap_or_default();
                let message = format!("What is on the clipboard is no drawing{first}");
                return vec![Effect::Toast(message)];
            }
        };
        self.put_in("Paste", copy)
    }

    #[inline(never)]
    pub(super) fn duplicate(&mut self) -> Vec<Effect> {
        match copy::copy(&self.scenario, &self.selected) {
            Some(copy) => self.put_in("Duplicate", copy),
            None => Vec::new(),
        }
    }

    fn put_in(&mut self, verb: &str, copy: Scenario) -> Vec<Effect> {
        let mut next = self.scenario.clone();
        let made = paste::paste(&mut next, copy).and_then(|arrived| {
            let name = match &*arrived {
                [only] => format!("{verb} {}", only.name().1),
                several => format!("{verb} {}", counted(several)),
            };
            Ok((self.apply(&name, next)?, arrived))
        });
        match made {
            Ok((effects, arrived)) => {
                self.set_selection(outermost(&arrived));
                effects
            }
            Err(message) => vec![Effect::Toast(message)],
        }
    }
}

/// Containers that came in, or else what came in: what stands in them moves with them.
fn outermost(arrived: &[Selection]) -> Vec<Selection> {
    for is_kind in [
        (|target: &Selection| matches!(target, Selection::Vpc(_))) as fn(&Selection) -> bool,
        |target| matches!(target, Selection::Subnet(_)),
        |target| matches!(target, Selection::Host(_)),
    ] {
        let found: Vec<Selection> = arrived.iter().filter(|one| is_kind(one)).cloned().collect();
        if !found.is_empty() {
            return found;
        }
    }
    arrived.to_vec()
}
