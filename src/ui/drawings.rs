//! The menu of the visitor's drawings: open, rename in place, delete and take that back.

use super::keeping::{self, Browser};
use super::store::Store;
use super::{commands, notices, outside};
use crate::browser::{clock, dialog, element, events, timer};
use crate::editor::action::Action;
use crate::editor::library::DrawingSummary;
use crate::picture::markup::Markup;
use crate::words;
use crate::words::{page, toasts};
use reactive_graph::traits::Set;
use web_sys::{Element, HtmlInputElement};

const MENU: &str = "drawings";
/// Where a deletion is taken back, in the menu while that is open and else on the page.
const IN_MENU: &str = "deleted-in-menu";
const ON_PAGE: &str = "deleted";
/// So long a deletion can be taken back once the menu is closed, in milliseconds.
const REGRET: i32 = 20_000;

/// Does what a control of the menu, or of a notice, says.
#[inline(never)]
pub fn run(store: Store, verb: &str, rest: &str, control: &Element) {
    match verb {
        "drawings" => {
            keeping::listen(store);
            keeping::keep(store);
            fill(store, None);
            dialog::place_menu(MENU, control);
            follow_menu(store);
        }
        "new" => begin(store),
        "open-drawing" => open(store, rest),
        "rename-drawing" => {
            fill(store, Some(rest));
            if let Some(input) = element::find_as::<HtmlInputElement>("drawing-name") {
                element::focus(Some(&input));
                input.select();
            }
        }
        "delete-drawing" => delete(store, rest),
        "undelete" => undelete(store),
        _ => {
            notices::run(store, verb);
        }
    }
}

/// Shows what has changed, if the menu is open and nobody is typing there.
pub fn refresh(store: Store) {
    if dialog::is_open(MENU) && element::find("drawing-name").is_none() {
        fill(store, None);
    }
}

/// Gives the drawing of a form the name that was typed.
#[inline(never)]
pub fn name(store: Store, form: &Element) {
    let id = form.get_attribute("data-rename").unwrap_or_default();
    let title = element::value("drawing-name").trim().to_owned();
    let is_shown = list(store)
        .iter()
        .any(|item| item.is_shown && item.id == id);
    if title.is_empty() {
        // A drawing keeps the name that it has.
    } else if is_shown {
        store.dispatch(Action::Rename(title));
        keeping::keep(store);
    } else {
        let done = keeping::on_desk(store, |desk| desk.keeper.rename(&id, &title, &Browser));
        if !done {
            outside::toast(store, toasts::NOT_RENAMED.into());
        }
    }
    give_up_naming(store, form);
}

/// Shows the name again instead of the box for it.
#[inline(never)]
pub fn give_up_naming(store: Store, form: &Element) {
    let id = form.get_attribute("data-rename").unwrap_or_default();
    fill(store, None);
    focus(&format!("rename-drawing {id}"));
}

fn begin(store: Store) {
    let title = keeping::on_desk(store, |desk| {
        desk.keeper.free_title(page::UNTITLED, &Browser)
    });
    commands::close_menus();
    store.dispatch(Action::New { title });
    store.dispatch(Action::LeaveDamagedLink);
}

fn open(store: Store, id: &str) {
    commands::close_menus();
    let is_shown = list(store)
        .iter()
        .any(|item| item.is_shown && item.id == id);
    if !is_shown && keeping::open_one(store, id) {
        store.dispatch(Action::LeaveDamagedLink);
        let title = store.read(|editor| editor.header().title);
        store.announced.set(toasts::opened(&title));
    }
}

fn delete(store: Store, id: &str) {
    keeping::keep(store);
    let deleted = keeping::on_desk(store, |desk| desk.keeper.delete(id, &Browser));
    let Some(deleted) = deleted else {
        outside::toast(store, toasts::NOT_DELETED.into());
        return;
    };
    let was_shown = deleted.was_shown;
    let count = keeping::on_desk(store, |desk| {
        desk.deleted.push(deleted);
        desk.deleted.len()
    });
    if was_shown {
        let next = list(store).into_iter().find(|item| !item.title.is_empty());
        if !next.is_some_and(|item| keeping::open_one(store, &item.id)) {
            store.dispatch(Action::New {
                title: page::UNTITLED.into(),
            });
        }
    }
    store.page_changed();
    fill(store, None);
    focus("undelete");
    forget_later(store, count);
}

fn undelete(store: Store) {
    let Some(deleted) = keeping::on_desk(store, |desk| desk.deleted.pop()) else {
        return;
    };
    let was_shown = deleted.was_shown;
    let id = keeping::on_desk(store, |desk| desk.keeper.restore(deleted, &Browser));
    if was_shown {
        keeping::open_one(store, &id);
    }
    store.page_changed();
    if dialog::is_open(MENU) {
        fill(store, None);
        focus(&format!("open-drawing {id}"));
    } else {
        show_deleted(store);
    }
}

/// Forgets deletions once nobody has been near to taking them back for a while.
fn forget_later(store: Store, count: usize) {
    timer::after(REGRET, move || {
        let is_last = keeping::on_desk(store, |desk| desk.deleted.len() == count);
        if !is_last {
            return;
        }
        let is_near = element::find(ON_PAGE)
            .is_some_and(|notice| notice.matches(":hover, :focus-within").unwrap_or(false));
        if is_near || dialog::is_open(MENU) || element::is_page_hidden() {
            forget_later(store, count);
        } else {
            keeping::on_desk(store, |desk| desk.deleted.clear());
            show_deleted(store);
        }
    });
}

fn list(store: Store) -> Vec<DrawingSummary> {
    keeping::on_desk(store, |desk| desk.keeper.list(&Browser))
}

fn focus(command: &str) {
    let document = element::document();
    let selector = format!("[data-do=\"{command}\"]");
    let control = document.and_then(|document| document.query_selector(&selector).ok().flatten());
    element::focus(control.as_ref());
}

/// Moves the chance to take a deletion back out of the menu when that is closed.
fn follow_menu(store: Store) {
    if let Some(menu) = element::find(MENU)
        && menu.get_attribute("data-bound").is_none()
    {
        element::set_attribute(MENU, "data-bound", "bound");
        events::listen(&menu, "toggle", move |_| show_deleted(store));
    }
}

fn show_deleted(store: Store) {
    let title = keeping::on_desk(store, |desk| {
        desk.deleted.last().map(|deleted| deleted.title.clone())
    });
    let markup = title.map_or_else(String::new, |title| {
        filled("drawing-deleted", &[("title", called(&title))])
    });
    let (place, other) = if dialog::is_open(MENU) {
        (IN_MENU, ON_PAGE)
    } else {
        (ON_PAGE, IN_MENU)
    };
    element::set_markup(other, "");
    element::set_markup(place, &markup);
}

fn fill(store: Store, renaming: Option<&str>) {
    let now = clock::now();
    let items = list(store);
    let rows: String = items
        .iter()
        .map(|item| {
            if renaming == Some(&item.id) {
                filled(
                    "drawing-naming",
                    &[("id", &item.id), ("title", &item.title)],
                )
            } else {
                row(item, now)
            }
        })
        .collect();
    if let Some(list) = element::find("drawing-list") {
        element::set_inside(&list, &rows);
    }
    let hidden = if items.is_empty() { "" } else { "hidden" };
    element::set_attribute("no-drawings", "hidden", hidden);
    show_deleted(store);
}

fn row(item: &DrawingSummary, now: u64) -> String {
    let when = match (item.is_kept, item.saved) {
        (false, _) => toasts::IN_THIS_TAB_ONLY.to_owned(),
        (true, 0) => toasts::FROM_EARLIER_VERSION.to_owned(),
        (true, saved) => toasts::saved_when(&words::ago(now.saturating_sub(saved))),
    };
    let values = [
        ("id", item.id.as_str()),
        ("title", called(&item.title)),
        ("when", &when),
        ("current", if item.is_shown { "true" } else { "false" }),
    ];
    filled("drawing-row", &values)
}

/// A template of the page with a value for each `$name` in it.
fn filled(template: &str, values: &[(&str, &str)]) -> String {
    let template = element::template(template);
    let mut pieces = template.split('$');
    let mut whole = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        let end = piece.find(|letter: char| !letter.is_ascii_alphabetic());
        let (name, rest) = piece.split_at(end.unwrap_or(piece.len()));
        let value = values.iter().find(|(known, _)| *known == name);
        let mut markup = Markup::default();
        markup.text(value.map_or("", |(_, value)| *value));
        whole.push_str(&markup.into_string());
        whole.push_str(rest);
    }
    whole
}

fn called(title: &str) -> &str {
    if title.is_empty() {
        toasts::UNREADABLE_DRAWING
    } else {
        title
    }
}
