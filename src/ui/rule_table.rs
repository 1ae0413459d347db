//! What is done in the table of rules: by pointer, by keyboard, and in its line.

use super::store::{Editor, Store};
use super::{commands, filling};
use crate::browser::{element, events, patch};
use crate::editor::action::Action;
use crate::editor::rules::{Complete, RuleAction};
use crate::editor::view::rules::RulesTab;
use crate::policy::Direction;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, HtmlSelectElement, KeyboardEvent};

/// Listens for as long as the page lives.
pub fn listen(store: Store) {
    let Some(document) = element::document() else {
        return;
    };
    events::listen_first(&document, "keydown", move |event| press(store, &event));
    for name in ["pointerover", "focusin"] {
        events::listen(&document, name, move |event| point(store, &event));
    }
    events::listen(&document, "focusout", move |event| leave(store, &event));
    // The line keeps the focus while one of its completions is taken.
    events::listen_first(&document, "mousedown", |event| {
        if events::around(&event, ".completions").is_some() {
            event.prevent_default();
        }
    });
}

/// The gate and the direction of the list around an element.
pub fn list_of(element: &Element) -> Option<(String, Direction)> {
    let around = |selector: &str| element.closest(selector).ok().flatten();
    let gate = around("[data-gate]")?.get_attribute("data-gate")?;
    let direction = around("[data-way]").and_then(|around| around.get_attribute("data-way"));
    let direction = direction
        .and_then(|direction| commands::direction(&direction))
        .unwrap_or_default();
    Some((gate, direction))
}

fn step(store: Store, within: &Element, step: RuleAction) -> bool {
    let Some((gate, direction)) = list_of(within) else {
        return false;
    };
    store.dispatch(Action::Rules {
        gate,
        direction,
        step,
    });
    true
}

/// Does what a button of the table says; whether it is one.
#[inline(never)]
pub fn obey(store: Store, command: &str, control: &Element) -> bool {
    let (verb, rest) = command.split_once(' ').unwrap_or((command, ""));
    let index = rest.parse::<usize>().ok();
    let wanted = match (verb, index) {
        ("rules-tab", _) => RuleAction::Show(tab(rest)),
        ("rule-open", index) => RuleAction::Open(index),
        ("rule-double", Some(index)) => RuleAction::Duplicate(index),
        ("rule-up", Some(index)) => RuleAction::Move { index, up: true },
        ("rule-down", Some(index)) => RuleAction::Move { index, up: false },
        ("complete", Some(index)) => {
            take(store, index);
            return true;
        }
        _ => return false,
    };
    step(store, control, wanted)
}

fn tab(word: &str) -> RulesTab {
    match word {
        "outbound" => RulesTab::Outbound,
        "used-by" => RulesTab::UsedBy,
        _ => RulesTab::Inbound,
    }
}

/// A field of the open row was left, or a preset chosen; whether it is one.
#[inline(never)]
pub fn changed(store: Store, event: &Event) -> bool {
    let Some(target) = events::around(event, "[data-draft], [data-preset]") else {
        return false;
    };
    let select = target.dyn_ref::<HtmlSelectElement>();
    if target.has_attribute("data-preset") {
        let Some(select) = select else { return false };
        let key = select.value();
        select.set_value("");
        let list = target.closest("[data-gate]").ok().flatten();
        let gate = list.and_then(|list| list.get_attribute("data-gate"));
        let direction = target.get_attribute("data-preset");
        if let (Some(gate), Some(direction)) = (
            gate,
            direction.and_then(|direction| commands::direction(&direction)),
        ) {
            let step = RuleAction::Preset(key);
            store.dispatch(Action::Rules {
                gate,
                direction,
                step,
            });
        }
        return true;
    }
    put(store, &target)
}

/// Puts what a field of the open row says into its draft.
fn put(store: Store, target: &Element) -> bool {
    element::set_on(target, patch::TYPING, "");
    let Some(field) = target.get_attribute("data-draft") else {
        return false;
    };
    let select = target.dyn_ref::<HtmlSelectElement>();
    let text = match (select, target.dyn_ref::<HtmlInputElement>()) {
        (Some(select), _) => select.value(),
        (_, Some(input)) => input.value(),
        _ => return false,
    };
    step(store, target, RuleAction::Draft { field, text })
}

/// The open row is saved, or the line added; whether it is one of them.
#[inline(never)]
pub fn sent(store: Store, event: &Event) -> bool {
    let Some(form) = events::around(event, "form.rule-form, form.rule-entry") else {
        return false;
    };
    event.prevent_default();
    if form.class_list().contains("rule-form") {
        while let Ok(Some(typed)) = form.query_selector("[data-typing]") {
            put(store, &typed);
        }
        return step(store, &form, RuleAction::Save);
    }
    let Some((gate, direction)) = list_of(&form) else {
        return false;
    };
    let id = format!("entry-{}", direction.name());
    store.dispatch(Action::AddRule {
        gate,
        direction,
        text: element::value(&id),
    });
    if store.read(Editor::complaint).is_none() {
        element::set_value(&id, "");
    }
    true
}

/// The line is typed in; whether it is one.
#[inline(never)]
pub fn typed(store: Store, input: &HtmlInputElement) -> bool {
    if !input.id().starts_with("entry-") {
        return false;
    }
    let Some((gate, direction)) = list_of(input) else {
        return false;
    };
    let text = input.value();
    store.dispatch(Action::TypeRule {
        gate,
        direction,
        caret: caret(input),
        text,
    });
    true
}

/// How many characters stand before the caret. The browser counts in UTF-16.
fn caret(input: &HtmlInputElement) -> Option<usize> {
    let units = input.selection_start().ok().flatten()? as usize;
    let before: Vec<u16> = input.value().encode_utf16().take(units).collect();
    Some(String::from_utf16_lossy(&before).chars().count())
}

/// Puts a completion into the line, and offers what may follow.
fn take(store: Store, index: usize) {
    let Some(view) = store.read(Editor::completion) else {
        return;
    };
    let Some(option) = view.options.get(index) else {
        return;
    };
    let id = format!("entry-{}", view.direction.name());
    let Some(input) = element::find_as::<HtmlInputElement>(&id) else {
        return;
    };
    let text = input.value();
    let head: String = text.chars().take(view.from).collect();
    let tail: String = text.chars().skip(view.to).collect();
    let head = format!("{head}{} ", option.text);
    input.set_value(&format!("{head}{}", tail.trim_start()));
    let end = u32::try_from(head.encode_utf16().count()).unwrap_or(u32::MAX);
    // Refused only by an input that has no caret.
    let _ = input.set_selection_range(end, end);
    element::focus(Some(&input));
    typed(store, &input);
}

/// The line was left: its completions go.
fn leave(store: Store, event: &Event) {
    if let Some(line) = events::around(event, ".rule-entry")
        && store.read(|editor| editor.completion().is_some())
    {
        step(store, &line, RuleAction::Complete(Complete::Hide));
    }
}

#[inline(never)]
fn press(store: Store, event: &Event) {
    let Some(pressed) = event.dyn_ref::<KeyboardEvent>() else {
        return;
    };
    let name = pressed.key();
    let done = if let Some(line) = events::around(event, ".rule-entry input") {
        press_in_line(store, &line, &name)
    } else if let Some(tab) = events::around(event, ".rules-section [role=tab]") {
        press_on_tab(store, &tab, &name)
    } else if let Some(row) = events::around(event, ".rules tr[data-row]") {
        let back = name == "Escape"
            && events::around(event, "[data-typing]").is_some()
            && filling::take_back(event);
        back || press_in_row(store, &row, &name, pressed.alt_key())
    } else {
        name == "Escape" && filling::take_back(event)
    };
    if done {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// Through the completions with the arrows; the one that is reached is taken with Enter or Tab.
fn press_in_line(store: Store, line: &Element, name: &str) -> bool {
    let Some(view) = store.read(Editor::completion) else {
        return name == "ArrowDown"
            && line
                .dyn_ref::<HtmlInputElement>()
                .is_some_and(|input| typed(store, input));
    };
    let wanted = match name {
        "ArrowDown" => Complete::Next,
        "ArrowUp" => Complete::Previous,
        "Escape" => Complete::Hide,
        "Enter" | "Tab" => {
            let Some(active) = view.active else {
                return false;
            };
            take(store, active);
            return true;
        }
        _ => return false,
    };
    step(store, line, RuleAction::Complete(wanted))
}

/// From tab to tab with the arrows.
fn press_on_tab(store: Store, here: &Element, name: &str) -> bool {
    let word = here.id().replace("tab-", "");
    let all = RulesTab::ALL;
    let at = all.iter().position(|each| *each == tab(&word)).unwrap_or(0);
    let next = match name {
        "ArrowRight" => (at + 1) % all.len(),
        "ArrowLeft" => (at + all.len() - 1) % all.len(),
        "Home" => 0,
        "End" => all.len() - 1,
        _ => return false,
    };
    let done = step(store, here, RuleAction::Show(all[next]));
    element::focus(element::find(&format!("tab-{}", super::rules::word(all[next]))).as_ref());
    done
}

/// Alt and an arrow moves a rule; Escape closes the row.
fn press_in_row(store: Store, row: &Element, name: &str, alt: bool) -> bool {
    let index = row.get_attribute("data-row");
    let Some(index) = index.and_then(|index| index.parse::<usize>().ok()) else {
        return false;
    };
    let wanted = match (name, alt) {
        ("ArrowUp", true) => RuleAction::Move { index, up: true },
        ("ArrowDown", true) => RuleAction::Move { index, up: false },
        ("Escape", false) if row.class_list().contains("editing") => RuleAction::Open(None),
        _ => return false,
    };
    let up = name == "ArrowUp";
    let moved = matches!(wanted, RuleAction::Move { .. });
    let done = step(store, row, wanted);
    if moved && !row.class_list().contains("editing") {
        // The focus goes along with the rule.
        let next = if up { index.wrapping_sub(1) } else { index + 1 };
        let place = format!(".rules tr[data-row='{next}'] .row-button");
        let found =
            element::document().and_then(|document| document.query_selector(&place).ok().flatten());
        element::focus(found.as_ref());
    }
    done
}

/// A row shows what it belongs to on the drawing, and the drawing what belongs to the table.
#[inline(never)]
fn point(store: Store, event: &Event) {
    let document = element::document();
    let section = document.and_then(|page| page.query_selector(".rules-section").ok().flatten());
    let Some(section) = section else { return };
    let row = events::around(event, ".rules tr[data-row]");
    let index = row.as_ref().and_then(|row| row.get_attribute("data-row"));
    let index = index.and_then(|index| index.parse().ok());
    let thing = super::controls::target_of(event);
    let (index_before, thing_before) = store.read(Editor::pointing);
    if index != index_before {
        step(
            store,
            &row.unwrap_or_else(|| section.clone()),
            RuleAction::Point(index),
        );
    }
    if thing != thing_before {
        step(store, &section, RuleAction::PointBack(thing));
    }
}
