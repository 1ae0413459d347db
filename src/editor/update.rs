//! One action, whole: what it changes here, and what it asks of the world outside.

use super::Editor;
use super::action::Action;
use super::effect::Effect;
use super::selection::{Selection, Sheet};
use crate::net::SimTime;
use crate::picture::Playhead;
use crate::scenario::Scenario;

impl Editor {
    /// Does one action, and says what the world outside must do about it.
    pub fn update(&mut self, action: Action) -> Vec<Effect> {
        let mut effects = self.act(action);
        // Whatever stopped playing, tables and sentences catch up now.
        self.refresh_tables(0.0);
        if self.run_data.run.is_cut || self.background_run.is_some() {
            effects.extend(self.request_background_run());
        }
        effects
    }

    fn act(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::Advance { milliseconds } => {
                let effects = self.advance(milliseconds);
                self.refresh_tables(milliseconds);
                return effects;
            }
            Action::TogglePlaying => self.toggle_playing(),
            Action::Move(step) => return self.step(step),
            Action::Seek(share) => {
                self.seek(
                    self.timeline
                        .place(share.clamp(0.0, 1.0) * self.timeline.length()),
                );
            }
            Action::SeekTime(micros) => self.seek_time(SimTime::from_micros(micros)),
            pace @ (Action::SetSpeed(_)
            | Action::SetLooping(_)
            | Action::PauseAt(_)
            | Action::SetSkipIdle(_)
            | Action::SetReducedMotion(_)) => self.set_pace(&pace),
            Action::Select(target) => self.select(target),
            Action::AlsoSelect(target) => self.also_select(target),
            Action::SelectAll => self.select_all(),
            Action::ChooseTool(tool) => return self.choose_tool(tool),
            Action::ChooseGateway(kind) => {
                self.session.gateway = kind;
                self.link_source = None;
                self.revisions.session += 1;
            }
            Action::Use(on) => return self.use_tool(on),
            Action::AnswerPrompt(index) => return self.answer_prompt(index),
            Action::AnswerPromptTyped(text) => return self.answer_prompt_typed(&text),
            Action::ClosePrompt => self.close_prompt(),
            Action::Escape => self.escape(),
            Action::SetFilter(text) => return self.set_filter(&text),
            Action::FollowFlow => return self.follow_flow(),
            Action::ShowTab(tab) => {
                self.session.tab = tab;
                self.revisions.session += 1;
            }
            Action::ShowLadderGates(shown) => {
                self.session.ladder_gates = shown;
                self.revisions.session += 1;
            }
            Action::ShowSheet(sheet) => {
                self.session.sheet = sheet;
                self.revisions.session += 1;
            }
            Action::Resize { width, height } => self.resize(width, height),
            Action::Pan { x, y } => self.pan(x, y),
            Action::Zoom { factor, about } => self.zoom(factor, about),
            Action::Fit => {
                self.camera = None;
                self.revisions.camera += 1;
            }
            Action::Pointer(pointer) => return self.pointer(pointer),
            Action::Nudge { x, y } => return self.nudge(x, y),
            Action::Delete => return self.delete(),
            Action::Duplicate => return self.duplicate(),
            Action::Paste(text) => return self.paste(&text),
            rules @ (Action::TypeRule { .. }
            | Action::AddRule { .. }
            | Action::RemoveRule { .. }
            | Action::Rules { .. }) => return self.act_on_rules(rules),
            Action::Stretch { x, y } => return self.stretch(x, y),
            Action::LookAt(place) => self.look_at(place),
            Action::Form { of, step } => return self.form_action(of, step),
            Action::Undo => return self.undo(),
            Action::Redo => return self.redo(),
            Action::OpenExample(id) => return vec![Effect::FetchExample(id)],
            Action::OpenText { name, text, origin } => return self.open_text(&name, &text, origin),
            Action::OpenLink(link) => return self.open_link(&link),
            Action::LeaveDamagedLink => {
                self.damaged = None;
                self.revisions.session += 1;
                return vec![Effect::ClearAddress];
            }
            Action::ShareLink => return vec![Effect::Share(self.link())],
            Action::Save => return self.save_file(),
            Action::New { title } => return self.begin_new(title),
            Action::Rename(title) => return self.rename(title),
            Action::AdoptFromOtherTab(text) => return self.adopt_from_other_tab(&text),
            Action::ApplyEdits(apply) => self.apply_edits(apply),
            Action::HideGhost => self.hide_ghost(),
            Action::PageSequence { later } => self.page_sequence(later),
            Action::RunChunk { number, bytes } => return self.receive_run_chunk(number, &bytes),
            Action::RunFallback(number) => return self.run_fallback(number),
        }
        Vec::new()
    }

    /// Does one action in a list of rules.
    fn act_on_rules(&mut self, action: Action) -> Vec<Effect> {
        match action {
            Action::TypeRule {
                gate,
                direction,
                text,
                caret,
            } => self.type_rule(&gate, direction, &text, caret),
            Action::AddRule {
                gate,
                direction,
                text,
            } => return self.add_rule(&gate, direction, &text),
            Action::RemoveRule {
                gate,
                direction,
                index,
            } => return self.remove_rule(&gate, direction, index),
            Action::Rules {
                gate,
                direction,
                step,
            } => return self.rule_action(&gate, direction, step),
            _ => {}
        }
        Vec::new()
    }

    pub(super) fn select(&mut self, target: Option<Selection>) {
        if let Some(Selection::Packet(number)) = &target
            && let Some(packet) = self.run_data.packet(*number)
        {
            // It is looked at where it ended, and one that is under way where it is.
            let (now, end) = (self.playhead.entry, packet.ended.unwrap_or(packet.sent));
            self.transport.playing = false;
            if now < packet.sent || end <= now {
                self.seek(Playhead::at(end));
            }
        }
        if target.is_some() {
            self.session.sheet = Sheet::Inspector;
        }
        self.set_selection(target.into_iter().collect());
    }

    /// Selects something besides what is selected, or no longer. A packet is looked at alone.
    #[inline(never)]
    pub(super) fn also_select(&mut self, target: Selection) {
        let mut things = self.selected_things();
        match things.iter().position(|other| *other == target) {
            Some(at) => {
                things.remove(at);
            }
            None if matches!(target, Selection::Packet(_)) => things = vec![target],
            None => things.push(target),
        }
        self.set_selection(things);
    }

    /// What is selected, without packets.
    pub(super) fn selected_things(&self) -> Vec<Selection> {
        let things = self.selected.iter();
        let things = things.filter(|thing| !matches!(thing, Selection::Packet(_)));
        things.cloned().collect()
    }

    #[inline(never)]
    fn select_all(&mut self) {
        let Scenario {
            vpcs,
            subnets,
            gateways,
            hosts,
            ..
        } = &self.scenario;
        let hosts = hosts.iter().map(|host| Selection::Host(host.id.clone()));
        let subnets = subnets
            .iter()
            .map(|each| Selection::Subnet(each.id.clone()));
        let vpcs = vpcs.iter().map(|vpc| Selection::Vpc(vpc.id.clone()));
        let gateways = gateways
            .iter()
            .map(|each| Selection::Gateway(each.id.clone()));
        self.set_selection(hosts.chain(subnets).chain(vpcs).chain(gateways).collect());
    }

    pub(super) const fn changed_document(&mut self) {
        self.revisions.document += 1;
        self.revisions.drawing += 1;
        self.revisions.session += 1;
        self.revisions.camera += 1;
        self.changed_place();
    }

    pub(super) const fn changed_place(&mut self) {
        self.revisions.entry += 1;
        self.revisions.playhead_throttled += 1;
        self.revisions.playhead += 1;
    }
}
