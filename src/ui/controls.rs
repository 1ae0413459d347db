//! Controls: one listener for all that can be clicked, chosen, typed or sent.

use super::store::Store;
use super::{commands, drawings, files, filling, rule_table, timeline};
use crate::browser::{element, events, storage};
use crate::editor::action::Action;
use crate::editor::selection::Selection;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, MouseEvent};

/// Where the choice to do without single-letter keys is kept.
const LETTERS: &str = "portcullis.letters";

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    let Some(document) = element::document() else {
        return;
    };
    events::listen(&document, "click", move |event| click(store, &event));
    events::listen(&document, "input", move |event| input(store, &event));
    events::listen(&document, "change", move |event| change(store, &event));
    events::listen_first(&document, "pointerdown", |event| {
        filling::leave_field(&event);
    });
    events::listen(&document, "submit", move |event| submit(store, &event));
    store.watch(
        &[],
        Box::new(|| {
            if let Some(letters) = element::find_as::<HtmlInputElement>("letters") {
                letters.set_checked(letters_are_on());
            }
        }),
    );
}

/// Whether single letters choose tools.
pub fn letters_are_on() -> bool {
    storage::get(LETTERS).is_none_or(|choice| choice != "off")
}

fn click(store: Store, event: &Event) {
    if let Some(control) = events::around(event, "[data-do]")
        && control.get_attribute("aria-disabled").is_none()
        && let Some(command) = control.get_attribute("data-do")
    {
        commands::run(store, &command, &control);
    } else if event
        .dyn_ref::<MouseEvent>()
        .is_some_and(|mouse| mouse.detail() == 0)
    {
        // A click without a pointer is a screen reader's; those of pointers are gestures.
        if let Some(target) = target_of(event) {
            store.dispatch(Action::Select(Some(target)));
        }
    }
}

/// What an event happened on, if it can be selected on the drawing.
pub fn target_of(event: &Event) -> Option<Selection> {
    target_in(&events::around(event, "[data-kind]")?)
}

/// What an element says that it is.
pub fn target_in(spot: &Element) -> Option<Selection> {
    Selection::parse(
        &spot.get_attribute("data-kind")?,
        &spot.get_attribute("data-id")?,
    )
}

fn input(store: Store, event: &Event) {
    filling::typed(event);
    let Some(input) = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
    else {
        return;
    };
    if input.id() == "packet-filter" {
        store.dispatch(Action::SetFilter(input.value()));
    } else if input.id() == "playhead" {
        store.dispatch(Action::Seek(input.value_as_number() / timeline::TRACK));
    } else {
        rule_table::typed(store, &input);
    }
}

fn change(store: Store, event: &Event) {
    if filling::changed(store, event) || rule_table::changed(store, event) {
        return;
    }
    let Some(target) = event.target() else { return };
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        if let Ok(speed) = select.value().parse() {
            store.dispatch(Action::SetSpeed(speed));
        }
    } else if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        match input.id().as_str() {
            "letters" => {
                storage::set(LETTERS, if input.checked() { "on" } else { "off" });
            }
            "file" => {
                files::open(store, input.clone().into(), true);
            }
            _ => {}
        }
    }
}

fn submit(store: Store, event: &Event) {
    if let Some(form) = events::around(event, "form[data-rename]") {
        event.prevent_default();
        drawings::name(store, &form);
        return;
    }
    if events::around(event, "form.typed-choice").is_some() {
        event.prevent_default();
        store.dispatch(Action::AnswerPromptTyped(element::value("choice-entry")));
        return;
    }
    if !filling::sent(store, event) {
        rule_table::sent(store, event);
    }
}
