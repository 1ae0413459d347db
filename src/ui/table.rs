//! The packets' table, which keeps the row of the moment in view.

use super::inspector;
use super::list::Child;
use super::rows::Rows;
use super::store::{Editor, Store};
use crate::browser::{element, events};
use crate::editor::view::Slice::{Document, PlayheadThrottled, Session};
use crate::editor::view::details::PacketRow;
use crate::picture::markup::{Markup, write_markup};
use crate::words::page;
use reactive_graph::owner::StoredValue;
use reactive_graph::traits::{GetValue, SetValue};

/// Shows the rows now, and whatever of them changes.
pub fn bind(store: Store) {
    let Some(panel) = element::find("panel-packets") else {
        return;
    };
    let rows = Rows::new("panel-packets", "rows", show, store);
    // The row of the moment is kept in view, until somebody scrolls while it plays.
    let following = StoredValue::new(true);
    for name in ["wheel", "touchmove", "pointerdown", "keydown"] {
        events::listen(&panel, name, move |_| following.set_value(false));
    }
    let mut before = None;
    let mut played = false;
    store.watch(
        &[Document, PlayheadThrottled, Session],
        Box::new(move || {
            let playing = store.is_playing();
            if playing && !played {
                following.set_value(true);
            }
            played = playing;
            let row = store.read(Editor::packet_in_view);
            let moved = row != before && (following.get_value() || !playing);
            before = row;
            if let Some(row) = row.filter(|_| moved) {
                rows.bring_into_view(row);
            }
            show(store, rows);
            if moved {
                rows.scroll();
            }
        }),
    );
}

fn show(store: Store, rows: Rows) {
    let window = rows.window();
    let view = store.read(|editor| editor.packets(window.start, window.len()));
    let mut children: Vec<Child> = view.rows.iter().map(row).collect();
    if view.total == 0 {
        let why = if store.read(|editor| editor.filter().0.is_empty()) {
            page::NO_PACKETS
        } else {
            page::NO_PACKET_MATCHES
        };
        let mut markup = Markup::default();
        write_markup!(markup, "<tr class='gap'><td colspan='7'><p class='empty'>" (why) "</p></td></tr>");
        children.push(Child {
            key: "empty".into(),
            markup: markup.into_string(),
        });
    }
    rows.show(7, view.total, view.first, children);
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
        "<tr class='" (class) "' data-do='select packet " (number) "'><td class='mono'><button class='row-button' type='button' aria-label='" (page::packet_row(number)) "' aria-pressed='" (if packet.selected { "true" } else { "false" }) "' data-do='select packet " (number) "'>" (number) "</button></td><td class='mono'>"
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
