//! What is done in a form: fields that are typed in and left, buttons, boxes of lists.
//!
//! The thing that a form is about stands around it in `data-of`, a field's key in
//! `data-field`. A change is made when the field is left or on Enter; until then its text
//! belongs to whoever types it.

use super::store::Store;
use crate::browser::{element, events, patch};
use crate::editor::action::Action;
use crate::editor::form::FormAction;
use crate::editor::selection::Selection;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, HtmlSelectElement};

/// Dispatches a step in the form around an element; whether there is one.
fn step(store: Store, within: &Element, step: FormAction) -> bool {
    let form = within.closest("[data-of]").ok().flatten();
    let Some(of) = form.and_then(|form| form.get_attribute("data-of")) else {
        return false;
    };
    let of = match of.split_once(' ') {
        None => None,
        Some((kind, id)) => Selection::parse(kind, id),
    };
    store.dispatch(Action::Form { of, step });
    true
}

/// Does what a button of a form says; whether it is one.
#[inline(never)]
pub fn obey(store: Store, command: &str, control: &Element) -> bool {
    let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
    let wanted = match verb {
        "form" => {
            let step = FormAction::Open(rest == "open");
            store.dispatch(Action::Form { of: None, step });
            return true;
        }
        "press" => FormAction::Press(rest.into()),
        "take" => FormAction::Take(rest.parse().unwrap_or(usize::MAX)),
        "remove-item" => {
            let (field, index) = rest.split_once(' ').unwrap_or((rest, ""));
            FormAction::Remove {
                field: field.into(),
                index: index.parse().unwrap_or(usize::MAX),
            }
        }
        _ => return false,
    };
    step(store, control, wanted)
}

/// Somebody is typing: until the field is left, its text is theirs.
#[inline(never)]
pub fn typed(event: &Event) {
    if let Some(field) = events::around(event, "[data-field], [data-draft]") {
        element::set_on(&field, patch::TYPING, "true");
    }
}

/// A field was left or chosen; whether it is one of a form.
#[inline(never)]
pub fn changed(store: Store, event: &Event) -> bool {
    let Some(target) = events::around(event, "[data-field], [data-check]") else {
        return false;
    };
    element::set_on(&target, patch::TYPING, "");
    let input = target.dyn_ref::<HtmlInputElement>();
    let checkbox = input.filter(|input| input.type_() == "checkbox");
    if let Some(field) = target.get_attribute("data-check") {
        let Some(input) = checkbox else { return false };
        let (name, on) = (input.value(), input.checked());
        let done = step(store, &target, FormAction::Check { field, name, on });
        // What was refused is not chosen.
        store.page_changed();
        return done;
    }
    let Some(field) = target.get_attribute("data-field") else {
        return false;
    };
    let text = if let Some(checkbox) = checkbox {
        if checkbox.checked() { "true" } else { "" }.to_owned()
    } else if let Some(input) = input {
        input.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else if let Some(area) = target.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        area.value()
    } else {
        return false;
    };
    step(store, &target, FormAction::Set { field, text })
}

/// A box for another thing of a list was sent; whether it is one.
#[inline(never)]
pub fn sent(store: Store, event: &Event) -> bool {
    let Some(form) = events::around(event, "[data-add]") else {
        return false;
    };
    event.prevent_default();
    let (Some(field), Some(input)) = (
        form.get_attribute("data-add"),
        form.query_selector("input").ok().flatten(),
    ) else {
        return false;
    };
    let Ok(input) = input.dyn_into::<HtmlInputElement>() else {
        return false;
    };
    let before = store.read(|editor| editor.revisions().document);
    let text = input.value();
    let done = step(store, &form, FormAction::Add { field, text });
    if store.read(|editor| editor.revisions().document) != before {
        input.set_value("");
    }
    done
}

/// Leaves the field that is typed in, before something else is pressed: the change is made
/// to the thing that it was typed for.
#[inline(never)]
pub fn leave_field(event: &Event) {
    let active = element::document().and_then(|document| document.active_element());
    let typing = active.filter(|active| active.has_attribute(patch::TYPING));
    if let Some(active) = typing
        && events::around(event, "[data-typing]").is_none()
        && let Some(active) = active.dyn_ref::<HtmlElement>()
    {
        // Cannot fail for an element that has the focus.
        let _ = active.blur();
    }
}

/// Escape in a field takes back what was typed there; pressed again it leaves the field.
#[inline(never)]
pub fn take_back(event: &Event) -> bool {
    let Some(field) = events::around(
        event,
        "[data-field], [data-draft][data-typing], .form-entry input",
    ) else {
        return false;
    };
    if !field.has_attribute(patch::TYPING) {
        if let Some(field) = field.dyn_ref::<HtmlElement>() {
            // Cannot fail for an element that has the focus.
            let _ = field.blur();
        }
        return true;
    }
    element::set_on(&field, patch::TYPING, "");
    if let Some(input) = field.dyn_ref::<HtmlInputElement>() {
        input.set_value(&input.default_value());
    } else if let Some(area) = field.dyn_ref::<web_sys::HtmlTextAreaElement>() {
        area.set_value(&area.text_content().unwrap_or_default());
    }
    true
}
