//! Forms in the Inspector: their markup. What is done in them is in
//! [`filling`](super::filling).

use super::inspector;
use crate::editor::selection::Selection;
use crate::editor::view::form::{
    ApplyView, CheckView, FieldKind, FieldView, FormPart, FormView, ItemView, ListView,
};
use crate::picture::markup::{Markup, write_markup};
use crate::words::controls;

/// A form.
#[inline(never)]
pub fn form(markup: &mut Markup, view: &FormView) {
    begin(markup, view);
    end(markup, view);
}

/// The beginning of a form: what it is about, and its first fields.
#[inline(never)]
pub fn begin(markup: &mut Markup, view: &FormView) {
    let of = view.of.as_ref().map(name).unwrap_or_default();
    write_markup!(
        markup,
        "<div class='form' data-key='form " (&view.kind) "' data-of='" (&of) "'><section class='section' data-key='head'><h2>" (&view.kind)
        "</h2><p class='subject'>" (&view.title) "</p>"
    );
    if !view.about.is_empty() {
        write_markup!(markup, "<p class='translation'>" (&view.about) "</p>");
    }
    if view.of.is_none() && view.kind == controls::SCENARIO {
        write_markup!(
            markup,
            "<button class='link-button done' type='button' id='close-scenario' data-do='form close'>" (controls::DONE) "</button>"
        );
    }
    if let Some(choice) = &view.apply {
        apply(markup, choice);
    }
    if let Some(first) = view.parts.first().filter(|first| in_head(first)) {
        grid(markup, first);
    }
    write_markup!(markup, "</section>");
}

/// From when edits hold.
#[inline(never)]
fn apply(markup: &mut Markup, view: &ApplyView) {
    let word = |on: bool| if on { "true" } else { "false" };
    write_markup!(
        markup,
        "<div class='apply' role='radiogroup' aria-label='" (controls::EDITS_APPLY) "' data-key='apply'><span aria-hidden='true'>" (controls::EDITS_APPLY) "</span>"
        "<button type='button' role='radio' aria-checked='" (word(!view.is_now)) "' data-do='apply start'>" (controls::FROM_THE_START) "</button>"
        "<button type='button' role='radio' aria-checked='" (word(view.is_now)) "' data-do='apply now' title='" (controls::AT_THIS_MOMENT_TITLE) "'>" (controls::AT_THIS_MOMENT) "</button>"
    );
    if view.is_now {
        write_markup!(markup, "<p>" (controls::RECORDED_AT) "<span class='mono apply-clock'>" (&view.now) " s</span></p>");
    }
    write_markup!(markup, "</div>");
}

/// Whether the first fields stand right under the name.
const fn in_head(first: &FormPart) -> bool {
    first.title.is_empty()
}

/// The rest of a form.
#[inline(never)]
pub fn end(markup: &mut Markup, view: &FormView) {
    let in_head = view.parts.first().is_some_and(in_head);
    for rest in view.parts.iter().skip(usize::from(in_head)) {
        part(markup, rest);
    }
    if !view.remove.is_empty() {
        write_markup!(
            markup,
            "<section class='section' data-key='remove'><button class='button outlined' type='button' data-do='delete'>"
            (&view.remove) "</button></section>"
        );
    }
    write_markup!(markup, "</div>");
}

fn name(of: &Selection) -> String {
    let (kind, id) = of.name();
    format!("{kind} {id}")
}

fn part(markup: &mut Markup, part: &FormPart) {
    let key = part.fields.first().map(|field| field.label.as_str());
    write_markup!(markup, "<section class='section' data-key='part " (key.unwrap_or_default()) "'>");
    if part.folded {
        write_markup!(markup, "<details><summary>" (&part.title) "</summary>");
        grid(markup, part);
        write_markup!(markup, "</details>");
    } else {
        if !part.title.is_empty() {
            write_markup!(markup, "<h3>" (&part.title) "</h3>");
        }
        grid(markup, part);
    }
    write_markup!(markup, "</section>");
}

fn grid(markup: &mut Markup, part: &FormPart) {
    write_markup!(markup, "<div class='form-grid'>");
    for each in &part.fields {
        field(markup, each);
    }
    write_markup!(markup, "</div>");
}

fn field(markup: &mut Markup, field: &FieldView) {
    let class = if field.wide { " wide" } else { "" };
    let id = if field.key.is_empty() {
        field.label.replace(' ', "-")
    } else {
        field.key.replace('.', "-")
    };
    write_markup!(markup, "<div class='form-field" (class) "' data-key='" (&field.key) " " (&field.label) "'>");
    match &field.kind {
        FieldKind::Switch => switch(markup, field, &id),
        FieldKind::Checks(checks) => self::checks(markup, field, checks),
        FieldKind::List(list) => self::list(markup, field, list, &id),
        FieldKind::Facts(facts) => {
            write_markup!(markup, "<h3>" (&field.label) "</h3><ul class='list'>");
            for (state, words) in facts {
                write_markup!(markup, "<li>");
                inspector::tag(markup, state);
                write_markup!(markup, "<span class='mono'>" (words) "</span></li>");
            }
            write_markup!(markup, "</ul>");
        }
        FieldKind::Fact => write_markup!(
            markup,
            "<span class='form-label'>" (&field.label) "</span><span class='fact mono'>" (&field.value) "</span>"
        ),
        _ => control(markup, field, &id),
    }
    below(markup, field, &id);
    write_markup!(markup, "</div>");
}

/// A field with its label above it.
fn control(markup: &mut Markup, field: &FieldView, id: &str) {
    write_markup!(markup, "<label class='form-label' for='field-" (id) "'>" (&field.label) "</label>");
    match &field.kind {
        FieldKind::Choice(choices) => {
            write_markup!(markup, "<select class='field'");
            attributes(markup, field, id);
            write_markup!(markup, ">");
            for (word, text) in choices {
                let selected = if *word == field.value {
                    "' selected='"
                } else {
                    ""
                };
                // The quotes around the attribute are written here and nowhere else.
                markup.raw("<option value='").text(word).raw(selected);
                write_markup!(markup, "'>" (text) "</option>");
            }
            write_markup!(markup, "</select>");
        }
        FieldKind::Area => {
            write_markup!(markup, "<textarea class='field' rows='6'");
            attributes(markup, field, id);
            write_markup!(markup, ">\n" (&field.value) "</textarea>");
        }
        _ => {
            write_markup!(
                markup,
                "<input class='field' type='text' autocomplete='off' autocapitalize='off' spellcheck='false' value='"
                (&field.value) "' placeholder='" (&field.placeholder) "'"
            );
            if let FieldKind::Suggested(_) = &field.kind {
                write_markup!(markup, " list='list-" (id) "'");
            }
            attributes(markup, field, id);
            write_markup!(markup, ">");
            if let FieldKind::Suggested(words) = &field.kind {
                suggestions(markup, words, id);
            }
        }
    }
}

fn attributes(markup: &mut Markup, field: &FieldView, id: &str) {
    write_markup!(markup, " id='field-" (id) "' data-field='" (&field.key) "'");
    described(markup, field, id);
}

fn described(markup: &mut Markup, field: &FieldView, id: &str) {
    if field.complaint.is_some() {
        write_markup!(markup, " aria-invalid='true'");
    }
    if field.complaint.is_some() || !field.hint.is_empty() {
        write_markup!(markup, " aria-describedby='about-" (id) "'");
    }
}

fn suggestions(markup: &mut Markup, words: &[String], id: &str) {
    write_markup!(markup, "<datalist id='list-" (id) "'>");
    for word in words {
        write_markup!(markup, "<option value='" (word) "'></option>");
    }
    write_markup!(markup, "</datalist>");
}

fn switch(markup: &mut Markup, field: &FieldView, id: &str) {
    let checked = if field.value == "true" {
        " checked"
    } else {
        ""
    };
    write_markup!(markup, "<label class='choice'><input type='checkbox'");
    attributes(markup, field, id);
    markup.raw(checked);
    write_markup!(markup, ">" (&field.label) "</label>");
}

fn checks(markup: &mut Markup, field: &FieldView, checks: &[CheckView]) {
    write_markup!(markup, "<fieldset class='checks'><legend>" (&field.label) "</legend>");
    for check in checks {
        let checked = if check.on { " checked" } else { "" };
        write_markup!(
            markup,
            "<div class='check' data-key='" (&check.name) "'><label class='choice'><input type='checkbox' data-check='" (&field.key) "' value='" (&check.name) "'"
        );
        markup.raw(checked);
        write_markup!(markup, "><span class='mono'>" (&check.name) "</span></label>");
        if let Some(target) = &check.target {
            write_markup!(
                markup,
                "<button class='link-button' type='button' aria-label='" (controls::rules_of(&check.name)) "' data-do='select " (name(target)) "'>" (controls::RULES) "</button>"
            );
        }
        write_markup!(markup, "</div>");
    }
    write_markup!(markup, "</fieldset>");
}

fn list(markup: &mut Markup, field: &FieldView, list: &ListView, id: &str) {
    write_markup!(markup, "<h3 id='label-" (id) "'>" (&field.label) "</h3>");
    if list.items.is_empty() {
        if !list.empty.is_empty() {
            write_markup!(markup, "<p class='faint'>" (&list.empty) "</p>");
        }
    } else {
        write_markup!(markup, "<ul class='list items' aria-labelledby='label-" (id) "'>");
        for (index, each) in list.items.iter().enumerate() {
            item(markup, field, each, index);
        }
        write_markup!(markup, "</ul>");
    }
    if let Some(entry) = &list.entry {
        write_markup!(
            markup,
            "<form class='form-entry' data-add='" (&field.key) "'><input class='field' type='text' autocomplete='off' autocapitalize='off' spellcheck='false' id='field-"
            (id) "' aria-label='" (&entry.label) "' placeholder='" (&entry.placeholder) "' list='list-" (id) "'"
        );
        described(markup, field, id);
        write_markup!(
            markup,
            "><button class='button outlined' type='submit'>" (controls::ADD) "</button>"
        );
        suggestions(markup, &entry.suggestions, id);
        write_markup!(markup, "</form>");
    }
}

fn item(markup: &mut Markup, field: &FieldView, item: &ItemView, index: usize) {
    write_markup!(markup, "<li>");
    if let Some(target) = &item.target {
        write_markup!(
            markup,
            "<button class='link-button mono' type='button' data-do='select " (name(target)) "'>" (&item.text) "</button>"
        );
    } else {
        write_markup!(markup, "<span class='mono'>" (&item.text) "</span>");
    }
    write_markup!(markup, "<span class='faint'>" (&item.about) "</span>");
    if item.removable {
        write_markup!(
            markup,
            "<button class='button square' type='button' title='" (controls::REMOVE) "' aria-label='" (controls::remove(&item.text)) "' data-do='remove-item " (&field.key) " " (index) "'>"
            "<svg class='icon' viewBox='0 0 18 18' aria-hidden='true'><path d='M5 5l8 8M13 5l-8 8'/></svg></button>"
        );
    }
    write_markup!(markup, "</li>");
}

/// What stands under a field: what is wrong and what would work, or what to know.
fn below(markup: &mut Markup, field: &FieldView, id: &str) {
    if let Some(complaint) = &field.complaint {
        write_markup!(markup, "<p class='complaint' id='about-" (id) "'>");
        quoting(markup, &complaint.message);
        write_markup!(markup, "</p>");
        if !complaint.offers.is_empty() {
            write_markup!(markup, "<div class='offers'>");
            for (index, offer) in complaint.offers.iter().enumerate() {
                write_markup!(
                    markup,
                    "<button class='button outlined' type='button' data-do='take " (index) "'>" (offer) "</button>"
                );
            }
            write_markup!(markup, "</div>");
        }
    } else if !field.hint.is_empty() {
        write_markup!(markup, "<p class='hint' id='about-" (id) "'>" (&field.hint) "</p>");
    }
    for button in &field.buttons {
        let verb = if button.press.starts_with("select ") {
            ""
        } else {
            "press "
        };
        write_markup!(
            markup,
            "<button class='link-button' type='button' data-do='" (verb) (&button.press) "'>" (&button.text) "</button>"
        );
    }
}

/// A sentence in which `this` is written as code.
pub fn quoting(markup: &mut Markup, sentence: &str) {
    for (index, piece) in sentence.split('`').enumerate() {
        if index % 2 == 0 {
            markup.text(piece);
        } else {
            write_markup!(markup, "<code>" (piece) "</code>");
        }
    }
}
