//! What the tool in hand shows: its hint, its gesture, and the question that it asks.

use super::store::{Editor, Store};
use crate::browser::{dialog, element, events};
use crate::editor::action::Action;
use crate::editor::selection::Tool;
use crate::editor::view::Slice::Session;
use crate::editor::view::prompt::PromptView;
use crate::picture::markup::{Markup, write_markup};
use crate::words::dialogs;
use reactive_graph::owner::StoredValue;
use reactive_graph::traits::{GetValue, SetValue};

/// Opens the question of a tool when there is one, and closes it when it is answered.
pub fn bind(store: Store) {
    let listens = StoredValue::new(false);
    store.show(&[Session], Editor::prompt, move |before, after| {
        match (before.and_then(Option::as_ref), after) {
            (None, Some(view)) => {
                element::set_markup("choice", &choice(view));
                dialog::open("choice");
                if !listens.get_value() {
                    listens.set_value(true);
                    leave_when_closed(store);
                }
            }
            (Some(_), Some(view)) => complain(view),
            (Some(_), None) => dialog::close("choice"),
            (None, None) => {}
        }
    });
}

/// Escape closes it without an answer.
fn leave_when_closed(store: Store) {
    if let Some(choice) = element::find("choice") {
        events::listen(&choice, "close", move |_| {
            if store.read(|editor| editor.prompt().is_some()) {
                store.dispatch(Action::ClosePrompt);
            }
        });
    }
}

/// Whether the status line has something to say: a picture that is only looked at needs none.
pub fn has_hint(editor: &Editor) -> bool {
    editor.session().tool != Tool::Select || !editor.selection().is_empty()
}

/// The status line.
pub fn hint(editor: &Editor) -> String {
    if !has_hint(editor) {
        return String::new();
    }
    hint_markup(editor)
}

#[inline(never)]
fn hint_markup(editor: &Editor) -> String {
    let view = editor.hint();
    let mut markup = Markup::default();
    for option in &view.options {
        let pressed = if option.chosen { "true" } else { "false" };
        write_markup!(
            markup,
            "<button class='button outlined' type='button' aria-pressed='" (pressed) "' data-do='gateway " (option.kind.name()) "'>" (option.text) "</button>"
        );
    }
    write_markup!(markup, "<span>" (view.text) "</span>");
    markup.into_string()
}

fn choice(view: &PromptView) -> String {
    let mut markup = Markup::default();
    write_markup!(markup, "<h2 id='choice-title'>" (view.title) "</h2>");
    if !view.about.is_empty() {
        write_markup!(markup, "<p>" (view.about) "</p>");
    }
    write_markup!(markup, "<ul class='options'>");
    for (index, option) in view.options.iter().enumerate() {
        let pressed = if option.chosen { "true" } else { "false" };
        write_markup!(
            markup,
            "<li><button class='menu-item' type='button' aria-pressed='" (pressed) "' data-do='choose " (index) "'><b>" (option.text) "</b><span>"
            (option.about) "</span></button></li>"
        );
    }
    write_markup!(markup, "</ul>");
    if let Some((label, example)) = &view.entry {
        write_markup!(
            markup,
            "<form class='typed-choice'><label for='choice-entry'>" (label) "</label><input class='field' id='choice-entry' type='text' autocomplete='off' autocapitalize='off' spellcheck='false' placeholder='"
            (example) "' aria-describedby='choice-complaint'><button class='button outlined' type='submit'>" (dialogs::CONNECT) "</button></form><p class='complaint' id='choice-complaint' role='alert'></p>"
        );
    }
    write_markup!(
        markup,
        "<footer><button class='button' type='button' data-do='leave-choice'>" (dialogs::CANCEL) "</button></footer>"
    );
    markup.into_string()
}

fn complain(view: &PromptView) {
    if let Some(place) = element::find("choice-complaint") {
        place.set_text_content(Some(&view.complaint));
    }
    let invalid = if view.complaint.is_empty() {
        ""
    } else {
        "true"
    };
    element::set_attribute("choice-entry", "aria-invalid", invalid);
}
