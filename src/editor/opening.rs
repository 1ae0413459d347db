//! Opening examples, files and links, and leaving what could not be opened.

use super::action::DocumentSource;
use super::background_run::ResumePoint;
use super::effect::Effect;
use super::selection::Selection;
use super::view::frame::{DamagedLinkView, ExampleItem};
use super::{Editor, run_data::RunData};
use crate::picture::Playhead;
use crate::scenario::{Parsed, Problem, Scenario, ScenarioErrors, ViewState, salvage};
use crate::sim::{TraceEntry, TraceEvent};
use crate::words;

/// The examples of the menu; the first opens when there is nothing else to show.
pub const EXAMPLES: [ExampleItem; 5] = [
    ExampleItem {
        id: "sftp",
        title: "SFTP through a network ACL that forgot the reply",
        about: "The SYN arrives, the answer dies on its way out.",
    },
    ExampleItem {
        id: "remembered",
        title: "A reply that no rule allows",
        about: "The security group has no outbound rule, and the answer leaves all the same.",
    },
    ExampleItem {
        id: "ephemeral",
        title: "One range, two clients",
        about: "An ACL for ports 49152 to 65535 serves Windows and not Linux.",
    },
    ExampleItem {
        id: "refused",
        title: "Refused is not dropped",
        about: "A closed port answers with RST; a missing rule answers with silence.",
    },
    ExampleItem {
        id: "live",
        title: "A rule removed under an open connection",
        about: "The security group lets it go on; the network ACL cuts it.",
    },
];

impl Editor {
    /// Shows a document that was just read, from its beginning, as if nothing had been here
    /// before.
    ///
    /// # Errors
    ///
    /// Why it does not compile; then everything stays as it was.
    pub(super) fn show(&mut self, scenario: Scenario, own: bool) -> Result<(), ScenarioErrors> {
        let setup = scenario.compile_validated()?;
        let run_data = RunData::new(&scenario, setup, self.run_data.shape);
        self.scenario = scenario;
        self.run_data = run_data;
        self.ghost = None;
        self.resume = None;
        self.sequence_from = None;
        self.edited = None;
        self.history = super::History::default();
        self.own = own;
        self.gesture = super::Gesture::Idle;
        self.link_source = None;
        self.prompt = None;
        self.typed_for = None;
        self.table = super::RulesState::default();
        self.forms = super::Forms::default();
        self.completion = None;
        self.filter = super::Filter::default();
        self.pause = super::PausePoint::Never;
        self.session.apply = super::ApplyMode::FromTheStart;
        self.set_selection(Vec::new());
        self.camera = None;
        self.damaged = None;
        self.rebuild_timeline();
        self.playhead = Playhead::default();
        self.changed_document();
        self.begin();
        Ok(())
    }

    /// Starts to play; with reduced motion it shows the first drop, or the end, instead.
    pub(super) fn begin(&mut self) {
        self.transport.playing = self.autoplay && !self.reduced_motion;
        if self.reduced_motion && self.autoplay {
            let entries = &self.run_data.run.trace.entries;
            let is_drop = |entry: &TraceEntry| matches!(entry.event, TraceEvent::Dropped(_));
            let still = entries
                .iter()
                .position(is_drop)
                .unwrap_or(entries.len().saturating_sub(1));
            self.playhead = Playhead::at(still);
            self.changed_place();
        }
        self.revisions.session += 1;
    }

    pub(super) fn open_text(
        &mut self,
        name: &str,
        text: &str,
        origin: DocumentSource,
    ) -> Vec<Effect> {
        let opened = Scenario::from_json(text).and_then(|Parsed { scenario, warnings }| {
            self.show(scenario, origin != DocumentSource::Example)?;
            Ok(warnings)
        });
        match opened {
            Ok(warnings) => {
                let mut effects = vec![Effect::Opened];
                if origin == DocumentSource::File {
                    effects.push(self.autosave());
                }
                if origin != DocumentSource::Kept {
                    let title = self.header().title;
                    effects.push(Effect::Announce(format!("Opened: {title}")));
                    effects.extend(worth_knowing(&warnings));
                }
                effects
            }
            Err(errors) => {
                vec![Effect::Refused {
                    name: name.to_owned(),
                    problems: sentences(&errors),
                }]
            }
        }
    }

    pub(super) fn open_link(&mut self, link: &str) -> Vec<Effect> {
        let opened = Scenario::from_link(link)
            .map_err(|error| error.to_string())
            .and_then(|mut opened| {
                let scenario = std::mem::take(&mut opened.scenario);
                self.show(scenario, false)
                    .map_err(|errors| errors.to_string())?;
                Ok(opened)
            });
        match opened {
            Ok(opened) => {
                self.look(&opened.view);
                let mut effects = vec![Effect::Opened];
                effects.extend(worth_knowing(&opened.warnings));
                effects
            }
            Err(reason) => {
                self.transport.playing = false;
                let reason = reason.trim_end().to_owned();
                self.damaged = Some(DamagedLinkView {
                    reason: reason.clone(),
                    salvaged: salvage(link),
                });
                self.revisions.session += 1;
                vec![Effect::Announce(reason)]
            }
        }
    }

    /// Looks at the moment that a link names; its entry wins over its time.
    fn look(&mut self, view: &ViewState) {
        let by_entry = view.e.and_then(|entry| usize::try_from(entry).ok());
        let resume = by_entry
            .map(ResumePoint::Entry)
            .or_else(|| view.t.map(ResumePoint::Time));
        if let Some(resume) = resume {
            self.transport.playing = false;
            self.seek_or_resume(resume);
        }
        let named = view.sel.as_deref();
        let named = named.and_then(|selected| selected.split_once('-'));
        let target = named.and_then(|(kind, id)| Selection::parse(kind, id));
        self.set_selection(target.into_iter().collect());
        self.changed_place();
    }
}

/// The title of a scenario's text, if it can be opened.
#[must_use]
pub fn title_of(text: &str) -> Option<String> {
    let title = Scenario::from_json(text).ok()?.scenario.title;
    Some(if title.is_empty() {
        "Untitled".into()
    } else {
        title
    })
}

/// The first warning about a document that was opened, and how many there are besides.
fn worth_knowing(warnings: &[Problem]) -> Option<Effect> {
    let first = warnings.first()?;
    let rest = match warnings.len() - 1 {
        0 => String::new(),
        more => format!(" ({})", words::counted(more, "more warning")),
    };
    Some(Effect::Toast(format!("{first}{rest}")))
}

/// The first problems, each with its place, and how many there are besides.
fn sentences(errors: &ScenarioErrors) -> Vec<String> {
    const MOST: usize = 8;
    let problems = errors.problems.iter().take(MOST);
    let mut sentences: Vec<String> = problems.map(ToString::to_string).collect();
    let rest = errors.problems.len().saturating_sub(MOST);
    if rest > 0 {
        sentences.push(format!("and {rest} more"));
    }
    sentences
}
