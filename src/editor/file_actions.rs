//! What is done with a drawing as a whole: beginning one, naming it, saving it as a file,
//! and taking over what another tab has made of it.

use super::Editor;
use super::effect::Effect;
use super::tool::Gesture;
use crate::scenario::{Parsed, Scenario};
use crate::words;

/// What the step is called that another tab has made.
const FOLLOWED: &str = "Change in another tab";

/// Events in a transcript at most: a page that a browser still scrolls.
const TRANSCRIBED: usize = 20_000;

impl Editor {
    /// An empty drawing, which is kept only once there is something in it.
    #[inline(never)]
    pub(super) fn begin_new(&mut self, title: String) -> Vec<Effect> {
        let said = format!("{title}: an empty drawing");
        let empty = Scenario {
            title,
            ..Scenario::default()
        };
        // A title that is too long is the only reason, and this one is ours.
        if self.show(empty, false).is_err() {
            return Vec::new();
        }
        self.transport.playing = false;
        vec![Effect::Opened, Effect::Announce(said)]
    }

    #[inline(never)]
    pub(super) fn rename(&mut self, title: String) -> Vec<Effect> {
        if title == self.scenario.title {
            return Vec::new();
        }
        let name = format!("Rename to {title}");
        let next = Scenario {
            title,
            ..self.scenario.clone()
        };
        self.apply_layout(&name, "", next)
    }

    /// Shows what another tab has made of this drawing. It can be undone, so that nothing
    /// that was here is lost; it is kept already.
    #[inline(never)]
    pub(super) fn adopt_from_other_tab(&mut self, text: &str) -> Vec<Effect> {
        let read = Scenario::from_json(text).and_then(|Parsed { scenario, .. }| {
            scenario.compile()?;
            Ok(scenario)
        });
        let Ok(scenario) = read else {
            return Vec::new();
        };
        if scenario == self.scenario {
            return Vec::new();
        }
        self.gesture = Gesture::default();
        self.history
            .apply(FOLLOWED.into(), FOLLOWED, &mut self.scenario, scenario);
        self.replay_in_place();
        vec![Effect::Toast(
            "Changed in another tab, and shown here. Undo brings back what was here.".into(),
        )]
    }

    /// What happens, as a page of text.
    #[must_use]
    #[inline(never)]
    pub fn transcript(&self) -> String {
        let run_data = &self.run_data;
        words::transcript(
            &self.scenario.title,
            &run_data.setup,
            &run_data.run,
            TRANSCRIBED,
        )
    }

    /// What the transcript is called as a file.
    #[must_use]
    pub fn transcript_name(&self) -> String {
        file_name(&self.scenario.title).replace(".json", ".txt")
    }

    /// The drawing as a file.
    #[inline(never)]
    pub(super) fn save_file(&self) -> Vec<Effect> {
        vec![Effect::Download {
            name: file_name(&self.scenario.title),
            text: self.scenario.to_json_pretty(),
        }]
    }
}

fn file_name(title: &str) -> String {
    let mut name = String::new();
    for character in title.to_ascii_lowercase().chars().take(60) {
        if character.is_ascii_alphanumeric() {
            name.push(character);
        } else if !name.ends_with('-') && !name.is_empty() {
            name.push('-');
        }
    }
    let name = name.trim_end_matches('-');
    format!("{}.json", if name.is_empty() { "scenario" } else { name })
}
