//! Building a form: fields one after another, each with what the document says.

use serde_json::Value;

use super::{Complaint, member};
use crate::editor::selection::Selection;
use crate::editor::view::form::{
    CheckView, FieldButton, FieldComplaint, FieldKind, FieldView, FormPart, FormView, ListView,
};
use crate::editor::view::text::Tag;
use crate::scenario::{Scenario, ScriptAction};

/// A form in the making.
pub(super) struct Builder<'a> {
    pub(super) scenario: &'a Scenario,
    /// The thing as JSON.
    owner: Value,
    view: FormView,
}

impl<'a> Builder<'a> {
    /// A form of a thing; none when the thing is gone.
    pub(super) fn new(scenario: &'a Scenario, of: Option<&Selection>) -> Option<Self> {
        let owner = owner(scenario, of)?;
        let title = of.map(|of| of.name().1).unwrap_or_default();
        Some(Self {
            scenario,
            owner,
            view: FormView {
                of: of.cloned(),
                title,
                parts: vec![FormPart::default()],
                ..FormView::default()
            },
        })
    }

    /// What the thing is, what to know about it, and what the button says that removes it.
    pub(super) fn head(&mut self, kind: &str, about: impl Into<String>, remove: &str) {
        kind.clone_into(&mut self.view.kind);
        self.view.about = about.into();
        remove.clone_into(&mut self.view.remove);
    }

    /// Whether it is a VPC's router that is selected.
    pub(super) const fn is_router(&self) -> bool {
        matches!(self.view.of, Some(Selection::Router(_)))
    }

    /// Whether it is an ACL where it guards a subnet.
    pub(super) const fn is_gate(&self) -> bool {
        matches!(self.view.of, Some(Selection::Gate(_)))
    }

    pub(super) fn title(&mut self, title: impl Into<String>) {
        self.view.title = title.into();
    }

    /// Begins another part.
    pub(super) fn part(&mut self, title: &str) {
        self.begin(title, false);
    }

    /// Begins a part that is shown only when asked for.
    pub(super) fn folded(&mut self, title: &str) {
        self.begin(title, true);
    }

    fn begin(&mut self, title: &str, folded: bool) {
        self.view.parts.push(FormPart {
            title: title.to_owned(),
            folded,
            fields: Vec::new(),
        });
    }

    /// A line that is typed.
    pub(super) fn text(&mut self, key: &str, label: &str) -> &mut FieldView {
        let value = member::line(&self.owner, key);
        self.field(key, label, FieldKind::Text, value)
    }

    /// The name of the thing.
    pub(super) fn name(&mut self, id: &str) -> &mut FieldView {
        self.field("name", "Name", FieldKind::Text, id.to_owned())
    }

    /// One of several words; the first is the default, written as nothing.
    pub(super) fn choice(
        &mut self,
        key: &str,
        label: &str,
        words: &[(&str, &str)],
    ) -> &mut FieldView {
        let value = member::line(&self.owner, key);
        let words = words.iter();
        let words = words.map(|(word, text)| ((*word).to_owned(), (*text).to_owned()));
        self.field(key, label, FieldKind::Choice(words.collect()), value)
    }

    /// On or off.
    pub(super) fn switch(&mut self, key: &str, label: &str) -> &mut FieldView {
        let value = member::line(&self.owner, key);
        self.field(key, label, FieldKind::Switch, value)
    }

    /// One of several things, by name.
    pub(super) fn named(
        &mut self,
        key: &str,
        label: &str,
        names: Vec<(String, String)>,
        value: String,
    ) -> &mut FieldView {
        self.field(key, label, FieldKind::Choice(names), value)
    }

    /// Some of several things.
    pub(super) fn checks(
        &mut self,
        key: &str,
        label: &str,
        checks: Vec<CheckView>,
    ) -> &mut FieldView {
        self.field(key, label, FieldKind::Checks(checks), String::new())
            .wide()
    }

    /// A list.
    pub(super) fn list(&mut self, key: &str, label: &str, list: ListView) -> &mut FieldView {
        self.field(key, label, FieldKind::List(list), String::new())
            .wide()
    }

    /// What is only read.
    pub(super) fn fact(&mut self, label: &str, value: impl Into<String>) -> &mut FieldView {
        self.field("", label, FieldKind::Fact, value.into())
    }

    /// States that are only read.
    pub(super) fn facts(&mut self, label: &str, facts: Vec<(Tag, String)>) {
        if !facts.is_empty() {
            self.field("", label, FieldKind::Facts(facts), String::new())
                .wide();
        }
    }

    pub(super) fn field(
        &mut self,
        key: &str,
        label: &str,
        kind: FieldKind,
        value: String,
    ) -> &mut FieldView {
        if self.view.parts.is_empty() {
            self.begin("", false);
        }
        let last = self.view.parts.len() - 1;
        let fields = &mut self.view.parts[last].fields;
        fields.push(FieldView {
            key: key.to_owned(),
            label: label.to_owned(),
            kind,
            value,
            ..FieldView::default()
        });
        let last = fields.len() - 1;
        &mut fields[last]
    }

    /// The field that was added last.
    pub(super) fn last(&mut self) -> &mut FieldView {
        let part = self.view.parts.last_mut();
        part.and_then(|part| part.fields.last_mut())
            .expect("a field has been added")
    }

    /// The form, with what was refused in it.
    pub(super) fn finish(mut self, complaint: Option<&Complaint>) -> FormView {
        self.view.parts.retain(|part| !part.fields.is_empty());
        let Some(complaint) = complaint else {
            return self.view;
        };
        let offers = complaint.refusal.offers.iter();
        let shown = FieldComplaint {
            message: complaint.refusal.message.clone(),
            offers: offers.map(|offer| offer.text.clone()).collect(),
        };
        for part in &mut self.view.parts {
            for field in &mut part.fields {
                let presses = field
                    .buttons
                    .iter()
                    .any(|button| button.press == complaint.field);
                if field.key == complaint.field || presses {
                    part.folded = false;
                    if matches!(
                        field.kind,
                        FieldKind::Text | FieldKind::Suggested(_) | FieldKind::Area
                    ) {
                        field.value.clone_from(&complaint.text);
                    }
                    field.complaint = Some(shown);
                    return self.view;
                }
            }
        }
        self.view
    }
}

impl FieldView {
    /// What holds while it is empty.
    pub(super) fn placeholder(&mut self, text: impl Into<String>) -> &mut Self {
        self.placeholder = text.into();
        self
    }

    /// What to know about it.
    pub(super) fn hint(&mut self, text: impl Into<String>) -> &mut Self {
        self.hint = text.into();
        self
    }

    /// Over both columns.
    pub(super) const fn wide(&mut self) -> &mut Self {
        self.wide = true;
        self
    }

    /// With suggestions while it is typed.
    pub(super) fn suggest(&mut self, suggestions: Vec<String>) -> &mut Self {
        self.kind = FieldKind::Suggested(suggestions);
        self
    }

    /// With a button.
    pub(super) fn button(
        &mut self,
        text: impl Into<String>,
        press: impl Into<String>,
    ) -> &mut Self {
        self.buttons.push(FieldButton {
            text: text.into(),
            press: press.into(),
        });
        self
    }
}

/// A thing as JSON; an implied one has no members. None when it is gone.
fn owner(scenario: &Scenario, of: Option<&Selection>) -> Option<Value> {
    // Alone in a document, so that a form of one host costs no more than one host.
    let mut alone = Scenario::default();
    let list = match of {
        None => {
            alone.title.clone_from(&scenario.title);
            alone.notes.clone_from(&scenario.notes);
            alone.seed = scenario.seed;
            alone.settings = scenario.settings.clone();
            return Some(alone.to_value());
        }
        Some(Selection::Host(id)) => {
            alone.hosts.push(scenario.host(id)?.clone());
            "hosts"
        }
        Some(Selection::Vpc(id) | Selection::Router(id)) => {
            alone.vpcs.push(scenario.vpc(id)?.clone());
            "vpcs"
        }
        Some(Selection::Subnet(id) | Selection::Gate(id)) => {
            alone.subnets.push(scenario.subnet(id)?.clone());
            "subnets"
        }
        Some(Selection::Gateway(id)) => {
            let mut gateways = scenario.gateways.iter();
            let found = gateways.find(|gateway| gateway.id == *id)?;
            alone.gateways.push(found.clone());
            "gateways"
        }
        Some(Selection::Flow(id)) => {
            let entry = scenario.script.get(flow_index(scenario, id)?)?;
            alone.script.push(entry.clone());
            let value = alone.to_value();
            return value.get("script")?.get(0).cloned();
        }
        Some(Selection::Change(index)) => {
            alone.script.push(scenario.script.get(*index)?.clone());
            let value = alone.to_value();
            return value.get("script")?.get(0).cloned();
        }
        Some(Selection::Routes(id)) => return scenario.route_table(id).map(|_| Value::Null),
        Some(Selection::Group(id)) => return scenario.security_group(id).map(|_| Value::Null),
        Some(Selection::Acl(id)) => return scenario.network_acl(id).map(|_| Value::Null),
        Some(Selection::Prefixes(id)) => {
            let mut lists = scenario.prefix_lists.iter();
            return lists.find(|list| list.id == *id).map(|_| Value::Null);
        }
        Some(Selection::Packet(_)) => return None,
    };
    alone.to_value().get(list)?.get(0).cloned()
}

/// Which entry of the script opens, sends or pings a flow.
pub(super) fn flow_index(scenario: &Scenario, id: &str) -> Option<usize> {
    scenario.script.iter().position(|entry| {
        matches!(&entry.action,
            ScriptAction::Open(crate::scenario::Open { id: own, .. })
            | ScriptAction::Send(crate::scenario::Send { id: own, .. })
            | ScriptAction::Ping(crate::scenario::Ping { id: own, .. }) if own == id)
    })
}
