//! The Inspector's forms, driven through `Editor::update` as the page does.

#![cfg(not(target_arch = "wasm32"))]
#![allow(
    clippy::unwrap_used,
    reason = "a test that cannot go on says so by panicking"
)]

mod fields;
mod rules;
mod world;

use portcullis::editor::Editor;
use portcullis::editor::action::{Action, DocumentSource};
use portcullis::editor::form::FormAction;
use portcullis::editor::selection::Selection;
use portcullis::editor::view::form::{FieldComplaint, FieldView, FormView};
use portcullis::editor::view::inspector::InspectorView;

/// The rows of a table: one line each, with bars between cells.
fn table<const CELLS: usize>(text: &'static str) -> Vec<[&'static str; CELLS]> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let rows: Vec<[&str; CELLS]> = lines
        .map(|line| {
            let cells: Vec<&str> = line.split(" | ").map(str::trim).collect();
            cells.try_into().unwrap_or_else(|_| panic!("{line}"))
        })
        .collect();
    assert!(!rows.is_empty());
    rows
}

/// An editor with the network of these tests.
fn editor() -> Editor {
    let mut editor = Editor::default();
    editor.update(Action::OpenText {
        name: "world".into(),
        text: world::TEXT.into(),
        origin: DocumentSource::Example,
    });
    assert_eq!(editor.header().title, "World");
    editor
}

fn target(of: &str) -> Option<Selection> {
    let (kind, id) = of.split_once(' ')?;
    Selection::parse(kind, id)
}

fn form(editor: &Editor) -> FormView {
    match editor.inspector() {
        InspectorView::Form(form) => form,
        InspectorView::Rules(rules) => rules.form,
        other => panic!("no form: {other:?}"),
    }
}

fn field(editor: &Editor, key: &str) -> FieldView {
    let form = form(editor);
    let mut fields = form.parts.iter().flat_map(|part| &part.fields);
    let found = fields
        .find(|field| field.key == key || field.buttons.iter().any(|button| button.press == key));
    found.unwrap_or_else(|| panic!("{key} in {form:?}")).clone()
}

/// Selects an item and performs an action in its form; returns the refusal.
fn act(editor: &mut Editor, of: &str, step: FormAction) -> Option<FieldComplaint> {
    let of = target(of);
    if of.is_none() {
        editor.update(Action::Form {
            of: None,
            step: FormAction::Open(true),
        });
    } else {
        editor.update(Action::Select(of.clone()));
    }
    editor.update(Action::Form { of, step });
    complaint(editor)
}

fn complaint(editor: &Editor) -> Option<FieldComplaint> {
    let form = match editor.inspector() {
        InspectorView::Form(form) => form,
        InspectorView::Rules(rules) => rules.form,
        _ => return None,
    };
    let mut fields = form.parts.into_iter().flat_map(|part| part.fields);
    fields.find_map(|field| field.complaint)
}

fn set(editor: &mut Editor, of: &str, key: &str, text: &str) -> Option<FieldComplaint> {
    let step = FormAction::Set {
        field: key.into(),
        text: text.into(),
    };
    act(editor, of, step)
}

/// The document without positions.
fn document(editor: &Editor) -> String {
    let mut scenario = editor.scenario().clone();
    scenario
        .hosts
        .iter_mut()
        .for_each(|host| host.position = None);
    scenario.subnets.iter_mut().for_each(|subnet| {
        subnet.position = None;
        subnet.size = None;
    });
    scenario.vpcs.iter_mut().for_each(|vpc| {
        vpc.position = None;
        vpc.size = None;
    });
    scenario
        .gateways
        .iter_mut()
        .for_each(|gateway| gateway.position = None);
    scenario.to_json_compact()
}
