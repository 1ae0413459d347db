//! The rules of a gate: its two lists, and what is said about a rule being typed.

use super::store::Editor;
use crate::editor::target::Way;
use crate::editor::view::inspector::{InspectorView, RuleList, RuleRow};
use crate::picture::markup::{Markup, write_markup};

/// The gate whose rules are shown.
pub fn gate(editor: &Editor) -> Option<String> {
    match editor.inspector() {
        InspectorView::Rules(view) => Some(view.gate),
        _ => None,
    }
}

/// The rows of one direction, with the closing one.
pub fn rows(editor: &Editor, way: Way) -> String {
    let mut markup = Markup::default();
    if let (Some(gate), Some(list)) = (gate(editor), list(editor, way)) {
        for (index, rule) in list.rows.iter().enumerate() {
            row(&mut markup, rule, "");
            write_markup!(
                markup,
                "<button class='button square' type='button' title='Remove' aria-label='Remove " (way.name()) " " (&rule.rule)
                "' data-do='remove-rule " (&gate) " " (way.name()) " " (index) "'>"
                "<svg class='icon' viewBox='0 0 18 18' aria-hidden='true'><path d='M5 5l8 8M13 5l-8 8'/></svg></button></td></tr>"
            );
        }
        row(&mut markup, &list.closing, " closing");
        write_markup!(markup, "</td></tr>");
    }
    markup.into_string()
}

/// The value of `aria-invalid` of the box for a new rule.
pub fn invalid(editor: &Editor, way: Way) -> String {
    let invalid = editor
        .complaint()
        .is_some_and(|complaint| complaint.way == way);
    if invalid {
        "true".into()
    } else {
        String::new()
    }
}

/// What stands under the box: what is wrong, with a pointer to where, else an example.
pub fn below(editor: &Editor, way: Way) -> String {
    let mut markup = Markup::default();
    if let Some(complaint) = editor.complaint().filter(|complaint| complaint.way == way) {
        write_markup!(
            markup,
            "<div class='complaint'><pre aria-hidden='true'>" (" ".repeat(complaint.at)) "↑</pre>" (complaint.message) "</div>"
        );
    } else if let Some(list) = list(editor, way) {
        write_markup!(markup, "<p class='hint'>For example <code>" (list.example) "</code></p>");
    }
    markup.into_string()
}

fn list(editor: &Editor, way: Way) -> Option<RuleList> {
    match editor.inspector() {
        InspectorView::Rules(view) => view.lists.into_iter().find(|list| list.way == way),
        _ => None,
    }
}

/// A row, left open for its button.
fn row(markup: &mut Markup, rule: &RuleRow, class: &'static str) {
    let decided = if rule.decided { "decided" } else { "" };
    write_markup!(markup, "<tr class='" (decided) (class) "'><td>" (&rule.rule));
    if !rule.about.is_empty() {
        write_markup!(markup, "<span class='about'>" (&rule.about) "</span>");
    }
    if rule.decided {
        write_markup!(markup, "<span class='unseen'> this rule decided</span>");
    }
    write_markup!(markup, "</td><td>");
}
