//! The tables under the timeline.
//!
//! Only the rows that can be seen are in the document, so ten thousand packets cost
//! no more than ten.

use super::sentence::tag;
use super::store::{Editor, Store};
use crate::editor::action::Action;
use crate::editor::target::Target;
use crate::editor::view::Slice;
use crate::editor::view::details::{PacketRow, PacketsView};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

/// Rows kept before and behind those that can be seen.
const MARGIN: usize = 12;

pub fn details(store: Store) -> AnyView {
    let window = RwSignal::new((0_usize, 40_usize));
    let total = store.view(&[Slice::Document], Editor::packet_count);
    let packets = Memo::new(move |_| {
        for slice in [Slice::Document, Slice::Moment, Slice::Session] {
            store.revision(slice).track();
        }
        let (first, count) = window.get();
        store.read(|editor| editor.packets(first, count))
    });
    let scrolled = move |event: leptos::ev::Event| {
        if let Some(panel) = event
            .current_target()
            .and_then(|target| target.dyn_into::<Element>().ok())
        {
            let seen = visible_rows(&panel);
            if window.get_untracked() != seen {
                window.set(seen);
            }
        }
    };
    view! {
        <section class="details" aria-label="Details">
            <div class="tabs" role="tablist" aria-label="Details">
                <button class="tab" id="tab-packets" type="button" role="tab" aria-selected="true" aria-controls="panel-packets">
                    "Packets"
                    <i>{move || total.get()}</i>
                </button>
            </div>
            <div class="tab-panel" id="panel-packets" role="tabpanel" aria-labelledby="tab-packets" tabindex="0" on:scroll=scrolled>
                {table(store, packets)}
            </div>
        </section>
    }
    .into_any()
}

fn table(store: Store, packets: Memo<PacketsView>) -> AnyView {
    let gap = move |rows: usize| {
        (rows > 0).then(|| view! { <tr class="gap" aria-hidden="true"><td colspan="7" style=format!("height:calc({rows} * var(--row))")></td></tr> })
    };
    let before = move || gap(packets.with(|view| view.first));
    let behind = move || gap(packets.with(|view| view.total - view.first - view.rows.len()));
    let rows = move || {
        packets
            .get()
            .rows
            .into_iter()
            .map(|packet| row(store, packet))
            .collect_view()
    };
    let empty = move || {
        packets.with(|view| view.total == 0).then(|| {
            view! { <p class="empty">"No packet is sent in this scenario. Give it a connection and press Play."</p> }
        })
    };
    view! {
        <table class="packets" aria-label="Packets" aria-rowcount=move || packets.with(|view| view.total + 1)>
            <thead>
                <tr>
                    <th scope="col">"#"</th>
                    <th scope="col">"Time"</th>
                    <th scope="col">"Source"</th>
                    <th scope="col">"Destination"</th>
                    <th scope="col" class="column-protocol">"Proto"</th>
                    <th scope="col">"Info"</th>
                    <th scope="col">"Verdict"</th>
                </tr>
            </thead>
            <tbody>{before} {rows} {behind}</tbody>
        </table>
        {empty}
    }
    .into_any()
}

fn row(store: Store, packet: PacketRow) -> AnyView {
    let number = packet.number;
    let select = move |_| store.dispatch(Action::Select(Some(Target::Packet(number))));
    let end =
        |(address, port): (String, String)| view! { <td class="mono">{address}<b>{port}</b></td> };
    view! {
        <tr class:later=packet.later class:chosen=packet.selected aria-rowindex=number + 1 on:click=select>
            <td class="mono">
                <button class="row-button" type="button" aria-label=format!("packet {number}") aria-pressed=packet.selected.to_string()>
                    {number}
                </button>
            </td>
            <td class="mono">{packet.time}</td>
            {end(packet.source)}
            {end(packet.destination)}
            <td class="column-protocol">{packet.protocol}</td>
            <td class="mono">{packet.info} " " <span class="faint">{packet.remark}</span></td>
            <td>{tag(packet.verdict)}</td>
        </tr>
    }
    .into_any()
}

/// First row and count of those in the panel's view, widened by a margin and rounded so
/// that a short scroll changes nothing.
#[allow(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "pixels of a page, clamped at zero"
)]
fn visible_rows(panel: &Element) -> (usize, usize) {
    let height = panel
        .query_selector("tbody tr:not(.gap)")
        .ok()
        .flatten()
        .map_or(28.0, |row| row.get_bounding_client_rect().height());
    let row = |pixels: i32| (f64::from(pixels.max(0)) / height.max(1.0)) as usize;
    let first = row(panel.scroll_top()).saturating_sub(MARGIN) / 8 * 8;
    (first, row(panel.client_height()) + 2 * MARGIN + 8)
}
