//! The packets' table. Only the rows that can be seen are in the document, so ten
//! thousand packets cost no more than ten.

use super::inspector;
use super::list::{self, Child};
use super::store::{Editor, Store};
use crate::browser::{element, events, frames};
use crate::editor::view::Slice::{Document, Glance, Session};
use crate::editor::view::details::PacketRow;
use crate::picture::markup::{Markup, write_markup};
use reactive_graph::owner::StoredValue;
use reactive_graph::traits::{GetValue, SetValue};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::Element;

/// Rows kept before and behind those that can be seen.
const MARGIN: usize = 12;

/// Shows the rows now, and whatever of them changes.
pub fn bind(store: Store) {
    let Some(panel) = element::find("panel-packets") else {
        return;
    };
    let window = StoredValue::new((0_usize, 40_usize));
    let before = StoredValue::new(Vec::new());
    let show = move || {
        let (first, count) = window.get_value();
        let after = store.read(|editor| rows(editor, first, count));
        list::show("rows", Some(&before.get_value()), &after);
        before.set_value(after);
    };
    store.watch(&[Document, Glance, Session], Box::new(show));
    follow(store, &panel);
    let watched = panel.clone();
    let scrolled = Closure::<dyn Fn()>::new(move || {
        let seen = visible_rows(&watched);
        if window.get_value() != seen {
            window.set_value(seen);
            show();
        }
    });
    // Listening fails only for an impossible name.
    let _ = panel.add_event_listener_with_callback("scroll", scrolled.as_ref().unchecked_ref());
    scrolled.forget();
}

/// Keeps the row of the moment in view, until somebody scrolls while it plays.
fn follow(store: Store, panel: &Element) {
    let following = StoredValue::new(true);
    for name in ["wheel", "touchmove", "pointerdown", "keydown"] {
        events::listen(panel, name, move |_| following.set_value(false));
    }
    store.show(
        &[Session],
        |editor| editor.transport().playing,
        move |_, playing| {
            if *playing {
                following.set_value(true);
            }
        },
    );
    let panel = panel.clone();
    store.show(
        &[Document, Glance, Session],
        Editor::packet_in_view,
        move |_, row| {
            if let Some(row) = *row
                && (following.get_value() || !store.is_playing())
            {
                let panel = panel.clone();
                frames::next(move || bring_into_view(&panel, row));
            }
        },
    );
}

/// Scrolls as little as it takes to show a row whole, below the table's head.
fn bring_into_view(panel: &Element, row: usize) {
    let height = |selector| {
        let found = panel.query_selector(selector).ok().flatten();
        found.map_or(28.0, |found: Element| {
            found.get_bounding_client_rect().height()
        })
    };
    let (head, row_height) = (height("thead"), height("tbody tr:not(.gap)"));
    let Ok(row) = u32::try_from(row) else { return };
    let top = f64::from(row) * row_height;
    let room = f64::from(panel.client_height()) - head - row_height;
    let now = f64::from(panel.scroll_top());
    let next = now.clamp((top - room).max(0.0).min(top), top);
    if (next - now).abs() >= 1.0 {
        element::scroll_to(panel, next);
    }
}

fn rows(editor: &Editor, first: usize, count: usize) -> Vec<Child> {
    let view = editor.packets(first, count);
    let behind = view.total - view.first - view.rows.len();
    let mut children = Vec::new();
    children.extend(gap("before", view.first));
    children.extend(view.rows.iter().map(row));
    children.extend(gap("behind", behind));
    if view.total == 0 {
        let why = if editor.filter().0.is_empty() {
            "No packet is sent in this scenario."
        } else {
            "No packet meets this filter."
        };
        let mut markup = Markup::default();
        write_markup!(markup, "<tr class='gap'><td colspan='7'><p class='empty'>" (why) "</p></td></tr>");
        children.push(Child {
            key: "empty".into(),
            markup: markup.into_string(),
        });
    }
    children
}

/// The room of rows that are not in the document.
fn gap(key: &str, rows: usize) -> Option<Child> {
    let mut markup = Markup::default();
    write_markup!(
        markup,
        "<tr class='gap' aria-hidden='true'><td colspan='7' style='height:calc(" (rows) " * var(--row))'></td></tr>"
    );
    (rows > 0).then(|| Child {
        key: key.into(),
        markup: markup.into_string(),
    })
}

fn row(packet: &PacketRow) -> Child {
    let number = packet.number;
    let class = match (packet.selected, packet.later) {
        (true, _) => "chosen",
        (false, true) => "later",
        (false, false) => "",
    };
    let mut markup = Markup::default();
    write_markup!(
        markup,
        "<tr class='" (class) "' data-do='select packet " (number) "'><td class='mono'><button class='row-button' type='button' aria-label='packet "
        (number) "' aria-pressed='" (if packet.selected { "true" } else { "false" }) "' data-do='select packet " (number) "'>" (number) "</button></td><td class='mono'>"
        (&packet.time) "</td><td class='mono'>" (&packet.source.0) "<b>" (&packet.source.1) "</b></td><td class='mono'>" (&packet.destination.0)
        "<b>" (&packet.destination.1) "</b></td><td class='column-protocol'>" (&packet.protocol) "</td><td class='mono'>" (&packet.info)
        " <span class='faint'>" (&packet.remark) "</span></td><td>"
    );
    inspector::tag(&mut markup, &packet.verdict);
    write_markup!(markup, "</td></tr>");
    Child {
        key: number.to_string(),
        markup: markup.into_string(),
    }
}

/// First row and count of those in the panel's view, widened by a margin and rounded so
/// that a short scroll changes nothing.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a page, clamped at zero"
)]
fn visible_rows(panel: &Element) -> (usize, usize) {
    let any = panel.query_selector("tbody tr:not(.gap)").ok().flatten();
    let height = any
        .map_or(28.0, |row| row.get_bounding_client_rect().height())
        .max(1.0);
    let row = |pixels: i32| (f64::from(pixels.max(0)) / height) as usize;
    let first = row(panel.scroll_top()).saturating_sub(MARGIN) / 8 * 8;
    (first, row(panel.client_height()) + 2 * MARGIN + 8)
}
