//! The tabs of the Details but for the packets' own table, which is in [`table`](super::table).

use super::inspector;
use super::list::Child;
use super::rows::Rows;
use super::store::{Editor, Store};
use crate::browser::{element, events};
use crate::editor::view::Slice::{Document, PlayheadThrottled, Session};
use crate::editor::view::table::{Cell, Row, Tab};
use crate::picture::markup::{Markup, write_markup};
use crate::picture::svg;
use crate::words::page;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent};

/// Shows the tab that is chosen, now and as it changes.
pub fn bind(store: Store) {
    store.show(
        &[Session],
        |editor| editor.session().tab,
        |before, tab| {
            if before.is_some() || *tab != Tab::Packets {
                mark(*tab);
            }
        },
    );
    let rows = Rows::new("panel-table", "table-rows", show_table, store);
    let mut before = Tab::Packets;
    store.watch(
        &[Document, PlayheadThrottled, Session],
        Box::new(move || {
            let tab = store.read(|editor| editor.session().tab);
            if tab != before {
                before = tab;
                rows.to_top();
                rows.scroll();
            }
            if tab != Tab::Packets {
                show(store, tab, rows);
            }
        }),
    );
    let mut counted = None;
    store.watch(
        &[Document, PlayheadThrottled],
        Box::new(move || {
            let now = store.read(|editor| editor.revisions().playhead_throttled);
            if element::find("table-part").is_some() && counted != Some(now) {
                counted = Some(now);
                show_counts(store);
            }
        }),
    );
    if let Some(tabs) = element::find("tabs") {
        events::listen(&tabs, "keydown", |event| walk(&event));
    }
}

/// Marks the tab that is chosen, and shows its panel.
#[inline(never)]
fn mark(chosen: Tab) {
    for tab in Tab::ALL {
        let id = format!("tab-{}", tab.id());
        let is_chosen = tab == chosen;
        element::set_attribute(&id, "aria-selected", &is_chosen.to_string());
        element::set_attribute(&id, "tabindex", if is_chosen { "0" } else { "-1" });
    }
    let packets = chosen == Tab::Packets;
    let hidden = |hidden| if hidden { "hidden" } else { "" };
    element::set_attribute("panel-packets", "hidden", hidden(!packets));
    element::set_attribute("panel-table", "hidden", hidden(packets));
    let name = format!("tab-{}", chosen.id());
    element::set_attribute("panel-table", "aria-labelledby", &name);
}

/// Arrow keys walk along the tabs, as in any list of tabs.
fn walk(event: &Event) {
    let Some(key) = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key) else {
        return;
    };
    let Some(from) = events::around(event, "[role=tab]") else {
        return;
    };
    let tabs = from.parent_element().map(|list| element::children(&list));
    let tabs: Vec<Element> = tabs.unwrap_or_default();
    let Some(at) = tabs.iter().position(|tab| *tab == from) else {
        return;
    };
    let last = tabs.len() - 1;
    let to = match key.as_str() {
        "ArrowRight" => (at + 1) % tabs.len(),
        "ArrowLeft" => at.checked_sub(1).unwrap_or(last),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    event.stop_propagation();
    element::focus(tabs.get(to));
    if let Some(tab) = tabs.get(to).and_then(|tab| tab.dyn_ref::<HtmlElement>()) {
        tab.click();
    }
}

/// The ladder is made anew as a whole: it has at most 120 rungs.
#[inline(never)]
fn show_sequence(store: Store) {
    let ((ladder, selected), (before, behind), gates) = store.read(|editor| {
        (
            editor.sequence(),
            editor.sequence_rest(),
            editor.session().ladder_gates,
        )
    });
    let mut markup = Markup::default();
    let pressed = if gates { "true" } else { "false" };
    write_markup!(
        markup,
        "<p class='table-about'><button class='button switch' type='button' role='switch' aria-checked='" (pressed)
        "' data-do='ladder-gates'>" (page::GATES) "</button>"
    );
    for (rest, way, name) in [
        (before, "earlier", page::EARLIER),
        (behind, "later", page::LATER),
    ] {
        if rest > 0 {
            write_markup!(
                markup,
                " <button class='button outlined' type='button' data-do='sequence " (way) "'>" (name) " <span class='faint'>" (rest) "</span></button>"
            );
        }
    }
    write_markup!(markup, "</p>");
    if ladder.rungs.is_empty() {
        write_markup!(
            markup,
            "<p class='empty'>" (page::NO_PACKETS) "</p>"
        );
    } else {
        markup.markup(&svg::ladder(&ladder, selected));
    }
    if let Some(place) = element::find("ladder") {
        element::set_inside(&place, &markup.into_string());
    }
}

#[inline(never)]
fn show(store: Store, tab: Tab, rows: Rows) {
    let sequence = tab == Tab::Sequence;
    for (id, hides) in [("table-part", sequence), ("ladder", !sequence)] {
        element::set_attribute(id, "hidden", if hides { "hidden" } else { "" });
    }
    if sequence {
        show_sequence(store);
    } else {
        show_table(store, rows);
    }
}

#[inline(never)]
fn show_table(store: Store, rows: Rows) {
    let tab = store.read(|editor| editor.session().tab);
    let view = store.read(|editor: &Editor| editor.table_part(tab, rows.window()));
    let mut head = Markup::default();
    for column in &view.columns {
        write_markup!(head, "<th scope='col'>" (column) "</th>");
    }
    let head = head.into_string();
    if let Some(place) = element::find("table-head")
        && place.inner_html() != head.replace('\'', "\"")
    {
        place.set_inner_html(&head);
    }
    for (id, text) in [
        ("table-about", view.about.as_str()),
        ("table-empty", view.empty),
    ] {
        if let Some(place) = element::find(id)
            && place.text_content().as_deref() != Some(text)
        {
            place.set_text_content(Some(text));
        }
    }
    let hidden = if view.total == 0 { "" } else { "hidden" };
    element::set_attribute("table-empty", "hidden", hidden);
    let hidden = if view.total == 0 { "hidden" } else { "" };
    element::set_attribute("table", "hidden", hidden);
    element::set_attribute("table", "aria-label", tab.name());
    let columns = view.columns.len();
    let children = view.rows.iter().map(|row| Child {
        key: format!("{} {}", tab.id(), row.key),
        markup: markup(row, columns),
    });
    rows.show(columns, view.total, view.first, children.collect());
}

/// How many things are in a table, after the name of its tab.
#[inline(never)]
fn show_counts(store: Store) {
    for tab in Tab::ALL {
        let count = store.read(|editor| editor.count(tab));
        let count = count.map(|count| count.to_string()).unwrap_or_default();
        element::set_attribute(&format!("tab-{}", tab.id()), "data-count", &count);
    }
}

fn markup(row: &Row, columns: usize) -> String {
    let mut markup = Markup::default();
    if let [Cell::Text(heading)] = &*row.cells {
        write_markup!(
            markup,
            "<tr class='group'><th scope='rowgroup' colspan='" (columns) "'>" (heading) "</th></tr>"
        );
        return markup.into_string();
    }
    let class = if row.selected { "chosen" } else { "" };
    write_markup!(markup, "<tr class='" (class) "'");
    let command = row.target.as_ref().map(|target| {
        let (kind, id) = target.name();
        format!("select {kind} {id}")
    });
    if let Some(command) = &command {
        write_markup!(markup, " data-do='" (command) "'");
    }
    write_markup!(markup, ">");
    for (at, cell) in row.cells.iter().enumerate() {
        let class = if matches!(cell, Cell::Code(..)) {
            "mono"
        } else {
            ""
        };
        write_markup!(markup, "<td class='" (class) "'>");
        // The keyboard reaches a row by its first cell.
        let button = command.as_ref().filter(|_| at == 0);
        if let Some(command) = button {
            write_markup!(markup, "<button class='row-button' type='button' data-do='" (command) "'>");
        }
        match cell {
            Cell::Text(text) => write_markup!(markup, (text)),
            Cell::Code(text, strong) => write_markup!(markup, (text) "<b>" (strong) "</b>"),
            Cell::Tag(tag) => inspector::tag(&mut markup, tag),
        }
        if button.is_some() {
            write_markup!(markup, "</button>");
        }
        write_markup!(markup, "</td>");
    }
    write_markup!(markup, "</tr>");
    markup.into_string()
}
