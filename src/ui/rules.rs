//! The table of a gate's rules: its tabs, its rows, the row that is being changed, and
//! the line in which another one is typed.

use super::form;
use super::store::Editor;
use crate::editor::selection::Selection;
use crate::editor::view::rules::{DraftView, RuleList, RuleRow, RulesTab, RulesView};
use crate::picture::markup::{Markup, write_markup};
use crate::policy::Direction;
use crate::words::{controls, dialogs, page};

/// A gate: what it is, its rules, and what else can be said of it.
#[inline(never)]
pub fn gate(editor: &Editor, markup: &mut Markup, view: &RulesView) {
    form::begin(markup, &view.form);
    let pointed = if view.pointed { " pointed" } else { "" };
    write_markup!(
        markup,
        "<section class='section rules-section" (pointed) "' data-key='rules' data-gate='" (&view.gate) "'><p class='translation'>" (&view.about)
        "</p><div class='tabs' role='tablist' aria-label='" (controls::RULES) "'>"
    );
    for tab in RulesTab::ALL {
        let count = match tab.direction() {
            Some(way) => list(view, way).map_or(0, |list| list.rows.len()),
            None => view.used_by.len(),
        };
        let chosen = tab == view.tab;
        write_markup!(
            markup,
            "<button class='tab' type='button' role='tab' id='tab-" (word(tab)) "' aria-controls='rules-panel' aria-selected='" (flag(chosen))
            "' tabindex='" (if chosen { "0" } else { "-1" }) "' data-do='rules-tab " (word(tab)) "'>" (tab.name()) " <i>" (count) "</i></button>"
        );
    }
    write_markup!(
        markup,
        "</div><div role='tabpanel' id='rules-panel' aria-labelledby='tab-" (word(view.tab)) "' data-key='panel " (word(view.tab)) "'>"
    );
    match view.tab.direction().and_then(|way| list(view, way)) {
        Some(list) => {
            table(markup, view, list);
            changes(markup, list);
            entry(editor, markup, view, list);
        }
        None => used_by(markup, view),
    }
    write_markup!(markup, "</div></section>");
    form::end(markup, &view.form);
}

/// A tab as commands name it.
pub const fn word(tab: RulesTab) -> &'static str {
    match tab {
        RulesTab::Inbound => "inbound",
        RulesTab::Outbound => "outbound",
        RulesTab::UsedBy => "used-by",
    }
}

const fn flag(on: bool) -> &'static str {
    if on { "true" } else { "false" }
}

fn list(view: &RulesView, way: Direction) -> Option<&RuleList> {
    view.lists.iter().find(|list| list.direction == way)
}

fn used_by(markup: &mut Markup, view: &RulesView) {
    if view.used_by.is_empty() {
        write_markup!(markup, "<p class='faint nobody'>" (controls::USED_BY_NOTHING) "</p>");
        return;
    }
    write_markup!(markup, "<ul class='list items used'>");
    for item in &view.used_by {
        if let Some(target) = &item.target {
            write_markup!(markup, "<li>");
            select(markup, target, &item.text);
            write_markup!(markup, "<span class='faint'>" (&item.about) "</span></li>");
        }
    }
    write_markup!(markup, "</ul>");
}

fn select(markup: &mut Markup, target: &Selection, text: &str) {
    let (kind, id) = target.name();
    write_markup!(
        markup,
        "<button class='link-button mono' type='button' data-do='select " (kind) " " (id) "'>" (text) "</button>"
    );
}

fn table(markup: &mut Markup, view: &RulesView, list: &RuleList) {
    let noted = !view.numbered && list.rows.iter().any(|row| !row.about.is_empty());
    let peer = match list.direction {
        Direction::Inbound => controls::SOURCE,
        Direction::Outbound => controls::DESTINATION,
    };
    write_markup!(markup, "<table class='rules' data-way='" (list.direction.name()) "'><thead><tr>");
    if view.numbered {
        write_markup!(
            markup,
            "<th scope='col'><abbr title='" (controls::NUMBER) "'>" (controls::NUMBER_SHORT) "</abbr></th><th scope='col'>" (controls::RULE) "</th>"
        );
    }
    write_markup!(markup, "<th scope='col'>" (controls::PROTOCOL) "</th><th scope='col'>" (controls::PORTS) "</th><th scope='col'>" (peer) "</th>");
    if noted {
        write_markup!(markup, "<th scope='col'>" (controls::NOTE) "</th>");
    }
    write_markup!(
        markup,
        "<th scope='col'><span class='unseen'>" (controls::REMOVE) "</span></th></tr></thead><tbody>"
    );
    let columns = 4 + usize::from(noted) + 2 * usize::from(view.numbered);
    for (index, rule) in list.rows.iter().enumerate() {
        let draft = view.draft.as_ref().filter(|draft| draft.index == index);
        if let Some(draft) = draft {
            editing(markup, view, list.direction, draft, columns);
        } else {
            row(markup, view, list.direction, index, rule, noted);
        }
    }
    closing(markup, view, list, columns, noted);
    write_markup!(markup, "</tbody></table>");
}

/// What the script adds and removes while packets flow.
fn changes(markup: &mut Markup, list: &RuleList) {
    if list.changes.is_empty() {
        return;
    }
    write_markup!(
        markup,
        "<h3 class='changes-head'>" (controls::WHILE_PACKETS_FLOW) "</h3><ul class='list items changes'>"
    );
    for item in &list.changes {
        if let Some(target) = &item.target {
            write_markup!(markup, "<li>");
            select(markup, target, &item.text);
            write_markup!(markup, "<span class='faint'>" (&item.about) "</span></li>");
        }
    }
    write_markup!(markup, "</ul>");
}

fn row(
    markup: &mut Markup,
    view: &RulesView,
    way: Direction,
    index: usize,
    rule: &RuleRow,
    noted: bool,
) {
    let decided = match (rule.gone, rule.decided) {
        (true, _) => "gone",
        (false, true) => "decided",
        (false, false) => "",
    };
    write_markup!(
        markup,
        "<tr class='" (decided) "' data-key='row " (index) "' data-row='" (index) "' data-do='rule-open " (index) "'><td>"
        "<button class='row-button' type='button' aria-expanded='false' data-do='rule-open " (index) "'><span aria-hidden='true'>"
    );
    if view.numbered {
        write_markup!(markup, (&rule.number));
    } else {
        write_markup!(markup, (&rule.protocol));
    }
    write_markup!(markup, "</span><span class='unseen'>" (&rule.rule) "</span></button>");
    if rule.decided {
        write_markup!(markup, "<span class='unseen'> " (controls::DECIDED) "</span>");
    }
    if rule.gone {
        write_markup!(
            markup,
            "<span class='unseen'> " (controls::REMOVED_NOW) "</span>"
        );
    }
    write_markup!(markup, "</td>");
    if view.numbered {
        verdict(markup, rule.deny);
        write_markup!(markup, "<td>" (&rule.protocol) "</td>");
    }
    write_markup!(markup, "<td><b>" (&rule.ports) "</b> <span class='faint'>" (&rule.known) "</span></td><td class='peer'>");
    match &rule.target {
        Some(target) => select(markup, target, &rule.peer),
        None => write_markup!(markup, (&rule.peer)),
    }
    if noted {
        write_markup!(markup, "</td><td class='about'>"(&rule.about));
    } else if !rule.about.is_empty() {
        write_markup!(markup, "<span class='about'>" (&rule.about) "</span>");
    }
    write_markup!(markup, "</td><td>");
    if !rule.gone {
        write_markup!(
            markup,
            "<button class='button square' type='button' title='" (controls::REMOVE) "' aria-label='" (controls::remove(way.name())) " " (&rule.rule)
            "' data-do='remove-rule " (&view.gate) " " (way.name()) " " (index) "'>"
            "<svg class='icon' viewBox='0 0 18 18' aria-hidden='true'><path d='M5 5l8 8M13 5l-8 8'/></svg></button>"
        );
    }
    write_markup!(markup, "</td></tr>");
}

fn verdict(markup: &mut Markup, deny: bool) {
    if deny {
        write_markup!(markup, "<td><span class='tag deny'>" (controls::DENY_TAG) "</span></td>");
    } else {
        write_markup!(markup, "<td><span class='tag allow'>" (controls::ALLOW_TAG) "</span></td>");
    }
}

/// What becomes of what no rule matches.
fn closing(markup: &mut Markup, view: &RulesView, list: &RuleList, columns: usize, noted: bool) {
    let rule = &list.closing;
    let decided = if rule.decided { "decided " } else { "" };
    write_markup!(markup, "<tr class='" (decided) "closing' data-key='closing'><td>");
    if view.numbered {
        write_markup!(markup, (&rule.number) "</td>");
        verdict(markup, true);
        write_markup!(markup, "<td>" (&rule.protocol) "</td><td>" (&rule.ports) "</td><td colspan='2'>" (&rule.peer));
    } else {
        let span = if noted { 3 } else { 2 };
        write_markup!(markup, "<span class='nowrap'>" (&rule.protocol) "</span></td><td colspan='" (span - 1) "'></td><td colspan='" (columns - span) "'><span class='tag deny'>" (&rule.about) "</span>");
    }
    write_markup!(markup, "<span class='unseen'>"(&rule.rule));
    if rule.decided {
        write_markup!(markup, ", "(controls::DECIDED));
    }
    write_markup!(markup, "</span></td></tr>");
}

/// The row that is being changed.
fn editing(
    markup: &mut Markup,
    view: &RulesView,
    way: Direction,
    draft: &DraftView,
    columns: usize,
) {
    let index = draft.index;
    write_markup!(
        markup,
        "<tr class='editing' data-key='row " (index) "' data-row='" (index) "'><td colspan='" (columns)
        "'><form class='rule-form' data-key='draft' aria-label='" (controls::RULE) "'><div class='form-grid'>"
    );
    if let Some(number) = &draft.number {
        input(markup, "number", controls::NUMBER, number, "");
        let denies = if draft.deny { "deny" } else { "allow" };
        choice(
            markup,
            "action",
            controls::ALLOW_OR_DENY,
            &["allow", "deny"].map(str::to_owned),
            denies,
        );
    }
    choice(markup, "type", controls::TYPE, &view.types, &draft.kind);
    input(markup, "protocol", controls::PROTOCOL, &draft.protocol, "");
    if draft.has_ports {
        let label = if draft.protocol.starts_with("icmp") {
            controls::ICMP_TYPE
        } else {
            controls::PORTS
        };
        input(markup, "ports", label, &draft.ports, "all");
    }
    let peer = match way {
        Direction::Inbound => controls::SOURCE,
        Direction::Outbound => controls::DESTINATION,
    };
    input(markup, "peer", peer, &draft.peer, "0.0.0.0/0");
    write_markup!(markup, "<datalist id='draft-peers'>");
    for option in &draft.peers {
        write_markup!(markup, "<option value='" (&option.text) "'>" (&option.about) "</option>");
    }
    write_markup!(
        markup,
        "</datalist><div class='form-field wide'><label class='form-label' for='draft-note'>" (controls::NOTE) "</label>"
        "<input class='field' type='text' autocomplete='off' id='draft-note' data-draft='note' value='" (&draft.note) "'></div></div>"
    );
    if !draft.complaint.is_empty() {
        write_markup!(
            markup,
            "<p class='complaint' role='group' id='draft-complaint'>"
        );
        form::quoting(markup, &draft.complaint);
        write_markup!(markup, "</p>");
    }
    write_markup!(
        markup,
        "<div class='offers'><button class='button filled' type='submit'>" (page::SAVE) "</button>"
        "<button class='button outlined' type='button' data-do='rule-open'>" (dialogs::CANCEL) "</button>"
        "<button class='button outlined' type='button' data-do='rule-double " (index) "'>" (controls::DUPLICATE) "</button>"
        "<button class='button outlined' type='button' data-do='remove-rule " (&view.gate) " " (way.name()) " " (index) "'>" (page::DELETE) "</button>"
    );
    if draft.number.is_some() {
        for (able, verb, name) in [
            (draft.neighbours[0], "rule-up ", controls::MOVE_UP),
            (draft.neighbours[1], "rule-down ", controls::MOVE_DOWN),
        ] {
            let disabled = if able { "false" } else { "true" };
            write_markup!(markup, "<button class='button outlined' type='button' title='" (name) "" (controls::MOVE_KEYS) "' data-do='" (verb) (index) "'");
            if !able {
                write_markup!(markup, " aria-disabled='" (disabled) "'");
            }
            write_markup!(markup, ">" (name) "</button>");
        }
    }
    write_markup!(markup, "</div></form></td></tr>");
}

fn input(markup: &mut Markup, key: &'static str, label: &str, value: &str, placeholder: &str) {
    write_markup!(
        markup,
        "<div class='form-field'><label class='form-label' for='draft-" (key) "'>" (label)
        "</label><input class='field' type='text' autocomplete='off' autocapitalize='off' spellcheck='false' id='draft-" (key)
        "' data-draft='" (key) "' value='" (value) "' placeholder='" (placeholder) "'"
    );
    if key == "peer" {
        write_markup!(markup, " list='draft-peers'");
    }
    write_markup!(markup, "></div>");
}

fn choice(markup: &mut Markup, key: &'static str, label: &str, options: &[String], chosen: &str) {
    write_markup!(
        markup,
        "<div class='form-field'><label class='form-label' for='draft-" (key) "'>" (label)
        "</label><select class='field' id='draft-" (key) "' data-draft='" (key) "'>"
    );
    for option in options {
        if option == chosen {
            write_markup!(markup, "<option value='" (option) "' selected>" (option) "</option>");
        } else {
            write_markup!(markup, "<option value='" (option) "'>" (option) "</option>");
        }
    }
    write_markup!(markup, "</select></div>");
}

/// The line in which another rule is typed, what completes it, and the presets.
fn entry(editor: &Editor, markup: &mut Markup, view: &RulesView, list: &RuleList) {
    let way = list.direction;
    let complaint = editor.complaint().filter(|one| one.direction == way);
    let completion = editor
        .completion()
        .filter(|completion| completion.direction == way);
    let label = match way {
        Direction::Inbound => controls::INBOUND_RULE,
        Direction::Outbound => controls::OUTBOUND_RULE,
    };
    write_markup!(
        markup,
        "<form class='rule-entry' data-way='" (way.name()) "'><div class='completing'><input class='field' id='entry-" (way.name())
        "' type='text' autocomplete='off' autocapitalize='off' spellcheck='false' aria-label='" (label) "' aria-describedby='complaint-" (way.name())
        "' aria-autocomplete='list' placeholder='" (controls::TYPE_A_RULE) "'"
    );
    if complaint.is_some() {
        write_markup!(markup, " aria-invalid='true'");
    }
    if let Some(completion) = &completion {
        write_markup!(markup, " aria-controls='completions'");
        if let Some(active) = completion.active {
            write_markup!(markup, " aria-activedescendant='completion-" (active) "'");
        }
    }
    write_markup!(markup, ">");
    if let Some(completion) = &completion {
        write_markup!(markup, "<ul class='completions' role='listbox' id='completions' aria-label='" (controls::COMPLETIONS) "' style='--column:" (completion.from) "'>");
        for (index, option) in completion.options.iter().enumerate() {
            let active = completion.active == Some(index);
            write_markup!(
                markup,
                "<li role='option' id='completion-" (index) "' aria-selected='" (flag(active)) "' data-do='complete " (index) "'><span class='mono'>"
                (&option.text) "</span> <span class='faint'>" (&option.about) "</span></li>"
            );
        }
        write_markup!(markup, "</ul>");
    }
    write_markup!(
        markup,
        "</div><button class='button filled' type='submit'>" (controls::ADD) "</button><div class='below' id='complaint-" (way.name()) "'>"
    );
    if let Some(complaint) = complaint {
        write_markup!(markup, "<div class='complaint'><pre aria-hidden='true'>" (" ".repeat(complaint.at)) "↑</pre>");
        form::quoting(markup, &complaint.message);
        write_markup!(markup, "</div>");
    } else {
        write_markup!(markup, "<p class='hint'>" (controls::FOR_EXAMPLE) "<code>" (&list.example) "</code></p>");
    }
    write_markup!(
        markup,
        "</div></form><label class='preset'><span class='unseen'>" (controls::ADD_COMMON_RULE) "</span><select class='field' id='preset' data-preset='" (way.name())
        "'><option value=''>" (controls::ADD_COMMON_RULE_OPTION) "</option>"
    );
    for (key, name) in &view.presets {
        write_markup!(markup, "<option value='" (key) "'>" (name) "</option>");
    }
    write_markup!(markup, "</select></label>");
}
